"""A real PostgreSQL, started for the tests where Debian's package is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_TOLD = "PostgreSQL is not installed here (Debian: apt install postgresql): the team's server is not tested"


def _find_program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@pytest.fixture(scope="session")
def team_server() -> Iterator[str]:
    """Give the address of a server that nobody else uses; it listens on a socket in a folder, and on no port."""
    initdb, control = _find_program("initdb"), _find_program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip(_TOLD)
    folder = Path(tempfile.mkdtemp(prefix="ic-pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # it refuses to be run by root
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def call(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder, timeout=120)

    try:
        call(initdb, "--pgdata", str(data), "--username", "team", "--auth", "trust", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        call(control, "start", "--pgdata", str(data), "--wait", "--log", str(folder / "log"), "--options", options)
        yield f"postgresql://team@/postgres?host={folder}"
    finally:
        subprocess.run(
            [*as_user, control, "stop", "--pgdata", str(data), "--mode", "immediate"],
            check=False,
            capture_output=True,
            cwd=folder,
            timeout=120,
        )
        shutil.rmtree(folder, ignore_errors=True)
