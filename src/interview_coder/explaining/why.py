"""Everything that the rules of a codebook make of one passage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from interview_coder.collecting import collecting_later
from interview_coder.explaining.near_misses import NearMissFinder
from interview_coder.explaining.passages import find_passage
from interview_coder.explaining.turn_search import TurnSearch
from interview_coder.explaining.turn_words import cut_out_turns, find_content
from interview_coder.language.source_words import SourceWords
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Code, Codebook
from interview_coder.model.explanation import Explanation, Passage
from interview_coder.study_inputs import StudyInputs

MOST_NEAR = 10


def explain_passage(inputs: StudyInputs, where: str, *, most_near: int = MOST_NEAR) -> Explanation:
    """Tell why a passage is coded as it is, and which rules came near.

    Parameters
    ----------
    inputs : StudyInputs
        The study; its rules are applied as they are now, whatever the last run found.
    where : str
        See `interview_coder.explaining.passages.find_passage`.
    most_near : int, default=10
        So many rules that came near are told at most.

    Returns
    -------
    Explanation
        Of what interviewers and moderators say there is nothing to explain: it is never coded.

    Raises
    ------
    InputError
        When there is no such place.
    """
    passage, read = find_passage(inputs, where)
    if passage.turn.role != "participant":
        return Explanation(passage, (), {}, (), ())
    turns = [turn.number for turn in (passage.turn, passage.asked) if turn is not None]
    words, language = cut_out_turns(read.words, turns, inputs.library.language)
    content = find_content(read.words, passage.turn.number, inputs.library.language.vocabulary)
    turn, here = _find_sentences(words, passage)
    own_words = range(*np.searchsorted(words.sentences, [here.start, here.stop]).tolist())
    own = [(read.source, words)]
    with collecting_later():
        matcher = RuleMatcher(inputs.codebook, language)
        codings = [
            coding
            for coding in matcher.match_codes(read.source, words, read.segments, inputs.participants)
            if coding.start < passage.end and coding.end > passage.start
        ]
        near = {
            (hit.code.code_id, hit.rule.rule_id)
            for hit in matcher.find_phrases(own, inputs.participants)
            if any(word in own_words for word in hit.words)
        }
        search = TurnSearch(_only(inputs.codebook, near), language, *own[0], inputs.participants)
        finder = NearMissFinder(search, turn, here, content)
        refusals = finder.find_refusals()
        coded = {coding.code_id for coding in codings}
        return Explanation(
            passage,
            tuple(codings),
            {(code.code_id, rule.rule_id): rule for code in inputs.codebook.codes for rule in code.rules},
            tuple(refusals),
            tuple(finder.find_near_misses(coded, refusals, most=most_near)),
        )


def _find_sentences(words: SourceWords, passage: Passage) -> tuple[range, range]:
    """Return the sentences of the turn, and those of the passage."""
    turn = np.flatnonzero(words.sentence_turns == passage.turn.number).tolist()
    here = [
        one for one in turn if words.sentence_starts[one] < passage.end and words.sentence_ends[one] > passage.start
    ]
    return _range(turn), _range(here)


def _range(numbers: list[int]) -> range:
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)


def _only(codebook: Codebook, rules: Collection[tuple[str, str]]) -> Codebook:
    """Return a codebook with nothing but some rules, by the ids of their codes and their own."""

    def keep(code: Code) -> Code:
        return replace(code, rules=tuple(rule for rule in code.rules if (code.code_id, rule.rule_id) in rules))

    themes = (replace(theme, codes=tuple(map(keep, theme.codes))) for theme in codebook.themes)
    return replace(codebook, themes=tuple(themes))
