"""How far suggestions were reviewed: counts that add up, and a share with its interval where anything was decided."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.tabulate.made_evidence import make_codebook, make_evidence

from interview_coder.model.review import COUNTED
from interview_coder.project.settings import DEFAULT_SCALE
from interview_coder.tabulate.review import REVIEW, describe_reviews, make_review
from interview_coder.tabulate.tabulation import Tabulation

counts = st.lists(st.integers(0, 9), min_size=6, max_size=6).map(lambda row: [sum(row[:5]) + row[5], *row])


@given(st.lists(counts, min_size=1, max_size=5))
def test_what_was_reviewed_and_what_was_not_are_all_suggestions(rows: list[list[int]]) -> None:
    told = describe_reviews(np.array(rows))
    for row in zip(*(told[name] for name in REVIEW), strict=True):
        one = dict(zip(REVIEW, row, strict=True))
        assert one["suggestions"] == one["reviewed"] + one["unreviewed"]
        assert one["reviewed"] == sum(one[name] for name in ("accepted", "rejected", "recoded", "moved", "disputed"))
        if one["reviewed"] == one["disputed"]:
            assert one["right"] is one["right_low"] is one["right_high"] is None
        else:
            assert 0 <= one["right_low"] <= one["right"] <= one["right_high"] <= 1
            assert one["right"] == round(one["accepted"] / (one["reviewed"] - one["disputed"]), 4)


@given(st.lists(counts, min_size=3, max_size=3))
def test_a_theme_has_what_its_codes_have_together(rows: list[list[int]]) -> None:
    codebook = make_codebook({"rent": "cost", "debt": "cost", "doubt": "trust"}, {"debt": "rent"})
    evidence = replace(
        make_evidence([], codebook=codebook, type_of={}, speakers={}, segments=[]), reviews=np.array(rows)
    )
    codes, themes = (make_review(Tabulation(evidence, DEFAULT_SCALE), of) for of in ("code", "theme"))
    assert [row[:2] for row in codes.rows] == [("cost", "rent"), ("cost", "debt"), ("trust", "doubt")]
    for name in ("suggestions", *COUNTED[1:], "reviewed", "unreviewed"):
        of_codes = [row[name] for row in codes.records()]
        assert [row[name] for row in themes.records()] == [of_codes[0] + of_codes[1], of_codes[2]]
