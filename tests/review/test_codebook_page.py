"""The codebook on the review page: a rule is typed, tried, read and written by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import Served

pytestmark = pytest.mark.browser
Serve = Callable[..., Served]
Visit = Callable[..., Any]


def rules_in(served: Served) -> str:
    return (served.root / "codebook.yml").read_text(encoding="utf-8")


def test_a_rule_is_tried_and_written_and_what_it_finds_is_in_the_queue(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served, "/codebook")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/codebook/code_0")
    page.keyboard.press("t")
    page.keyboard.type("kitchen NEAR/x landlord")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "needs a number of words" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.name") == "rule"
    page.keyboard.press("Control+a")
    page.keyboard.type("kitchen NEAR landlord")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    gained = int(page.locator(".trial p .gain").inner_text().split()[0])
    assert gained > 0
    assert page.locator(".becomes.gain").count() >= gained  # of several in one sentence one suggestion is made
    assert "kitchen" not in rules_in(served)
    n_all = page.locator(".done progress").get_attribute("max")
    with page.expect_navigation():
        page.keyboard.press("w")
    assert "'kitchen NEAR landlord'" in rules_in(served)
    told = page.locator("main [role=status]").inner_text()
    assert ".interview-coder/backups/codebook-" in told
    assert int(page.locator(".done progress").get_attribute("max")) == int(n_all) + gained
    page.goto(f"{served.host}/queue?code=code_0")
    assert page.locator(".left strong").inner_text().isdecimal()


def test_a_rule_is_tried_without_and_removed_and_a_definition_written(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served, "/codebook/code_2")
    with page.expect_navigation():
        page.get_by_role("link", name="Try without rule 1").click()
    lost = int(page.locator(".trial p .loss").inner_text().split()[0])
    assert page.locator(".becomes.loss").count() >= lost > 0
    with page.expect_navigation():
        page.keyboard.press("w")
    assert "(trust | believe)" not in rules_in(served)
    assert page.get_by_role("heading", name="0 rules").is_visible()
    page.keyboard.press("e")
    page.get_by_label("Definition").fill("Who owes: and what.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert "Who owes: and what." in page.locator("aside").inner_text()
    assert "'Who owes: and what.'" in rules_in(served)


def test_a_codebook_that_was_changed_meanwhile_is_shown_anew_and_not_written_over(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served, "/codebook/code_0?rule=kitchen")
    path = served.root / "codebook.yml"
    path.write_text(rules_in(served).replace("title: Homes", "title: Houses"), encoding="utf-8")
    seen, address = page.locator("input[name=seen]").first.input_value(), page.url.split("?")[0]
    answer = page.request.post(
        f"{address}/rule",
        form={"seen": seen, "rule": "kitchen", "edit": "add"},
        headers={"origin": served.host},
    )
    assert answer.status == 409
    assert "codebook.yml was changed since it was shown" in answer.text()
    assert "kitchen" not in rules_in(served)
    page.reload()
    with page.expect_navigation():
        page.keyboard.press("w")
    assert "kitchen" in rules_in(served)
    assert "title: Houses" in rules_in(served)


def test_axe_finds_nothing(serve: Serve, visit: Visit, find_faults: Callable[[Any], list[Any]]) -> None:
    served = serve()
    for width, colour_scheme in ((420, "dark"), (1280, "light")):
        page = visit(served, "/codebook", width=width, colour_scheme=colour_scheme)
        assert find_faults(page) == []
        for address in ("code_0?rule=kitchen", "code_2?rule=(trust", "code_2?rule=(trust+|+believe)&edit=remove"):
            page.goto(f"{served.host}/codebook/{address}")
            assert find_faults(page) == []
        page.goto(f"{served.host}/codebook/code_0")
        with page.expect_navigation():
            page.keyboard.press("p")
        assert page.get_by_text("than other talk, and no rule finds").is_visible()
        page.keyboard.press("e")
        assert find_faults(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert find_faults(page) == []
