"""The matcher of the program against the plain reference: made-up rules on made-up talk, and whole corpora."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.match.both_matchers import (
    NEEDS_MODEL,
    PEOPLE,
    code_sources,
    find_by_program,
    find_by_reference,
    find_one_by_one,
    hits_in,
    load,
    make_codebook,
    make_source,
)
from tests.match.made_up import LISTS, WRITERS, odd_texts, rules, sources
from tests.match.reference import Reference
from tests.match.reference_words import read_turns
from tests.match.sample_study import read_sample

from interview_coder.ingest import read_transcripts
from interview_coder.ingest.asides import find_asides
from interview_coder.ingest.transcript import ReadOptions
from interview_coder.language import load_language
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Codebook
from interview_coder.model.source import Participant, Source, Turn
from interview_coder.segment import split_paragraphs

VALIDATION = Path(__file__).resolve().parents[3] / "shared" / "validation"


class ReadWord(NamedTuple):
    """A word as both read it; ``leads`` where it is the first of its sentence."""

    start: int
    end: int
    joined: bool
    leads: bool


def read_by_reference(source: Source) -> list[ReadWord]:
    return [
        ReadWord(word.start, word.end, word.joined, not place or words[place - 1].sentence != word.sentence)
        for words in read_turns(source).values()
        for place, word in enumerate(words)
    ]


def read_by_program(source: Source) -> list[ReadWord]:
    words = load().read_words(source.text, split_paragraphs(source), source.asides)
    leads = np.diff(words.sentences, prepend=-1) > 0
    columns = (words.starts, words.ends, words.joined, leads)
    return [ReadWord(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


@settings(max_examples=300)
@given(odd_texts)
def test_the_program_reads_the_words_that_the_reference_reads(text: str) -> None:
    source = make_source(f"P: {text}")
    assert read_by_program(source) == read_by_reference(source)


def test_the_program_reads_the_words_of_the_sample_corpus_that_the_reference_reads() -> None:
    for source in read_sample().sources:
        assert read_by_program(source) == read_by_reference(source)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_program_finds_what_the_reference_finds(kind: str) -> None:
    counts = Counter[bool]()

    @settings(max_examples=300)
    @given(rules([kind]), sources())
    def compare_on_talk(rule: str, source: Source) -> None:
        found = find_by_program([rule], source, LISTS)
        assert found == find_by_reference([rule], source, LISTS)
        counts[bool(found[rule])] += 1

    compare_on_talk()
    assert counts[True] > counts.total() / 5  # it would be no test if hardly any rule found anything


@settings(max_examples=100)
@given(st.lists(rules(), min_size=1, max_size=3, unique=True), sources())
def test_the_hits_that_commands_list_are_those_of_the_codings(said: list[str], source: Source) -> None:
    assert find_one_by_one(said, source, LISTS) == find_by_program(said, source, LISTS)


@settings(max_examples=60)
@given(st.lists(rules(), min_size=1, max_size=4, unique=True), st.lists(sources(), min_size=2, max_size=4))
def test_sources_in_one_block_are_coded_as_each_alone(said: list[str], several: list[Source]) -> None:
    codebook = make_codebook(said, LISTS)
    together = code_sources(several, codebook, PEOPLE, load())
    assert together == [code_sources([source], codebook, PEOPLE, load())[0] for source in several]


@settings(max_examples=60)
@given(st.lists(rules(), min_size=2, max_size=4, unique=True), sources())
def test_each_rule_finds_the_same_whatever_rules_stand_beside_it(said: list[str], source: Source) -> None:
    together = find_by_program(said, source, LISTS)
    assert together == find_by_program(said[::-1], source, LISTS)
    assert together == {rule: find_by_program([rule], source, LISTS)[rule] for rule in said}


@settings(max_examples=30)
@given(st.lists(rules(), min_size=1, max_size=3, unique=True), st.lists(sources(), min_size=2, max_size=3))
def test_a_matcher_that_meets_new_words_finds_the_same_as_a_new_one(said: list[str], several: list[Source]) -> None:
    codebook = make_codebook(said, LISTS)
    language = load_language()
    matcher = RuleMatcher(codebook, language)
    for source in several:
        met_one_by_one = code_sources([source], codebook, PEOPLE, language, matcher=matcher)
        assert met_one_by_one == code_sources([source], codebook, PEOPLE, load())


LIMITS = ["interview_coder.match.phrases.MOST_CANDIDATES", "interview_coder.match.regexes._AT_ONCE"]


@pytest.mark.parametrize("limit", LIMITS)
def test_however_few_places_or_expressions_are_looked_at_together_the_same_is_found(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit, 2)

    @settings(max_examples=100)
    @given(rules(), sources())
    def compare_on_talk(rule: str, source: Source) -> None:
        assert find_by_program([rule], source, LISTS) == find_by_reference([rule], source, LISTS)

    compare_on_talk()


# Whole corpora


def compare(codebook: Codebook, sources: Sequence[Source], participants: Mapping[str, Participant]) -> int:
    """Compare both matchers rule by rule; return how many hits they found."""
    said = sorted({rule.text for code in codebook.codes for rule in code.rules})
    reference = Reference(codebook.lists, participants, load())
    n_hits = 0
    for source, codings in zip(sources, code_sources(sources, codebook, participants, load()), strict=True):
        found = hits_in(codings, said)
        expected = reference.find_all(said, source)
        assert {rule: found[rule] for rule in said if found[rule] != expected[rule]} == {
            rule: expected[rule] for rule in said if found[rule] != expected[rule]
        }
        n_hits += sum(len(hits) for hits in found.values())
    return n_hits


def test_the_program_finds_in_the_sample_study_what_the_reference_finds() -> None:
    sample = read_sample()
    assert compare(sample.codebook, sample.sources, sample.participants) > 500


def test_every_word_of_the_sample_corpus_finds_itself() -> None:
    texts = [source.text for source in read_sample().sources]
    chunks = sorted({chunk.strip(".,;:!?…\"“”‘’'()[]–—-") for text in texts for chunk in text.split()} - {""})
    said = [*chunks, *(f'"{chunk}"' for chunk in chunks)]
    source = make_source(*(f"P: They say {chunk} again" for chunk in chunks * 2))
    (codings,) = code_sources([source], make_codebook(said, {}), PEOPLE, load())
    found = {(evidence.rule, coding.turn) for coding in codings for evidence in coding.evidence}
    assert len(said) > 5_000
    assert [rule for turn, rule in enumerate(said, start=1) if (rule, turn) not in found] == []


PARTS_OF_SPEECH = [
    "cut/noun",
    "cut/verb",
    "plan/noun NEAR/4 */adjective",
    "*/adjective (council | trust)",
    "plan*/verb",
    "*/number year",
    "(close/verb | money/noun | the */noun)",
    "*/adverb */verb it",
    "@centre THEN/6 */verb BY commissioner",
]


@NEEDS_MODEL
def test_the_program_asks_for_parts_of_speech_where_the_reference_does() -> None:
    sample = read_sample()
    codebook = make_codebook(PARTS_OF_SPEECH, sample.codebook.lists)
    assert compare(codebook, sample.sources[:4], sample.participants) > 100


def read_real_talk() -> Iterator[Source]:
    """Yield what real people wrote and said, everybody as a participant."""
    for path in sorted(VALIDATION.glob("transcripts/*")) + sorted(VALIDATION.glob("*.txt")):
        if path.suffix in {".md", ".json"}:
            continue
        with path.open("rb") as stream:
            for transcript in read_transcripts(stream, ending=path.suffix, file=path.name, options=ReadOptions()):
                yield make_real_source(
                    path.name, transcript.text, [(turn.start, turn.end) for turn in transcript.turns]
                )
    lines = (VALIDATION / "nhs_comments" / "train.jsonl").read_text(encoding="utf-8").split("\n")
    yield make_commented_source([json.loads(line)["text"] for line in lines[:300]])


def make_commented_source(comments: Sequence[str]) -> Source:
    starts = accumulate((len(comment) + 2 for comment in comments), initial=0)
    places = [(start, start + len(comment)) for start, comment in zip(starts, comments, strict=False)]
    return make_real_source("comments", "\n\n".join(comments), places)


def make_real_source(name: str, text: str, places: Sequence[tuple[int, int]]) -> Source:
    made = tuple(Turn(number, "P", *place, participant="P") for number, place in enumerate(places, start=1))
    return Source(name, name, "txt", text, made, "as found", asides=tuple(find_asides(text)))


@pytest.mark.skipif(not VALIDATION.exists(), reason="the real transcripts are not at hand (../shared/validation)")
def test_the_program_finds_in_real_talk_what_the_reference_finds() -> None:
    assert compare(read_sample().codebook, list(read_real_talk()), PEOPLE) > 100
