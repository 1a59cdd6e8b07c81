"""The server of the review page: one for a study, on this computer only."""

from __future__ import annotations

import gc
import html
import json
import os
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
_SECONDS_TO_END = 3
_DOOR = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Review</title>
<meta http-equiv="refresh" content="0; url={address}"></head>
<body><p><a href="{address}">Go to the review page</a></p></body></html>
"""


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

    Attributes
    ----------
    door : Path
        A file that leads a browser to the page: its name may stand in the list of processes, where all users of the
        computer would read the token.
    """

    def __init__(self, root: Path, coder: str) -> None:
        self._path = root / FOLDER / f"reviewing-{coder}.json"
        self.door = self._path.with_suffix(".html")
        self._coder = coder
        self._lock: IO[bytes] | None = None

    def take(self) -> Served | None:
        """Hold the study for this coder; return where it is served if another program does.

        Raises
        ------
        InputError
            When another program holds it and does not say where it is served, or nothing can be written there.
        """
        try:
            self._path.parent.mkdir(exist_ok=True)
            self._lock = lock(self._path.with_suffix(".lock"))
            self._forget()
        except LockedError as error:
            with suppress(OSError, ValueError, KeyError, TypeError):
                kept = json.loads(self._path.read_text(encoding="utf-8"))
                return Served(str(kept["address"]), self._coder)
            fix = "close the other one, or wait until it has started"
            raise InputError(Problem("another program reviews this study", Place(str(self._path)), fix)) from error
        except OSError as error:
            message = f"nothing can be written into the study: {error.strerror}"
            raise InputError(
                Problem(message, Place(str(self._path.parent)), "check the folder's permissions")
            ) from error
        return None

    def tell(self, address: str) -> None:
        """Say where the page is served; nobody but the user may read it."""
        self._forget()
        _write_for_user_only(self.door, _DOOR.format(address=html.escape(address)))
        _write_for_user_only(self._path, json.dumps({"address": address}))

    def release(self) -> None:
        """Let others serve the study."""
        if self._lock is not None:
            self._forget()
            self._lock.close()

    def _forget(self) -> None:
        for path in (self._path, self.door):
            path.unlink(missing_ok=True)


def serve(
    desk: Desk, watch: Watch, *, port: int = 0, tell: Callable[[str], None], tell_shared: Callable[[], str] = str
) -> None:
    """Serve the page until the user ends it.

    Parameters
    ----------
    port : int, default=0
        Where; any that is free, if 0.
    tell : callable
        Gets the address as soon as it answers.
    tell_shared : callable, optional
        Says how decisions are exchanged with others.

    Raises
    ------
    InputError
        When the port is taken.
    """
    token = make_token()
    with closing(_listen(port)) as listener:
        number = listener.getsockname()[1]
        guarded = Guard(make_app(desk, tell_shared), number, token)
        config = uvicorn.Config(
            guarded,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        address = f"http://{_HOST}:{number}/?token={token}"
        watch.tell(address)
        tell(address)
        gc.freeze()  # the study stays: looking through it for garbage would keep a key waiting
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _write_for_user_only(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)


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
