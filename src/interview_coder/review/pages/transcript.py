"""Whole transcripts with their codings beside them, and words chosen in them and coded."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args
from urllib.parse import parse_qs, quote, urlencode

from starlette.responses import Response

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.codebook import Code, Theme
from interview_coder.model.review import REASONS, Stretch
from interview_coder.review.asking import Asked, Table
from interview_coder.review.showing import go_to, show
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.sources import list_sources
from interview_coder.reviewing.transcript import (
    KINDS,
    Kind,
    Transcript,
    TranscriptFilter,
    make_transcript,
    open_coding,
)

_KIND_NAMES: dict[Kind, str] = {
    "suggested": "suggested, not decided on",
    "yours": "accepted or added",
    "dropped": "rejected or replaced",
}


class CodeChoice(NamedTuple):
    """A code by which codings can be chosen, and how many of it stand in the transcript."""

    code: Code
    n_codings: int
    is_chosen: bool


class ThemeChoice(NamedTuple):
    """A theme by which codings can be chosen, with those of its codes that stand in the transcript."""

    theme: Theme
    codes: list[CodeChoice]
    is_chosen: bool


def show_transcripts(table: Table, _: Asked) -> Response:
    """Show a table of all transcripts."""
    return show(table, "transcripts.html.j2", title="Transcripts", sources=list(list_sources(table.desk)))


def show_transcript(table: Table, asked: Asked) -> Response:
    """Show a whole transcript; with ``part=coding`` only what is known of one coding in it."""
    desk, wanted, source_id = table.desk, _read_filter(asked), asked.path["source"]
    chosen = _read_stretch(asked) if asked.get("code_of") else None
    shown: dict[str, Any] = {
        "action": _address(asked, source_id),
        "opened": None if chosen is None else open_coding(desk, chosen),
        "is_gone": chosen is not None,
        "kind_names": _KIND_NAMES,
    }
    if asked.get("part") == "coding":
        return show(table, "transcript_coding.html.j2", **shown)
    transcript = make_transcript(desk, source_id, wanted)
    return show(
        table,
        "transcript.html.j2",
        title=source_id,
        page="Transcripts",
        transcript=transcript,
        wanted=wanted,
        themes=_list_themes(desk, transcript, wanted),
        kinds=wanted.kinds or {"suggested", "yours"},
        here=_find_here(transcript, asked),
        at=asked.number("at") if asked.get("at") else None,
        is_dim=bool(asked.get("dim")),
        last_code=_find_last_code(desk),
        **shown,
    )


def act_on_transcript(table: Table, asked: Asked) -> Response:
    """Keep what the coder decided on words of a transcript, and show it where it was."""
    desk, source_id = table.desk, asked.path["source"]
    act = asked.get("act")
    if act == "undo":
        last = desk.undo()
        place = None if last is None else last.anchor
        if place is None or place.source_id not in desk.source_places:
            return go_to(_address(asked, source_id, turn=asked.get("turn")))
        return go_to(_address(asked, place.source_id, at=place.start))
    stretch = _read_stretch(asked)
    if act == "remove":
        desk.remove(stretch)
        return go_to(_address(asked, source_id, at=stretch.start))
    if act == "add":
        desk.add(stretch.code_id, source_id, stretch.start, stretch.end)
    else:
        _decide_on_suggestion(desk, stretch, act, asked)
    opened = {"code_of": stretch.code_id, "start": stretch.start, "end": stretch.end}
    return go_to(_address(asked, source_id, at=stretch.end - 1, **opened))


def _decide_on_suggestion(desk: Desk, stretch: Stretch, act: str, asked: Asked) -> None:
    opened = open_coding(desk, stretch)
    if opened is None or opened.coding.row is None:
        raise InputError(Problem("there is no such suggestion any more", Place(stretch.source_id), "load it again"))
    if act == "accept":
        desk.decide_on(opened.coding.row, "accept")
    elif act == "reject":
        reason = next((one for one in REASONS if one == asked.get("reason")), "other")
        desk.decide_on(opened.coding.row, "reject", reason=reason)
    else:
        raise InputError(Problem(f'nothing is called "{act[:40]}"', Place("transcript"), "use the keys of the page"))


def _read_stretch(asked: Asked) -> Stretch:
    code_id = asked.get("to_code") or asked.get("code_of")
    return Stretch(asked.path["source"], code_id, asked.number("start"), asked.number("end"))


def _read_filter(asked: Asked) -> TranscriptFilter:
    every = parse_qs(asked.query)
    return TranscriptFilter(
        frozenset(every.get("theme", ())),
        frozenset(every.get("code", ())),
        frozenset(every.get("kind", ())) & frozenset(get_args(Kind)),
        asked.get("find").strip(),
    )


def _address(asked: Asked, source_id: str, **more: object) -> str:
    """Return the address of a transcript that is shown as this one."""
    wanted = _read_filter(asked)
    fields: list[tuple[str, object]] = [("theme", one) for one in sorted(wanted.themes)]
    fields += [("code", one) for one in sorted(wanted.codes)]
    fields += [("kind", one) for one in KINDS if one in wanted.kinds]
    more = {"find": wanted.find, "dim": asked.get("dim"), **more}
    fields += [(name, value) for name, value in more.items() if value != ""]
    address = f"/transcript/{quote(source_id)}"
    return f"{address}?{urlencode(fields)}" if fields else address


def _list_themes(desk: Desk, transcript: Transcript, wanted: TranscriptFilter) -> list[ThemeChoice]:
    """Return the themes of which codes stand in a transcript, or are chosen."""
    choices = []
    for theme in desk.codebook.themes:
        codes = [
            CodeChoice(code, transcript.n_of_code.get(code.code_id, 0), code.code_id in wanted.codes)
            for code in theme.codes
            if transcript.n_of_code.get(code.code_id) or code.code_id in wanted.codes
        ]
        if codes or theme.theme_id in wanted.themes:
            choices.append(ThemeChoice(theme, codes, theme.theme_id in wanted.themes))
    return choices


def _find_here(transcript: Transcript, asked: Asked) -> int | None:
    """Return the number of the turn at which to begin."""
    if asked.get("at"):
        at = asked.number("at")
        return next((one.turn.number for one in transcript.turns if one.turn.start <= at < one.turn.end), None)
    return asked.number("turn") if asked.get("turn") else None


def _find_last_code(desk: Desk) -> Code | None:
    """Return the code that the coder put on words last."""
    last = next((one for one in desk.list_last(_LAST) if one.act == "add" and one.code_id in desk.codes), None)
    return None if last is None else desk.codes[last.code_id]


_LAST = 50
