from __future__ import annotations

import dataclasses

import pytest

from interview_coder.errors import InputError, InterviewCoderError, Place, Problem, offer_near_name


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Place("codebook.yml"), "codebook.yml"),
        (Place("codebook.yml", 14), "codebook.yml:14"),
        (Place("codebook.yml", 14, 5), "codebook.yml:14:5"),
    ],
)
def test_a_place_tells_only_what_it_knows(place: Place, told: str) -> None:
    assert str(place) == told


def test_a_problem_tells_place_then_message_then_fix() -> None:
    problem = Problem("theme has no codes", Place("codebook.yml", 14, 5), "add one")
    assert str(problem) == "codebook.yml:14:5: error: theme has no codes\n  fix: add one"


def test_a_problem_without_a_fix_is_one_line() -> None:
    assert str(Problem("the corpus is empty", Place("corpus"))) == "corpus: error: the corpus is empty"


def test_the_problems_of_an_error_stand_in_the_order_of_their_places() -> None:
    later_file = Problem("d", Place("study.yml", 1, 1))
    whole_file = Problem("c", Place("codebook.yml"))
    ninth_line = Problem("b", Place("codebook.yml", 9, 20))
    tenth_line = Problem("a", Place("codebook.yml", 10, 3))
    same_line_further_right = Problem("a", Place("codebook.yml", 9, 30))
    error = InputError(later_file, tenth_line, same_line_further_right, ninth_line, whole_file)
    assert error.problems == (whole_file, ninth_line, same_line_further_right, tenth_line, later_file)


def test_an_error_tells_all_its_problems() -> None:
    error = InputError(Problem("one", Place("a.txt", 1)), Problem("two", Place("b.txt", 2), "mend it"))
    assert str(error) == "a.txt:1: error: one\nb.txt:2: error: two\n  fix: mend it"


def test_an_error_for_the_user_can_be_caught_by_its_parent() -> None:
    with pytest.raises(InterviewCoderError):
        raise InputError(Problem("one", Place("a.txt")))


def test_a_problem_cannot_be_changed() -> None:
    problem = Problem("one", Place("a.txt"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.message = "two"  # type: ignore[misc]


def test_the_near_name_is_offered_as_it_is_written() -> None:
    assert (
        offer_near_name("stakeholder type", ["Participant", "Stakeholder_Type"]) == 'did you mean "Stakeholder_Type"?'
    )


def test_capitals_do_not_make_a_name_far() -> None:
    assert offer_near_name("TRUST", ["trust", "access"]) == 'did you mean "trust"?'


@pytest.mark.parametrize("known", [[], ["access", "money"]])
def test_nothing_is_offered_where_no_name_is_near(known: list[str]) -> None:
    assert offer_near_name("weather", known) == ""


def test_only_the_nearest_name_is_offered() -> None:
    assert offer_near_name("closures", ["closed", "closure", "closing"]) == 'did you mean "closure"?'
