"""The queue as a coder drives it: by keyboard alone, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import Served

pytestmark = pytest.mark.browser


def press(page: Any, *keys: str) -> None:
    """Press keys; the last one sends the browser on."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def test_a_key_decides_and_the_next_suggestion_is_there(
    serve: Callable[..., Served], visit: Callable[..., Any]
) -> None:
    served = serve()
    page = visit(served)
    left = int(page.inner_text(".left strong"))
    press(page, "a")
    assert [one["act"] for one in served.decisions()] == ["accept"]
    assert int(page.inner_text(".left strong")) == left - 1


def test_axe_finds_nothing(serve: Callable[..., Served], visit: Callable[..., Any], find_faults: Any) -> None:
    page = visit(serve())
    assert find_faults(page) == []
