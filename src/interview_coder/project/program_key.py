"""What results depend on besides a study: the program, the libraries that it is built on, and Python."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from interview_coder.project.cache import key_of

_PACKAGE = "interview-coder"
_OF_PROGRAM = {".py", ".j2", ".css"}
_NAME = re.compile(r"[\w.-]+")


@cache
def program_key() -> str:
    """Return a short text that changes with every change of the program itself, and of what it is built on."""
    package = Path(__file__).parent.parent
    files = sorted(path for path in package.rglob("*") if path.suffix in _OF_PROGRAM)
    modules = ((path.relative_to(package).as_posix(), path.stat()) for path in files)
    return key_of(
        (
            f"Python {sys.version_info[:2]}, Unicode {unicodedata.unidata_version}, {sys.byteorder}-endian",
            *(f"{name} {stated}" for name, stated in _library_versions().items()),
            *(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in modules),
        )
    )


def _library_versions() -> dict[str, str]:
    """Return the version of the program and of every library that it needs, in the order in which it names them."""
    found = {_PACKAGE: version(_PACKAGE)}
    for requirement in requires(_PACKAGE) or ():
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement:
            try:
                found[name.group()] = version(name.group())
            except PackageNotFoundError:
                continue
    return found


def fingerprint(inputs: Mapping[str, str]) -> str:
    """Return one hash for the inputs of a run and the program's version."""
    parts = [
        f"{_PACKAGE} {version(_PACKAGE)}",
        *(f"{name} {sha}" for name, sha in sorted(inputs.items())),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
