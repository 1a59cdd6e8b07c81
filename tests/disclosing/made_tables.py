"""Tables of invented studies, counted here with plain sets, and an attack on what is published of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as st

from interview_coder.model.results import Table

STANCES = ("said", "denied")
THEMES = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}
Mention = tuple[int, str, str, int]
"""Person, code, stance, how many mentions."""


@dataclass(frozen=True)
class World:
    """Who is of what type and speaks where, and what each says."""

    types: Sequence[str]
    sources: Sequence[str]
    said: Sequence[Mention]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    n = draw(st.integers(3, 16))
    types = draw(st.lists(st.sampled_from(["x", "y", "z"]), min_size=n, max_size=n))
    sources = draw(st.lists(st.sampled_from(["s1", "s2", "s3", "s4"]), min_size=n, max_size=n))
    mention = st.tuples(
        st.integers(0, n - 1), st.sampled_from(sorted(THEMES)), st.sampled_from(STANCES), st.integers(1, 3)
    )
    said = draw(st.lists(mention, max_size=40, unique_by=lambda one: one[:3]))
    return World(types, sources, said)


def tables_of(world: World) -> dict[str, Table]:
    """Count everything; one code's mentions never overlap here, so that all mentions add up."""
    types, sources = sorted(set(world.types)), sorted(set(world.sources))
    everybody = range(len(world.types))
    of_type = {one: [p for p in everybody if world.types[p] == one] for one in types}
    of_source = {one: [p for p in everybody if world.sources[p] == one] for one in sources}
    themes, codes = sorted(set(THEMES.values())), sorted(THEMES)

    def counts(people: Iterable[int], fits: Callable[[Mention], bool]) -> tuple[int, int, int, int, int]:
        inside = set(people)
        found = [one for one in world.said if one[0] in inside and fits(one)]
        raising = {one[0] for one in found}
        return (
            *(sum(one[3] for one in found), len(raising), len(inside)),
            *(len({world.sources[p] for p in raising}), len({world.sources[p] for p in inside})),
        )

    def is_theme(theme: str) -> Callable[[Mention], bool]:
        return lambda one: THEMES[one[1]] == theme

    def is_code(code: str) -> Callable[[Mention], bool]:
        return lambda one: one[1] == code

    def denying(people: Iterable[int], fits: Callable[[Mention], bool]) -> int:
        return counts(people, lambda one: fits(one) and one[2] == "denied")[1]

    def full(people: Sequence[int], fits: Callable[[Mention], bool]) -> tuple[int, ...]:
        found = counts(people, fits)
        return (*found, denying(people, fits), found[2] - found[1])

    def both(a: Callable[[Mention], bool], b: Callable[[Mention], bool]) -> int:
        return len({one[0] for one in world.said if a(one)} & {one[0] for one in world.said if b(one)})

    more = ("mentions", "participants", "participants_total", "sources", "sources_total")
    with_denying = (*more, "denying", "not_known")
    made: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {
        "theme_matrix": (
            ("stakeholder_type", "theme", *with_denying),
            [(k, t, *full(of_type[k], is_theme(t))) for k in types for t in themes],
        ),
        "code_matrix": (
            ("stakeholder_type", "theme", "code", *with_denying),
            [(k, THEMES[c], c, *full(of_type[k], is_code(c))) for k in types for c in codes],
        ),
        "theme_frequencies": (("theme", *with_denying), [(t, *full(everybody, is_theme(t))) for t in themes]),
        "code_frequencies": (
            ("theme", "code", *with_denying),
            [(THEMES[c], c, *full(everybody, is_code(c))) for c in codes],
        ),
        "theme_stance": (
            ("theme", "stance", *more),
            [
                (t, s, *counts(everybody, lambda one, t=t, s=s: THEMES[one[1]] == t and one[2] == s))  # type: ignore[misc]
                for t in themes
                for s in STANCES
            ],
        ),
        "theme_source": (
            ("source", "theme", *more[:3]),
            [(s, t, *counts(of_source[s], is_theme(t))[:3]) for s in sources for t in themes],
        ),
        "code_cooccurrence": (
            ("code_a", "code_b", "participants", "participants_total"),
            [(a, b, both(is_code(a), is_code(b)), len(everybody)) for a, b in combinations(codes, 2)],
        ),
    }
    wide = ("stakeholder_type", *themes)
    return {name: Table(name, columns, tuple(rows)) for name, (columns, rows) in made.items()} | {
        "theme_matrix_wide": Table("theme_matrix_wide", wide, ())
    }


class Attack:
    """Integer programs over all published numbers: which numbers can each withheld one be?"""

    def __init__(self, tables: Mapping[str, Table], k: int) -> None:
        self.variables: dict[tuple[str, ...], int] = {}
        self.limits: list[tuple[float, float]] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.records = {name: list(table.records()) for name, table in tables.items() if not name.endswith("_wide")}
        for name, records in self.records.items():
            for record in records:
                self._read(name, record, k)
        self._relate()

    def _read(self, name: str, record: Mapping[str, Any], k: int) -> None:
        key = tuple(str(record[one]) for one in record if one in _KEYS)
        total = record["participants_total"]
        for measure in ("mentions", "participants", "sources", "denying", "not_known"):
            cell = record.get(measure, "")
            if cell == "":
                continue
            if isinstance(cell, int):
                limits = (cell, cell)
            elif cell == f"<{k}":
                limits = (1 if total >= k else 0, min(k - 1, total))
            else:
                most = {"mentions": _MANY, "sources": record.get("sources_total", _MANY)}.get(measure, total)
                limits = (0, most)
            self.variables[name, measure, *key] = len(self.limits)
            self.limits.append(limits)

    def _at(self, *name: str) -> int | None:
        return self.variables.get(name)

    def _say(self, least: float, most: float, *terms: tuple[float, int | None]) -> None:
        """Note what a weighted sum lies between; nothing, where one of its numbers is in no table."""
        if all(place is not None for _, place in terms):
            self.rows.append(({place: weight for weight, place in terms if place is not None}, least, most))

    def _relate(self) -> None:
        types = sorted({one["stakeholder_type"] for one in self.records["theme_matrix"]})
        sources = sorted({one["source"] for one in self.records.get("theme_source", ())})
        for measure in ("mentions", "participants", "denying", "not_known"):
            for t in sorted(set(THEMES.values())):
                whole = self._at("theme_frequencies", measure, t)
                self._say(0, 0, (-1, whole), *((1, self._at("theme_matrix", measure, k, t)) for k in types))
            for c, t in THEMES.items():
                whole = self._at("code_frequencies", measure, t, c)
                self._say(0, 0, (-1, whole), *((1, self._at("code_matrix", measure, k, t, c)) for k in types))
        for measure in ("mentions", "participants"):
            for t in sorted(set(THEMES.values())):
                whole = self._at("theme_frequencies", measure, t)
                if sources:
                    self._say(0, 0, (-1, whole), *((1, self._at("theme_source", measure, s, t)) for s in sources))
        self._count_sources(sources)
        self._unions(types)
        self._within()
        for a, b in combinations(sorted(THEMES), 2):
            pair = self._at("code_cooccurrence", "participants", a, b)
            sides = [self._at("code_frequencies", "participants", THEMES[c], c) for c in (a, b)]
            for side in sides:
                self._say(0, np.inf, (1, side), (-1, pair))
            n = self.records["code_cooccurrence"][0]["participants_total"]
            self._say(-n, np.inf, (1, pair), *((-1, side) for side in sides))

    def _count_sources(self, sources: Sequence[str]) -> None:
        """A theme's sources are those in which anybody raises it; so they are in the rows of sources, merged or not."""
        for t in sorted(set(THEMES.values())):
            own = [self._at("theme_source", "sources", s, t) for s in sources]
            if own:
                self._say(0, 0, (-1, self._at("theme_frequencies", "sources", t)), *((1, one) for one in own))

    def _unions(self, types: Sequence[str]) -> None:
        for t in sorted(set(THEMES.values())):
            codes = [c for c in THEMES if THEMES[c] == t]
            for measure in ("mentions", "participants", "sources"):
                is_set = measure != "mentions"
                whole = self._at("theme_frequencies", measure, t)
                self._union(whole, [self._at("code_frequencies", measure, t, c) for c in codes], is_set=is_set)
                self._union(whole, [self._at("theme_stance", measure, t, s) for s in STANCES], is_set=is_set)
                for k in types:
                    own = [self._at("code_matrix", measure, k, t, c) for c in codes]
                    self._union(self._at("theme_matrix", measure, k, t), own, is_set=is_set)
            parts = [self._at("theme_matrix", "sources", k, t) for k in types]
            self._union(self._at("theme_frequencies", "sources", t), parts, is_set=True)
            denied = self._at("theme_stance", "participants", t, "denied")
            self._say(0, 0, (1, denied), (-1, self._at("theme_frequencies", "denying", t)))

    def _union(self, whole: int | None, parts: Sequence[int | None], *, is_set: bool) -> None:
        self._say(0, np.inf, (-1, whole), *((1, part) for part in parts))
        for part in parts if is_set else ():
            self._say(0, np.inf, (1, whole), (-1, part))

    def _within(self) -> None:
        for name, records in self.records.items():
            for record in records:
                key = tuple(str(record[one]) for one in record if one in _KEYS)
                own = {m: self.variables[name, m, *key] for m in _MEASURES if (name, m, *key) in self.variables}
                people, n = own["participants"], record["participants_total"]
                if "mentions" in own:
                    self._say(0, np.inf, (1, own["mentions"]), (-1, people))
                    self._say(0, np.inf, (_MANY, people), (-1, own["mentions"]))
                if "sources" in own:  # everybody speaks in one source
                    self._say(0, np.inf, (1, people), (-1, own["sources"]))
                    self._say(0, np.inf, (_MANY, own["sources"]), (-1, people))
                    if isinstance(record["sources_total"], int):
                        self._say(-np.inf, n - record["sources_total"], (1, people), (-1, own["sources"]))
                if "denying" in own:
                    self._say(0, np.inf, (1, people), (-1, own["denying"]))
                if "not_known" in own:
                    self._say(n, n, (1, people), (1, own["not_known"]))

    def found_out(self) -> list[tuple[str, ...]]:
        """Return withheld counts of people that can be only one whole number."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        a = np.zeros((len(self.rows), len(self.limits)))
        for row, (weights, _, _) in enumerate(self.rows):
            for place, weight in weights.items():
                a[row, place] = weight
        told = LinearConstraint(a, [row[1] for row in self.rows], [row[2] for row in self.rows])
        seen = [{low} if low == high else set[int]() for low, high in self.limits]

        def try_value(place: int, value: int) -> None:
            lows, highs = ([limits[end] for limits in self.limits] for end in (0, 1))
            lows[place] = highs[place] = value
            aim, bounds, whole = np.zeros(len(lows)), Bounds(lows, highs), np.ones(len(lows))
            for presolve in (True, False):  # the solver's presolve at times misses what can be
                options = {"presolve": presolve}
                result = milp(aim, constraints=told, bounds=bounds, integrality=whole, options=options)
                if result.success:
                    numbers = np.round(result.x)
                    assert ((a @ numbers >= told.lb) & (a @ numbers <= told.ub)).all()
                    for values, one in zip(seen, numbers, strict=True):
                        values.add(int(one))
                    return

        people = [name for name in self.variables if name[1] in {"participants", "denying"}]
        withheld = [(name, self.variables[name]) for name in people]
        withheld = [(name, place) for name, place in withheld if self.limits[place][0] != self.limits[place][1]]
        for _, place in withheld:
            low, high = self.limits[place]
            for value in range(int(low), int(high) + 1):
                if len(seen[place]) < 2:
                    try_value(place, value)
        return [name for name, place in withheld if len(seen[place]) < 2]


_KEYS = ("stakeholder_type", "theme", "code", "stance", "source", "code_a", "code_b")
_MEASURES = ("mentions", "participants", "sources", "denying", "not_known")
_MANY = 200
"""More mentions than a world has."""
