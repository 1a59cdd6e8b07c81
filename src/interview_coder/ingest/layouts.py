"""Speakers that are told by the layout of a page: columns of a table, bold questions, paragraphs by turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from interview_coder.ingest.dialects import Mark, clean_label, only_time
from interview_coder.ingest.document import Line
from interview_coder.ingest.labels import FIELDS, is_code, is_coded, is_label, is_name

QUESTION, ANSWER = "Question", "Answer"
"""Labels of speakers whom the page tells apart but does not name."""
_HEADINGS = frozenset(
    {"speaker", "speakers", "name", "participant", "who", "person", "voice", "initials", "speaker name"}
)
_NOT_PEOPLE = _HEADINGS | FIELDS
_NOTE = re.compile(r"(?P<label>[^()]+?)\s*\((?P<note>[^()]*)\)")
_PROMPT = re.compile(r"(?:can|could|would) you\b|(?:please )?(?:tell|describe|talk|explain|say)\b", re.IGNORECASE)


def find_cells(lines: Sequence[Line], first: int) -> Sequence[Mark]:
    """Find the speakers of tables that have a column of them.

    Returns
    -------
    sequence of Mark
        One for every row in which somebody speaks; a row whose speaker is empty goes on with the one above. Empty where
        the rows are no such table.
    """
    in_tables = [place for place in range(first, len(lines)) if lines[place].cells]
    if len(in_tables) < 2 or len(in_tables) * 3 < sum([line.text.strip() != "" for line in lines[first:]]):
        return ()
    rows = [(place, _cells_of(lines[place])) for place in in_tables]
    width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    rows = [(place, cells) for place, cells in rows if len(cells) == width]
    columns = [[cells[column][1] for _, cells in rows] for column in range(width)]
    lengths = [_length_of(column) for column in columns]
    text_column = max(range(width), key=lengths.__getitem__)
    others = [column for column, length in enumerate(lengths) if length and column != text_column]
    shares = {column: share_of_people(columns[column]) for column in others}
    column = max(others, key=shares.__getitem__, default=text_column)
    if shares.get(column, 0.0) < 0.6:
        return ()
    return list(_marks_of_rows(rows, column, text_column))


def _length_of(cells: Sequence[str]) -> int:
    """Return how much text a column holds; one of times holds none."""
    filled = [cell for cell in cells if cell.strip()]
    n_times = sum(only_time(cell) is not None for cell in filled)
    return 0 if n_times * 2 > len(filled) else sum(map(len, filled))


def _marks_of_rows(rows: Sequence[tuple[int, list[tuple[int, str]]]], column: int, text_column: int) -> Iterator[Mark]:
    label = note = ""
    for place, cells in rows:
        written = cells[column][1].strip().rstrip(":").strip()
        if written.casefold() in _NOT_PEOPLE:
            continue
        if written:
            found = _NOTE.fullmatch(written)
            label, note = (found["label"], found["note"]) if found else (written, "")
        start, text = cells[text_column]
        times = [only_time(cell) for n, (_, cell) in enumerate(cells) if n not in {column, text_column}]
        seconds = next((one for one in times if one is not None), None)
        is_last = text_column == len(cells) - 1
        ends_at = None if is_last else start + len(text)
        yield Mark("cells", clean_label(label), note, place, start, bool(text.strip()) or is_last, seconds, "", ends_at)


def _cells_of(line: Line) -> list[tuple[int, str]]:
    """Return where each cell begins in a line, and what it holds."""
    starts = [0, *(tab + 1 for tab in line.cells)]
    ends = [*line.cells, len(line.text)]
    return [(start, line.text[start:end]) for start, end in zip(starts, ends, strict=True)]


def share_of_people(cells: Sequence[str]) -> float:
    """Return the share of filled cells that look like speakers who come back."""
    counts: Counter[str] = Counter()
    for cell, count in Counter([cell.strip().rstrip(":") for cell in cells if cell.strip()]).items():
        counts[clean_label(_NOTE.sub(r"\g<label>", cell))] += count
    n_people = sum(
        count
        for label, count in counts.items()
        if is_coded(label) or (is_label(label) and (is_name(label) or is_code(label)) and count > 1)
        if not label.isdecimal()
    )
    return n_people / counts.total() if counts.total() * 3 >= len(cells) else 0.0


def find_bold_questions(lines: Sequence[Line], first: int) -> Sequence[Mark]:
    """Find questions in bold and answers in plain type, if the document is one of such."""
    filled = [place for place in range(first, len(lines)) if lines[place].text.strip()]
    is_bold = {place for place in filled if lines[place].emphasis >= len(lines[place].text.rstrip())}
    runs = [list(run) for bold, run in groupby(range(first, len(lines)), key=is_bold.__contains__) if bold]
    blocks = [_without_headings(run, lines) for run in runs]
    asking = [
        block[0] for block in blocks if lines[block[-1]].text.rstrip(" \t*_").endswith("?")
    ]  # a question may be wrapped
    if len(asking) < 3 or len(asking) * 2 < len(blocks) or len(is_bold) == len(filled):
        return ()
    questions = {place for block in blocks for place in block}
    kinds = [(place, place in questions) for place in filled if place >= asking[0]]
    return [_without_stars(mark, lines[mark.line].text) for mark in _marks_of_changes(kinds, "bold-questions")]


def _without_stars(mark: Mark, text: str) -> Mark:
    """Let speech begin after the stars of a line that is bold by them, and end before them."""
    if not text.lstrip().startswith(("**", "__")):
        return mark
    return mark._replace(speech_column=len(text) - len(text.lstrip(" \t*_")), is_stressed=True)


def _without_headings(run: Sequence[int], lines: Sequence[Line]) -> Sequence[int]:
    """Return the lines of a run of bold ones that are its question: the last, and full lines right above it."""
    start = len(run) - 1
    while start > 0 and len(lines[run[start - 1]].text) > 40:
        start -= 1
    return run[start:]


def find_alternation(lines: Sequence[Line], first: int) -> Sequence[Mark]:
    """Find question and answer by turns, in paragraphs that name nobody.

    Paragraphs alternate, beginning with a question, unless that would make a question an answer; then those that ask
    are questions, and all others answers.
    """
    starts = [
        place
        for place in range(first, len(lines))
        if lines[place].text.strip() and (place == first or not lines[place - 1].text.strip())
    ]
    if len(starts) < 2:
        starts = [place for place in range(first, len(lines)) if lines[place].text.strip()]
    ends = [*starts[1:], len(lines)][: len(starts)]
    paragraphs = ["\n".join(line.text for line in lines[a:b]).strip() for a, b in zip(starts, ends, strict=True)]
    asks = [text.endswith("?") or bool(_PROMPT.match(text)) for text in paragraphs]
    by_turns = [n % 2 == 0 for n in range(len(paragraphs))]
    is_question = by_turns if not any(a and not t for a, t in zip(asks, by_turns, strict=True)) else asks
    return list(_marks_of_changes(list(zip(starts, is_question, strict=True)), "alternating"))


def _marks_of_changes(kinds: Sequence[tuple[int, bool]], dialect: str) -> Iterator[Mark]:
    before: bool | None = None
    for place, is_question in kinds:
        if is_question != before:
            yield Mark(dialect, QUESTION if is_question else ANSWER, "", place, 0, has_speech=True)
        before = is_question
