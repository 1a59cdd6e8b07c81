from __future__ import annotations

from interview_coder.ingest.header_row import find_header, find_likely_header
from interview_coder.ingest.transcript import ReadOptions

LONG = (
    "we walked to the mill twice that year",
    "nobody there had heard of the new rule",
    "in the end she wrote to them",
)


def test_the_header_may_stand_below_a_title_but_is_no_word_of_a_row() -> None:
    assert find_header([["Our survey", ""], ["", ""], ["id", "comment"]], ReadOptions()) == 2
    assert find_header([["Feedback", ""], ["age", "comment"]], ReadOptions()) == 1
    assert find_header([["comment"], ["answer"]], ReadOptions()) == 0
    assert find_header([["0:01", "Anna"], ["0:03", "Answer"]], ReadOptions()) is None


def test_a_header_that_names_no_text_is_known_by_the_free_text_below_it() -> None:
    rows = [["Our survey", ""], ["", ""], ["Age", "Q7 What was it like?"], *([str(n), LONG[n]] for n in range(3))]
    assert find_header(rows, ReadOptions()) is None
    assert find_likely_header(rows, ReadOptions()) == 2


def test_a_row_that_comes_back_or_holds_a_number_is_no_header() -> None:
    spoken = [["Guide", LONG[0]], ["Anna", LONG[1]], ["Guide", LONG[2]]]
    assert find_likely_header(spoken, ReadOptions()) is None
    assert find_likely_header([["R1", LONG[0]], ["R2", LONG[1]], ["R3", LONG[2]]], ReadOptions()) is None
    assert find_likely_header([["1", LONG[0]], ["2", LONG[1]], ["3", LONG[2]]], ReadOptions()) is None


def test_a_header_far_down_or_above_two_columns_of_free_text_is_none() -> None:
    header, below = ["Age", "What was it like?"], [[str(n), LONG[n]] for n in range(3)]
    assert find_likely_header([*([["x", ""]] * 10), header, *below], ReadOptions()) is None
    two = [["Age", "What was good?", "What was bad?"], *([str(n), LONG[n], LONG[2 - n]] for n in range(3))]
    assert find_likely_header(two, ReadOptions()) is None
    assert find_likely_header(two, ReadOptions(columns={"text": "column 2"})) == 0
