from __future__ import annotations

from collections.abc import Mapping

import pytest

from interview_coder.language import Vocabulary, look_up_lemma
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.search import WordIndex
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.segment import Sentence, Token, WordType

SPOKEN = (
    "close",
    "closes",
    "closed",
    "closure",
    "not",
    "n't",
    "do",
    "council",
    "councils",
    "cut",
    "cutback",
)


def make_codebook(*rules: str, lists: Mapping[str, tuple[str, ...]] | None = None) -> Codebook:
    codes = tuple(
        Code(f"code_{n}", "theme", "", "", rules=(Rule(rule, f"rule_{n}", n),)) for n, rule in enumerate(rules)
    )
    return Codebook("", "1", (Theme("theme", "", "", "#000000", codes),), lists or {})


def make_vocabulary(*words: str) -> Vocabulary:
    vocabulary = Vocabulary()
    for word in words:
        vocabulary.add(WordType(word, {"n't": "not", "ca": "can"}.get(word, word), look_up_lemma(word)))
    return vocabulary


def found(compiled: CompiledCodebook, vocabulary: Vocabulary) -> list[set[str]]:
    """List for each rule the words of a vocabulary that it finds when each is a sentence of its own."""
    compiled.learn(vocabulary)
    tokens = [Token(n, n + 1, n, joins=False, content=True) for n in range(len(vocabulary.types))]
    index = WordIndex([Sentence(1, token.start, token.end, (token,)) for token in tokens])
    return [{vocabulary.types[hit[0]].lower for hit in index.find(rule.pattern)} for rule in compiled.rules]


def accepted(rule: str, **lists: tuple[str, ...]) -> set[str]:
    (words,) = found(CompiledCodebook(make_codebook(rule, lists=lists)), make_vocabulary(*SPOKEN))
    return words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("close", {"close", "closes", "closed"}),
        ("closed", {"close", "closes", "closed"}),
        ("CLOSED", {"close", "closes", "closed"}),
        ("closure", {"closure"}),
        ('"closed"', {"closed"}),
        ('"Closed"', {"closed"}),
        ("clos*", {"close", "closes", "closed", "closure"}),
        ("*s", {"closes", "councils"}),
        ("c*s", {"closes", "councils"}),
        ("c*l*s", {"closes", "councils"}),
        ("cut*", {"cut", "cutback"}),
        ('"cut*"', {"cut", "cutback"}),
        ("not", {"not", "n't"}),
        ('"not"', {"not", "n't"}),
        ("(cut | council)", {"cut", "council", "councils"}),
        ('(cut | "councils" | do*)', {"cut", "councils", "do"}),
        ("@local", {"council", "councils", "cut"}),
        ("(@local | do)", {"council", "councils", "cut", "do"}),
        ("weather", set()),
    ],
)
def test_a_place_of_a_rule_accepts_the_words_it_should(rule: str, words: set[str]) -> None:
    assert accepted(rule, local=("council", '"cut"')) == words


def test_other_signs_of_a_wildcard_word_are_taken_as_they_are() -> None:
    compiled = CompiledCodebook(make_codebook("a.b*"))
    assert found(compiled, make_vocabulary("a.b", "axb", "a.bcd")) == [{"a.b", "a.bcd"}]


def test_words_that_are_met_later_are_learnt_too() -> None:
    vocabulary = make_vocabulary("closed")
    compiled = CompiledCodebook(make_codebook("close", "c*"))
    assert found(compiled, vocabulary) == [{"closed"}, {"closed"}]
    for word in ("council", "closes"):
        vocabulary.add(WordType(word, word, look_up_lemma(word)))
    assert found(compiled, vocabulary) == [{"closed", "closes"}, {"closed", "closes", "council"}]


def test_learning_twice_changes_nothing() -> None:
    vocabulary = make_vocabulary(*SPOKEN)
    compiled = CompiledCodebook(make_codebook("close", "(ward | c*)"))
    assert found(compiled, vocabulary) == found(compiled, vocabulary)


def test_each_rule_accepts_its_own_words_whatever_the_others_ask_for() -> None:
    rules = ("close", '"closed"', "clos*", "(close | cut)", "cut")
    together = found(CompiledCodebook(make_codebook(*rules)), make_vocabulary(*SPOKEN))
    assert together == [accepted(rule) for rule in rules]


def test_the_rules_keep_the_order_of_the_codebook_and_their_codes() -> None:
    book = make_codebook("cut", "close", "council")
    compiled = CompiledCodebook(book)
    assert [one.rule.text for one in compiled.rules] == ["cut", "close", "council"]
    assert [one.code for one in compiled.rules] == list(book.codes)


def test_a_codebook_without_rules_can_be_made_ready() -> None:
    compiled = CompiledCodebook(Codebook("", "1", ()))
    compiled.learn(make_vocabulary("cut"))
    assert compiled.rules == ()
