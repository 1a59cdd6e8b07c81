"""The quotes of a study as records: their words from the lines of the codings, their context from the sources."""

from __future__ import annotations

import json
import mmap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.known_sources import StoredSource
from interview_coder.library import Library
from interview_coder.model.attribution import sign
from interview_coder.model.coding import STANCES
from interview_coder.model.results import Quote, QuoteInContext
from interview_coder.model.review import REVIEWS
from interview_coder.model.source import Source
from interview_coder.project.coding_lines import leave, mapped
from interview_coder.project.quote_edits import QuoteEdits
from interview_coder.project.records import id_of_line, quote_line, quoted
from interview_coder.tabulate.counting import Evidence
from interview_coder.tabulate.quotes import QuoteTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_LISTED = 2_000
"""A workbook lists at most so many quotes."""
_QUOTES_AT_ONCE = 500


@dataclass(frozen=True)
class Quoting:
    """Writes quotes.

    Parameters
    ----------
    evidence : Evidence
        What the quotes were listed from.
    quotes : QuoteTable
    library : Library
    stored : sequence of StoredSource
        All sources, in the order of their ids.
    lines : Path
        ``codings.jsonl``.
    attribution : str
        How quotes are signed, with names of attributes in braces.
    edits : QuoteEdits
        What editors changed in some quotes.
    """

    evidence: Evidence
    quotes: QuoteTable
    library: Library
    stored: Sequence[StoredSource]
    lines: Path
    attribution: str
    edits: QuoteEdits

    def write(self, path: Path) -> None:
        """Write ``quotes.jsonl``."""
        joined = self._joined_words
        with mapped(self.lines) as lines, path.open("wb") as stream:
            for first in range(0, len(self.quotes), _QUOTES_AT_ONCE):
                made = self._make(range(first, min(first + _QUOTES_AT_ONCE, len(self.quotes))), lines)
                written = [self._write_line(quote, joined.get(place) or words) for place, quote, words in made]
                stream.write("".join(written).encode())
                leave(lines)

    def _write_line(self, quote: Quote, words: str) -> str:
        if quote.quote_id in self.edits:
            quote = self.edits.apply(quote._replace(text=json.loads(words)))
        return quote_line(quote, words)

    def show(self, most: int) -> tuple[QuoteInContext, ...]:
        """Return the first few quotes of each cell, with what stands around them."""
        import numpy as np

        return self.put_in_context(np.flatnonzero(self.quotes.ranks <= most).tolist())

    def put_in_context(self, chosen: Sequence[int]) -> tuple[QuoteInContext, ...]:
        """Return some quotes, named by their places in the table, with what stands around them."""
        shown: dict[int, QuoteInContext] = {}
        with mapped(self.lines) as lines:
            for number, places in self._by_source(chosen).items():
                source = self.library.open(self.stored[number]).source
                for place, quote, _ in self._make(places, lines):
                    found = self._find_words(place, lines)
                    quote = self.edits.apply(quote._replace(text=source.text[quote.start : quote.end]))
                    shown[place] = _in_context(quote, source, found)
        return tuple(shown[place] for place in chosen)

    def list_first(self, most: int) -> tuple[Quote, ...]:
        """Return at most so many quotes, those of the first ranks of all cells, in the order of the table."""
        import numpy as np

        return self.list_some(np.sort(np.argsort(self.quotes.ranks, kind="stable")[:most]).tolist())

    def list_some(self, chosen: Sequence[int]) -> tuple[Quote, ...]:
        """Return some quotes, named by their places in the table."""
        some: list[Quote] = []
        with mapped(self.lines) as lines:
            for first in range(0, len(chosen), _QUOTES_AT_ONCE):
                some += [
                    self.edits.apply(quote._replace(text=json.loads(self._joined_words.get(place) or words)))
                    for place, quote, words in self._make(chosen[first : first + _QUOTES_AT_ONCE], lines)
                ]
                leave(lines)
        return tuple(some)

    @cached_property
    def _names(self) -> tuple[list[str], list[str], list[str], list[str]]:
        """Ids of codes and themes, stakeholder types, and how each participant signs."""
        codebook, types = self.evidence.codebook, self.evidence.stakeholder_types
        codes, themes = [one.code_id for one in codebook.codes], [one.theme_id for one in codebook.themes]
        return codes, themes, types, [sign(self.attribution, one) for one in self.evidence.participants]

    @cached_property
    def _coded(self) -> tuple[list[int], list[int]]:
        return self.quotes.code_borders.tolist(), self.quotes.codes.tolist()

    @cached_property
    def _theme_of(self) -> NDArray[Any]:
        return self.evidence.theme_of

    def _by_source(self, places: Iterable[int]) -> dict[int, list[int]]:
        by_source: dict[int, list[int]] = defaultdict(list)
        for place in places:
            by_source[int(self.quotes.sources[place])].append(place)
        return by_source

    def _make(self, places: Sequence[int], lines: mmap.mmap | bytes) -> Iterator[tuple[int, Quote, str]]:
        """Yield quotes without their text, and the words of the coding that begins each, as JSON writes them."""
        import numpy as np

        some = np.array(places, np.int64)
        codes, themes, types, signed = self._names
        borders, coded = self._coded
        source_ids, participants = self.evidence.source_ids, self.evidence.participants
        firsts = self.evidence.codings.take(self.quotes.first_codings[some])
        columns = (getattr(self.quotes, name)[some].tolist() for name in _COLUMNS)
        lines_at = (getattr(firsts, name).tolist() for name in ("line_starts", "text_starts", "text_lengths"))
        for place, theme, kind, source, person, turn, start, end, stance, rank, review, at, words_at, n_bytes in zip(
            places, *columns, *lines_at, strict=True
        ):
            # by place: naming the fields of so many quotes would take longer than all the rest
            quote = Quote(
                id_of_line(lines[at : at + 40]),
                source_ids[source],
                turn,
                start,
                end,
                "",
                themes[theme],
                tuple([codes[code] for code in coded[borders[place] : borders[place + 1]]]),
                participants[person].participant_id,
                types[kind],
                STANCES[stance],
                signed[person],
                rank,
                "",
                REVIEWS[review],
            )
            yield place, quote, lines[at + words_at : at + words_at + n_bytes].decode()

    @cached_property
    def _joined_words(self) -> dict[int, str]:
        """The words of the quotes that are longer than the coding that begins them."""
        import numpy as np

        longer = np.flatnonzero(self.quotes.ends != self.evidence.codings.ends[self.quotes.first_codings]).tolist()
        joined: dict[int, str] = {}
        for number, places in self._by_source(longer).items():
            text = self.library.open(self.stored[number]).source.text
            joined |= {place: quoted(text[self.quotes.starts[place] : self.quotes.ends[place]]) for place in places}
        return joined

    def _find_words(self, place: int, lines: mmap.mmap | bytes) -> tuple[tuple[int, int], ...]:
        """Return where the words stand that rules found within a quote."""
        import numpy as np

        codings, quotes = self.evidence.codings, self.quotes
        # codings are sorted by source and start
        first, last = np.searchsorted(codings.sources, quotes.sources[place] + np.array([0, 1])).tolist()
        starts = codings.starts[first:last]
        first, last = (first + np.searchsorted(starts, [quotes.starts[place], quotes.ends[place]])).tolist()
        is_of_theme = self._theme_of[codings.codes[first:last]] == quotes.themes[place]
        within = is_of_theme & (codings.ends[first:last] <= quotes.ends[place])
        found = set()
        for row in (first + np.flatnonzero(within)).tolist():
            start = int(codings.line_starts[row])
            line = lines[start : start + int(codings.line_lengths[row])]
            found |= {(t["start"], t["end"]) for one in json.loads(line)["evidence"] for t in one["tokens"]}
        # a hit may have words in other segments too
        return tuple(sorted(one for one in found if quotes.starts[place] <= one[0] and one[1] <= quotes.ends[place]))


_COLUMNS = (
    *("themes", "stakeholder_types", "sources", "participants", "turns", "starts", "ends"),
    *("stances", "ranks", "reviews"),
)


def _in_context(quote: Quote, source: Source, found: tuple[tuple[int, int], ...]) -> QuoteInContext:
    place = next(place for place, turn in enumerate(source.turns) if turn.number == quote.turn)
    turn, text = source.turns[place], source.text
    asking = source.turns[place - 1] if place else None
    return QuoteInContext(
        quote=quote,
        speaker=turn.speaker,
        asked=f"{asking.speaker}: {text[asking.start : asking.end]}" if asking else "",
        before=text[turn.start : quote.start],
        after=text[quote.end : turn.end],
        found=found,
    )
