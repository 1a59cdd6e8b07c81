"""WebVTT captions → Transcript.

We read the lines of captions ourselves. The usual library leaves out a cue whose time is written a little otherwise,
and what follows an empty line in a cue, and says nothing of it: to know that nothing is lost, all lines must be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.cue_lines import CueLines, find_cue_lines, name_lines
from interview_coder.ingest.cues import transcribe_cues
from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.model.source import LeftOut

_BLOCKS = {
    "NOTE": "comments (NOTE)",
    "STYLE": "style blocks",
    "REGION": "region blocks",
    "": "blocks of lines before the first cue",
}
"""How a block that is no cue begins → what it is."""
_BLOCK = re.compile(r"(NOTE)(?:[ \t]|\Z)|(STYLE|REGION)[ \t]*\Z")
_HEADER = re.compile(r"WEBVTT(?:[ \t]|\Z)")
_FIELD = re.compile(r"([^\W\d_][\w -]{0,40}?)[ \t]*:[ \t]*(\S.*)")
_NAMED_CUE = re.compile(r'\d+ "([^"<>]+)"(?: \([^()]*\))?\s*\Z')
"""Identifier by which Webex says who speaks: ``12 "Ana Ruiz" (3008)``."""


def read(raw: bytes, *, file: str, options: ReadOptions) -> Transcript:
    """Read a WebVTT file, as Teams, Zoom, YouTube, Whisper and caption editors write it.

    The source's text is what the cues say: the cues of a turn joined by spaces, a turn a line. Comments, styles and
    what the header says are counted; ``key: value`` lines of the header are attributes.

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
        When it is no WebVTT, there are no cues or no words in them, or a time cannot be read.
    """
    lines = decode_text(raw, file=file, encoding=options.encoding).split("\n")
    found = find_cue_lines(lines, file=file, any_identifier=True)
    first = found.heads[0].first if found.heads else len(lines)
    top = next((place for place in range(first) if _HEADER.match(lines[place])), None)
    if top is None:
        fix = 'its first line must be "WEBVTT"; if it is SubRip, give it the ending .srt'
        raise InputError(Problem("this is no WebVTT file: it has no header WEBVTT", Place(file, 1), fix))
    end_of_header = next((place for place in range(top, first) if not lines[place]), first)
    blocks = _Blocks()
    blocks.take_out(lines[:top], 0)
    blocks.take_out(lines[end_of_header:first], end_of_header)
    texts = [
        _with_voice(lines[head.first], blocks.words_of(body, start))
        for head, (start, body) in zip(found.heads, found.bodies(lines), strict=True)
    ]
    header_text = lines[top].removeprefix("WEBVTT").strip()
    fields = [_FIELD.fullmatch(line.strip()) for line in lines[top + 1 : end_of_header]]
    left_out = (
        LeftOut("lines of the header", bool(header_text) + fields.count(None), "at the top"),
        *blocks.left_out,
        _worded_identifiers(lines, found),
        found.left_out,
    )
    attributes = {one[1]: one[2] for one in fields if one is not None}
    return transcribe_cues(found.cues(texts), file=file, options=options, attributes=attributes, left_out=left_out)


def _with_voice(identifier: str, text: str) -> str:
    found = _NAMED_CUE.match(identifier) if '"' in identifier else None
    return text if found is None else f"<v {found[1]}>{text}"


def _worded_identifiers(lines: Sequence[str], found: CueLines) -> LeftOut:
    """Count the identifiers that could be words: a line above a time and below a blank line is no speech in WebVTT."""
    places = [
        head.first
        for head in found.heads
        if head.first < head.time and " " in lines[head.first].strip() and not _NAMED_CUE.match(lines[head.first])
    ]
    return LeftOut("identifiers of cues in words", len(places), name_lines(places))


@dataclass(slots=True)
class _Blocks:
    """The blocks of a file that are no cue, by their kind: the places where they begin."""

    places: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in _BLOCKS})

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(_BLOCKS[kind], len(places), name_lines(places)) for kind, places in self.places.items())

    def take_out(self, lines: Sequence[str], start: int) -> None:
        """Note every block of lines among which there is no cue."""
        for place, block in _blocks(lines, start):
            self.places[_kind(block)].append(place)

    def words_of(self, body: Sequence[str], start: int) -> str:
        """Return the words of a cue, and note comments and styles that follow it; an empty line ends no cue here."""
        if "" not in body[:-1]:
            return "\n".join(body).removesuffix("\n")
        words: list[str] = []
        for place, block in _blocks(body, start):
            kind = _kind(block) if place > start else ""
            if kind:
                self.places[kind].append(place)
            else:
                words += block
        return "\n".join(words)


def _blocks(lines: Sequence[str], start: int = 0) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the blocks that empty lines part, and where they begin, counted from `start`."""
    begins = 0
    while begins < len(lines):
        try:
            ends = lines.index("", begins)
        except ValueError:
            ends = len(lines)
        if ends > begins:
            yield start + begins, lines[begins:ends]
        begins = ends + 1


def _kind(block: Sequence[str]) -> str:
    found = _BLOCK.match(block[0])
    return (found[1] or found[2]) if found else ""
