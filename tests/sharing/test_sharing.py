"""Decisions that a team exchanges: none is lost, none is changed, whatever order people share in."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder import InputError
from interview_coder.errors import Place, Problem
from interview_coder.project.decision_log import append, read_decisions, rewrite
from interview_coder.project.study_folder import StudyFolder
from interview_coder.sharing.background import Sharer
from interview_coder.sharing.exchanging import exchange
from interview_coder.sharing.postgres import PostgresServer, connect

CODERS = ("anna", "ben", "Zoë")


class ServerInMemory:
    """What the table does, without a table."""

    def __init__(self) -> None:
        self.lines: dict[str, list[bytes]] = {}

    def count_lines(self) -> Mapping[str, int]:
        return {coder: len(lines) for coder, lines in self.lines.items()}

    def read_lines(self, coder: str, first: int, last: int) -> Sequence[bytes]:
        return self.lines.get(coder, [])[first:last]

    def add_lines(self, coder: str, first: int, lines: Sequence[bytes]) -> None:
        own = self.lines.setdefault(coder, [])
        if len(own) != first:
            raise InputError(Problem("meanwhile", Place(coder), "again"))
        own += lines


def make_desks(folder: Path) -> dict[str, StudyFolder]:
    desks = {coder: StudyFolder(folder / str(number)) for number, coder in enumerate(CODERS)}
    for desk in desks.values():
        desk.root.mkdir()
    return desks


def note(desk: StudyFolder, coder: str, text: str) -> None:
    append(desk, coder, {"event": "note", "text": text})


@given(
    st.lists(st.tuples(st.sampled_from(CODERS), st.sampled_from(["decide", "share"]), st.text(max_size=5)), max_size=30)
)
@settings(max_examples=30, deadline=None)
def test_after_all_have_shared_all_have_all_and_their_own_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    desks, server = make_desks(tmp_path_factory.mktemp("team")), ServerInMemory()
    said: dict[str, list[str]] = {coder: [] for coder in CODERS}
    for coder, step, text in steps:
        if step == "share":
            exchange(desks[coder], server)
        else:
            text = text.encode("utf-8", "ignore").decode()
            note(desks[coder], coder, text)
            said[coder].append(text)
    for coder in (*CODERS, *CODERS):
        exchange(desks[coder], server)
    for desk in desks.values():
        events = read_decisions(desk).events
        assert {coder: [one["text"] for one in events if one["coder"] == coder] for coder in CODERS} == said
    contents = [{path.name: path.read_bytes() for path in desk.decision_paths()} for desk in desks.values()]
    assert contents[0] == contents[1] == contents[2]
    nothing = exchange(desks["anna"], server)
    assert not nothing.sent
    assert not nothing.received


def test_one_name_on_two_computers_is_told_with_its_line_and_others_are_exchanged(tmp_path: Path) -> None:
    desks, server = make_desks(tmp_path), ServerInMemory()
    note(desks["anna"], "anna", "mine")
    note(desks["ben"], "anna", "not hers")
    note(desks["ben"], "ben", "his")
    exchange(desks["anna"], server)
    before = (desks["ben"].decisions / "anna.jsonl").read_bytes()
    with pytest.raises(InputError, match=r"decisions/anna\.jsonl:1: error: the line is another than on the server"):
        exchange(desks["ben"], server)
    assert (desks["ben"].decisions / "anna.jsonl").read_bytes() == before
    assert server.count_lines() == {"anna": 1, "ben": 1}


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_what_went_when_somebody_withdrew_never_comes_back(tmp_path: Path, gone: int) -> None:
    desks, server = make_desks(tmp_path), ServerInMemory()
    for number in range(3):
        note(desks["anna"], "anna", f"note {number}")
    exchange(desks["anna"], server)
    exchange(desks["ben"], server)
    assert rewrite(desks["anna"], lambda _: {gone: None}) == 1
    left = (desks["anna"].decisions / "anna.jsonl").read_bytes()
    note(desks["anna"], "Zoë", "hers")
    with pytest.raises(InputError, match="the server still has 1 line of anna about somebody who withdrew"):
        exchange(desks["anna"], server)
    assert (desks["anna"].decisions / "anna.jsonl").read_bytes() == left
    assert b"note" not in (desks["anna"].decisions / ".withdrawn").read_bytes()
    assert server.count_lines() == {"anna": 3, "Zoë": 1}
    del server.lines["anna"]
    exchange(desks["anna"], server)
    assert server.count_lines() == {"anna": 2, "Zoë": 1}
    # Somebody's old copy is longer: where only its end went, nothing on that computer can know. Here it is refused.
    with contextlib.suppress(InputError):
        exchange(desks["ben"], server)
    assert server.count_lines() == {"anna": 2 if gone < 2 else 3, "Zoë": 1}
    if gone == 2:
        with pytest.raises(InputError, match="about somebody who withdrew"):
            exchange(desks["anna"], server)
    assert (desks["anna"].decisions / "anna.jsonl").read_bytes() == left


def test_an_old_copy_that_has_come_back_is_not_sent(tmp_path: Path) -> None:
    desks, server = make_desks(tmp_path), ServerInMemory()
    note(desks["anna"], "anna", "note 0")
    note(desks["anna"], "anna", "note 1")
    path = desks["anna"].decisions / "anna.jsonl"
    old = path.read_bytes()
    assert rewrite(desks["anna"], lambda _: {1: None}) == 1
    path.write_bytes(old)  # as a synced folder does
    with pytest.raises(InputError, match="1 line about somebody who withdrew"):
        exchange(desks["anna"], server)
    assert server.count_lines() == {}


def test_what_is_no_event_of_a_coder_is_not_taken_from_the_server(tmp_path: Path) -> None:
    desks, server = make_desks(tmp_path), ServerInMemory()
    server.lines["ben"] = [b'{"event": "note", "coder": "anna", "at": "2026"}']
    server.lines["../ben"] = [b"{}"]
    with pytest.raises(InputError) as told:
        exchange(desks["anna"], server)
    assert len(told.value.problems) == 2
    assert desks["anna"].decision_paths() == []


def test_a_real_server_keeps_lines_in_order_and_takes_no_line_twice(team_server: str, tmp_path: Path) -> None:
    desks = make_desks(tmp_path)
    for number in range(3):
        note(desks["anna"], "anna", f"№ {number} “said” \\ \t")
    note(desks["ben"], "ben", "his")
    for coder in ("anna", "ben", "anna"):
        with connect(team_server, "one study") as server:
            exchange(desks[coder], server)
    with connect(team_server, "another study") as other:
        assert other.count_lines() == {}
    for name in ("anna", "ben"):
        files = {(desks[coder].decisions / f"{name}.jsonl").read_bytes() for coder in ("anna", "ben")}
        assert len(files) == 1
    with connect(team_server, "one study") as server:
        with pytest.raises(InputError, match="somebody else shared decisions of anna"):
            server.add_lines("anna", 2, [b"{}", b"{}"])
        assert isinstance(server, PostgresServer)
        assert server.count_lines() == {"anna": 3, "ben": 1}


def test_the_command_shares_as_the_settings_say(team_server: str, tmp_path: Path) -> None:
    root = tmp_path / "s"
    root.mkdir()
    (root / "study.yml").write_text(f'team: {{server: "{team_server}", name: by command}}\n', encoding="utf-8")
    note(StudyFolder(root), "anna", "mine")
    command = [sys.executable, "-m", "interview_coder", "share", str(root)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert told == "Sent: 1 of anna. Received: nothing new.\n"
    again = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert again == "Sent: nothing new. Received: nothing new.\n"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://host/db", "no address of PostgreSQL"),
        ("postgresql://anna:secret@host/db", "holds a password"),
        ("postgresql://anna@host/db?password=secret", "holds a password"),
        ("postgresql://anna@/db?host=/nowhere", "cannot be used"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_without_the_password(address: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as error, connect(address, "s"):
        pass
    assert "secret" not in str(error.value)


def test_the_background_goes_on_after_a_failure_and_exchanges_once_more_at_the_end() -> None:
    calls: list[int] = []

    def share() -> None:
        calls.append(len(calls))
        if len(calls) == 1:
            raise InputError(Problem("the server sleeps", Place("study.yml"), "wait"))

    sharer = Sharer(share, seconds=60)
    sharer.start()
    while not calls or sharer.told == "not shared yet":
        time.sleep(0.01)
    assert sharer.told == "not shared: the server sleeps"
    sharer.stop()
    assert calls == [0, 1]
    assert sharer.told.startswith("shared at ")
