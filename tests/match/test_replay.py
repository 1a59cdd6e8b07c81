"""The replay law: a rule, run by itself on the words that it coded, codes them again; and each rule stands alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import assume, given, settings
from tests.match.both_matchers import as_found, code_sources, find_by_program, load, make_codebook
from tests.match.made_up import LISTS, rules, sources
from tests.match.reference import Found
from tests.match.sample_study import read_sample

from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Code, Codebook, Rule
from interview_coder.model.coding import Coding, Evidence
from interview_coder.model.source import Aside, Source, Turn
from interview_coder.rules import parse_rule
from interview_coder.segment import LONGEST_WRAPPED_LINE

N_RULES = 12


def code_sample(codebook: Codebook) -> list[list[Coding]]:
    sample = read_sample()
    return code_sources(sample.sources, codebook, sample.participants, load())


@cache
def sample_codings() -> list[list[Coding]]:
    return code_sample(read_sample().codebook)


def cut_out(source: Source, turn: Turn, *, with_question: bool) -> tuple[Source, int]:
    """Make a source of one turn, with the question before it where that is wanted; return how far places moved."""
    kept = [turn]
    if with_question:
        kept = [one for one in source.turns if one.role != "participant" and one.number < turn.number][-1:] + kept
    start, end = kept[0].start, turn.end
    turns = tuple(
        one._replace(number=number, start=one.start - start, end=one.end - start)
        for number, one in enumerate(kept, start=1)
    )
    asides = tuple(
        Aside(one.start - start, one.end - start, one.kind) for one in source.asides if start <= one.start < end
    )
    return replace(source, text=source.text[start:end], turns=turns, asides=asides), start


def list_evidence() -> Iterator[tuple[Source, Coding, Evidence]]:
    for source, codings in zip(read_sample().sources, sample_codings(), strict=True):
        for coding in codings:
            for evidence in coding.evidence:
                yield source, coding, evidence


def move(found: Found, by: int) -> Found:
    cue = None if found.cue is None else (found.cue[0] + by, found.cue[1] + by)
    return Found(tuple((start + by, end + by) for start, end in found.words), found.stance, cue)


def test_each_rule_run_alone_on_a_turn_that_it_coded_finds_the_same_words_again() -> None:
    by_rule: dict[str, list[tuple[Source, int, Evidence]]] = defaultdict(list)
    for source, coding, evidence in list_evidence():
        turn = next(one for one in source.turns if one.number == coding.turn)
        with_question = parse_rule(evidence.rule).asked is not None
        by_rule[evidence.rule].append((*cut_out(source, turn, with_question=with_question), evidence))
    assert sum(map(len, by_rule.values())) > 500
    sample = read_sample()
    for rule, pieces in by_rule.items():
        codebook = make_codebook([rule], sample.codebook.lists)
        coded = code_sources([source for source, _, _ in pieces], codebook, sample.participants, load())
        for (source, start, evidence), codings in zip(pieces, coded, strict=True):
            again = {move(as_found(one), start) for coding in codings for one in coding.evidence}
            assert as_found(evidence) in again, (rule, source.source_id)


def test_each_coding_of_a_turn_comes_again_from_that_turn_alone() -> None:
    sample = read_sample()
    matcher = RuleMatcher(sample.codebook, load())
    for source, codings in zip(sample.sources, sample_codings(), strict=True):
        turns = [turn for turn in source.turns if turn.role == "participant"]
        pieces = [cut_out(source, turn, with_question=True) for turn in turns]
        only_turns = [piece for piece, _ in pieces]
        coded = code_sources(only_turns, sample.codebook, sample.participants, load(), matcher=matcher)
        again = [
            (coding.code_id, coding.start + start, coding.end + start, coding.stance)
            for (_, start), some in zip(pieces, coded, strict=True)
            for coding in some
        ]
        assert sorted(again) == sorted((one.code_id, one.start, one.end, one.stance) for one in codings)


@settings(max_examples=200)
@given(rules(), sources())
def test_a_made_up_rule_finds_the_same_in_a_turn_by_itself(rule: str, source: Source) -> None:
    # one long line anywhere in a source makes each of its lines a paragraph
    assume(all(len(line) <= LONGEST_WRAPPED_LINE for line in source.text.split("\n")))
    (found,) = find_by_program([rule], source, LISTS).values()
    again = []
    for turn in source.turns:
        if turn.role == "participant":
            piece, start = cut_out(source, turn, with_question=True)
            again += [move(one, start) for one in find_by_program([rule], piece, LISTS)[rule]]
    assert sorted(again, key=lambda one: one.words) == found


def with_rules(codebook: Codebook, code_id: str, rules: Sequence[Rule]) -> Codebook:
    """Return a codebook in which one code has other rules."""

    def change(code: Code) -> Code:
        return replace(code, rules=tuple(rules)) if code.code_id == code_id else code

    themes = [replace(theme, codes=tuple(change(code) for code in theme.codes)) for theme in codebook.themes]
    return replace(codebook, themes=tuple(themes))


def list_some_rules() -> list[tuple[str, int]]:
    """Return the codes of some rules that find something, and the rules' places in them."""
    used = Counter(evidence.rule_id for _, _, evidence in list_evidence())
    every = [
        (code.code_id, place)
        for code in read_sample().codebook.codes
        for place, rule in enumerate(code.rules)
        if used[rule.rule_id]
    ]
    return Random(4).sample(every, N_RULES)  # noqa: S311


def all_evidence(codings: Sequence[Sequence[Coding]]) -> Counter[tuple[str, str, str, Evidence]]:
    return Counter(
        (one.source_id, one.code_id, one.segment_id, each) for some in codings for one in some for each in one.evidence
    )


def without_codebook(codings: Sequence[Sequence[Coding]], code_id: str) -> list[Coding]:
    """Return the codings of all codes but one, as they are whatever the rest of the codebook."""
    return [one._replace(codebook="") for some in codings for one in some if one.code_id != code_id]


@pytest.mark.parametrize("number", range(N_RULES))
def test_without_one_rule_only_its_own_codings_change(number: int) -> None:
    codebook = read_sample().codebook
    code_id, place = list_some_rules()[number]
    rules = next(code.rules for code in codebook.codes if code.code_id == code_id)
    codings = code_sample(with_rules(codebook, code_id, rules[:place] + rules[place + 1 :]))
    assert without_codebook(codings, code_id) == without_codebook(sample_codings(), code_id)
    lost = all_evidence(sample_codings()) - all_evidence(codings)
    assert {evidence.rule_id for _, _, _, evidence in lost} == {rules[place].rule_id}
    assert not all_evidence(codings) - all_evidence(sample_codings())


ADDED = [
    "money",
    "the * of",
    "people NEAR/4 think",
    "they ONLY denied",
    "(cut NEAR health | plan) WITHOUT/turn council",
]


@pytest.mark.parametrize("rule", ADDED)
def test_with_one_more_rule_only_its_own_codings_are_added(rule: str) -> None:
    codebook = read_sample().codebook
    code = next(iter(codebook.codes))
    codings = code_sample(with_rules(codebook, code.code_id, (*code.rules, Rule(rule, "added", 1))))
    assert without_codebook(codings, code.code_id) == without_codebook(sample_codings(), code.code_id)
    gained = all_evidence(codings) - all_evidence(sample_codings())
    assert {evidence.rule_id for _, _, _, evidence in gained} == {"added"}
    assert not all_evidence(sample_codings()) - all_evidence(codings)
