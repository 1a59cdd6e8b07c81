from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from interview_coder.language.lemmas import look_up_lemmas
from interview_coder.language.spelling import spellings
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.match.word_sets import WordSets
from interview_coder.rules import WordPattern

NORMS = {"n't": "not", "N’T": "not", "ca": "can"}
SAID = (
    "close", "closes", "Closed", "CLOSED", "closure", "not", "n't", "N’T", "ca", "council", "Councils", "cut",
    "cutback", "NHS", "nhs", "NHS.", "organise", "organizes", "organisation", ".", "don’t", "went",
)  # fmt: skip


def make_vocabulary(words: Iterable[str] = SAID) -> Vocabulary:
    vocabulary = Vocabulary()
    for word in words:
        vocabulary.number(word, NORMS.get(word, word.lower()))
    return vocabulary


def accepted(sets: WordSets, number: int, vocabulary: Vocabulary) -> set[str]:
    return {vocabulary.types[type_id].form for type_id in sets.types_of(np.array([number])).tolist()}


def words_for(*patterns: WordPattern) -> set[str]:
    sets, vocabulary = WordSets(), make_vocabulary()
    number = sets.number_of(frozenset(patterns))
    sets.learn(vocabulary)
    return accepted(sets, number, vocabulary)


CLOSE = {"close", "closes", "Closed", "CLOSED"}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (WordPattern("close"), CLOSE),
        (WordPattern("closed"), CLOSE),
        (WordPattern("closure"), {"closure"}),
        (WordPattern("go"), {"went"}),
        (WordPattern("not"), {"not", "n't", "N’T"}),
        (WordPattern("nhs"), {"NHS", "nhs", "NHS."}),
        (WordPattern("organize"), {"organise", "organizes"}),
        (WordPattern("organisation"), {"organisation"}),
        (WordPattern("don't"), {"don’t"}),
        (WordPattern("weather"), set()),
        (WordPattern("closed", "form"), {"Closed", "CLOSED"}),
        (WordPattern("not", "form"), {"not", "n't", "N’T"}),
        (WordPattern("organises", "form"), {"organizes"}),
        (WordPattern("NHS", "letters"), {"NHS", "NHS."}),
        (WordPattern("Closed", "letters"), {"Closed"}),
        (WordPattern("clos*", "wild"), CLOSE | {"closure"}),
        (WordPattern("*s", "wild"), {"closes", "Councils", "organizes", "NHS", "nhs", "NHS."}),
        (WordPattern("c*l*s", "wild"), {"Councils", "closes"}),
        (WordPattern("organiz*", "wild"), {"organise", "organizes", "organisation"}),
        (WordPattern("n*", "wild"), {"not", "n't", "N’T", "NHS", "nhs", "NHS."}),
        (WordPattern("clos(es|ure)", "regex"), {"closes", "closure"}),
        (WordPattern("nhs", "regex"), {"NHS", "nhs", "NHS."}),
        (WordPattern("closur", "regex"), set()),
        (WordPattern("", "any"), set(SAID) - {"."}),
    ],
)
def test_a_place_of_a_rule_accepts_the_words_it_should(pattern: WordPattern, words: set[str]) -> None:
    assert words_for(pattern) == words


OF_LISTS = (
    "be is am are been was us we them they their more better best worse criteria criterion left leave leaves lives "
    "live organise organised organizes colour colors colourings decolourise travelled traveler councillors said saying "
    "us's carers bricking watermarked aren't cutting cuts feet found founded lay lain lies lying covid covids "
    "anaesthetising reanalysed mice data datum media medium does doe closest closer closes"
)
LISTED = OF_LISTS.split()


@pytest.mark.parametrize("text", [*LISTED, "time", "try", "wound", "axes", "analyse", "subeon", "a&e", "nonesuchment"])
def test_a_word_is_accepted_by_the_words_that_share_a_key_with_it(text: str) -> None:
    spelled = {other for word in (*LISTED, text, "nonesuchments", "subaeons") for other in spellings(word)}
    vocabulary = make_vocabulary([*sorted(spelled), *(word.title() for word in LISTED)])
    sets = WordSets()
    number = sets.number_of(frozenset({WordPattern(text)}))
    sets.learn(vocabulary)
    wanted = {text, *look_up_lemmas(text)}
    types = enumerate(vocabulary.types)
    assert accepted(sets, number, vocabulary) == {
        word.form for type_id, word in types if not wanted.isdisjoint(vocabulary.forms(type_id).keys)
    }


def test_a_place_with_alternatives_accepts_the_words_of_each() -> None:
    patterns = WordPattern("closed", "form"), WordPattern("council"), WordPattern("cut*", "wild")
    assert words_for(*patterns) == {"Closed", "CLOSED", "council", "Councils", "cut", "cutback"}


def test_words_that_are_met_later_are_learnt_too() -> None:
    kinds = WordPattern("close"), WordPattern("c*", "wild"), WordPattern("c.*", "regex"), WordPattern("", "any")
    sets, vocabulary = WordSets(), make_vocabulary(["closed", "not"])
    numbers = [sets.number_of(frozenset({pattern})) for pattern in kinds]
    sets.learn(vocabulary)
    assert [accepted(sets, number, vocabulary) for number in numbers[:2]] == [{"closed"}, {"closed"}]
    for word in ("council", "closes"):
        vocabulary.number(word, word)
    sets.learn(vocabulary)
    at_once = WordSets()
    for pattern in kinds:
        at_once.number_of(frozenset({pattern}))
    at_once.learn(vocabulary)
    for number in numbers:
        assert accepted(sets, number, vocabulary) == accepted(at_once, number, vocabulary)
    assert accepted(sets, numbers[0], vocabulary) == {"closed", "closes"}


def test_learning_twice_changes_nothing() -> None:
    sets, vocabulary = WordSets(), make_vocabulary()
    number = sets.number_of(frozenset({WordPattern("close"), WordPattern("c*", "wild")}))
    sets.learn(vocabulary)
    once = accepted(sets, number, vocabulary)
    sets.learn(vocabulary)
    assert accepted(sets, number, vocabulary) == once


def test_equal_places_are_one_set_and_others_do_not_change_it() -> None:
    sets, vocabulary = WordSets(), make_vocabulary()
    number = sets.number_of(frozenset({WordPattern("close"), WordPattern("cut")}))
    assert sets.number_of(frozenset({WordPattern("cut"), WordPattern("close")})) == number
    sets.number_of(frozenset({WordPattern("cut")}))
    sets.learn(vocabulary)
    assert accepted(sets, number, vocabulary) == CLOSE | {"cut"}
    assert len(sets) == 2


def test_sets_answer_one_by_one_and_sum_up() -> None:
    sets, vocabulary = WordSets(), make_vocabulary(["cut", "close", "closed", "plan"])
    cut, close, none = (sets.number_of(frozenset({WordPattern(text)})) for text in ("cut", "close", "weather"))
    sets.learn(vocabulary)
    numbers, types = np.array([cut, cut, close, close, none]), np.array([0, 1, 2, 4, 0], np.int32)
    assert sets.accepts(numbers, types).tolist() == [True, False, True, False, False]
    assert sets.add_up(np.array([5, 2, 1, 9, 7])).tolist() == [5, 3, 0]
    assert sets.sizes.tolist() == [1, 2, 0]


def test_a_set_of_parts_of_speech_accepts_their_words_and_knows_its_parts() -> None:
    sets, vocabulary = WordSets(), make_vocabulary()
    number = sets.number_of(
        frozenset({WordPattern("close", part="noun"), WordPattern("cut"), WordPattern("cut", part="verb")})
    )
    plain = sets.number_of(frozenset({WordPattern("cut")}))
    sets.learn(vocabulary)
    parts = sets.parts_of(number)
    assert parts is not None
    assert {part: accepted(sets, one, vocabulary) for part, one in parts.items()} == {
        None: {"cut"},
        "noun": CLOSE,
        "verb": {"cut"},
    }
    assert accepted(sets, number, vocabulary) == CLOSE | {"cut"}
    assert sets.parts_of(plain) is None


def test_nothing_asked_for_and_nothing_met_is_nothing_found() -> None:
    sets = WordSets()
    sets.learn(Vocabulary())
    assert sets.add_up(np.zeros(1, np.int64)).tolist() == []
    number = sets.number_of(frozenset({WordPattern("cut")}))
    sets.learn(Vocabulary())
    assert sets.accepts(np.array([number]), np.array([0], np.int32)).tolist() == [False]
