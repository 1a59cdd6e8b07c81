"""The queue as a coder drives it: by keyboard alone, in Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.review.conftest import LOOKS, Served, open_panels, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def undecided(study_to_review: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The made study, for tests that decide nothing."""
    with served(Path(shutil.copytree(study_to_review, tmp_path_factory.mktemp("undecided") / "study"))) as one:
        yield one


def press(page: Any, *keys: str) -> None:
    """Press keys; the last one sends the browser on."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def n_left(page: Any) -> int:
    return int(page.inner_text(".left strong"))


def write_memo(page: Any, text: str) -> None:
    page.keyboard.press("n")
    page.keyboard.type(text)
    press(page, "Control+Enter")


def test_thirty_suggestions_are_reviewed_with_keys_alone(
    serve: Callable[..., Served], visit: Callable[..., Any]
) -> None:
    study = serve()
    page = visit(study)
    left = n_left(page)
    keys = [["a"], ["r", "w"], ["r", "d"], ["r", "i"], ["r", "o"], ["u"], ["e", "Shift+ArrowRight", "Enter"]]
    for number in range(28):
        press(page, *keys[number % len(keys)])
    page.keyboard.press("c")
    page.keyboard.type("code 4" if "code 4" not in page.inner_text(".ask em") else "code 0")
    press(page, "Enter")
    page.keyboard.press("t")
    page.keyboard.type("code 3" if "code 3" not in page.inner_text(".ask em") else "code 0")
    press(page, "Enter")
    write_memo(page, "Ask her again. a r z")
    acts = [(one["act"], one.get("why", "")) for one in study.decisions()]
    assert acts[:7] == [
        ("accept", ""),
        ("reject", "wrong sense"),
        ("reject", "denied"),
        ("reject", "interviewer's words"),
        ("reject", "other"),
        ("defer", ""),
        ("move", ""),
    ]
    assert [act for act, _ in acts[28:]] == ["recode", "add", "memo"]
    assert study.decisions()[-1]["note"] == "Ask her again. a r z"
    assert n_left(page) < left - 20
    assert "Ask her again" in page.inner_text(".notes")


def test_undo_brings_the_suggestion_back(serve: Callable[..., Served], visit: Callable[..., Any]) -> None:
    study = serve()
    page = visit(study)
    left, words = n_left(page), page.inner_text("#words")
    press(page, "r", "w")
    assert n_left(page) == left - 1
    press(page, "z")
    assert (n_left(page), page.inner_text("#words")) == (left, words)
    assert [one["act"] for one in study.decisions()] == ["reject", "undo"]


def test_next_and_previous_decide_nothing(undecided: Served, visit: Callable[..., Any]) -> None:
    page = visit(undecided)
    first = page.inner_text("#words")
    press(page, "j")
    press(page, "j")
    press(page, "k")
    press(page, "k")
    assert page.inner_text("#words") == first
    assert undecided.decisions() == []


def test_escape_closes_a_panel_and_letters_in_a_memo_are_no_keys(undecided: Served, visit: Callable[..., Any]) -> None:
    page = visit(undecided)
    page.keyboard.press("n")
    page.keyboard.type("are")
    assert page.input_value("#memo textarea") == "are"
    page.keyboard.press("Escape")
    assert page.is_hidden("#memo")
    assert page.evaluate("document.activeElement.dataset.opens") == "memo"
    assert undecided.decisions() == []


def test_a_decision_is_read_out_and_the_next_question_has_the_focus(
    serve: Callable[..., Served], visit: Callable[..., Any]
) -> None:
    page = visit(serve())
    press(page, "a")
    page.wait_for_selector("#told:not(:empty)", state="attached")
    assert page.inner_text("#told").startswith("Saved: accept")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_borders_are_moved_by_words_and_saved_as_shown(serve: Callable[..., Served], visit: Callable[..., Any]) -> None:
    study = serve()
    page = visit(study)
    page.keyboard.press("e")
    page.keyboard.press("Shift+ArrowRight")
    shown = page.inner_text(".moved")
    press(page, "Enter")
    [decision] = study.decisions()
    assert decision["act"] == "move"
    assert decision["to_place"]["text"] == shown
    assert decision["place"]["text"].endswith(shown)


def test_axe_finds_nothing(undecided: Served, visit: Callable[..., Any], find_faults: Any) -> None:
    for width, colour_scheme in LOOKS:
        page = visit(undecided, width=width, colour_scheme=colour_scheme)
        assert find_faults(page) == []
        page.keyboard.press("?")
        assert find_faults(page) == []
        page.keyboard.press("Escape")
        open_panels(page)
        assert find_faults(page) == []
        page.goto(f"{undecided.host}/queue?state=accepted")
        assert find_faults(page) == []
