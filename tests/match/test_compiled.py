from __future__ import annotations

from collections.abc import Mapping

import pytest

from interview_coder.language import Vocabulary, look_up_lemma
from interview_coder.match.compiled import (
    CompiledCodebook,
    CompiledNear,
    CompiledPattern,
    CompiledUnless,
    PhraseSet,
    WordSet,
)
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.segment import WordType

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


def only_word_set(pattern: CompiledPattern) -> WordSet:
    assert isinstance(pattern, PhraseSet)
    ((word_set,),) = pattern.phrases
    return word_set


def accepted(rule: str, **lists: tuple[str, ...]) -> set[str]:
    vocabulary = make_vocabulary(*SPOKEN)
    compiled = CompiledCodebook(make_codebook(rule, lists=lists))
    compiled.learn(vocabulary)
    return {vocabulary.types[type_id].lower for type_id in only_word_set(compiled.rules[0].pattern).type_ids}


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
    vocabulary = make_vocabulary("a.b", "axb", "a.bcd")
    compiled = CompiledCodebook(make_codebook("a.b*"))
    compiled.learn(vocabulary)
    assert only_word_set(compiled.rules[0].pattern).type_ids == {0, 2}


def test_words_that_are_met_later_are_learnt_too() -> None:
    vocabulary = make_vocabulary("closed")
    compiled = CompiledCodebook(make_codebook("close", "c*"))
    word_sets = [only_word_set(rule.pattern) for rule in compiled.rules]
    compiled.learn(vocabulary)
    assert [word_set.type_ids for word_set in word_sets] == [{0}, {0}]
    for word in ("council", "closes"):
        vocabulary.add(WordType(word, word, look_up_lemma(word)))
    compiled.learn(vocabulary)
    assert [word_set.type_ids for word_set in word_sets] == [{0, 2}, {0, 1, 2}]


def test_learning_twice_changes_nothing() -> None:
    vocabulary = make_vocabulary(*SPOKEN)
    compiled = CompiledCodebook(make_codebook("close"))
    compiled.learn(vocabulary)
    before = set(only_word_set(compiled.rules[0].pattern).type_ids)
    compiled.learn(vocabulary)
    assert only_word_set(compiled.rules[0].pattern).type_ids == before


def test_rules_that_ask_for_the_same_word_share_what_it_accepts() -> None:
    compiled = CompiledCodebook(make_codebook("close", "close NEAR/2 council", "(council | cut)"))
    near = compiled.rules[1].pattern
    assert isinstance(near, CompiledNear)
    assert only_word_set(near.first) is only_word_set(compiled.rules[0].pattern)
    assert only_word_set(near.second) is not only_word_set(compiled.rules[2].pattern)


def test_the_rules_keep_the_order_of_the_codebook_and_their_codes() -> None:
    book = make_codebook("cut", "close", "council")
    compiled = CompiledCodebook(book)
    assert [one.rule.text for one in compiled.rules] == ["cut", "close", "council"]
    assert [one.code for one in compiled.rules] == list(book.codes)


def test_operators_keep_their_distances_order_and_scope() -> None:
    compiled = CompiledCodebook(make_codebook("a NEAR/3 b THEN c", "a EXCEPT b", "a WITHOUT b"))
    near, inside, outside = (rule.pattern for rule in compiled.rules)
    assert isinstance(near, CompiledNear)
    assert (near.most_between, near.ordered) == (None, True)
    assert isinstance(near.first, CompiledNear)
    assert (near.first.most_between, near.first.ordered) == (3, False)
    assert isinstance(inside, CompiledUnless)
    assert isinstance(outside, CompiledUnless)
    assert (inside.by_overlap, outside.by_overlap) == (True, False)


def test_a_codebook_without_rules_can_be_made_ready() -> None:
    compiled = CompiledCodebook(Codebook("", "1", ()))
    compiled.learn(make_vocabulary("cut"))
    assert compiled.rules == ()
