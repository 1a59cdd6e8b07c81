"""Events ``coding`` in ``decisions/`` ↔ what people decided on codings."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.codebook import Code
from interview_coder.model.review import ACTS, REASONS, Act, Anchor, Decision, Reason
from interview_coder.project.decision_log import Event

KIND = "coding"
_FEWEST_SIGNS = 8


def make_event_id() -> str:
    """Return an id that no other event has."""
    return secrets.token_hex(6)


def mark_definition(code: Code) -> str:
    """Return what changes with what the codebook says a code means."""
    said = "\0".join((code.theme_id, code.label, code.definition, *code.include, "\0", *code.exclude))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def write_decision(decision: Decision) -> dict[str, Any]:
    """Return the event that keeps a decision; what is empty is left out, and who and when are added with it."""
    anchors = {"place": decision.anchor, "to_place": decision.to_anchor}
    fields: dict[str, Any] = {
        "code": decision.code_id,
        **{name: None if anchor is None else write_anchor(anchor) for name, anchor in anchors.items()},
        "to_code": decision.to_code,
        "suggestion": decision.coding_id,
        "rules": list(decision.rules),
        "stance": decision.stance if decision.stance != "said" else "",
        "definition": decision.definition,
        "was": decision.was,
        "why": decision.reason,
        "note": decision.note,
        "settles": list(decision.settles),
        "consensus": decision.is_consensus,
        "weighed": list(decision.weighed),
        "sample": decision.sample,
    }
    kept = {name: value for name, value in fields.items() if value}
    return {"event": KIND, "id": decision.event_id, "act": decision.act, **kept}


def read_decisions_on_codings(events: Iterable[Event]) -> Iterator[Decision]:
    """Yield what was decided on codings, in the order of the events.

    Raises
    ------
    InputError
        When an event is not as this program writes it.
    """
    return (_read(event) for event in events if event["event"] == KIND)


def write_anchor(anchor: Anchor) -> dict[str, Any]:
    """Return the part of an event that keeps where words are."""
    return {
        "source": anchor.source_id,
        "sha256": anchor.sha256,
        "turn": anchor.turn,
        "participant": anchor.participant,
        "start": anchor.start,
        "end": anchor.end,
        "text": anchor.text,
        "before": anchor.before,
        "after": anchor.after,
        "times": [anchor.n_before, anchor.n_after],
    }


def _read(event: Event) -> Decision:
    try:
        decision = Decision(
            event_id=_read_text(event, "id"),
            coder=event["coder"],
            at=event["at"],
            act=_read_act(event),
            code_id=_read_text(event, "code"),
            anchor=read_anchor(event.get("place")),
            to_code=_read_text(event, "to_code"),
            to_anchor=read_anchor(event.get("to_place")),
            coding_id=_read_text(event, "suggestion"),
            rules=tuple(str(one) for one in event.get("rules", ())),
            stance=_read_text(event, "stance") or "said",
            definition=_read_text(event, "definition"),
            reason=_read_reason(event),
            note=_read_text(event, "note"),
            settles=tuple(str(one) for one in event.get("settles", ())),
            is_consensus=bool(event.get("consensus", False)),
            weighed=tuple(str(one) for one in event.get("weighed", ())),
            sample=_read_text(event, "sample"),
            was=_read_text(event, "was"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(event) from error
    needs_place = decision.act not in {"undo", "drop"}
    if len(decision.event_id) < _FEWEST_SIGNS or (needs_place and (decision.anchor is None or not decision.code_id)):
        raise _damaged(event)
    if (decision.act == "recode" and not decision.to_code) or (decision.act == "move" and decision.to_anchor is None):
        raise _damaged(event)
    return decision


def _read_text(event: Event, name: str) -> str:
    value = event.get(name, "")
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _read_act(event: Event) -> Act:
    found: Act | None = next((act for act in ACTS if act == event["act"]), None)
    if found is None:
        raise ValueError("act")
    return found


def _read_reason(event: Event) -> Reason:
    said = event.get("why", "")
    found: Reason | None = "" if said == "" else next((one for one in REASONS if one == said), None)
    if found is None:
        raise ValueError("why")
    return found


def read_anchor(record: Mapping[str, Any] | None) -> Anchor | None:
    """Read what `write_anchor` wrote.

    Raises
    ------
    KeyError, TypeError, ValueError
        When it is not as this program writes it.
    """
    if record is None:
        return None
    n_before, n_after = record["times"]
    anchor = Anchor(
        str(record["source"]),
        str(record["sha256"]),
        int(record["turn"]),
        str(record["participant"]),
        int(record["start"]),
        int(record["end"]),
        str(record["text"]),
        str(record["before"]),
        str(record["after"]),
        int(n_before),
        int(n_after),
    )
    if not anchor.text or anchor.end - anchor.start != len(anchor.text) or anchor.start < 0:
        raise ValueError("place")
    return anchor


def _damaged(event: Event) -> InputError:
    message = f"the decision on a coding at {event['at']} is not as this program writes it"
    fix = "take the line back from a copy, remove it, or use the program that wrote it: what it says is not counted"
    return InputError(Problem(message, Place(f"decisions/{event['coder']}.jsonl"), fix))
