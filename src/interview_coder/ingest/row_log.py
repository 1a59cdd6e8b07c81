"""What is wrong in a table, and what is left out of it, as far as it has been read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interview_coder.errors import Place, Problem
from interview_coder.model.source import LeftOut

MAX_SHOWN = 20
"""Problems of one file that are told one by one."""
_MAX_NUMBERS = 5


@dataclass(slots=True)
class RowLog:
    """Problems and things left out, noted while rows are read and asked for in between.

    Parameters
    ----------
    file : str
        Name for messages.
    problems : list of Problem
        The first of them.
    n_problems : int
        All of them.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    n_problems: int = 0
    _numbers: dict[str, list[int]] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def tell(self, message: str, *, fix: str, line: int | None = None) -> None:
        """Note a problem; of many, the first are kept."""
        self.n_problems += 1
        if len(self.problems) < MAX_SHOWN:
            self.problems.append(Problem(message, Place(self.file, line), fix))

    def leave_out(self, what: str, number: int) -> None:
        """Count something that is in no turn, with the number of its row."""
        self._counts[what] += 1
        numbers = self._numbers.setdefault(what, [])
        if len(numbers) < _MAX_NUMBERS:
            numbers.append(number)

    def leave_out_empty(self, cells: Iterable[str], number: int) -> None:
        """Count a row without a text, unless there is nothing in it at all."""
        if any(map(str.strip, cells)):
            self.leave_out("rows without text", number)

    def take_left_out(self) -> tuple[LeftOut, ...]:
        """Return what was left out since this was last asked."""
        taken = tuple(LeftOut(what, n, _where(self._numbers[what], n)) for what, n in self._counts.items())
        self._counts.clear()
        self._numbers.clear()
        return taken

    def errors(self) -> tuple[Problem, ...]:
        """Return the problems, and how many there are beside them."""
        more = self.n_problems - len(self.problems)
        if not more:
            return tuple(self.problems)
        line = max((problem.place.line or 0 for problem in self.problems), default=0) or None
        told = Problem(f"… and {more:,} more problems like these", Place(self.file, line), "mend these first")
        return (*self.problems, told)


def _where(numbers: Sequence[int], count: int) -> str:
    shown = [f"{number:,}" for number in numbers]
    if count > len(shown):
        return f"rows {', '.join(shown)} and {count - len(shown):,} more"
    if len(shown) == 1:
        return f"row {shown[0]}"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"
