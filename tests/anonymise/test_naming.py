"""What stands for whom: typed, numbered at random, and always the same."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.anonymise.naming import Naming, name_entities
from interview_coder.model.masking import Entity, Kind, RosterEntry

SEED = b"\1" * 32


def entity(name: str, kind: Kind = "person", group: str = "") -> Entity:
    return Entity(f"{kind}:{name}", kind, name, (name,), "sure", group)


people = st.sets(st.text("abcdef", min_size=1, max_size=4), min_size=1, max_size=30)


@given(people, st.randoms(use_true_random=False))
def test_the_order_of_entities_changes_nothing_and_nobody_shares(names: set[str], order: random.Random) -> None:
    entities = [entity(name) for name in sorted(names)]
    shuffled = entities.copy()
    order.shuffle(shuffled)
    first = name_entities(entities, Naming(SEED))
    assert first == name_entities(shuffled, Naming(SEED))
    assert len(set(first.values())) == len(entities)


@given(people, people)
def test_who_comes_later_changes_nobodys_name(before: set[str], later: set[str]) -> None:
    first = name_entities(map(entity, before), Naming(SEED))
    second = name_entities(map(entity, before | later), Naming(SEED, known=first))
    assert first.items() <= second.items()
    assert len(set(second.values())) == len(second)


def test_numbers_hang_on_the_seed_and_not_on_names_or_their_order() -> None:
    entities = [entity(f"name{number:02}") for number in range(40)]
    drawn = [name_entities(entities, Naming(bytes([seed]) * 32)) for seed in range(3)]
    numbers = [[int(one[each.entity_id].split()[1]) for each in entities] for one in drawn]
    assert numbers[0] != numbers[1] != numbers[2]
    assert all(one != sorted(one) for one in numbers)


def test_somebody_who_comes_later_can_get_a_low_number() -> None:
    lower = 0
    for seed in range(20):
        first = name_entities([entity("a"), entity("b")], Naming(bytes([seed]) * 32))
        second = name_entities([entity(name) for name in "abc"], Naming(bytes([seed]) * 32, known=first))
        lower += int(second["person:c"].split()[1]) < max(int(one.split()[1]) for one in first.values())
    assert 0 < lower < 20


def test_the_stakeholder_type_of_the_roster_is_the_word() -> None:
    [wording] = name_entities([entity("asha", group="GP")], Naming(SEED)).values()
    assert re.fullmatch(r"GP \d", wording)


@pytest.mark.parametrize(
    ("name", "kind", "word"),
    [
        ("Marl Hospital", "organisation", "Hospital"),
        ("Acme", "organisation", "Organisation"),
        ("x", "phone", "phone number"),
    ],
)
def test_what_is_no_person_is_called_by_its_type(name: str, kind: Kind, word: str) -> None:
    [wording] = name_entities([entity(name, kind)], Naming(SEED)).values()
    assert wording.rpartition(" ")[0] == word


def test_a_wording_that_stands_in_the_sources_is_nobodys() -> None:
    taken = frozenset(f"person {number}" for number in range(1, 9))
    [wording] = name_entities([entity("a")], Naming(SEED, taken=taken)).values()
    assert wording.casefold() not in taken


def test_the_researchers_wording_goes_before_the_table_and_that_before_years_and_numbers() -> None:
    roster = [RosterEntry("Ostrey", "place", replacement="a town in the North West")]
    naming = Naming(SEED, roster, {"ostrey": "elsewhere", "3 March 2016": "spring 2016", "Wexley": "a [village]"})
    dates = [entity("3 March 2016", "date"), entity("4 May 2015", "date")]
    names = name_entities([entity("Ostrey", "place"), entity("Wexley", "place"), *dates], naming)
    assert list(names.values()) == ["a town in the North West", "a village", "spring 2016", "date in 2015"]


def test_a_wording_that_the_researcher_states_later_takes_the_place_of_a_number() -> None:
    naming = Naming(SEED, generalised={"Wexley": "a village"}, known={"place:Wexley": "Place 3"})
    assert name_entities([entity("Wexley", "place")], naming) == {"place:Wexley": "a village"}
