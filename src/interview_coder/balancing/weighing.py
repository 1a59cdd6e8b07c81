"""A selection of quotes against all quotes of a study: who has too many, who has none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from interview_coder.balancing.tails import binomial_tail, chance_of_distance, level_of_each, smallest_telling
from interview_coder.model.balance import AtypicalQuote, Balance, LeftOutVoice, OverQuoted
from interview_coder.tabulate.typicality import weigh_words

ALPHA = 0.01
_KINDS = ("participant", "source", "stakeholder_type")
_LARGE = 10
"""Quotes of a cell from which on it has a least typical tenth."""

QuoteRecord = Mapping[str, Any]


class _Unit(NamedTuple):
    theme: str
    kind: str
    name: str
    n_quotes: int
    n_quotes_total: int
    n_raising: int
    n_raising_total: int

    @property
    def share(self) -> float:
        return self.n_raising / self.n_raising_total

    @property
    def best(self) -> float:
        """The smallest chance that so many quotes could come to."""
        return binomial_tail(self.n_quotes_total, self.n_quotes_total, self.share) if self.n_quotes_total else 1.0


def weigh_selection(
    quotes: Sequence[QuoteRecord], selected: Collection[str], *, what: str, n_elsewhere: int = 0
) -> Balance:
    """Compare selected quotes with all quotes of a study, theme by theme.

    Balance is that each selected quote of a theme comes from any participant who raises it, all alike. A participant,
    source or stakeholder type is over-quoted where it has more of them than that makes likely: the binomial tail, at
    a level at which all that are looked at together raise a false alarm in one of a hundred balanced selections.

    Parameters
    ----------
    quotes : sequence of mapping
        Records of ``quotes.jsonl``.
    selected : collection of str
        Ids of quotes.
    what : str
        What the selection is, in words.
    n_elsewhere : int, default=0
        Quotations that stand under no theme.
    """
    by_theme: dict[str, list[QuoteRecord]] = defaultdict(list)
    for quote in quotes:
        by_theme[quote["theme"]].append(quote)
    units = [unit for theme, own in by_theme.items() for unit in _list_units(theme, own, selected)]
    level = level_of_each([unit.best for unit in units], ALPHA)
    over = [one for unit in units if (one := _judge(unit)).chance <= level]
    atypical, n_in_large_cells = _find_atypical(quotes, selected)
    of_types: dict[str, list[_Unit]] = {theme: [] for theme in by_theme}
    for unit in units:
        if unit.kind == "stakeholder_type":
            of_types[unit.theme].append(unit)
    return Balance(
        what=what,
        n_quotes=sum(quote["id"] in selected for quote in quotes),
        over_quoted=tuple(sorted(over, key=lambda one: (one.chance, one.theme, one.kind, one.name))),
        left_out=tuple(
            one for theme, own in by_theme.items() for one in _find_left_out(theme, own, selected, of_types)
        ),
        atypical=tuple(atypical),
        n_in_large_cells=n_in_large_cells,
        chance=chance_of_distance(
            [[unit.n_quotes for unit in own] for own in of_types.values()],
            [[unit.share for unit in own] for own in of_types.values()],
        ),
        too_few=tuple(_find_too_few(units, level)),
        n_elsewhere=n_elsewhere,
        alpha=ALPHA,
    )


def _list_units(theme: str, quotes: Sequence[QuoteRecord], selected: Collection[str]) -> Iterator[_Unit]:
    chosen = [quote for quote in quotes if quote["id"] in selected]
    for kind in _KINDS:
        raising = Counter(name for name, _ in {(quote[kind], quote["participant"]) for quote in quotes})
        quoted = Counter(quote[kind] for quote in chosen)
        for name, n in raising.items():
            yield _Unit(theme, kind, name, quoted[name], len(chosen), n, raising.total())


def _judge(unit: _Unit) -> OverQuoted:
    return OverQuoted(*unit, binomial_tail(unit.n_quotes, unit.n_quotes_total, unit.share))


def _find_left_out(
    theme: str, quotes: Sequence[QuoteRecord], selected: Collection[str], of_types: Mapping[str, Sequence[_Unit]]
) -> Iterator[LeftOutVoice]:
    for unit in of_types[theme]:
        if not unit.n_quotes:
            expected = unit.n_quotes_total * unit.share
            yield LeftOutVoice(theme, unit.kind, unit.name, unit.n_raising, unit.n_raising_total, expected)
    stances = Counter(quote["stance"] for quote in quotes)
    quoted = Counter(quote["stance"] for quote in quotes if quote["id"] in selected)
    for stance, n in stances.items():
        if not quoted[stance]:
            yield LeftOutVoice(theme, "stance", stance, n, len(quotes), quoted.total() * n / len(quotes))


def _find_too_few(units: Sequence[_Unit], level: float) -> Iterator[tuple[str, int, int]]:
    needed: dict[str, tuple[int, int]] = {}
    for unit in units:
        smallest = smallest_telling(unit.share, level)
        if smallest and (unit.theme not in needed or smallest < needed[unit.theme][1]):
            needed[unit.theme] = unit.n_quotes_total, smallest
    yield from ((theme, n, smallest) for theme, (n, smallest) in needed.items() if n < smallest)


def _find_atypical(quotes: Sequence[QuoteRecord], selected: Collection[str]) -> tuple[list[AtypicalQuote], int]:
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, quote in enumerate(quotes):
        cells[quote["theme"], quote["stakeholder_type"]].append(place)
    numbers = {cell: number for number, cell in enumerate(cells)}
    of_quotes = [numbers[quote["theme"], quote["stakeholder_type"]] for quote in quotes]
    typicality = weigh_words([quote["text"] for quote in quotes]).typicality(of_quotes).tolist()
    found, n_selected = [], 0
    for (theme, kind), places in cells.items():
        if len(places) < _LARGE:
            continue
        n_selected += sum(quotes[place]["id"] in selected for place in places)
        least = sorted(places, key=lambda place: (typicality[place], place))[: len(places) // _LARGE]
        for rank, place in enumerate(least, start=1):
            if quotes[place]["id"] in selected:
                found.append(AtypicalQuote(quotes[place]["id"], theme, kind, typicality[place], rank, len(places)))
    return found, n_selected
