"""What every chart keeps to, and that what it shows are the numbers of its table."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.report.made_tables import REVIEW, make_codebook, make_data

from interview_coder import Table
from interview_coder.model.coding import STANCES
from interview_coder.report.charts import CHARTS, draw_chart
from interview_coder.report.charts.chart_data import ChartData
from interview_coder.report.charts.drawing import Sheet, measure, own_settings, wrap

SVG = "{http://www.w3.org/2000/svg}"
LONG = " about how the partnership speaks, or fails to, with Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
REPOSITORY = Path(__file__).parents[3]
SMALL = make_data(make_codebook(3, 8))
LARGE = make_data(make_codebook(10, 45, words=LONG), n_types=30, n_sources=40, words=LONG)


@cache
def draw_large(name: str) -> list[Sheet]:
    return draw_chart(name, LARGE)


def read_svg(sheet: Sheet) -> Element:
    return fromstring(sheet.as_svg())  # noqa: S314


def texts_of(name: str, data: ChartData) -> list[str]:
    """Return all words of a chart, page after page, a text (or a line of it) each."""
    return [
        "".join(text.itertext()).strip()
        for sheet in (draw_large(name) if data is LARGE else draw_chart(name, data))
        for text in read_svg(sheet).iter(f"{SVG}text")
    ]


def counts_of(data: ChartData, table: str) -> list[str]:
    return sorted(f"{row['participants']} of {row['participants_total']}" for row in data.rows(table))


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("name", ["theme_frequencies", "code_frequencies", "theme_matrix"])
def test_n_of_n_is_written_once_for_every_row_of_the_table(name: str, data: ChartData) -> None:
    written = sorted(text for text in texts_of(name, data) if re.fullmatch(r"\d+ of \d+", text))
    assert written == counts_of(data, name)


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_every_pair_of_codes_is_counted_once(data: ChartData) -> None:
    written = sorted(int(text) for text in texts_of("code_cooccurrence", data) if text.isdecimal())
    assert written == sorted(row["participants"] for row in data.rows("code_cooccurrence"))


def test_a_bar_of_stances_has_every_number_below_it() -> None:
    texts = texts_of("theme_stance", SMALL)
    mentions = {(row["theme"], row["stance"]): row["mentions"] for row in SMALL.rows("theme_stance")}
    for theme in SMALL.codebook.themes:
        assert " · ".join(f"{one} {mentions[theme.theme_id, one]}" for one in STANCES) in texts


def test_strips_have_a_line_for_every_source_and_theme_with_its_mentions() -> None:
    numbers = [int(text) for text in texts_of("theme_strips", LARGE) if text.isdecimal()]
    assert sorted(numbers) == sorted(row["mentions"] for row in LARGE.rows("theme_source"))


def test_cells_that_nobody_raised_say_why_in_words() -> None:
    silent = [row["state"] for row in LARGE.rows("theme_matrix") if row["state"] != "raised"]
    assert set(silent) == {"asked, not raised", "not asked", "unknown"}
    texts = texts_of("theme_matrix", LARGE)
    for state in set(silent):
        assert texts.count(state) == silent.count(state)


def test_saturation_draws_every_source_in_order() -> None:
    figure = draw_chart("saturation", SMALL)[0].figure
    in_order = next(line for line in figure.axes[1].lines if line.get_label() == "in the order of the sources")
    rows = SMALL.rows("saturation")
    assert np.asarray(in_order.get_xydata()).tolist() == [[row["sources"], row["codes"]] for row in rows]


@pytest.mark.parametrize("name", CHARTS)
def test_every_page_has_a_title_and_says_what_is_counted_and_which_codings_count(name: str) -> None:
    sheets = draw_large(name)
    titles = set()
    for sheet in sheets:
        svg = read_svg(sheet)
        assert svg.get("role") == "img"
        titles.add(svg.findtext(f"{SVG}title"))
        note = svg.findtext(f"{SVG}desc") or ""
        assert note.startswith("Counted are ")
        assert note.endswith(REVIEW)
        assert re.search(r"\d", note) or name in {"theme_matrix", "theme_stance"}  # these say of how many in every cell
    assert titles == {sheet.title for sheet in sheets}
    assert len(titles) == len(sheets)


@pytest.mark.parametrize("name", CHARTS)
def test_a_page_is_no_larger_than_a_large_sheet_of_paper_however_much_there_is(name: str) -> None:
    for sheet in draw_large(name):
        assert max(sheet.figure.get_size_inches()) < 14


@pytest.mark.parametrize("name", CHARTS)
def test_no_words_of_a_page_stick_out_of_it(name: str) -> None:
    for sheet in draw_large(name)[:2]:
        figure = sheet.figure
        page, drawn = figure.bbox, figure.get_tightbbox().transformed(figure.dpi_scale_trans)
        assert page.x0 <= drawn.x0
        assert page.y0 <= drawn.y0
        assert drawn.x1 <= page.x1
        assert drawn.y1 <= page.y1


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_tables_give_the_same_bytes(name: str) -> None:
    one, other = (draw_chart(name, SMALL)[0] for _ in range(2))
    assert one.as_svg() == other.as_svg() == one.as_svg()
    assert one.as_png() == other.as_png()


@pytest.mark.parametrize("name", CHARTS)
def test_a_png_has_200_dots_an_inch(name: str) -> None:
    sheet = draw_chart(name, SMALL)[0]
    with Image.open(io.BytesIO(sheet.as_png())) as image:
        image.load()
        wanted = sheet.figure.get_size_inches() * 200
        assert image.format == "PNG"
        assert all(abs(got - asked) <= 1 for got, asked in zip(image.size, wanted, strict=True))


def test_an_svg_has_no_date_and_asks_for_nothing_from_outside() -> None:
    svg = draw_chart("theme_matrix", SMALL)[0].as_svg().decode()
    assert "<dc:date>" not in svg
    references = re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)', svg)
    assert all((one or other).startswith("#") for one, other in references)


def test_settings_of_the_user_change_nothing_and_are_left_alone() -> None:
    plain = draw_chart("saturation", SMALL)[0].as_svg()
    with matplotlib.rc_context({"axes.facecolor": "red", "font.size": 30, "svg.fonttype": "path"}):
        before = dict(matplotlib.rcParams)
        assert draw_chart("saturation", SMALL)[0].as_svg() == plain
        assert dict(matplotlib.rcParams) == before


def test_nothing_is_left_in_pyplot() -> None:
    ask = (
        "import sys; from tests.report.made_tables import *; from interview_coder.report.charts import *\n"
        "data = make_data(make_codebook(2, 4))\n"
        "[sheet.as_png() + sheet.as_svg() for name in CHARTS for sheet in draw_chart(name, data)]\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", ask], check=True, cwd=REPOSITORY)


def test_dollars_angle_brackets_and_underscores_in_labels_are_written_as_they_are() -> None:
    data = make_data(make_codebook(1, 2, words=" $5 <b> & $10 _x_"))
    assert "Theme 0 $5 <b> & $10 _x_" in texts_of("theme_frequencies", data)


def test_letters_that_the_font_lacks_are_kept_in_svg_and_told() -> None:
    [sheet] = draw_chart("theme_frequencies", make_data(make_codebook(1, 2, words=" 住房")))
    assert "住房" in sheet.as_svg().decode()
    assert sheet.undrawable() == "住房"
    assert sheet.as_png()


def test_a_study_where_nothing_was_found_has_charts_too() -> None:
    codebook = make_codebook(2, 3)
    tables = dict(make_data(codebook).tables)
    for name, numbers in (("code_cooccurrence", {"participants"}), ("theme_stance", {"mentions"})):
        rows = [{key: 0 if key in numbers else cell for key, cell in row.items()} for row in tables[name].records()]
        tables[name] = Table(name, tables[name].columns, tuple(tuple(row.values()) for row in rows))
    for name in ("code_cooccurrence", "theme_stance"):
        assert texts_of(name, ChartData(codebook, tables, REVIEW))


def test_a_codebook_of_one_code_has_no_pairs_and_still_a_page() -> None:
    [sheet] = draw_chart("code_cooccurrence", make_data(make_codebook(1, 1)))
    assert sheet.title == "Participants who raise both codes"


def test_a_bar_of_nobody_is_said_to_be_one() -> None:
    data = make_data(make_codebook(1, 1))
    [row] = data.rows("theme_frequencies")
    nobody = row | {"participants": 0, "participants_total": 0, "share_low": "", "share_high": ""}
    table = Table("theme_frequencies", tuple(nobody), (tuple(nobody.values()),))
    assert "nobody to count" in texts_of("theme_frequencies", ChartData(data.codebook, {table.name: table}, REVIEW))


labels = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(labels, st.sampled_from([0.8, 2.0]), st.integers(1, 4))
def test_wrapped_lines_are_no_wider_than_asked_and_lose_only_what_an_ellipsis_stands_for(
    label: str, width: float, most_lines: int
) -> None:
    with own_settings():
        lines = wrap(label, width, most_lines=most_lines)
        assert len(lines) <= most_lines
        assert all(measure(line, 9.0) <= width for line in lines)
    kept = "".join("".join(lines).split())
    cleaned = "".join("".join(wrap(label, 1000, most_lines=1)).split())
    assert kept == cleaned or cleaned.startswith(kept.removesuffix("…"))
