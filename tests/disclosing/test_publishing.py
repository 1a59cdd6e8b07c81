"""Tables for publication: no small count can be read, or computed from what is published beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.disclosing.made_tables import THEMES, Attack, World, tables_of, worlds

from interview_coder.disclosing.merging import choose_merged, merge_rows
from interview_coder.disclosing.publishing import WITHHELD, publish_tables
from interview_coder.model.results import Table

TEN = World(
    types=["x"] * 5 + ["y"] * 4 + ["z"],
    sources=["s1"] * 5 + ["s2"] * 4 + ["s3"],
    said=[(p, "a1", "said", 2) for p in (0, 1, 2, 3, 5, 6, 9)] + [(7, "b1", "said", 1)],
)


@settings(max_examples=40, phases=[Phase.generate])  # a smaller example would take minutes
@given(worlds(), st.sampled_from([2, 3, 4]), st.booleans())
def test_an_attack_by_integer_programs_finds_out_no_withheld_count(world: World, k: int, merge: bool) -> None:
    published = publish_tables(tables_of(world), k=k, merge=merge)
    assert Attack(published.tables, k).found_out() == []


def test_the_attack_finds_out_a_count_that_alone_is_withheld() -> None:
    tables = tables_of(TEN)
    rows = [list(row) for row in tables["theme_matrix"].rows]
    assert rows[2][:4] == ["y", "a", 4, 2]
    rows[2][2:4] = [WITHHELD, "<3"]
    tables["theme_matrix"] = replace(tables["theme_matrix"], rows=tuple(map(tuple, rows)))
    assert Attack(tables, 3).found_out() == [("theme_matrix", "participants", "y", "a")]


@settings(max_examples=20)
@given(worlds(), st.sampled_from([2, 3, 4]))
def test_no_count_of_people_below_k_is_shown_but_none(world: World, k: int) -> None:
    published = publish_tables(tables_of(world), k=k)
    marks = (0, WITHHELD, f"<{k}")
    rows = [row for name, table in published.tables.items() if not name.endswith("_wide") for row in table.records()]
    for row in rows:
        assert row["participants"] in marks or row["participants"] >= k
        assert row.get("denying", 0) in marks or row["denying"] >= k


@settings(max_examples=30)
@given(worlds())
def test_every_number_that_is_shown_is_the_number_of_the_study(world: World) -> None:
    tables = tables_of(world)
    published = publish_tables(tables, k=3)
    for name in ("theme_matrix", "code_matrix", "theme_frequencies", "code_frequencies", "theme_stance"):
        for shown, true in zip(published.tables[name].rows, tables[name].rows, strict=True):
            assert all(cell in (own, WITHHELD, "<3") for cell, own in zip(shown, true, strict=True))


@given(worlds())
def test_with_k_of_1_everything_is_shown(world: World) -> None:
    tables = tables_of(world)
    published = publish_tables(tables, k=1)
    assert published.tables["theme_matrix"] == tables["theme_matrix"]
    assert not any(published.n_small.values())


def test_with_a_small_count_all_else_in_its_row_is_withheld_and_a_second_row_protects_it() -> None:
    published = publish_tables(tables_of(TEN), k=3)
    rows = {tuple(row[:2]): row[2:] for row in published.tables["theme_matrix"].rows}
    mentions, people, total, sources, sources_total = rows["y", "a"][:5]
    assert people in {"<3", WITHHELD}
    assert (mentions, total, sources, sources_total) == (WITHHELD, 4, WITHHELD, 1)
    assert rows["x", "a"][1] == WITHHELD or rows["z", "a"][1] in {WITHHELD, "<3"}


def test_the_least_is_withheld_that_protects_a_small_count_and_the_whole_and_none_are_shown() -> None:
    columns = ("stakeholder_type", "theme", "mentions", "participants", "participants_total")
    rows = (("w", "a", 0, 0, 5), ("x", "a", 3, 2, 6), ("y", "a", 9, 4, 7), ("z", "a", 8, 5, 8))
    of_all = Table("theme_frequencies", columns[1:], (("a", 20, 11, 26),))
    published = publish_tables({"theme_matrix": Table("theme_matrix", columns, rows), "theme_frequencies": of_all}, k=3)
    assert published.tables["theme_frequencies"] == of_all
    assert published.tables["theme_matrix"].rows == (
        ("w", "a", 0, 0, 5),
        ("x", "a", WITHHELD, "<3", 6),
        ("y", "a", WITHHELD, WITHHELD, 7),
        ("z", "a", 8, 5, 8),
    )
    assert (published.n_small["theme_matrix"], published.n_further["theme_matrix"]) == (1, 1)


def test_of_fewer_than_k_people_none_and_all_look_the_same() -> None:
    published = publish_tables(tables_of(TEN), k=3)
    rows = {tuple(row[:2]): row[3] for row in published.tables["theme_matrix"].rows}
    assert rows["z", "a"] == rows["z", "b"]


def test_a_table_for_reading_is_made_anew_from_what_is_shown() -> None:
    published = publish_tables(tables_of(TEN), k=3)
    wide = {row[0]: row[1:] for row in published.tables["theme_matrix_wide"].rows}
    tidy = {(row["stakeholder_type"], row["theme"]): row for row in published.tables["theme_matrix"].records()}
    assert set(wide) == {"x", "y", "z"}
    for kind, cells in wide.items():
        for theme, cell in zip(sorted(set(THEMES.values())), cells, strict=True):
            assert cell.startswith(str(tidy[kind, theme]["participants"]))


def test_tables_of_other_things_than_people_are_left_out_and_named() -> None:
    tables = tables_of(TEN) | {"code_strips": Table("code_strips", ("source", "strip"), (("s1", "1.2"),))}
    assert publish_tables(tables, k=3).left_out == ("code_strips",)


def test_a_table_that_holds_words_beside_its_counts_is_left_out() -> None:
    columns = ("stakeholder_type", "theme", "participants", "participants_total", "typical")
    framework = Table("framework", columns, (("x", "a", 4, 5, "The rent rose."),))
    assert publish_tables(tables_of(TEN) | {"framework": framework}, k=3).left_out == ("framework",)


def test_small_types_are_merged_with_the_next_larger_until_they_are_enough() -> None:
    tables = tables_of(TEN)
    assert choose_merged(tables.values(), "stakeholder_type", k=3) == ("y", "z")
    published = publish_tables(tables, k=3, merge=True)
    assert published.merged["stakeholder_type"] == ("y", "z")
    rows = {row["stakeholder_type"]: row for row in published.tables["theme_matrix"].records() if row["theme"] == "a"}
    assert (rows["other (2 merged)"]["participants"], rows["other (2 merged)"]["participants_total"]) == (3, 5)


@given(worlds())
def test_merged_rows_count_the_people_of_all(world: World) -> None:
    table = tables_of(world)["theme_matrix"]
    merged = merge_rows(table, "stakeholder_type", {"x", "y", "z"}, "all")
    everybody = tables_of(world)["theme_frequencies"]
    assert [row["participants"] for row in merged.records()] == [row["participants"] for row in everybody.records()]


def test_tables_by_source_are_left_out_where_people_speak_in_several_and_sources_are_small() -> None:
    table = Table(
        "theme_source",
        ("source", "theme", "mentions", "participants", "participants_total"),
        (("s1", "a", 2, 1, 2), ("s2", "a", 3, 3, 3)),
    )
    of_all = Table("theme_frequencies", ("theme", "mentions", "participants", "participants_total"), (("a", 5, 3, 3),))
    published = publish_tables({"theme_source": table, "theme_frequencies": of_all}, k=3)
    assert published.left_out == ("theme_source",)


@pytest.mark.parametrize("merge", [False, True])
def test_the_same_tables_are_published_alike(merge: bool) -> None:
    assert publish_tables(tables_of(TEN), k=3, merge=merge) == publish_tables(tables_of(TEN), k=3, merge=merge)
