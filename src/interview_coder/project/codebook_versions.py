"""A codebook as it was: from a file, or from a revision that git keeps."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from interview_coder.errors import InputError, Place, Problem, offer_near_name

CODEBOOK = "codebook.yml"


class CodebookVersion(NamedTuple):
    """One version of a codebook.

    Parameters
    ----------
    name : str
        What it was asked for by.
    file : str
        How messages call it.
    raw : bytes
        The file.
    """

    name: str
    file: str
    raw: bytes


def read_version(root: Path, name: str) -> CodebookVersion:
    """Read a version of a codebook.

    Parameters
    ----------
    root : Path
        The folder of the study.
    name : str
        A file, or a git revision of the study's codebook (``HEAD~1``, ``v1.0``, ``2f3c1ab``), or a file of a revision
        (``HEAD:old/codebook.yml``, from the top of the repository; ``HEAD:./old.yml``, from the study). A file goes
        before a revision of the same name.

    Raises
    ------
    InputError
        When there is no such file or revision, or git is not there.
    """
    for path in (Path(name), root / name):
        with suppress(OSError, ValueError):  # too long for a file's name, say
            if path.is_dir():
                fix = f"name the codebook in it: {name.rstrip('/')}/{CODEBOOK}"
                raise InputError(Problem("this is a folder, and no codebook", Place(name), fix))
            if path.is_file():
                return CodebookVersion(name, name, _read_file(path, name))
    revision, colon, file = name.partition(":")
    asked = f"{revision}:{file}" if colon else f"{revision}:./{CODEBOOK}"
    return CodebookVersion(name, asked.replace(":./", ":"), _read_revision(root, name, revision, asked))


def _read_file(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError(Problem(message, Place(name), "check its permissions")) from error


def _read_revision(root: Path, name: str, revision: str, asked: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        message = f"there is no file “{name}”, and git, which may know a revision of this name, is not installed"
        raise InputError(Problem(message, Place(name), "name a file, or install git"))
    if revision and not revision.startswith("-"):
        found = _run(git, root, "cat-file", "blob", asked)
        if found.returncode == 0:
            return found.stdout
    raise InputError(_find_reason(git, root, name, revision, asked))


def _find_reason(git: str, root: Path, name: str, revision: str, asked: str) -> Problem:
    """Tell why git does not give a file of a revision."""
    inside = _run(git, root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode != 0:
        message = f"there is no file “{name}”, and git keeps no revisions of this study"
        told = inside.stderr.decode(errors="replace").strip().partition("\n")[0]
        return Problem(message, Place(name), f"name a file, or the study that git keeps (git says: {told})")
    is_known = revision and _run(git, root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if not is_known or is_known.returncode != 0:
        near = offer_near_name(name, {*_list_revisions(git, root), *_list_codebooks(root)} - {name})
        fix = near or "git log --oneline codebook.yml lists the revisions of the codebook"
        return Problem(f"there is neither a file nor a git revision “{revision or name}”", Place(name), fix)
    file = asked.partition(":")[2]
    if not file:
        return Problem("the revision is named, and then no file", Place(name), f"write {revision}")
    fix = f"{revision}:./FILE is a file of the study's folder, {revision}:FILE one from the top of the repository"
    return Problem(f"there is no file {file.removeprefix('./')} in the revision {revision}", Place(name), fix)


def _list_revisions(git: str, root: Path) -> Sequence[str]:
    names = _run(git, root, "for-each-ref", "--format=%(refname:short)").stdout.decode(errors="replace").split()
    return ["HEAD", *names]


def _list_codebooks(root: Path) -> Sequence[str]:
    return [path.name for path in (*Path().glob("*.y*ml"), *root.glob("*.y*ml"))]


def _run(git: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # a clone that left things on a server must not fetch them: the program opens no connection
    settings = os.environ | {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = [git, "-C", str(root), "--no-pager", *arguments]
    return subprocess.run(command, capture_output=True, env=settings, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - no shell, and what was asked for cannot be an option
