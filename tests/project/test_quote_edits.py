"""Events of edits: of each quote the newest counts, and only for the words that were edited."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interview_coder.errors import InputError
from interview_coder.model.quote_edit import WordChange
from interview_coder.model.results import Quote
from interview_coder.project.quote_edits import QuoteEdits, write_event

QUOTE = Quote("q1", "a", 2, 10, 28, "So it went in, yes", "cost", ("rent",), "P01", "tenant", "said", "tenant", 1)
IT, YES = WordChange(3, 5, "[the plan]"), WordChange(15, 18, "[…]")


def event(*changes: WordChange, coder: str = "anna", at: str = "2026-01-02T00:00:00Z") -> dict[str, Any]:
    written = {**write_event(QUOTE, changes), "coder": coder, "at": at}
    return dict(json.loads(json.dumps(written)))


def edited(*events: dict[str, Any]) -> str:
    return QuoteEdits(events).apply(QUOTE).edited


def test_what_is_written_is_read_and_applied() -> None:
    assert edited(event(IT, YES)) == "So [the plan] went in, […]"
    found = QuoteEdits([event(IT, YES)]).find(QUOTE)
    assert found is not None
    assert (found.changes, found.coder) == ((IT, YES), "anna")


def test_events_of_other_kinds_are_passed_over() -> None:
    assert edited({"event": "summary", "coder": "anna", "at": "2026-01-02T00:00:00Z"}, event(IT)).startswith("So [the")


def test_of_two_coders_the_later_counts_wherever_she_stands() -> None:
    late = event(YES, coder="zoe", at="2026-01-03T00:00:00Z")
    assert edited(event(IT), late) == edited(late, event(IT)) == "So it went in, […]"


def test_of_one_coder_the_last_line_counts_whatever_the_clock_said() -> None:
    assert edited(event(IT, at="2026-01-09T00:00:00Z"), event(YES)) == "So it went in, […]"
    assert edited(event(IT), event()) == ""


def test_an_edit_of_other_words_is_left_over_and_told() -> None:
    edits = QuoteEdits([event(IT)])
    assert edits.apply(QUOTE._replace(text="So it went out, yes")).edited == ""
    assert edits.tell_left_over() == ["an edit of anna's is not applied: quote q1 is gone, or its words are others"]
    edits.apply(QUOTE)
    assert edits.tell_left_over() == []
    assert QuoteEdits([event()]).tell_left_over() == []


@pytest.mark.parametrize(
    "damage",
    [
        {"changes": None},
        {"changes": [{"start": 3, "end": 5}]},
        {"changes": [{"start": "x", "end": 5, "shown": "[a]"}]},
        {"changes": [{"start": 5, "end": 3, "shown": "[a]"}]},
        {"changes": [{"start": 3, "end": 9, "shown": "[a]"}, {"start": 5, "end": 11, "shown": "[b]"}]},
        {"changes": [{"start": -3, "end": 5, "shown": "[a]"}]},
        {"changes": [{"start": 3, "end": 5, "shown": "they say"}]},
    ],
)
def test_a_damaged_event_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"decisions/anna.jsonl: error: the edit of a quote at 2026.* is damaged"):
        QuoteEdits([event(IT) | damage])
