"""The framework matrix on the review page, as a researcher uses it: by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import Served

pytestmark = pytest.mark.browser
Serve = Callable[..., Served]
Visit = Callable[..., Any]
CELL = "/matrix/cell?row=tenant&column=cost"


def test_a_cell_is_found_with_the_arrows_opened_and_its_summary_written_edited_and_taken_back(
    serve: Serve, visit: Visit
) -> None:
    served = serve()
    page = visit(served, "/matrix")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") not in {first, ""}
    with page.expect_navigation():
        page.keyboard.press("Enter")
    heading = page.locator("h1").inner_text()
    page.keyboard.press("w")
    page.keyboard.type("They speak of little else. With wishes for w, z and ?.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.locator("h1").inner_text() == heading
    assert "With wishes for w, z and ?." in page.locator(".summary").inner_text()
    [event] = [one for one in served.decisions() if one["event"] == "summary"]
    assert event["coder"] == "ben"
    page.keyboard.press("w")
    assert page.locator("textarea").input_value() == event["text"]
    page.keyboard.press("Escape")
    assert page.locator("#write").is_hidden()
    with page.expect_navigation():
        page.keyboard.press("Escape")
    focused = page.locator(":focus")
    assert "They speak of little else." in focused.inner_text()
    with page.expect_navigation():
        page.keyboard.press("w")
    page.keyboard.press("Control+a")
    page.keyboard.type("Said better.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.locator(".summary p").first.inner_text() == "Said better."
    page.get_by_role("button", name="Take your summary back").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".summary").count() == 0
    assert "Taken back" in page.locator("main [role=status]").inner_text()


def test_a_cell_follows_a_decision_and_rows_and_columns_can_be_others(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served, CELL)
    n_before = page.locator(".quote").count()
    assert set(page.locator(".codes .state").all_inner_texts()) == {"not reviewed"}
    with page.expect_navigation():
        page.locator(".codes a").first.click()
    with page.expect_navigation():
        page.keyboard.press("a")
    page.goto(served.host + CELL)
    assert page.locator(".quote").count() == n_before
    assert page.locator(".codes .state").all_inner_texts().count("accepted") == 1
    page.goto(f"{served.host}/matrix")
    for name, value in (("Rows", "participant"), ("Columns", "code")):
        with page.expect_navigation():
            page.get_by_label(name).select_option(value)
    assert page.locator("tbody th").all_inner_texts() == ["Dana", "P01", "P02", "P03"]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text().startswith("Dana ×")
    with page.expect_navigation():
        page.keyboard.press("Escape")
    assert "by=participant&of=code" in page.url
    response = page.request.get(f"{served.host}/matrix/cell?row=tenent&column=cost")
    assert response.status == 400
    assert "Did you mean" in response.text()


def test_axe_finds_nothing(serve: Serve, visit: Visit, find_faults: Callable[[Any], list[Any]]) -> None:
    served = serve()
    for width, colour_scheme in ((420, "dark"), (1280, "light")):
        page = visit(served, "/matrix", width=width, colour_scheme=colour_scheme)
        assert find_faults(page) == []
        page.goto(f"{served.host}{CELL}&write=1")
        page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
        assert find_faults(page) == []
        page.keyboard.type("A summary.")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        assert find_faults(page) == []
        page.goto(f"{served.host}/matrix?of=code&by=participant&whose=all")
        assert find_faults(page) == []
