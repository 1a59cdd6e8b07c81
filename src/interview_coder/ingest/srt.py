"""SubRip captions → Transcript."""

from __future__ import annotations

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.cue_lines import find_cue_lines, name_lines
from interview_coder.ingest.cues import transcribe_cues
from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.model.source import LeftOut


def read(raw: bytes, *, file: str, options: ReadOptions) -> Transcript:
    """Read a SubRip file: cues with or without numbers, blank lines between them or within them.

    The source's text is what the cues say: the cues of a turn joined by spaces, a turn a line.

    Parameters
    ----------
    raw : bytes
        UTF-8, with or without a byte-order mark, UTF-16 with one, or what the options name.
    file : str
        Name for messages.
    options : ReadOptions
        What the study says of the file.

    Raises
    ------
    InputError
        When there are no cues or no words in them, or a time cannot be read.
    """
    lines = decode_text(raw, file=file, encoding=options.encoding).split("\n")
    if lines[0].startswith("WEBVTT"):
        message = "this is no SubRip file: it is WebVTT by its first line"
        raise InputError(Problem(message, Place(file, 1), "give it the ending .vtt"))
    found = find_cue_lines(lines, file=file, any_identifier=False)
    first = found.heads[0].first if found.heads else len(lines)
    before = [place for place, line in enumerate(lines[:first]) if line.strip()]
    left_out = (LeftOut("lines before the first cue", len(before), name_lines(before)), found.left_out)
    cues = found.cues("\n".join(filter(None, body)) for _, body in found.bodies(lines))
    return transcribe_cues(cues, file=file, options=options, left_out=left_out)
