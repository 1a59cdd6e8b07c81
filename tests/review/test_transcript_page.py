"""A transcript as a coder drives it: by keyboard alone, in Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.made_studies import SENTENCES, make_codebook, seeded, write_study
from tests.review.conftest import LOOKS, PEOPLE, RULES, Served, open_panels
from tests.review.conftest import served as serving
from tests.review.test_queue_page import press

pytestmark = pytest.mark.browser
TEXT = """\
INTERVIEWER: What of the rent?

P01: The rent 🏠 went up. Nobody asked us. “So it goes,” she said.

P02: Well, it is what it is. Quite.
"""


@pytest.fixture(scope="module")
def small_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small") / "study"
    random = seeded("round table")
    table = [f"P0{random.randint(1, 3)}: {' '.join(random.choices(SENTENCES, k=4))}" for _ in range(420)]
    files: dict[str, str | bytes] = {"a b/one.txt": TEXT, "table.txt": "\n\n".join(table)}
    write_study(root, files, make_codebook(RULES), PEOPLE).run().write()
    return root


@pytest.fixture
def served(serve: Callable[..., Served], small_study: Path, tmp_path: Path) -> Served:
    return serve(Path(shutil.copytree(small_study, tmp_path / "small")))


@pytest.fixture(scope="module")
def undecided(small_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same, for tests that decide nothing."""
    with serving(Path(shutil.copytree(small_study, tmp_path_factory.mktemp("undecided") / "study"))) as one:
        yield one


def chosen(page: Any) -> str:
    return str(page.inner_text("#chosen"))


def test_words_are_chosen_with_arrows_and_coded(served: Served, visit: Callable[..., Any]) -> None:
    page = visit(served, "/transcript/a%20b/one")
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "The"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "Nobody"
    page.keyboard.press("Shift+ArrowDown")
    assert chosen(page) == "Nobody asked us."
    page.keyboard.press("Shift+ArrowLeft")
    assert chosen(page) == "Nobody asked"
    page.keyboard.press("c")
    page.keyboard.type("code 2")
    press(page, "Enter")
    [decision] = served.decisions()
    place = decision["place"]
    assert (decision["act"], decision["code"], place["text"]) == ("add", "code_2", "Nobody asked")
    assert page.locator(".stripe.yours").count() == 1
    assert "added" in page.inner_text(".opened")


def test_the_last_code_is_given_again_with_one_key_and_taken_off_and_undone(
    served: Served, visit: Callable[..., Any]
) -> None:
    page = visit(served, "/transcript/a%20b/one?turn=3")
    press(page, "Shift+End", "c", "Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    press(page, "s")
    assert [one["code"] for one in served.decisions()] == ["code_0", "code_0"]
    assert page.locator(".stripe.yours").count() == 2
    press(page, "Delete")
    assert page.locator(".stripe.yours").count() == 1
    press(page, "z")
    assert page.locator(".stripe.yours").count() == 2


def test_a_choice_never_leaves_its_turn(undecided: Served, visit: Callable[..., Any]) -> None:
    page = visit(undecided, "/transcript/a%20b/one?turn=2")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowDown")
    assert chosen(page).endswith("she said.")
    page.keyboard.press("Escape")
    assert chosen(page) == ""
    page.keyboard.press("c")
    assert page.is_hidden("#picker")


def test_words_are_chosen_with_the_mouse_as_whole_words(undecided: Served, visit: Callable[..., Any]) -> None:
    page = visit(undecided, "/transcript/a%20b/one")
    box = page.evaluate(
        """() => { const range = document.createRange(), piece = [...document.querySelectorAll("#t2 .said span")].pop();
        const at = piece.textContent.indexOf("asked"); range.setStart(piece.firstChild, at + 2);
        range.setEnd(piece.firstChild, at + 7); const box = range.getBoundingClientRect();
        return [box.left, box.right, (box.top + box.bottom) / 2]; }"""
    )
    page.mouse.move(box[0], box[2])
    page.mouse.down()
    page.mouse.move(box[1], box[2])
    page.mouse.up()
    assert chosen(page) == "asked us."


def test_interviewers_words_cannot_be_chosen(undecided: Served, visit: Callable[..., Any]) -> None:
    page = visit(undecided, "/transcript/a%20b/one")
    page.click("#t1 .said span")
    assert "never coded" in chosen(page)
    assert page.is_disabled("#code-them")


def test_keys_lead_to_what_is_found_and_to_turns_without_a_code(undecided: Served, visit: Callable[..., Any]) -> None:
    page = visit(undecided, "/transcript/a%20b/one")
    page.keyboard.press("/")
    page.keyboard.type("IT ")
    press(page, "Enter")
    assert page.inner_text("#hit") == "1 of 4"
    page.keyboard.press("p")
    assert page.inner_text("#hit") == "4 of 4"
    assert page.evaluate("document.querySelector('.here').id") == "t3"
    page.keyboard.press("k")
    page.keyboard.press("x")
    assert page.evaluate("document.querySelector('.here').id") == "t3"


def test_a_coding_is_opened_decided_on_and_found_in_the_queue(served: Served, visit: Callable[..., Any]) -> None:
    page = visit(served, "/transcript/a%20b/one")
    page.keyboard.press("o")
    page.wait_for_selector(".opened-one")
    assert chosen(page) == "The rent 🏠 went up."
    press(page, "r", "w")
    assert [(one["act"], one["why"]) for one in served.decisions()] == [("reject", "wrong sense")]
    assert "rejected" in page.inner_text(".opened")
    press(page, "q")
    assert page.inner_text("#words .coded") != ""
    press(page, "g")
    assert page.url.split("?")[0].endswith("/transcript/a%20b/one")


def test_stripes_stand_beside_their_words_and_dimming_is_kept(served: Served, visit: Callable[..., Any]) -> None:
    page = visit(served, "/transcript/a%20b/one?dim=1&turn=2")
    page.wait_for_selector(".stripe.placed")
    stripe, words = page.locator(".stripe").bounding_box(), page.locator("#t2 .on").first.bounding_box()
    assert abs(stripe["y"] - words["y"]) < 4
    press(page, "Shift+End", "c", "Enter")
    assert "dim" in page.get_attribute("#transcript", "class")


def test_axe_finds_nothing(undecided: Served, visit: Callable[..., Any], find_faults: Any) -> None:
    for width, colour_scheme in LOOKS:
        page = visit(undecided, "/transcripts", width=width, colour_scheme=colour_scheme)
        assert find_faults(page) == []
        page.goto(undecided.host + "/transcript/a%20b/one?find=it&dim=1&kind=suggested&kind=dropped")
        assert find_faults(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("k")
        page.keyboard.press("o")
        page.wait_for_selector(".opened-one")
        open_panels(page)
        assert find_faults(page) == []


def test_a_round_table_of_twenty_thousand_words_is_there_within_a_second(
    undecided: Served, visit: Callable[..., Any]
) -> None:
    page = visit(undecided, "/transcript/table?turn=400")
    took = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert took < 4_000  # it is a fifth of that where nothing else runs
    page.keyboard.press("Shift+ArrowDown")
    assert page.evaluate("document.querySelector('.here').id") == "t400"
    assert page.evaluate("document.querySelector('.here').getBoundingClientRect().top") > 0
