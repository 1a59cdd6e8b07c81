"""Expressions of codes: Python's own ``and``, ``or`` and ``not`` are the reference."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.retrieving.code_expression import read_expression

IDS = ("cost", "trust", "debt")
SETS = [set(some) for n in range(len(IDS) + 1) for some in combinations(IDS, n)]

expressions = st.recursive(
    st.sampled_from(IDS),
    lambda inner: st.one_of(
        inner.map(lambda one: f"NOT {one}"),
        inner.map(lambda one: f"( {one})"),
        st.tuples(inner, st.sampled_from([" AND ", " OR ", "\tAND\n"]), inner).map("".join),
    ),
    max_leaves=8,
)


def problems_of(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        read_expression(text, IDS)
    return [(str(one.place), one.message.split("\n")[0], one.fix) for one in caught.value.problems]


@given(expressions)
def test_an_expression_means_what_the_same_words_mean_in_python(text: str) -> None:
    holds = read_expression(text, IDS)
    python = " ".join(text.lower().split())
    for ids in SETS:
        expected = eval(python, {}, {name: name in ids for name in IDS})  # noqa: S307  (words of our own)
        assert holds(ids) == expected


@given(st.text("()ANDORNOT costtrust", max_size=30))
def test_whatever_is_written_is_read_or_told_at_its_place(text: str) -> None:
    try:
        read_expression(text, IDS)
    except InputError as error:
        for problem in error.problems:
            assert problem.fix
            assert 1 <= (problem.place.column or 0) <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "a code or theme is missing at the end"),
        ("cost AND", 9, "a code or theme is missing at the end"),
        ("cost AND OR trust", 10, 'a code or theme is missing before "OR"'),
        ("(cost OR trust", 1, "this bracket is not closed"),
        ("cost)", 5, "this bracket closes nothing"),
        ("cost trust", 6, '"trust" is not joined to what stands before it'),
        ("()", 2, 'a code or theme is missing before ")"'),
        ("(" * 200 + "cost", 101, "more than 100 brackets are open"),
    ],
)
def test_a_fault_is_told_at_its_column(text: str, column: int, message: str) -> None:
    assert [one[:2] for one in problems_of(text)] == [(f"--having:1:{column}", message)]


def test_all_unknown_ids_are_told_with_near_names() -> None:
    assert problems_of("turst AND (cost OR dept OR x)") == [
        ("--having:1:1", 'there is no code or theme "turst" in this study', 'did you mean "trust"?'),
        ("--having:1:20", 'there is no code or theme "dept" in this study', 'did you mean "debt"?'),
        ("--having:1:28", 'there is no code or theme "x" in this study', "known: cost, debt, trust"),
    ]


def test_operators_in_small_letters_are_told_apart() -> None:
    assert problems_of("cost and trust")[0][2] == "write AND in capitals"
    assert problems_of("not")[0][2] == "write NOT in capitals"


def test_the_place_is_pointed_out() -> None:
    with pytest.raises(InputError, match=r"\n  cost AND turst\n           \^\n  fix: did you mean"):
        read_expression("cost AND turst", IDS)
