"""Cues of captions → Transcript: what is said in them, and by whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from itertools import pairwise

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.cue_labels import DASHES, Piece, find_cue_labels, split_at_marks
from interview_coder.ingest.cue_lines import MAX_SHOWN, Cue, name_lines
from interview_coder.ingest.dialects import DIALECTS, clean_label
from interview_coder.ingest.document import counted
from interview_coder.ingest.speakers import Label
from interview_coder.ingest.transcript import NOBODY_NAMED, ReadOptions, Transcript
from interview_coder.ingest.utterances import Utterance, join_utterances
from interview_coder.model.source import Certainty, LeftOut

_SETTABLE = frozenset({"label", "bracket", "none"})
"""Dialects that the settings may name for captions."""

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|lang|ruby|rt|rp|font|em|strong|span)(?:[.\s][^<>]*)?/?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE
)
_LINE_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WORD_TIME = re.compile(r"<\d[\d:.]*>")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the cues of a file say, and how it was found; fields as those of a `Transcript`."""

    utterances: Sequence[Utterance]
    dialect: str
    certainty: Certainty
    signs: str = ""
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()


def transcribe_cues(
    cues: Sequence[Cue],
    *,
    file: str,
    options: ReadOptions,
    attributes: Mapping[str, str] | None = None,
    left_out: Iterable[LeftOut] = (),
) -> Transcript:
    """Make a transcript of cues: who speaks is said by voices, else by labels, else by nobody.

    Parameters
    ----------
    cues : sequence of Cue
        In the order of the file.
    file : str
        Name for messages.
    options : ReadOptions
        A `speaker` is taken where the file names nobody, even if it marks changes of unnamed speakers. Of dialects,
        captions know ``label``, ``bracket`` and ``none``, which pass over voices too.
    attributes : mapping of str to str, optional
        What the file says of itself.
    left_out : iterable of LeftOut
        What else the file holds.

    Raises
    ------
    InputError
        When the cues are not in the order of their numbers and times, or nothing is said in them.
    """
    if not cues:
        raise InputError(_nothing_said(0, file))
    odd = (*_check_times(cues, file), *_tell_ignored(options.dialect))
    if options.dialect not in _SETTABLE:
        options = replace(options, dialect="")
    reading = _read_voices(cues) if not options.dialect and _have_voices(cues) else _read_lines(cues, options)
    if not reading.utterances:
        raise InputError(_nothing_said(len(cues), file))
    return join_utterances(
        reading.utterances,
        unit="cue",
        dialect=reading.dialect,
        certainty=reading.certainty,
        signs=reading.signs,
        attributes=dict(attributes or {}),
        left_out=counted((*left_out, *reading.left_out)),
        remarks=(*odd, *reading.remarks),
    )


def _nothing_said(n_cues: int, file: str) -> Problem:
    message = f"none of the {n_cues} cues holds any words" if n_cues else "the file has no cues: no line holds a time"
    return Problem(message, Place(file), "export the captions again, or take the file out of the corpus")


def _tell_ignored(dialect: str) -> Iterator[str]:
    if dialect and dialect not in _SETTABLE:
        yield f'captions are not written in the dialect "{dialect}" that the settings name: it was ignored'


def _check_times(cues: Sequence[Cue], file: str) -> Iterator[str]:
    """Refuse cues that their numbers and their times say are in the wrong order; yield what else is odd."""
    back = [
        (before, cue)
        for before, cue in pairwise(cues)
        if cue.start_seconds < before.start_seconds and cue.end_seconds <= before.start_seconds
    ]
    wrong = [cue for before, cue in back if cue.identifier is not None and cue.identifier < (before.identifier or 0)]
    if wrong:
        fix = "sort the cues by time; or, if two recordings were joined here, give each a file of its own"
        message = "the cues are out of order: this one has an earlier time and a lower number than the one above it"
        raise InputError(*(Problem(message, Place(file, cue.line), fix) for cue in wrong[:MAX_SHOWN]))
    if back:
        where = name_lines([cue.line - 1 for _, cue in back])
        yield f"times go back {len(back)} times ({where}): the cues are kept in the order of the file"
    inverted = [cue.line - 1 for cue in cues if cue.end_seconds < cue.start_seconds]
    if inverted:
        yield f"{_n(len(inverted), 'cue')} with an end before the beginning ({name_lines(inverted)})"


def _n(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def clean_words(text: str) -> str:
    """Return what is heard of a cue's text: tags away, entities as their letters, white space as one space.

    Examples
    --------
    >>> clean_words("<i>3 &lt; 4</i>, if x<y <00:00:01.000>holds")
    '3 < 4, if x<y holds'
    """
    if "<" in text or "{" in text:
        text = _TAG.sub("", _LINE_BREAK.sub(" ", text))
    if "&" in text:
        text = _ENTITY.sub(_letter, text)
    return " ".join(text.split())


def _letter(entity: re.Match[str]) -> str:
    return unescape(entity.group())


def _have_voices(cues: Sequence[Cue]) -> bool:
    return any("<v" in cue.text and _VOICE.search(cue.text) for cue in cues)


def _read_voices(cues: Sequence[Cue]) -> _Reading:
    utterances = [
        Utterance(speaker, words, number, start, end, note)
        for number, (_, start, end, _, text) in enumerate(cues, start=1)
        for speaker, note, words in _split_voices(text)
    ]
    spoken = {one.number for one in utterances}
    n_unknown = len({one.number for one in utterances if not one.speaker})
    empty = [place for place in range(len(cues)) if place + 1 not in spoken]
    unknown = f"{_n(n_unknown, 'cue')} with words of no voice, kept as said by an unknown speaker"
    return _Reading(
        utterances,
        "voices (<v Name>)",
        "stated",
        f"{len(spoken) - n_unknown} of {_n(len(spoken), 'cue')} name a voice",
        (_leave_out("cues without words", cues, empty),),
        (unknown,) if n_unknown else (),
    )


def _split_voices(text: str) -> list[tuple[str, str, str]]:
    """Return speaker, note and words of each voice in a cue; what stands outside of voices has no speaker."""
    outside, *pieces = _VOICE.split(text)
    said = [("", "", clean_words(outside))] if outside and not outside.isspace() else []
    for voice, piece in zip(pieces[::2], pieces[1::2], strict=True):
        words = clean_words(piece) if piece else ""
        if not words:
            continue
        speaker, note = _name_and_note(voice or "")
        if said and not speaker and not any(letter.isalnum() for letter in words):
            # a full stop after </v> belongs to what was said before it
            gap = " " if piece[:1].isspace() else ""
            said[-1] = (*said[-1][:2], f"{said[-1][2]}{gap}{words}")
        else:
            said.append((speaker, note, words))
    return said


@lru_cache(maxsize=1024)
def _name_and_note(voice: str) -> tuple[str, str]:
    name = clean_label(clean_words(voice))
    label, _, note = name[:-1].rpartition("(") if name.endswith(")") else ("", "", "")
    return (clean_label(label), note.strip()) if label.strip() and ")" not in note else (name, "")


def _read_lines(cues: Sequence[Cue], options: ReadOptions) -> _Reading:
    """Read cues without voices: what rolls up is read once, and labels, chevrons or dashes say who speaks."""
    shown = [[line for line in map(clean_words, cue.text.split("\n")) if line] for cue in cues]
    empty = [place for place, lines in enumerate(shown) if not lines]
    repeated = _drop_repeated(
        shown, has_word_times=any("<" in cue.text and _WORD_TIME.search(cue.text) for cue in cues)
    )
    pieces = [Piece(place, line) for place, lines in enumerate(shown) for line in lines]
    reading = _read_labels(cues, pieces, options) or _read_nobody(cues, pieces, options)
    left_out = (
        _leave_out("cues without words", cues, empty),
        _leave_out("lines that repeat the cue before", cues, repeated),
    )
    rolls = ("the captions roll up: each line is shown again in the next cue, and read once",) if repeated else ()
    return replace(reading, left_out=(*left_out, *reading.left_out), remarks=(*rolls, *reading.remarks))


def _leave_out(what: str, cues: Sequence[Cue], places: Sequence[int]) -> LeftOut:
    return LeftOut(what, len(places), name_lines(list(dict.fromkeys(cues[place].line - 1 for place in places))))


def _drop_repeated(shown: list[list[str]], *, has_word_times: bool) -> list[int]:
    """Drop the lines that captions rolling up show again; return the cue of each. Leave other captions as they are."""
    repeats = [0, *(_count_repeated(before, lines) for before, lines in pairwise(shown))]
    n_rolling = sum(0 < repeat < len(lines) for repeat, lines in zip(repeats, shown, strict=True))
    n_repeating = sum(repeat > 0 for repeat in repeats)
    if n_rolling < (1 if has_word_times else 2) or n_repeating * 2 < len(shown) - 1:
        return []
    for place, repeat in enumerate(repeats):
        shown[place] = shown[place][repeat:]
    return [place for place, repeat in enumerate(repeats) for _ in range(repeat)]


def _count_repeated(before: Sequence[str], lines: Sequence[str]) -> int:
    """Count the lines at the beginning of a cue that ended the cue before it; four lines roll at most."""
    if not lines or lines[0] not in before:
        return 0
    longest = min(len(before), len(lines), 4)
    return next((n for n in range(longest, 0, -1) if before[-n:] == lines[:n]), 0)


def _read_nobody(cues: Sequence[Cue], lines: Sequence[Piece], options: ReadOptions) -> _Reading:
    utterances = _attribute(cues, lines, {}, speaker=options.speaker)
    if options.speaker or options.dialect == "none":
        return _Reading(utterances, DIALECTS["none"], "stated")
    return _Reading(utterances, DIALECTS["none"], "guess", "no cue begins with a label", remarks=(NOBODY_NAMED,))


def _read_labels(cues: Sequence[Cue], lines: Sequence[Piece], options: ReadOptions) -> _Reading | None:
    """Read lines by the labels and marks in them; None where there are none."""
    if options.dialect == "none":
        return None
    pieces, mark = split_at_marks([line for line in lines if line.text not in DASHES])
    labels = find_cue_labels(pieces, options)
    if not labels and (not mark or options.speaker):
        return None
    utterances = _attribute(cues, pieces, labels)
    left_out = (
        _leave_out("dashes alone on a line", cues, [line.cue for line in lines if line.text in DASHES]),
        _leave_out("speaker labels with nothing said", cues, _find_silent(pieces, labels)),
    )
    n_unmarked = _count_unmarked(pieces, labels)
    what = "label" if labels else "mark"
    unmarked = f"{_n(n_unmarked, 'cue')} without a {what}, taken as going on with the speaker before"
    remarks = (unmarked,) if n_unmarked else ()
    if labels:
        return _Reading(utterances, *_rate_labels(pieces, labels, options), left_out, remarks)
    dialect = f"{DIALECTS['none']}, {mark} where the speaker changes"
    n_marked = len({piece.cue for piece in pieces if piece.is_change})
    signs = f"{mark} in {n_marked} of {_n(len({piece.cue for piece in pieces}), 'cue')}"
    unnamed = f"no speaker labels were found: {mark} parts the turns, all of them of nobody known"
    return _Reading(utterances, dialect, "guess", signs, left_out, (unnamed, *remarks))


def _attribute(
    cues: Sequence[Cue], pieces: Sequence[Piece], labels: Mapping[int, Label], *, speaker: str = ""
) -> list[Utterance]:
    """Give every piece its speaker; pieces of one cue and speaker are one utterance."""
    utterances: list[Utterance] = []
    note = ""
    is_change = False
    for start, end in pairwise([*_find_breaks(pieces, labels), len(pieces)]):
        first, label = pieces[start], labels.get(start)
        text = first.text
        if label is not None:
            speaker, note, is_change = label.label, label.note, False
            text = text[label.speech_start :].strip()
        elif first.is_change:
            speaker, note, is_change = "", "", True
        words = text if end == start + 1 else " ".join([text, *(one.text for one in pieces[start + 1 : end])]).strip()
        if words:
            cue = cues[first.cue]
            number, begins = first.cue + 1, is_change
            utterances.append(
                Utterance(speaker, words, number, cue.start_seconds, cue.end_seconds, note, begins_turn=begins)
            )
            is_change = False
    return utterances


def _find_breaks(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> Iterator[int]:
    """Yield where a cue, a label or a change of speaker begins."""
    cue = -1
    for place, piece in enumerate(pieces):
        if piece.cue != cue or piece.is_change or place in labels:
            yield place
        cue = piece.cue


def _find_silent(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> list[int]:
    """Return the cues of labels after which the next speaker begins, or the file ends."""
    begins = [place for place, piece in enumerate(pieces) if piece.is_change or place in labels]
    return [
        pieces[place].cue
        for place, end in pairwise([*begins, len(pieces)])
        if place in labels and end == place + 1 and not pieces[place].text[labels[place].speech_start :].strip()
    ]


def _count_unmarked(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> int:
    """Count the cues after the first label or mark that have none."""
    marked = {pieces[place].cue for place in labels} | {piece.cue for piece in pieces if piece.is_change}
    first = min(marked)
    return len({piece.cue for piece in pieces if piece.cue > first} - marked)


def _rate_labels(
    pieces: Sequence[Piece], labels: Mapping[int, Label], options: ReadOptions
) -> tuple[str, Certainty, str]:
    """Return the dialect of labels in words, how sure it is, and why."""
    n_brackets = sum(pieces[place].text[:1] in "[(" for place in labels)
    dialect = DIALECTS["bracket" if n_brackets * 2 > len(labels) else "label"]
    counts = Counter(one.label for one in labels.values())
    n_back = sum(count > 1 for count in counts.values())
    n_listed = len(counts.keys() & options.known_labels)
    n_labelled = len({pieces[place].cue for place in labels})
    signs = f"{_n(len(counts), 'label')} in {n_labelled} of {_n(len({piece.cue for piece in pieces}), 'cue')}"
    signs += f", {n_back} of them come back" + (f", {n_listed} are listed" if n_listed else "")
    if options.dialect:
        return dialect, "stated", signs
    if n_back > 1 or n_listed == len(counts):
        return dialect, "sure", signs
    return dialect, "likely" if n_back or len(counts) > 1 else "guess", signs
