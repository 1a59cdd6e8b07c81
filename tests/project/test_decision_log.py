"""What people decided is on the disk when they are told so, and stays whatever happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_studies import a_small_study, fresh_outputs, run_as_the_command_does

from interview_coder.errors import InputError
from interview_coder.project.coder_names import choose_coder, is_coder_name
from interview_coder.project.decision_log import append, read_decisions, rewrite
from interview_coder.project.study_folder import StudyFolder

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
CODERS = st.sampled_from(["anna", "ben", "Zoë"])


@pytest.fixture
def folder(tmp_path: Path) -> StudyFolder:
    return StudyFolder(tmp_path)


def write_events(folder: StudyFolder, coder: str, texts: Sequence[str]) -> Path:
    for text in texts:
        append(folder, coder, {"event": "note", "text": text})
    return folder.decisions / f"{coder}.jsonl"


def texts_of(folder: StudyFolder, coder: str = "anna") -> list[str]:
    return [event["text"] for event in read_decisions(folder).events if event["coder"] == coder]


@given(st.lists(st.tuples(CODERS, TEXTS), max_size=8))
def test_what_was_appended_is_read_by_coder_and_in_the_order_in_which_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str]]
) -> None:
    folder = StudyFolder(tmp_path_factory.mktemp("study"))
    for coder, text in written:
        append(folder, coder, {"event": "note", "text": text})
    decisions = read_decisions(folder)
    assert [(one["coder"], one["text"]) for one in decisions.events] == sorted(written, key=lambda one: one[0])
    assert list(decisions.hashes) == sorted({f"decisions/{coder}.jsonl" for coder, _ in written})
    assert not decisions.warnings


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(0))
def test_wherever_the_last_line_is_torn_all_before_it_stays_and_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], cut: int
) -> None:
    folder = StudyFolder(tmp_path_factory.mktemp("study"))
    path = write_events(folder, "anna", texts)
    whole = path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1 if len(texts) > 1 else 0
    left = last + 1 + cut % (len(whole) - last - 2)  # at least a byte of the line, and not all of it
    path.write_bytes(whole[:left])
    assert texts_of(folder) == texts[:-1]
    [warning] = read_decisions(folder).warnings
    assert warning.startswith(f"decisions/anna.jsonl:{len(texts)}: ")
    assert path.read_bytes() == whole[:left]
    append(folder, "anna", {"event": "note", "text": "later"})
    assert texts_of(folder) == [*texts[:-1], "later"]
    assert path.with_name("anna.jsonl.torn").read_bytes() == whole[last:left] + b"\n"
    assert not read_decisions(folder).warnings


def test_a_whole_event_without_a_line_end_counts_and_the_next_begins_a_line(folder: StudyFolder) -> None:
    path = write_events(folder, "anna", ["one"])
    path.write_bytes(path.read_bytes().rstrip())
    assert texts_of(folder) == ["one"]
    append(folder, "anna", {"event": "note", "text": "two"})
    assert texts_of(folder) == ["one", "two"]


def test_lines_that_another_system_ended_are_read(folder: StudyFolder) -> None:
    path = write_events(folder, "anna", ["one", "two"])
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert texts_of(folder) == ["one", "two"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"event": "summ', "the line is no JSON"),
        (b"\xff\xfe", "the line is no JSON"),
        (b'{"event": "note", "coder": "anna", "at": "\\ud800"}', "the line is no JSON"),
        (b"[1]", "the line is no object"),
        (b'{"event": "note", "coder": "anna"}', "the line does not say at"),
        (b'{"event": "note", "coder": "ben", "at": "2026-01-01T00:00:00Z"}', "of another coder"),
        (b'{"event": "note", "coder": "anna", "at": "2030-01-01T00:00:00Z", "v": 2}', "by a newer version"),
        (b'{"event": "note", "coder": "anna", "at": "2026-01-01T00:00:00Z", "v": "1"}', "in which format it is"),
        (b'{"event": "note", "coder": "anna", "at": "2026-01-01T00:00:00Z", "v": 0}', "in which format it is"),
        (b'{"event": "note", "coder": "anna", "at": "2026-01-01T00:00:00Z", "v": true}', "in which format it is"),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_written(folder: StudyFolder, line: bytes, told: str) -> None:
    path = write_events(folder, "anna", ["one", "two"])
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + line + b"\n" + lines[1])
    damaged = path.read_bytes()
    with pytest.raises(InputError, match=told) as failed:
        read_decisions(folder)
    assert str(failed.value).startswith("decisions/anna.jsonl:2: error: ")
    with pytest.raises(InputError, match=told):
        append(folder, "anna", {"event": "note", "text": "three"})
    assert path.read_bytes() == damaged


def test_every_event_says_its_format_and_is_read_without_as_of_the_first(folder: StudyFolder) -> None:
    path = write_events(folder, "anna", ["one"])
    assert json.loads(path.read_bytes())["v"] == 1
    path.write_bytes(path.read_bytes().replace(b', "v": 1', b""))
    assert texts_of(folder) == ["one"]


def test_every_damaged_line_of_every_file_is_told_at_once(folder: StudyFolder) -> None:
    for coder in ("anna", "ben"):
        path = write_events(folder, coder, ["one"])
        path.write_bytes(b"oh\nno\n" + path.read_bytes())
    with pytest.raises(InputError) as failed:
        read_decisions(folder)
    assert len(failed.value.problems) == 4


def test_a_file_that_bears_no_coders_name_is_not_passed_over(folder: StudyFolder) -> None:
    path = write_events(folder, "anna", ["one"])
    path.rename(path.with_name("anna (1).jsonl"))
    with pytest.raises(InputError, match="not named after a coder"):
        read_decisions(folder)


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a b", "x.", ".x", "nul", "COM1.a", "a\n", "a" * 65])
def test_a_name_that_cannot_be_a_files_is_told(folder: StudyFolder, name: str) -> None:
    with pytest.raises(InputError, match="cannot be the name of a coder"):
        append(folder, name, {"event": "note"})
    assert not folder.decisions.exists()


@given(st.text(max_size=70))
def test_whatever_may_be_a_coders_name_stays_within_its_folder(name: str) -> None:
    if is_coder_name(name):
        path = Path("decisions") / f"{name}.jsonl"
        assert path.parent == Path("decisions")
        assert path.stem == name


def test_two_spellings_that_some_computers_take_for_one_are_told(folder: StudyFolder) -> None:
    write_events(folder, "anna", ["one"])
    with pytest.raises(InputError, match="write --coder anna"):
        append(folder, "Anna", {"event": "note"})


def test_who_gives_no_name_is_called_as_when_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "dana")
    assert choose_coder(None) == "dana"


_WRITER = """
import sys
from pathlib import Path
from interview_coder.project.decision_log import append
from interview_coder.project.study_folder import StudyFolder
for number in range(int(sys.argv[3])):
    append(StudyFolder(Path(sys.argv[1])), sys.argv[2], {"event": "note", "text": str(number), "long": "x" * 5000})
    print(number, flush=True)
"""


def start_writer(folder: StudyFolder, coder: str, most: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _WRITER, folder.root, coder, str(most)], stdout=subprocess.PIPE)


@pytest.mark.skipif(os.name != "posix", reason="only there a program can be killed so")
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_loses_nothing_that_it_said_was_written(folder: StudyFolder, seed: int) -> None:
    writer = start_writer(folder, "anna", 100_000)
    assert writer.stdout is not None
    said = [writer.stdout.readline()]
    time.sleep(Random(seed).random() / 20)  # noqa: S311
    writer.send_signal(signal.SIGKILL)
    said += writer.stdout.readlines()
    writer.stdout.close()
    writer.wait()
    n_said = len([line for line in said if line.endswith(b"\n")])
    append(folder, "anna", {"event": "note", "text": "after"})
    *found, last = texts_of(folder)
    assert found == [str(number) for number in range(len(found))]
    assert n_said <= len(found) <= n_said + 1
    assert last == "after"


def test_two_who_write_at_once_lose_nothing(folder: StudyFolder) -> None:
    writers = [start_writer(folder, "anna", 40) for _ in range(3)]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert sorted(texts_of(folder)) == sorted(str(number) for number in range(40) for _ in writers)


def test_a_disk_that_fails_leaves_the_file_as_it_was(folder: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_events(folder, "anna", ["one"])
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(InputError, match="No space left"):
        append(folder, "anna", {"event": "note", "text": "two"})
    assert path.read_bytes() == before


def test_outputs_depend_on_decisions_and_are_current_until_one_is_added(tmp_path: Path) -> None:
    study = a_small_study(tmp_path / "study")
    study.run().write()
    append(study.folder, "anna", {"event": "note", "text": "one"})
    assert study.read_manifest() is None
    made = run_as_the_command_does(study)
    assert made == fresh_outputs(study)
    manifest = study.read_manifest()
    assert manifest is not None
    assert "decisions/anna.jsonl" in manifest["inputs"]


def test_a_torn_line_is_a_warning_of_the_run_and_of_check(tmp_path: Path) -> None:
    study = a_small_study(tmp_path / "study")
    path = write_events(study.folder, "anna", ["one"])
    path.write_bytes(path.read_bytes() + b'{"event"')
    assert any("decisions/anna.jsonl:2" in one for one in study.run().results.warnings)
    assert any("decisions/anna.jsonl:2" in one for one in study.check()[1].warnings)


def test_damage_stops_a_run_and_check_tells_it(tmp_path: Path) -> None:
    study = a_small_study(tmp_path / "study")
    path = write_events(study.folder, "anna", ["one"])
    path.write_bytes(b"oh no\n" + path.read_bytes())
    with pytest.raises(InputError, match=r"decisions/anna\.jsonl:1"):
        study.run()
    assert [str(one.place) for one in study.check()[1].problems] == ["decisions/anna.jsonl:1"]


def test_what_is_appended_says_who_and_when(folder: StudyFolder) -> None:
    event = append(folder, "anna", {"event": "note", "text": "one"})
    assert event["coder"] == "anna"
    assert event["at"].endswith("Z")
    [line] = (folder.decisions / "anna.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == event


def test_what_is_taken_out_is_gone_and_all_else_stays_to_the_byte(folder: StudyFolder) -> None:
    write_events(folder, "anna", ["one", "two"])
    ben = write_events(folder, "ben", ["three"])
    before = (folder.decisions / "anna.jsonl").read_bytes().splitlines(keepends=True)
    assert rewrite(folder, lambda events: {n: None for n, one in enumerate(events) if one["text"] != "two"}) == 2
    assert (folder.decisions / "anna.jsonl").read_bytes() == before[1]
    assert not ben.exists()


def test_an_event_that_becomes_another_stands_where_it_stood(folder: StudyFolder) -> None:
    write_events(folder, "anna", ["one", "two", "three"])
    assert rewrite(folder, lambda events: {1: events[1] | {"text": "other"}}) == 0
    assert texts_of(folder) == ["one", "other", "three"]


def test_what_was_never_written_to_its_end_goes_with_what_is_taken_out(folder: StudyFolder) -> None:
    path = write_events(folder, "anna", ["one"])
    before = path.read_bytes()
    path.write_bytes(before + b'{"event": "no')
    path.with_name("anna.jsonl.torn").write_bytes(b"{\n")
    path.with_name("anna.jsonl.writing").write_bytes(before)
    assert rewrite(folder, lambda _: {}) == 0
    assert [one.name for one in folder.decisions.iterdir()] == ["anna.jsonl"]
    assert path.read_bytes() == before


def test_nothing_is_taken_out_where_the_disk_is_full(folder: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_events(folder, "anna", ["one", "two"])
    before = path.read_bytes()
    monkeypatch.setattr("os.fsync", _fail)
    with pytest.raises(InputError, match="decisions cannot be rewritten"):
        rewrite(folder, lambda _: {0: None})
    assert path.read_bytes() == before


def _fail(*_: object) -> None:
    raise OSError(28, "No space left on device")
