"""``review`` once more on the same study, after a crash, and where it cannot start."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.made_studies import a_small_study, files_below
from tests.review.raw_requests import SECONDS, command_line, serving

from interview_coder.cli import group
from interview_coder.errors import InputError
from interview_coder.review.serving import Watch


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = a_small_study(tmp_path_factory.mktemp("starting") / "study")
    study.run().write()
    return study.folder.root


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "study"))


def fail(study: Path, *words: str) -> str:
    """Return what is told where it cannot start; nothing of the study is changed."""
    before = files_below(study)
    result = CliRunner().invoke(group, ["review", str(study), "--no-browser", *words])
    assert isinstance(result.exception, InputError), result.output
    assert files_below(study) == before
    assert not list((study / ".interview-coder").glob("reviewing-*.json"))
    return str(result.exception)


def test_a_second_one_for_the_same_coder_joins_and_one_for_another_works_beside(study: Path) -> None:
    with serving(study) as first, serving(study) as second, serving(study, "ann") as other:
        assert second.process.wait(SECONDS) == 0
        assert second.address == first.address
        assert other.address.split("?")[0] != first.address.split("?")[0]
        assert first.get("/queue").status == 200
        assert other.get("/queue").status == 200


def test_after_one_was_killed_the_next_starts_and_does_not_send_anybody_to_the_old_place(study: Path) -> None:
    with serving(study) as killed:
        killed.process.send_signal(signal.SIGKILL)
        killed.process.wait(SECONDS)
        assert (study / ".interview-coder" / "reviewing-ben.json").exists()
        with serving(study) as after:
            assert after.token != killed.token
            assert after.get("/queue").status == 200


def test_who_comes_while_one_is_starting_is_told_so(study: Path) -> None:
    Watch(study, "ben").tell("http://127.0.0.1:1/?token=of-one-that-was-killed")
    starting = Watch(study, "ben")
    assert starting.take() is None
    with pytest.raises(InputError, match="another program reviews this study"):
        Watch(study, "ben").take()
    starting.tell("http://127.0.0.1:2/?token=x")
    joined = Watch(study, "ben").take()
    assert joined is not None
    assert joined.address == "http://127.0.0.1:2/?token=x"
    starting.release()
    last = Watch(study, "ben")
    assert last.take() is None
    last.release()


def test_a_port_that_is_taken_is_told(study: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = fail(study, "--coder", "ben", "--port", port)
    assert told.startswith(f"--port: error: the port {port} is taken: ")


def test_without_the_extra_it_says_what_to_install(study: Path) -> None:
    for missing in ("uvicorn", "starlette"):
        blocked = f"import sys; sys.modules[{missing!r}] = None; from interview_coder.cli import main; main()"
        command = [sys.executable, "-c", blocked, "review", str(study), "--coder", "ben"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert 'fix: install it: pip install "interview-coder[review]"' in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["", "a b", "../ben", "con", "x" * 65])
def test_a_name_that_no_coder_can_have_is_told(study: Path, name: str) -> None:
    assert "cannot be the name of a coder" in fail(study, "--coder", name)


def test_another_spelling_of_a_known_coder_is_told_before_anything_is_decided(study: Path) -> None:
    write_line(study, "ben", '{"event": "note", "coder": "ben", "at": "2026-01-01T00:00:00Z"}\n')
    assert "write --coder ben" in fail(study, "--coder", "Ben")


def write_line(study: Path, coder: str, line: str) -> Path:
    path = study / "decisions" / f"{coder}.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text(line, encoding="utf-8")
    return path


def test_all_problems_of_all_files_are_told_at_once(study: Path) -> None:
    codebook = (study / "codebook.yml").read_text(encoding="utf-8")
    (study / "codebook.yml").write_text(codebook.replace("match:", "mtach:", 1), encoding="utf-8")
    write_line(study, "ann", "no\n" + "\n")
    write_line(study, "ben", 'oh\nno\n{"event": "note", "coder": "ben", "at": "2026-01-01T00:00:00Z"}\n')
    told = fail(study, "--coder", "ben")
    assert "codebook.yml:" in told
    assert "decisions/ben.jsonl:1: error: the line is no JSON" in told
    assert "decisions/ben.jsonl:2: error: the line is no JSON" in told


def test_decisions_of_a_newer_program_are_refused_and_left_as_they_are(study: Path) -> None:
    path = write_line(study, "ben", '{"event": "coding", "coder": "ben", "at": "2030-01-01T00:00:00Z", "v": 2}\n')
    told = fail(study, "--coder", "ben")
    assert told.startswith("decisions/ben.jsonl:1: error: the line was written by a newer version of this program")
    assert "install that version" in told
    assert path.read_text(encoding="utf-8").endswith('"v": 2}\n')


def test_a_study_into_which_nothing_can_be_written_is_told(study: Path) -> None:
    shutil.rmtree(study / ".interview-coder")
    (study / ".interview-coder").write_text("a file, where a folder should be")
    assert "nothing can be written into the study" in fail(study, "--coder", "ben")


def test_a_line_that_was_never_written_to_its_end_is_told_and_set_aside_at_the_next_decision(study: Path) -> None:
    path = write_line(study, "ben", '{"event": "note", "coder": "ben", "at": "2026-01-01T00:00:00Z"}\n{"event": "co')
    with serving(study) as server:
        item = server.get("/queue").body.split('name="id" value="')[1].split('"')[0]
        assert server.post("/queue/decide", {"id": item, "act": "accept"}).status == 303
    assert [line[:15] for line in path.read_text(encoding="utf-8").splitlines()] == [
        '{"event": "note',
        '{"event": "codi',
    ]
    assert path.with_name("ben.jsonl.torn").read_text(encoding="utf-8") == '{"event": "co\n'
    path.write_text(path.read_text(encoding="utf-8") + '{"ev', encoding="utf-8")
    command = command_line("review", study, "--coder", "ben", "--no-browser")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        process.terminate()
        assert (
            "decisions/ben.jsonl:3: the last line was never written to its end"
            in process.communicate(timeout=SECONDS)[1]
        )
        assert "http" in told
