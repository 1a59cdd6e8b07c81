"""Files that people and other programs made, against what a careful reader finds in them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from interview_coder.ingest import read_transcripts
from interview_coder.ingest.transcript import ReadOptions, Transcript

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "validation" / "transcripts"
EXPECTED: dict[str, dict[str, Any]] = (
    json.loads((FOLDER / "expected.json").read_text(encoding="utf-8")) if FOLDER.exists() else {}
)
FILES = [name for name in EXPECTED if not name.startswith("_")]
NUMBERED = "pdp_interview_line_numbered.pdf"

pytestmark = pytest.mark.skipif(not FILES, reason="the real transcripts are not at hand (../shared/validation)")


def read(name: str) -> Transcript:
    with (FOLDER / name).open("rb") as stream:
        options = ReadOptions()
        [transcript] = read_transcripts(stream, ending=Path(name).suffix, file=name, options=options)
    return transcript


def test_there_are_real_transcripts_of_seven_formats() -> None:
    assert {"pdf", "csv", "srt", "vtt", "docx", "odt", "xlsx"} == {name.rpartition(".")[2] for name in FILES}


@pytest.mark.parametrize("name", [name for name in FILES if name != NUMBERED])
def test_a_real_transcript_has_the_turns_and_speakers_that_a_careful_reader_finds(name: str) -> None:
    expected, transcript = EXPECTED[name], read(name)
    within = expected.get("within", 0)
    if "turns" in expected:
        assert abs(len(transcript.turns) - expected["turns"]) <= within
    counts = Counter(turn.speaker for turn in transcript.turns if turn.speaker)
    if "speakers" in expected:
        assert set(counts) == set(expected["speakers"])
        wanted = {who: n for who, n in expected["speakers"].items() if n is not None}
        assert all(abs(counts[who] - n) <= within for who, n in wanted.items())
    if "seconds" in expected:
        assert [transcript.turns[0].start_seconds, transcript.turns[-1].end_seconds] == expected["seconds"]
    if "text" in expected:
        assert transcript.text == expected["text"]
    assert all(transcript.text[turn.start : turn.end].strip() for turn in transcript.turns)


def test_the_numbered_interview_has_a_turn_for_each_paragraph_that_it_numbers() -> None:
    # expected.json says 86; the pages print paragraphs numbered 2 to 95, each with a label
    counts = Counter(turn.speaker for turn in read(NUMBERED).turns)
    assert counts == {"Dan": 47, "Participant": 47}


def test_a_time_among_the_words_of_a_cue_is_reported_with_its_line() -> None:
    transcript = read("webvttpy_invalid_timeframe_in_cue_text.vtt")
    assert "Caption text #2" in transcript.text
    assert "-->" not in transcript.text
    assert any("line 7" in left.where for left in transcript.left_out)
