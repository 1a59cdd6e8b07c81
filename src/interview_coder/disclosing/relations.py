"""What a reader knows of counts before she sees them: which add up to which, and which cannot be larger than which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.disclosing.counted import DENYING, OTHERS, PEOPLE, Count, CountedRow, Key

_MANY = 10**9
_NO_LIMIT = 10**20
_ADD_UP = (PEOPLE, "mentions", DENYING, *OTHERS)
"""Measures that groups of people share out among them: everybody is in one group."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A weighted sum of counts that lies between two limits."""

    weights: Mapping[Count, int]
    least: int = 0
    most: int = _NO_LIMIT

    def holds(self, total: int) -> bool:
        """Whether a sum is within the limits."""
        return self.least <= total <= self.most


@dataclass(frozen=True, slots=True)
class _Study:
    """All rows of some tables, and what their relations depend on."""

    rows: Mapping[Key, CountedRow]
    themes: Mapping[str, str]
    parents: Mapping[str, str]
    speaks_once: bool

    def has(self, count: Count) -> bool:
        return count.key in self.rows and count.measure in self.rows[count.key].counts


def find_relations(
    rows: Mapping[Key, CountedRow], *, themes: Mapping[str, str], parents: Mapping[str, str]
) -> list[Relation]:
    """Return the relations between the counts of all tables that are published together.

    Parameters
    ----------
    rows : mapping of frozenset to CountedRow
        Every row of these tables, by its key.
    themes : mapping of str to str
        Code → its theme.
    parents : mapping of str to str
        Code → the code that it is below, where there is one.
    """
    study = _Study(rows, themes, parents, _speaks_once(rows))
    makers: Sequence[Callable[[_Study], Iterator[Relation]]] = (
        _within_rows,
        _groups_of_people,
        _sources,
        _stances,
        _codes,
        _pairs,
    )
    return [relation for make in makers for relation in make(study)]


def _speaks_once(rows: Mapping[Key, CountedRow]) -> bool:
    """Whether nobody speaks in two sources, as the totals of the sources tell."""
    of_sources = {dict(key)["source"]: row.n_people for key, row in rows.items() if "source" in dict(key)}
    return bool(of_sources) and sum(of_sources.values()) == max(row.n_people for row in rows.values())


def _within_rows(study: _Study) -> Iterator[Relation]:
    for key, row in study.rows.items():
        people = Count(PEOPLE, key)
        is_pair = any(name.endswith("_a") for name, _ in key)  # in a source, two people may raise one of them each
        for name in ("mentions", "sources", "segments", "turns"):
            if name in row.counts and not (is_pair and name == "sources"):
                yield Relation({people: _MANY, Count(name, key): -1})  # nothing is said where nobody says it
        if "mentions" in row.counts:
            for name in (PEOPLE, "sources", "segments"):
                if name in row.counts:
                    yield Relation({Count("mentions", key): 1, Count(name, key): -1})
                    yield Relation({Count(name, key): _MANY, Count("mentions", key): -1})
        if "sources" in row.counts and not is_pair:
            yield from _in_sources(study, key, row)
        if DENYING in row.counts:
            yield Relation({people: 1, Count(DENYING, key): -1})
            denied = Count(PEOPLE, key | {("stance", "denied")})
            if study.has(denied):
                yield Relation({denied: 1, Count(DENYING, key): -1}, most=0)
        if {*OTHERS} <= {*row.counts}:
            everybody = {Count(name, key): 1 for name in (PEOPLE, *OTHERS)}
            yield Relation(everybody, row.n_people, row.n_people)


def _in_sources(study: _Study, key: Key, row: CountedRow) -> Iterator[Relation]:
    """Yield what sources tell of people: where nobody speaks in two, each has somebody of its own."""
    people, sources = Count(PEOPLE, key), Count("sources", key)
    yield Relation({sources: _MANY, people: -1})
    if study.speaks_once:
        yield Relation({people: 1, sources: -1})
        yield Relation({sources: 1, people: -1}, least=row.totals["sources"] - row.n_people)


def _groups_of_people(study: _Study) -> Iterator[Relation]:
    """Yield what stakeholder types tell: everybody is in one of them."""
    for whole, parts in _parts(study, lambda name: name == "stakeholder_type"):
        for name in _ADD_UP:
            yield from _add_up(study, name, whole, parts)
        yield from _cover(study, "sources", whole, parts)


def _sources(study: _Study) -> Iterator[Relation]:
    for whole, parts in _parts(study, lambda name: name == "source"):
        yield from _add_up(study, "mentions", whole, parts)
        yield from _add_up(study, "sources", whole, parts)
        join = _add_up if study.speaks_once else _cover
        yield from join(study, PEOPLE, whole, parts)


def _stances(study: _Study) -> Iterator[Relation]:
    for whole, parts in _parts(study, lambda name: name == "stance"):
        yield from _cover(study, PEOPLE, whole, parts)
        yield from _cover(study, "sources", whole, parts)
        yield from _reach(study, "mentions", whole, parts)


def _codes(study: _Study) -> Iterator[Relation]:
    """Yield that a theme is what its uppermost codes are together, and a code at least what those below it are."""
    codes_of: dict[Key, list[Key]] = defaultdict(list)
    for key in study.rows:
        code = dict(key).get("code")
        if code is None:
            continue
        rest = key - {("code", code)}
        if study.parents.get(code):
            above = rest | {("code", study.parents[code])}
            for name in (PEOPLE, "sources", "segments"):
                yield from _at_most(study, name, above, key)
        else:
            codes_of[rest | {("theme", study.themes[code])}].append(key)
    for whole, parts in codes_of.items():
        for name in (PEOPLE, "sources", "segments"):
            yield from _cover(study, name, whole, parts)
        yield from _reach(study, "mentions", whole, parts)


def _pairs(study: _Study) -> Iterator[Relation]:
    """Who raises both raises each; and who raises each of two that more than all raise together raises both."""
    for key, row in study.rows.items():
        about = dict(key)
        for kind in ("theme", "code"):
            if f"{kind}_a" not in about:
                continue
            sides = [frozenset({(kind, about[f"{kind}_{side}"])}) for side in "ab"]
            for name in (PEOPLE, "segments"):
                for side in sides:
                    yield from _at_most(study, name, side, key)
                counts = [Count(name, one) for one in sides]
                if all(study.has(one) for one in counts):
                    yield Relation({Count(name, key): 1} | dict.fromkeys(counts, -1), least=-row.totals[name])


def _parts(study: _Study, is_divider: Callable[[str], bool]) -> Iterator[tuple[Key, list[Key]]]:
    """Yield rows with the rows into which one column divides each."""
    parts: dict[tuple[Key, str], list[Key]] = defaultdict(list)
    for key in study.rows:
        for name, value in key:
            if is_divider(name) and key - {(name, value)} in study.rows:
                parts[key - {(name, value)}, name].append(key)
    for (whole, _), own in parts.items():
        yield whole, own


def _add_up(study: _Study, measure: str, whole: Key, parts: Sequence[Key]) -> Iterator[Relation]:
    counts = [Count(measure, key) for key in (whole, *parts)]
    if all(study.has(one) for one in counts):
        yield Relation(dict.fromkeys(counts[1:], 1) | {counts[0]: -1}, most=0)


def _cover(study: _Study, measure: str, whole: Key, parts: Sequence[Key]) -> Iterator[Relation]:
    yield from _reach(study, measure, whole, parts)
    for part in parts:
        yield from _at_most(study, measure, whole, part)


def _reach(study: _Study, measure: str, whole: Key, parts: Sequence[Key]) -> Iterator[Relation]:
    yield from (Relation(relation.weights) for relation in _add_up(study, measure, whole, parts))


def _at_most(study: _Study, measure: str, larger: Key, smaller: Key) -> Iterator[Relation]:
    counts = Count(measure, larger), Count(measure, smaller)
    if all(study.has(one) for one in counts):
        yield Relation({counts[0]: 1, counts[1]: -1})
