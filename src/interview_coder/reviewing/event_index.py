"""An index over ``decisions/`` in SQLite: what stands in each file, and where the words of each decision are now.

It is derived: where it is missing, damaged or behind it is made again from the files, which are the only store; and it
is in memory where it cannot be kept.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from interview_coder.model.review import Anchor, Decision
from interview_coder.project.cache import FOLDER
from interview_coder.project.decision_log import Event, read_decisions_of
from interview_coder.project.review_events import KIND, read_decisions_on_codings
from interview_coder.project.stamps import Stamp, stamp_of
from interview_coder.project.study_folder import StudyFolder
from interview_coder.standing.anchoring import Lost
from interview_coder.standing.standings import FindPlace, Found

_FILE = "review.sqlite"
_VERSION = 2
_TABLES = (
    "CREATE TABLE files (coder TEXT PRIMARY KEY, size INTEGER, changed INTEGER, number INTEGER) WITHOUT ROWID",
    """CREATE TABLE events (coder TEXT, number INTEGER, kind TEXT, at TEXT, source TEXT, code TEXT, event TEXT,
                            seal TEXT, PRIMARY KEY (coder, number)) WITHOUT ROWID""",
    """CREATE TABLE places (anchor TEXT, source_key TEXT, source TEXT, start INTEGER, end INTEGER, why TEXT,
                            seal TEXT, PRIMARY KEY (anchor, source_key)) WITHOUT ROWID""",
    f"PRAGMA user_version = {_VERSION}",
)
"""A seal tells that a row is as it was written."""
_FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What is raised where the file cannot be written, or is damaged: the names in it too."""


class EventIndex:
    """The decisions of a study, found again without reading all files.

    Parameters
    ----------
    folder : StudyFolder
    """

    def __init__(self, folder: StudyFolder) -> None:
        self._folder = folder
        self._connection = _connect(folder.root / FOLDER / _FILE)
        self._seen: dict[str, Stamp | None] = {}

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def refresh(self) -> set[str]:
        """Read what files changed since the index was made; return whose changed since this was last called.

        Raises
        ------
        InputError
            With every line that is damaged.
        """
        try:
            stamps = self._catch_up()
        except _FAULTS:
            stamps = self._begin_anew()
        changed = {coder for coder in {*stamps, *self._seen} if stamps.get(coder) != self._seen.get(coder)}
        self._seen = stamps
        return changed

    def add(self, event: Event, path: Path) -> None:
        """Take in an event that this program just added to a file.

        Where the index did not know the file to its end, or cannot be written, that is left to `refresh`.
        """
        coder, stamp = event["coder"], stamp_of(path)
        if stamp is None:
            return
        n_bytes = len(json.dumps(event, ensure_ascii=False).encode()) + 1
        with suppress(*_FAULTS), _writing(self._connection) as connection:
            known = connection.execute("SELECT size, changed, number FROM files WHERE coder = ?", (coder,)).fetchone()
            if (known or (0,))[0] + n_bytes != stamp[0]:
                return
            is_known_here = self._seen.get(coder) == known
            [(count,)] = connection.execute("SELECT COUNT(*) FROM events WHERE coder = ?", (coder,))
            self._insert(coder, count, [event])
            self._note_stamp(coder, stamp)
            if is_known_here:
                self._seen[coder] = stamp

    def coders(self) -> list[str]:
        """Return who decided on codings, by name."""
        asked = "SELECT DISTINCT coder FROM events WHERE kind = ? ORDER BY coder"
        return [coder for (coder,) in self._ask(asked, KIND)]

    def events(self, kind: str, coder: str | None = None) -> Iterator[Event]:
        """Yield the events of a kind, of one coder or of all; those of a coder in their order."""
        asked = "SELECT event FROM events WHERE kind = ? AND (? IS NULL OR coder = ?) ORDER BY coder, number"
        return (json.loads(event) for (event,) in self._ask(asked, kind, coder, coder))

    def decisions(self, coder: str | None = None) -> list[Decision]:
        """Return what was decided on codings, by one coder or by all."""
        return list(read_decisions_on_codings(self.events(KIND, coder)))

    def remember_places(self, find: FindPlace, source_keys: Mapping[str, str]) -> FindPlace:
        """Return a `find` that opens no source of which it knows where the words of an anchor are.

        Parameters
        ----------
        source_keys : mapping of str to str
            Source id → what changes with the source.
        """

        def find_or_remember(anchor: Anchor) -> Found | Lost:
            key = source_keys.get(anchor.source_id)
            if key is None:
                return find(anchor)
            mark = hashlib.sha256(repr(anchor).encode()).hexdigest()[:32]
            kept = self._recall_place(mark, key)
            if kept is not None:
                return kept
            found = find(anchor)
            row = (mark, key, *((None, 0, 0, found.why) if isinstance(found, Lost) else (*found, "")))
            with suppress(*_FAULTS), _writing(self._connection) as connection:
                connection.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, _seal(row)))
            return found

        return find_or_remember

    def _recall_place(self, mark: str, key: str) -> Found | Lost | None:
        row = None
        with suppress(*_FAULTS):
            asked = "SELECT * FROM places WHERE anchor = ? AND source_key = ?"
            row = self._connection.execute(asked, (mark, key)).fetchone()
        if row is None or row[-1] != _seal(row[:-1]):
            return None
        source, start, end, why = row[2:-1]
        return Lost(why) if why else Found(source, start, end)

    def _ask(self, asked: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(asked, values).fetchall()
        except _FAULTS:
            self._begin_anew()
            return self._connection.execute(asked, values).fetchall()

    def _begin_anew(self) -> dict[str, Stamp | None]:
        """Go on in memory."""
        self._connection.close()
        self._connection = _open(None)
        return self._catch_up()

    def _catch_up(self) -> dict[str, Stamp | None]:
        """Take in what is not known of all files; return their stamps."""
        paths = {path.stem: path for path in self._folder.decision_paths()}
        stamps = {coder: stamp_of(path) for coder, path in paths.items()}
        rows = self._connection.execute("SELECT * FROM files").fetchall()
        known = {coder: (size, changed, number) for coder, size, changed, number in rows}
        behind = {coder for coder in {*known, *paths} if stamps.get(coder) != known.get(coder)}
        events = {coder: read_decisions_of(paths[coder]).events if coder in paths else () for coder in behind}
        if behind:
            with _writing(self._connection) as connection:
                for coder in behind:
                    connection.execute("DELETE FROM events WHERE coder = ?", (coder,))
                    connection.execute("DELETE FROM files WHERE coder = ?", (coder,))
                    self._insert(coder, 0, events[coder])
                    self._note_stamp(coder, stamps.get(coder))
        return stamps

    def _insert(self, coder: str, first: int, events: Iterable[Event]) -> None:
        rows = (
            (
                *(coder, number, event["event"], event["at"]),
                *(_read_source(event), str(event.get("code", "")), json.dumps(event, ensure_ascii=False)),
            )
            for number, event in enumerate(events, first)
        )
        sealed = ((*row, _seal(row)) for row in rows)
        self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sealed)

    def _note_stamp(self, coder: str, stamp: Stamp | None) -> None:
        if stamp is not None:
            self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (coder, *stamp))


def _read_source(event: Event) -> str:
    place = event.get("place")
    return str(place.get("source", "")) if isinstance(place, dict) else ""


def _seal(row: Iterable[object]) -> str:
    return hashlib.blake2b(repr(tuple(row)).encode(), digest_size=8).hexdigest()


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Let nobody else write until all is written, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _connect(path: Path) -> sqlite3.Connection:
    """Open the index, making it anew where it is none of this version; in memory where it cannot be kept."""
    for _ in range(2):
        try:
            return _open(path)
        except (sqlite3.OperationalError, OSError):  # somebody else holds it, or nothing can be written there
            break
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return _open(None)


def _open(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(exist_ok=True)
    place = ":memory:" if path is None else path
    connection = sqlite3.connect(place, check_same_thread=False, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # it is made again from the files
        _check(connection)
    except sqlite3.Error:
        connection.close()
        raise
    except UnicodeDecodeError as error:
        connection.close()
        raise sqlite3.DatabaseError("damaged") from error
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Make what is empty ready, and raise DatabaseError where something else than this program wrote into it."""
    with _writing(connection):
        [(version,)] = connection.execute("PRAGMA user_version")
        if version == 0:
            for table in _TABLES:
                connection.execute(table)
        elif version != _VERSION:
            raise sqlite3.DatabaseError("no index of this version")
    [(found,)] = connection.execute("PRAGMA quick_check(1)")
    if found != "ok" or any(row[-1] != _seal(row[:-1]) for row in connection.execute("SELECT * FROM events")):
        raise sqlite3.DatabaseError("damaged")
