"""Rows of matrices by any attribute, and what is known of those who raise nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tabulate.made_evidence import make_codebook, make_evidence
from tests.tabulate.test_tables import (
    LENGTH,
    SEGMENTS,
    SPEAKERS,
    THEME_OF,
    TYPE_OF,
    find_row,
    make_coding,
    some_codings,
)

from interview_coder.errors import InputError
from interview_coder.model.coding import Coding
from interview_coder.model.source import Participant
from interview_coder.project.settings import DEFAULT_SCALE
from interview_coder.tabulate.cases import NOT_STATED, make_cases
from interview_coder.tabulate.matrices import make_frequencies, make_matrix, make_stance_matrix
from interview_coder.tabulate.saturation import average_over_orders, make_saturation
from interview_coder.tabulate.strips import PARTS, make_strips
from interview_coder.tabulate.tabulation import Tabulation

AREA_OF = {"P1": "north", "R1": "south", "R2": "north", "R3": ""}


def tabulate(codings: list[Coding], asked: dict[str, set[str]] | None = None) -> Tabulation:
    evidence = make_evidence(
        codings,
        codebook=make_codebook(THEME_OF),
        type_of=TYPE_OF,
        speakers={source: set(names) for source, names in SPEAKERS.items()},
        segments=SEGMENTS,
        asked=asked,
    )
    people = [Participant(name, kind, {"area": AREA_OF[name]}) for name, kind in TYPE_OF.items()]
    return Tabulation(replace(evidence, participants=people), DEFAULT_SCALE)


asked_of_sources = st.dictionaries(st.sampled_from(list(SPEAKERS)), st.sets(st.sampled_from(list(THEME_OF))))


def test_the_value_that_most_people_have_comes_first_and_none_is_called_not_stated() -> None:
    cases = make_cases(tabulate([]).evidence, ["area"])
    assert cases.names == [("north",), (NOT_STATED,), ("south",)]


def test_two_attributes_are_crossed_by_the_pairs_that_somebody_has() -> None:
    table = make_matrix(tabulate([make_coding("table#2")]), "theme", ["area", "stakeholder_type"])
    assert table.columns[:3] == ("area", "stakeholder_type", "theme")
    assert list(dict.fromkeys(row[:2] for row in table.rows)) == [
        ("north", "tenant"),
        (NOT_STATED, "tenant"),
        ("south", "landlord"),
    ]
    row = find_row(table, area="north", stakeholder_type="tenant", theme="cost")
    assert (row["participants"], row["participants_total"], row["sources_total"]) == (1, 2, 2)


def test_sources_can_be_rows_and_a_person_in_two_of_them_counts_in_each() -> None:
    table = make_matrix(tabulate([make_coding("alone#1")]), "theme", ["source"])
    rows = [
        (row["source"], row["participants"], row["participants_total"])
        for row in table.records()
        if row["theme"] == "cost"
    ]
    assert rows == [("alone", 1, 1), ("table", 0, 3)]


def test_an_attribute_that_nobody_has_is_told_with_the_nearest_name() -> None:
    with pytest.raises(InputError) as caught:
        make_matrix(tabulate([]), "theme", ["aera", "kind"])
    assert [problem.message for problem in caught.value.problems] == [
        'nobody has an attribute "aera"',
        'nobody has an attribute "kind"',
    ]
    assert "area" in caught.value.problems[0].fix


@pytest.mark.parametrize(
    ("coded", "asked", "state"),
    [
        ([make_coding("alone#1")], {}, "raised"),
        ([make_coding("alone#1")], {"alone": {"rent"}}, "raised"),
        ([], {"alone": {"rent"}, "table": set()}, "asked, not raised"),
        ([], {"alone": {"promise"}, "table": set()}, "not asked"),
        ([], {"alone": set()}, "unknown"),
        ([], {}, "unknown"),
    ],
)
def test_a_cell_knows_whether_it_was_raised_or_asked(
    coded: list[Coding], asked: dict[str, set[str]], state: str
) -> None:
    assert find_row(make_frequencies(tabulate(coded, asked), "theme"), theme="cost")["state"] == state


def test_each_person_is_in_one_state() -> None:
    row = find_row(make_frequencies(tabulate([make_coding("table#1")], {"table": {"debt"}}), "theme"), theme="cost")
    counted = [row[name] for name in ("participants", "asked_not_raised", "not_asked", "not_known")]
    assert counted == [1, 2, 0, 1]  # R1 raises it, R2 and R3 were asked, of P1 nobody can say
    row = find_row(make_frequencies(tabulate([make_coding("table#1")], {"table": {"debt"}}), "code"), code="promise")
    assert [row[name] for name in ("participants", "asked_not_raised", "not_asked", "not_known")] == [0, 0, 3, 1]


@given(
    some_codings, asked_of_sources, st.sampled_from([(), ("area",), ("source",), ("participant",), ("area", "source")])
)
def test_the_states_of_people_add_up_in_every_cell(
    codings: list[Coding], asked: dict[str, set[str]], by: tuple[str, ...]
) -> None:
    tabulation = tabulate(codings, asked)
    for of in ("theme", "code"):
        for row in make_matrix(tabulation, "theme" if of == "theme" else "code", by).records():
            states = [row[name] for name in ("participants", "asked_not_raised", "not_asked", "not_known")]
            assert sum(states) == row["participants_total"]
            assert row["denying"] <= row["participants"]
            assert (row["state"] == "raised") == (row["mentions"] > 0)


@given(some_codings, asked_of_sources)
def test_what_is_asked_changes_no_count_of_what_is_raised(codings: list[Coding], asked: dict[str, set[str]]) -> None:
    before, after = (make_matrix(tabulate(codings, one), "code") for one in (None, asked))
    for old, new in zip(before.records(), after.records(), strict=True):
        for name in ("mentions", "participants", "participants_total", "sources", "denying"):
            assert new[name] == old[name]


@given(some_codings)
def test_rows_by_participant_count_what_codings_of_that_person_say(codings: list[Coding]) -> None:
    tabulation = tabulate(codings)
    for row in make_matrix(tabulation, "code", ["participant"]).records():
        own = [one for one in codings if (one.participant, one.code_id) == (row["participant"], row["code"])]
        assert row["participants"] == bool(own)
        assert row["sources"] == len({one.source_id for one in own})
        assert row["denying"] == any(one.stance == "denied" for one in own)
    for row in make_stance_matrix(tabulation, ["participant"]).records():
        own = [one for one in codings if (one.participant, one.stance) == (row["participant"], row["stance"])]
        assert row["participants"] == any(one.theme_id == row["theme"] for one in own)


def test_a_strip_shows_in_which_part_of_the_source_a_mention_begins() -> None:
    table = make_strips(
        tabulate([make_coding("alone#1", 0, 9), make_coding("alone#2", 0, 9), make_coding("alone#2", 5, 9)]), "theme"
    )
    strip = find_row(table, source="alone", theme="cost")["strip"]
    n_before = LENGTH * PARTS // (3 * LENGTH)
    assert strip == "1" + "." * (n_before - 1) + "1" + "." * (PARTS - n_before - 1)
    assert find_row(table, source="table", theme="cost")["strip"] == "." * PARTS


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_average_over_orders_is_that_of_every_order(rows: list[list[bool]]) -> None:
    from itertools import permutations

    has = np.array(rows)
    curves = [np.logical_or.accumulate(has[list(order)], axis=0).sum(axis=1) for order in permutations(range(len(has)))]
    mean, spread = average_over_orders(has)
    assert mean == pytest.approx(np.mean(curves, axis=0))
    assert spread == pytest.approx(np.std(curves, axis=0), abs=1e-6)


def test_saturation_counts_what_each_further_source_brings_up() -> None:
    codings = [
        make_coding("alone#1", code="rent"),
        make_coding("table#1", code="rent"),
        make_coding("table#2", code="promise"),
    ]
    rows = [
        (row["source"], row["new_codes"], row["codes"], row["codes_total"])
        for row in make_saturation(tabulate(codings)).records()
    ]
    assert rows == [("alone", 1, 1, 4), ("table", 1, 2, 4)]


@given(some_codings)
def test_all_codes_that_were_found_are_seen_after_the_last_source_in_any_order(codings: list[Coding]) -> None:
    *_, last = make_saturation(tabulate(codings)).records()
    assert last["codes"] == len({one.code_id for one in codings})
    assert last["codes_mean"] == pytest.approx(last["codes"])
    assert last["codes_low"] == pytest.approx(last["codes_high"])


def test_all_pairs_of_themes_and_stances_are_there() -> None:
    table = make_stance_matrix(tabulate([]))
    assert len(table.rows) == len(list(product(["tenant", "landlord"], ["cost", "trust"], range(5))))
