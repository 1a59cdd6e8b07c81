"""The codings that count: what the rules suggest, and what people made of it."""

from __future__ import annotations

import json
import mmap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.known_codings import CodingWriter, KnownCodings, rank_codes
from interview_coder.known_sources import StoredSource
from interview_coder.library import Library, ReadSource
from interview_coder.model.codebook import Code, Codebook
from interview_coder.model.coding import STANCES, Coding, Stance
from interview_coder.model.review import COUNTED, REVIEWS, Decision, Standing, Stretch, Use
from interview_coder.model.source import Participant
from interview_coder.project.coding_lines import Part, mapped, write_in_order
from interview_coder.project.records import review_mark
from interview_coder.project.review_events import mark_definition
from interview_coder.project.review_lines import standing_line, unapplied_line
from interview_coder.standing.anchoring import SourceText
from interview_coder.standing.applying import Applied, apply_standings, count_reviews
from interview_coder.standing.folding import list_deciding
from interview_coder.standing.standings import Standings, find_standings, look_up
from interview_coder.standing.suggestions import Suggested

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CODER = "people"


@dataclass(frozen=True, slots=True, eq=False)
class ReviewedCodings:
    """The codings that count.

    Parameters
    ----------
    codings : KnownCodings
    standings : Standings
        What people say of codings.
    counts : array of int, shape (codes, len(COUNTED))
        How the review of each code stands.
    coders : tuple of str
        Who decided.
    lines : bytes
        Those of ``decided.jsonl``.
    """

    codings: KnownCodings
    standings: Standings
    counts: NDArray[Any]
    coders: tuple[str, ...]
    lines: bytes


@dataclass(frozen=True)
class Reviewing:
    """Applies decisions to what the rules suggest.

    Parameters
    ----------
    codebook : Codebook
    library : Library
    stored : sequence of StoredSource
        All sources, in the order of their ids.
    participants : mapping of str to Participant
        All who speak.
    """

    codebook: Codebook
    library: Library
    stored: Sequence[StoredSource]
    participants: Mapping[str, Participant]
    _texts: dict[str, SourceText] = field(default_factory=dict, init=False, repr=False)

    def apply(
        self, decisions: Sequence[Decision], suggestions: KnownCodings, use: Use, scratch: Path
    ) -> ReviewedCodings:
        """Return the codings that count.

        Parameters
        ----------
        decisions : sequence of Decision
            Everybody's.
        suggestions : KnownCodings
            All that the rules find; where nobody decided anything, these count as they are.
        use : {"all", "reviewed", "machine"}
            Which codings count.
        scratch : Path
            A folder in which files are made.
        """
        standings = self.find_standings(decisions)
        applied: dict[int, Applied] = {}
        with mapped(suggestions.lines) as lines:
            for place, stored in enumerate(self.stored):
                found = standings.by_source.get(stored.summary.source_id)
                if found:
                    suggested = list(self._list_suggested(suggestions, place, lines))
                    applied[place] = apply_standings(suggested, found, use)
        codings = suggestions
        adding = {} if use == "machine" else {place: one for place, one in applied.items() if one.added}
        if use == "reviewed" or adding or any(one.dropped or one.reviews for one in applied.values()):
            added = self._write_added(adding, scratch / "codings-added.jsonl")
            codings = self._join(suggestions, applied, added, use, scratch)
        counts = self._count(suggestions, applied.values())
        return ReviewedCodings(
            codings, standings, counts, list_deciding(decisions), self._write_decided(standings, applied)
        )

    def find_standings(self, decisions: Iterable[Decision], *, coders: Collection[str] | None = None) -> Standings:
        """Return what people say of codings now."""
        hashes = {one.summary.source_id: one.summary.sha256 for one in self.stored}
        definitions = {code.code_id: mark_definition(code) for code in self.codebook.codes}
        return find_standings(decisions, look_up(hashes, self.open_text), definitions, coders=coders)

    def open_text(self, source_id: str) -> SourceText:
        """Return the text of a source; the last one that was asked for is held."""
        if source_id not in self._texts:
            stored = next(one for one in self.stored if one.summary.source_id == source_id)
            self._texts.clear()
            self._texts[source_id] = SourceText(self.library.open(stored).source)
        return self._texts[source_id]

    def _list_suggested(self, suggestions: KnownCodings, source: int, lines: mmap.mmap | bytes) -> Iterator[Suggested]:
        import numpy as np

        table, codes = suggestions.table, [code.code_id for code in self.codebook.codes]
        first, last = np.searchsorted(table.sources, [source, source + 1]).tolist()
        name = self.stored[source].summary.source_id
        columns = (getattr(table, column)[first:last].tolist() for column in _OF_STRETCH)
        for row, (code, start, end, at, length) in enumerate(zip(*columns, strict=True), first):
            find_rules = partial(_find_rules, lines, at, length)
            yield Suggested(Stretch(name, codes[code], start, end), row, find_rules)

    def _join(
        self,
        suggestions: KnownCodings,
        applied: Mapping[int, Applied],
        added: KnownCodings,
        use: Use,
        scratch: Path,
    ) -> KnownCodings:
        import numpy as np

        table = suggestions.table
        reviews = np.full(len(table), -1 if use == "reviewed" else 0, np.int8)
        for one in applied.values():
            for row, review in one.reviews.items():
                reviews[row] = REVIEWS.index(review)
            reviews[list(one.dropped)] = -1
        table = table.replace(reviews=reviews)
        people = {name: place for place, name in enumerate(suggestions.participants)}
        held = added.list_held(suggestions.sources, suggestions.codes, people)
        parts: list[Part] = [(added.lines, held, None)]
        for number, review in enumerate(REVIEWS):
            change = (review_mark(REVIEWS[0]).encode(), review_mark(review).encode())
            parts.append((suggestions.lines, table.take(np.flatnonzero(reviews == number)), change))
        lines = scratch / "codings-counted.jsonl"
        joined = write_in_order(lines, parts, rank_codes(self.codebook))
        added.lines.unlink(missing_ok=True)
        return replace(suggestions, table=joined, lines=lines)

    def _write_added(self, applied: Mapping[int, Applied], path: Path) -> KnownCodings:
        writer = CodingWriter(self.codebook, self.library.language, path)
        codes = {code.code_id: code for code in self.codebook.codes}
        for place, one in applied.items():
            read = self.library.open(self.stored[place])
            pieces = (self._code_pieces(read, standing, codes) for standing in one.added)
            writer.write(self.stored[place].key, read, [coding for some in pieces for coding in some])
        return writer.finish()

    def _code_pieces(self, read: ReadSource, standing: Standing, codes: Mapping[str, Code]) -> Iterator[Coding]:
        """Yield a coding for every segment on which a stretch lies."""
        import numpy as np

        source_id, code_id, start, end = standing.stretch
        source, segments = read.source, read.segments
        first = int(np.searchsorted(segments.ends, start, side="right"))
        last = int(np.searchsorted(segments.starts, end, side="left"))
        for segment in segments[first:last]:
            begin, stop = max(start, segment.start), min(end, segment.end)
            person = source.turns[segment.turn - 1].participant or ""
            yield Coding(
                coding_id=_hash_id(source_id, str(begin), str(stop), source.text[begin:stop], code_id, _CODER),
                source_id=source_id,
                turn=segment.turn,
                segment_id=segment.segment_id,
                start=begin,
                end=stop,
                theme_id=codes[code_id].theme_id,
                code_id=code_id,
                participant=person,
                stakeholder_type=self.participants[person].stakeholder_type,
                coder=", ".join(sorted({said.decision.coder for said in standing.said if said.answer == "yes"})),
                codebook=self.codebook.sha256[:12],
                stance=_find_stance(standing),
                evidence=(),
                review="added" if standing.status == "added" else "accepted",
            )

    def _count(self, suggestions: KnownCodings, applied: Iterable[Applied]) -> NDArray[Any]:
        import numpy as np

        rows = {code.code_id: row for row, code in enumerate(self.codebook.codes)}
        counts = np.zeros((len(rows), len(COUNTED)), np.int64)
        counts[:, 0] = np.bincount(suggestions.table.codes, minlength=len(rows))
        for one in applied:
            for code_id, counted in count_reviews(one):
                counts[rows[code_id], COUNTED.index(counted)] += 1
        return counts

    def _write_decided(self, standings: Standings, applied: Mapping[int, Applied]) -> bytes:
        lines = []
        for place, one in applied.items():
            source = self.open_text(self.stored[place].summary.source_id)
            put_again = {by.standing.stretch: by.why for _, by in one.judged if by.standing is not None and by.why}
            for standing in standings.by_source[source.source.source_id]:
                turn = source.find_turn(standing.stretch.start, standing.stretch.end)
                text = source.source.text[standing.stretch.start : standing.stretch.end]
                lines.append(standing_line(standing, turn, text, put_again.get(standing.stretch, "")))
        lines += [unapplied_line(one) for one in standings.unapplied]
        return "".join(lines).encode()


def _find_rules(lines: mmap.mmap | bytes, at: int, length: int) -> set[str]:
    return {one["rule_id"] for one in json.loads(lines[at : at + length])["evidence"]}


def _find_stance(standing: Standing) -> Stance:
    told = {said.decision.stance for said in standing.said if said.answer == "yes"}
    return next((stance for stance in STANCES if stance in told), "said")


def _hash_id(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


_OF_STRETCH = ("codes", "starts", "ends", "line_starts", "line_lengths")
