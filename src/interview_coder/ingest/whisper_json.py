"""JSON (.json) → Transcripts: what Whisper, WhisperX and whisper.cpp write, else an array of objects as a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.cells import cell_text, parse_seconds
from interview_coder.ingest.column_names import is_perhaps_speaker, kind_of
from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.json_lines import BadJsonError, load_json, read_objects
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.transcript import NOBODY_NAMED, ReadOptions, Transcript
from interview_coder.ingest.utterances import Utterance, join_utterances

MAX_BYTES = 20_000_000
"""An hour of talk with the times of all its words is some 2 MB; parsed, it takes ten times its size in memory."""
_FIX = "export the transcript from Whisper as JSON, or as an array of objects with the keys speaker and text"


def read(stream: BinaryIO, *, file: str, options: ReadOptions) -> Iterator[Transcript]:
    """Read the segments of a recording, or an array of objects.

    Segments are joined to turns by their speakers; where there are none, all is one turn. The blanks around a segment,
    with which Whisper parts its words, are no part of it. Times and odds of single words are not read.

    Parameters
    ----------
    stream : binary file
        JSON.
    file : str
        Name for messages.
    options : ReadOptions
        ``speaker`` speaks where a segment names nobody.

    Raises
    ------
    InputError
        When it is no JSON, or not of this kind, or with every segment that cannot be read.
    """
    document = _load(stream, file, options)
    segments = _find_segments(document)
    if segments is not None:
        facts = _attributes(document) if isinstance(document, dict) else {}
        yield _read_segments(segments, facts, file=file, options=options)
    elif isinstance(document, list):
        yield from _read_array(document, file=file, options=options)
    else:
        message = "this JSON is no transcript: it has neither segments nor rows"
        raise InputError(Problem(message, Place(file), _FIX))


def _load(stream: BinaryIO, file: str, options: ReadOptions) -> Any:
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB: too large for JSON that is read in one piece"
        raise InputError(Problem(message, Place(file), "save a table as .jsonl or .csv; split a recording"))
    text = decode_text(raw, file=file, encoding=options.encoding)
    if not text.strip():
        fix = "put the transcript in, or take the file out of the corpus"
        raise InputError(Problem("the file is empty: it is no JSON", Place(file), fix))
    try:
        return load_json(text)
    except BadJsonError as error:
        raise InputError(Problem(f"this is no good JSON: {error}", Place(file, error.line), _FIX)) from error


def _find_segments(document: Any) -> Sequence[Any] | None:
    """Return the segments of a recording; None for JSON of another kind."""
    if isinstance(document, list):
        is_timed = bool(document) and all(
            isinstance(one, dict) and {"start", "end", "text"} <= one.keys() for one in document
        )
        return document if is_timed and all(_is_number(one["start"]) for one in document) else None
    if not isinstance(document, dict):
        return None
    for key in ("segments", "transcription"):
        if isinstance(document.get(key), list):
            return list(document[key])
    # the shortest form that the programs give has no times
    return [{"text": document["text"]}] if isinstance(document.get("text"), str) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _attributes(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the language, the model, and whatever else is told of the whole recording in a word."""
    result = document.get("result")
    found = {**document, **(result if isinstance(result, dict) else {})}
    model = document.get("model")
    if isinstance(model, dict) and isinstance(model.get("type"), str):
        found["model"] = model["type"]
    return {
        key: cell_text(value)
        for key, value in found.items()
        if key != "text" and isinstance(value, str | int | float) and value != "" and len(cell_text(value)) <= 200
    }


def _read_segments(
    segments: Sequence[Any], attributes: Mapping[str, str], *, file: str, options: ReadOptions
) -> Transcript:
    log = RowLog(file)
    guessed = _guess_speaker_key(segments)
    utterances = []
    n_mixed = 0
    for number, segment in enumerate(segments, start=1):
        if not _check_segment(segment, number, log):
            continue
        speaker, is_mixed = _speaker_of(segment, guessed)
        n_mixed += is_mixed
        text = cell_text(segment["text"]).strip()
        if text:
            start, end = _times(segment, number, log)
            utterances.append(Utterance(speaker or options.speaker, text, number, start, end))
        else:
            log.leave_out("segments without words", number)
    if not utterances and not log.problems:
        log.tell("nobody says a word in this transcript", fix="take the file out of the corpus, or transcribe it again")
    if log.problems:
        raise InputError(*log.errors())
    has_speakers = any(one.speaker for one in utterances)
    return join_utterances(
        utterances,
        unit="cue",
        dialect="segments of a recording, " + ("each with its speaker" if has_speakers else "nobody is named"),
        attributes=attributes,
        certainty="likely" if guessed else "stated",
        signs=f"“{guessed}” is taken to name who speaks" if guessed else "",
        left_out=log.take_left_out(),
        remarks=_remarks(utterances, n_mixed),
    )


def _remarks(utterances: Sequence[Utterance], n_mixed: int) -> tuple[str, ...]:
    n_unnamed = sum(not one.speaker for one in utterances)
    remarks = []
    if n_unnamed == len(utterances):
        remarks.append(NOBODY_NAMED)
    elif n_unnamed:
        remarks.append(f"{n_unnamed:,} segments name no speaker")
    if n_mixed:
        remarks.append(
            f"{n_mixed:,} segments hold words of more than one speaker; the one with most of them has it all"
        )
    return tuple(remarks)


def _check_segment(segment: Any, number: int, log: RowLog) -> bool:
    """Tell what is wrong with a segment; whether it can be read."""
    told = ""
    if not isinstance(segment, dict):
        told = "is no object"
    elif not isinstance(segment.get("text"), str):
        told = "has no text"
    if told:
        log.tell(f"segment {number} {told}", fix=_FIX)
    return not told


def _guess_speaker_key(segments: Sequence[Any]) -> str:
    """Return a key that may name who speaks, and holds more than one value, where none surely does; or nothing."""
    found = [one for one in segments if isinstance(one, dict)]
    keys = dict.fromkeys(key for one in found for key in one)
    if any(kind_of(key) == "speaker" for key in keys):
        return ""
    values = {key: {one[key] for one in found if isinstance(one.get(key), str)} for key in keys}
    return next((key for key in keys if is_perhaps_speaker(key) and len(values[key]) > 1), "")


def _speaker_of(segment: Mapping[str, Any], guessed: str) -> tuple[str, bool]:
    """Return who speaks in a segment, and whether its words name somebody else as well."""
    words = segment.get("words")
    named = [one.get("speaker") for one in words if isinstance(one, dict)] if isinstance(words, list) else []
    counts = Counter(cell_text(one) for one in named if one is not None)
    own = next((value for key, value in segment.items() if kind_of(key) == "speaker" and value is not None), None)
    own = segment.get(guessed) if own is None else own
    if own is not None:
        speaker = cell_text(own).strip()
        return speaker, bool(counts.keys() - {speaker})
    # of speakers with as many words, the first: Counter keeps their order
    return (counts.most_common(1)[0][0].strip() if counts else ""), len(counts) > 1


def _times(segment: Mapping[str, Any], number: int, log: RowLog) -> tuple[float | None, float | None]:
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        given, scale = [offsets.get("from"), offsets.get("to")], 0.001
    else:
        given, scale = [segment.get("start"), segment.get("end")], 1.0
    start, end = (_seconds(value, scale) for value in given)
    if any(value is not None and seconds is None for value, seconds in zip(given, (start, end), strict=True)):
        log.leave_out("times that could not be read", number)
    return start, end


def _seconds(value: object, scale: float) -> float | None:
    if isinstance(value, str):
        return parse_seconds(value, scale=scale)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return round(value * scale, 3) if abs(value) < 1e9 and math.isfinite(value) else None


def _read_array(document: Sequence[Any], *, file: str, options: ReadOptions) -> Iterator[Transcript]:
    log = RowLog(file)
    for number, one in enumerate(document, start=1):
        if not isinstance(one, dict):
            log.tell(f"element {number} of the array is no object", fix=_FIX)
    if log.problems:
        raise InputError(*log.errors())
    yield from read_objects(iter(enumerate(document, start=1)), log=log, options=options, unit="object")
