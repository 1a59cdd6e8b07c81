"""What a study's codings amount to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Coding
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant, Source


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one participant that stand for a cell of the theme matrix.

    Parameters
    ----------
    quote_id : str
        The id of the coding that it shows.
    text : str
        Exactly ``source.text[start:end]``.
    rank : int
        Its place in its cell, from 1: the order in which quotes were picked.
    codes : tuple of str
        Codes of the theme on this stretch, sorted.
    attribution : str
        How the quote may be signed in a report: ``provider representative``.
    """

    quote_id: str
    source_id: str
    turn: int
    start: int
    end: int
    text: str
    theme_id: str
    codes: tuple[str, ...]
    participant: str
    stakeholder_type: str
    stance: str
    attribution: str
    rank: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Segments that use similar words.

    Parameters
    ----------
    number : int
        From 1, largest cluster first.
    label : str
        Its most distinctive words.
    segment_ids : tuple of str
        In the order of the study.
    typical_ids : tuple of str
        The segments nearest to its centre, nearest first.
    """

    number: int
    label: str
    segment_ids: tuple[str, ...]
    typical_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Parameters
    ----------
    columns : tuple of str
        There even when there are no rows.
    rows : tuple of tuple
        Text, whole numbers and truth values.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dict by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that a run of a study gives.

    Parameters
    ----------
    title, about : str
        Head of the report.
    sources : tuple of Source
        In the order of their ids, with roles and participants resolved.
    participants : mapping of str to Participant
        Everybody who speaks as a participant, by id.
    segments, codings : tuple
        In the order of sources and places; of participants' speech only.
    tables : mapping of str to Table
        By name; see the data dictionary.
    manifest : mapping of str to object
        What the run was made from: versions, hashes, settings, counts.
    warnings : tuple of str
        What the researcher should know before she believes the figures.
    """

    title: str
    about: str
    codebook: Codebook
    sources: tuple[Source, ...]
    participants: Mapping[str, Participant]
    segments: tuple[Segment, ...]
    codings: tuple[Coding, ...]
    clusters: tuple[Cluster, ...]
    quotes: tuple[Quote, ...]
    tables: Mapping[str, Table]
    manifest: Mapping[str, Any]
    warnings: tuple[str, ...] = ()
