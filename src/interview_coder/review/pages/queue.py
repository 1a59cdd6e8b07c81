"""Suggestions one after the other, each with all that helps to judge it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.coding import STANCES
from interview_coder.model.review import REASONS, Act
from interview_coder.review.asking import Asked, Table
from interview_coder.review.showing import go_to, show
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.items import make_item, split_words
from interview_coder.reviewing.queue import ORDERS, STATES, QueueFilter, count_states, next_after

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ACTS: dict[str, Act] = {
    "accept": "accept",
    "reject": "reject",
    "recode": "recode",
    "move": "move",
    "defer": "defer",
    "memo": "memo",
}
_MOST_AROUND = 40


class Choice(NamedTuple):
    """Something to narrow the queue by, and how many suggestions to look at it leaves."""

    name: str
    label: str
    n_left: int
    is_chosen: bool


def show_queue(table: Table, asked: Asked) -> Response:
    """Show one suggestion, or say that nothing is left."""
    desk, wanted = table.desk, _read_filter(asked)
    rows = desk.list_rows(wanted)
    row = desk.columns.row_of.get(asked.get("at"))
    if row is None:
        row = int(rows[0]) if len(rows) else None
    n_around = min(asked.number("around") if asked.get("around") else 2, _MOST_AROUND)
    item = None if row is None else make_item(desk, row, n_around=n_around)
    return show(
        table,
        "queue.html.j2",
        title="Queue",
        item=item,
        words=() if item is None else list(split_words(item.pieces)),
        wanted=wanted,
        named=wanted.named(),
        n_left=len(rows),
        place=_find_place(rows, row),
        next_at=_neighbour(desk, rows, row, wanted, back=False),
        previous_at=_neighbour(desk, rows, row, wanted, back=True),
        more_at=None if item is None else _address(wanted, item.coding.coding_id, around=n_around + 6),
        choices=list(_list_choices(desk, wanted)),
        orders=ORDERS,
        states=("to do", "all", *STATES[1:]),
        reasons=REASONS,
        unapplied=desk.list_unapplied(),
    )


def decide(table: Table, asked: Asked) -> Response:
    """Keep what the coder decided, and go on to the next suggestion."""
    desk, wanted = table.desk, _read_filter(asked)
    row = _find_row(desk, asked)
    said = _read_said(desk, row, asked)
    if asked.get("act") == "add":
        start, end = _read_stretch(desk, row, asked)
        desk.add(said["to_code"], desk.stretch(row).source_id, start, end, note=said.get("note", ""))
        return go_to(_address(wanted, asked.get("id")))
    act = _ACTS[asked.get("act")]
    after = None if act == "memo" or wanted.order == "help" else next_after(desk.list_rows(wanted), row)
    desk.decide_on(row, act, **said)
    if act == "memo":
        return go_to(_address(wanted, asked.get("id")))
    return go_to(_address(wanted, None if after is None else _id_of(desk, after)))


def undo(table: Table, asked: Asked) -> Response:
    """Take the last decision back, and show what it was about."""
    desk, wanted = table.desk, _read_filter(asked)
    last = desk.undo()
    return go_to(_address(wanted, last.coding_id if last is not None and last.coding_id else asked.get("id") or None))


def let_go(table: Table, asked: Asked) -> Response:
    """Settle a decision that does not fit any more."""
    table.desk.let_go(asked.get("event"))
    return go_to(_address(_read_filter(asked), None))


def _read_filter(asked: Asked) -> QueueFilter:
    named = [field.name for field in fields(QueueFilter) if field.name != "order"]
    given = {name: asked.get(name) for name in named if asked.get(name)}
    order = next((one for one in ORDERS if one == asked.get("order")), ORDERS[0])
    return replace(QueueFilter(order=order), **given)  # type: ignore[arg-type]  # all the others are texts


def _address(wanted: QueueFilter, at: str | None, **more: object) -> str:
    named = {**wanted.named(), **({"at": at} if at else {}), **more}
    return f"/queue?{urlencode(named)}" if named else "/queue"


def _find_row(desk: Desk, asked: Asked) -> int:
    row = desk.columns.row_of.get(asked.get("id"))
    if row is None:
        fix = "go back to the queue: the codebook or the transcript changed meanwhile"
        raise InputError(Problem("there is no such suggestion any more", Place("queue"), fix))
    return row


def _read_said(desk: Desk, row: int, asked: Asked) -> dict[str, Any]:
    act = asked.get("act")
    said: dict[str, Any] = {}
    if act not in {*_ACTS, "add"}:
        raise InputError(Problem(f'nothing is called "{act[:40]}"', Place("queue"), "use the keys of the page"))
    if asked.get("note"):
        said["note"] = asked.get("note").strip()
    if act == "memo" and not said.get("note"):
        raise InputError(Problem("the memo is empty", Place("memo"), "write something, or press Escape"))
    if act == "reject":
        said["reason"] = next((one for one in REASONS if one == asked.get("reason")), "other")
    if act in {"recode", "add"}:
        code = asked.get("to_code")
        if code not in desk.codes or (act == "recode" and code == desk.stretch(row).code_id):
            raise InputError(Problem("no other code was chosen", Place("code"), "choose one of the list"))
        said["to_code"] = code
    if act == "move":
        start, end = _read_stretch(desk, row, asked)
        stretch = desk.stretch(row)
        if (start, end) == (stretch.start, stretch.end):
            raise InputError(Problem("the borders are where they were", Place("borders"), "move them, or press Escape"))
        said["to_anchor"] = desk.anchor(stretch.source_id, start, end)
    return said


def _read_stretch(desk: Desk, row: int, asked: Asked) -> tuple[int, int]:
    stretch = desk.stretch(row)
    if not asked.get("start"):
        return stretch.start, stretch.end
    return asked.number("start"), asked.number("end")


def _id_of(desk: Desk, row: int) -> str:
    return desk.coding(row).coding_id


def _neighbour(desk: Desk, rows: NDArray[Any], row: int | None, wanted: QueueFilter, *, back: bool) -> str | None:
    other = None if row is None else next_after(rows, row, back=back)
    return None if other is None or other == row else _address(wanted, _id_of(desk, other))


def _find_place(rows: NDArray[Any], row: int | None) -> int | None:
    places = (rows == row).nonzero()[0].tolist() if row is not None else []
    return places[0] + 1 if places else None


def _list_choices(desk: Desk, wanted: QueueFilter) -> Iterator[tuple[str, list[Choice]]]:
    """Yield what the queue can be narrowed by."""
    columns = desk.columns
    labels = {theme.theme_id: theme.label for theme in desk.codebook.themes}
    labels |= {code.code_id: code.label for code in desk.codebook.codes}
    for name, values, names in (
        ("theme", columns.themes, columns.theme_ids),
        ("code", columns.codes, columns.code_ids),
        ("stakeholder", columns.stakeholder_types, columns.type_names),
        ("stance", columns.stances, list(STANCES)),
        ("source", columns.sources, columns.source_ids),
    ):
        counts = count_states(desk.states, values, len(names))[:, _LEFT].sum(axis=1).tolist()
        chosen = getattr(wanted, name)
        yield (
            name,
            [
                Choice(one, labels.get(one, one), n_left, one == chosen)
                for one, n_left in zip(names, counts, strict=True)
            ],
        )


_LEFT = [STATES.index(state) for state in ("to do", "deferred", "changed")]
