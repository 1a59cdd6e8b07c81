"""The codings of a study: those of an earlier run that still hold, and what must be coded anew.

A coding of the rules hangs on its source and on the rules of its code, and on nothing else. So a changed rule costs the
codings of its code, and a changed transcript those in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from interview_coder.collecting import collecting_later
from interview_coder.following import Follow
from interview_coder.known_sources import StoredSource
from interview_coder.library import Library, ReadSource
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Code, Codebook
from interview_coder.model.coding import STANCES, Coding
from interview_coder.model.part_of_codebook import only_codes
from interview_coder.model.source import Participant
from interview_coder.project.cache import Cache, key_of
from interview_coder.project.coding_lines import Part, write_in_order
from interview_coder.project.coding_table import CodingTable, join_tables
from interview_coder.project.held_file import HeldFile
from interview_coder.project.packed import Packed
from interview_coder.project.program_key import program_key
from interview_coder.project.records import codebook_mark, coding_line
from interview_coder.project.stamps import stamp_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEPT = "codings.bin"
SOURCES_AT_ONCE = 64
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class KeptCodings:
    """What is known of the codings of an earlier run.

    Parameters
    ----------
    sources, codes, participants : mapping of str to int
        Key of a source or code, or id of a participant → its place in the columns of the table.
    mark : str
        How the lines name the codebook of that run.
    lines : Path
        ``codings.jsonl`` of that run.
    """

    table: CodingTable
    sources: Mapping[str, int]
    codes: Mapping[str, int]
    participants: Sequence[str]
    mark: str
    lines: Path

    @classmethod
    def load(cls, cache: Cache, lines: HeldFile | None) -> KeptCodings | None:
        """Read what was kept, if the lines still stand as they were written."""
        raw = cache.read(_KEPT)
        if raw is None or lines is None:
            return None
        try:
            packed = Packed(raw)
        except ValueError:
            return None
        facts = packed.facts
        if facts.get("program") != program_key() or facts.get("stamp") != list(lines.stamp):
            return None
        sources, codes = ({key: place for place, key in enumerate(facts[name])} for name in ("sources", "codes"))
        return cls(CodingTable.unpack(packed), sources, codes, facts["participants"], facts["mark"], lines.path)


@dataclass(slots=True)
class Recoding:
    """Brings the codings of a study up to date.

    Parameters
    ----------
    codebook : Codebook
    library : Library
    stored : sequence of StoredSource
        All sources, in the order of their ids.
    participants : mapping of str to Participant
        All who speak.
    kept : KeptCodings, optional
        What is known of an earlier run.
    """

    codebook: Codebook
    library: Library
    stored: Sequence[StoredSource]
    participants: Mapping[str, Participant]
    kept: KeptCodings | None
    source_keys: list[str] = field(init=False)
    code_keys: list[str] = field(init=False)
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        self.source_keys = [one.key for one in self.stored]
        self.code_keys = [self._key_of(code) for code in self.codebook.codes]
        self.mark = codebook_mark(self.codebook.sha256[:12])

    def run(self, scratch: Path, *, follow: Follow) -> tuple[CodingTable, Path]:
        """Code what must be coded.

        Parameters
        ----------
        scratch : Path
            A folder in which ``codings.jsonl`` is written, unless all is as it was.
        follow : callable
            Shows progress.

        Returns
        -------
        table : CodingTable
            Of all codings; sources, codes and participants are places in the lists of the study.
        lines : Path
            Where their lines stand.
        """
        new_lines = scratch / "codings-new.jsonl"
        with new_lines.open("wb") as stream, collecting_later():
            new = self._write_new(stream, follow)
        held = self._find_held()
        if self.kept is not None and not len(new) and held is not None and self.mark == self.kept.mark:
            is_same = len(held) == len(self.kept.table) and bool((held.sources == self.kept.table.sources).all())
            if is_same and [*self.kept.sources] == self.source_keys:
                return held, self.kept.lines
        parts: list[Part] = [(new_lines, new, None)]
        if self.kept is not None and held is not None and len(held):
            parts.append((self.kept.lines, held, (self.kept.mark.encode(), self.mark.encode())))
        ids = [(code.theme_id, code.code_id) for code in self.codebook.codes]
        ranks = {one: rank for rank, one in enumerate(sorted(ids))}
        lines = scratch / "codings.jsonl"
        table = write_in_order(lines, parts, [ranks[one] for one in ids])
        new_lines.unlink()
        return table, lines

    def keep(self, cache: Cache, table: CodingTable, lines: Path) -> None:
        """Keep what a later run must know of the lines that now stand in their place."""
        facts = {
            "program": program_key(),
            "stamp": stamp_of(lines),
            "sources": self.source_keys,
            "codes": self.code_keys,
            "participants": list(self.participants),
            "mark": self.mark,
        }
        cache.write(_KEPT, table.pack(facts))

    def _write_new(self, stream: IO[bytes], follow: Follow) -> CodingTable:
        codes = {code.code_id: place for place, code in enumerate(self.codebook.codes)}
        people = {name: place for place, name in enumerate(self.participants)}
        tables: list[CodingTable] = []
        rows: list[tuple[int, ...]] = []
        written = 0
        for number, read, codings in self._code(follow):
            if len(rows) > _MOST_ROWS:  # numbers in tuples take ten times the memory of those in a table
                tables.append(CodingTable.from_rows(rows))
                rows = []
            segments = {segment.segment_id: place for place, segment in enumerate(read.segments)}
            for coding in codings:
                line, start, length = coding_line(coding, read.source.text)
                rows.append(
                    (
                        *(number, codes[coding.code_id], people[coding.participant], segments[coding.segment_id]),
                        *(coding.start, coding.end, coding.turn),
                        *(STANCES.index(coding.stance), len(coding.evidence)),
                        *(written, len(line), start, length),
                    )
                )
                stream.write(line)
                written += len(line)
        return join_tables([*tables, CodingTable.from_rows(rows)])

    def _code(self, follow: Follow) -> Iterator[tuple[int, ReadSource, list[Coding]]]:
        """Yield the place of each source that has something to be coded, the source, and its new codings."""
        known_sources = self.kept.sources if self.kept is not None else {}
        known_codes = self.kept.codes if self.kept is not None else {}
        fresh = [place for place, key in enumerate(self.source_keys) if key not in known_sources]
        others = [place for place, key in enumerate(self.source_keys) if key in known_sources]
        changed = {
            code.code_id
            for code, key in zip(self.codebook.codes, self.code_keys, strict=True)
            if key not in known_codes
        }
        jobs = [(self.codebook, fresh), (only_codes(self.codebook, changed), others if changed else [])]
        for codebook, places in jobs:
            if not places:
                continue
            matcher = RuleMatcher(codebook, self.library.language)
            blocks = [places[first : first + SOURCES_AT_ONCE] for first in range(0, len(places), SOURCES_AT_ONCE)]
            for block in follow(blocks, "coding"):
                read = [self.library.open(self.stored[place]) for place in block]
                found = matcher.match_block([(one.source, one.words, one.segments) for one in read], self.participants)
                yield from zip(block, read, found, strict=True)

    def _key_of(self, code: Code) -> str:
        model = self.library.language.describe_model().values()
        return key_of((program_key(), *model, code.theme_id, code.code_id, *(rule.rule_id for rule in code.rules)))

    def _find_held(self) -> CodingTable | None:
        """Return the codings of the earlier run that still hold."""
        if self.kept is None:
            return None
        import numpy as np

        def places_in(now: Sequence[str], before: Iterable[str]) -> NDArray[Any]:
            places = {name: place for place, name in enumerate(now)}
            return np.array([places.get(name, -1) for name in before], np.int32)

        sources = places_in(self.source_keys, self.kept.sources)
        codes = places_in(self.code_keys, self.kept.codes)
        people = places_in(list(self.participants), self.kept.participants)
        table = self.kept.table
        if not len(table):
            return table
        held = table.take(np.flatnonzero((sources[table.sources] >= 0) & (codes[table.codes] >= 0)))
        return held.replace(
            sources=sources[held.sources], codes=codes[held.codes], participants=people[held.participants]
        )
