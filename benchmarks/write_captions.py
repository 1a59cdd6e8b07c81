"""Transcripts with times, as meeting services and speech recognisers write them: WebVTT, SubRip, Whisper's JSON."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mixed_talk import WORDS_A_SECOND, Talk

_WORDS_A_CUE = 14
_WORDS_A_LINE = 7


class _Cue(NamedTuple):
    speaker: str
    text: str
    start_seconds: float
    end_seconds: float
    is_first: bool
    """Of its turn."""


def _cut_cues(talk: Talk) -> Iterator[_Cue]:
    for line in talk.lines:
        words = line.text.split()
        for place in range(0, len(words), _WORDS_A_CUE):
            said = words[place : place + _WORDS_A_CUE]
            start = line.seconds + place / WORDS_A_SECOND
            yield _Cue(line.speaker, " ".join(said), start, start + len(said) / WORDS_A_SECOND, place == 0)


def _stamp(seconds: float, mark: str = ".") -> str:
    milliseconds = round(seconds * 1000)
    minutes = milliseconds // 60_000
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000 % 60:02}{mark}{milliseconds % 1000:03}"


def write_zoom(talk: Talk, path: Path) -> None:
    """Write WebVTT as Zoom does: numbered cues that begin with the speaker's name."""
    cues = (
        f"{number}\n{_stamp(cue.start_seconds)} --> {_stamp(cue.end_seconds)}\n{cue.speaker}: {cue.text}\n"
        for number, cue in enumerate(_cut_cues(talk.named()), start=1)
    )
    path.write_text("\n".join(("WEBVTT\n", *cues)), encoding="utf-8")


def write_teams(talk: Talk, path: Path) -> None:
    """Write WebVTT as Teams does: cues named by long codes, each with a voice, their words on two lines."""
    meeting = uuid.UUID(int=talk.rng.getrandbits(128))
    cues = (
        f"{meeting}/{number}-{number % 7}\n{_stamp(cue.start_seconds)} --> {_stamp(cue.end_seconds)}\n"
        f"<v {cue.speaker}>{_wrap(cue.text)}</v>\n"
        for number, cue in enumerate(_cut_cues(talk.named()), start=12)
    )
    path.write_text("\n".join(("WEBVTT\n", *cues)), encoding="utf-8")


def write_subrip(talk: Talk, path: Path) -> None:
    """Write SubRip with a label where the speaker changes."""
    cues = (
        f"{number}\n{_stamp(cue.start_seconds, ',')} --> {_stamp(cue.end_seconds, ',')}\n"
        f"{f'{cue.speaker}: ' if cue.is_first else ''}{_wrap(cue.text)}\n"
        for number, cue in enumerate(_cut_cues(talk), start=1)
    )
    path.write_text("\n".join(cues), encoding="utf-8", newline="\r\n")


def write_whisper(talk: Talk, path: Path) -> None:
    """Write the JSON of Whisper, with a time for every word; nobody is named in it."""
    segments = [
        {
            "id": number,
            "seek": int(cue.start_seconds) // 30 * 3000,
            "start": round(cue.start_seconds, 2),
            "end": round(cue.end_seconds, 2),
            "text": f" {cue.text}",
            "tokens": [talk.rng.randrange(50_000) for _ in range(len(cue.text) // 4)],
            "temperature": 0.0,
            "avg_logprob": -talk.rng.random(),
            "compression_ratio": 1.5,
            "no_speech_prob": talk.rng.random() / 10,
            "words": [
                {
                    "word": f" {word}",
                    "start": round(cue.start_seconds + place / WORDS_A_SECOND, 2),
                    "end": round(cue.start_seconds + (place + 1) / WORDS_A_SECOND, 2),
                    "probability": talk.rng.random(),
                }
                for place, word in enumerate(cue.text.split())
            ],
        }
        for number, cue in enumerate(_cut_cues(talk))
    ]
    whole = {"text": "".join(str(one["text"]) for one in segments), "segments": segments, "language": "en"}
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def _wrap(text: str) -> str:
    words = text.split(" ")
    return "\n".join(" ".join(words[place : place + _WORDS_A_LINE]) for place in range(0, len(words), _WORDS_A_LINE))
