"""Selections of quotes: planted skew is told, and a balanced selection is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder import InputError
from interview_coder.balancing import select_listed, select_quoted, select_shown, weigh_selection
from interview_coder.balancing.tails import binomial_tail, level_of_each, smallest_telling
from interview_coder.model.verification import Finding, Passage, Quotation

Quotes = list[dict[str, Any]]


def make_quotes(n_people: Mapping[str, int], *, each: int = 3, themes: Sequence[str] = ("rent",)) -> Quotes:
    """Give everybody so many quotes under each theme; types speak in sources of their own."""
    return [
        {
            "id": f"{theme}-{kind}{person}-{n}",
            "theme": theme,
            "participant": f"{kind}{person}",
            "stakeholder_type": kind,
            "source": f"with {kind}",
            "stance": "denied" if n == 2 else "said",
            "start": n * 10,
            "end": n * 10 + 9,
            "text": f"the rent went up {n} times in the {kind} house",
            "rank": n + 1,
        }
        for theme in themes
        for kind, people in n_people.items()
        for person in range(people)
        for n in range(each)
    ]


QUOTES = make_quotes({"tenant": 12, "landlord": 6, "agent": 2})


def pick(quotes: Quotes, **wanted: object) -> set[str]:
    return {quote["id"] for quote in quotes if all(quote[name] == value for name, value in wanted.items())}


def test_everybody_quoted_alike_is_silent() -> None:
    found = weigh_selection(QUOTES, {quote["id"] for quote in QUOTES}, what="all")
    assert (found.over_quoted, found.left_out, found.is_skewed) == ((), (), False)


def test_a_planted_voice_is_told_with_its_share() -> None:
    selected = pick(QUOTES, participant="agent0") | pick(QUOTES, participant="agent1")
    found = weigh_selection(QUOTES, selected, what="planted")
    told = {(one.kind, one.name): (one.n_quotes, one.n_quotes_total, one.n_raising) for one in found.over_quoted}
    assert told["stakeholder_type", "agent"] == (6, 6, 2)
    assert found.is_skewed


def test_one_person_who_speaks_all_the_time_is_told() -> None:
    found = weigh_selection(QUOTES, pick(QUOTES, participant="tenant3"), what="one")
    assert ("participant", "tenant3") in {(one.kind, one.name) for one in found.over_quoted}


def test_a_type_whose_share_is_a_quote_or_more_is_left_out_and_others_are_only_counted() -> None:
    selected = {f"rent-tenant{n}-0" for n in range(5)}
    found = weigh_selection(QUOTES, selected, what="tenants")
    due = {(one.kind, one.name): one.is_due for one in found.left_out}
    assert due["stakeholder_type", "landlord"]
    assert not due["stakeholder_type", "agent"]


def test_denials_of_which_none_is_quoted_are_told() -> None:
    [one] = weigh_selection(QUOTES, pick(QUOTES, stance="said"), what="said").left_out
    assert (one.kind, one.name, one.n, one.n_total, one.is_due) == ("stance", "denied", 20, 60, True)


def test_a_theme_with_too_few_quotes_says_how_many_it_takes() -> None:
    [(theme, n, needed)] = weigh_selection(QUOTES, {"rent-tenant0-0"}, what="one").too_few
    assert (theme, n) == ("rent", 1)
    assert needed > 1


def test_a_quote_that_shares_no_word_with_its_cell_is_atypical() -> None:
    quotes = [dict(one) for one in QUOTES]
    quotes[4]["text"] = "zebras dance quietly"
    [one] = weigh_selection(quotes, {quotes[4]["id"]}, what="odd").atypical
    assert (one.quote_id, one.place, one.n) == (quotes[4]["id"], 1, 36)


def test_nothing_selected_is_not_skewed() -> None:
    found = weigh_selection(QUOTES, set(), what="nothing")
    assert (found.n_quotes, found.over_quoted, found.is_skewed) == (0, (), False)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_quotas_by_the_number_of_people_are_silent(seed: int, per_person: int) -> None:
    quotes = make_quotes({"tenant": 9, "landlord": 6, "agent": 3}, each=5, themes=("rent", "trust"))
    draw = Random(seed)  # noqa: S311
    selected: set[str] = set()
    for theme in ("rent", "trust"):
        for person in sorted({quote["participant"] for quote in quotes}):
            selected |= set(draw.sample(sorted(pick(quotes, theme=theme, participant=person)), per_person))
    found = weigh_selection(quotes, selected, what="quotas")
    assert (found.over_quoted, found.is_skewed) == ((), False)
    assert not [one for one in found.left_out if one.kind == "stakeholder_type"]


def test_of_balanced_draws_hardly_any_raises_an_alarm_and_of_skewed_ones_nearly_all() -> None:
    quotes = make_quotes({"tenant": 12, "landlord": 8, "agent": 5}, each=8, themes=("rent", "trust"))
    draw = Random(7)  # noqa: S311
    alarms = {"balanced": 0, "skewed": 0}
    agents = [quote["id"] for quote in quotes if quote["stakeholder_type"] == "agent"]
    for _ in range(100):
        balanced = draw.sample([quote["id"] for quote in quotes], 50)
        for kind, chosen in (("balanced", balanced), ("skewed", [*balanced[:20], *draw.sample(agents, 30)])):
            found = weigh_selection(quotes, set(chosen), what=kind)
            alarms[kind] += bool(found.over_quoted or found.is_skewed)
    assert alarms["balanced"] <= 4
    assert alarms["skewed"] >= 95


@given(st.integers(1, 300), st.floats(0.01, 0.99), st.data())
def test_the_tail_falls_from_1_as_more_is_asked(n: int, share: float, data: st.DataObject) -> None:
    m = data.draw(st.integers(0, n))
    tail = binomial_tail(m, n, share)
    assert 0 <= tail <= 1
    assert binomial_tail(0, n, share) == 1
    assert m == n or binomial_tail(m + 1, n, share) <= tail + 1e-12


def test_the_tail_agrees_with_an_independent_one() -> None:
    from scipy.stats import binom

    for m, n, share in ((3, 10, 0.2), (30, 50, 0.5), (120, 400, 0.25), (7, 7, 0.9)):
        assert binomial_tail(m, n, share) == pytest.approx(float(binom.sf(m - 1, n, share)), rel=1e-9)


@given(st.floats(0.01, 0.9), st.floats(0.0001, 0.1))
def test_the_smallest_telling_number_is_the_first_that_can_tell(share: float, level: float) -> None:
    n = smallest_telling(share, level)
    assert share**n <= level * (1 + 1e-6)
    assert n == 1 or share ** (n - 1) > level * (1 - 1e-6)


def test_tests_that_can_tell_nothing_cost_nothing() -> None:
    assert level_of_each([0.5] * 100 + [0.001], 0.01) == 0.01
    assert level_of_each([0.0001] * 10, 0.01) == 0.001


def test_the_selection_of_the_report_is_the_first_of_each_cell() -> None:
    assert select_shown(QUOTES, 1) == pick(QUOTES, rank=1)


def test_a_list_has_an_id_a_line_and_may_have_a_head() -> None:
    raw = "id,theme\nrent-agent0-0,rent\n\n  rent-agent1-1\n"
    assert select_listed(QUOTES, raw, file="ids.csv") == {"rent-agent0-0", "rent-agent1-1"}


def test_every_unknown_id_is_told_at_its_line() -> None:
    with pytest.raises(InputError) as caught:
        select_listed(QUOTES, "x\nrent-agent0-0\ny\n", file="ids.txt")
    assert [(one.place.line, one.message) for one in caught.value.problems] == [
        (1, 'there is no quote "x"'),
        (3, 'there is no quote "y"'),
    ]


def test_quotations_of_a_draft_are_the_quotes_that_they_overlap() -> None:
    def find(source: str, start: int, end: int) -> Finding:
        passage = Passage(source, 1, start, end, "", "", "", "participant", "agent0", "agent", "")
        return Finding(Quotation("", "", "marks"), "verbatim", (passage,))

    quotes = [quote for quote in QUOTES if quote["participant"] == "agent0"]
    selected, n_elsewhere = select_quoted(quotes, [find("with agent", 5, 12), find("elsewhere", 0, 9)])
    assert selected == {"rent-agent0-0", "rent-agent0-1"}
    assert n_elsewhere == 1
