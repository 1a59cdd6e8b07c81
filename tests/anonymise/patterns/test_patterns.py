"""What is found by its form, and what only looks like it."""

from __future__ import annotations

import pytest
from tests.anonymise.found import found, kinds

from interview_coder.anonymise.patterns.numbers import has_health_check_digit


@pytest.mark.parametrize(
    ("text", "what", "kind"),
    [
        ("Write to jo.penn@surgery.example.org please", "jo.penn@surgery.example.org", "email"),
        ("it's jo dot penn at surgery dot org thanks", "jo dot penn at surgery dot org", "email"),
        ("Look at https://www.example.org/a/b.", "https://www.example.org/a/b", "url"),
        ("I'm @jo_penn_4 on there", "@jo_penn_4", "handle"),
        ("We live near LS6 2AB now", "LS6 2AB", "postcode"),
        ("we live near ls6 2ab now", "ls6 2ab", "postcode"),
        ("Ring 07700 900123 after six", "07700 900123", "phone"),
        ("Ring (0114) 496 0123 after six", "(0114) 496 0123", "phone"),
        ("Ring +44 7700 900123 after six", "+44 7700 900123", "phone"),
        (
            "it's oh seven seven double oh nine hundred one two three",
            "oh seven seven double oh nine hundred one two three",
            "phone",
        ),
        (
            "it's oh one one four\nfour nine six oh one two three ok",
            "oh one one four\nfour nine six oh one two three",
            "phone",
        ),
        ("she's on extension 5162 most days", "5162", "phone"),
        ("it's q q one two three four five six c i think", "q q one two three four five six c", "ni_number"),
        ("my pin is seventy one d two two oh nine f i think", "seventy one d two two oh nine f", "id_number"),
        ("It's P-E-N-R-Y at surgery dot example", "P-E-N-R-Y at surgery dot example", "email"),
        ("Find me, it's @jo_penn_4, there", "@jo_penn_4", "handle"),
        ("My NHS number is 943 476 5919.", "943 476 5919", "nhs_number"),
        ("The number 9434765919 is on it", "9434765919", "nhs_number"),
        ("NI is QQ 12 34 56 C, I think", "QQ 12 34 56 C", "ni_number"),
        ("The application (no. 40123/05) was lodged", "40123/05", "id_number"),
        ("My staff number is A/77123", "A/77123", "id_number"),
        ("I was born on 3 October 1961.", "3 October 1961", "date"),
        ("the third of october nineteen sixty-one it was", "the third of october nineteen sixty-one", "date"),
        ("Signed on 03/10/1961 by both", "03/10/1961", "date"),
        ("I came here in 1998.", "1998", "date"),
        ("My mother, she's 87, lives near", "87", "age"),
        ("A lady of ninety-two rang me", "ninety-two", "age"),
        ("He'll be 84 in the spring", "84", "age"),
        ("it is on the ninth of\noctober at ten", "the ninth of\noctober", "date"),
        ("We live at 14 Alma Road now", "14 Alma Road", "address"),
        ("we live at 14 alma road now", "14 alma road", "address"),
        ("we live at flat two nineteen alma road now", "flat two nineteen alma road", "address"),
        ("We live at 14 Heol y Garreg now", "14 Heol y Garreg", "address"),
        ("It's spelled S-I-A-N, as it sounds", "S-I-A-N", "person"),
        ("It's Q, U, double E, N, B, Y, as it sounds", "Q, U, double E, N, B, Y", "person"),
        ("there's no name on it it's t for trevellick and that's all", "t", "person"),
        ("I won't say her name, well, J, we'll call her, she came", "J", "person"),
        ("I moved to Fenwick Lane Surgery then", "Fenwick Lane Surgery", "organisation"),
        ("i moved to fenwick trust in the end then", "fenwick trust", "organisation"),
        ("I read at the University of Tolbrook", "University of Tolbrook", "organisation"),
    ],
)
def test_what_its_form_betrays_is_found_whole(text: str, what: str, kind: str) -> None:
    assert kinds(text).get(what) == kind, kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "It took 20 minutes and cost 1,500 pounds.",
        "About 2,000 people came to the day centre.",
        "The local hospital and the community surgery are full.",
        "They went down the main road to the other side.",
        "We use a 24/7 line, half of it, 1/2 at most.",
        "I said one two three and go.",
        "At half past ten we had 12 pages to fill in.",
        "i went to the local hospital and then the day centre",
        "It may first be the second of many.",
        "The NHS and the GP and the CQC all came.",
        "It was a hundred and sixty miles and two thousand steps.",
        "His oxygen is eighty-eight to ninety-two on a good day.",
        "There is one street here and no flat.",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert found(text) == []


def test_a_record_has_times_amounts_and_spans_that_talk_keeps() -> None:
    record = "The court sentenced the applicant to three years' imprisonment and a fine of EUR 2,500. " + 60 * "so "
    talk = "I think I was there for three years, you know, and I paid them 2,500 euros of my own."
    assert found(record) == ["three years' imprisonment", "EUR 2,500"]
    assert found(talk) == []


def test_the_check_digit_of_a_health_number_may_not_be_ten() -> None:
    assert not has_health_check_digit("1000000010")
