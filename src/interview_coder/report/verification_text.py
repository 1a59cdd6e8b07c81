"""The quotations of a report, as `verify` prints them: for reading, as a table, and as one record for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from interview_coder.model.results import Table
from interview_coder.model.verification import EXACT, STATUSES, Difference, Edit, Finding, Passage, Verification
from interview_coder.plain_text import count

_COLUMNS = (
    *("status", "draft_place", "kind", "quotation", "source", "turn", "start", "end", "place", "speaker", "role"),
    *("participant", "stakeholder_type", "attribution", "text", "draft_attribution", "draft_stakeholder_types"),
    *("is_misattributed", "differences", "edits", "cited"),
)
_LONGEST_SHOWN = 600
_WIDTH = 110
_INDENT = " " * 10
_OMITTED = " […] "
_WRONG = {
    "joined": "joined: words of different speakers or sources, put together",
    "not found": "not found in any source",
    "near": "near: it is not what the source says",
    "wrong attribution": "wrong attribution",
    "no evidence": "no evidence: only whoever asks says this",
    "verbatim with edits": "verbatim, with edits that can be seen",
    "verbatim": "verbatim",
}


def write_text(found: Verification) -> str:
    """Write what was found for reading, the worst first."""
    ordered = sorted(found.findings, key=lambda one: STATUSES.index(one.status))
    blocks = ["\n".join(_tell(one)) for one in ordered]
    return "\n\n".join([*blocks, "\n".join(_count(found))]) + "\n"


def _tell(one: Finding) -> Iterator[str]:
    yield f"{one.quotation.place}: {_WRONG[one.status]}"
    yield _field("draft", f"“{_shorten(_clean(one.quotation.text))}”{_tell_named(one)}")
    for passage in one.passages:
        yield _field("source", f"“{_shorten(_clean(passage.text))}” ({_tell_place(passage)})")
    for difference in one.differences:
        yield _field("differs", _tell_difference(difference))
    for edit in one.edits:
        yield _field("edited", _tell_edit(edit))
    if not one.is_evidence and one.status != "no evidence":
        part = "part of " if any(passage.role == "participant" for passage in one.passages) else ""
        yield _field("note", f"who asks says {part}this: it is no evidence")
    if one.status not in EXACT:
        yield _field("to mend", _advise(one))


def _field(name: str, text: str) -> str:
    return textwrap.fill(
        text,
        width=_WIDTH,
        initial_indent=f"  {name:8}",
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _tell_named(one: Finding) -> str:
    if not one.named:
        return ""
    signed = f", signed “{_clean(one.named)}”"
    if len(one.named_types) > 1:
        return f"{signed}, which can be several stakeholder types: not checked"
    return signed if one.named_types else f"{signed}, which no stakeholder type of the study is: not checked"


def _tell_place(passage: Passage) -> str:
    who = passage.attribution or passage.role
    place = f", {passage.place}" if passage.place else ""
    return _clean(f"{passage.source_id}, turn {passage.turn}{place}; {passage.speaker or 'nobody named'}, {who}")


def _tell_difference(one: Difference) -> str:
    after = f" after “{_clean(one.after)}”" if one.after else ""
    if not one.source:
        return f"“{_clean(one.draft)}” is not in the source{after}"
    if not one.draft:
        return f"“{_clean(one.source)}” of the source is left out{after}"
    return f"“{_clean(one.draft)}” stands for “{_clean(one.source)}”{after}"


def _tell_edit(one: Edit) -> str:
    match one.kind:
        case "omission":
            return f"… leaves out “{_shorten(_clean(one.source))}”" if one.source else "… leaves out nothing within it"
        case "insertion":
            return f"{_clean(one.draft)} " + (f"stands for “{_clean(one.source)}”" if one.source else "is added")
        case "letters":
            return f"{_clean(one.draft)} stands for “{_clean(one.source)}”"
        case "final mark":
            return f"“{one.draft}” at the end is the report's"
        case _:
            return f"{_clean(one.source)}, which nobody says, is left out"


def _advise(one: Finding) -> str:
    if one.status == "joined":
        return "make a quotation of each passage, with an attribution of its own"
    if one.status == "wrong attribution":
        return _advise_attribution(one)
    if one.status == "no evidence":
        return "quote what was answered, or tell in words of your own what was asked"
    if one.status == "near":
        also = f"; and {_advise_attribution(one)}" if one.is_misattributed else ""
        if not one.differences:
            return f"put its parts in the order of the source{also}"
        return f"write what the source says, or mark what is left out (…) and what is added ([…]){also}"
    if one.cited:
        return f"nothing, if these are words of {_clean(one.cited)}; else take the quotation marks away"
    shown = "take the quotation marks away" if one.quotation.kind == "marks" else "do not set it as a quotation"
    return f"look for its words with interview-coder kwic; if nobody says them, {shown}"


def _advise_attribution(one: Finding) -> str:
    passage = one.passages[0]
    if not passage.attribution:
        return f"it is signed “{_clean(one.named)}”, and the {passage.role} says it: leave it out"
    return f"sign it ({passage.attribution}), not “{_clean(one.named)}”"


def _count(found: Verification) -> Iterator[str]:
    for one in found.left_out:
        yield f"not looked at: {one}"
    yield from found.remarks
    counts = ", ".join(f"{n:,} {status}" for status, n in found.count() if n)
    short = f"{count(found.n_passed_over, 'quoted passage')} of one or two words passed over"
    total = count(len(found.findings), "quotation")
    yield f"{found.draft}: {total}{f' ({counts})' if counts else ''}; {short}"


def _shorten(text: str) -> str:
    if len(text) <= _LONGEST_SHOWN:
        return text
    before, _, _ = text[: _LONGEST_SHOWN // 2].rpartition(" ")
    _, _, after = text[-_LONGEST_SHOWN // 2 :].partition(" ")
    return f"{before}{_OMITTED}{after}"


def _clean(text: str) -> str:
    """Return a text in one line, without what steers terminals."""
    return " ".join("".join([letter if letter.isprintable() else " " for letter in text]).split())


def tabulate_findings(found: Verification) -> Table:
    """Return one row for each passage of each quotation, in the order of the report; one for what was not found."""
    rows = [row for one in found.findings for row in _make_rows(one)]
    return Table("quotations", _COLUMNS, tuple(rows))


def _make_rows(one: Finding) -> Iterator[tuple[object, ...]]:
    quotation = one.quotation
    for passage in one.passages or (None,):
        where: tuple[object, ...] = ("",) * 11
        if passage is not None:
            where = (
                *(passage.source_id, passage.turn, passage.start, passage.end, passage.place, passage.speaker),
                *(passage.role, passage.participant or "", passage.stakeholder_type or "", passage.attribution),
                passage.text,
            )
        yield (
            *(one.status, quotation.place, quotation.kind, quotation.text, *where),
            *(one.named, "; ".join(one.named_types), one.is_misattributed),
            "; ".join(map(_tell_difference, one.differences)),
            "; ".join(map(_tell_edit, one.edits)),
            one.cited,
        )


def make_record(found: Verification) -> dict[str, Any]:
    """Return everything that was found as JSON can hold it, in the order of the report."""
    return {
        "draft": found.draft,
        "exact": found.is_exact,
        "counts": dict(found.count()),
        "passed_over": found.n_passed_over,
        "left_out": [{"what": one.what, "count": one.count, "where": one.where} for one in found.left_out],
        "quotations": [
            {
                "status": one.status,
                "draft_place": one.quotation.place,
                "kind": one.quotation.kind,
                "quotation": one.quotation.text,
                "draft_attribution": one.named,
                "draft_stakeholder_types": one.named_types,
                "is_misattributed": one.is_misattributed,
                "is_evidence": one.is_evidence,
                "cited": one.cited,
                "passages": [_passage_record(passage) for passage in one.passages],
                "differences": [difference._asdict() for difference in one.differences],
                "edits": [edit._asdict() for edit in one.edits],
            }
            for one in found.findings
        ],
    }


def _passage_record(passage: Passage) -> dict[str, Any]:
    fields = passage._asdict()
    return {"source": fields.pop("source_id"), **fields}
