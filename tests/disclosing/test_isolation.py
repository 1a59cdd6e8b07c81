"""Labels of quotes that fit few people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.disclosing.isolation import find_isolated
from interview_coder.model.disclosure import Disclosure, Known, Remedy
from interview_coder.model.source import Participant


def look(
    people: Mapping[str, tuple[str, str]],
    speaking: Mapping[str, Sequence[str]],
    quoted: Sequence[tuple[str, str, str]],
    *,
    k: int = 3,
    together: bool = False,
) -> Disclosure:
    """Look at people with a type and an area, and at quotes as person, source and theme."""
    participants = {name: Participant(name, kind, {"area": area}) for name, (kind, area) in people.items()}
    labels = {name: f"a {kind}" for name, (kind, _) in people.items()}
    quotes: list[dict[str, Any]] = [{"participant": p, "source": s, "theme": t} for p, s, t in quoted]
    return find_isolated(participants, labels, speaking, quotes, k=k, attributes=("area",), together=together)


FOUR = {f"T{n}": ("tenant", "north") for n in range(4)}
TABLE = {"table": [*FOUR, "L1", "L2", "L3"]}
LANDLORDS = {"L1": ("landlord", "north"), "L2": ("landlord", "north"), "L3": ("landlord", "north")}


def test_a_label_that_fits_k_people_or_more_with_all_that_is_known_is_passed_over() -> None:
    found = look(FOUR | LANDLORDS, TABLE, [(name, "table", "rent") for name in (*FOUR, *LANDLORDS)])
    assert found.isolations == ()


def test_a_label_that_fits_two_is_told_with_the_label_that_lifts_it() -> None:
    people = {**FOUR, "L1": ("landlord", "north"), "L2": ("landlord", "north")}
    [one] = look(people, {"table": [*people]}, [("L1", "table", "rent")]).isolations
    assert (one.label, one.combined_with, one.n_participants, one.n_quotes) == ("a landlord", (), 2, 1)
    assert one.dropping is None
    assert one.merging == Remedy("attribution", ("a tenant",), 6)


def test_the_only_one_of_her_type_in_a_roundtable_is_told() -> None:
    people = FOUR | LANDLORDS
    speaking = {"table": [*FOUR, "L1"], "other": ["L2", "L3", "T0"]}
    quoted = [(name, "table", "rent") for name in ("T0", "T1", "T2", "L1")] + [("L2", "other", "rent")]
    quoted += [("L3", "other", "rent")]
    found = look(people, speaking, quoted).isolations
    of_table = [one for one in found if one.combined_with == (Known("source", "table"),)]
    assert [(one.label, one.n_participants) for one in of_table] == [("a landlord", 1)]
    assert of_table[0].dropping == Remedy("source", (), 3)


def test_the_only_one_of_her_type_under_a_theme_is_told() -> None:
    quoted = [(name, "table", "rent") for name in ("T0", "T1", "L1")]
    themes = [one for one in look(FOUR | LANDLORDS, TABLE, quoted).isolations if one.combined_with[0].kind == "theme"]
    assert [(one.label, one.n_participants) for one in themes] == [("a landlord", 1), ("a tenant", 2)]
    assert themes[0].dropping == Remedy("attribution", (), 3)
    assert themes[0].merging == Remedy("attribution", ("a tenant",), 3)


def test_an_attribute_that_isolates_is_told_with_the_value_that_lifts_it() -> None:
    people = {**FOUR, "T4": ("tenant", "south"), "T5": ("tenant", "west"), "T6": ("tenant", "west")}
    [one, *_] = look(people, {"table": [*people]}, [(name, "table", "rent") for name in people]).isolations
    assert one.combined_with == (Known("area", "south"),)
    assert (one.dropping, one.merging) == (Remedy("area", (), 7), Remedy("area", ("west",), 3))


def test_sources_of_few_people_are_counted_and_not_listed() -> None:
    people = FOUR | LANDLORDS
    speaking = {name: [name] for name in people}
    found = look(people, speaking, [(name, name, "rent") for name in people])
    assert (found.n_small_sources, found.n_sources, found.isolations) == (7, 7, ())


people_of = st.dictionaries(
    st.sampled_from([f"P{n}" for n in range(12)]),
    st.tuples(st.sampled_from(["tenant", "landlord", "agent"]), st.sampled_from(["north", "south", ""])),
    min_size=1,
)


@given(people_of, st.integers(1, 4), st.data())
def test_every_remedy_makes_it_fit_k_people_or_more(
    people: dict[str, tuple[str, str]], k: int, data: st.DataObject
) -> None:
    quoted = data.draw(
        st.lists(st.tuples(st.sampled_from(sorted(people)), st.just("table"), st.sampled_from(["rent", "trust"])))
    )
    found = look(people, {"table": [*people]}, quoted, k=k, together=True)
    for one in found.isolations:
        assert 0 < one.n_participants < k
        assert one.n_quotes > 0
        for remedy in (one.dropping, one.merging):
            assert remedy is None or remedy.n_participants >= k


@given(people_of, st.integers(1, 4))
def test_a_label_alone_is_told_exactly_if_it_fits_few(people: dict[str, tuple[str, str]], k: int) -> None:
    found = look(people, {"table": [*people]}, [(name, "table", "rent") for name in people], k=k)
    alone = {one.label: one.n_participants for one in found.isolations if not one.combined_with}
    kinds = [kind for kind, _ in people.values()]
    assert alone == {f"a {kind}": kinds.count(kind) for kind in kinds if kinds.count(kind) < k}
