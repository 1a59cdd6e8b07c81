"""The file of a key: where it may be, who holds it, and how it is written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import InputError, Place, Problem
from interview_coder.keeping.sealing import DamagedSealError, Seal, WrongPassphraseError
from interview_coder.keeping.study_key import StudyKey, format_key, make_key, read_key
from interview_coder.project.locks import LockedError, locked

_SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "mobile documents",
    "icloud",
    "nextcloud",
    "owncloud",
    "box sync",
    "seafile",
    "syncthing",
)
_SECONDS_TO_WAIT = 5
_SHORTEST_PASSPHRASE = 8


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key of a study, opened.

    Parameters
    ----------
    path : Path
    seal : Seal
    """

    path: Path
    seal: Seal

    @classmethod
    def create(cls, path: Path, passphrase: str, study_id: str) -> tuple[KeyFile, StudyKey]:
        """Make the key of a study that has none; nothing is written until `save`.

        Raises
        ------
        InputError
            When the passphrase is too short to keep anybody out.
        """
        if len(passphrase) < _SHORTEST_PASSPHRASE:
            message = f"the passphrase is shorter than {_SHORTEST_PASSPHRASE} characters"
            raise InputError(Problem(message, Place(str(path)), "choose a longer one: four words that do not belong"))
        return cls(path, Seal.make(passphrase)), make_key(study_id)

    @classmethod
    def open(cls, path: Path, passphrase: str) -> tuple[KeyFile, StudyKey]:
        """Open the key of a study.

        Raises
        ------
        InputError
            When it cannot be read, the passphrase is wrong, or the file is damaged.
        """
        _sweep_unfinished(path)
        try:
            sealed = path.read_bytes()
        except OSError as error:
            message = f"the key cannot be read: {error.strerror}"
            raise InputError(Problem(message, Place(str(path)), "name the study's key with --key")) from error
        damaged = Problem("this is no key of interview-coder, or it is damaged", Place(str(path)), "use a copy of it")
        try:
            seal = Seal.of(sealed, passphrase)
        except WrongPassphraseError as error:
            message = "the passphrase does not open this key"
            raise InputError(Problem(message, Place(str(path)), "try again; nobody can recover it")) from error
        except DamagedSealError as error:
            raise InputError(damaged) from error
        try:
            return cls(path, seal), read_key(seal.open(sealed))
        except (DamagedSealError, ValueError):
            pass
        raise InputError(damaged)  # without the error before it, which may tell of what is inside

    def save(self, key: StudyKey) -> None:
        """Write the key, readable for its owner only; a write that is interrupted leaves the earlier key as it was.

        Raises
        ------
        InputError
            When it cannot be written.
        """
        unfinished = self.path.with_name(f".writing-{secrets.token_hex(8)}-{self.path.name}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                _write_durably(unfinished, self.seal.close(format_key(key)))
                unfinished.replace(self.path)
            finally:
                unfinished.unlink(missing_ok=True)
        except OSError as error:
            message = f"the key cannot be written: {error.strerror}"
            raise InputError(Problem(message, Place(str(self.path)), "check the disk and your permissions")) from error


def _write_durably(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sweep_unfinished(path: Path) -> None:
    """Remove what a program left behind that was killed while it wrote; it is encrypted all the same."""
    for left in path.parent.glob(f".writing-*-{path.name}"):
        with suppress(OSError):
            left.unlink()


@contextmanager
def hold_key(path: Path) -> Iterator[None]:
    """Hold a key, so that no other program changes it meanwhile.

    Raises
    ------
    InputError
        When another program holds it.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with locked(path.with_name(f"{path.name}.lock"), seconds=_SECONDS_TO_WAIT):
            yield
    except LockedError as error:
        message = "another program is using this key"
        raise InputError(Problem(message, Place(str(path)), "wait until it has finished")) from error


def check_place(path: Path, *, study: Path) -> None:
    """Refuse a place for the key that is given away with the study.

    Parameters
    ----------
    path : Path
        Of the key.
    study : Path
        The study's folder.

    Raises
    ------
    InputError
        When it is in the study, or in any other study or its outputs, or is a folder.
    """
    if path.is_dir():
        raise InputError(Problem("the key is a file, and this is a folder", Place(str(path)), "name a file in it"))
    if _is_in_study(path, study):
        message = "the key would lie in a study, and be given away with it"
        raise InputError(Problem(message, Place(str(path)), "name a place outside of every study with --key"))


def check_outside(path: Path, *, study: Path) -> None:
    """Refuse to put originals where they are given away with a study.

    Raises
    ------
    InputError
        When the folder is in the study, or in any other.
    """
    if _is_in_study(path, study):
        message = "the originals would lie in a study, and be given away with it"
        raise InputError(Problem(message, Place(str(path)), "name a folder outside of every study"))


def _is_in_study(path: Path, study: Path) -> bool:
    real = path.resolve()
    folders = [study.resolve(), *(one for one in (real, *real.parents) if _is_study(one))]
    return any(_is_below(real, folder) for folder in folders)


def _is_study(folder: Path) -> bool:
    return (folder / "codebook.yml").exists() and (folder / "corpus").is_dir()


def _is_below(path: Path, folder: Path) -> bool:
    if path.is_relative_to(folder):
        return True
    return any(one.exists() and folder.exists() and one.samefile(folder) for one in (path, *path.parents))


def warn_of_place(path: Path) -> str:
    """Return a warning where the key lies in a folder that other computers get copies of; else nothing."""
    parts = [part.casefold() for part in path.resolve().parts]
    if any(part.startswith(name) for part in parts for name in _SYNCED):
        return f"{path} lies in a folder that is synchronised: everybody who gets it gets the key, though encrypted"
    return ""
