"""Nobody is let in but the browser that was given the token, and nothing that is written anywhere becomes script."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from lxml import html
from tests.made_studies import a_small_study, files_below, seeded, write_study
from tests.review.raw_requests import SECONDS, Answer, Server, command_line, read_answer, serving

from interview_coder.review.pages import PAGES

STRICT = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
WATCHED = """
import runpy, sys
log = sys.argv.pop(1)
sys.addaudithook(lambda event, args: event == "socket.connect" and print(args[1], file=open(log, "a")))
runpy.run_module("interview_coder", run_name="__main__")
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = a_small_study(tmp_path_factory.mktemp("guard") / "study")
    made.run().write()
    return made.folder.root


@pytest.fixture(scope="module")
def server(study: Path) -> Iterator[Server]:
    with serving(study) as served:
        yield served


def assert_refused(answer: Answer, server: Server, *statuses: int) -> None:
    assert answer.status in statuses, answer
    assert 'aria-label="Suggestion"' not in answer.body
    assert server.token not in answer.body
    assert answer.header("set-cookie") is None
    assert not server.lines()


def assert_strict(answer: Answer) -> None:
    policy = answer.header("content-security-policy") or ""
    assert set(policy.split("; ")) == POLICY
    assert {name: answer.header(name) for name in STRICT} == STRICT
    assert answer.header("server") is None
    assert answer.header("access-control-allow-origin") is None


def suggestion(server: Server) -> str:
    """Return the id of the suggestion that is shown."""
    page = html.fromstring(server.get("/queue").body)
    return str(page.xpath("string(//input[@name='id']/@value)"))


def test_the_browser_with_the_token_gets_a_cookie_and_then_the_page(server: Server) -> None:
    first = server.get(f"/?token={server.token}", cookie=False)
    assert (first.status, first.header("location"), first.body) == (303, "/", "")
    assert first.header("set-cookie") == f"{server.cookie.removeprefix('Cookie: ')}; HttpOnly; SameSite=Strict; Path=/"
    page = server.get("/queue")
    assert page.status == 200
    assert server.token not in page.body


def test_a_file_that_leads_here_gets_a_page_that_leads_on_because_browsers_hold_the_cookie_back_at_a_redirect(
    server: Server,
) -> None:
    answer = server.get(f"/queue?token={server.token}", "Sec-Fetch-Site: cross-site", cookie=False)
    assert (answer.status, answer.header("refresh"), answer.body) == (200, "0; url=/queue", "")
    assert answer.header("set-cookie")
    assert_strict(answer)


def test_cookies_of_other_programs_on_this_computer_do_not_hide_ours(server: Server) -> None:
    strange = 'Cookie: a={"b": [1, 2]}; c="; d'
    assert server.get("/queue", strange).status == 200
    mixed = f"Cookie: x={{y; {server.cookie.removeprefix('Cookie: ')}; z=[]"
    assert server.get("/queue", mixed, cookie=False).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/queue",
        "/progress",
        "/static/page.js",
        "/nothing",
        "/?token=",
        "/?token=wrong",
        "/?token=%ff",
        "/?tok=%00",
    ],
)
def test_without_the_token_nothing_is_shown(server: Server, path: str) -> None:
    answer = server.get(path, cookie=False)
    assert_refused(answer, server, 403)
    assert_strict(answer)


@pytest.mark.parametrize(
    "cookie",
    [
        "interview-coder-{port}=",
        "interview-coder-{port}=wrong",
        "interview-coder-{port}={token}x",
        'interview-coder-{port}="{token}"',
        "interview-coder-{other}={token}",
        "interview-coder={token}",
        "token={token}",
        "interview-coder-{port}=é",
    ],
)
def test_a_wrong_cookie_or_that_of_another_port_opens_nothing(server: Server, cookie: str) -> None:
    sent = cookie.format(port=server.port, other=server.port + 1, token=server.token)
    assert_refused(server.get("/queue", f"Cookie: {sent}", cookie=False), server, 403)


def test_the_token_of_another_page_on_this_computer_opens_nothing(server: Server, tmp_path: Path) -> None:
    shutil.copytree(server.root, tmp_path / "study", ignore=shutil.ignore_patterns(".interview-coder"))
    with serving(tmp_path / "study", "ann") as other:
        sent = f"Cookie: interview-coder-{server.port}={other.token}"
        assert_refused(server.get("/queue", sent, cookie=False), server, 403)
        assert_refused(server.get(f"/?token={other.token}", cookie=False), server, 403)


@pytest.mark.parametrize(
    "hosts",
    [
        ["evil.example"],
        ["evil.example:{port}"],
        ["EVIL.EXAMPLE:{port}"],
        ["127.0.0.1"],
        ["127.0.0.1:{other}"],
        ["127.0.0.1:{port}.evil.example"],
        ["127.0.0.1.evil.example:{port}"],
        ["localhost.evil.example:{port}"],
        ["evil.example@127.0.0.1:{port}"],
        ["127.1:{port}"],
        ["0.0.0.0:{port}"],
        ["[::1]:{port}"],
        ["[::ffff:127.0.0.1]:{port}"],
        ["LOCALHOST:{port}"],
        [""],
        ["127.0.0.1:{port}, evil.example"],
    ],
)
def test_a_name_that_leads_here_from_elsewhere_is_not_answered_even_with_the_cookie(
    server: Server, hosts: list[str]
) -> None:
    named = [one.format(port=server.port, other=server.port + 1) for one in hosts]
    answer = server.get("/queue", host=named)
    assert_refused(answer, server, 421)
    assert_strict(answer)
    assert_refused(server.get(f"/?token={server.token}", host=named), server, 421)


def test_two_hosts_or_none_are_not_answered(server: Server) -> None:
    assert_refused(server.get("/queue", host=[server.host, "evil.example"]), server, 400, 421)
    assert_refused(server.get("/queue", host=["evil.example", server.host]), server, 400, 421)
    assert_refused(server.get("/queue", host=[]), server, 400, 421)
    assert_refused(server.ask("GET /queue HTTP/1.0", host=[]), server, 421)
    assert_refused(server.ask("GET /queue HTTP/1.0", host=["evil.example"]), server, 421)


def test_a_whole_address_in_the_first_line_changes_nothing(server: Server) -> None:
    line = "GET http://{}/queue HTTP/1.1"
    assert_refused(server.ask(line.format("evil.example")), server, 404)
    assert_refused(server.ask(line.format("evil.example"), host=["evil.example"]), server, 421)
    assert_refused(server.ask(line.format(server.host), host=["evil.example"]), server, 421)


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "Forwarded", "X-Forwarded-For", "X-Original-URL", "X-Http-Method"]
)
def test_what_proxies_say_is_not_believed(server: Server, name: str) -> None:
    assert_refused(server.get("/queue", f"{name}: 127.0.0.1:{server.port}", host=["evil.example"]), server, 421)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:{other}",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}/",
        "HTTP://127.0.0.1:{port}",
        " ",
    ],
)
@pytest.mark.parametrize("path", ["/queue/decide", "/queue/undo", "/queue/let-go"])
def test_a_form_that_another_page_sends_changes_nothing(server: Server, path: str, origin: str | None) -> None:
    sent = None if origin is None else origin.format(port=server.port, other=server.port + 1)
    fields = {"id": suggestion(server), "act": "accept"}
    answer = server.post(path, fields, origin=sent)
    assert_refused(answer, server, 403)
    assert_strict(answer)
    own = f"Origin: http://{server.host}"
    assert_refused(server.post(path, fields, own, origin="http://evil.example"), server, 400, 403)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything", ""])
def test_what_another_page_loads_or_sends_is_not_answered(server: Server, site: str) -> None:
    told = f"Sec-Fetch-Site: {site}"
    assert_refused(server.get("/queue", told), server, 403)
    assert_refused(server.get("/static/page.js", told), server, 403)
    assert_refused(server.post("/queue/undo", {}, told), server, 403)
    assert_refused(server.get("/queue", "Sec-Fetch-Site: same-origin", told), server, 403)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "get", "X"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    answer = server.ask(f"{method} /queue HTTP/1.1", f"Origin: http://{server.host}")
    assert_refused(answer, server, 405)
    assert_strict(answer)


def test_a_page_is_not_changed_by_asking_for_it(server: Server) -> None:
    for path in ("/queue/decide", "/queue/undo", "/queue/let-go"):
        assert_refused(server.get(f"{path}?id={suggestion(server)}&act=accept"), server, 404)
    assert server.ask("HEAD /queue HTTP/1.1").status == 200
    assert_refused(server.post("/queue", {}), server, 404)


@pytest.mark.parametrize("folder", ["/static/", "/static", "/transcript/", "/queue/", "/"])
@pytest.mark.parametrize(
    "way",
    [
        "../codebook.yml",
        "../../../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/app.py",
        "..%252f..%252fetc%252fpasswd",
        "..\\..\\app.py",
        "..%5c..%5capp.py",
        "%2fetc%2fpasswd",
        "//etc/passwd",
        "page.css%00.js",
        "%00",
        "page.css/../../app.py",
        "C:%5cWindows%5cwin.ini",
        "file:///etc/passwd",
        ".",
        "%c0%ae%c0%ae/app.py",
        "%ff%fe",
    ],
)
def test_no_path_leads_to_a_file_of_the_computer(server: Server, folder: str, way: str) -> None:
    answer = server.get(folder + way)
    assert answer.status in {303, 400, 404}
    assert answer.header("location") in {None, "/queue"}
    assert not re.search(r"root:|import |themes:|\[fonts\]", answer.body)
    if answer.status == 404:
        assert_strict(answer)


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/queue", "/%0d%0aX-Bad:%20yes", "/%E4%BD%A0", "/\\evil"]
)
def test_the_first_visit_leads_to_this_page_only(server: Server, path: str) -> None:
    answer = server.get(f"{path}?token={server.token}", cookie=False)
    assert answer.status == 303
    assert answer.header("x-bad") is None
    assert re.fullmatch(r"/(?!/)[!-~]*", answer.header("location") or "")


def test_too_long_a_request_is_refused_however_it_says_its_length(server: Server) -> None:
    start, own = "POST /queue/undo HTTP/1.1", f"Origin: http://{server.host}"
    for length in ("1000001", "9" * 18, "9" * 5000, "-1", "1e3", "x"):
        assert_refused(server.ask(start, own, f"Content-Length: {length}"), server, 400, 413)
    assert_refused(server.ask(start, own, "Content-Length: 1", "Content-Length: 2", body="ab"), server, 400)
    both = ("Content-Length: 5", "Transfer-Encoding: chunked")
    assert server.ask(start, own, *both, body="0\r\n\r\n").status in {303, 400}
    large = b"note=" + b"x" * 60_000
    chunk = b"%x\r\n%s\r\n" % (len(large), large)
    answer = server.ask(start, own, "Transfer-Encoding: chunked", body=chunk * 40 + b"0\r\n\r\n")
    assert_refused(answer, server, 0, 413)
    assert server.get("/queue").status == 200


def test_a_request_of_neither_form_nor_sense_is_told_and_not_fallen_over(server: Server) -> None:
    many = {f"f{number}": "" for number in range(5_000)}
    answer = server.post("/queue/decide", many)
    assert_refused(answer, server, 400)
    assert "too many fields" in answer.body
    assert_strict(answer)
    assert_refused(server.get("/queue?" + "&".join(f"f{n}=1" for n in range(1_500))), server, 400)
    for body in (b"\xff\xfe\x00", b"=&=&=", b"act=%00&id=%FF", b"{}", b"act=accept&id=" + "é".encode() * 999):
        sent = (f"Content-Length: {len(body)}", f"Origin: http://{server.host}")
        answer = server.ask("POST /queue/decide HTTP/1.1", *sent, body=body)
        assert_refused(answer, server, 400)
        assert_strict(answer)


def test_what_is_no_suggestion_code_or_place_is_told(server: Server) -> None:
    own = {"id": suggestion(server)}
    for fields in (
        {"id": "nobody", "act": "accept"},
        own,
        {**own, "act": "drop"},
        {**own, "act": "undo"},
        {**own, "act": "recode", "to_code": "../x"},
        {**own, "act": "memo", "note": ""},
        {**own, "act": "move", "start": "-1", "end": "5"},
        {**own, "act": "move", "start": "5", "end": "999999999"},
        {**own, "act": "move", "start": "9999999999999", "end": "5"},
        {**own, "act": "add", "to_code": "code_1", "start": "0", "end": "3"},
        {**own, "act": "add", "to_code": "code_1", "start": "٣", "end": "3"},
    ):
        answer = server.post("/queue/decide", fields)
        assert_refused(answer, server, 400)
        assert 'role="alert"' in answer.body


def test_headers_without_end_are_refused(server: Server) -> None:
    assert_refused(server.get("/queue", "X-Long: " + "x" * 200_000), server, 0, 400)
    assert_refused(server.get("/queue", *(f"X-{n}: {'y' * 500}" for n in range(500))), server, 0, 400)
    assert_refused(server.get("/queue?" + "x" * 200_000), server, 0, 400)
    assert_refused(server.send("GET /queue HTTP/1.1\r\nHost: x\r\n X: folded\r\n\x00: y\r\n\r\n"), server, 400)
    assert_refused(server.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 tls\r\n\r\n"), server, 400)
    assert server.get("/queue").status == 200


def test_those_who_never_finish_keep_nobody_else_waiting_and_do_not_keep_it_from_ending(study: Path) -> None:
    with serving(study, "slow") as server, ExitStack() as stack:
        post = (
            f"POST /queue/undo HTTP/1.1\r\nHost: {server.host}\r\n{server.cookie}\r\nOrigin: http://{server.host}\r\n"
        )
        for number in range(60):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS)
            stack.enter_context(connection)
            connection.sendall([b"", b"GET /que", f"{post}Content-Length: 9\r\n\r\nx".encode()][number % 3])
        started = time.monotonic()
        assert server.get("/queue").status == 200
        assert time.monotonic() - started < 5
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(SECONDS) == 0


def test_an_upgrade_to_a_web_socket_is_not_made(server: Server) -> None:
    upgrade = ("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
    for origin in (f"http://{server.host}", "http://evil.example"):
        answer = server.send(
            "\r\n".join(
                [
                    "GET /queue HTTP/1.1",
                    f"Host: {server.host}",
                    *upgrade,
                    f"Origin: {origin}",
                    "Connection: Upgrade",
                    "",
                    "",
                ]
            )
        )
        assert_refused(answer, server, 403)


@pytest.mark.parametrize(
    ("path", "status"), [("/", 303), ("/queue", 200), ("/progress", 200), ("/static/page.css", 200), ("/none", 404)]
)
def test_every_answer_is_strict(server: Server, path: str, status: int) -> None:
    answer = server.get(path)
    assert answer.status == status
    assert_strict(answer)
    assert (answer.header("content-type") or "text/plain").startswith("text/")


def test_a_failure_of_the_program_is_told_without_what_it_was_about(study: Path, tmp_path: Path) -> None:
    shutil.copytree(study, tmp_path / "study", ignore=shutil.ignore_patterns("reviewing-*"))
    with serving(tmp_path / "study") as server:
        shutil.rmtree(server.root / ".interview-coder")
        answer = server.get("/queue")
        assert answer.status == 500
        assert_strict(answer)
        assert answer.body.startswith("The program failed.")
        assert "Traceback" not in answer.body


def test_nobody_else_than_this_computer_is_listened_to(server: Server) -> None:
    table = Path("/proc/net/tcp")
    if table.exists():
        ports = [line.split()[1].split(":") for line in table.read_text().splitlines()[1:] if line.split()[3] == "0A"]
        assert [host for host, port in ports if int(port, 16) == server.port] == ["0100007F"]
    connect = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5)"
    for host in _list_own_addresses():
        tried = [sys.executable, "-c", connect, host, str(server.port)]
        assert subprocess.run(tried, capture_output=True, check=False).returncode == 1, host


def _list_own_addresses() -> set[str]:
    """Return the addresses of this computer, but for the first of the loopback."""
    routes = Path("/proc/net/fib_trie")
    told = routes.read_text() if routes.exists() else ""
    found = {host for host, _ in re.findall(r"\|-- ([\d.]+)\n\s+(/32 host LOCAL)", told)}
    return {"127.0.0.2", "::1", *found} - {"127.0.0.1"}


def test_the_token_is_read_by_nobody_else(server: Server) -> None:
    holding = [path for path in server.root.rglob("*") if path.is_file() and server.token.encode() in path.read_bytes()]
    assert {path.name for path in holding} == {"reviewing-ben.json", "reviewing-ben.html"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in holding} == {0o600}
    told = Path(f"/proc/{server.process.pid}/cmdline")
    if told.exists():
        assert server.token.encode() not in told.read_bytes()
        assert server.token.encode() not in Path(f"/proc/{server.process.pid}/environ").read_bytes()


def test_the_browser_is_given_a_file_because_all_users_see_what_programs_are_called_with(
    study: Path, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/called\ncat "${{1#file://}}" > {tmp_path}/page\n')
    browser.chmod(0o755)
    command = command_line("review", study, "--coder", "eve")
    environment = {**os.environ, "BROWSER": f"{browser} %s", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split(": ")[1].strip()
        token = address.split("token=")[1]
        assert Server(study, "eve", address, process).get("/queue").status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
    called = (tmp_path / "called").read_text()
    assert called.startswith("file:///")
    assert token not in called
    page = html.parse(str(tmp_path / "page"))
    assert page.xpath("string(//meta[@http-equiv='refresh']/@content)") == f"0; url={address}"
    assert not [
        path
        for path in (study / ".interview-coder").iterdir()
        if path.name.startswith("reviewing-eve.") and path.suffix != ".lock"
    ]


def test_it_ends_with_its_message_and_says_nothing_of_who_asked(study: Path) -> None:
    with serving(study, "end") as server:
        assert server.get("/queue").status == 200
        assert server.get("/queue", cookie=False).status == 403
        server.get("/queue", host=["evil.example"])
        server.process.send_signal(signal.SIGINT)
        told, _ = server.process.communicate(timeout=SECONDS)
        assert server.process.returncode == 0
        assert told == "Closed. Every decision is kept; run counts them: interview-coder run\n"


BAD = "<script>alert(1)</script>"
QUOTED = "\"'><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A study in which everything that somebody can write is script."""
    said = f"The rent {BAD} went up {QUOTED} twice & again."
    talk = f"Interviewer: What of {BAD} the rent?\n\nP{QUOTED}: {said}\n\nP01: My rent {BAD} is fine.\n"
    codebook = {
        "title": BAD,
        "themes": [
            {
                "id": "cost",
                "label": BAD,
                "definition": QUOTED,
                "codes": [
                    {
                        "id": "a",
                        "label": QUOTED,
                        "definition": BAD,
                        "include": [BAD],
                        "exclude": [QUOTED],
                        "match": ["rent"],
                    },
                    {"id": "b", "label": BAD, "match": ["again"]},
                ],
            }
        ],
    }
    root = tmp_path_factory.mktemp("hostile") / "study"
    roster = f'participant,stakeholder_type\nP01,"{BAD}"\n"P""\'><img src=x onerror=alert(2)>{{{{7*7}}}}","{BAD}"\n'
    settings = f"language_model: blank\ntitle: {json.dumps(BAD)}\n"
    study = write_study(root, {f"a{QUOTED.replace('/', '')}.txt": talk}, json.dumps(codebook), roster, settings)
    study.run(allow_unknown=True).write()
    with serving(root) as server:
        yield server


def assert_nothing_became_markup(answer: Answer) -> None:
    assert_strict(answer)
    if (answer.header("content-type") or "").startswith("text/css"):
        assert not re.search(r"[<>@\"']|url|import", answer.body)
        return
    if not answer.body or (answer.header("content-type") or "").startswith("text/plain"):
        return
    page = html.document_fromstring(answer.body)
    assert all(re.fullmatch(r"/static/[a-z]+\.js", one.get("src")) for one in page.iter("script"))
    assert not list(page.iter("img", "style", "iframe", "object", "base"))
    names = {name for one in page.iter() for name in one.attrib}
    assert not [name for name in names if name.startswith("on") or name in {"style", "srcdoc", "formaction"}]
    links = {value for _, _, value, _ in page.iterlinks()}
    assert all(re.match(r"/(?!/)|[#?]|$", one) for one in links), links
    assert "}}49" not in answer.body
    assert "x onerror=alert(2)>49" not in page.text_content()


def test_nothing_that_somebody_wrote_becomes_part_of_a_page(hostile: Server) -> None:
    item = suggestion(hostile)
    assert item
    for act in ({"act": "memo", "note": BAD + QUOTED}, {"act": "reject", "reason": BAD, "note": QUOTED}):
        assert hostile.post("/queue/decide", {"id": item, **act}).status == 303
    source = quote(f"a{QUOTED.replace('/', '')}")
    bad = quote(BAD)
    for path in (
        f"/queue?at={item}&state=all",
        f"/queue?theme={bad}&code={bad}&source={bad}&order={bad}&rule={quote(QUOTED)}",
        f"/queue?state={bad}",
        f"/queue?at={bad}",
        f"/queue?around={bad}",
        "/progress",
        "/transcripts",
        f"/transcript/{source}",
        f"/transcript/{source}?turn={bad}&code={bad}&find={bad}",
        "/codebook",
        "/codebook/a",
        f"/codebook/a?rule={bad}",
        f"/codebook/{quote(BAD.replace('/', ''))}",
        "/matrix",
        f"/matrix?by={bad}",
        f"/matrix/cell?row={bad}&column=cost",
        "/blind",
        "/compare",
        f"/compare?a={bad}&b={bad}",
        f"/{bad}",
        "/static/colours.css",
    ):
        assert_nothing_became_markup(hostile.get(path))
    shown = html.document_fromstring(hostile.get(f"/queue?at={item}&state=all").body).text_content()
    assert BAD in shown
    assert QUOTED in shown
    assert BAD in html.document_fromstring(hostile.get(f"/transcript/{source}").body).text_content()


FIELDS = """
act all anyway around at b by code_of column dim edit end event find from id note of order part phrases reason row rule
sample saved seed seen size start state take text theme to_code token turn weighed whose write written
"""
VALUES = (
    "",
    " ",
    "x",
    "0",
    "1",
    "-1",
    "3.5",
    "999999999",
    "٣",
    "a\0b",
    "\ud800",
    "\n",
    BAD,
    "..",
    "a",
    "cost",
    "x" * 5000,
)


@pytest.mark.parametrize(("method", "address"), PAGES)
def test_whatever_is_asked_of_a_page_it_answers_and_does_not_fall_over(
    hostile: Server, method: str, address: str
) -> None:
    random = seeded((method, address))
    acts = ("accept", "reject", "recode", "move", "add", "undo", "defer", "memo", "draw", "done", "take", "none")
    own = [f"a{QUOTED.replace('/', '')}", "a", "b", suggestion(hostile) or "none"]
    for _ in range(25):
        path = re.sub(r"\{\w+(:path)?\}", lambda _: quote(random.choice([*own, "x", "..", "%00"])), address)
        fields = {
            name: random.choice([*VALUES, *own, *acts]) for name in random.sample(FIELDS.split(), random.randint(0, 12))
        }
        fields["act"] = random.choice(acts)
        sent = urlencode(fields, errors="surrogatepass")
        if method == "GET":
            answer = hostile.get(f"{path}?{sent}")
        else:
            told = (f"Content-Length: {len(sent)}", f"Origin: http://{hostile.host}")
            answer = hostile.ask(f"POST {path} HTTP/1.1", *told, body=sent)
        assert answer.status in {200, 303, 400, 404, 409}, (path, fields, answer.body)
        assert re.match(r"/(?!/)", answer.header("location") or "/")
        assert_nothing_became_markup(answer)


def test_nothing_is_asked_for_outside_of_this_computer(server: Server, tmp_path: Path) -> None:
    for path in ("/queue", "/progress"):
        page = html.document_fromstring(server.get(path).body)
        links = {value for _, _, value, _ in page.iterlinks()}
        assert links
        assert all(re.match(r"/(?!/)", one) or one.startswith("#") for one in links)
    log = tmp_path / "log"
    command = [sys.executable, "-c", WATCHED, str(log)]
    command += ["review", str(server.root), "--coder", "out", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        one = Server(server.root, "out", process.stdout.readline().split(": ")[1].strip(), process)
        assert one.post("/queue/decide", {"id": suggestion(one), "act": "accept"}).status == 303
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
    assert not log.exists()


def test_none_of_all_that_left_a_decision_or_changed_a_file(server: Server) -> None:
    assert not server.lines()
    names = set(files_below(server.root))
    assert not [name for name in names if name.startswith("decisions/") and "out" not in name]
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        connection.sendall(f"GET /queue HTTP/1.1\r\nHost: {server.host}\r\n{server.cookie}\r\n\r\n".encode())
        assert read_answer(connection).status == 200
