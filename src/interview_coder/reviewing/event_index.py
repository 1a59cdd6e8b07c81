"""An index over ``decisions/`` in SQLite: what stands in each file, and where the words of each decision are now.

It is derived: where it is missing, damaged or behind it is made again from the files, which are the only store.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from interview_coder.model.review import Anchor, Decision
from interview_coder.project.cache import FOLDER
from interview_coder.project.decision_log import Event, read_decisions_of
from interview_coder.project.review_events import KIND, read_decisions_on_codings
from interview_coder.project.stamps import Stamp, stamp_of
from interview_coder.project.study_folder import StudyFolder
from interview_coder.standing.anchoring import Lost
from interview_coder.standing.standings import FindPlace, Found

_FILE = "review.sqlite"
_VERSION = 1
_TABLES = f"""
CREATE TABLE files (coder TEXT PRIMARY KEY, size INTEGER, changed INTEGER, number INTEGER);
CREATE TABLE events (coder TEXT, number INTEGER, kind TEXT, at TEXT, source TEXT, code TEXT, event TEXT,
                     PRIMARY KEY (coder, number));
CREATE TABLE places (anchor TEXT, source_key TEXT, source TEXT, start INTEGER, end INTEGER, why TEXT,
                     PRIMARY KEY (anchor, source_key));
PRAGMA user_version = {_VERSION};
"""


class EventIndex:
    """The decisions of a study, found again without reading all files.

    Parameters
    ----------
    folder : StudyFolder
    """

    def __init__(self, folder: StudyFolder) -> None:
        self._folder = folder
        self._connection = _connect(folder.root / FOLDER / _FILE)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def refresh(self) -> set[str]:
        """Read what files changed since the index was made, and return whose they are.

        Raises
        ------
        InputError
            With every line that is damaged.
        """
        paths = {path.stem: path for path in self._folder.decision_paths()}
        known = {
            coder: (size, changed, number)
            for coder, size, changed, number in self._connection.execute("SELECT * FROM files")
        }
        stamps = {coder: stamp_of(path) for coder, path in paths.items()}
        behind = {coder for coder in {*known, *paths} if stamps.get(coder) != known.get(coder)}
        events = {coder: read_decisions_of(paths[coder]).events if coder in paths else () for coder in behind}
        with self._connection:
            for coder in behind:
                self._connection.execute("DELETE FROM events WHERE coder = ?", (coder,))
                self._connection.execute("DELETE FROM files WHERE coder = ?", (coder,))
                self._insert(coder, 0, events[coder])
                self._note_stamp(coder, stamps.get(coder))
        return behind

    def add(self, event: Event, path: Path) -> None:
        """Take in an event that this program just added to a file that was known to its end."""
        coder = event["coder"]
        [(count,)] = self._connection.execute("SELECT COUNT(*) FROM events WHERE coder = ?", (coder,))
        with self._connection:
            self._insert(coder, count, [event])
            self._note_stamp(coder, stamp_of(path))

    def coders(self) -> list[str]:
        """Return who decided on codings, by name."""
        found = self._connection.execute("SELECT DISTINCT coder FROM events WHERE kind = ? ORDER BY coder", (KIND,))
        return [coder for (coder,) in found]

    def events(self, kind: str, coder: str | None = None) -> Iterator[Event]:
        """Yield the events of a kind, of one coder or of all; those of a coder in their order."""
        rows = self._connection.execute(
            "SELECT event FROM events WHERE kind = ? AND (? IS NULL OR coder = ?) ORDER BY coder, number",
            (kind, coder, coder),
        )
        return (json.loads(event) for (event,) in rows.fetchall())

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
            kept = self._connection.execute(
                "SELECT source, start, end, why FROM places WHERE anchor = ? AND source_key = ?", (mark, key)
            ).fetchone()
            if kept is not None:
                source, start, end, why = kept
                return Lost(why) if why else Found(source, start, end)
            found = find(anchor)
            row = (None, 0, 0, found.why) if isinstance(found, Lost) else (*found, "")
            with self._connection:
                self._connection.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?)", (mark, key, *row))
            return found

        return find_or_remember

    def _insert(self, coder: str, first: int, events: Iterable[Event]) -> None:
        self._connection.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *(coder, number, event["event"], event["at"]),
                    *(_read_source(event), event.get("code", "")),
                    json.dumps(event, ensure_ascii=False),
                )
                for number, event in enumerate(events, first)
            ),
        )

    def _note_stamp(self, coder: str, stamp: Stamp | None) -> None:
        if stamp is not None:
            self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (coder, *stamp))


def _read_source(event: Event) -> str:
    place = event.get("place")
    return str(place.get("source", "")) if isinstance(place, dict) else ""


def _connect(path: Path) -> sqlite3.Connection:
    """Open the index, making it anew where it is none of this version; in memory where it cannot be kept."""
    for attempt in (path, path, None):
        with suppress(sqlite3.Error, OSError):
            return _open(attempt)
        path.unlink(missing_ok=True)
    raise AssertionError("SQLite cannot even keep an index in memory")


def _open(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(":memory:" if path is None else path, check_same_thread=False, timeout=1)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # it is made again from the files
        [(version,)] = connection.execute("PRAGMA user_version")
        [(check,)] = connection.execute("PRAGMA quick_check(1)")
        if check != "ok" or version not in {0, _VERSION}:
            raise sqlite3.DatabaseError("no index of this version")
        if version == 0:
            with closing(connection.cursor()) as cursor:
                cursor.executescript(_TABLES)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
