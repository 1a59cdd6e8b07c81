"""Document → Transcript: the stretches between one speaker's label and the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.dialects import DIALECTS, Mark, only_time, seconds_of
from interview_coder.ingest.document import Document, Line, counted
from interview_coder.ingest.front_matter import find_head, read_fields, read_front_matter
from interview_coder.ingest.labels import LISTS_OF_PEOPLE
from interview_coder.ingest.speakers import Choice, choose_marks
from interview_coder.ingest.transcript import NOBODY_NAMED, ReadOptions, Transcript
from interview_coder.model.source import LeftOut, Turn

_FOOT = re.compile(
    r"\W*(?:end of (?:the )?(?:interview|transcript|recording|tape|session|audio|meeting|file)\b.{0,40}"
    r"|(?:interview|recording|transcript|transcription|audio|meeting) (?:ends|ended|stops|stopped)\b.{0,40}"
    r"|.{0,60}\bstopped transcription|transcribed by .{0,80}|sonix is .{0,80}|end)\W*",
    re.IGNORECASE,
)
_Times = tuple[float | None, float | None]
_Stretch = tuple[Mark, int, int, float | None, str]
"""What a mark introduces: where its words start and end in the text, when they begin, and the question they answer."""
_LAST_TIME = re.compile(r"#(\d{1,2}:\d{2}:\d{2})(?:-\d)?#\s*\Z")


def split_turns(document: Document, *, file: str, options: ReadOptions) -> Transcript:
    """Find the turns of a document by its speaker labels.

    Parameters
    ----------
    document : Document
        Lines with their styles.
    file : str
        Name for messages.
    options : ReadOptions
        What the study says of the file.

    Returns
    -------
    Transcript
        A turn goes on until the next label, over paragraphs. What stands before the first is left out, and counted.
        A document without labels is one turn of nobody known, or of the speaker that the options name.

    Raises
    ------
    InputError
        When the document is empty, or nobody says anything in it.
    """
    if not any(letter.isalnum() for place in document.filled for letter in document.lines[place].text):
        fix = "put the transcript in, or take the file out of the corpus"
        raise InputError(Problem("the file is empty: there is no text in it", Place(file), fix))
    front, first = read_front_matter(document.lines)
    first = find_head(document.lines, first)
    choice = choose_marks(document, first=first, options=options)
    if choice is None:
        return _read_unlabelled(document, front, first, options, file)
    return _build_turns(document, front, choice, file)


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where a document is parted, by indices of lines.

    Parameters
    ----------
    first : int
        Where the first speaker begins.
    ends : dict of int to int
        Line of each mark → the line that what it introduces does not reach.
    stopped : list of int
        Lines that are no speech though they stand between speakers.
    times : dict of int to float
        Line of a mark → the time that stands alone above it, and belongs to it.
    """

    first: int
    ends: Mapping[int, int]
    stopped: Sequence[int]
    times: Mapping[int, float]


def _find_cuts(document: Document, marks: Sequence[Mark]) -> _Cuts:
    lines = document.lines
    marked = {mark.line for mark in marks}
    others = [place for place in document.filled if place not in marked]
    above = ((place + 1, only_time(lines[place].text)) for place in others if place + 1 in marked)
    times = {place: seconds for place, seconds in above if seconds is not None}
    begins = {place: place - (place in times) for place in marked}
    stops = _find_stops(lines, [place for place in others if place > marks[0].line], marks[-1].line)
    borders = sorted({*begins.values(), *stops})
    following = dict(zip(borders, [*borders[1:], len(lines)], strict=True))
    ends = {place: following[begin] for place, begin in begins.items()}
    return _Cuts(borders[0], ends, [place for stop in stops for place in range(stop, following[stop])], times)


def _build_turns(document: Document, front: Mapping[str, str], choice: Choice, file: str) -> Transcript:
    text = document.text
    cuts = _find_cuts(document, choice.marks)
    stretches = _cut_stretches(document, text, choice.marks, cuts)
    if not stretches:
        message = "there are speaker labels, but nobody says anything"
        raise InputError(Problem(message, Place(file), "look whether the file holds its text"))
    left_out = (
        *document.left_out,
        _lines_left_out("lines before the first speaker", document, range(cuts.first)),
        LeftOut("speaker labels with nothing said", len(choice.marks) - len(stretches)),
        _lines_left_out("lines of lists of people, and of the foot", document, cuts.stopped),
    )
    return Transcript(
        text,
        tuple(_turns_of(stretches, _times_of(text, stretches))),
        _describe(choice),
        {**read_fields(document.lines[: cuts.first]), **front, **document.attributes},
        counted(left_out),
        choice.certainty,
        choice.signs,
        document.places,
        (*document.remarks, *choice.remarks),
    )


def _cut_stretches(document: Document, text: str, marks: Sequence[Mark], cuts: _Cuts) -> list[_Stretch]:
    """Return the stretches of all marks that introduce words."""
    lines, starts = document.lines, [*document.starts, len(text)]
    stretches: list[_Stretch] = []
    question = ""
    for mark in marks:
        start, seconds = starts[mark.line] + mark.speech_column, mark.seconds
        if not mark.has_speech:
            start, seconds = _speech_below(mark, lines, starts)
        seconds = cuts.times.get(mark.line) if seconds is None else seconds
        end = starts[cuts.ends[mark.line]] if mark.ends_at is None else starts[mark.line] + mark.ends_at
        start, end = _trim(text, start, end, is_stressed=mark.is_stressed)
        question = mark.question or question
        if start < end:
            stretches.append((mark, start, end, seconds, question))
    return stretches


def _turns_of(stretches: Sequence[_Stretch], times: Sequence[_Times]) -> Iterator[Turn]:
    """Yield the turns of stretches that last as long as their times say."""
    for number, ((mark, start, end, _, question), (begin, stop)) in enumerate(zip(stretches, times, strict=True), 1):
        yield Turn(number, mark.label, start, end, mark.note, begin, stop, question=question)


def _find_stops(lines: Sequence[Line], others: Sequence[int], last: int) -> list[int]:
    """Return the lines that end a turn and begin no other: lists of people, and the foot of the transcript.

    Parameters
    ----------
    lines : sequence of Line
    others : sequence of int
        Indices of the lines below the first mark that are not empty and have none.
    last : int
        Line of the last mark.
    """
    stops = [
        _heading_above(place, lines)
        for place in others
        if ":" in lines[place].text[:30]
        and lines[place].text.partition(":")[0].strip(" *_").casefold() in LISTS_OF_PEOPLE
    ]
    foot = len(lines)
    for place in reversed(others):
        if place < last or _FOOT.fullmatch(lines[place].text) is None:
            break
        foot = place
    return [*stops, *([foot] if foot < len(lines) else [])]


def _heading_above(place: int, lines: Sequence[Line]) -> int:
    """Return the line of the heading right above a list of people (``Examination of Witnesses``), else the list's."""
    above = next((n for n in range(place - 1, max(place - 4, -1), -1) if lines[n].text.strip()), place)
    is_heading = re.fullmatch(r"\s*(?:[^\W\d_][\w'’]*(?:\s|\Z)){1,6}", lines[above].text) is not None
    return above if is_heading and lines[above].text.split()[-1].casefold() in LISTS_OF_PEOPLE else place


def _speech_below(mark: Mark, lines: Sequence[Line], starts: Sequence[int]) -> tuple[int, float | None]:
    """Return where speech below a mark begins, and the time that stands in its line or alone below it."""
    place = mark.line + 1
    below = only_time(lines[place].text) if place < len(lines) else None
    if below is not None:
        return starts[place + 1], below if mark.seconds is None else mark.seconds
    return starts[place], mark.seconds


def _times_of(text: str, stretches: Sequence[_Stretch]) -> Sequence[_Times]:
    """Return from when to when each lasts: to the next, or to the time at its own end (``#00:00:15-8#``)."""
    begins = [seconds for _, _, _, seconds, _ in stretches]
    ends = [_LAST_TIME.search(text, start, end) for _, start, end, _, _ in stretches] if "#" in text else []
    if sum(end is not None for end in ends) * 2 > len(stretches) and not any(begins):
        stamps = [None if end is None else seconds_of(end[1]) for end in ends]
        return list(zip([0.0, *stamps[:-1]], stamps, strict=True))
    return [
        (begin, end if begin is not None and end is not None and end >= begin else None)
        for begin, end in zip(begins, [*begins[1:], None], strict=True)
    ]


def _describe(choice: Choice) -> str:
    words = DIALECTS[choice.dialect]
    if choice.dialect != "name-time" and sum(mark.seconds is not None for mark in choice.marks) * 2 > len(choice.marks):
        words += ", with times"
    if any(mark.question for mark in choice.marks):
        words += ", questions numbered"
    return words


def _read_unlabelled(
    document: Document, front: Mapping[str, str], first: int, options: ReadOptions, file: str
) -> Transcript:
    """Read a document in which nobody is named as one turn."""
    text = document.text
    head = document.lines[:first]
    start, end = _trim(text, sum(len(line.text) + 1 for line in head), len(text))
    if start == end:
        fix = "put the talk in below it, or take the file out of the corpus"
        raise InputError(Problem("the file has a head and no talk: it is empty below it", Place(file), fix))
    is_stated = bool(options.speaker or options.dialect == "none")
    remark = NOBODY_NAMED
    if options.dialect and not is_stated:
        remark = f"study.yml names the dialect {options.dialect}, but no lines have that form: {NOBODY_NAMED}"
    left_out = (*document.left_out, _lines_left_out("lines before the talk", document, range(first)))
    return Transcript(
        text,
        (Turn(1, options.speaker, start, end),),
        DIALECTS["none"],
        {**read_fields(head), **front, **document.attributes},
        counted(left_out),
        "stated" if is_stated else "guess",
        "" if is_stated else "no label comes back",
        document.places,
        document.remarks if is_stated else (*document.remarks, remark),
    )


def _trim(text: str, start: int, end: int, *, is_stressed: bool = False) -> tuple[int, int]:
    """Take white space from the borders of a stretch, and the stars at the end of what is bold as a whole."""
    speech = text[start:end].lstrip()
    start = end - len(speech)
    speech = speech.rstrip()
    if is_stressed and speech.endswith(("**", "__")):
        speech = speech.rstrip("*_").rstrip()
    return start, start + len(speech)


def _lines_left_out(what: str, document: Document, places: Collection[int]) -> LeftOut:
    filled = [place for place in places if document.lines[place].text.strip()]
    numbers = sorted({document.lines[place].number for place in filled})
    if not numbers:
        return LeftOut(what, 0)
    if len(numbers) == 1:
        where = f"{document.unit} {numbers[0]}"
    elif len(numbers) == numbers[-1] - numbers[0] + 1 or isinstance(places, range):
        where = f"{document.unit}s {numbers[0]} to {numbers[-1]}"
    else:
        where = f"{document.unit}s {', '.join(map(str, numbers[:8]))}{' …' if len(numbers) > 8 else ''}"
    return LeftOut(what, len(filled), where)
