"""The laws of pseudonymising, over invented studies."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.anonymise.auditing import anonymise, audit, find_left, find_shared, offsets_that_do_not_lead_back
from tests.anonymise.made_interviews import Interview, crowded_studies, list_people, lower, studies


def texts_of(study: list[Interview]) -> list[str]:
    return [one.text for one in study]


@given(studies)
@settings(max_examples=150)
def test_nothing_is_left_and_nothing_else_masked_where_people_are_listed(study: list[Interview]) -> None:
    assert audit(study, anonymise(texts_of(study), list_people(study))) == []


@given(studies)
@settings(max_examples=150)
def test_nothing_is_left_and_nothing_else_masked_where_nobody_is_listed(study: list[Interview]) -> None:
    assert find_left(study, anonymise(texts_of(study))) == []


@given(studies, st.booleans())
@settings(max_examples=150)
def test_in_small_letters_nobody_leaks_either(study: list[Interview], is_listed: bool) -> None:
    written = [lower(one) for one in study]
    assert find_left(written, anonymise(texts_of(written), list_people(study) if is_listed else ())) == []


@given(crowded_studies)
@settings(max_examples=200)
def test_of_people_who_share_names_no_two_share_a_replacement(study: list[Interview]) -> None:
    assert find_shared(study, anonymise(texts_of(study), list_people(study))) == []


@given(studies, st.booleans())
@settings(max_examples=60)
def test_in_what_was_anonymised_nothing_more_is_found(study: list[Interview], is_listed: bool) -> None:
    roster = list_people(study) if is_listed else ()
    made = [one.text for one in anonymise(texts_of(study), roster).values()]
    assert [one.log for one in anonymise(made, roster).values()] == [() for _ in {*made}]


@given(studies)
@settings(max_examples=40)
def test_every_letter_leads_to_the_new_text_and_back(study: list[Interview]) -> None:
    for text, out in anonymise(texts_of(study)).items():
        assert offsets_that_do_not_lead_back(out, text) == []


@given(crowded_studies, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_documents_and_of_the_roster_changes_nothing(study: list[Interview], order: random.Random) -> None:
    texts, roster = texts_of(study), list_people(study)
    before = anonymise(texts, roster)
    order.shuffle(texts)
    order.shuffle(roster)
    assert anonymise(texts, roster) == before


@given(studies)
@settings(max_examples=20)
def test_who_is_public_and_kept_is_masked_nowhere(study: list[Interview]) -> None:
    person = study[0].speaker.full
    made = anonymise(texts_of(study), allow=[person])
    assert all(f"{person}:" in made[one.text].text for one in study if one.speaker.full == person)


@given(studies)
@settings(max_examples=20)
def test_no_replacement_can_be_computed_from_a_name(study: list[Interview]) -> None:
    roster = list_people(study)
    texts = {
        "".join(one.text for one in anonymise(texts_of(study), roster, seed=bytes([seed]) * 32).values())
        for seed in range(6)
    }
    assert len(texts) > 1
