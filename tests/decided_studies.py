"""Studies in which people decided on codings: decisions are written as the program writes them."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from interview_coder import Study
from interview_coder.model.review import Anchor, Decision
from interview_coder.project.decision_log import append
from interview_coder.project.review_events import mark_definition, write_decision
from interview_coder.standing.anchoring import SourceText, make_anchor

_numbers = count(1)


def anchor_of(study: Study, source_id: str, words: str, *, nth: int = 1) -> Anchor:
    """Return how words of a source are found again."""
    source = study.read_source(source_id)
    start = -1
    for _ in range(nth):
        start = source.text.index(words, start + 1)
    return make_anchor(SourceText(source), start, start + len(words))


def decide(
    study: Study, coder: str, act: str, words: str = "", code: str = "", *, source: str = "talk", **fields: Any
) -> str:
    """Write a decision on a code on words of a source; return its id."""
    codes = {one.code_id: one for one in study.read().codebook.codes}
    event_id = f"event{next(_numbers):07}"
    decision = Decision(
        event_id=event_id,
        coder=coder,
        at="",
        act=act,  # type: ignore[arg-type]
        code_id=code,
        anchor=anchor_of(study, source, words) if words else None,
        definition=mark_definition(codes[fields.get("to_code", code)]) if code else "",
        **fields,
    )
    append(study.folder, coder, write_decision(decision))
    return event_id


def rules_of(study: Study, code: str) -> tuple[str, ...]:
    """Return the ids of the rules of a code as they are now."""
    return tuple(rule.rule_id for one in study.read().codebook.codes if one.code_id == code for rule in one.rules)


def run(study: Study, **options: Any) -> list[dict[str, Any]]:
    """Run a study and return the codings that count."""
    study.run(**options).write()
    return records(study, "codings")


def records(study: Study, name: str) -> list[dict[str, Any]]:
    """Return the records of a file of the outputs."""
    lines = (study.folder.outputs / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
