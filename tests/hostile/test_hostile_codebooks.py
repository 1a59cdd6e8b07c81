"""Hostile codebooks end in seconds and a gigabyte, rightly read or with a clear error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from tests.hostile.hostile_codebooks import HOSTILE

REPOSITORY = Path(__file__).parents[2]
# every thread of a library takes address space, and of that there is a limit
ENVIRONMENT = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@cache
def outcomes() -> dict[str, int | str]:
    """Apply all cases in processes of their own; a case that ends its process is told as such, and the next begun."""
    found: dict[str, int | str] = {}
    while rest := [name for name in HOSTILE if name not in found]:
        command = [sys.executable, "-m", "tests.hostile.hostile_codebooks", *rest]
        done = subprocess.run(
            command, cwd=REPOSITORY, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
        )
        found |= dict(json.loads(line) for line in done.stdout.splitlines())
        if done.returncode:
            ended = next(name for name in HOSTILE if name not in found)
            found[ended] = f"the process ended with {done.returncode}: {done.stderr[-500:]}"
    return found


def test_there_are_at_least_forty_cases() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_codebook_is_rightly_read_or_told(name: str) -> None:
    came, wanted = outcomes()[name], HOSTILE[name].outcome
    if isinstance(wanted, int):
        assert came == wanted
    else:
        assert isinstance(came, str)
        assert wanted in came
        assert came.startswith("codebook.yml")
        assert "fix: " in came
