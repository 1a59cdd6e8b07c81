"""The index says what the files say, whatever became of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.model.review import Anchor
from interview_coder.project.decision_log import Pen, append, read_decisions
from interview_coder.project.study_folder import StudyFolder
from interview_coder.reviewing.event_index import EventIndex
from interview_coder.standing.anchoring import Lost
from interview_coder.standing.standings import Found

INDEX = Path(".interview-coder") / "review.sqlite"
ANCHOR = Anchor("a", "0" * 12, 1, "P01", 3, 7, "rent", "The", "rose", 1, 1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "by hand", "refresh", "other", "open"]), st.integers(0, 2)), max_size=14
)
CODERS = ("ann", "ben", "Zoë")


@pytest.fixture
def folder(tmp_path: Path) -> StudyFolder:
    folder = StudyFolder(tmp_path)
    for coder in CODERS:
        for number in range(20):
            append(folder, coder, {"event": "note", "text": f"{coder} {number}", "code": "a"})
    return folder


def notes(index: EventIndex, coder: str | None = None) -> list[str]:
    return [event["text"] for event in index.events("note", coder)]


def in_files(folder: StudyFolder) -> list[str]:
    return [event["text"] for event in read_decisions(folder).events]


def check(folder: StudyFolder) -> None:
    """Open the index as a new program would, and compare it with the files."""
    with closing(EventIndex(folder)) as index:
        index.refresh()
        assert notes(index) == in_files(folder)
        assert index.refresh() == set()


@pytest.fixture
def kept(folder: StudyFolder) -> Path:
    check(folder)
    return folder.root / INDEX


def check_now_and_later(folder: StudyFolder) -> None:
    check(folder)
    append(folder, "ben", {"event": "note", "text": "later"})
    check(folder)


def test_one_that_was_deleted_is_made_again(kept: Path, folder: StudyFolder) -> None:
    kept.unlink()
    check_now_and_later(folder)


def test_one_of_another_version_is_made_again(kept: Path, folder: StudyFolder) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("PRAGMA user_version = 99")
    check_now_and_later(folder)


def test_one_that_is_behind_catches_up(kept: Path, folder: StudyFolder) -> None:
    before = kept.read_bytes()
    append(folder, "ann", {"event": "note", "text": "new"})
    (folder.decisions / "Zoë.jsonl").unlink()
    check(folder)
    kept.write_bytes(before)
    check_now_and_later(folder)


def test_one_that_is_no_file_or_cannot_be_written_is_kept_in_memory(kept: Path, folder: StudyFolder) -> None:
    kept.unlink()
    kept.mkdir()
    check_now_and_later(folder)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_one_that_was_cut_off_is_made_again(kept: Path, folder: StudyFolder, share: float) -> None:
    raw = kept.read_bytes()
    kept.write_bytes(raw[: int(len(raw) * share)])
    check_now_and_later(folder)


@settings(max_examples=40)
@given(st.integers(0))
def test_one_in_which_any_byte_is_wrong_says_what_the_files_say(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = StudyFolder(tmp_path_factory.mktemp("study"))
    for number in range(12):
        append(folder, "ben", {"event": "note", "text": f"note {number}"})
    check(folder)
    path, random = folder.root / INDEX, Random(seed)  # noqa: S311
    raw = bytearray(path.read_bytes())
    used = [place for place, byte in enumerate(raw) if byte]
    for place in random.sample(used, random.choice([1, 1, 5])):
        raw[place] ^= random.randrange(1, 256)
    path.write_bytes(raw)
    check(folder)


def test_a_disk_that_fails_under_it_loses_nothing(folder: StudyFolder) -> None:
    index, pen = EventIndex(folder), Pen(folder, "ben")
    assert index.refresh() == set(CODERS)
    index._connection.execute("PRAGMA query_only = ON")  # as a disk that became full or read-only
    index.add(pen.append({"event": "note", "text": "one"}), pen.path)
    assert index.refresh() == {"ben"}
    assert notes(index, "ben")[-1] == "one"
    index.close()


def test_who_holds_it_for_long_keeps_nobody_from_deciding(folder: StudyFolder) -> None:
    check(folder)
    with closing(sqlite3.connect(folder.root / INDEX, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        check(folder)


def test_damaged_files_are_told_and_not_hidden_by_the_index(folder: StudyFolder) -> None:
    check(folder)
    path = folder.decisions / "ben.jsonl"
    path.write_bytes(b"no\n" + path.read_bytes())
    with closing(EventIndex(folder)) as index, pytest.raises(InputError, match=r"ben\.jsonl:1"):
        index.refresh()


@given(STEPS)
def test_programs_that_share_it_all_see_what_stands_in_the_files_and_whose_changed(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = StudyFolder(tmp_path_factory.mktemp("study"))
    folder.decisions.mkdir()
    indexes = [EventIndex(folder), EventIndex(folder)]
    pens = [Pen(folder, coder) for coder in CODERS]
    own: list[dict[str, list[str]]] = [{}, {}]

    def catch_up(which: int) -> None:
        for coder in indexes[which].refresh():
            own[which][coder] = notes(indexes[which], coder)

    for number, (step, who) in enumerate(steps):
        text = {"event": "note", "text": str(number)}
        if step == "add":  # as a desk does
            event = pens[who].append(text)
            indexes[0].add(event, pens[who].path)
            own[0].setdefault(CODERS[who], []).append(event["text"])
            catch_up(0)
        elif step == "by hand":
            append(folder, CODERS[who], text)
        elif step == "open":
            indexes[1].close()
            indexes[1], own[1] = EventIndex(folder), {}
        else:
            catch_up(0 if step == "refresh" else 1)
    expected: dict[str, list[str]] = {}
    for event in read_decisions(folder).events:
        expected.setdefault(event["coder"], []).append(event["text"])
    for which in (0, 1):
        catch_up(which)
        assert {coder: texts for coder, texts in own[which].items() if texts} == expected
        indexes[which].close()


def test_a_place_is_remembered_as_it_was_found_or_looked_for_again(folder: StudyFolder) -> None:
    asked: list[Anchor] = []

    def find(anchor: Anchor) -> Found | Lost:
        asked.append(anchor)
        return Found("a", 3, 7) if anchor == ANCHOR else Lost("gone")

    other = ANCHOR._replace(text="rant")
    for _ in range(2):
        with closing(EventIndex(folder)) as index:
            recall = index.remember_places(find, {"a": "key"})
            assert recall(ANCHOR) == Found("a", 3, 7)
            assert recall(other) == Lost("gone")
    assert asked == [ANCHOR, other]
    with closing(sqlite3.connect(folder.root / INDEX)) as connection, connection:
        connection.execute("UPDATE places SET start = 4, end = 8")
    with closing(EventIndex(folder)) as index:
        recall = index.remember_places(find, {"a": "key"})
        assert recall(ANCHOR) == Found("a", 3, 7)
        assert index.remember_places(find, {"a": "another"})(ANCHOR) == Found("a", 3, 7)
    assert len(asked) == 4
