"""The one door to psycopg: a team's decisions in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from interview_coder.errors import InputError, Place, Problem

_SECONDS_TO_WAIT = 10
_TABLE = """
CREATE TABLE IF NOT EXISTS interview_coder_decisions (
    study text NOT NULL,
    coder text NOT NULL,
    number integer NOT NULL,
    line text NOT NULL,
    arrived timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (study, coder, number)
)
"""


class PostgresServer:
    """The lines of one study in a table that only grows.

    Parameters
    ----------
    connection : psycopg.Connection
    study : str
        Its name there.
    """

    def __init__(self, connection: psycopg.Connection, study: str) -> None:
        self._connection, self._study = connection, study

    def count_lines(self) -> Mapping[str, int]:
        """Return how many lines each coder has there."""
        asked = "SELECT coder, count(*) FROM interview_coder_decisions WHERE study = %s GROUP BY coder"
        return dict(self._connection.execute(asked, [self._study]).fetchall())

    def read_lines(self, coder: str, first: int, last: int) -> Sequence[bytes]:
        """Return some lines of a coder, counted from 0; the last is not among them."""
        asked = (
            "SELECT line FROM interview_coder_decisions WHERE study = %s AND coder = %s AND number >= %s "
            "AND number < %s ORDER BY number"
        )
        rows = self._connection.execute(asked, [self._study, coder, first, last]).fetchall()
        return [line.encode() for (line,) in rows]

    def add_lines(self, coder: str, first: int, lines: Sequence[bytes]) -> None:
        """Add lines behind the first so many; all or none.

        Raises
        ------
        InputError
            When somebody else added lines of this coder meanwhile.
        """
        added = "INSERT INTO interview_coder_decisions (study, coder, number, line) VALUES (%s, %s, %s, %s)"
        rows = [(self._study, coder, number, line.decode()) for number, line in enumerate(lines, first)]
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.executemany(added, rows)
        except psycopg.errors.UniqueViolation as error:
            message = f"somebody else shared decisions of {coder} just now"
            raise InputError(Problem(message, Place(f"decisions/{coder}.jsonl"), "share again")) from error


@contextmanager
def connect(address: str, study: str) -> Iterator[PostgresServer]:
    """Open a server for a while.

    Parameters
    ----------
    address : str
        ``postgresql://user@host/database``. A password is not part of it: the file ``~/.pgpass`` or the variable
        ``PGPASSWORD`` holds it.
    study : str
        Name of the study there.

    Raises
    ------
    InputError
        When the address is none, or the server does not answer or lets nobody in.
    """
    _check_address(address)
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=_SECONDS_TO_WAIT) as connection:
            connection.execute(_TABLE)
            yield PostgresServer(connection, study)
    except psycopg.Error as error:
        told = str(error).strip().splitlines() or [type(error).__name__]
        fix = "ask who looks after the server; decisions are all in decisions/, and go there when it answers"
        raise InputError(Problem(f"the team's server cannot be used: {told[0]}", Place("study.yml"), fix)) from error


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        fix = "write postgresql://user@host/database"
        raise InputError(Problem("the team's server is named by no address of PostgreSQL", Place("study.yml"), fix))
    if parts.password or "password" in parts.query:
        fix = "take it out, and put it into the file ~/.pgpass: study.yml is read by everybody who has the study"
        raise InputError(Problem("the address of the team's server holds a password", Place("study.yml"), fix))
