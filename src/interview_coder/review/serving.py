"""The server of the review page: one for a study, on this computer only."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import uvicorn

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.cache import FOLDER
from interview_coder.project.locks import LockedError, lock
from interview_coder.review.app import make_app
from interview_coder.review.guard import Guard, make_token
from interview_coder.reviewing.desk import Desk

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Served:
    """Where a page is served.

    Parameters
    ----------
    address : str
        With the token of the first visit.
    coder : str
        Whose page it is.
    """

    address: str
    coder: str


class Watch:
    """Holds a study for one server; tells others where that is.

    Parameters
    ----------
    root : Path
        Of the study.
    """

    def __init__(self, root: Path, coder: str) -> None:
        self._path = root / FOLDER / f"reviewing-{coder}.json"
        self._coder = coder
        self._lock: IO[bytes] | None = None

    def take(self) -> Served | None:
        """Hold the study for this coder; return where it is served if another program does.

        Raises
        ------
        InputError
            When another program holds it and does not say where it is served.
        """
        self._path.parent.mkdir(exist_ok=True)
        try:
            self._lock = lock(self._path.with_suffix(".lock"))
        except LockedError as error:
            with suppress(OSError, ValueError, KeyError, TypeError):
                kept = json.loads(self._path.read_text(encoding="utf-8"))
                return Served(str(kept["address"]), self._coder)
            fix = "close the other one, or wait until it has started"
            raise InputError(Problem("another program reviews this study", Place(str(self._path)), fix)) from error
        return None

    def tell(self, address: str) -> None:
        """Say where the page is served; nobody but the user may read it."""
        self._path.unlink(missing_ok=True)
        self._path.touch(mode=0o600)
        self._path.write_text(json.dumps({"address": address}), encoding="utf-8")

    def release(self) -> None:
        """Let others serve the study."""
        if self._lock is not None:
            self._path.unlink(missing_ok=True)
            self._lock.close()


def serve(desk: Desk, watch: Watch, *, port: int = 0, tell: Callable[[str], None]) -> None:
    """Serve the page until the user ends it.

    Parameters
    ----------
    port : int, default=0
        Where; any that is free, if 0.
    tell : callable
        Gets the address as soon as it answers.

    Raises
    ------
    InputError
        When the port is taken.
    """
    token = make_token()
    with closing(_listen(port)) as listener:
        number = listener.getsockname()[1]
        guarded = Guard(make_app(desk), number, token)
        config = uvicorn.Config(guarded, log_level="critical", access_log=False, lifespan="off", server_header=False)
        address = f"http://{_HOST}:{number}/?token={token}"
        watch.tell(address)
        tell(address)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((_HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        fix = "choose another with --port, or leave it out"
        raise InputError(Problem(f"the port {port} is taken: {error.strerror}", Place("--port"), fix)) from error
    return listener
