"""What a study's codings amount to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.model.codebook import Codebook
from interview_coder.model.methods import Methods
from interview_coder.model.source import Participant, SourceSummary

if TYPE_CHECKING:
    from interview_coder.model.framework import FrameworkMatrix


class Quote(NamedTuple):
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
    edited : str
        Its words as an editor shows them, with ``[…]`` and explanations in brackets; empty where nobody edited it.
    review : {"unreviewed", "accepted", "added", "disputed", "rejected"}
        How people stand to the best of its codings; see `interview_coder.model.review.BEST_FIRST`.
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
    edited: str = ""
    review: str = "unreviewed"


@dataclass(frozen=True, slots=True)
class QuoteInContext:
    """A quote with what stands around it.

    Parameters
    ----------
    speaker : str
        As the transcript names who says it.
    asked : str
        The turn before, with its speaker; empty at the start of a source.
    before, after : str
        What the speaker says in the same turn before and after the quote, as far as it is shown.
    found : tuple of (int, int)
        Where in the source the words stand by which rules found it, rising; empty where nobody asked for them.
    typicality : float, optional
        How typical it is of its cell; see `interview_coder.tabulate.typicality`. None where nobody asked for it.
    """

    quote: Quote
    speaker: str
    asked: str
    before: str
    after: str
    found: tuple[tuple[int, int], ...] = ()
    typicality: float | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Segments that use similar words.

    Parameters
    ----------
    number : int
        From 1, largest cluster first.
    label : str
        Its most distinctive words.
    n_segments : int
    typical_ids : tuple of str
        The segments nearest to its centre, nearest first.
    examples : tuple of str
        What the first of these say.
    """

    number: int
    label: str
    n_segments: int
    typical_ids: tuple[str, ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Parameters
    ----------
    columns : tuple of str
        There even when there are no rows.
    rows : tuple of tuple
        Text, numbers and truth values; None for a figure that there is not.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dict by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Results:
    """What a run of a study says as a whole; its records stand in files of their own.

    Parameters
    ----------
    title, about : str
        Head of the report.
    sources : tuple of SourceSummary
        In the order of their ids.
    participants : mapping of str to Participant
        Everybody who speaks as a participant, by id.
    quotes : tuple of QuoteInContext
        Those that the report shows: the first few of each cell of the theme matrix.
    listed_quotes : tuple of Quote
        Those that a workbook lists: all, or where there are too many those of the first ranks of every cell.
    n_quotes : mapping of (str, str) to int
        Theme and stakeholder type → how many quotes there are.
    tables : mapping of str to Table
        By name; see the data dictionary.
    framework : FrameworkMatrix
        Stakeholder type × theme.
    manifest : mapping of str to object
        What the run was made from: versions, hashes, settings, counts.
    methods : Methods
        How it was made, in words for a report.
    warnings : tuple of str
        What the researcher should know before she believes the figures.
    """

    title: str
    about: str
    codebook: Codebook
    sources: tuple[SourceSummary, ...]
    participants: Mapping[str, Participant]
    clusters: tuple[Cluster, ...]
    quotes: tuple[QuoteInContext, ...]
    listed_quotes: tuple[Quote, ...]
    n_quotes: Mapping[tuple[str, str], int]
    tables: Mapping[str, Table]
    framework: FrameworkMatrix
    manifest: Mapping[str, Any]
    methods: Methods
    warnings: tuple[str, ...] = ()
