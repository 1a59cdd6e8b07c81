"""Scanning outputs: names of speakers, places, and in which files for readers words stand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from interview_coder.disclosing.names import find_in_file_name, find_names, split_names
from interview_coder.disclosing.scanning import scan_texts
from interview_coder.model.disclosure import Find

TEXT = "Nadia Quill: The rent rose. Ask Dr Brown.\nWarden: Nadia knows the warden, jo@example.org."


def scan(
    files: Mapping[str, bytes] | None = None, *, text: str = TEXT, file: str = "one.txt", lists: Any = ()
) -> list[Find]:
    first = text.index("\n")
    records: dict[str, Sequence[Mapping[str, Any]]] = {
        "sources": [{"source": "one", "file": file, "text": text}],
        "turns": [
            {"source": "one", "turn": 1, "start": 13, "speaker": "Nadia Quill"},
            {"source": "one", "turn": 2, "start": first + 9, "speaker": "Warden"},
        ],
        "quotes": [{"source": "one", "start": 13, "end": first}],
    }
    return scan_texts(lambda name: records[name], files or {}, lists=lists)


def test_a_label_that_looks_like_a_name_is_found_and_so_are_its_parts_in_the_texts() -> None:
    found = [(one.kind, one.text, one.turn) for one in scan()]
    assert found == [
        ("speaker's label", "Nadia Quill", 0),
        ("speaker's name", "Nadia Quill", 0),
        ("title and name", "Dr Brown", 1),
        ("speaker's name", "Nadia", 2),
        ("e-mail address", "jo@example.org", 2),
    ]


def test_every_find_in_a_source_is_the_slice_at_its_place() -> None:
    assert all(TEXT[one.start : one.end] == one.text for one in scan() if one.source_id)


def test_it_is_told_whether_words_stand_in_a_quote_and_in_files_for_readers() -> None:
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as parts:
        parts.writestr("word/document.xml", "<w:t>Ask Dr Brown.</w:t>")
    files = {"report.html": b"<style>x{}</style><p>Ask Dr&nbsp;Who. Dr Brown</p>", "quote-book.docx": word.getvalue()}
    [brown] = [one for one in scan(files) if one.text == "Dr Brown"]
    assert brown.published_in == ("quotes.jsonl", "report.html", "quote-book.docx")


def test_what_stands_in_a_file_alone_is_found_there() -> None:
    [one] = [
        one
        for one in scan({"methods.md": b"Coded by Dr Marsh, list @landlord."}, lists=["landlord"])
        if not one.source_id
    ][1:]
    assert (one.kind, one.text, one.file) == ("title and name", "Dr Marsh", "methods.md")


def test_a_file_name_with_a_speakers_name_is_found() -> None:
    [one] = [one for one in scan(file="north/quill_2.txt") if one.kind == "file name"]
    assert one.text == "quill"


def test_what_is_found_is_masked() -> None:
    assert scan()[0].masked == "N… (11 characters)"


def test_roles_codes_and_words_that_are_said_are_no_names() -> None:
    labels = ["P01", "INTERVIEWER", "Finance Director", "Tenant", "Warden", "Speaker 2", "RT07", ""]
    assert find_names(labels, {"warden"}) == []
    assert find_names(["Maria", "Dr Ann Frost"], {"warden"}) == ["Dr Ann Frost", "Maria"]


def test_a_part_of_a_name_that_is_a_common_word_is_not_looked_for() -> None:
    assert set(split_names(["Will Stone"], {"will"})) == {"Will Stone", "Stone"}


def test_common_words_of_file_names_are_left_alone() -> None:
    names = ("Interview_Final.docx", "roundtable.txt", "Focus Group 2.txt", "Health Board Meeting.txt")
    assert [list(find_in_file_name(name, ())) for name in names] == [[], [], [], []]
