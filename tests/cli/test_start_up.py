"""Asking for help costs next to nothing: what only a run needs is loaded by a run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from interview_coder.cli import COMMANDS

HEAVY = ("spacy", "pandas", "sklearn", "numpy", "pydantic", "jinja2")
MOST_SECONDS = 0.3

ASK = """
import atexit, sys, time
atexit.register(lambda: print(time.process_time(), *sorted(name for name in sys.modules if "." not in name)))
from interview_coder.__main__ import main
sys.argv = ["interview-coder", *sys.argv[1:]]
main()
"""


def ask(*arguments: str) -> tuple[float, set[str]]:
    """Return the CPU seconds of a process that was asked something, and the modules that it loaded."""
    told = subprocess.run([sys.executable, "-c", ASK, *arguments], capture_output=True, text=True, check=True).stdout
    seconds, *modules = told.splitlines()[-1].split()
    return float(seconds), set(modules)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    _, modules = ask(*arguments)
    assert modules.isdisjoint(HEAVY)
    assert "interview_coder" in modules


def test_help_costs_under_three_tenths_of_a_second_of_cpu() -> None:
    # the best of three: another program may have the processor
    assert min(ask("--help")[0] for _ in range(3)) < MOST_SECONDS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_loads_no_language_no_tables_and_no_clustering(name: str) -> None:
    _, modules = ask(name, "--help")
    assert modules.isdisjoint({"spacy", "pandas", "sklearn"})


def test_importing_the_package_loads_no_heavy_library() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, interview_coder; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert set(told.split()).isdisjoint(HEAVY)
