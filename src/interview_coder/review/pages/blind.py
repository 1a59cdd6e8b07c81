"""A random sample, coded without seeing what the rules suggest, and what it says of them."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import Response

from interview_coder.review.asking import Asked, Table
from interview_coder.review.showing import go_to, show
from interview_coder.reviewing.blind_figures import measure_blind
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.items import split_words
from interview_coder.reviewing.sampling import (
    DEFAULT_SIZE,
    LEAST_SIZE,
    MOST_SIZE,
    BlindCode,
    BlindSample,
    code_blind,
    draw_sample,
    find_sample,
    find_stretch,
    finish_stretch,
    is_on,
    list_blind_codes,
    list_samples,
    propose_seed,
    take_back,
)
from interview_coder.reviewing.stretch_view import view_stretch

_TITLE = "Blind sample"


def show_blind(table: Table, asked: Asked) -> Response:
    """Show the next stretch of her sample, or what a sample says that is done."""
    desk = table.desk
    samples = list_samples(desk)
    blind = next((one for one in samples if not one.is_done), samples[-1] if samples else None)
    if asked.get("sample"):
        blind = find_sample(desk, asked.get("sample"))
    number = asked.number("at") if asked.get("at") else None if blind is None else blind.next_number()
    if blind is not None and number is not None:
        return _show_stretch(table, blind, number)
    return show(
        table,
        "blind_figures.html.j2",
        title=_TITLE,
        blind=blind,
        figures=None if blind is None else measure_blind(desk, blind),
        samples=samples,
        can_draw=all(one.is_done for one in samples),
        size=DEFAULT_SIZE,
        least=LEAST_SIZE,
        most=MOST_SIZE,
        seed=propose_seed(desk),
    )


def draw(table: Table, asked: Asked) -> Response:
    """Draw a sample."""
    draw_sample(table.desk, asked.number("size"), asked.number("seed"))
    return go_to("/blind")


def code(table: Table, asked: Asked) -> Response:
    """Give a code to words of a stretch."""
    words = asked.number("start"), asked.number("end")
    code_blind(table.desk, asked.get("sample"), asked.number("at"), asked.get("to_code"), *words)
    return _go_to_stretch(asked.get("sample"), asked.number("at"))


def take_code_back(table: Table, asked: Asked) -> Response:
    """Take a code of a stretch back."""
    take_back(table.desk, asked.get("event"))
    return _go_to_stretch(asked.get("sample"), asked.number("at"))


def finish(table: Table, asked: Asked) -> Response:
    """Keep that a stretch is done, and go on to the next."""
    desk, sample_id, number = table.desk, asked.get("sample"), asked.number("at")
    finish_stretch(desk, sample_id, number)
    after = find_sample(desk, sample_id).next_number(number)
    return go_to(f"/blind?{urlencode({'sample': sample_id})}") if after is None else _go_to_stretch(sample_id, after)


def _go_to_stretch(sample_id: str, number: int) -> Response:
    return go_to(f"/blind?{urlencode({'sample': sample_id, 'at': number})}")


def _show_stretch(table: Table, blind: BlindSample, number: int) -> Response:
    desk = table.desk
    stretch = find_stretch(desk, blind, number)
    given: list[BlindCode] = []
    view = None
    if stretch is not None:
        given = [one for one in list_blind_codes(desk) if is_on(one.stretch, stretch)]
        marked = [("drawn", stretch.start, stretch.end)]
        view = view_stretch(desk, stretch, [*marked, *(("coded", *one.stretch[2:]) for one in given)])
    return show(
        table,
        "blind.html.j2",
        title=_TITLE,
        blind=blind,
        number=number,
        view=view,
        words=() if view is None else list(split_words(view.pieces)),
        given=[(one, _words_of(desk, one)) for one in given],
        is_done=number in blind.done,
    )


def _words_of(desk: Desk, one: BlindCode) -> str:
    source_id, _, start, end = one.stretch
    return desk.open_text(source_id).source.text[start:end]
