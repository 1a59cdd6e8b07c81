"""Signs of names that cost next to nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interview_coder.anonymise.signs_of_names import _PHONE, _find_phones, find_signs


@pytest.mark.parametrize(
    "label", ["Asha Verin", "Dr Asha Verin", "José de Souza", "Anne-Marie Holt-Reed", "Tom J. Quill"]
)
def test_a_label_that_looks_like_a_full_name_is_a_sign(label: str) -> None:
    assert [sign.what for sign in find_signs("", [(label, 0)])] == ["labels that look like full names"]


@pytest.mark.parametrize("label", ["", "P01", "GP 2", "INTERVIEWER", "Chief Executive", "Speaker 1", "AV", "Person 12"])
def test_a_pseudonym_a_role_and_initials_are_none(label: str) -> None:
    assert not list(find_signs("", [(label, 0)]))


@pytest.mark.parametrize(
    "said", ["call 020 7946 0123", "on 07700 900123.", "+44 7700 900123", "0161-496-0123", "020 7946 2345"]
)
def test_a_phone_number_is_a_sign(said: str) -> None:
    assert [sign.what for sign in find_signs(said, [])] == ["phone numbers"]


@pytest.mark.parametrize("said", ["from 2010 to 2016", "at 10:30", "0.05", "£100,000,000", "2018000000", "[00:12:04]"])
def test_years_times_and_sums_are_no_phone_numbers(said: str) -> None:
    assert not list(find_signs(said, []))


def test_an_e_mail_address_is_a_sign_and_its_first_place_is_told() -> None:
    assert list(find_signs("Write: a@b.org or c.d@e.ac.uk", [])) == [("e-mail addresses", 2, 7)]


@given(st.text(st.sampled_from("00112379+ -().,a\n\u0663"), max_size=60))
@example("020 7946 2345 020 7946 2345")
@example("+44 020 7946 2345")
def test_phone_numbers_are_found_as_their_pattern_finds_them(text: str) -> None:
    assert list(_find_phones(text)) == [one.start() for one in _PHONE.finditer(text)]
