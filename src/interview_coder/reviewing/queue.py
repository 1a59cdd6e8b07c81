"""Which suggestions a coder sees, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from interview_coder.model.coding import STANCES
from interview_coder.reviewing.columns import Columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

Order = Literal["help", "text", "random"]
ORDERS: tuple[Order, ...] = ("help", "text", "random")
STATES = ("to do", "accepted", "rejected", "recoded", "moved", "deferred", "covered", "changed")
"""What one coder made of a suggestion: ``covered`` if a coding of hers overlaps it, ``changed`` if it came back."""
TO_DO, ACCEPTED, REJECTED, RECODED, MOVED, DEFERRED, COVERED, CHANGED = range(len(STATES))
RIGHT, WRONG = (ACCEPTED,), (REJECTED, RECODED, MOVED)
_SEED = 2018


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which suggestions are wanted; what is empty narrows nothing.

    Parameters
    ----------
    theme, code, stakeholder, source, rule, stance : str
        Ids or names.
    state : str, default="to do"
        One of `STATES`; ``to do`` stands also for what was deferred or came back, ``all`` for everything.
    order : {"help", "text", "random"}, default="help"
    """

    theme: str = ""
    code: str = ""
    stakeholder: str = ""
    source: str = ""
    rule: str = ""
    stance: str = ""
    state: str = "to do"
    order: Order = "help"

    def named(self) -> dict[str, str]:
        """Return what is not as it is when nobody asks for anything, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value != getattr(QueueFilter(), name)}


def find_rows(columns: Columns, states: NDArray[Any], wanted: QueueFilter, disputed: NDArray[Any]) -> NDArray[Any]:
    """Return the rows that are wanted, in the order that is.

    Parameters
    ----------
    states : array of int
        Place in `STATES` of every suggestion.
    disputed : array of float
        For every code how often coders disagree on it, from 0 to 1.
    """
    import numpy as np

    keep = _is_in_state(states, wanted.state)
    for name, values, names in (
        ("theme", columns.themes, columns.theme_ids),
        ("code", columns.codes, columns.code_ids),
        ("stakeholder", columns.stakeholder_types, columns.type_names),
        ("source", columns.sources, columns.source_ids),
        ("rule", columns.rules, columns.rule_ids),
        ("stance", columns.stances, STANCES),
    ):
        asked = getattr(wanted, name)
        if asked:
            keep &= values == (list(names).index(asked) if asked in names else -1)
    rows = np.flatnonzero(keep)
    if wanted.order == "text":
        return rows
    if wanted.order == "random":
        drawn = np.random.default_rng(_SEED).permutation(len(columns))
        return rows[np.argsort(drawn[rows])]
    need = weigh_need(columns, states, disputed)[rows]
    later = states[rows] == DEFERRED
    first = states[rows] == CHANGED
    return rows[np.lexsort((rows, -need, ~first, later))]


def weigh_need(columns: Columns, states: NDArray[Any], disputed: NDArray[Any]) -> NDArray[Any]:
    """Return how much it helps to look at each suggestion.

    The sum of three numbers from 0 to 1: how uncertain it is that the suggestion is right, by what was decided on those
    of the same rule and stance; how little of its code was looked at (1 over the number that was, plus 1); how often
    coders disagree on its code.
    """
    import numpy as np

    right, wrong = np.isin(states, RIGHT), np.isin(states, WRONG)
    n_rules, n_stances = len(columns.rule_ids), len(STANCES)
    groups = columns.rules.astype(np.int64) * n_stances + columns.stances
    right_of_rule = np.bincount(columns.rules[right], minlength=n_rules)
    seen_of_rule = right_of_rule + np.bincount(columns.rules[wrong], minlength=n_rules)
    share_of_rule = (right_of_rule + 1) / (seen_of_rule + 2)
    right_of_group = np.bincount(groups[right], minlength=n_rules * n_stances)
    seen_of_group = right_of_group + np.bincount(groups[wrong], minlength=n_rules * n_stances)
    share = (right_of_group + 2 * np.repeat(share_of_rule, n_stances)) / (seen_of_group + 2)
    uncertain = (4 * share * (1 - share))[groups]
    seen_of_code = np.bincount(columns.codes[right | wrong], minlength=len(columns.code_ids))
    return np.asarray(uncertain + (1 / (1 + seen_of_code) + disputed)[columns.codes])


def count_states(states: NDArray[Any], values: NDArray[Any], n_values: int) -> NDArray[Any]:
    """Return for each value of a column how many suggestions are in each state, shape (values, states)."""
    import numpy as np

    joined = values.astype(np.int64) * len(STATES) + states
    return np.bincount(joined, minlength=n_values * len(STATES)).reshape(n_values, len(STATES))


def next_after(rows: NDArray[Any], row: int, *, back: bool = False) -> int | None:
    """Return the row that stands after another one, or before it; the first where that one is not among them."""
    if not len(rows):
        return None
    places: Sequence[int] = (rows == row).nonzero()[0].tolist()
    if not places:
        return int(rows[0])
    place = places[0] + (-1 if back else 1)
    return int(rows[place]) if 0 <= place < len(rows) else None


def _is_in_state(states: NDArray[Any], state: str) -> NDArray[Any]:
    import numpy as np

    if state == "all":
        return np.ones(len(states), bool)
    if state == "to do":
        return np.isin(states, (TO_DO, DEFERRED, CHANGED))
    return np.asarray(states == (STATES.index(state) if state in STATES else -1))
