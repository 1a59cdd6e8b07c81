"""Quotes → quotes with what their speaker says around them, and with what was said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.results import Quote, QuoteInContext
from interview_coder.retrieving.outputs_read import Record, TurnPlace
from interview_coder.retrieving.query import Context

if TYPE_CHECKING:
    from interview_coder.study_inputs import StudyInputs

Stretch = tuple[int, int]
"""Code points of a source, half-open."""
FindStretch = Callable[[Quote], Stretch]
_SOURCES_HELD = 8


def put_in_context(
    quotes: Sequence[Quote],
    turns: Mapping[TurnPlace, Record],
    typicality: Mapping[str, float],
    find_stretch: FindStretch,
    *,
    with_question: bool,
) -> Iterator[QuoteInContext]:
    """Yield quotes with what stands around them.

    Parameters
    ----------
    turns : mapping of (str, int) to dict
        Those of the quotes, and, where the question is wanted, those before them.
    typicality : mapping of str to float
        By quote id; empty where it was not asked for.
    find_stretch : callable
        From where to where a quote is to be shown.
    """
    for quote in quotes:
        turn = turns[quote.source_id, quote.turn]
        start, end = find_stretch(quote)
        asked = turns.get((quote.source_id, quote.turn - 1)) if with_question else None
        yield QuoteInContext(
            quote=quote,
            speaker=turn["speaker"],
            asked=f"{asked['speaker']}: {asked['text']}" if asked else "",
            before=turn["text"][start - turn["start"] : quote.start - turn["start"]],
            after=turn["text"][quote.end - turn["start"] : end - turn["start"]],
            typicality=typicality.get(quote.quote_id),
        )


def choose_stretch(context: Context, turns: Mapping[TurnPlace, Record], inputs: StudyInputs | None) -> FindStretch:
    """Return what finds how much around a quote is shown; the study is needed where that is sentences."""
    if context == "none":
        return lambda quote: (quote.start, quote.end)
    if context == "sentence" and inputs is not None:
        return _find_sentences(inputs)

    def find_turn(quote: Quote) -> Stretch:
        turn = turns[quote.source_id, quote.turn]
        return turn["start"], turn["end"]

    return find_turn


def _find_sentences(inputs: StudyInputs) -> FindStretch:
    """Return what finds the sentence before and the sentence after a quote, within its turn."""
    stored = {one.summary.source_id: one for one in inputs.stored}

    @lru_cache(_SOURCES_HELD)
    def read(source_id: str) -> tuple[str, Mapping[int, Sequence[Stretch]]]:
        opened = inputs.library.open(stored[source_id])
        by_turn = defaultdict(list)
        for turn, start, end in opened.words.list_sentences():
            by_turn[turn].append((start, end))
        return opened.source.text, by_turn

    def find(quote: Quote) -> Stretch:
        text, by_turn = read(quote.source_id) if quote.source_id in stored else ("", {})
        if text[quote.start : quote.end] != quote.text:
            message = "the source is another than when the study was run"
            raise InputError(Problem(message, Place(quote.source_id), "run again: interview-coder run"))
        sentences = by_turn[quote.turn]
        before = [start for start, end in sentences if end <= quote.start]
        after = [end for start, end in sentences if start >= quote.end]
        return max(before, default=quote.start), min(after, default=quote.end)

    return find
