"""What is counted: mentions as unions of stretches, people and sources once, each of how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tabulate.made_evidence import make_codebook, make_evidence

from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import STANCES, Coding, Stance
from interview_coder.model.results import Cluster, Table
from interview_coder.model.segment import Segment
from interview_coder.project.settings import DEFAULT_SCALE
from interview_coder.tabulate.cooccurrence import count_pairs
from interview_coder.tabulate.counting import Evidence, begin_mentions
from interview_coder.tabulate.tables import TABLES, WIDE_TABLES
from interview_coder.tabulate.tables import make_tables as make_tables_with
from interview_coder.tabulate.tabulation import Tabulation

THEME_OF = {"rent": "cost", "debt": "cost", "promise": "trust", "rumour": "trust"}
SPEAKERS = {"alone": ["P1", "P1", "P1"], "table": ["R1", "R2", "R3", "R1"]}
TYPE_OF = {"P1": "tenant", "R1": "landlord", "R2": "tenant", "R3": "tenant"}
LENGTH = 100
"""Of every turn; in this world a segment is a turn."""
SEGMENTS = [
    Segment(f"{source}#{turn}", source, turn, (turn - 1) * LENGTH, turn * LENGTH)
    for source, speakers in SPEAKERS.items()
    for turn in range(1, len(speakers) + 1)
]


def make_tables(evidence: Evidence) -> dict[str, Table]:
    return make_tables_with(Tabulation(evidence, DEFAULT_SCALE))


def make_coding(
    segment_id: str = "alone#1",
    start: int = 0,
    end: int = 10,
    code: str = "rent",
    stance: Stance = "said",
) -> Coding:
    """Return a coding whose start and end count from the start of its segment."""
    segment = next(one for one in SEGMENTS if one.segment_id == segment_id)
    person = SPEAKERS[segment.source_id][segment.turn - 1]
    start, end = segment.start + start, segment.start + end
    return Coding(
        coding_id=f"{segment_id}:{start}-{end}:{code}",
        source_id=segment.source_id,
        turn=segment.turn,
        segment_id=segment_id,
        start=start,
        end=end,
        theme_id=THEME_OF[code],
        code_id=code,
        participant=person,
        stakeholder_type=TYPE_OF[person],
        coder="rules",
        codebook="0" * 12,
        stance=stance,
        evidence=(),
    )


Clusters = Sequence[tuple[Cluster, Sequence[str]]]


def evidence_of(codings: Sequence[Coding], *, codebook: Codebook | None = None, clusters: Clusters = ()) -> Evidence:
    return make_evidence(
        codings,
        codebook=codebook or make_codebook(THEME_OF),
        type_of=TYPE_OF,
        speakers={source: set(names) for source, names in SPEAKERS.items()},
        segments=SEGMENTS,
        clusters=clusters,
    )


def in_order(codings: Sequence[Coding]) -> list[Coding]:
    return sorted(codings, key=lambda one: (one.source_id, one.start, one.end, one.code_id))


def tables_of(*codings: Coding, clusters: Clusters = ()) -> dict[str, Table]:
    return make_tables(evidence_of(in_order(codings), clusters=clusters))


def find_row(table: Table, **wanted: Any) -> dict[str, Any]:
    [row] = [row for row in table.records() if wanted.items() <= row.items()]
    return row


CLUSTERS = (
    (Cluster(1, "rent, roof", 4, ("alone#1",)), ("alone#1", "alone#2", "table#1", "table#2")),
    (Cluster(2, "door, lift", 2, ("alone#3",)), ("alone#3", "table#3")),
)

spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 30)).map(lambda pair: (pair[0], min(LENGTH, sum(pair))))
some_codings = st.lists(
    st.builds(
        lambda segment, span, code, stance: make_coding(segment, span[0], span[1], code, stance),
        st.sampled_from([segment.segment_id for segment in SEGMENTS]),
        spans,
        st.sampled_from(list(THEME_OF)),
        st.sampled_from(STANCES),
    ),
    max_size=25,
)


def test_a_person_who_says_a_thing_three_times_is_one_participant_with_three_mentions() -> None:
    tables = tables_of(make_coding("alone#1"), make_coding("alone#1", 20, 30), make_coding("alone#2"))
    assert find_row(tables["theme_matrix"], stakeholder_type="tenant", theme="cost") == {
        "stakeholder_type": "tenant",
        "theme": "cost",
        "state": "raised",
        "mentions": 3,
        "participants": 1,
        "participants_total": 3,
        "share": 0.3333,
        "share_low": 0.0615,
        "share_high": 0.7923,
        "quantifier": "some",
        "sources": 1,
        "sources_total": 2,
        "denying": 0,
        "asked_not_raised": 0,
        "not_asked": 0,
        "not_known": 2,
    }


def test_three_people_at_one_table_are_three_participants_and_one_source() -> None:
    row = find_row(
        tables_of(make_coding("table#1"), make_coding("table#2"), make_coding("table#3"))["theme_frequencies"],
        theme="cost",
    )
    assert (row["participants"], row["sources"], row["segments"]) == (3, 1, 3)
    assert (row["participants_total"], row["sources_total"], row["segments_total"]) == (4, 2, 7)


def test_a_type_is_compared_with_the_sources_in_which_somebody_of_it_speaks() -> None:
    rows = {row["stakeholder_type"]: row for row in tables_of()["theme_matrix"].records()}
    assert (rows["tenant"]["sources_total"], rows["landlord"]["sources_total"]) == (2, 1)
    assert (rows["tenant"]["participants_total"], rows["landlord"]["participants_total"]) == (3, 1)


def test_what_nobody_raised_is_a_row_of_zeros() -> None:
    tables = tables_of()
    assert len(tables["theme_matrix"].rows) == 2 * 2
    assert len(tables["code_matrix"].rows) == 2 * 4
    for name in ("theme_matrix", "code_matrix", "theme_frequencies", "code_frequencies", "theme_stance"):
        assert all(row["mentions"] == row["participants"] == row["sources"] == 0 for row in tables[name].records())


def test_the_type_with_most_participants_comes_first_and_themes_come_as_in_the_codebook() -> None:
    rows = [(row["stakeholder_type"], row["theme"]) for row in tables_of()["theme_matrix"].records()]
    assert rows == [("tenant", "cost"), ("tenant", "trust"), ("landlord", "cost"), ("landlord", "trust")]


def test_overlapping_codes_of_one_theme_are_one_mention_of_it() -> None:
    tables = tables_of(make_coding(end=10), make_coding(start=5, end=15, code="debt"))
    assert find_row(tables["theme_frequencies"], theme="cost")["mentions"] == 1
    assert find_row(tables["code_frequencies"], code="rent")["mentions"] == 1
    assert find_row(tables["code_frequencies"], code="debt")["mentions"] == 1


def count_mentions(codings: Sequence[Coding]) -> int:
    return int(find_row(tables_of(*codings)["theme_frequencies"], theme="cost")["mentions"])


def test_stretches_that_only_touch_are_two_mentions() -> None:
    assert count_mentions([make_coding(start=0, end=10), make_coding(start=10, end=20)]) == 2


def test_a_stretch_that_joins_two_others_makes_them_one_mention() -> None:
    apart = [make_coding(start=0, end=10), make_coding(start=20, end=30)]
    assert count_mentions(apart) == 2
    assert count_mentions([*apart, make_coding(start=5, end=25, code="debt")]) == 1


def test_different_segments_never_share_a_mention() -> None:
    assert count_mentions([make_coding("alone#1", 90, 100), make_coding("alone#2", 0, 10)]) == 2


def test_a_denial_counts_as_raised_and_stands_in_its_own_row_of_stances() -> None:
    tables = tables_of(make_coding(stance="denied"))
    assert find_row(tables["theme_frequencies"], theme="cost")["participants"] == 1
    mentions = {row["stance"]: row["mentions"] for row in tables["theme_stance"].records() if row["theme"] == "cost"}
    assert mentions == {"said": 0, "hedged": 0, "hypothetical": 0, "reported": 0, "denied": 1}


def test_codes_come_together_in_a_segment_or_only_in_a_person() -> None:
    table = tables_of(
        make_coding("alone#1", code="rent"),
        make_coding("alone#1", 50, 60, code="debt"),
        make_coding("alone#2", code="promise"),
    )["code_cooccurrence"]
    same_segment = find_row(table, code_a="rent", code_b="debt")
    same_person = find_row(table, code_a="rent", code_b="promise")
    assert (same_segment["segments"], same_segment["participants"]) == (1, 1)
    assert (same_person["segments"], same_person["participants"]) == (0, 1)
    assert [(row["code_a"], row["code_b"]) for row in table.records()] == list(combinations(THEME_OF, 2))


@pytest.mark.parametrize(("n_coded", "covered"), [(0, False), (2, False), (3, True), (20, True)])
def test_a_cluster_of_which_less_than_15_in_100_segments_are_coded_is_uncovered(n_coded: int, covered: bool) -> None:
    segments = [Segment(f"alone#{turn}", "alone", turn, turn * LENGTH, turn * LENGTH + 50) for turn in range(1, 21)]
    names = [segment.segment_id for segment in segments]
    codings = [
        make_coding()._replace(segment_id=one.segment_id, start=one.start, end=one.end) for one in segments[:n_coded]
    ]
    evidence = make_evidence(
        codings,
        codebook=make_codebook(THEME_OF),
        type_of=TYPE_OF,
        speakers={"alone": {"P1"}},
        segments=segments,
        clusters=[(Cluster(1, "rent", 20, ("alone#1",)), names)],
    )
    [row] = make_tables(evidence)["cluster_coverage"].records()
    assert (row["segments_coded"], row["segments_total"], row["covered"]) == (n_coded, 20, covered)


def test_a_segment_with_two_codes_of_a_theme_is_one_segment_of_its_cluster() -> None:
    table = tables_of(make_coding(), make_coding(code="debt"), clusters=CLUSTERS)["cluster_theme"]
    assert find_row(table, cluster=1, theme="cost")["segments"] == 1
    assert find_row(table, cluster=2, theme="cost")["segments"] == 0


@pytest.mark.parametrize("name", WIDE_TABLES)
def test_a_wide_table_has_the_cells_of_its_tidy_one(name: str) -> None:
    tables = tables_of(make_coding(), make_coding("table#2", code="promise"), clusters=CLUSTERS)
    tidy, row, column, counted, total = WIDE_TABLES[name]
    for one in tables[tidy].records():
        cell = find_row(tables[name], **{row: one[row]})[one[column]]
        assert cell == (one[counted] if total is None else f"{one[counted]} of {one[total]}")


@pytest.mark.parametrize("name", [*TABLES, *WIDE_TABLES])
def test_every_table_has_its_columns_even_when_it_has_no_rows(name: str) -> None:
    nothing = make_tables(evidence_of([], codebook=make_codebook({"rent": "cost"})))[name]
    something = tables_of(clusters=CLUSTERS)[name]
    assert nothing.columns[:1] == something.columns[:1]
    if name in TABLES:
        assert nothing.columns == something.columns


@given(some_codings)
def test_every_row_has_a_cell_for_each_column_and_no_row_comes_twice(codings: list[Coding]) -> None:
    tables = tables_of(*codings, clusters=CLUSTERS)
    assert list(tables) == [*TABLES, *WIDE_TABLES]
    for name, table in tables.items():
        assert table.name == name
        assert all(len(row) == len(table.columns) for row in table.rows)
        keys = [(row[0], *(cell for cell in row if isinstance(cell, str))) for row in table.rows]
        assert len(keys) == len(set(keys))
        assert all(cell is None or isinstance(cell, (str, int, float, bool)) for row in table.rows for cell in row)


@given(some_codings)
def test_no_count_is_larger_than_what_it_is_of(codings: list[Coding]) -> None:
    for table in tables_of(*codings, clusters=CLUSTERS).values():
        for row in table.records():
            for column in row:
                if column.endswith("_total"):
                    counted = column.removesuffix("_total")
                    assert 0 <= row["segments_coded" if table.name == "cluster_coverage" else counted] <= row[column]
            if "mentions" in row:
                assert row["participants"] <= row["mentions"]
                assert (row["participants"] == 0) == (row["mentions"] == 0)


@given(some_codings, st.data())
def test_codings_given_twice_change_no_cell(codings: list[Coding], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(codings))) if codings else []
    assert tables_of(*codings, *again, clusters=CLUSTERS) == tables_of(*codings, clusters=CLUSTERS)


@given(some_codings, st.data())
def test_codings_that_overlap_others_raise_no_count(codings: list[Coding], data: st.DataObject) -> None:
    overlapping = [
        one._replace(
            start=data.draw(st.integers(max(0, one.start - 5), one.end - 1)), end=one.end + data.draw(st.integers(0, 9))
        )
        for one in codings
    ]
    before, after = tables_of(*codings, clusters=CLUSTERS), tables_of(*codings, *overlapping, clusters=CLUSTERS)
    for name in TABLES:
        for old, new in zip(before[name].records(), after[name].records(), strict=True):
            assert new.pop("mentions", 0) <= old.pop("mentions", 0)
            old.pop("strip", ""), new.pop("strip", "")  # a mention may begin earlier, or be joined to another
            assert new == old


@given(some_codings)
def test_the_mentions_of_a_theme_are_the_union_of_those_of_its_codes(codings: list[Coding]) -> None:
    tables = tables_of(*codings)
    by_code = {row["code"]: row["mentions"] for row in tables["code_frequencies"].records()}
    for row in tables["theme_frequencies"].records():
        own = [one for one in codings if one.theme_id == row["theme"]]
        assert row["mentions"] == count_connected(own)
        assert row["mentions"] <= sum(by_code[code] for code, theme in THEME_OF.items() if theme == row["theme"])


def count_connected(codings: Sequence[Coding]) -> int:
    """Count groups of codings that overlap, directly or through others, by joining pairs."""
    group = list(range(len(codings)))
    for a, b in combinations(range(len(codings)), 2):
        one, other = codings[a], codings[b]
        if one.segment_id == other.segment_id and one.start < other.end and other.start < one.end:
            group = [group[a] if number == group[b] else number for number in group]
    return len(set(group))


@given(some_codings, st.permutations(["rent", "debt", "promise", "rumour", "a_code", "zz_code"]))
def test_renaming_codes_changes_no_count(codings: list[Coding], names: list[str]) -> None:
    renamed = dict(zip(THEME_OF, names, strict=False))
    before = tables_of(*codings, clusters=CLUSTERS)
    after = make_tables(
        evidence_of(
            [one._replace(code_id=renamed[one.code_id]) for one in codings],
            codebook=make_codebook({renamed[code]: theme for code, theme in THEME_OF.items()}),
            clusters=CLUSTERS,
        )
    )
    for name, table in before.items():
        columns = tuple(renamed.get(column, column) for column in table.columns)
        rows = tuple(tuple(renamed.get(cell, cell) for cell in row) for row in table.rows)
        assert after[name] == replace(table, columns=columns, rows=rows)


@given(some_codings.flatmap(lambda codings: st.tuples(st.just(codings), st.permutations(codings))))
def test_the_order_of_codings_changes_no_cell(both: tuple[list[Coding], list[Coding]]) -> None:
    codings, shuffled = both
    assert make_tables(evidence_of(codings, clusters=CLUSTERS)) == make_tables(evidence_of(shuffled, clusters=CLUSTERS))


@given(some_codings)
def test_stakeholder_types_add_up_to_everybody(codings: list[Coding]) -> None:
    tables = tables_of(*codings)
    for whole, parts, key in (
        ("theme_frequencies", "theme_matrix", "theme"),
        ("code_frequencies", "code_matrix", "code"),
    ):
        for row in tables[whole].records():
            own = [part for part in tables[parts].records() if part[key] == row[key]]
            for column in ("mentions", "participants", "participants_total"):
                assert sum(part[column] for part in own) == row[column]


@given(some_codings)
def test_the_mentions_of_all_stances_are_at_least_those_of_the_theme(codings: list[Coding]) -> None:
    tables = tables_of(*codings)
    for row in tables["theme_frequencies"].records():
        by_stance = [one for one in tables["theme_stance"].records() if one["theme"] == row["theme"]]
        assert [one["stance"] for one in by_stance] == list(STANCES)
        assert max(one["participants"] for one in by_stance) <= row["participants"]
        assert (sum(one["mentions"] for one in by_stance) == 0) == (row["mentions"] == 0)


PARENTS = {"high_rent": "rent", "arrears": "high_rent", "debt": "", "promise": ""}
NESTED = {"rent": "cost", "high_rent": "cost", "arrears": "cost", "debt": "cost", "promise": "trust"}


def nested_tables(*codings: Coding) -> dict[str, Table]:
    return make_tables(evidence_of(in_order(codings), codebook=make_codebook(NESTED, PARENTS)))


def coded_with(code: str, segment_id: str = "alone#1", start: int = 0, end: int = 10) -> Coding:
    return make_coding(segment_id, start, end)._replace(code_id=code, theme_id=NESTED[code])


nested_codings = st.lists(
    st.builds(
        lambda code, segment, span: coded_with(code, segment, *span),
        st.sampled_from(list(NESTED)),
        st.sampled_from([segment.segment_id for segment in SEGMENTS]),
        spans,
    ),
    max_size=20,
)


def with_codes_below(code: str) -> set[str]:
    below = {one for one in NESTED if PARENTS.get(one) == code}
    return {code}.union(*map(with_codes_below, below))


def test_a_coding_counts_for_its_code_and_for_every_code_above_it_and_for_no_other() -> None:
    rows = {row["code"]: row for row in nested_tables(coded_with("arrears"))["code_frequencies"].records()}
    assert {code: row["mentions"] for code, row in rows.items()} == {
        "rent": 1,
        "high_rent": 1,
        "arrears": 1,
        "debt": 0,
        "promise": 0,
    }
    assert (rows["rent"]["participants"], rows["rent"]["sources"], rows["rent"]["segments"]) == (1, 1, 1)


def test_codes_below_one_that_overlap_are_one_mention_of_it() -> None:
    tables = nested_tables(coded_with("high_rent", end=10), coded_with("arrears", start=5, end=20))
    assert find_row(tables["code_frequencies"], code="rent")["mentions"] == 1
    assert find_row(tables["code_matrix"], code="rent", stakeholder_type="tenant")["mentions"] == 1
    assert find_row(tables["code_frequencies"], code="arrears")["mentions"] == 1


@given(nested_codings)
def test_the_counts_of_a_code_are_those_of_the_union_of_its_codings_and_of_those_below_it(
    codings: list[Coding],
) -> None:
    tables = nested_tables(*codings)
    for code in NESTED:
        own = [one for one in codings if one.code_id in with_codes_below(code)]
        row = find_row(tables["code_frequencies"], code=code)
        assert row["mentions"] == count_connected(own)
        assert row["participants"] == len({one.participant for one in own})
        assert row["sources"] == len({one.source_id for one in own})
        assert row["segments"] == len({one.segment_id for one in own})
        by_type = [one for one in tables["code_matrix"].records() if one["code"] == code]
        assert sum(one["mentions"] for one in by_type) == row["mentions"]


@given(nested_codings)
def test_what_stands_below_what_changes_no_count_of_a_theme(codings: list[Coding]) -> None:
    nested = nested_tables(*codings)
    flat = make_tables(evidence_of(in_order(codings), codebook=make_codebook(NESTED)))
    for name in nested:
        if "code" not in name and name != "saturation":
            assert nested[name] == flat[name]


@given(nested_codings)
def test_a_code_is_no_pair_with_one_that_it_is_below(codings: list[Coding]) -> None:
    pairs = {(row["code_a"], row["code_b"]): row for row in nested_tables(*codings)["code_cooccurrence"].records()}
    expected = {
        (a, b) for a, b in combinations(NESTED, 2) if a not in with_codes_below(b) and b not in with_codes_below(a)
    }
    assert set(pairs) == expected
    for (a, b), row in pairs.items():
        segments, people = (
            [{getattr(one, name) for one in codings if one.code_id in with_codes_below(code)} for code in (a, b)]
            for name in ("segment_id", "participant")
        )
        assert row["segments"] == len(segments[0] & segments[1])
        assert row["participants"] == len(people[0] & people[1])


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=15
    )
)
def test_rows_in_order_begin_a_new_stretch_where_nothing_before_reaches_them(
    rows: list[tuple[int, int, int, int]],
) -> None:
    groups, segments, starts, lengths = np.array(rows).T
    order = np.lexsort((starts, segments, groups))
    _, is_new = begin_mentions(*(one[order] for one in (groups, segments, starts, starts + lengths)))
    reached: dict[tuple[int, int], int] = {}
    for row, new in zip(order.tolist(), is_new.tolist(), strict=True):
        place = int(groups[row]), int(segments[row])
        assert new == (starts[row] >= reached.get(place, 0) if place in reached else True)
        reached[place] = max(reached.get(place, 0), int(starts[row] + lengths[row]))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 50)), max_size=60))
def test_pairs_of_names_are_counted_by_the_things_that_have_both(rows: list[tuple[int, int]]) -> None:
    names, things = np.array(rows, np.int64).reshape(-1, 2).T
    has: Mapping[int, set[int]] = {name: {thing for one, thing in rows if one == name} for name in range(4)}
    assert count_pairs(names, things, 4).tolist() == [[len(has[a] & has[b]) for b in range(4)] for a in range(4)]
