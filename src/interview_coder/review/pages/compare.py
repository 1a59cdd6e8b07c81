"""Two coders side by side, how far they agree, and what they said differently, to be settled."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from interview_coder.errors import InputError, Place, Problem
from interview_coder.review.asking import Asked, Table
from interview_coder.review.showing import go_to, show
from interview_coder.reviewing.all_segments import AllSegments
from interview_coder.reviewing.comparing import (
    DIFFERENCES,
    STATES,
    Comparison,
    Passage,
    compare_coders,
    list_beside,
    list_coders,
)
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.pair_figures import measure_pair
from interview_coder.reviewing.sampling import list_samples
from interview_coder.reviewing.settling import TAKES, find_passage, settle
from interview_coder.reviewing.stretch_view import view_stretch

_TITLE = "Compare"
_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to compare, and which of their codings to show.

    Parameters
    ----------
    a, b : str
        Coders.
    code, stakeholder : str
        Empty where any will do.
    state : str
        One of `STATES`, ``all``, or empty for the differences.
    """

    a: str
    b: str
    code: str = ""
    stakeholder: str = ""
    state: str = ""

    def address(self, page: str = "/compare", **more: str) -> str:
        """Return the address of a page with this."""
        given = {name: value for name, value in asdict(self).items() if value}
        return f"{page}?{urlencode({**given, **more})}"

    def choose(self, comparison: Comparison) -> list[Passage]:
        """Return what is wanted, in the order of the comparison."""
        states = {self.state} if self.state in STATES else set(STATES if self.state == "all" else DIFFERENCES)
        return [
            one
            for one in comparison.passages
            if one.state in states
            and self.code in {"", one.stretch.code_id}
            and self.stakeholder in {"", one.stakeholder_type}
        ]


def show_comparison(table: Table, asked: Asked) -> Response:
    """Show two coders side by side, once the coder is through with her own blind sample."""
    desk = table.desk
    coders = list_coders(desk)
    is_blind = any(not one.is_done for one in list_samples(desk))
    if len(coders) < 2 or (is_blind and not asked.get("anyway")):
        return show(table, "compare_not_yet.html.j2", title=_TITLE, coders=coders)
    wanted = _read_wanted(desk, asked)
    comparison = compare_coders(desk, wanted.a, wanted.b)
    chosen = wanted.choose(comparison)
    figures = measure_pair(comparison, desk.codebook, AllSegments(desk).find)
    return show(
        table,
        "compare.html.j2",
        title=_TITLE,
        coders=coders,
        wanted=wanted,
        is_anyway=is_blind,
        states=STATES,
        counts={state: sum(one.state == state for one in comparison.passages) for state in STATES},
        types=sorted({one.stakeholder_type for one in comparison.passages if one.stakeholder_type}),
        tables=[
            ("Both blind", figures.blind, _BLIND),
            ("Not blind, or only one of them", figures.others, _OTHERS),
        ],
        chosen=chosen[:_MOST_SHOWN],
        n_chosen=len(chosen),
        settle_at=wanted.address("/compare/settle"),
    )


def show_difference(table: Table, asked: Asked) -> Response:
    """Show one difference, to be settled."""
    desk = table.desk
    wanted = _read_wanted(desk, asked)
    comparison = compare_coders(desk, wanted.a, wanted.b)
    chosen = wanted.choose(comparison)
    place = next((place for place, one in enumerate(chosen) if one.key == asked.get("at")), 0)
    passage = chosen[place] if chosen else None
    marked = [] if passage is None else _list_marks(passage)
    return show(
        table,
        "settle.html.j2",
        title=_TITLE,
        wanted=wanted,
        states=STATES,
        passage=passage,
        place=place + 1,
        n_chosen=len(chosen),
        view=None if passage is None else view_stretch(desk, passage.stretch, marked),
        beside=[] if passage is None else list_beside(comparison, passage),
        back_at=wanted.address(),
        previous_at=_address_of(wanted, chosen, place - 1),
        next_at=_address_of(wanted, chosen, place + 1),
        last_consensus=desk.find_last_consensus(),
    )


def settle_difference(table: Table, asked: Asked) -> Response:
    """Keep what was settled, and go on to the next difference."""
    desk = table.desk
    wanted = _read_wanted(desk, asked)
    comparison = compare_coders(desk, wanted.a, wanted.b)
    passage = find_passage(comparison, asked.get("at"), asked.get("weighed"))
    take = next((one for one in TAKES if one == asked.get("take")), None)
    if take is None:
        raise InputError(Problem("nothing was chosen", Place("compare"), "use the keys of the page"))
    chosen = wanted.choose(comparison)
    place = chosen.index(passage) if passage in chosen else -1
    settle(desk, passage, take, to_code=asked.get("to_code"), note=asked.get("note").strip())
    return go_to(_address_of(wanted, chosen, place + 1) or wanted.address("/compare/settle"))


def undo(table: Table, asked: Asked) -> Response:
    """Take back what she settled last, and show it again."""
    desk = table.desk
    last = desk.find_last_consensus()
    if last is None:
        raise InputError(Problem("there is nothing to take back", Place("compare"), "go back to the differences"))
    desk.take_back(last)
    wanted = _read_wanted(desk, asked)
    again = next(
        (one for one in wanted.choose(compare_coders(desk, wanted.a, wanted.b)) if one.weighed == last.weighed), None
    )
    return go_to(wanted.address("/compare/settle", **({} if again is None else {"at": again.key})))


def _read_wanted(desk: Desk, asked: Asked) -> Wanted:
    coders = list_coders(desk)
    first = desk.coder if desk.coder in coders else next(iter(coders), "")
    a = asked.get("a") or first
    b = asked.get("b") or next((name for name in coders if name != a), "")
    return Wanted(a, b, *(asked.get(name) for name in ("code", "stakeholder", "state")))


def _address_of(wanted: Wanted, chosen: list[Passage], place: int) -> str | None:
    return wanted.address("/compare/settle", at=chosen[place].key) if 0 <= place < len(chosen) else None


def _list_marks(passage: Passage) -> list[tuple[str, int, int]]:
    told = [("a", passage.a), ("b", passage.b)]
    marks = [(name, one.stretch.start, one.stretch.end) for name, some in told for one in some if one.is_yes]
    return marks + [("machine", one.start, one.end) for one in passage.suggested]


_BLIND = "Segments that both did in a blind sample, and what they said there without seeing any suggestion."
_OTHERS = (
    "All other segments that both looked at: in which each decided something, or which she did in a blind sample. Who "
    "sees the same suggestions agrees more easily, so that these figures are no substitute for the others."
)
