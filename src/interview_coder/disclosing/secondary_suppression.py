"""Which further counts must be withheld, so that none of the small ones can be computed from the others.

A count is safe if there is another world: one in which it is another number, and in which a reader would be shown
the same tables. Such a world is looked for by moving people and mentions from one withheld count to another, along
the relations that the change would break. Where there is none, the marks around it are made to tell less, and if that
is not enough, the count that costs least is withheld too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from interview_coder.disclosing.counted import ABOUT, DENYING, OTHERS, PEOPLE, Count, CountedRow, Key
from interview_coder.disclosing.primary_suppression import Range
from interview_coder.disclosing.relations import Relation

_MANY = 10**9
_MOST_STEPS = 400
"""So many changes are tried to find another world; where more are needed, another count is withheld instead."""


class Withholding:
    """What of some tables is withheld, and whether it can be found out.

    Parameters
    ----------
    rows : mapping of frozenset to CountedRow
    relations : sequence of Relation
        Between their counts; those that do not hold are left aside.
    small : mapping of Count to Range
        What is withheld because it is small.
    """

    def __init__(
        self, rows: Mapping[Key, CountedRow], relations: Sequence[Relation], small: Mapping[Count, Range]
    ) -> None:
        self.rows = rows
        self.values = {Count(name, key): n for key, row in rows.items() for name, n in row.counts.items()}
        self.sums = [sum(weight * self.values[one] for one, weight in each.weights.items()) for each in relations]
        self.relations = relations
        self.of_count: dict[Count, list[int]] = defaultdict(list)
        for place, relation in enumerate(relations):
            if relation.holds(self.sums[place]):
                for one in relation.weights:
                    self.of_count[one].append(place)
        self.ranges: dict[Count, Range] = {}
        for count in small:
            self.withhold(count)
        self.ranges |= small

    def withhold(self, count: Count) -> list[Count]:
        """Withhold a count, and with the people of a row all else in it but who denies. Return what is new of them."""
        new = [one for one in self._with_row(count) if one not in self.ranges]
        self.ranges |= {one: self._any(one) for one in new}
        return new

    def show(self, count: Count) -> None:
        """Withhold a count, and what is withheld with it, no longer."""
        for one in self._with_row(count):
            del self.ranges[one]

    def _with_row(self, count: Count) -> list[Count]:
        if count.measure != PEOPLE:
            return [count]
        return [Count(name, count.key) for name in self.rows[count.key].counts if name != DENYING]

    def tell_less(self, count: Count) -> dict[Count, Range]:
        """Let the marks of a count and of those related to it tell no number; return what they told."""
        told = {one: self.ranges[one] for one in (count, *self.neighbours([count])) if one in self.ranges}
        self.ranges |= {one: self._any(one) for one in told}
        return told

    def tell_again(self, count: Count, told: Mapping[Count, Range]) -> None:
        """Let marks tell what they told, if a count is safe all the same."""
        less = {one: self.ranges[one] for one in told}
        self.ranges |= told
        if not self.is_safe(count):
            self.ranges |= less

    def _any(self, count: Count) -> Range:
        row = self.rows[count.key]
        of_people = count.measure in {PEOPLE, DENYING, *OTHERS}
        return Range(0, row.totals.get(count.measure, row.n_people if of_people else _MANY))

    def is_safe(self, count: Count) -> bool:
        """Whether a withheld count could be another number, for all that is published."""
        steps = [_MOST_STEPS]
        return any(self._mend({count: step}, steps) for step in (1, -1) if self._fits(count, step))

    def _fits(self, count: Count, change: int) -> bool:
        if count not in self.ranges:
            return False
        least, most = self.ranges[count]
        return least <= self.values[count] + change <= most

    def _mend(self, changes: Mapping[Count, int], steps: list[int]) -> bool:
        """Whether some changes, with others that make up for them, leave every relation as it must be."""
        broken = self._find_broken(changes)
        if broken is None:
            return True
        relation, total = broken
        rows = {count.key for count in changes}
        people = {part for key in rows for part in key if part[0] not in ABOUT}
        for count in sorted(relation.weights, key=lambda one: (one.key not in rows, people.isdisjoint(one.key))):
            if count in changes or count not in self.ranges:
                continue
            weight = relation.weights[count]
            lacking = relation.least - total if total < relation.least else relation.most - total
            change = -(-abs(lacking) // abs(weight)) * (1 if (lacking > 0) == (weight > 0) else -1)
            if self._fits(count, change) and steps[0] > 0:
                steps[0] -= 1
                if self._mend({**changes, count: change}, steps):
                    return True
        return False

    def _find_broken(self, changes: Mapping[Count, int]) -> tuple[Relation, int] | None:
        for place in dict.fromkeys(place for count in changes for place in self.of_count[count]):
            relation = self.relations[place]
            shift = sum(relation.weights[count] * n for count, n in changes.items() if count in relation.weights)
            if not relation.holds(self.sums[place] + shift):
                return relation, self.sums[place] + shift
        return None

    def neighbours(self, counts: Iterable[Count]) -> Iterator[Count]:
        """Yield what stands in one relation with some counts."""
        yield from dict.fromkeys(
            one for count in counts for place in self.of_count[count] for one in self.relations[place].weights
        )


def withhold_enough(
    rows: Mapping[Key, CountedRow], relations: Sequence[Relation], small: Mapping[Count, Range]
) -> Mapping[Count, Range]:
    """Return all that must be withheld, with what is told of each; the small counts are among them."""
    withholding = Withholding(rows, relations, small)
    _show_known_zeros(withholding)
    unsure = [count for count in withholding.ranges if count.measure in {PEOPLE, DENYING}]
    while unsure:
        new = _make_safe(withholding, unsure.pop())
        unsure += [one for one in new if one.measure in {PEOPLE, DENYING}]
    return withholding.ranges


def _make_safe(withholding: Withholding, count: Count) -> list[Count]:
    """Make a withheld count safe; return what is withheld for it."""
    if withholding.is_safe(count):
        return []
    told = withholding.tell_less(count)
    new: list[Count] = []
    while not withholding.is_safe(count):
        further = _choose(withholding, count)
        if further is None:
            break
        new += withholding.withhold(further)
    if new:
        withholding.tell_again(count, told)
    return new


def _show_known_zeros(withholding: Withholding) -> None:
    """Show a 0 of a small group where all can tell it: of a thing that nobody in the study said."""
    zeros = [
        count for count in withholding.ranges if count.measure in {PEOPLE, DENYING} and not withholding.values[count]
    ]
    known = [count for count in zeros if not withholding.is_safe(count)]
    while known:
        for count in known:
            withholding.show(count)
        zeros = [count for count in zeros if count in withholding.ranges]
        known = [count for count in zeros if not withholding.is_safe(count)]


def _choose(withholding: Withholding, count: Count) -> Count | None:
    """Return what to withhold next for a count: near it, of a part rather than a whole, small rather than large."""
    ring, seen = {count}, {count}
    while ring:
        near = [one for one in withholding.neighbours(ring) if one not in seen]
        seen.update(near)
        shown = [one for one in near if one not in withholding.ranges and one.measure in {PEOPLE, DENYING}]
        if shown:
            return min(shown, key=lambda one: (one.measure != count.measure, *_cost(one, withholding)))
        ring = set(near)
    return None


def _cost(count: Count, withholding: Withholding) -> tuple[bool, bool, int, list[tuple[str, str]]]:
    n = withholding.values[count]
    is_whole = all(name in {"theme", "code"} for name, _ in count.key)
    return is_whole, n == 0, n, sorted(count.key)
