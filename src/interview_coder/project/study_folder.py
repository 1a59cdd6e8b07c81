"""A study on disk: where its files are, and how derived files are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.file_hashes import FileHashes

DECISIONS = "decisions"
MARK = "corpus/.pseudonymised.json"
"""What the study says of how its corpus was pseudonymised."""
NOT_TRANSCRIPTS = {"participants.csv", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """The folder of one study.

    Parameters
    ----------
    root : Path
        Holds ``codebook.yml`` and ``corpus/``.
    """

    root: Path

    @property
    def corpus(self) -> Path:
        """Transcripts and ``participants.csv``; never written by a run."""
        return self.root / "corpus"

    @property
    def outputs(self) -> Path:
        """Derived files."""
        return self.root / "outputs"

    @property
    def decisions(self) -> Path:
        """What people decided; only added to."""
        return self.root / DECISIONS

    def decision_paths(self) -> list[Path]:
        """Return the files of decisions, sorted by name."""
        return sorted(path for path in self.decisions.glob("*.jsonl") if path.is_file())

    def read_codebook(self) -> bytes:
        """Return the bytes of ``codebook.yml``.

        Raises
        ------
        InputError
            When there is none.
        """
        raw = self.read_optional("codebook.yml")
        if raw is None:
            fix = (
                "name the study's folder (interview-coder run FOLDER), or make a new study: interview-coder init FOLDER"
            )
            raise InputError(Problem("there is no codebook.yml in this folder", Place(str(self.root)), fix))
        return raw

    def read_optional(self, name: str) -> bytes | None:
        """Return the bytes of a file of the study, or None where there is no such file."""
        path = self.root / name
        if not path.exists():
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            raise InputError(
                Problem(f"the file cannot be read: {error.strerror}", Place(name), "check its permissions")
            ) from error

    def transcript_paths(self) -> list[Path]:
        """Return the files of the corpus, sorted by name, without ``participants.csv``, read-me and hidden files.

        Raises
        ------
        InputError
            When there are none.
        """
        if not self.corpus.is_dir():
            raise InputError(
                Problem("there is no corpus/ folder", Place(str(self.root)), "make it, and put the transcripts in")
            )
        found = sorted(Path(folder, name) for folder, name in self._walk() if self._passed_over(folder, name) is None)
        if not found:
            raise InputError(Problem("the corpus is empty", Place("corpus"), "put at least one transcript in"))
        return found

    def passed_over(self) -> list[str]:
        """Return what in the corpus is no transcript and was not meant to be one, with the reason of each."""
        reasons = ((folder, name, self._passed_over(folder, name)) for folder, name in self._walk())
        return sorted(f"{self.name_in_corpus(Path(folder, name))} ({why})" for folder, name, why in reasons if why)

    def name_in_corpus(self, path: Path) -> str:
        """Return the path of a file below the corpus, with ``/`` between folders and nothing that cannot be shown."""
        name = path.relative_to(self.corpus).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    def _walk(self) -> Iterator[tuple[str, str]]:
        """Yield folder and name of everything in the corpus that is no folder; links to folders are not followed."""
        for folder, names_of_folders, names in os.walk(self.corpus):
            names_of_folders[:] = sorted(name for name in names_of_folders if not name.startswith("."))
            links = [name for name in names_of_folders if Path(folder, name).is_symlink()]
            yield from ((folder, name) for name in (*names, *links) if not name.startswith((".", "~$")))

    def _passed_over(self, folder: str, name: str) -> str | None:
        """Return why a file is no transcript; empty for what is none by its name, None for a transcript."""
        path = Path(folder, name)
        if path.stem.casefold() == "readme" or name in NOT_TRANSCRIPTS:
            return ""
        if path.is_symlink() and not path.resolve().is_relative_to(self.corpus.resolve()):
            return "a link that leads out of the corpus"
        if path.is_symlink() and path.is_dir():
            return "a link to a folder"
        return None if path.is_file() else "no regular file"

    def hash_inputs(self, hashes: FileHashes) -> dict[str, str]:
        """Return the SHA-256 of every file that a run depends on, by its path below the study, sorted."""
        paths = [self.root / name for name in ("codebook.yml", "study.yml", "corpus/participants.csv", MARK)]
        paths = [path for path in paths if path.exists()] + self.transcript_paths() + self.decision_paths()
        names = {path.relative_to(self.root).as_posix(): path for path in paths}
        return {name: hashes.of(names[name], name) for name in sorted(names)}

    def hash_output(self, name: str, hashes: FileHashes) -> str | None:
        """Return the SHA-256 of a derived file, or None where it is missing."""
        path = self.outputs / name
        return hashes.of(path, f"outputs/{name}") if path.is_file() else None

    def write_outputs(
        self, files: Mapping[str, bytes], *, made: Mapping[str, Path] | None = None, stale: Iterable[str] = ()
    ) -> None:
        """Write derived files, and remove stale ones.

        All are written beside their places before the first is moved there: an interrupted or failed write leaves
        the earlier files as they were.

        Parameters
        ----------
        files : mapping of str to bytes
            By path below ``outputs/``.
        made : mapping of str to Path, optional
            Files that are complete elsewhere, and are moved.
        stale : iterable of str
            Paths of an earlier run; those that are not written again are removed.
        """
        moved = {self.outputs / name: path for name, path in (made or {}).items()}
        try:
            self._move_into_place({self.outputs / name: content for name, content in files.items()}, moved)
            for name in set(stale) - set(files):
                (self.outputs / name).unlink(missing_ok=True)
        except OSError as error:
            place = Place(str(error.filename or self.outputs))
            fix = "close programs that have the file open, and check the disk and your permissions"
            raise InputError(Problem(f"the outputs cannot be written: {error.strerror}", place, fix)) from error

    def write_file(self, name: str, content: bytes) -> None:
        """Write one file of the study; an interrupted write leaves the earlier one as it was."""
        self.write_files({name: content})

    def write_files(self, files: Mapping[str, bytes], *, stale: Iterable[str] = ()) -> None:
        """Write files by their paths below the folder, and remove stale ones; see `write_outputs`."""
        try:
            self._move_into_place({self.root / name: content for name, content in files.items()}, {})
            for name in set(stale) - set(files):
                (self.root / name).unlink(missing_ok=True)
        except OSError as error:
            what, place = ("file", next(iter(files))) if len(files) == 1 else ("files", str(self.root))
            fix = "close programs that have the file open, and check the disk and your permissions"
            raise InputError(Problem(f"the {what} cannot be written: {error.strerror}", Place(place), fix)) from error

    def _move_into_place(self, contents: Mapping[Path, bytes], made: Mapping[Path, Path]) -> None:
        temporary = {path: path.with_name(f".writing-{os.getpid()}-{path.name}") for path in (*contents, *made)}
        try:
            for path, unfinished in temporary.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                if path in made:
                    shutil.move(made[path], unfinished)
                else:
                    unfinished.write_bytes(contents[path])
            for path, unfinished in temporary.items():
                unfinished.replace(path)
        finally:
            for unfinished in temporary.values():
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
