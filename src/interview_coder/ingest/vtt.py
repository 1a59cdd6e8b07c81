"""WebVTT captions → Transcript."""

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
_ANY_TIME = "00:00.000 --> 00:00.001"


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
    for place in found.arrows:
        lines[place] = lines[place].replace("-->", "--&gt;")
    mended = _mend(lines, found)
    texts, header_text, metadata = _read_container(mended.lines, file)
    voiced = [_with_voice(lines[head.first], text) for head, text in zip(found.heads, texts, strict=True)]
    fields = [_FIELD.fullmatch(line.strip()) for line in metadata]
    left_out = (
        LeftOut("lines of the header", bool(header_text) + fields.count(None), "at the top"),
        *mended.left_out,
        _worded_identifiers(lines, found),
        found.left_out,
    )
    attributes = {one[1]: one[2] for one in fields if one is not None}
    return transcribe_cues(found.cues(voiced), file=file, options=options, attributes=attributes, left_out=left_out)


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


def _read_container(lines: Sequence[str], file: str) -> tuple[list[str], str, list[str]]:
    """Return the text of each caption, what stands after ``WEBVTT``, and the further lines of the header."""
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        read = webvtt.from_string("\n".join(lines))
    except (MalformedFileError, MalformedCaptionError) as error:
        fix = 'its first line must be "WEBVTT"; if it is SubRip, give it the ending .srt'
        raise InputError(Problem("this is no WebVTT file: it has no header WEBVTT", Place(file, 1), fix)) from error
    return ["\n".join(caption.lines) for caption in read.captions], read.header_text, read.metadata


@dataclass(slots=True)
class _Mended:
    """The lines of a file in which the library finds every cue and all its words, and the blocks taken out of it."""

    lines: list[str]
    blocks: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in _BLOCKS})

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(_BLOCKS[kind], len(places), name_lines(places)) for kind, places in self.blocks.items())


def _mend(lines: Sequence[str], found: CueLines) -> _Mended:
    """Give every cue its blank line and a time of the usual form, and take out the blank lines among its words.

    The library drops a cue whose time is written otherwise, and what follows a blank line in a cue, without a word.
    """
    if not found.heads:
        return _Mended(list(lines))
    first = found.heads[0].first
    top = next((place for place in range(first) if _HEADER.match(lines[place])), 0)
    rest = next((place for place in range(top, first) if not lines[place]), first)
    mended = _Mended(list(lines[top:rest]))
    for place, block in (*_blocks(lines[:top]), *_blocks(lines[rest:first], rest)):
        mended.blocks[_kind(block)].append(place)
    for start, body in found.bodies(lines):
        mended.lines += ("", _ANY_TIME)  # the times themselves are in the heads already
        for place, block in _blocks(body, start):
            kind = _kind(block) if place > start else ""
            if kind:
                mended.blocks[kind].append(place)
            else:
                mended.lines += block
    return mended


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
