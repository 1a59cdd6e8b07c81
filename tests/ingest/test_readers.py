"""What holds for the reader of every format: a reader that is added to a registry is tested here as well."""

from __future__ import annotations

import codecs
import io
import random
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ingest.writers import (
    BESIDE,
    IS_PLAIN_TEXT,
    IS_XML,
    JOINS_CUES,
    JOINS_SPACES,
    WRAPS_LINES,
    WRITERS,
    Said,
    zipped,
)

from interview_coder import ingest
from interview_coder.errors import InputError
from interview_coder.ingest import (
    CAPTION_READERS,
    DOCUMENT_READERS,
    ENDINGS,
    TABLE_READERS,
    load_reader,
    read_transcripts,
)
from interview_coder.ingest.transcript import ReadOptions, Transcript

every_format = pytest.mark.parametrize("ending", sorted(ENDINGS))
every_text = pytest.mark.parametrize("ending", sorted(IS_PLAIN_TEXT))

LABELS = ["INTERVIEWER", "P01", "P02", "Dr Anna Bell AM", "José van Ñandú", "Mary-Jane O’Neil", "the warden"]
OPTIONS = ReadOptions(known_labels=frozenset(LABELS))
WESTERN_WORDS = [
    "well", "Ward", "don’t", "3.1", "10:30", "https://x.org", "said:", "a&e", "<b>", "x<y", "&amp;", "“no”", "(laughs)",
    "…", "—", "%", "[name]", "*bold*", "café", "{so}", "a\\b", "'yes'", '"no"', "a,b;c|d", "#7", "=1+1", "null",
]  # fmt: skip
WORDS = [*WESTERN_WORDS, "e\u0301té", "nai\u0308ve", "👩‍👧", "🙂", "𝒳", "שלום", "ﬁn", "one\u00a0two"]
SHORT: Said = [("INTERVIEWER", "well & now?"), ("P01", "we met\nand left (late)"), ("P02", "no: “yes” at 10:30")]
WORDLESS: Said = [("INTERVIEWER", ""), ("P01", " "), ("INTERVIEWER", "")]


def talk_of(words: Sequence[str], *, most_turns: int = 6) -> st.SearchStrategy[Said]:
    """Return talk whose lines begin with a word that is nobody's label, and in which nobody follows himself."""
    lines = st.lists(st.sampled_from(words), max_size=6).map(lambda some: " ".join(["we", *some]))
    speeches = st.lists(lines, min_size=1, max_size=3).map("\n".join)
    turns = st.lists(st.tuples(st.sampled_from(LABELS), speeches), min_size=2, max_size=most_turns)
    return turns.map(lambda said: [one for n, one in enumerate(said) if n == 0 or one[0] != said[n - 1][0]]).filter(
        lambda said: len(said) > 1
    )


western_talk, any_talk = talk_of(WESTERN_WORDS), talk_of(WORDS)


def words_for(ending: str) -> st.SearchStrategy[Said]:
    return western_talk if ending in WRAPS_LINES else any_talk


def read_all(ending: str, raw: bytes, options: ReadOptions = OPTIONS) -> list[Transcript]:
    return list(read_transcripts(io.BytesIO(raw), ending=ending, file=f"corpus/a{ending}", options=options))


def read(ending: str, raw: bytes, options: ReadOptions = OPTIONS) -> Transcript:
    (transcript,) = read_all(ending, raw, options)
    return transcript


def who_said_what(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def as_read(ending: str, said: Said) -> list[tuple[str, str]]:
    """Return what is to be read, as far as a format does not keep the lines of a speech."""
    if ending in JOINS_SPACES:
        return [(who, " ".join(speech.split())) for who, speech in said]
    if ending in JOINS_CUES:
        return [(who, " ".join(speech.split("\n"))) for who, speech in said]
    return list(said)


def problems_of(ending: str, raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_all(ending, raw)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert problem.place.file == f"corpus/a{ending}"
        assert problem.message
        assert problem.fix
    return str(caught.value)


def test_every_format_is_tested_here() -> None:
    assert set(WRITERS) == set(ENDINGS)
    assert set(ENDINGS) >= IS_PLAIN_TEXT | IS_XML | JOINS_CUES | WRAPS_LINES


def test_no_ending_has_two_readers() -> None:
    assert len(ENDINGS) == len({*DOCUMENT_READERS, *CAPTION_READERS, *TABLE_READERS})


@every_format
def test_the_ending_of_a_format_is_in_lower_case_with_its_dot(ending: str) -> None:
    assert ending == ending.lower()
    assert ending.startswith(".")


@every_format
def test_a_reader_says_what_it_reads(ending: str) -> None:
    assert (load_reader(ending).__doc__ or "").startswith("Read ")


def test_readers_are_loaded_when_a_file_needs_them() -> None:
    program = "import sys, interview_coder.ingest; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    readers = {*DOCUMENT_READERS.values(), *CAPTION_READERS.values(), *TABLE_READERS.values()}
    assert not {f"interview_coder.ingest.{name}" for name in readers} & set(done.stdout.split())


@every_format
@settings(max_examples=30)
@given(data=st.data())
def test_a_turn_is_what_was_said(ending: str, data: st.DataObject) -> None:
    said = data.draw(words_for(ending))
    found = who_said_what(read(ending, WRITERS[ending](said).raw))
    if ending in WRAPS_LINES:
        assert [(who, speech.split()) for who, speech in found] == [(who, speech.split()) for who, speech in said]
    else:
        assert found == as_read(ending, said)


@every_format
@settings(max_examples=15)
@given(data=st.data())
def test_turns_lie_in_the_text_in_order_and_are_numbered(ending: str, data: st.DataObject) -> None:
    transcript = read(ending, WRITERS[ending](data.draw(words_for(ending))).raw)
    assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))
    assert all(before.end <= after.start for before, after in pairwise(transcript.turns))
    assert all(0 <= turn.start < turn.end <= len(transcript.text) for turn in transcript.turns)


@every_format
@settings(max_examples=15)
@given(data=st.data(), beside=st.booleans())
def test_every_turn_leads_back_to_its_place_in_the_file(ending: str, data: st.DataObject, beside: bool) -> None:
    written = WRITERS[ending](data.draw(words_for(ending)), beside=beside)
    transcript = read(ending, written.raw)
    assert [transcript.places.at(turn.start) for turn in transcript.turns] == [
        f"{written.unit} {number}" for number in written.numbers
    ]


@every_format
@settings(max_examples=15)
@given(data=st.data())
def test_no_word_of_the_talk_is_lost_or_added(ending: str, data: st.DataObject) -> None:
    said = data.draw(words_for(ending))
    transcript = read(ending, WRITERS[ending](said).raw)
    assert not transcript.left_out
    in_turns = Counter(" ".join(speech for _, speech in who_said_what(transcript)).split())
    assert in_turns == Counter(" ".join(speech for _, speech in said).split())


@every_format
@settings(max_examples=5)
@given(data=st.data())
def test_what_is_no_talk_is_told_and_changes_no_turn(ending: str, data: st.DataObject) -> None:
    said = data.draw(words_for(ending))
    plain, dressed = (read(ending, WRITERS[ending](said, beside=beside).raw) for beside in (False, True))
    assert who_said_what(dressed) == who_said_what(plain)
    assert BESIDE not in " ".join(speech for _, speech in who_said_what(dressed))
    assert sum(one.count for one in dressed.left_out) or set(dressed.remarks) - set(plain.remarks)


def test_pages_come_in_their_order_and_turns_know_theirs() -> None:
    said = [(LABELS[n % 3], f"we met {n} times " + "and then we left " * 20) for n in range(60)]
    written = WRITERS[".pdf"](said)
    transcript = read(".pdf", written.raw)
    assert [(who, speech.split()) for who, speech in who_said_what(transcript)] == [(w, s.split()) for w, s in said]
    assert [transcript.places.number_at(turn.start) for turn in transcript.turns] == written.numbers
    assert max(written.numbers) > 5


@every_format
def test_a_reader_knows_neither_roles_nor_participants(ending: str) -> None:
    turns = read(ending, WRITERS[ending](SHORT).raw).turns
    assert {(turn.role, turn.participant) for turn in turns} == {("participant", None)}


@every_format
def test_reading_twice_gives_the_same(ending: str) -> None:
    raw = WRITERS[ending](SHORT).raw
    assert read(ending, raw) == read(ending, raw)


@every_format
def test_the_way_of_marking_speakers_is_told(ending: str) -> None:
    transcript = read(ending, WRITERS[ending](SHORT).raw)
    assert transcript.dialect
    assert transcript.certainty in {"stated", "sure", "likely"}


@every_format
def test_speakers_need_not_be_known_beforehand(ending: str) -> None:
    said = [("INTERVIEWER", "Well?"), ("Ana Ruiz", "We met."), ("INTERVIEWER", "And?"), ("Ana Ruiz", "No.")]
    assert who_said_what(read(ending, WRITERS[ending](said).raw, ReadOptions())) == said


@every_format
@pytest.mark.parametrize("raw", [b"", b"\n", b" \n\r\n\t ", b"\x00\x01\x02\xff" * 40, codecs.BOM_UTF8])
def test_what_is_empty_or_no_text_is_told_with_its_file_and_what_to_do(ending: str, raw: bytes) -> None:
    assert problems_of(ending, raw)


@every_format
def test_a_transcript_in_which_nobody_says_a_word_is_told(ending: str) -> None:
    assert problems_of(ending, WRITERS[ending](WORDLESS).raw)


@every_format
@pytest.mark.parametrize("other", [".docx", ".pdf", ".rtf"])
def test_a_file_with_the_ending_of_another_format_is_told(ending: str, other: str) -> None:
    assert ending == other or problems_of(ending, WRITERS[other](SHORT).raw)


def is_read_soundly_or_told(ending: str, raw: bytes) -> bool:
    """Whether bytes give turns that lie in their text, or an error with a message."""
    try:
        transcripts = read_all(ending, raw)
    except InputError as error:
        return all(problem.message for problem in error.problems)
    return all(0 <= turn.start < turn.end <= len(one.text) for one in transcripts for turn in one.turns)


@every_format
def test_damaged_bytes_are_read_or_told(ending: str) -> None:
    raw = WRITERS[ending](SHORT).raw
    chance = random.Random(7)  # noqa: S311
    for _ in range(120):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        assert is_read_soundly_or_told(ending, bytes(damaged))


@every_format
def test_a_file_that_breaks_off_is_read_or_told(ending: str) -> None:
    raw = WRITERS[ending](SHORT).raw
    for end in range(1, len(raw), max(1, len(raw) // 60)):
        assert is_read_soundly_or_told(ending, raw[:end])


@pytest.mark.parametrize("ending", sorted({**DOCUMENT_READERS, **CAPTION_READERS}))
def test_a_file_too_large_for_one_transcript_is_told(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = WRITERS[ending](SHORT).raw
    monkeypatch.setattr(ingest, "MAX_BYTES", len(raw) - 1)
    monkeypatch.setattr(ingest, "MAX_TEXT_BYTES", len(raw) - 1)
    assert "too large" in problems_of(ending, raw)


@every_text
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_part_of_the_text(ending: str, encoding: str) -> None:
    raw = WRITERS[ending](SHORT).raw
    marked = read(ending, raw.decode().encode(encoding))
    assert marked.text == read(ending, raw).text
    assert marked.turns == read(ending, raw).turns


@every_text
@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
def test_line_ends_of_other_systems_are_line_ends(ending: str, line_end: bytes) -> None:
    raw = WRITERS[ending](SHORT).raw
    assert read(ending, raw.replace(b"\n", line_end)) == read(ending, raw)


@every_text
def test_text_that_is_no_utf_8_is_told_unless_its_encoding_is_named(ending: str) -> None:
    said = [("INTERVIEWER", "Was it – “good”?"), ("P01", "We met in the café, and left."), ("INTERVIEWER", "And?")]
    raw = WRITERS[ending](said).raw
    if raw.isascii():  # what escapes its letters has no encoding to be wrong about
        assert ending == ".json"
        return
    western = raw.decode().encode("cp1252")
    assert "not UTF-8" in problems_of(ending, western)
    named = read(ending, western, ReadOptions(known_labels=frozenset(LABELS), encoding="cp1252"))
    assert named == read(ending, raw)


@pytest.mark.parametrize("ending", sorted(IS_XML))
def test_entities_of_a_doctype_are_never_read(ending: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WRITERS[ending](SHORT).raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "said by an entity">]>'
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        raw = zipped({**parts, name: bomb + part.replace(b"met", b"met &a;")})
        with suppress(InputError):
            assert "said by an entity" not in read(ending, raw).text


@pytest.mark.parametrize("ending", [".html", ".htm"])
@pytest.mark.parametrize("doctype", ["", "<!DOCTYPE html>", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">'])
def test_a_page_may_have_any_doctype_or_none(ending: str, doctype: str) -> None:
    raw = WRITERS[ending](SHORT).raw.decode().replace("<!DOCTYPE html>", doctype).encode()
    assert who_said_what(read(ending, raw)) == list(SHORT)


def test_a_label_may_fill_a_cue_before_what_is_said() -> None:
    said = [("INTERVIEWER", "How was it?"), ("P01", "We met."), ("INTERVIEWER", "And?"), ("P01", "No.")]
    parts = [part for who, speech in said for part in (f"{who}:", speech)]
    cues = [f"{n + 1}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{part}" for n, part in enumerate(parts)]
    assert who_said_what(read(".srt", "\n\n".join(cues).encode())) == said


@pytest.mark.parametrize("dialect", ["", "alternating"])
@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_front_matter_without_talk_is_told(ending: str, dialect: str) -> None:
    with pytest.raises(InputError):
        read(ending, b"---\nsite: North\n---\n", ReadOptions(dialect=dialect))
