"""No decision is lost that was acknowledged: killed servers, full disks, two browsers, two programs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.made_studies import a_small_study, seeded
from tests.review.raw_requests import SECONDS, Server, command_line, serving

from interview_coder import Study
from interview_coder.project.decision_log import read_decisions
from interview_coder.project.study_folder import StudyFolder

N_KILLS = 50
ACTS = ("accept", "reject", "memo", "defer", "recode", "undo")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = a_small_study(tmp_path_factory.mktemp("lost") / "study")
    study.run().write()
    return study.folder.root


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "study"))


def suggestions(study: Path) -> list[str]:
    lines = (study / "outputs" / "codings.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def post(connection: HTTPConnection, server: Server, path: str, fields: dict[str, str]) -> int:
    headers = {
        "Host": server.host,
        "Origin": f"http://{server.host}",
        "Cookie": server.cookie.removeprefix("Cookie: "),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", path, urlencode(fields), headers)
    response = connection.getresponse()
    response.read()
    return response.status


def decide_on_and_on(server: Server, items: list[str], name: str, most: int = 10_000) -> Iterator[tuple[str, str]]:
    """Yield act and note of every decision that was acknowledged, until the server is gone."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    with closing(connection), suppress(OSError, HTTPException):
        for number in range(most):
            act = ACTS[number % len(ACTS)]
            note = f"{name}-{number}"
            fields = {"id": items[number % len(items)], "act": act, "note": note, "reason": "other"}
            code = {"recode": "code_0" if number % 2 else "code_1"}.get(act, "")
            status = post(
                connection, server, "/queue/undo" if act == "undo" else "/queue/decide", fields | {"to_code": code}
            )
            if status == 303:
                yield act, note
            else:
                assert status == 400, "only a code that is already the suggestion's own may be refused"
                assert act == "recode"


def events_of(study: Path, coder: str = "ben") -> list[dict[str, Any]]:
    path = study / "decisions" / f"{coder}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@contextmanager
def forking() -> Iterator[Any]:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("fork_servers.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def start(forks: Any, study: Path) -> tuple[Server, int]:
    forks.stdin.write(f"{study}\t--coder\tben\t--no-browser\n")
    forks.stdin.flush()
    told = [forks.stdout.readline(), forks.stdout.readline()]
    [pid] = [int(line) for line in told if line.strip().isdigit()]
    [address] = [line.split(": ")[1].strip() for line in told if "http" in line]
    return Server(study, "ben", address, None), pid


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be copied")
def test_fifty_servers_that_are_killed_at_any_moment_lose_nothing_that_they_acknowledged(study: Path) -> None:
    random, items = seeded("kill"), suggestions(study)
    acknowledged: list[tuple[str, str]] = []
    with forking() as forks:
        for number in range(N_KILLS):
            server, pid = start(forks, study)
            delay = random.random() ** 2 * 0.4
            timer = threading.Timer(delay, os.kill, (pid, signal.SIGKILL))
            timer.start()
            acknowledged += decide_on_and_on(server, items, f"{number}")
            timer.join()
    events = events_of(study)
    kept = {event["note"] for event in events if "note" in event}
    assert len(acknowledged) > N_KILLS
    assert [note for act, note in acknowledged if act != "undo" and note not in kept] == []
    assert sum(event["act"] == "undo" for event in events) >= sum(act == "undo" for act, _ in acknowledged)
    assert len(events) <= len(acknowledged) + N_KILLS
    assert [event["id"] for event in events] == list(dict.fromkeys(event["id"] for event in events))
    decisions = read_decisions(StudyFolder(study))
    assert not decisions.warnings
    assert len(decisions.events) == len(events)
    Study.open(study).run().write()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs limits that can be set from outside")
def test_a_full_disk_is_told_on_the_page_and_loses_nothing(study: Path) -> None:
    import resource

    first, second, *_ = suggestions(study)
    with serving(study) as server:
        assert server.post("/queue/decide", {"id": first, "act": "accept"}).status == 303
        path = study / "decisions" / "ben.jsonl"
        before = path.read_bytes()
        for left in (0, 1, 100):
            limits = (len(before) + left, resource.RLIM_INFINITY)
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)
            answer = server.post("/queue/decide", {"id": second, "act": "reject", "reason": "other"})
            assert answer.status == 400
            assert "The decision cannot be written" in answer.body
            assert "nothing was added" in answer.body.casefold()
            assert path.read_bytes() == before
            assert server.get("/queue").status == 200
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert server.post("/queue/decide", {"id": second, "act": "reject", "reason": "other"}).status == 303
        assert server.get("/queue").status == 200
    assert path.read_bytes().startswith(before)
    assert [event["act"] for event in events_of(study)] == ["accept", "reject"]
    assert not path.with_name("ben.jsonl.torn").exists()


def test_two_browsers_at_once_lose_nothing(study: Path) -> None:
    items = suggestions(study)
    acknowledged: dict[str, list[tuple[str, str]]] = {}
    with serving(study) as server:

        def work(name: str) -> None:
            acknowledged[name] = list(decide_on_and_on(server, items, name, most=60))

        threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b", "c")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    events = events_of(study)
    kept = {event["note"] for event in events if "note" in event}
    notes = {note for some in acknowledged.values() for act, note in some if act != "undo"}
    assert all(len(some) > 40 for some in acknowledged.values())
    assert notes == kept
    assert not read_decisions(StudyFolder(study)).warnings


ADD = """
import sys, time
from pathlib import Path
from interview_coder.project.decision_log import append
from interview_coder.project.study_folder import StudyFolder
number = 0
while not Path(sys.argv[2]).exists():
    append(StudyFolder(Path(sys.argv[1])), "ben", {"event": "note", "text": f"other-{number}"})
    number += 1
    time.sleep(0.01)
print(number)
"""


def test_the_page_and_the_command_line_write_into_one_file_and_lose_nothing(study: Path, tmp_path: Path) -> None:
    items, path = suggestions(study), study / "decisions" / "ben.jsonl"
    with serving(study) as server:
        command = [sys.executable, "-c", ADD, str(study), str(tmp_path / "stop")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
            try:
                while not path.exists() and other.poll() is None:
                    time.sleep(0.01)
                acknowledged = list(decide_on_and_on(server, items, "page", most=60))
            finally:
                (tmp_path / "stop").touch()
            n_others = int(other.communicate(timeout=SECONDS)[0])
        summary = command_line("summary", "tenant", "cost", study, "--text", "Rents rise.", "--coder", "ben")
        subprocess.run(summary, check=True, capture_output=True)
        acknowledged += decide_on_and_on(server, items, "later", most=6)
    events = events_of(study)
    assert [event["text"] for event in events if event["event"] == "note"] == [f"other-{n}" for n in range(n_others)]
    assert [event["event"] for event in events].count("coding") == len(acknowledged)
    assert {note for act, note in acknowledged if act != "undo"} <= {event.get("note") for event in events}
    assert [event["text"] for event in events if event["event"] == "summary"] == ["Rents rise."]


def test_a_run_beside_the_page_leaves_it_working(study: Path) -> None:
    item = suggestions(study)[0]
    with serving(study) as server:
        assert server.post("/queue/decide", {"id": item, "act": "reject", "reason": "other"}).status == 303
        done = subprocess.run(command_line("run", study), capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert item not in suggestions(study)
        assert server.get(f"/queue?at={item}&state=all").status == 200
        assert server.post("/queue/undo", {}).status == 303
        assert server.get("/queue").status == 200
