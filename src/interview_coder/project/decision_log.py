"""``decisions/``: what people decided, an event a line, a file a coder; lines go only when somebody withdraws."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.cache import FOLDER as CACHE_FOLDER
from interview_coder.project.cache import Cache
from interview_coder.project.coder_names import choose_coder, is_coder_name
from interview_coder.project.locks import LockedError
from interview_coder.project.stamps import Stamp, stamp_of
from interview_coder.project.study_folder import DECISIONS, StudyFolder

Event = dict[str, Any]
_SECONDS_TO_WAIT = 10
_MEND = "take the line back from a copy, or remove it: what it says is then not counted"
_NEWER = ("the line was written by a newer version of this program", "install that version; nothing was changed")
_FIELDS = ("event", "coder", "at")
LOCK_OF_CODER = "deciding-"
"""So begin the names of the files in the cache by which programs wait that write to the decisions of a coder."""
_TORN = ".torn"
_WITHDRAWN = ".withdrawn"
"""SHA-256 of every line that went or became another when somebody withdrew, a line each."""
_UNFINISHED = ".writing"
FORMAT = 1
"""Of the events; stands in each as ``v``, and is taken for 1 where it does not. No program reads a higher one."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided in a study.

    Parameters
    ----------
    events : tuple of dict
        By coder; those of a coder in the order in which they were written.
    hashes : mapping of str to str
        Every file, by its path below the study → its SHA-256.
    warnings : tuple of str
        What was not read because it was never written to its end.
    """

    events: tuple[Event, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Pen:
    """Adds to the decisions of one coder; her file is read again only if somebody else wrote into it.

    Parameters
    ----------
    folder : StudyFolder
    coder : str

    Raises
    ------
    InputError
        When the coder cannot be called so, or not on every computer beside those that are known.
    """

    def __init__(self, folder: StudyFolder, coder: str) -> None:
        self.coder = choose_coder(coder)
        self.path = folder.decisions / f"{self.coder}.jsonl"
        self._cache = Cache(folder.root / CACHE_FOLDER)
        self._left: Stamp | None = None
        _check_only_spelling(self.path)

    def append(self, event: Mapping[str, Any]) -> Event:
        """Add an event; it is on the disk when this returns.

        A last line that was not written to its end is set aside into ``<coder>.jsonl.torn`` before.

        Parameters
        ----------
        event : mapping of str to object
            With its kind under ``event``; who, when and the format are added.

        Returns
        -------
        dict
            The event as it was written.

        Raises
        ------
        InputError
            When the file is damaged, or it cannot be written; it is then as it was.
        """
        written = {**event, "coder": self.coder, "at": _now(), "v": FORMAT}
        with self._holding():
            gap = b"" if self._is_as_left() else self._prepare()
            _add(self.path, gap + json.dumps(written, ensure_ascii=False).encode() + b"\n")
            self._left = stamp_of(self.path)
        return written

    def look(self) -> None:
        """Read the file now, so that the first event is added as quickly as all others."""
        stamp = stamp_of(self.path)
        if stamp is None:
            return
        _, kept, torn = _read_file(self.path)
        if kept.endswith(b"\n") and not torn and stamp == stamp_of(self.path):
            self._left = stamp

    def _is_as_left(self) -> bool:
        return self._left is not None and stamp_of(self.path) == self._left

    def _prepare(self) -> bytes:
        """Make the file ready for another line; return what must stand before that."""
        _check_only_spelling(self.path)
        kept, torn = _read_file(self.path)[1:] if self.path.exists() else (b"", b"")
        _set_aside(self.path, len(kept), torn)
        return b"\n" if kept and not kept.endswith(b"\n") else b""

    def append_lines(self, lines: Sequence[bytes], *, after: int) -> None:
        """Add lines that were written elsewhere, behind those that are there.

        Parameters
        ----------
        lines : sequence of bytes
            Each an event of this coder.
        after : int
            So many lines must be there already.

        Raises
        ------
        InputError
            When there are more or fewer, one of the new lines is no event of this coder, or they cannot be written;
            nothing is added then.
        """
        name = _name(self.path)
        _check_lines(lines, self.path.stem, name)
        with self._holding():
            gap = self._prepare()
            if len(list_lines(self.path)) != after:
                message = "the file was written to while lines were added"
                raise InputError(Problem(message, Place(name), "try again"))
            _add(self.path, gap + b"".join(line + b"\n" for line in lines))
            self._left = stamp_of(self.path)

    @contextmanager
    def _holding(self) -> Iterator[None]:
        """Hold the file for a while, and tell what goes wrong with it."""
        name = _name(self.path)
        try:
            with self._cache.hold(f"{LOCK_OF_CODER}{self.coder}", seconds=_SECONDS_TO_WAIT):
                yield
        except LockedError as error:
            message = "another program is writing to the decisions of this coder"
            raise InputError(Problem(message, Place(name), "wait until it has finished, and try again")) from error
        except (OSError, UnicodeEncodeError) as error:
            self._left = None
            fix = "check the disk and your permissions; nothing was added"
            raise InputError(Problem(f"the decision cannot be written: {error}", Place(name), fix)) from error


def append(folder: StudyFolder, coder: str, event: Mapping[str, Any]) -> Event:
    """Add an event to the decisions of a coder; see `Pen.append`."""
    return Pen(folder, coder).append(event)


def read_decisions(folder: StudyFolder) -> Decisions:
    """Read what all coders decided.

    Raises
    ------
    InputError
        With every line that is damaged, the last of a file apart if it was only not written to its end.
    """
    read: list[Decisions] = []
    problems: list[Problem] = []
    for path in folder.decision_paths():
        try:
            read.append(read_decisions_of(path))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return Decisions(
        tuple(event for one in read for event in one.events),
        {name: sha256 for one in read for name, sha256 in one.hashes.items()},
        tuple(warning for one in read for warning in one.warnings),
    )


def read_decisions_of(path: Path) -> Decisions:
    """Read what one coder decided; see `read_decisions`."""
    events, kept, torn = _read_file(path)
    warnings = []
    if torn:
        line = kept.count(b"\n") + 1
        told = "the last line was never written to its end and is left out; it is set aside at the next decision"
        warnings.append(f"{_name(path)}:{line}: {told}")
    return Decisions(tuple(events), {_name(path): hashlib.sha256(kept + torn).hexdigest()}, tuple(warnings))


def list_lines(path: Path) -> list[bytes]:
    """Return the lines of a file of decisions that are whole, as they stand; none where there is no file.

    Raises
    ------
    InputError
        With every line that is damaged.
    """
    if not path.exists():
        return []
    _, kept, _ = _read_file(path)
    return [line for line in kept.split(b"\n") if line.strip()]


def _check_lines(lines: Iterable[bytes], coder: str, name: str) -> None:
    for line in lines:
        fault = _find_fault(_parse(line), coder)
        if fault or b"\n" in line:
            raise InputError(Problem(fault or "the line holds several", Place(name), "mend it where it comes from"))


def rewrite(folder: StudyFolder, change: Callable[[Sequence[Event]], Mapping[int, Event | None]]) -> int:
    """Change events in the decisions of all coders, or take them out, with all that was never written to its end.

    The other lines stay as they are, to the byte. Each file is the earlier or the new one, whenever this is
    interrupted; doing the same again goes on where it ended.

    Parameters
    ----------
    change : callable
        Events of all coders, as `read_decisions` gives them → by their places those that become others, or go: None.

    Returns
    -------
    int
        How many went.

    Raises
    ------
    InputError
        When a line is damaged, or a file cannot be written.
    """
    cache = Cache(folder.root / CACHE_FOLDER)
    paths = folder.decision_paths()
    try:
        with ExitStack() as held:
            for path in paths:
                held.enter_context(cache.hold(f"{LOCK_OF_CODER}{path.stem}", seconds=_SECONDS_TO_WAIT))
            read_decisions(folder)  # tells of all that is damaged at once
            files = [_read_file(path) for path in paths]
            changed = change([event for events, _, _ in files for event in events])
            _remove_unfinished(folder)
            lines_of_all = [line for _, kept, _ in files for _, line, _ in _lines(kept)]
            _note_withdrawn(folder, [lines_of_all[place] for place in sorted(changed)])
            first = 0
            for path, (events, kept, torn) in zip(paths, files, strict=True):
                lines = [line for _, line, _ in _lines(kept)]
                if torn or any(first + place in changed for place in range(len(lines))):
                    _replace(path, b"".join(_change_lines(lines, first, changed)))
                first += len(events)
    except LockedError as error:
        message = "another program is writing to the decisions"
        raise InputError(Problem(message, Place(DECISIONS), "wait until it has finished, and try again")) from error
    except OSError as error:
        message = f"the decisions cannot be rewritten: {error.strerror}"
        raise InputError(Problem(message, Place(DECISIONS), "check the disk and your permissions")) from error
    return sum(event is None for event in changed.values())


def list_withdrawn(folder: StudyFolder) -> frozenset[str]:
    """Return the SHA-256 of all lines that went or became others when somebody withdrew: none may come back."""
    raw = folder.read_optional(f"{DECISIONS}/{_WITHDRAWN}")
    return frozenset((raw or b"").decode("ascii", "replace").split())


def _note_withdrawn(folder: StudyFolder, lines: Iterable[bytes]) -> None:
    hashes = "".join(f"{hashlib.sha256(line).hexdigest()}\n" for line in lines)
    if hashes:
        _add(folder.decisions / _WITHDRAWN, hashes.encode())


def _change_lines(lines: Sequence[bytes], first: int, changed: Mapping[int, Event | None]) -> Iterator[bytes]:
    for place, line in enumerate(lines, first):
        event = changed.get(place)
        if event is not None:
            yield json.dumps(event, ensure_ascii=False).encode() + b"\n"
        elif place not in changed:
            yield line + b"\n"


def _remove_unfinished(folder: StudyFolder) -> None:
    """Remove torn lines, which nobody reads, and what is left of a file that was not written to its end."""
    for ending in (_TORN, _UNFINISHED):
        for path in folder.decisions.glob(f"*.jsonl{ending}"):
            path.unlink()


def _replace(path: Path, content: bytes) -> None:
    """Put other content into the place of a file, whole or not at all; nothing is left of an empty one."""
    if not content:
        path.unlink()
    else:
        unfinished = path.with_name(f"{path.name}{_UNFINISHED}")
        _add(unfinished, content)
        unfinished.replace(path)
    _sync_folder(path.parent)


def _name(path: Path) -> str:
    return f"{DECISIONS}/{path.name}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _read_file(path: Path) -> tuple[list[Event], bytes, bytes]:
    """Return the events of a file, the bytes that hold them, and those of a last line that is not whole."""
    if not is_coder_name(path.stem):
        fix = "give it the coder's name, or add its lines to the file of that coder"
        raise InputError(Problem("the file is not named after a coder", Place(_name(path)), fix))
    try:
        raw = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError(Problem(message, Place(_name(path)), "check its permissions")) from error
    events: list[Event] = []
    problems: list[Problem] = []
    torn = b""
    for number, line, is_last in _lines(raw):
        event = _parse(line)
        fault = _find_fault(event, path.stem)
        if event is None and is_last:
            torn = raw[raw.rindex(line) :]
        elif event is None or fault:
            problems.append(Problem(fault, Place(_name(path), number), _NEWER[1] if fault == _NEWER[0] else _MEND))
        else:
            events.append(event)
    if problems:
        raise InputError(*problems)
    return events, raw[: len(raw) - len(torn)], torn


def _lines(raw: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number and content of every line that is not empty, and whether it is the last."""
    filled = [(number, line) for number, line in enumerate(raw.split(b"\n"), 1) if line.strip()]
    return ((number, line, place == len(filled)) for place, (number, line) in enumerate(filled, 1))


def _parse(line: bytes) -> Any:
    """Return what a line says; None where it is no JSON."""
    try:
        event = json.loads(line.decode())
        json.dumps(event, ensure_ascii=False).encode()  # halves of letters can be read, and never written again
    except (ValueError, RecursionError):
        return None
    return event


def _find_fault(event: Any, coder: str) -> str:
    if event is None:
        return "the line is no JSON"
    if not isinstance(event, dict):
        return "the line is no object with named fields"
    missing = [name for name in _FIELDS if not isinstance(event.get(name), str)]
    if missing:
        return f"the line does not say {', '.join(missing)}"
    version = event.get("v", FORMAT)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return "the line does not say in which format it is"
    if version > FORMAT:
        return _NEWER[0]
    return "" if event["coder"] == coder else "the line is of another coder than the file is named after"


def _check_only_spelling(path: Path) -> None:
    """Raise InputError if there is a file that some computers would not tell from this one."""
    for other in path.parent.glob("*.jsonl") if path.parent.exists() else ():
        if other.name != path.name and other.name.casefold() == path.name.casefold():
            message = f'the coder "{path.stem}" is already known as "{other.stem}"'
            raise InputError(Problem(message, Place(_name(other)), f"write --coder {other.stem}"))


def _set_aside(path: Path, n_kept: int, torn: bytes) -> None:
    if not torn:
        return
    _add(path.with_name(f"{path.name}{_TORN}"), torn.rstrip(b"\n") + b"\n")
    with path.open("r+b") as stream:
        stream.truncate(n_kept)
        os.fsync(stream.fileno())


def _add(path: Path, line: bytes) -> None:
    """Add to the end of a file, so that it is there whatever happens to the computer afterwards."""
    is_new = not path.exists()
    if is_new:
        path.parent.mkdir(exist_ok=True)
    with path.open("ab", buffering=0) as stream:
        length = stream.seek(0, os.SEEK_END)
        try:
            if stream.write(line) != len(line):  # what happens where the disk is nearly full
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(stream.fileno())
        except OSError:
            with suppress(OSError):
                stream.truncate(length)
            raise
    if is_new:
        _sync_folder(path.parent)
        _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    """Write a folder's list of names to the disk, where the system knows that."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
