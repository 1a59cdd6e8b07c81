"""What people decided on codings → the lines of ``outputs/decided.jsonl``."""

from __future__ import annotations

import json
from typing import Any

from interview_coder.model.review import Decision, Standing, Unapplied
from interview_coder.model.source import Turn


def standing_line(standing: Standing, turn: Turn | None, text: str, put_again: str) -> str:
    """Write what people say of a stretch.

    Parameters
    ----------
    turn : Turn or None
        In which it lies.
    text : str
        Its words.
    put_again : str
        Why a suggestion there is put to people again though they rejected it; empty where none is.
    """
    source_id, code_id, start, end = standing.stretch
    return _line(
        {
            "source": source_id,
            "turn": None if turn is None else turn.number,
            "start": start,
            "end": end,
            "text": text,
            "code": code_id,
            "status": standing.status,
            "participant": None if turn is None else turn.participant,
            "said": [_told(one.decision) | {"moved": one.is_moved} for one in standing.said],
            "changes": [*standing.changes, *([put_again] if put_again else [])],
        }
    )


def unapplied_line(unapplied: Unapplied) -> str:
    """Write a decision that could not be applied."""
    decision = unapplied.decision
    anchor = decision.to_anchor or decision.anchor
    return _line(
        {
            "source": None if anchor is None else anchor.source_id,
            "turn": None,
            "start": None,
            "end": None,
            "text": None if anchor is None else anchor.text,
            "code": decision.to_code or decision.code_id,
            "status": "not applied",
            "participant": None if anchor is None else anchor.participant,
            "said": [_told(decision) | {"moved": False}],
            "changes": [unapplied.why],
        }
    )


def _told(decision: Decision) -> dict[str, Any]:
    return {
        "coder": decision.coder,
        "at": decision.at,
        "act": decision.act,
        "why": decision.reason,
        "note": decision.note,
        "consensus": decision.is_consensus,
        "event": decision.event_id,
    }


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
