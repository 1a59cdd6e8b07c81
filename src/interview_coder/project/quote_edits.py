"""Events ``quote_edit`` in ``decisions/`` ↔ edits of quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.quote_edit import QuoteEdit, WordChange, apply_changes, hash_text
from interview_coder.model.results import Quote
from interview_coder.project.decision_log import Event

KIND = "quote_edit"


class QuoteEdits:
    """The edits of a study's quotes: of each quote the newest, whoever made it.

    Parameters
    ----------
    events : iterable of dict
        Those of a coder in the order in which they were written.

    Raises
    ------
    InputError
        When an edit is not as this program writes it.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        newest: dict[str, tuple[str, str, QuoteEdit]] = {}
        for event in events:
            if event["event"] == KIND:
                edit = _read_event(event)
                before = newest.get(edit.quote_id)
                # of one coder the last in her file counts, whatever her clock said
                if before is None or before[1] == edit.coder or before[0] <= event["at"]:
                    newest[edit.quote_id] = event["at"], edit.coder, edit
        self._edits = {name: edit for name, (_, _, edit) in newest.items()}
        self._applied: set[str] = set()

    def find(self, quote: Quote) -> QuoteEdit | None:
        """Return the edit of a quote, unless it was made of other words than the quote has now."""
        edit = self._edits.get(quote.quote_id)
        if edit is None or edit.text_sha256 != hash_text(quote.text):
            return None
        self._applied.add(quote.quote_id)
        return edit

    def apply(self, quote: Quote) -> Quote:
        """Return a quote with its edited wording beside its words, where it has any."""
        edit = self.find(quote)
        return (
            quote
            if edit is None or not edit.changes
            else quote._replace(edited=apply_changes(quote.text, edit.changes))
        )

    def __contains__(self, quote_id: object) -> bool:
        return quote_id in self._edits

    def tell_left_over(self) -> list[str]:
        """Return a warning for every edit that fitted none of the quotes that were looked at so far."""
        return [
            f"an edit of {edit.coder}'s is not applied: quote {name} is gone, or its words are others"
            for name, edit in self._edits.items()
            if edit.changes and name not in self._applied
        ]


def write_event(quote: Quote, changes: Iterable[WordChange]) -> Mapping[str, Any]:
    """Return the event that keeps changes of a quote."""
    return {
        "event": KIND,
        "quote": quote.quote_id,
        "text_sha256": hash_text(quote.text),
        "changes": [
            {"start": one.start, "end": one.end, "words": quote.text[one.start : one.end], "shown": one.shown}
            for one in changes
        ],
    }


def _read_event(event: Event) -> QuoteEdit:
    try:
        changes = tuple(WordChange(int(one["start"]), int(one["end"]), str(one["shown"])) for one in event["changes"])
        edit = QuoteEdit(str(event["quote"]), str(event["text_sha256"]), changes, event["coder"])
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(event) from error
    borders = [0, *(place for one in changes for place in one[:2])]
    if borders != sorted(borders) or not all(one.shown.endswith("]") for one in changes):
        raise _damaged(event)
    return edit


def _damaged(event: Event) -> InputError:
    message = f"the edit of a quote at {event['at']} is damaged"
    fix = "take the line back from a copy, or remove it: the quote is then shown without the edit"
    return InputError(Problem(message, Place(f"decisions/{event['coder']}.jsonl"), fix))
