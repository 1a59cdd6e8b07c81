"""Codings with the lines in which they stand: those of an earlier run, and those that were just made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.language import Language
from interview_coder.library import ReadSource
from interview_coder.model.codebook import Code, Codebook
from interview_coder.model.coding import STANCES, Coding
from interview_coder.model.review import REVIEWS
from interview_coder.project.cache import Cache, key_of
from interview_coder.project.coding_table import CodingTable, join_tables
from interview_coder.project.growing_file import GrowingFile
from interview_coder.project.held_file import HeldFile
from interview_coder.project.packed import Packed
from interview_coder.project.program_key import program_key
from interview_coder.project.records import codebook_mark, coding_line
from interview_coder.project.stamps import stamp_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEPT = "codings.bin"
_MOST_ROWS = 10_000


def key_of_code(code: Code, language: Language) -> str:
    """Return what changes with all on which the codings of a code hang besides the sources."""
    model = language.describe_model().values()
    return key_of((program_key(), *model, code.theme_id, code.code_id, *(rule.rule_id for rule in code.rules)))


def rank_codes(codebook: Codebook) -> list[int]:
    """Return for each code its place when codes are sorted by theme and id."""
    ids = [(code.theme_id, code.code_id) for code in codebook.codes]
    ranks = {one: rank for rank, one in enumerate(sorted(ids))}
    return [ranks[one] for one in ids]


@dataclass(frozen=True, slots=True)
class KnownCodings:
    """Codings, and where their lines stand.

    Parameters
    ----------
    table : CodingTable
        Sources, codes and participants are places in what follows.
    sources, codes : mapping of str to int
        Key of a source or code → its place.
    participants : sequence of str
        Their ids.
    mark : str
        How the lines name the codebook.
    lines : Path
    """

    table: CodingTable
    sources: Mapping[str, int]
    codes: Mapping[str, int]
    participants: Sequence[str]
    mark: str
    lines: Path

    @classmethod
    def load(cls, cache: Cache, lines: HeldFile | None) -> KnownCodings | None:
        """Read what the last run kept, if its ``codings.jsonl`` still stands as it was written."""
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

    def keep(self, cache: Cache) -> None:
        """Keep what a later run must know of the lines, which now stand in their place."""
        facts = {
            "program": program_key(),
            "stamp": stamp_of(self.lines),
            "sources": list(self.sources),
            "codes": list(self.codes),
            "participants": list(self.participants),
            "mark": self.mark,
        }
        cache.write(_KEPT, self.table.pack(facts))

    def list_held(
        self, sources: Mapping[str, int], codes: Mapping[str, int], participants: Mapping[str, int]
    ) -> CodingTable:
        """Return the codings of some sources and codes, with the places that these have in other lists.

        Parameters
        ----------
        sources, codes, participants : mapping of str to int
            Key or id → place; those of all participants who matter.
        """
        import numpy as np

        def places(now: Mapping[str, int], names: Sequence[str]) -> NDArray[Any]:
            return np.array([now.get(name, -1) for name in names], np.int32)

        source_of, code_of = places(sources, list(self.sources)), places(codes, list(self.codes))
        person_of = places(participants, self.participants)
        table = self.table
        if not len(table):
            return table
        held = table.take(np.flatnonzero((source_of[table.sources] >= 0) & (code_of[table.codes] >= 0)))
        return held.replace(
            sources=source_of[held.sources], codes=code_of[held.codes], participants=person_of[held.participants]
        )


class CodingWriter:
    """Writes the lines of codings as they are made, and notes where they stand.

    Parameters
    ----------
    codebook : Codebook
    language : Language
    path : Path
        The file that is written.
    """

    def __init__(self, codebook: Codebook, language: Language, path: Path) -> None:
        self._file = GrowingFile(path)
        self._mark = codebook_mark(codebook.sha256[:12])
        self._code_places = {code.code_id: place for place, code in enumerate(codebook.codes)}
        self._codes = {key_of_code(code, language): place for place, code in enumerate(codebook.codes)}
        self._sources: dict[str, int] = {}
        self._participants: dict[str, int] = {}
        self._tables: list[CodingTable] = []
        self._rows: list[tuple[int, ...]] = []

    def __contains__(self, key: str) -> bool:
        return key in self._sources

    def write(self, key: str, read: ReadSource, codings: Sequence[Coding]) -> None:
        """Write the codings of a source; there can be more of the same source later, of other codes."""
        number = self._sources.setdefault(key, len(self._sources))
        if not codings:
            return
        import numpy as np

        text = read.source.text
        segments = np.searchsorted(read.segments.starts, [coding.start for coding in codings], side="right") - 1
        for coding, segment in zip(codings, segments.tolist(), strict=True):
            line, start, length = coding_line(coding, text)
            person = self._participants.setdefault(coding.participant, len(self._participants))
            self._rows.append(
                (
                    *(number, self._code_places[coding.code_id], person, segment),
                    *(coding.start, coding.end, coding.turn),
                    *(STANCES.index(coding.stance), len(coding.evidence), REVIEWS.index(coding.review)),
                    *(self._file.add(line), len(line), start, length),
                )
            )
        if len(self._rows) > _MOST_ROWS:  # numbers in tuples take ten times the memory of those in a table
            self._tables.append(CodingTable.from_rows(self._rows))
            self._rows = []

    def finish(self) -> KnownCodings:
        """Return what was written."""
        table = join_tables([*self._tables, CodingTable.from_rows(self._rows)])
        return KnownCodings(
            table, self._sources, self._codes, list(self._participants), self._mark, self._file.finish()
        )
