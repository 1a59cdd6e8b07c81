"""The small picture of one interview, for web pages."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st
from tests.report.made_tables import make_codebook, make_data

from interview_coder.report.strip_svg import draw_strip_svg
from interview_coder.report.strips import Lane, Strip, gather_strips

SVG = "{http://www.w3.org/2000/svg}"
labels = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)
parts = st.lists(st.integers(0, 10), min_size=50, max_size=50).map(tuple)
lanes = st.lists(st.builds(Lane, labels, st.just("#3f6fa8"), parts, st.integers(0, 99)), max_size=4).map(tuple)


@given(labels, lanes)
def test_a_strip_has_a_mark_for_every_part_with_mentions_and_the_mentions_of_every_lane(
    source: str, lanes: tuple[Lane, ...]
) -> None:
    svg = fromstring(draw_strip_svg(Strip(source, lanes)))  # noqa: S314
    assert len(list(svg.iter(f"{SVG}rect"))) == sum(bool(part) for lane in lanes for part in lane.parts)
    texts = [text.text or "" for text in svg.iter(f"{SVG}text")]
    assert texts[1 : 2 * len(lanes) : 2] == [str(lane.mentions) for lane in lanes]
    assert svg.findtext(f"{SVG}desc") == "; ".join(f"{lane.label}: {lane.mentions} mentions" for lane in lanes)


def test_a_label_that_is_too_long_is_cut_in_the_picture_and_whole_in_its_description() -> None:
    drawn = draw_strip_svg(Strip("one", (Lane("A theme with a name that goes on and on", "#3f6fa8", (1,), 1),)))
    assert "A theme with a name that go…" in drawn
    assert "A theme with a name that goes on and on: 1 mentions" in drawn


def test_strips_have_all_sources_in_their_order_and_all_themes() -> None:
    codebook = make_codebook(3, 5)
    data = make_data(codebook, n_sources=4)
    strips = gather_strips(codebook, data.rows("theme_strips"), data.rows("theme_source"))
    assert [strip.source_id for strip in strips] == [f"interview_{number:03d}" for number in range(4)]
    assert {tuple(lane.label for lane in strip.lanes) for strip in strips} == {("Theme 0", "Theme 1", "Theme 2")}


def test_signs_of_a_strip_are_read_as_counts() -> None:
    codebook = make_codebook(1, 1)
    [strip] = gather_strips(
        codebook,
        [{"source": "a", "theme": "theme_0", "strip": ".1.9+"}],
        [{"source": "a", "theme": "theme_0", "mentions": 21}],
    )
    assert strip.lanes[0].parts == (0, 1, 0, 9, 10)
    assert strip.lanes[0].marks == [(1, 1 / 3), (3, 1.0), (4, 1.0)]
