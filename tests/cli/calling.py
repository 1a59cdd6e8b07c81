"""The command line as tests call it: in this process, or as a program of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result

from interview_coder import InputError
from interview_coder.cli import group


def invoke(*arguments: object) -> Result:
    """Call a command in this process."""
    return CliRunner().invoke(group, [str(one) for one in arguments])


def output(*arguments: object) -> str:
    """Return what a command prints that does what it is asked."""
    result = invoke(*arguments)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def error(*arguments: object) -> str:
    """Return what a command says that refuses what it is given."""
    result = invoke(*arguments)
    assert isinstance(result.exception, InputError)
    return str(result.exception)


def read_printed(form: str, printed: str) -> Any:
    """Return what was printed as ``json``, or the rows of what was printed as ``csv``."""
    return json.loads(printed) if form == "json" else list(csv.DictReader(io.StringIO(printed)))


def print_as(form: str, *arguments: object) -> Any:
    """Return what a command prints in a format, read again."""
    return read_printed(form, output(*arguments, "--format", form))


def call(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call a command as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "interview_coder", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def load_command(module: str) -> click.Command:
    """Return the command of a module below ``interview_coder.cli``."""
    command: click.Command = import_module(f"interview_coder.cli.{module.replace('-', '_')}").command
    return command
