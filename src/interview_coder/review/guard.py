"""Who may ask the review page for anything: the browser that was given the token, on this computer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1_000_000
"""No request of the page's own is longer."""
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_SAFE = {"GET", "HEAD"}
_MOST_DIGITS = 9


class Guard:
    """Lets only those requests through that the page itself makes, and tells browsers to be strict.

    Parameters
    ----------
    app : ASGI application
    port : int
        Where it is served; no other host than this computer is answered to.
    token : str
        Stands in the address of the first visit, and then in a cookie.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app, self._token = app, token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"interview-coder-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self._refuse(scope)
        if refused is not None:
            await _answer(send, *refused)
        elif self._is_first_visit(scope):
            await self._let_in(scope, send)
        elif not self._has_cookie(scope):
            told = "Open the address that interview-coder review printed: it holds the key to this page."
            await _answer(send, HTTPStatus.FORBIDDEN, told)
        else:
            await self._app(scope, _limited(receive), _with_headers(send))

    async def _let_in(self, scope: Scope, send: Send) -> None:
        """Give the cookie, and lead on to the page without the token.

        Browsers send no strict cookie after a redirect that began at another place, such as a file that leads here:
        from there the page itself must lead on.
        """
        cookie = ("set-cookie", f"{self._cookie}={self._token}; HttpOnly; SameSite=Strict; Path=/")
        address = "/" + scope["raw_path"].decode("latin-1").lstrip("/")
        if _comes_from_elsewhere(scope):
            await _answer(send, HTTPStatus.OK, "", [("refresh", f"0; url={address}"), cookie])
        else:
            await _answer(send, HTTPStatus.SEE_OTHER, "", [("location", address), cookie])

    def _refuse(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        """Return why a request is not answered; None where it may be."""
        hosts = _list_headers(scope, b"host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST, "This page answers to this computer only."
        if scope["method"] not in _SAFE | {"POST"}:
            return HTTPStatus.METHOD_NOT_ALLOWED, "This page knows no such method."
        origins = _list_headers(scope, b"origin")
        if scope["method"] == "POST" and origins != [f"http://{hosts[0]}"]:
            return HTTPStatus.FORBIDDEN, "This did not come from the page itself."
        if _comes_from_elsewhere(scope) and not self._is_first_visit(scope):
            return HTTPStatus.FORBIDDEN, "This did not come from the page itself."
        lengths = _list_headers(scope, b"content-length")
        if any(not length.isdecimal() or len(length) > _MOST_DIGITS or int(length) > MOST_BYTES for length in lengths):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is longer than anything the page sends."
        return None

    def _is_first_visit(self, scope: Scope) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return scope["method"] in _SAFE and _is_same(given, self._token)

    def _has_cookie(self, scope: Scope) -> bool:
        cookies = (one.strip().partition("=") for line in _list_headers(scope, b"cookie") for one in line.split(";"))
        return any(name == self._cookie and _is_same(value, self._token) for name, _, value in cookies)


def make_token() -> str:
    """Return what nobody can guess."""
    return secrets.token_urlsafe(32)


def _is_same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


def _comes_from_elsewhere(scope: Scope) -> bool:
    return any(site not in {"same-origin", "none"} for site in _list_headers(scope, b"sec-fetch-site"))


def _list_headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


async def _answer(send: Send, status: HTTPStatus, text: str, headers: Iterable[tuple[str, str]] = ()) -> None:
    told = [*_HEADERS.items(), ("content-type", "text/plain; charset=utf-8"), *headers]
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in told]
    await send({"type": "http.response.start", "status": int(status), "headers": encoded})
    await send({"type": "http.response.body", "body": text.encode()})


def _limited(receive: Receive) -> Receive:
    """Return what receives no more than a request of the page may hold, whatever its headers say."""
    n_bytes = 0

    async def receive_some() -> Message:
        nonlocal n_bytes
        message = await receive()
        n_bytes += len(message.get("body", b""))
        return message if n_bytes <= MOST_BYTES else {"type": "http.disconnect"}

    return receive_some


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            strict = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", []), *strict]}
        await send(message)

    return send_with_headers
