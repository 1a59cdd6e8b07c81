"""A review page served as a researcher would serve it, and requests to it as nobody's browser would send them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SECONDS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; status 0 where it said nothing."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Server:
    """A review page that is being served."""

    root: Path
    coder: str
    address: str
    process: Any

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].split("/")[0])

    @property
    def token(self) -> str:
        return self.address.split("token=")[1]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        return f"Cookie: interview-coder-{self.port}={self.token}"

    def send(self, request: str | bytes, *, seconds: float = SECONDS) -> Answer:
        """Send bytes as they are, and read one answer."""
        raw = request.encode("latin-1") if isinstance(request, str) else request
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may answer and hang up before it has read all
                connection.sendall(raw)
            return read_answer(connection, raw.split(b" ")[0].decode("latin-1"))

    def ask(
        self,
        line: str,
        *headers: str,
        host: Sequence[str] | None = None,
        cookie: bool = True,
        body: str | bytes = "",
    ) -> Answer:
        """Send a request of this line and these headers, as a browser that was let in if nothing else is said."""
        hosts = [f"Host: {name}" for name in ([self.host] if host is None else host)]
        lines = [line, *hosts, *([self.cookie] if cookie else []), *headers, "Connection: close", "", ""]
        content = body.encode() if isinstance(body, str) else body
        return self.send("\r\n".join(lines).encode("latin-1") + content)

    def get(self, path: str, *headers: str, **more: Any) -> Answer:
        return self.ask(f"GET {path} HTTP/1.1", *headers, **more)

    def post(self, path: str, fields: dict[str, str], *headers: str, origin: str | None = "", **more: Any) -> Answer:
        """Send a form; from the page's own origin, or from another, or from nowhere (None)."""
        body = urlencode(fields)
        sent = [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded", *headers]
        if origin is not None:
            sent.append(f"Origin: {origin or f'http://{self.host}'}")
        return self.ask(f"POST {path} HTTP/1.1", *sent, body=body, **more)

    def lines(self) -> list[str]:
        path = self.root / "decisions" / f"{self.coder}.jsonl"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def read_answer(connection: socket.socket, method: str = "GET") -> Answer:
    response = HTTPResponse(connection, method=method)
    try:
        response.begin()
        return Answer(response.status, tuple(response.getheaders()), response.read().decode())
    except (OSError, ValueError) as error:
        return Answer(0, (), str(error))
    except Exception as error:  # noqa: BLE001  (whatever stands there, it is no answer)
        return Answer(0, (), repr(error))
    finally:
        response.close()


def command_line(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "interview_coder", *map(str, words)]


@contextmanager
def serving(root: Path, coder: str = "ben", *more: str) -> Iterator[Server]:
    """Serve a study from a process of its own, until the block ends."""
    command = command_line("review", root, "--coder", coder, "--no-browser", *more)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            told = []
            for line in process.stdout:
                told.append(line)
                if "http://" in line:
                    break
            assert told, process.wait(SECONDS)
            assert "http://" in told[-1], "".join(told)
            yield Server(root, coder, told[-1].split(": ")[1].strip(), process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=SECONDS)
