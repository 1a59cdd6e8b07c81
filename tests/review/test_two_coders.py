"""Blind sample, comparison and consensus in Chromium, by the keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SIZES = [(420, "light"), (1280, "dark")]


@dataclass
class Reader:
    """A page, and whoever reads it and presses keys."""

    page: Any
    host: str

    def press(self, *keys: str) -> None:
        """Press keys of which the last leads to another page."""
        for key in keys[:-1]:
            self.page.keyboard.press(key)
        with self.page.expect_navigation():
            self.page.keyboard.press(keys[-1])

    def go(self, path: str) -> None:
        self.page.goto(self.host + path)

    def text(self) -> str:
        return str(self.page.inner_text("main"))


@pytest.fixture
def read(serve: Callable[..., Any], visit: Callable[..., Any]) -> Callable[..., Reader]:
    """Serve the study for a coder and open a page of it: ``read("ann", "/blind")``."""

    def open_page(coder: str, path: str, **options: Any) -> Reader:
        served = serve(coder=coder)
        return Reader(visit(served, path, **options), served.host)

    return open_page


def code_sample(reader: Reader, *, every: int, code: str) -> None:
    """Draw ten stretches, and give a code to some of them."""
    reader.page.fill("[name=size]", "10")
    reader.press("Enter")
    for number in range(1, 11):
        assert f"stretch {number} of 10" in reader.text()
        if number % every:
            reader.press("0")
            continue
        reader.page.keyboard.press("c")
        reader.page.keyboard.type(code)
        reader.press("Enter")
        reader.press("d")


def decisions_of(root: Path, coder: str) -> list[str]:
    return (root / "decisions" / f"{coder}.jsonl").read_text(encoding="utf-8").splitlines()


def test_a_blind_sample_of_ten_is_coded_by_keys_and_tells_recall_and_precision(read: Callable[..., Reader]) -> None:
    ann = read("ann", "/blind")
    code_sample(ann, every=2, code="code_2")
    assert "What the blind sample says" in ann.text()
    cells = ann.page.locator("table.figures tr", has_text="Any code").locator("td").all_inner_texts()
    assert cells[2] == "5"
    assert "%" in cells[0]


def test_a_sample_shows_no_suggestion_and_goes_on_after_a_break(read: Callable[..., Reader]) -> None:
    ann = read("ann", "/blind")
    ann.page.fill("[name=size]", "10")
    ann.press("Enter")
    assert ann.page.locator(".coded, .word, .cue, .done").count() == 0
    ann.press("0")
    ann.go("/queue")
    ann.go("/blind")
    assert "stretch 2 of 10" in ann.text()


def test_words_of_a_stretch_are_chosen_with_arrows_and_a_code_is_taken_back(read: Callable[..., Reader]) -> None:
    ann = read("ann", "/blind")
    ann.page.fill("[name=size]", "10")
    ann.press("Enter")
    words = [one.strip() for one in ann.page.locator("#words .w").all_inner_texts()]
    for key in ("e", "ArrowLeft", "ArrowLeft", "Shift+ArrowRight", "Enter", "c"):
        ann.page.keyboard.press(key)
    assert ann.page.inner_text("#give .chosen-words").split() == words[1:-2]
    ann.press("Tab", "Enter")
    assert [one.strip() for one in ann.page.locator("#words .coded").all_inner_texts()] == words[1:-2]
    ann.press("z")
    assert ann.page.locator("#words .coded").count() == 0


def test_two_coders_are_compared_and_their_differences_settled_by_keys(
    read: Callable[..., Reader], tmp_path: Path
) -> None:
    ann, ben = read("ann", "/blind"), read("ben", "/blind")
    code_sample(ann, every=2, code="code_2")
    ben.page.fill("[name=size]", "10")
    ben.press("Enter")
    ben.press("0")
    ben.go("/compare")
    assert "Finish your blind sample first" in ben.text()
    ben.go("/blind")
    for number in range(2, 11):
        if number % 3 == 0:
            ben.page.keyboard.press("c")
            ben.page.keyboard.type("code_2")
            ben.press("Enter")
        ben.press("0" if number % 3 else "d")
    kept = decisions_of(tmp_path / "study", "ann")
    ben.go("/compare?a=ann&b=ben")
    n_differences = ben.page.locator(".sides tbody tr").count()
    assert n_differences >= 4
    ben.press("s")
    for keys in (("1", "Enter"), ("2", "Enter"), ("0", "Enter")):
        ben.press(*keys)
    ben.page.keyboard.press("c")
    ben.page.keyboard.type("It is about money.")
    ben.page.keyboard.press("Tab")
    ben.page.keyboard.type("code_0")
    ben.press("Enter")
    assert decisions_of(tmp_path / "study", "ann") == kept
    ben.go("/compare?a=ann&b=ben&state=settled")
    assert "It is about money." in "".join(decisions_of(tmp_path / "study", "ben"))
    ben.go("/compare/settle?a=ann&b=ben")
    ben.press("z")
    assert f"of {n_differences - 3}" in ben.text()


@pytest.mark.parametrize(("width", "colour_scheme"), SIZES)
def test_axe_finds_nothing_on_any_state_of_these_pages(
    width: int,
    colour_scheme: str,
    read: Callable[..., Reader],
    find_faults: Callable[[Any], list[Any]],
    reviewed_by_two: Path,
    tmp_path: Path,
) -> None:
    shutil.copytree(reviewed_by_two, tmp_path / "study")
    cat = read("cat", "/blind", width=width, colour_scheme=colour_scheme)
    states: list[tuple[str, tuple[str, ...]]] = [
        ("/blind", ()),
        ("/compare?a=ann&b=ben&state=all", ()),
        ("/compare/settle?a=ann&b=ben", ()),
        ("/compare/settle?a=ann&b=ben", ("1",)),
        ("/compare/settle?a=ann&b=ben", ("c",)),
        ("/compare/settle?a=ann&b=ben&state=changed", ()),
    ]
    for path, keys in states:
        cat.go(path)
        for key in keys:
            cat.page.keyboard.press(key)
        assert find_faults(cat.page) == [], (path, keys)
        assert cat.page.evaluate("document.documentElement.scrollWidth") <= width
    cat.go("/blind")
    cat.page.fill("[name=size]", "10")
    cat.press("Enter")
    for keys in ((), ("e",), ("Escape", "c")):
        for key in keys:
            cat.page.keyboard.press(key)
        assert find_faults(cat.page) == [], keys
    cat.page.keyboard.press("Escape")
    cat.go("/compare")
    assert find_faults(cat.page) == []
    cat.go("/blind")
    for _ in range(10):
        cat.press("0")
    assert find_faults(cat.page) == []


@pytest.fixture(scope="module")
def reviewed_by_two(study_to_review: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made study, in which two coders decided on suggestions."""
    from interview_coder import Study

    root = tmp_path_factory.mktemp("two") / "study"
    shutil.copytree(study_to_review, root)
    for coder, n_accepted in (("ann", 4), ("ben", 2)):
        desk = Study.open(root).open_desk(coder)
        for row in range(8):
            desk.decide_on(row, "accept") if row < n_accepted else desk.decide_on(row, "reject", reason="other")
        text = desk.open_text(desk.columns.source_ids[0])
        turn = next(one for one in text.source.turns if one.participant)
        desk.add("code_4", text.source.source_id, turn.start + (coder == "ben"), turn.end)
    return root
