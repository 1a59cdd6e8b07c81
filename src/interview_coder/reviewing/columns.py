"""The suggestions of a study as columns, to be filtered and put in order at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.known_codings import KnownCodings
from interview_coder.project.coding_lines import mapped
from interview_coder.project.records import id_of_line
from interview_coder.study_inputs import StudyInputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RULE = b'"rule_id": "'
_DIGITS, _HEAD = 12, 24


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One row a suggestion, in the order of sources and places.

    Parameters
    ----------
    sources, codes, themes, stakeholder_types, stances, rules : array of int
        Places in the lists of the same name, and in `interview_coder.model.coding.STANCES`. Of several rules that of
        the first words.
    starts, ends, turns : array of int
    source_ids, code_ids, theme_ids, type_names, rule_ids : list of str
    row_of : dict of str to int
        Id of a suggestion → its row.
    """

    sources: NDArray[Any]
    codes: NDArray[Any]
    themes: NDArray[Any]
    stakeholder_types: NDArray[Any]
    stances: NDArray[Any]
    rules: NDArray[Any]
    starts: NDArray[Any]
    ends: NDArray[Any]
    turns: NDArray[Any]
    source_ids: list[str]
    code_ids: list[str]
    theme_ids: list[str]
    type_names: list[str]
    rule_ids: list[str]
    row_of: dict[str, int]

    def __len__(self) -> int:
        return len(self.sources)

    def rows_of(self, source: int) -> range:
        """Return the rows of a source."""
        import numpy as np

        return range(*np.searchsorted(self.sources, [source, source + 1]).tolist())


def make_columns(inputs: StudyInputs, suggestions: KnownCodings) -> Columns:
    """Return the columns of a study's suggestions."""
    import numpy as np

    table, codes = suggestions.table, list(inputs.codebook.codes)
    themes = [theme.theme_id for theme in inputs.codebook.themes]
    people = list(inputs.participants.values())
    types = sorted({one.stakeholder_type for one in people})
    theme_of = np.array([themes.index(code.theme_id) for code in codes], np.int32)
    type_of = np.array([types.index(one.stakeholder_type) for one in people], np.int32)
    rules, rule_ids, row_of = _read_lines(suggestions)
    return Columns(
        sources=table.sources,
        codes=table.codes,
        themes=theme_of[table.codes],
        stakeholder_types=type_of[table.participants],
        stances=table.stances,
        rules=rules,
        starts=table.starts,
        ends=table.ends,
        turns=table.turns,
        source_ids=[one.summary.source_id for one in inputs.stored],
        code_ids=[code.code_id for code in codes],
        theme_ids=themes,
        type_names=types,
        rule_ids=rule_ids,
        row_of=row_of,
    )


def _read_lines(suggestions: KnownCodings) -> tuple[NDArray[Any], list[str], dict[str, int]]:
    """Return the number of the first rule of each suggestion, what the numbers mean, and the row of each id."""
    import numpy as np

    numbers: dict[bytes, int] = {}
    row_of: dict[str, int] = {}
    table = suggestions.table
    found = np.empty(len(table), np.int32)
    places = zip(table.line_starts.tolist(), table.line_lengths.tolist(), strict=True)
    with mapped(suggestions.lines) as lines:
        for row, (start, length) in enumerate(places):
            at = lines.find(_RULE, start, start + length) + len(_RULE)
            found[row] = numbers.setdefault(lines[at : at + _DIGITS], len(numbers))
            row_of[id_of_line(lines[start : start + _HEAD])] = row
    return found, [name.decode() for name in numbers], row_of
