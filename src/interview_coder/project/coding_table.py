"""The codings of a run as columns of numbers, beside the lines of ``codings.jsonl`` that hold their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from interview_coder.project.packed import Packed, pack

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class CodingTable:
    """One row a coding.

    Parameters
    ----------
    sources, codes, participants : array of int32
        Places in the lists of sources, codes and participants that the table was made with.
    segments : array of int32
        Place of the segment among those of its source.
    starts, ends, turns : array of int32
        As in `Coding`.
    stances : array of int8
        Place in `interview_coder.model.coding.STANCES`.
    n_evidence : array of int32
    reviews : array of int8
        Place in `interview_coder.model.review.REVIEWS`.
    line_starts, line_lengths : array of int64
        Where in the lines its line stands, in bytes.
    text_starts, text_lengths : array of int32
        Where in its line its words stand, as JSON writes them, in bytes.
    """

    sources: NDArray[Any]
    codes: NDArray[Any]
    participants: NDArray[Any]
    segments: NDArray[Any]
    starts: NDArray[Any]
    ends: NDArray[Any]
    turns: NDArray[Any]
    stances: NDArray[Any]
    n_evidence: NDArray[Any]
    reviews: NDArray[Any]
    line_starts: NDArray[Any]
    line_lengths: NDArray[Any]
    text_starts: NDArray[Any]
    text_lengths: NDArray[Any]

    def __len__(self) -> int:
        return len(self.sources)

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[int]]) -> CodingTable:
        """Make a table of rows, whose numbers stand in the order of the columns."""
        import numpy as np

        block = np.array(rows, np.int64).reshape(len(rows), len(COLUMNS))
        return cls(*(block[:, place].astype(_TYPES.get(name, np.int32)) for place, name in enumerate(COLUMNS)))

    def take(self, places: NDArray[Any]) -> CodingTable:
        """Return some rows, in the order in which they are named."""
        return CodingTable(*(getattr(self, name)[places] for name in COLUMNS))

    def replace(self, **columns: NDArray[Any]) -> CodingTable:
        """Return the table with other columns in place of some."""
        return CodingTable(*(columns.get(name, getattr(self, name)) for name in COLUMNS))

    def pack(self, facts: dict[str, Any]) -> bytes:
        """Write the table and some facts as a block of bytes."""
        return pack(facts, {name: getattr(self, name) for name in COLUMNS}, {})

    @classmethod
    def unpack(cls, packed: Packed) -> CodingTable:
        """Read a table that `pack` wrote."""
        return cls(*(packed.array(name) for name in COLUMNS))


COLUMNS = tuple(field.name for field in fields(CodingTable))
_TYPES = {"stances": "int8", "reviews": "int8", "line_starts": "int64", "line_lengths": "int64"}


def join_tables(tables: Sequence[CodingTable]) -> CodingTable:
    """Put tables of the same lists one below the other."""
    import numpy as np

    if not tables:
        return CodingTable.from_rows([])
    return CodingTable(*(np.concatenate([getattr(table, name) for table in tables]) for name in COLUMNS))
