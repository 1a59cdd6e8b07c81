"""The report as a reader has it on the screen: in Chromium, offline, at three widths, in light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium (Debian: apt install chromium)"),
]

TEXT_COLOURS = """
() => {
  document.querySelectorAll("details").forEach(one => one.open = true);
  const pen = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d");
  const known = new Map();
  const rgba = colour => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      known.set(colour, Array.from(pen.getImageData(0, 0, 1, 1).data));
    }
    return known.get(colour);
  };
  const background = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0) return colour;
    }
    return rgba(getComputedStyle(document.documentElement).getPropertyValue("--paper"));
  };
  const hasText = element => Array.from(element.childNodes).some(one => one.nodeType === 3 && one.data.trim());
  return Array.from(document.body.querySelectorAll("*"))
    .filter(one => hasText(one) && one.checkVisibility())
    .map(one => [one.textContent.trim().slice(0, 40), rgba(getComputedStyle(one).color), background(one)]);
}
"""


@pytest.fixture
def open_report(browser: Any, sample_outputs: Path) -> Iterator[Any]:
    """Open the sample study's report without a network; give the page and what went wrong on it."""
    contexts = []

    def open_page(*, width: int = 1280, colour_scheme: str = "light") -> tuple[Any, list[str]]:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=colour_scheme,
            offline=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        address = (sample_outputs / "report.html").as_uri()
        faults: list[str] = []
        page.on("request", lambda request: None if request.url == address else faults.append(request.url))
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        return page, faults

    yield open_page
    for context in contexts:
        context.close()


def test_the_report_opens_offline_with_no_request_and_no_word_on_the_console(open_report: Any) -> None:
    page, faults = open_report()
    page.wait_for_load_state("networkidle")
    assert page.title()
    assert page.locator("h1").is_visible()
    assert faults == []


@pytest.mark.parametrize("width", [400, 800, 1280])
def test_the_page_never_scrolls_sideways(width: int, open_report: Any) -> None:
    page, _ = open_report(width=width)
    for are_open in ("false", "true"):
        page.evaluate(f"() => document.querySelectorAll('details').forEach(one => one.open = {are_open})")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [400, 1280])
def test_every_cell_of_the_matrix_leads_to_quotes_that_can_be_seen(width: int, open_report: Any) -> None:
    page, _ = open_report(width=width)
    links = page.locator("#matrix td.heat a")
    assert links.count() > 0
    for number in range(links.count()):
        link = links.nth(number)
        target = page.locator(f'[id="{link.get_attribute("href")[1:]}"]')
        assert target.count() == 1
        link.click()
        assert target.is_visible()
        assert target.locator("blockquote").first.is_visible()
        assert target.evaluate("one => one.getBoundingClientRect().top < innerHeight && one.matches(':target')")


def test_every_cell_of_the_matrix_is_reached_by_tab_and_shows_that_it_is(open_report: Any) -> None:
    page, _ = open_report()
    wanted = page.evaluate("() => Array.from(document.querySelectorAll('#matrix td.heat a'), one => one.hash)")
    n_stops = page.locator(
        "header a, #glance a, #glance [tabindex], #matrix a, #matrix [tabindex], #matrix summary"
    ).count()
    reached = []
    for _ in range(n_stops + 1):
        page.keyboard.press("Tab")
        reached += page.evaluate(
            "() => document.activeElement.matches('#matrix td.heat a')"
            " && getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            " ? [document.activeElement.hash] : []"
        )
    assert reached == wanted


def test_enter_on_a_cell_goes_to_its_quotes(open_report: Any) -> None:
    page, _ = open_report()
    link = page.locator("#matrix td.heat a").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => location.hash") == link.get_attribute("href")


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_all_text_stands_out_from_what_is_behind_it(colour_scheme: str, open_report: Any) -> None:
    page, _ = open_report(colour_scheme=colour_scheme)
    page.locator("#matrix td.heat a").first.click()  # the quotes that a cell leads to have a tint of their own
    found = page.evaluate(TEXT_COLOURS)
    assert {text: (ink, paper) for text, ink, paper in found if ink[3] < 255 or paper[3] < 255} == {}
    ratios = {(tuple(ink), tuple(paper)): (contrast(ink, paper), text) for text, ink, paper in found}
    assert {pair: told for pair, told in ratios.items() if told[0] < 4.5} == {}
    assert_measured(page, found, is_dark=colour_scheme == "dark")


def assert_measured(page: Any, found: list[Any], *, is_dark: bool) -> None:
    """Check that body text, soft text, links and heat cells are among what was found, in the colours of the scheme."""
    inks = {tuple(ink[:3]) for _, ink, _ in found}
    for name in ("--ink", "--soft", "--link"):
        written = page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name)", name)
        assert tuple(bytes.fromhex(written.strip().removeprefix("#"))) in inks
    assert len({tuple(paper) for _, _, paper in found}) > 5
    paper = next(paper for text, _, paper in found if text == page.locator("h1").inner_text()[:40])
    assert (luminance(paper) < 0.1) is is_dark


def test_the_first_tab_shows_a_link_that_skips_to_the_findings(open_report: Any) -> None:
    page, _ = open_report()
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.get_attribute("href") == "#glance"
    assert link.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.locator("#glance").evaluate("one => one.getBoundingClientRect().top < innerHeight / 2")


def test_whatever_can_be_reached_by_keyboard_shows_that_it_is(open_report: Any) -> None:
    page, _ = open_report()
    page.keyboard.press("Tab")  # from here on the browser takes it that somebody uses the keyboard
    hidden = page.evaluate(
        """() => {
          document.querySelectorAll("details").forEach(one => one.open = true);
          return Array.from(document.querySelectorAll("a[href], summary, [tabindex]"), one => {
            one.focus();
            return document.activeElement === one && getComputedStyle(one).outlineStyle !== "none" ? "" : one.outerHTML;
          }).filter(Boolean);
        }"""
    )
    assert hidden == []


@pytest.mark.parametrize(("width", "tables"), [(680, "table:not(.wide table)"), (1009, "table")])
def test_on_paper_everything_is_unfolded_and_no_table_is_cut(width: int, tables: str, open_report: Any) -> None:
    page, _ = open_report(width=width)  # A4 within its margins: upright, and on its side for what is wide
    page.emulate_media(media="print")
    assert (
        page.evaluate("() => Array.from(document.querySelectorAll('details'), one => one.open).includes(true)") is False
    )
    folded = "one => one.querySelector(':scope > :not(summary)').getBoundingClientRect().height === 0"
    assert page.evaluate(f"() => Array.from(document.querySelectorAll('details')).filter({folded}).length") == 0
    widths = page.locator(tables).evaluate_all("all => all.map(one => Math.floor(one.getBoundingClientRect().right))")
    assert max(widths) <= width
    assert not page.locator("nav").is_visible()


def contrast(ink: list[int], paper: list[int]) -> float:
    """Return the contrast of two colours as the Web Content Accessibility Guidelines 2 define it."""
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[int]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([118, 118, 118], [255, 255, 255]) == pytest.approx(4.54, abs=0.01)
