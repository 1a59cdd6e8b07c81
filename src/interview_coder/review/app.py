"""The pages of the review, by their addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from importlib.resources import files
from threading import RLock
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from interview_coder.errors import InputError
from interview_coder.review.asking import Asked, Page, Table
from interview_coder.review.pages import PAGES
from interview_coder.review.showing import show, write_colours
from interview_coder.reviewing.desk import Desk

_STATIC = {
    "blind.js": "text/javascript",
    "coders.css": "text/css",
    "codebook.css": "text/css",
    "grid.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "matrix.css": "text/css",
    "page.css": "text/css",
    "page.js": "text/javascript",
    "queue.js": "text/javascript",
    "transcript.css": "text/css",
    "transcript.js": "text/javascript",
}


def make_app(desk: Desk) -> Starlette:
    """Return the application that serves a study on a coder's desk."""
    table = Table(desk)
    lock = RLock()
    routes = [
        Route(address, partial(_answer, page, table, lock), methods=[method])
        for (method, address), page in PAGES.items()
    ]
    routes.append(Route("/", _go_to_queue))
    routes.append(Route("/static/colours.css", partial(_send_colours, table)))
    routes.append(Route("/static/{name}", _send_static))
    errors: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = {
        404: partial(_tell_not_found, table),
        405: partial(_tell_not_found, table),
        Exception: _tell_failure,
    }
    return Starlette(routes=routes, exception_handlers=errors)


async def _answer(page: Page, table: Table, lock: RLock, request: Request) -> Response:
    try:
        body = await request.body()
    except ClientDisconnect:
        return Response(status_code=413)

    def answer() -> Response:
        with lock:
            try:
                asked = Asked.read(request.path_params, request.url.query, body)
                table.desk.read_again()
                return page(table, asked)
            except InputError as error:
                return show(table, "problem.html.j2", status=400, problems=error.problems, title="That did not work")

    return await run_in_threadpool(answer)


async def _go_to_queue(_: Request) -> Response:
    return RedirectResponse("/queue", 303)


async def _send_static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    content = files("interview_coder.review").joinpath("static", name).read_bytes()
    return Response(content, media_type=f"{_STATIC[name]}; charset=utf-8")


async def _send_colours(table: Table, _: Request) -> Response:
    return Response(write_colours(table.desk.codebook), media_type="text/css; charset=utf-8")


async def _tell_not_found(table: Table, _: Request, __: Exception) -> Response:
    return show(table, "problem.html.j2", status=404, problems=(), title="There is no such page")


async def _tell_failure(_: Request, __: Exception) -> Response:
    told = "The program failed. What you decided before is kept. End it with Ctrl-C, and start it again."
    return Response(told, status_code=500, media_type="text/plain; charset=utf-8")
