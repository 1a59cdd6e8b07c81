"""Paragraphs of a report → its quotations: what stands between quotation marks of any kind, and what is set off.

A mark that closes single quotes is also an apostrophe. Within a word it is one; at the end of a word it closes, unless
the word ends in *s*, as a plural's possessive does, and a surer mark follows before the next quotation opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from interview_coder.model.verification import Quotation
from interview_coder.verifying.draft import DraftParagraph
from interview_coder.verifying.signatures import is_signature, names_somebody, split_signature

FEWEST_WORDS = 3
_CLOSERS = {
    "“": "”",
    "‘": "’",
    "„": "“”",
    "‚": "‘’",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    '"': '"',
    "'": "'",
    "”": "”",
    "「": "」",
    "『": "』",
}
"""What opens a quotation → what may close it."""
_ONLY_BEFORE_WORDS = frozenset("\"'”»›")
"""Marks that close as well: these open only where a word begins."""
_OPENER = re.compile(f"[{re.escape(''.join(_CLOSERS))}]")
_MAY_BE_APOSTROPHE = frozenset("’'‘")
_ELIDED = re.compile(r"[‘'](?:\d0s|(?:em|cause|til|tis|twas|bout|n)\b)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'\-‑–][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]\s")
_CONTEXT = 300


class _Quoted(NamedTuple):
    """A quotation in the midst of being read: where it begins, its pieces, and where it ends."""

    paragraph: int
    start: int
    pieces: tuple[str, ...]
    last_paragraph: int
    end: int


def find_quotations(paragraphs: Sequence[DraftParagraph]) -> tuple[list[Quotation], int]:
    """Find the quotations of a report.

    Returns
    -------
    quotations : list of Quotation
        Of three words or more, in the order of the report. A quotation within a quotation is part of it.
    n_passed_over : int
        How many quoted passages have fewer words.
    """
    found: list[Quotation] = []
    number = offset = 0
    while number < len(paragraphs):
        if offset == 0 and _is_block(paragraphs, number):
            found.append(_read_block(paragraphs, number))
            number += 1
            continue
        quoted = _find_next(paragraphs, number, offset)
        if quoted is None:
            number, offset = number + 1, 0
        else:
            found.append(_make_quotation(paragraphs, quoted))
            number, offset = quoted.last_paragraph, quoted.end
    long = [one for one in found if len(_WORD.findall(one.text)) >= FEWEST_WORDS]
    return long, len(found) - len(long)


def _is_block(paragraphs: Sequence[DraftParagraph], number: int) -> bool:
    """Whether a paragraph is a quotation as a whole: set as one, or moved inwards and signed."""
    paragraph = paragraphs[number]
    if not paragraph.setting or _begins_with_mark(paragraph.text) or is_signature(paragraph.text):
        return False
    if paragraph.setting == "quotation":
        return True
    text, signature = split_signature(paragraph.text)
    return names_somebody(signature) or _is_signed_below(paragraphs, number, len(text))


def _begins_with_mark(text: str) -> bool:
    opener = _OPENER.match(text.lstrip())
    return opener is not None and _opens(text.lstrip(), 0)


def _read_block(paragraphs: Sequence[DraftParagraph], number: int) -> Quotation:
    """Return the quotation that a paragraph is, without its signature."""
    paragraph = paragraphs[number]
    text, signature = split_signature(paragraph.text)
    start = len(text) - len(text.lstrip())
    before = "" if number == 0 else paragraphs[number - 1].text[-_CONTEXT:]
    behind = f" ({signature})" if signature else _behind(paragraphs, number, len(text))
    return Quotation(text.strip(), paragraph.place_at(start), "block", before, behind)


def _find_next(paragraphs: Sequence[DraftParagraph], number: int, offset: int) -> _Quoted | None:
    """Return the next quotation of a paragraph from some place on."""
    text = paragraphs[number].text
    for opener in _OPENER.finditer(text, offset):
        start = opener.start()
        if not _opens(text, start):
            continue
        end = _find_end(text, start, may_go_on=_goes_on(paragraphs, number, opener.group()))
        if end is not None:
            return _Quoted(number, start, (text[start + 1 : end],), number, end + 1)
        if opener.group() not in _MAY_BE_APOSTROPHE or _goes_on(paragraphs, number, opener.group()):
            return _read_on(paragraphs, number, start)
    return None


def _opens(text: str, place: int) -> bool:
    """Whether the mark at a place can open a quotation."""
    mark, behind = text[place], text[place + 1 : place + 2]
    before = text[place - 1 : place]
    if not behind or (behind.isspace() and mark not in "«»‹›"):
        return False
    if mark in _ONLY_BEFORE_WORDS and before and not (before.isspace() or before in "([{/—–-“‘„‚«‹\"'"):
        return False
    if mark in "»›" and behind.isspace():
        return False
    return not (mark in _MAY_BE_APOSTROPHE and (before.isalnum() or _ELIDED.match(text, place)))


def _find_end(text: str, start: int, *, may_go_on: bool) -> int | None:
    """Return where the mark stands that closes a quotation."""
    opener = text[start]
    closers = _CLOSERS[opener]
    if opener in _MAY_BE_APOSTROPHE or opener == "‚":
        return _find_single_end(text, start, closers, may_go_on=may_go_on)
    places = [place for place in range(start + 1, len(text)) if text[place] in closers and _closes(text, place)]
    depth_ends = _skip_nested(text, start, opener, closers) if opener not in closers else None
    return depth_ends if depth_ends is not None else next(iter(places), None)


def _closes(text: str, place: int) -> bool:
    mark, before, behind = text[place], text[place - 1], text[place + 1 : place + 2]
    if mark in "\"'”":
        return not before.isspace() or not behind.isalnum()
    return True


def _skip_nested(text: str, start: int, opener: str, closers: str) -> int | None:
    """Return where a quotation ends that holds others in marks of its own kind; None if its marks do not pair."""
    depth = 1
    for place in range(start + 1, len(text)):
        depth += text[place] == opener
        depth -= text[place] in closers
        if depth == 0:
            return place
    return None


def _find_single_end(text: str, start: int, closers: str, *, may_go_on: bool) -> int | None:
    sure: list[int] = []
    unsure: list[int] = []
    for place in range(start + 2, len(text)):
        mark, before, behind = text[place], text[place - 1], text[place + 1 : place + 2]
        if mark == text[start] and _opens(text, place) and mark not in closers:
            break
        if mark == text[start] == "'" and _opens(text, place):
            break
        if mark in closers and not before.isspace() and not behind.isalnum():
            is_possessive = before in "sS" and behind.isspace() and text[place + 1 :].lstrip()[:1].islower()
            (unsure if is_possessive else sure).append(place)
    if sure and not (unsure and unsure[0] < sure[0] and _is_term(text, start, unsure[0], sure[0])):
        return sure[0]
    return unsure[0] if unsure and (sure or not may_go_on or text[:start].strip()) else None


def _is_term(text: str, start: int, end: int, later_end: int) -> bool:
    """Whether what is quoted, ending in *s*, is but a word or two, and the sentence ends before a surer mark."""
    return (
        len(_WORD.findall(text, start, end)) < FEWEST_WORDS and _SENTENCE_END.search(text, end, later_end) is not None
    )


def _goes_on(paragraphs: Sequence[DraftParagraph], number: int, opener: str) -> bool:
    """Whether the next paragraph begins with the same mark, as a quotation of several paragraphs repeats it."""
    if number + 1 == len(paragraphs):
        return False
    repeated = {opener, *_CLOSERS[opener]} if opener in "«»‹›" else {opener}
    return paragraphs[number + 1].text.lstrip()[:1] in repeated


def _read_on(paragraphs: Sequence[DraftParagraph], number: int, start: int) -> _Quoted:
    """Read a quotation that its paragraph does not close: to the end of the last one that repeats the mark."""
    opener = paragraphs[number].text[start]
    pieces = [paragraphs[number].text[start + 1 :]]
    last, end = number, len(paragraphs[number].text)
    while _goes_on(paragraphs, last, opener):
        last += 1
        text = paragraphs[last].text
        begin = len(text) - len(text.lstrip())
        closed = _find_end(text, begin, may_go_on=_goes_on(paragraphs, last, opener))
        end = len(text) if closed is None else closed
        pieces.append(text[begin + 1 : end])
        if closed is not None:
            end += 1
            break
    return _Quoted(number, start, tuple(pieces), last, end)


def _make_quotation(paragraphs: Sequence[DraftParagraph], quoted: _Quoted) -> Quotation:
    paragraph = paragraphs[quoted.paragraph]
    return Quotation(
        "\n".join(piece.strip() for piece in quoted.pieces),
        paragraph.place_at(quoted.start),
        "block" if paragraph.setting == "quotation" else "marks",
        paragraph.text[max(0, quoted.start - _CONTEXT) : quoted.start],
        _behind(paragraphs, quoted.last_paragraph, quoted.end),
    )


def _behind(paragraphs: Sequence[DraftParagraph], number: int, end: int) -> str:
    """Return what stands behind a quotation; where nothing does, the next paragraph if it is its signature."""
    if _is_signed_below(paragraphs, number, end):
        return f"\n{paragraphs[number + 1].text}"
    return paragraphs[number].text[end : end + _CONTEXT]


def _is_signed_below(paragraphs: Sequence[DraftParagraph], number: int, end: int) -> bool:
    """Whether nothing stands behind a place of a paragraph, and the next paragraph is a signature."""
    is_last = number + 1 == len(paragraphs)
    return not is_last and not paragraphs[number].text[end:].strip() and is_signature(paragraphs[number + 1].text)
