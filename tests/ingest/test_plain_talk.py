"""Plain talk is read in one go, and as it is read line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest.plain_talk import read_plain_talk
from interview_coder.ingest.transcript import ReadOptions
from interview_coder.ingest.turns import split_turns
from interview_coder.ingest.txt import read_document

CORPUS = Path(__file__).parents[2] / "corpus"
LABELS = (
    *("P01", "p01", "P 01", "INTERVIEWER", "I", "Interviewer", "Asha Verin", "Zoë", "Chair", "Q1", "Q2", "Q3", "Date"),
    *(
        "So",
        "and then",
        "Dr. Bell",
        "Speaker 1",
        "P - Q",
        "",
        " P02",
        "P02 ",
        "12",
        "Site",
        "one more thing",
        "A\u00a0B",
    ),
    *("Jo (GP)", "Re: P01", "e\u0301va", "P：01", "Panel 2", "Iinterviewer", "x" * 61, "dan", "---", "my thing"),
)
BOTH = frozenset({"Asha Verin", "Tomas Quill"})
SPEECH = (
    *("Yes.", "Well, no?", "", " ", "[laughs] Yes", "3 May", "*Yes*", "It is: so", "He said ", "\u00a0so", "**no**"),
    *("So \x1d", "a | b", "ten #3", "P01: Yes", "  two", "(pause)", "٣ of them", "Date: 4", "end of interview"),
)
SEPARATORS = (": ", ": ", ": ", ": ", ":", ":  ", " : ", ":\t", "", " - ")


def read_line_by_line(text: str, options: ReadOptions) -> object:
    try:
        return split_turns(read_document(text.encode(), file="a.txt"), file="a.txt", options=options)
    except InputError as error:
        return error


plain_lines = st.tuples(
    st.sampled_from(("P01", "P02", "INTERVIEWER", "Asha Verin", "Zoë", "dan", "Speaker 1", "Site", "I")),
    st.just(": "),
    st.sampled_from(("Yes.", "Well, no?", "It is: so", "He said ", "Date: 4", "end of interview", "So \x1d")),
)
odd_lines = st.tuples(st.sampled_from(LABELS), st.sampled_from(SEPARATORS), st.sampled_from(SPEECH))
line_ends = st.sampled_from(("\n", "\n", "\n\n", "\n\n", "\n \n", "\n\n\n"))
texts = st.lists(st.tuples((plain_lines | plain_lines | odd_lines).map("".join), line_ends).map("".join)).map("".join)
plain_texts = st.lists(st.tuples(plain_lines.map("".join), line_ends).map("".join)).map("".join)
options = st.builds(
    ReadOptions,
    known_labels=st.frozensets(st.sampled_from(LABELS)),
    dialect=st.sampled_from(["", "", "", "label", "none"]),
    speaker=st.sampled_from(["", "P09"]),
    speakers=st.sampled_from([frozenset(), frozenset(), frozenset({"P01"})]),
)


@given(texts | plain_texts, options)
@example("", ReadOptions())
@example("\n\n", ReadOptions())
@example("Name: Jo\nSite: North\n\nI: Well?\n\nJo: Yes.\n\nI: So?\n\nJo: So.", ReadOptions())
@example("P01: Yes.\nP02: No.\nP01: Oh.", ReadOptions(known_labels=frozenset({"P01", "P02"})))
@example("---\na: b\n---\nP01: Yes.\nP01: No.", ReadOptions())
def test_plain_talk_is_read_as_it_is_line_by_line(text: str, options: ReadOptions) -> None:
    plain = read_plain_talk(text, options)
    assert plain is None or plain == read_line_by_line(text, options)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("**/*.txt")), ids=lambda path: path.name)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_labelled_lines_of_a_transcript_are_read_as_they_are_line_by_line(path: Path, between: str) -> None:
    lines = re.findall(r"^[A-Z][A-Za-z0-9]+: [^\W\d].*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    text = between.join(lines)
    plain = read_plain_talk(text, ReadOptions())
    assert plain is not None
    assert len(plain.turns) == len(lines) > 5
    assert plain == read_line_by_line(text, ReadOptions())


def is_plain(text: str, options: ReadOptions) -> bool:
    return read_plain_talk(text, options) is not None


def test_what_most_transcripts_look_like_is_plain() -> None:
    talk = "INTERVIEWER: Who decides?\n\nP01: The board, they said: us.\n\n" * 3
    assert is_plain(talk, ReadOptions())
    assert is_plain("Asha Verin: Yes.\nTomas Quill: No.\nAsha Verin: So.", ReadOptions(known_labels=BOTH))
    assert not is_plain(f"{talk}P01 goes on.\n", ReadOptions())
    assert not is_plain(f"{talk}Q1: Goes on.\n", ReadOptions())
