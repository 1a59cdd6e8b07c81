"""What the tests share: small studies, the sample study, and a watch that lets no connection out."""

from __future__ import annotations

import ipaddress
import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from tests.desks import PASSPHRASE, Desk, find_by_roster
from tests.made_studies import write_study

from interview_coder import Run, Study

REPOSITORY = Path(__file__).parent.parent

# no deadline: a slow computer is no bug; derandomised: the same tests on every run
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.load_profile("suite")

EXAMPLE_CODEBOOK = """\
title: Living in the tower
themes:
  - id: cost
    codes:
      - id: rising_rent
        match: [rent NEAR went up]
  - id: trust
    codes:
      - id: broken_trust
        match: [promise* NEAR repair]
"""
EXAMPLE_TRANSCRIPT = """\
INTERVIEWER: Has the rent gone up? And what of the promised repairs?

P01: Well, the rent went up twice in one year. The view is good.

P02: They promised a repair, and nobody came.
"""
EXAMPLE_PARTICIPANTS = "participant,stakeholder_type\nP01,tenant\nP02,tenant\n"


@pytest.fixture
def make_study(tmp_path: Path) -> Callable[..., Path]:
    """Write a study folder: ``make_study(codebook, files, participants=None, settings=None)``; files go to corpus/."""
    numbers = count(1)

    def make(
        codebook: str,
        files: dict[str, str | bytes],
        participants: str | None = None,
        settings: str | None = None,
    ) -> Path:
        root = tmp_path / f"study_{next(numbers)}"
        write_study(root, files, codebook, participants, settings)
        return root

    return make


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A folder of originals and a study without a corpus, with a search for names that needs no language model."""
    monkeypatch.setenv("INTERVIEW_CODER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("interview_coder.pseudonymising.finding.find_names", find_by_roster)
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def sample_study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A copy of the sample study, without what earlier runs left in it."""
    root = tmp_path_factory.mktemp("sample") / "study"
    root.mkdir()
    for name in ("codebook.yml", "study.yml"):
        shutil.copy(REPOSITORY / name, root)
    shutil.copytree(REPOSITORY / "corpus", root / "corpus")
    return Study.open(root)


@pytest.fixture(scope="session")
def sample_run(sample_study: Study) -> Run:
    """The sample study, run once, with its outputs written."""
    run = sample_study.run()
    run.write()
    return run


@pytest.fixture(scope="session")
def sample_outputs(sample_run: Run) -> Path:
    """The folder with the files that a run of the sample study writes."""
    return sample_run.inputs.folder.outputs


_attempts: list[str] = []


@pytest.fixture
def connection_attempts() -> list[str]:
    """What the watch has stopped so far; a test that meant it clears the list."""
    return _attempts


def _watch_sockets(event: str, args: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    host = _host_asked_for(event, args)
    if host is not None and not _is_loopback(host):
        _attempts.append(f"{event} {host}")
        pytest.fail(f"a connection beyond the loopback was tried: {event} {host}")


def _host_asked_for(event: str, args: tuple[Any, ...]) -> str | None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        return str(address[0]) if isinstance(address, tuple) else None  # a path or None names no other computer
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = args[0]
        return host.decode() if isinstance(host, bytes) else host
    return None


def _is_loopback(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Everywhere:
    """Fixtures for the examples in ``src/`` as well, which the fixtures of this folder would not reach."""

    @pytest.fixture(autouse=True)
    @staticmethod
    def stay_offline() -> Iterator[None]:
        """Fail a test that tried to connect, even where the program swallowed the failure."""
        yield
        attempts = tuple(_attempts)
        _attempts.clear()
        assert not attempts

    @pytest.fixture(scope="session", autouse=True)
    @staticmethod
    def example_study(doctest_namespace: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
        """Give the examples in docstrings the study that they speak of."""
        root = tmp_path_factory.mktemp("example") / "study"
        write_study(root, {"interview.txt": EXAMPLE_TRANSCRIPT}, EXAMPLE_CODEBOOK, EXAMPLE_PARTICIPANTS, None)
        doctest_namespace["EXAMPLE_STUDY"] = root


def pytest_configure(config: pytest.Config) -> None:
    """Put the watch up, and register what holds for every test."""
    sys.addaudithook(_watch_sockets)
    config.pluginmanager.register(Everywhere(), "interview_coder_everywhere")
