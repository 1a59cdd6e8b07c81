"""What holds for the reader of every format: a reader that is added to the registry is tested here as well."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest import SOURCE_READERS
from interview_coder.ingest.speakers import Transcript

Said = Sequence[tuple[str, str]]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_text(said: Said) -> bytes:
    return "\n\n".join(f"{speaker}: {speech}" for speaker, speech in said).encode()


def write_captions(said: Said) -> bytes:
    """Write every second word or so as a line or a cue of its own."""
    cues: list[str] = []
    for speaker, speech in said:
        for part in speech.split("\n"):
            lines = escape(part, quote=False).replace(" ", "\n", 1)
            start, end = (f"00:{n // 60:02}:{n % 60:02}.000" for n in (len(cues), len(cues) + 1))
            cues.append(f"{start} --> {end}\n<v {escape(speaker, quote=False)}>{lines}</v>")
    return "\n\n".join(["WEBVTT", *cues]).encode()


def write_word(said: Said) -> bytes:
    lines = [line for speaker, speech in said for line in f"{speaker}: {speech}".split("\n")]
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line[:5])}</w:t></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(line[5:])}</w:t></w:r></w:p>'
        for line in lines
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{paragraphs}</w:body></w:document>')
    return packed.getvalue()


WRITERS: dict[str, Callable[[Said], bytes]] = {
    ".txt": write_text,
    ".md": write_text,
    ".vtt": write_captions,
    ".docx": write_word,
}
"""Ending of a file → how a transcript is written in that format here."""
KEEPS_LINES = {".txt", ".md", ".docx"}
"""Formats that keep white space as it is; the others make one space of any."""

every_format = pytest.mark.parametrize("ending", sorted(SOURCE_READERS))

LABELS = ["INTERVIEWER", "P01", "P02", "Dr Anna Bell AM", "José van Ñandú", "Mary-Jane O’Neil", "the warden"]
WORDS = [
    "well", "Ward", "don’t", "3.1", "10:30", "https://x.org", "said:", "a&e", "<b>", "x<y", "&amp;", "“no”", "(laughs)",
    "e\u0301té", "nai\u0308ve", "👩‍👧", "🙂", "𝒳", "שלום", "ﬁn", "…", "—", "%", "one\u00a0two", "[name]", "*bold*",
]  # fmt: skip
speakers = st.sampled_from(LABELS)
words = st.sampled_from(WORDS)
lines = st.lists(words, max_size=6).map(lambda some: " ".join(["we", *some]))
speeches = st.lists(lines, min_size=1, max_size=3).map("\n".join)
transcripts = (
    st.lists(st.tuples(speakers, speeches), min_size=2, max_size=6)
    .map(lambda said: [one for n, one in enumerate(said) if n == 0 or one[0] != said[n - 1][0]])
    .filter(lambda said: len(said) > 1)
)


def read(ending: str, raw: bytes) -> Transcript:
    return SOURCE_READERS[ending](raw, file=f"corpus/a{ending}", known_labels=LABELS)


def test_every_format_is_tested_here() -> None:
    assert set(WRITERS) == set(SOURCE_READERS)


@every_format
def test_the_ending_of_a_format_is_in_lower_case_with_its_dot(ending: str) -> None:
    assert ending == ending.lower()
    assert ending.startswith(".")


@every_format
def test_a_reader_says_what_it_reads(ending: str) -> None:
    assert SOURCE_READERS[ending].__doc__


@every_format
@given(said=transcripts)
def test_a_turn_is_what_was_said(ending: str, said: Said) -> None:
    transcript = read(ending, WRITERS[ending](said))
    expected = said if ending in KEEPS_LINES else [(who, " ".join(speech.split())) for who, speech in said]
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == list(expected)


@every_format
@settings(max_examples=40)
@given(said=transcripts)
def test_turns_lie_in_the_text_in_order_and_are_numbered(ending: str, said: Said) -> None:
    transcript = read(ending, WRITERS[ending](said))
    assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))
    assert all(before.end <= after.start for before, after in pairwise(transcript.turns))
    assert all(0 <= turn.start < turn.end <= len(transcript.text) for turn in transcript.turns)


@every_format
def test_a_reader_knows_neither_roles_nor_participants(ending: str) -> None:
    turns = read(ending, WRITERS[ending]([("INTERVIEWER", "well"), ("P01", "we met")])).turns
    assert {(turn.role, turn.participant) for turn in turns} == {("participant", None)}


@every_format
def test_reading_twice_gives_the_same(ending: str) -> None:
    raw = WRITERS[ending]([("INTERVIEWER", "well"), ("P01", "we met\nand left")])
    assert read(ending, raw) == read(ending, raw)


@every_format
def test_the_way_of_marking_speakers_is_told(ending: str) -> None:
    assert read(ending, WRITERS[ending]([("INTERVIEWER", "well"), ("P01", "we met")])).dialect


@every_format
@pytest.mark.parametrize("raw", [b"", b"\n", b"\x00\x01\x02\xff" * 40, "we met\nand left".encode("utf-16")])
def test_what_is_no_transcript_is_told_with_its_file_and_what_to_do(ending: str, raw: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(ending, raw)
    for problem in caught.value.problems:
        assert problem.place.file == f"corpus/a{ending}"
        assert problem.message
        assert problem.fix


@every_format
def test_a_transcript_in_which_nobody_says_a_word_is_told(ending: str) -> None:
    with pytest.raises(InputError):
        read(ending, WRITERS[ending]([("INTERVIEWER", ""), ("P01", " ")]))


@every_format
def test_damaged_bytes_are_read_or_told(ending: str) -> None:
    raw = WRITERS[ending]([("INTERVIEWER", "well & now?"), ("P01", "we met\nand left (late)"), ("P02", "no: “yes” 🙂")])
    chance = random.Random(7)  # noqa: S311
    for _ in range(300):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        with suppress(InputError):
            read(ending, bytes(damaged))
