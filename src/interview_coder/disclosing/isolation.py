"""Attribution labels that fit few people, alone or with what else a reader may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from interview_coder.model.disclosure import LABEL, SOURCE, THEME, Disclosure, Isolation, Known, Remedy
from interview_coder.model.source import Participant

People = frozenset[str]
_NOBODY: People = frozenset()


def find_isolated(
    participants: Mapping[str, Participant],
    labels: Mapping[str, str],
    speaking: Mapping[str, Iterable[str]],
    quotes: Iterable[Mapping[str, Any]],
    *,
    k: int,
    attributes: Sequence[str],
    together: bool = False,
) -> Disclosure:
    """Find the labels of quotes that fit fewer than k people.

    A label fits everybody whose words would be so signed, quoted or not; with a theme those who are quoted under it,
    with a source those who speak in it, with an attribute those who share its value. What fits few already is not
    looked at again with more.

    Parameters
    ----------
    participants : mapping of str to Participant
        Everybody who speaks, by id.
    labels : mapping of str to str
        Id → how her words are signed.
    speaking : mapping of str to iterable of str
        Source → ids of those who speak in it.
    quotes : iterable of mapping
        Records of ``quotes.jsonl``.
    k : int
    attributes : sequence of str
        Columns of ``participants.csv`` whose values a reader may know.
    together : bool, default=False
        Also look at what all these attributes tell together.
    """
    known = _Known(participants, labels, speaking, k)
    asked = [(), (THEME,), (SOURCE,), *((name,) for name in attributes)]
    if together and len(attributes) > 1:
        asked.append(tuple(attributes))
    carried = known.read_quotes(quotes, asked)
    small = {source for source, people in speaking.items() if len({*people}) < k}
    isolations: list[Isolation] = []
    for kinds in asked:
        of_kind = [one for one in carried if tuple(each.kind for each in one[1:]) == kinds]
        isolations += [known.describe(one, carried[one]) for one in sorted(of_kind) if known.is_new(one, small)]
    return Disclosure(k, len(participants), tuple(attributes), tuple(isolations), len(small), len(speaking))


class _Known:
    """Who fits what."""

    def __init__(
        self,
        participants: Mapping[str, Participant],
        labels: Mapping[str, str],
        speaking: Mapping[str, Iterable[str]],
        k: int,
    ) -> None:
        self.participants = participants
        self.labels = labels
        self.k = k
        self.people: dict[Known, set[str]] = defaultdict(set)
        for name, person in participants.items():
            self.people[Known(LABEL, labels[name])].add(name)
            for kind, value in person.attributes.items():
                self.people[Known(kind, value)].add(name)
        for source, names in speaking.items():
            self.people[Known(SOURCE, source)].update(names)

    def read_quotes(
        self, quotes: Iterable[Mapping[str, Any]], asked: Sequence[tuple[str, ...]]
    ) -> Mapping[tuple[Known, ...], int]:
        """Return how many quotes carry each combination of a label with the kinds that are asked for."""
        carried: dict[tuple[Known, ...], int] = defaultdict(int)
        for quote in quotes:
            person = quote["participant"]
            self.people[Known(THEME, quote["theme"])].add(person)
            own = {THEME: quote["theme"], SOURCE: quote["source"], **self.participants[person].attributes}
            for kinds in asked:
                if all(own.get(kind) for kind in kinds):
                    known = (Known(LABEL, self.labels[person]), *(Known(kind, own[kind]) for kind in kinds))
                    carried[known] += 1
        return carried

    def who(self, known: Iterable[Known]) -> People:
        """Return whom all of it fits."""
        sets = [self.people.get(one, _NOBODY) for one in known]
        return frozenset(sets[0]).intersection(*sets[1:]) if sets else frozenset(self.participants)

    def is_new(self, known: tuple[Known, ...], small_sources: set[str]) -> bool:
        """Whether something fits few, and not because a part of it does."""
        if len(self.who(known)) >= self.k:
            return False
        if any(one.kind == SOURCE and one.value in small_sources for one in known):
            return False
        return all(len(self.who([one for one in known if one != left])) >= self.k for left in known[1:])

    def describe(self, known: tuple[Known, ...], n_quotes: int) -> Isolation:
        """Return what fits few, with the least by which it would fit enough."""
        droppable = known if len(known) > 1 else ()
        dropping = [remedy for one in droppable if one.kind != THEME for remedy in self._drop(one, known)]
        merging = [remedy for one in known if one.kind not in {THEME, SOURCE} for remedy in self._merge(one, known)]
        return Isolation(
            label=known[0].value,
            combined_with=known[1:],
            n_participants=len(self.who(known)),
            n_quotes=n_quotes,
            dropping=min(dropping, key=lambda one: (one.kind == LABEL, one.n_participants, one), default=None),
            merging=min(
                merging,
                key=lambda one: (one.kind == LABEL, len(one.merged_with), one.n_participants, one),
                default=None,
            ),
        )

    def _drop(self, left: Known, known: tuple[Known, ...]) -> Iterator[Remedy]:
        n = len(self.who([one for one in known if one != left]))
        if n >= self.k:
            yield Remedy(left.kind, (), n)

    def _merge(self, wider: Known, known: tuple[Known, ...]) -> Iterator[Remedy]:
        """Yield the value, or values, with the fewest people that lift it to enough."""
        rest = self.who([one for one in known if one != wider])
        own = len(rest & self.people[wider])
        others = {one.value: len(rest & people) for one, people in self.people.items() if one.kind == wider.kind}
        sizes = sorted((n, value) for value, n in others.items() if n and value not in {wider.value, ""})
        enough = [(n, value) for n, value in sizes if own + n >= self.k]
        if enough:
            n, value = enough[0]
            yield Remedy(wider.kind, (value,), own + n)
            return
        for place, n in enumerate(accumulate((n for n, _ in reversed(sizes)), initial=own)):
            if n >= self.k:
                yield Remedy(wider.kind, tuple(value for _, value in sizes[::-1][:place]), n)
                return
