"""Where speakers change in captions that name no voices: labels, chevrons and dashes at the beginning of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from interview_coder.ingest.asides import speaks_of_aside
from interview_coder.ingest.dialects import clean_label
from interview_coder.ingest.labels import is_coded, is_name, is_ordinary
from interview_coder.ingest.speakers import Label, find_labels
from interview_coder.ingest.transcript import ReadOptions

DASHES = frozenset("-‐‑–—")
"""A line that is one of these only parts two speakers."""
_ENOUGH = 4
"""Lines with the same words before a colon that are looked at closely."""
_LONGEST_HEAD = 140

_CHEVRON = re.compile(r"(?:^|(?<=\s))>{2,3}(?!>)\s*")
_DASH = re.compile(r"[-‐‑–—](?![-‐‑–—>])(?:\s+|(?=[^\W\d_]))")
_SENTENCE_END = re.compile(r"[.?!…♪\"”’')\]]\Z")
_BRACKET = re.compile(r"[\[(]([^\[\]()]{1,60})[\])](:?)(?:\s+|\Z)")
_NAME_AND_COLON = re.compile(
    r"([^\W\d_][^\s:.,;?!()]*(?:\s[^\W\d_][^\s:,;?!()]*){0,4})\s?(?:\(([^()]{1,60})\))?\s?:\s+(?=\S)"
)
_SOUND = re.compile(
    r"(?i:\b(?:speaking|foreign|language|scream|shout|yell|grunt|moan|mutter|murmur|exclaim|cries|crying|footstep"
    r"|static|siren|thunder|bleep|typing|audio|video|sounds?\b))|[A-Z]{4,}ING\Z"
)
"""What captions for people who do not hear put in brackets, beside what `asides` knows."""


class Piece(NamedTuple):
    """A line of a cue, or what follows a mark in it.

    Parameters
    ----------
    cue : int
        Index of the cue.
    text : str
    is_change : bool
        Whether a mark before it says that another person speaks.
    """

    cue: int
    text: str
    is_change: bool = False


def split_at_marks(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], str]:
    """Part lines where a mark says that another person speaks, and take the marks off.

    Parameters
    ----------
    pieces : sequence of Piece
        The lines of all cues.

    Returns
    -------
    tuple
        The pieces, and what the mark is, in words; empty where there is none.
    """
    if any(piece.text.startswith(">>") for piece in pieces):
        return list(_split_at_chevrons(pieces)), ">>"
    dashes = _find_dashes(pieces) if any(piece.text[0] in DASHES for piece in pieces) else {}
    if not dashes:
        return pieces, ""
    return [
        Piece(piece.cue, piece.text[dashes[place] :], is_change=True) if place in dashes else piece
        for place, piece in enumerate(pieces)
    ], "a dash"


def _split_at_chevrons(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for cue, text, _ in pieces:
        before, *after = _CHEVRON.split(text)
        if before.strip():
            yield Piece(cue, before.strip())
        for words in after:
            yield Piece(cue, words.strip(), is_change=True)


def _find_dashes(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return which lines begin with the dash of a change of speaker → where speech begins in them."""
    found: dict[int, int] = {}
    opens_with_dash = False
    n_second = 0
    for place, piece in enumerate(pieces):
        dash = _DASH.match(piece.text)
        above = _line_above(pieces, place)
        if not above:
            opens_with_dash = dash is not None
        if dash is not None and (not above or opens_with_dash or _SENTENCE_END.search(above)):
            n_second += bool(above)
            found[place] = dash.end()
    n_low = sum(pieces[place].text[start : start + 1].islower() for place, start in found.items())
    # a dash before a small letter is mostly a pause, unless two of them stand in one cue
    return found if n_second or len(found) > 2 * n_low else {}


def _line_above(pieces: Sequence[Piece], place: int) -> str:
    """Return the line above in the same cue, as an empty line parts the cues."""
    return pieces[place - 1].text if place and pieces[place - 1].cue == pieces[place].cue else ""


def find_cue_labels(pieces: Sequence[Piece], options: ReadOptions) -> dict[int, Label]:
    """Find the pieces that begin with a speaker's label, decided over the whole file.

    Parameters
    ----------
    pieces : sequence of Piece
        Without their marks.
    options : ReadOptions
        By the dialect ``label`` only those with a colon are found, by ``bracket`` only those in brackets.

    Returns
    -------
    dict of int to Label
        By index of the piece. Speech may begin after its end, in the next piece.
    """
    texts = list(_join_lone_labels(pieces))
    n_cues = len({piece.cue for piece in pieces})
    found = {} if options.dialect == "label" else _find_brackets(texts, n_cues, options)
    if options.dialect != "bracket":
        found |= _find_colons(pieces, texts, n_cues, options.known_labels)
        found |= _find_introduced(pieces, texts, found)
    return found


def _join_lone_labels(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the text of each piece; a label alone on its line with the line of its cue that it introduces."""
    for place, piece in enumerate(pieces, start=1):
        is_alone = piece.text[-1:] in {":", ")", "]"} and place < len(pieces) and pieces[place].cue == piece.cue
        yield f"{piece.text} {pieces[place].text}" if is_alone else piece.text


def _find_colons(pieces: Sequence[Piece], texts: Sequence[str], n_cues: int, known: frozenset[str]) -> dict[int, Label]:
    """Return the labels with a colon, by the rule for lines of any text.

    What stands before the colon decides, so a few of the lines in which it comes back speak for all of them.
    """
    places_by_head = _group_by_head(texts)
    asked = sorted(place for places in places_by_head.values() for place in places[:_ENOUGH])
    # a label with nothing after it is asked for as if there were something
    spoken = (f"{texts[place]} …" if texts[place].endswith(":") else texts[place] for place in asked)
    lines = [line for place, text in zip(asked, spoken, strict=True) for line in (_line_above(pieces, place), text)]
    labels = {asked[at // 2]: label for at, label in find_labels(lines, known_labels=known).items() if at % 2}
    found: dict[int, Label] = {}
    for head, places in places_by_head.items():
        label = next((labels[place] for place in places if place in labels), None)
        if label is not None and label.speech_start > len(head):
            found |= dict.fromkeys(places, Label(label.label, label.note, len(head) + 2))
    return _without_phrases(found, n_cues, known)


def _group_by_head(texts: Sequence[str]) -> dict[str, list[int]]:
    """Return what stands before a first colon → the places of the texts that begin so."""
    places_by_head: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        colon = f"{text} ".find(": ", 0, _LONGEST_HEAD) if ":" in text else -1
        if colon > 0:
            places_by_head.setdefault(text[:colon], []).append(place)
    return places_by_head


def _without_phrases(found: dict[int, Label], n_cues: int, known: frozenset[str]) -> dict[int, Label]:
    """Drop labels in lower case, unless so many cues have them that they must be people."""
    low = {place for place, one in found.items() if one.label.islower() and one.label not in known}
    return found if len(low) * 3 > n_cues else {place: one for place, one in found.items() if place not in low}


def _find_introduced(pieces: Sequence[Piece], texts: Sequence[str], found: Mapping[int, Label]) -> dict[int, Label]:
    """Return names that need not come back: right after a mark, or before the first words of all."""
    places = [place for place, piece in enumerate(pieces) if piece.is_change and place not in found]
    named = {place: _name_before_colon(texts[place]) for place in places if ":" in texts[place]}
    if not found and texts and 0 not in named:
        named[0] = _name_before_colon(texts[0])
    return {place: label for place, label in named.items() if label is not None}


def _name_before_colon(text: str) -> Label | None:
    found = _NAME_AND_COLON.match(text[:_LONGEST_HEAD])
    if found is None or is_ordinary(found[1]) or not is_name(found[1]):
        return None
    is_person = " " in found[1] or found[1].isupper() or is_coded(found[1]) or found[2]
    return Label(clean_label(found[1]), found[2] or "", found.end()) if is_person else None


def _find_brackets(texts: Sequence[str], n_cues: int, options: ReadOptions) -> dict[int, Label]:
    """Return the labels in brackets, with or without a colon; sounds and times in brackets are none."""
    found: dict[int, Label] = {}
    has_colon: set[str] = set()
    for place, text in enumerate(texts):
        bracket = _BRACKET.match(text) if text[:1] in {"[", "("} else None
        if bracket is not None:
            label = clean_label(bracket[1])
            found[place] = Label(label, "", bracket.end())
            has_colon |= {label} if bracket[2] else set()
    counts = Counter(one.label for one in found.values())
    # where nearly every cue begins so, a name need not come back
    is_habit = options.dialect == "bracket" or (len(counts) > 1 and len(found) * 5 >= n_cues * 4)
    people = {
        label
        for label, count in counts.items()
        if label in options.known_labels or _is_person(label, is_likely=is_habit or count > 1 or label in has_colon)
    }
    return {place: one for place, one in found.items() if one.label in people}


def _is_person(label: str, *, is_likely: bool) -> bool:
    if not label or speaks_of_aside(label) or _SOUND.search(label) is not None:
        return False
    if len(label) > 1 and is_coded(label):
        return True
    return is_likely and is_name(label) and not is_ordinary(label)
