"""What the readers of all formats are asked, and what they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from interview_coder.model.source import NO_PLACES, Certainty, LeftOut, Places, Turn

NOBODY_NAMED = "no speaker labels were found: all of it was read as one turn of nobody known"
"""Remark on a file in which nobody is named."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a study says about how one of its files is to be read; all of it may be left out.

    Parameters
    ----------
    known_labels : frozenset of str
        Speakers that ``participants.csv`` or the settings name for this source.
    dialect : str
        How speakers are marked, as a key of `interview_coder.ingest.dialects.DIALECTS`; empty to find out.
    encoding : str
        Tried on text that has no byte-order mark and is no UTF-8.
    speaker : str
        Who speaks where the file names nobody.
    speakers : frozenset of str
        The only labels that are speakers; empty to find out.
    columns : mapping of str to str
        For tables: what a column holds (``text``, ``speaker`` …) → its name.
    sheet : str
        For workbooks: the sheet to read; empty for the first that has the columns.
    """

    known_labels: frozenset[str] = frozenset()
    dialect: str = ""
    encoding: str = ""
    speaker: str = ""
    speakers: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader finds in a file, or in one part of it; a `Source` is made of it.

    Parameters
    ----------
    text : str
        Canonical text of the source.
    turns : sequence of Turn
        Without roles or participants; the speaker of a turn is empty where nobody is named.
    dialect : str
        How speakers are marked, in words.
    attributes : mapping of str to str
        Front matter.
    left_out : tuple of LeftOut
        What is in the file but in no turn.
    certainty : {"stated", "sure", "likely", "guess"}
        How sure the dialect is; ``stated`` where the format or the settings say it.
    signs : str
        What the certainty rests on, in words: ``4 labels, 3 of them come back``.
    places : Places
        The way back to page, paragraph, cue or row.
    remarks : tuple of str
        What a researcher should know about the file: ``2 tracked insertions were taken as accepted``.
    part : str
        Name of this part, where a file holds several transcripts; else empty.
    speakers : mapping of str to mapping
        Speaker → attributes that the file itself gives, such as further columns of a table of responses.
    """

    text: str
    turns: Sequence[Turn]
    dialect: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    certainty: Certainty = "stated"
    signs: str = ""
    places: Places = NO_PLACES
    remarks: tuple[str, ...] = ()
    part: str = ""
    speakers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
