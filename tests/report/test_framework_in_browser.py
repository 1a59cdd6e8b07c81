"""The page of the framework matrix on the screen and on paper: in Chromium, offline."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interview_coder import Run
from interview_coder.report.framework_page import write_page
from interview_coder.report.shown_framework import show_framework
from interview_coder.report.telling import Telling

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium (Debian: apt install chromium)"),
]
OpenPage = Callable[..., Any]
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture(scope="module", params=["theme", "code"])
def file(request: pytest.FixtureRequest, sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("framework") / "framework.html"
    results = sample_run.results
    telling = Telling.of_settings(results.manifest["settings"])
    shown = show_framework(
        sample_run.framework(of=request.param),
        results.codebook,
        title=results.title,
        telling=telling,
        review=results.manifest["review"]["told"],
    )
    path.write_bytes(write_page(shown))
    return path


@pytest.fixture
def open_page(browser: Any, file: Path) -> Iterator[OpenPage]:
    contexts = []

    def open_at(width: int, colour_scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=colour_scheme, offline=True, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 420, 1280])
def test_the_page_is_never_wider_than_the_screen(open_page: OpenPage, width: int) -> None:
    page = open_page(width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_headers_stay_in_sight_while_one_scrolls(open_page: OpenPage) -> None:
    page = open_page(1280)
    page.evaluate(OPEN_ALL)
    page.locator(".grid").evaluate("grid => { grid.scrollTop = 900; grid.scrollLeft = 200; }")
    grid = page.locator(".grid").bounding_box()
    header = page.locator("thead th").nth(1).bounding_box()
    names = [one.bounding_box() for one in page.locator("tbody th span").all()]
    assert header["y"] == pytest.approx(grid["y"], abs=3)
    assert any(grid["y"] < one["y"] < grid["y"] + 200 and one["x"] >= grid["x"] for one in names)


def test_on_a_narrow_screen_every_cell_names_its_column(open_page: OpenPage) -> None:
    page = open_page(420)
    labels = page.locator("td .label")
    assert labels.count() == page.locator("td").count()
    assert all(one.is_visible() for one in labels.all())
    assert not any(one.is_visible() for one in open_page(1280).locator("td .label").all())


def test_quotes_open_by_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(1280)
    quote = page.locator("td blockquote").first
    assert not quote.is_visible()
    page.locator("td summary").first.focus()
    page.keyboard.press("Enter")
    assert quote.is_visible()


def test_on_paper_all_quotes_are_shown(open_page: OpenPage) -> None:
    page = open_page(1280)
    page.emulate_media(media="print")
    heights = page.locator("td blockquote").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) > 0


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [420, 1280])
def test_axe_finds_nothing(open_page: OpenPage, width: int, colour_scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(width, colour_scheme)
    page.evaluate(OPEN_ALL)
    found = axe.run(page).response
    assert len(found["passes"]) > 10
    assert [(one["impact"], one["id"], one["nodes"][0]["target"]) for one in found["violations"]] == []
