"""What is counted: mentions as unions of stretches, people and sources once, each of how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.model.codebook import Code, Codebook, Theme
from interview_coder.model.coding import Coding, Stance
from interview_coder.model.results import Cluster, Table
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant, Source, Turn
from interview_coder.tabulate.tables import TABLES, WIDE_TABLES, Evidence, count_mentions, make_tables

THEME_OF = {"rent": "cost", "debt": "cost", "promise": "trust", "rumour": "trust"}
SPEAKERS = {"alone": ["P1", "P1", "P1"], "table": ["R1", "R2", "R3", "R1"]}
TYPE_OF = {"P1": "tenant", "R1": "landlord", "R2": "tenant", "R3": "tenant"}
LENGTH = 100
"""Of every turn; in this world a segment is a turn."""
STANCES: tuple[Stance, ...] = ("said", "hedged", "denied")


def make_codebook(theme_of: dict[str, str]) -> Codebook:
    themes = [
        Theme(
            theme,
            theme,
            "",
            "#000000",
            tuple(Code(code, theme, code, "") for code in theme_of if theme_of[code] == theme),
        )
        for theme in dict.fromkeys(theme_of.values())
    ]
    return Codebook("Homes", "1", tuple(themes))


def make_source(source_id: str) -> Source:
    turns = tuple(
        Turn(number, name, (number - 1) * LENGTH, number * LENGTH, participant=name)
        for number, name in enumerate(SPEAKERS[source_id], start=1)
    )
    return Source(source_id, f"{source_id}.txt", "txt", "x" * LENGTH * len(turns), turns, "Name: text")


SOURCES = [make_source(source_id) for source_id in SPEAKERS]
SEGMENTS = [
    Segment(f"{source.source_id}#{turn.number}", source.source_id, turn.number, turn.start, turn.end)
    for source in SOURCES
    for turn in source.turns
]


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
        stance=stance,
        evidence=(),
    )


def make_evidence(
    codings: Iterable[Coding] = (), *, codebook: Codebook | None = None, clusters: Sequence[Cluster] = ()
) -> Evidence:
    return Evidence(
        codebook=codebook or make_codebook(THEME_OF),
        sources=SOURCES,
        participants={name: Participant(name, kind) for name, kind in TYPE_OF.items()},
        segments=SEGMENTS,
        codings=sorted(codings, key=lambda one: (one.source_id, one.start, one.end, one.code_id)),
        clusters=clusters,
        speakers={source_id: frozenset(names) for source_id, names in SPEAKERS.items()},
    )


def tables_of(*codings: Coding, clusters: Sequence[Cluster] = ()) -> dict[str, Table]:
    return make_tables(make_evidence(codings, clusters=clusters))


def find_row(table: Table, **wanted: Any) -> dict[str, Any]:
    [row] = [row for row in table.records() if wanted.items() <= row.items()]
    return row


CLUSTERS = (
    Cluster(1, "rent, roof", ("alone#1", "alone#2", "table#1", "table#2"), ("alone#1",)),
    Cluster(2, "door, lift", ("alone#3", "table#3"), ("alone#3",)),
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
        "mentions": 3,
        "participants": 1,
        "participants_total": 3,
        "sources": 1,
        "sources_total": 2,
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
    assert mentions == {"said": 0, "hedged": 0, "denied": 1}


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
    names = tuple(f"s#{number}" for number in range(20))
    codings = [replace(make_coding(), segment_id=name) for name in names[:n_coded]]
    [row] = tables_of(*codings, clusters=[Cluster(1, "rent", names, names[:1])])["cluster_coverage"].records()
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
    nothing = make_tables(make_evidence(codebook=make_codebook({"rent": "cost"})))[name]
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
        assert all(isinstance(cell, (str, int, bool)) for row in table.rows for cell in row)


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
        replace(
            one, start=data.draw(st.integers(one.start - 5, one.end - 1)), end=one.end + data.draw(st.integers(0, 9))
        )
        for one in codings
    ]
    before, after = tables_of(*codings, clusters=CLUSTERS), tables_of(*codings, *overlapping, clusters=CLUSTERS)
    for name in TABLES:
        for old, new in zip(before[name].records(), after[name].records(), strict=True):
            assert new.pop("mentions", 0) <= old.pop("mentions", 0)
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
        make_evidence(
            [replace(one, code_id=renamed[one.code_id]) for one in codings],
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
    in_order, out_of_order = make_evidence(codings), replace(make_evidence(), codings=shuffled)
    assert make_tables(in_order) == make_tables(out_of_order)


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
