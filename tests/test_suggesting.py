"""Words and phrases suggested for a code: the statistic, the counts, and that interviewers suggest nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isclose, log
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder import InputError, Study
from interview_coder.language.spelling import spellings
from interview_coder.language.word_flags import CONTENT
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.part_of_codebook import only_codes, with_codes_below
from interview_coder.model.suggestions import Suggestion, Suggestions
from interview_coder.study_inputs import StudyInputs
from interview_coder.suggesting import log_likelihood, log_ratio, suggest_phrases
from interview_coder.suggesting.log_likelihood import ONE_IN_A_HUNDRED
from interview_coder.suggesting.word_groups import DENYING, TURNING

MakeStudy = Callable[..., Path]

REPOSITORY = Path(__file__).parent.parent


# Dunning (1993), table 1: -2 log λ, and the counts of "AB", "A not B", "not A, B", "neither"
@pytest.mark.parametrize(
    ("value", "both", "only_a", "only_b", "neither"),
    [
        (270.72, 110, 2442, 111, 29114),
        (263.90, 29, 13, 123, 31612),
        (256.84, 31, 23, 139, 31584),
        (167.23, 10, 0, 3, 31764),
        (157.21, 76, 104, 2476, 29121),
        (157.03, 16, 16, 51, 31694),
        (146.80, 9, 0, 5, 31763),
        (115.02, 16, 0, 865, 30896),
        (104.53, 10, 9, 41, 31717),
    ],
)
def test_the_log_likelihood_is_that_of_the_paper(
    value: float, both: int, only_a: int, only_b: int, neither: int
) -> None:
    assert round(log_likelihood(both, only_b, both + only_a, only_b + neither), 2) == value


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    sizes = draw(st.integers(1, 10_000)), draw(st.integers(1, 10_000))
    return draw(st.integers(0, sizes[0])), draw(st.integers(0, sizes[1])), *sizes


@given(tables())
def test_the_log_likelihood_is_twice_the_gain_in_log_probability(table: tuple[int, int, int, int]) -> None:
    def log_probability(count: int, size: int, rate: float) -> float:
        return sum(n * log(share) for n, share in ((count, rate), (size - count, 1 - rate)) if n)

    count_a, count_b, size_a, size_b = table
    together = (count_a + count_b) / (size_a + size_b)
    apart = log_probability(count_a, size_a, count_a / size_a) + log_probability(count_b, size_b, count_b / size_b)
    gain = apart - log_probability(count_a, size_a, together) - log_probability(count_b, size_b, together)
    assert isclose(log_likelihood(*table), 2 * gain, rel_tol=1e-6, abs_tol=1e-6)


@given(tables())
def test_swapping_the_bodies_keeps_the_log_likelihood_and_turns_the_log_ratio(table: tuple[int, int, int, int]) -> None:
    count_a, count_b, size_a, size_b = table
    assert isclose(log_likelihood(*table), log_likelihood(count_b, count_a, size_b, size_a), abs_tol=1e-9)
    assert isclose(log_ratio(*table), -log_ratio(count_b, count_a, size_b, size_a), abs_tol=1e-9)


def test_what_is_as_frequent_in_both_has_no_log_likelihood_and_no_log_ratio() -> None:
    assert log_likelihood(3, 30, 100, 1000) == pytest.approx(0, abs=1e-9)
    assert log_ratio(3, 30, 100, 1000) == pytest.approx(0)


def test_what_is_eight_times_as_frequent_has_a_log_ratio_of_three() -> None:
    assert log_ratio(8, 1, 500, 500) == 3


def test_none_at_all_counts_as_half_an_occurrence_in_the_log_ratio_only() -> None:
    assert log_ratio(4, 0, 100, 100) == 3
    assert log_likelihood(0, 0, 100, 100) == 0


CODEBOOK: dict[str, Any] = {
    "themes": [
        {
            "id": "home",
            "codes": [
                {
                    "id": "damp",
                    "match": ["damp NEAR/5 (wall | room)", "mould UNLESS denied"],
                    "examples": ["The plaster sweats.", "Interviewer: Any mould? / Tenant: The wallpaper peels off."],
                    "codes": [{"id": "leaks", "match": ["leak*"]}],
                },
                {"id": "empty"},
            ],
        }
    ]
}
SMALL_TALK = "The bus was late again and we had tea in the garden with the neighbours. "
ONE = f"""\
Interviewer: Is there condensation? Condensation in the damp walls, condensation on the windows?

T1: The damp in my room comes with peeling wallpaper. {SMALL_TALK * 3}

T2: There is mould and the wallpaper peels. The roof leaks, so the ceiling sags. {SMALL_TALK * 2}

T1: Damp walls, a sagging ceiling, peeling wallpaper. {SMALL_TALK} It is colourful.
"""
TWO = f"""\
Interviewer: And here?

T3: The damp walls let the wallpaper peel off. No proper heating, with mould. {SMALL_TALK * 3}

T3: Leaking pipes, and no proper heating! {SMALL_TALK}

T1: A colorful leak, a colourful leak. {SMALL_TALK * 2}
"""
SHEET = "participant,stakeholder_type\nT1,tenant\nT2,tenant\nT3,landlord\n"
FILES: dict[str, str | bytes] = {"one.txt": ONE, "two.txt": TWO}


@pytest.fixture
def inputs(make_study: MakeStudy) -> StudyInputs:
    return Study.open(make_study(json.dumps(CODEBOOK), FILES, SHEET, "language_model: blank\n")).read()


def by_phrase(found: Suggestions) -> dict[str, Suggestion]:
    return {one.phrase: one for one in found.suggestions}


def test_words_that_stand_by_the_rules_are_offered_with_counts_and_people(inputs: StudyInputs) -> None:
    found = suggest_phrases("damp", inputs)
    wallpaper = by_phrase(found)["wallpaper"]
    assert (wallpaper.count, wallpaper.count_elsewhere, wallpaper.passages) == (4, 0, 4)
    assert wallpaper.participants == ("T1", "T2", "T3")
    assert found.n_participants == 3
    assert wallpaper.log_ratio > 3


def test_phrases_are_in_dictionary_forms_and_may_deny(inputs: StudyInputs) -> None:
    phrases = by_phrase(suggest_phrases("damp", inputs))
    assert "no proper heating" in phrases
    assert phrases["no proper heating"].participants == ("T3",)


def test_a_word_that_never_stands_without_a_longer_phrase_is_left_to_that(inputs: StudyInputs) -> None:
    phrases = by_phrase(suggest_phrases("damp", inputs))
    assert not {"proper", "heating", "no proper", "proper heating"} & phrases.keys()


def test_british_and_american_spelling_are_one_word(inputs: StudyInputs) -> None:
    colourful = by_phrase(suggest_phrases("leaks", inputs))["colorful"]
    assert (colourful.count, colourful.count_elsewhere) == (2, 1)


def test_what_only_the_interviewer_says_is_not_offered(inputs: StudyInputs) -> None:
    found = suggest_phrases("damp", inputs, least_count=1, limit=None)
    assert not any("condensation" in phrase for phrase in by_phrase(found))


def test_words_that_rules_find_are_not_offered_those_of_refused_hits_neither(inputs: StudyInputs) -> None:
    found = suggest_phrases("damp", inputs, least_count=1, limit=None)
    assert not {"damp", "mould", "mold", "leak", "damp wall", "mould and"} & by_phrase(found).keys()


def test_the_codes_below_count_as_part_of_a_code(inputs: StudyInputs) -> None:
    assert "sag" in by_phrase(suggest_phrases("damp", inputs))
    assert suggest_phrases("leaks", inputs).n_passages == 3


def test_examples_are_passages_without_people_or_what_is_asked(inputs: StudyInputs) -> None:
    found = suggest_phrases("damp", inputs, taken_from="examples")
    phrases = by_phrase(found)
    assert (found.n_passages, found.n_participants, found.least_count) == (2, 0, 1)
    assert {"plaster sweat", "wallpaper peel off"} <= phrases.keys()
    assert phrases["plaster sweat"].example._asdict() == {
        "source_id": "",
        "turn": 1,
        "participant": "",
        "start": 4,
        "end": 18,
        "before": "The ",
        "text": "plaster sweats",
        "after": ".",
    }
    assert all(one.participants == () for one in found.suggestions)


def test_a_limit_leaves_out_the_less_sure(inputs: StudyInputs) -> None:
    everything = suggest_phrases("damp", inputs, limit=None)
    some = suggest_phrases("damp", inputs, limit=2)
    assert some.suggestions == everything.suggestions[:2]
    assert some.n_found == everything.n_found == len(everything.suggestions) > 2
    values = [one.log_likelihood for one in everything.suggestions]
    assert values == sorted(values, reverse=True)
    assert min(values) >= ONE_IN_A_HUNDRED


def test_what_is_said_less_often_than_asked_for_is_not_looked_at(inputs: StudyInputs) -> None:
    found = suggest_phrases("damp", inputs, least_count=4)
    assert {one.phrase for one in found.suggestions} == {"peel", "wallpaper"}


def test_asking_again_gives_the_same_whatever_was_asked_between(inputs: StudyInputs) -> None:
    first = suggest_phrases("damp", inputs)
    suggest_phrases("damp", inputs, taken_from="examples")
    assert suggest_phrases("damp", inputs) == first


@pytest.mark.parametrize(
    ("code_id", "taken_from", "told"),
    [
        ("dmap", "codings", 'did you mean "damp"?'),
        ("home", "codings", "name one of its codes: damp, leaks, empty"),
        ("weather", "codings", "the codes are: damp, leaks, empty"),
        ("empty", "codings", "take the words of its examples: --from examples"),
        ("empty", "examples", 'write some under "examples:"'),
    ],
)
def test_a_code_that_is_not_there_or_has_no_passages_is_an_error_with_a_way_out(
    inputs: StudyInputs, code_id: str, taken_from: Any, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        suggest_phrases(code_id, inputs, taken_from=taken_from)
    assert [problem.fix for problem in caught.value.problems] == [told]


def test_where_everything_is_coded_there_is_nothing_to_compare_with(make_study: MakeStudy) -> None:
    book = "themes: [{id: a, codes: [{id: b, match: [rent]}]}]"
    study = make_study(book, {"one.txt": "A: My rent is high. Rent is high.\n"}, settings="language_model: blank")
    found = suggest_phrases("b", Study.open(study).read(allow_unknown=True), least_count=1)
    assert found.suggestions == ()
    assert found.n_words_elsewhere == 0


class Stretch(NamedTuple):
    """Words in a row, as the plain counting below meets them."""

    words: tuple[str, ...]
    is_in_passage: bool
    participant: str


def list_stretches(codes: Sequence[Code], inputs: StudyInputs) -> Iterator[Stretch]:
    """Go through all that participants say, word by word, and leave out what rules know."""
    language = inputs.library.language
    matcher = RuleMatcher(only_codes(inputs.codebook, {code.code_id for code in codes}), language)
    for stored in inputs.stored:
        read = inputs.library.open(stored)
        source, words = read.source, read.words
        codings = matcher.match_codes(source, words, read.segments, inputs.participants)
        hits = [hit.words for hit in matcher.find_hits([(source, words)], inputs.participants)]
        known = {word for hit in hits for word in hit}
        for first, start in enumerate(words.starts.tolist()):
            turn = source.turns[words.sentence_turns[words.sentences[first]] - 1]
            for n_words in (1, 2, 3):
                row = range(first, first + n_words)
                is_in_a_row = row[-1] < len(words.starts) and all(words.joined[word] for word in row[1:])
                holds_hit = any(set(hit) <= set(row) for hit in hits)
                if turn.role == "participant" and is_in_a_row and not holds_hit and not set(row) <= known:
                    is_coded = any(coding.start <= start < coding.end for coding in codings)
                    yield Stretch(tuple(offered(words.types[word], inputs) for word in row), is_coded, turn.participant)


def offered(type_id: int, inputs: StudyInputs) -> str:
    """The dictionary form of a word with a mark that says what it is; an empty word where it is none."""
    vocabulary = inputs.library.language.vocabulary
    lemma = vocabulary.forms(int(type_id)).lemma
    if not lemma.isalpha():
        return ""
    mark = "!" if vocabulary.flags[type_id] & CONTENT else "<" if lemma in DENYING else ">" if lemma in TURNING else ""
    return min(spellings(lemma)) + mark


def count_plainly(code_id: str, inputs: StudyInputs, least: int) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Count a second time: phrase → times in passages, times elsewhere, people; only what is distinctive."""
    counts: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    people: dict[tuple[str, ...], set[str]] = defaultdict(set)
    sizes: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for words, is_in_passage, participant in list_stretches(with_codes_below(inputs.codebook, code_id), inputs):
        sizes[len(words)][not is_in_passage] += 1
        begins, ends = words[0].endswith(("!", "<")), words[-1].endswith(("!", ">"))
        if all(words) and begins and ends and any(word.endswith("!") for word in words):
            phrase = tuple(word.rstrip("!<>") for word in words)
            counts[phrase][not is_in_passage] += 1
            people[phrase] |= {participant} if is_in_passage else set()
    distinctive = {}
    for phrase, (here, elsewhere) in counts.items():
        size_here, size_elsewhere = sizes[len(phrase)]
        sure = log_likelihood(here, elsewhere, size_here, size_elsewhere) >= ONE_IN_A_HUNDRED
        if here >= least and sure and here / size_here > elsewhere / size_elsewhere:
            distinctive[phrase] = here, elsewhere, len(people[phrase])
    return {
        phrase: counted
        for phrase, counted in distinctive.items()
        if not any(is_part(phrase, other) and counted[:2] == distinctive[other][:2] for other in distinctive)
    }


def is_part(phrase: tuple[str, ...], other: tuple[str, ...]) -> bool:
    places = range(len(other) - len(phrase) + 1)
    return len(phrase) < len(other) and any(other[place : place + len(phrase)] == phrase for place in places)


def check_against_plain_counting(code_id: str, inputs: StudyInputs, least: int) -> int:
    found = suggest_phrases(code_id, inputs, least_count=least, limit=None)
    counted = {
        tuple(min(spellings(word)) for word in one.phrase.split()): (
            *(one.count, one.count_elsewhere),
            len(one.participants),
        )
        for one in found.suggestions
    }
    assert counted == count_plainly(code_id, inputs, least)
    return len(counted)


def check_as_rules(found: Suggestions, inputs: StudyInputs) -> None:
    """Every phrase, written as a rule, finds its example and every place that was counted."""
    rules = tuple(Rule(one.phrase, one.phrase, 0) for one in found.suggestions)
    theme = Theme("t", "", "", "", (Code("c", "t", "", "", rules=rules),))
    matcher = RuleMatcher(Codebook("", "", (theme,)), inputs.library.language)
    places: Mapping[str, set[tuple[str, int, int]]] = defaultdict(set)
    for stored in inputs.stored:
        read = inputs.library.open(stored)
        for hit in matcher.find_hits([(read.source, read.words)], inputs.participants):
            start, end = int(read.words.starts[hit.words[0]]), int(read.words.ends[hit.words[-1]])
            places[hit.rule.text].add((read.source.source_id, start, end))
    texts = {one.summary.source_id: inputs.library.open(one).source.text for one in inputs.stored}
    for one in found.suggestions:
        example = one.example
        assert (example.source_id, example.start, example.end) in places[one.phrase], one
        assert len(places[one.phrase]) >= one.count + one.count_elsewhere
        sentence = example.before + example.text + example.after
        assert texts[example.source_id].startswith(sentence, example.start - len(example.before))


def test_the_counts_are_those_of_plain_counting(inputs: StudyInputs) -> None:
    assert check_against_plain_counting("damp", inputs, 1) > 5
    assert check_against_plain_counting("leaks", inputs, 1) > 0


def test_every_phrase_is_a_rule_that_finds_what_was_counted(inputs: StudyInputs) -> None:
    check_as_rules(suggest_phrases("damp", inputs, least_count=1, limit=None), inputs)


@pytest.mark.parametrize("place", [0, 7, 14])
def test_so_it_is_on_the_sample_study(place: int) -> None:
    inputs = Study.open(REPOSITORY).read()
    code_id = [code.code_id for code in inputs.codebook.codes][place]
    check_against_plain_counting(code_id, inputs, 1)
    check_as_rules(suggest_phrases(code_id, inputs, least_count=1, limit=None), inputs)
