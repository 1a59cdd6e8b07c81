"""What commands that need the key of a study share: where it is, and what opens it."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from interview_coder.cli.options import tell_warnings
from interview_coder.errors import InputError, Place, Problem
from interview_coder.keeping.key_file import KeyFile, check_place, warn_of_place
from interview_coder.keeping.study_key import StudyKey
from interview_coder.project.pseudonymised_mark import read_mark
from interview_coder.project.study_folder import StudyFolder

PASSPHRASE = "INTERVIEW_CODER_PASSPHRASE"  # noqa: S105  (the name of a variable)
Command = TypeVar("Command", bound=Callable[..., Any])


def key_options(command: Command) -> Command:
    """Add ``--key`` and ``--passphrase-file`` to a command."""
    key = click.option(
        "--key",
        "key_path",
        type=click.Path(path_type=Path),
        help="The study's key, a file outside the study. Default: in your folder for application data.",
    )
    passphrase = click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        help=f"A file whose first line opens the key. Default: the variable {PASSPHRASE}, else it is asked.",
    )
    return key(passphrase(command))


def locate_key(study: StudyFolder, key_path: Path | None) -> tuple[Path, str]:
    """Return where the key of a study is, or will be, and the id of the study.

    Raises
    ------
    InputError
        When it would lie in a study.
    """
    mark = read_mark(study)
    study_id = mark.study_id if mark is not None else secrets.token_hex(8)
    path = key_path or Path(click.get_app_dir("interview-coder", roaming=False)) / "keys" / f"{study_id}.key"
    check_place(path, study=study.root)
    warning = warn_of_place(path)
    tell_warnings([warning] if warning else [])
    return path, study_id


def open_key(path: Path, passphrase_file: Path | None, *, study: StudyFolder) -> tuple[KeyFile, StudyKey]:
    """Open the key of a study that has been pseudonymised.

    Raises
    ------
    InputError
        When it does not open, or is another study's.
    """
    key_file, key = KeyFile.open(path, _read_passphrase(passphrase_file, is_new=False))
    mark = read_mark(study)
    if mark is not None and mark.study_id != key.study_id:
        raise InputError(Problem("this is the key of another study", Place(str(path)), "name this study's with --key"))
    return key_file, key


def open_or_create_key(
    path: Path, passphrase_file: Path | None, *, study: StudyFolder, study_id: str
) -> tuple[KeyFile, StudyKey]:
    """Open the key of a study, or make it where the study has none.

    Raises
    ------
    InputError
        When it does not open, is another study's, or is missing though there must be one.
    """
    if path.exists():
        return open_key(path, passphrase_file, study=study)
    if read_mark(study) is not None:
        message = "the corpus was pseudonymised before, and its key is not here"
        raise InputError(Problem(message, Place(str(path)), "name it with --key"))
    return KeyFile.create(path, _read_passphrase(passphrase_file, is_new=True), study_id)


def _read_passphrase(file: Path | None, *, is_new: bool) -> str:
    if file is not None:
        return _read_first_line(file)
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE]
    if not sys.stdin.isatty():
        message = "nothing opens the key: no passphrase is given, and there is no terminal to ask for it"
        raise InputError(Problem(message, Place("--passphrase-file"), f"give a file, or set {PASSPHRASE}"))
    if is_new:
        click.echo("A passphrase encrypts the key of this study. Nobody can recover it: write it down.", err=True)
    told: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True)
    return told


def _read_first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        message = "the file with the passphrase cannot be read"
        raise InputError(Problem(message, Place(str(file)), "check its name and permissions")) from error
