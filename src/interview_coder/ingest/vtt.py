"""WebVTT captions → Transcript: cues of one voice, one after the other, become one turn."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.speakers import Transcript
from interview_coder.ingest.txt import decode_text
from interview_coder.model.source import LeftOut, Turn

_NOTE = re.compile(r"^(?P<label>.*?)\s*\((?P<note>[^()]*)\)$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<voice>[^>]*)>")
_TAG = re.compile(r"</?[a-z][^>]*>|<\d[\d:.]*>")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What one voice says in one cue."""

    voice: str
    speech: str
    start_seconds: float
    end_seconds: float


def read(raw: bytes, *, file: str, known_labels: Collection[str] = ()) -> Transcript:  # noqa: ARG001
    """Read a caption file whose cues name their voices (``<v Name>``).

    The source's text is what the cues say: the cues of a turn joined by spaces, a turn a line.

    Raises
    ------
    InputError
        When it is no WebVTT, or no cue names a voice.
    """
    text = decode_text(raw, file=file)
    try:
        captions = webvtt.from_buffer(io.StringIO(text), format="vtt").captions
    except (MalformedFileError, MalformedCaptionError) as error:
        fix = 'its first line must be "WEBVTT"'
        raise InputError(Problem(f"this is no WebVTT file: {error}", Place(file, 1), fix)) from error
    by_cue = [list(_split_voices(caption)) for caption in captions]
    spoken = [one for cue in by_cue for one in cue if one.voice and one.speech]
    if not spoken:
        fix = "export the captions with speaker names (cues that begin <v Name>), or as text"
        raise InputError(
            Problem(f"none of the {len(captions)} cues names a speaker who says something", Place(file), fix)
        )
    counted = (
        LeftOut("cues without a speaker", sum(any(not one.voice for one in cue) for cue in by_cue)),
        LeftOut("blocks whose time cannot be read", _count_unread(text)),
    )
    parts: list[str] = []
    turns: list[Turn] = []
    offset = 0
    for voice, group in groupby(spoken, key=lambda one: one.voice):
        cues = list(group)
        speech = " ".join(one.speech for one in cues)
        label, note = _split_note(voice)
        times = cues[0].start_seconds, cues[-1].end_seconds
        turns.append(Turn(len(turns) + 1, label, offset, offset + len(speech), note, *times))
        parts.append(speech)
        offset += len(speech) + 1
    return Transcript("\n".join(parts), tuple(turns), "<v Name>", {}, tuple(one for one in counted if one.count))


def _split_voices(caption: webvtt.Caption) -> Iterator[_Spoken]:
    """Yield what each voice says in a cue; what stands before the first voice has none."""
    times = _seconds(caption.start), _seconds(caption.end)
    pieces = _VOICE.split(caption.raw_text)
    if pieces[0].strip():
        yield _Spoken("", _clean(pieces[0]), *times)
    for voice, speech in zip(pieces[1::2], pieces[2::2], strict=True):
        yield _Spoken(unescape(voice).strip(), _clean(speech), *times)


def _clean(speech: str) -> str:
    return " ".join(unescape(_TAG.sub("", speech)).split())


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)


def _count_unread(text: str) -> int:
    """Count blocks that look like cues with a time that cannot be read; they are not in the captions."""
    return sum(
        bool(re.match(r"\s*[\d:.,]+\s*-+>?\s*[\d:.,]+", line)) and "-->" not in line for line in text.split("\n")
    )


def _split_note(voice: str) -> tuple[str, str]:
    found = _NOTE.match(voice)
    return (found["label"], found["note"]) if found and found["label"] else (voice, "")
