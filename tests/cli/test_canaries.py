"""A study whose every name is a word that nothing else holds: after each command it stands nowhere but where it may."""

from __future__ import annotations

import asyncio
import http.client
import io
import socket
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from threading import Thread

import click
import pytest
from tests.cli.calling import invoke
from tests.desks import Desk
from uvicorn import Server

from interview_coder.cli import COMMANDS
from interview_coder.pseudonymising.finding import find_names

CANARIES = ("zqvorbel", "kextrann", "wrubbex", "quandlifort", "pellizwick", "dromquay", "vexhollow", "brixtaffle")
ROSTER = """\
name,kind,stakeholder_type,others
Zqvorbel Kextrann,person,GP,ZK;Pellizwick
Wrubbex Quandlifort,person,commissioner,
Dromquay Hospital,organisation,,Dromquay
Vexhollow,place,,
"""
TALK = """\
Interviewee: Zqvorbel Kextrann

Interviewer: Who runs the clinic at Dromquay Hospital?

Zqvorbel Kextrann: I do, with Wrubbex Quandlifort, in Vexhollow. They say Pellizwick. Write to z.kextrann@dromquay.org.

Interviewer: And Dr Brixtaffle?

Zqvorbel Kextrann: zqvorbel is KEXTRANN, and Dr Brixtaffle left the clinic. KEXTRANN’s clinic, that is.

Wrubbex Quandlifort: Only the clinic was left in Vexhollow, said Quand\u00adlifort.
"""
CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Wrubbex Quandlifort>Tell me about the clinic, Zqvorbel.

00:00:05.000 --> 00:00:09.000
<v Zqvorbel Kextrann>The clinic at Dromquay was mine.
"""
REPORT = "“Only the clinic was left in”, somebody said.\n"
MAY_HOLD = {"raw", "own", "back"}
"""The originals, what lies with the key, and what was restored."""


def write_document(desk: Desk) -> None:
    """Write a Word document whose properties and comments have names in them."""
    import docx

    document = docx.Document()
    document.core_properties.author = "Zqvorbel Kextrann"
    document.core_properties.title = "Interview with Zqvorbel Kextrann"
    document.add_paragraph("Interviewer: What of the clinic?")
    document.add_paragraph("Wrubbex Quandlifort: The clinic is shut, Zqvorbel.")
    document.add_paragraph("Interviewer: Since when?")
    document.add_paragraph("Wrubbex Quandlifort: Since Vexhollow lost it.")
    content = io.BytesIO()
    document.save(content)
    desk.put("Quandlifort Wrubbex 2.docx", content.getvalue())


def fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if unicodedata.category(one) not in {"Mn", "Cf"}).casefold()


def find_canaries(root: Path, *printed: str) -> list[str]:
    """Return where a canary stands: in the name of a file, in its bytes, in what is zipped in it, or on the screen."""
    texts = {f"printed {n}": text for n, text in enumerate(printed)}
    for path in root.rglob("*"):
        name = path.relative_to(root)
        if name.parts[0] in MAY_HOLD:
            continue
        raw = path.read_bytes() if path.is_file() else b""
        texts[name.as_posix()] = f"{name} {raw.decode('utf-8', 'ignore')} {raw.decode('utf-16-le', 'ignore')}"
        if zipfile.is_zipfile(io.BytesIO(raw)):
            with zipfile.ZipFile(io.BytesIO(raw)) as parts:
                texts[name.as_posix()] += " ".join(
                    parts.read(part).decode("utf-8", "ignore") for part in parts.namelist()
                )
    return [f"{canary} in {place}" for place, text in texts.items() for canary in CANARIES if canary in fold(text)]


def list_calls(desk: Desk, gp: str) -> dict[str, list[list[object]]]:
    """Return what is called of each command, in this order."""
    study, key = desk.study, ["--key", desk.key]
    into = ["anonymise", desk.raw, "--into", desk.corpus, *key]
    return {
        "anonymise": [into, ["anonymise", "--decide", study, *key], into],
        "init": [["init", study.parent / "new"]],
        "sources": [["sources", study], ["sources", study, "--show", "talk"]],
        "participants": [["participants", study]],
        "check": [["check", study, "--allow-unknown"]],
        "codebook": [["codebook", "check", study], ["codebook", "test", study], ["codebook", "try", "clinic", study]],
        "run": [["run", study, "--allow-unknown"]],
        "review": [["review", study, "--coder", "ann", "--no-browser"]],
        "share": [["share", study]],
        "matrix": [["matrix", study, "--allow-unknown"]],
        "frequencies": [["frequencies", study, "--allow-unknown"]],
        "framework": [
            ["framework", study, "--allow-unknown"],
            *(["framework", study, "--output", study / f"matrix.{form}"] for form in ("html", "xlsx", "docx", "csv")),
        ],
        "summary": [
            ["summary", "GP type", "care", study, "--text", "Shut.", "--coder", "ann"],
            ["summary", "--list", study],
        ],
        "quotes": [["quotes", study, "--allow-unknown"], ["quotes", study, "--output", study / "quotes.xlsx"]],
        "edit-quote": [["edit-quote", "0" * 16, study, "--omit", "clinic", "--coder", "ann"]],
        "kwic": [["kwic", "clinic", study, "--allow-unknown"]],
        "explain": [["explain", "talk#2", study, "--allow-unknown"]],
        "verify": [["verify", study / "report.md", study, "--allow-unknown"]],
        "suggest": [["suggest", "clinic", study, "--allow-unknown"]],
        "clusters": [["clusters", study, "--allow-unknown"]],
        "disclosure": [["disclosure", study, "--allow-unknown", "--scan", "--show"]],
        "tables": [["tables", study, "--publish", "--output", study.parent / "published"]],
        "balance": [["balance", study, "--allow-unknown"]],
        "methods": [["methods", study, "--allow-unknown"], ["methods", study, "--output", study / "methods.docx"]],
        "charts": [["charts", study, "--only", "theme_matrix"]],
        "completion": [["completion", "bash"]],
        "risk": [["risk", study, "--all", *key], ["risk", study, "--without-key"]],
        "restore": [["restore", desk.corpus / "talk.txt", "--to", desk.raw.parent / "back", "--study", study, *key]],
        "withdraw": [["withdraw", gp, study, *key], ["run", study, "--allow-unknown"]],
    }


PAGES = ("/queue", "/transcripts", "/transcript/talk", "/blind", "/compare?now=1", "/matrix", "/codebook", "/progress")


def read_pages(server: Server, sockets: list[socket.socket]) -> None:
    """Serve until every page was asked for; print them, so that they are looked through."""
    thread = Thread(target=asyncio.run, args=(server.serve(sockets),))
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", sockets[0].getsockname()[1])
    try:
        connection.request("GET", f"/?token={server.config.app._token}")  # type: ignore[union-attr]
        cookie = connection.getresponse().headers["set-cookie"].split(";")[0]
        connection.close()
        for page in PAGES:
            connection.request("GET", page, headers={"Cookie": cookie})
            answer = connection.getresponse()
            content = answer.read().decode()
            assert answer.status == 200, (page, content)
            click.echo(content)
    finally:
        connection.close()
        server.should_exit = True
        thread.join()


def test_no_name_stands_anywhere_after_any_command(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.pseudonymising.finding.find_names", find_names)
    monkeypatch.setattr("click.getchar", lambda: "m")
    monkeypatch.setattr("uvicorn.Server.run", read_pages)
    root = desk.raw.parent
    (root / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(root / "temporary"))
    for path in desk.raw.iterdir():
        path.unlink()
    desk.put("roster.csv", ROSTER)
    desk.put("talk.txt", TALK)
    desk.put("Kextrann_Zqvorbel_2016.vtt", CAPTIONS)
    desk.put("participants.csv", "participant,stakeholder_type,site\nZqvorbel Kextrann,GP,Dromquay Hospital\n")
    write_document(desk)
    (desk.study / "report.md").write_text(REPORT)
    monkeypatch.chdir(root)
    called = set()
    gp = ""
    for name, calls in list_calls(desk, "GP").items():
        for arguments in calls:
            given = [gp if one == "GP" else one for one in arguments]
            result = invoke(*given)
            assert result.exit_code in {0, 1}, (given, result.output)
            assert result.exception is None or result.exit_code == 1, (given, result.exception)
            assert not find_canaries(root, result.stdout, result.stderr, str(result.exception or "")), given
            called.add(name)
        if name == "anonymise":
            gp = next(row.split(",")[0] for row in desk.read()["participants.csv"].splitlines() if ",GP," in row)
    assert called == COMMANDS.keys()


def test_the_messages_of_what_goes_wrong_tell_no_name(desk: Desk) -> None:
    desk.put("Zqvorbel Kextrann.doc", b"\xd0\xcf\x11\xe0")
    desk.put("Kextrann.txt", b"Zqvorbel Kextrann: caf\xe9\n")
    desk.put("Kextrann.docx", b"no document")
    desk.put("Kextrann.csv", b"Zqvorbel,Kextrann\n1\n")
    people = "participant,Kextrann\nZqvorbel Kextrann,Brixtaffle\n"
    for roster, sheet in (
        ("name,kind\nZqvorbel,Kextrann\n", people),
        ("Zqvorbel\n", people),
        (ROSTER, people),
        (ROSTER, ""),
    ):
        desk.put("roster.csv", roster)
        desk.put("participants.csv", sheet or "participant,stakeholder_type\n")
        result = invoke("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
        assert result.exit_code == 1
        assert not find_canaries(desk.raw.parent, result.output, str(result.exception))
