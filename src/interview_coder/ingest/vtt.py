"""WebVTT captions → Transcript: cues of one voice, one after the other, become one turn."""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from html import unescape
from itertools import groupby

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.speakers import Transcript
from interview_coder.ingest.txt import decode_text
from interview_coder.model.source import LeftOut, Turn

_NOTE = re.compile(r"^(?P<label>.*?)\s*\((?P<note>[^()]*)\)$")


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
        raise InputError(
            Problem(f"this is no WebVTT file: {error}", Place(file, 1), 'its first line must be "WEBVTT"')
        ) from error
    voiced = [caption for caption in captions if caption.voice]
    if not voiced:
        fix = "export the captions with speaker names (cues that begin <v Name>), or as text"
        raise InputError(Problem(f"none of the {len(captions)} cues names its speaker", Place(file), fix))
    parts: list[str] = []
    turns: list[Turn] = []
    offset = 0
    for voice, cues in groupby(voiced, key=lambda caption: str(caption.voice)):
        cue_list = list(cues)
        speech = " ".join(unescape(" ".join(str(cue.text).split())) for cue in cue_list).strip()
        if speech:
            label, note = _split_note(unescape(voice).strip())
            start, end = cue_list[0].start_in_seconds, cue_list[-1].end_in_seconds
            turns.append(Turn(len(turns) + 1, label, offset, offset + len(speech), note, float(start), float(end)))
            parts.append(speech)
            offset += len(speech) + 1
    left_out = (LeftOut("cues without a speaker", len(captions) - len(voiced)),) if len(voiced) < len(captions) else ()
    return Transcript("\n".join(parts), tuple(turns), "<v Name>", {}, left_out)


def _split_note(voice: str) -> tuple[str, str]:
    found = _NOTE.match(voice)
    return (found["label"], found["note"]) if found and found["label"] else (voice, "")
