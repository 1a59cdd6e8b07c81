"""Who is meant: two people are never one, and one is two only in doubt."""

from __future__ import annotations

from tests.anonymise.found import masks_of, people

from interview_coder.anonymise.searching import find_masks
from interview_coder.model.masking import Document, RosterEntry


def ids(text: str, roster: list[RosterEntry] | None = None) -> dict[str, str]:
    return {text[one.start : one.end]: one.entity_id for one in masks_of(text, roster or [])}


def test_all_forms_of_a_name_mean_one_person() -> None:
    text = (
        "Robert Hallam: Well.\nRobert Hallam: I am RH on the rota, Mr Hallam to the ward, Bob at home, and Robert's "
        "desk is here. It's spelled R-O-B-E-R-T. I'm @roberth_12 there."
    )
    assert set(ids(text).values()) == {"person:robert hallam"}


def test_people_who_share_a_surname_are_two_and_the_bare_surname_is_neither() -> None:
    found = ids("I know Anita Sorrell and Declan Sorrell. Mr Sorrell came. Anita left.")
    assert found["Anita Sorrell"] == found["Anita"] == "person:anita sorrell"
    assert found["Declan Sorrell"] == "person:declan sorrell"
    assert found["Sorrell"] == "person:sorrell"


def test_the_roster_tells_whose_nickname_it_is_in_every_document() -> None:
    roster = [RosterEntry("Katarzyna Lis", "person", "carer", ("Kaska",))]
    text = "I told Kaska."
    entities, masks = find_masks([Document("one", text)], roster)
    assert masks["one"][0].entity_id == "person:katarzyna lis"
    assert entities[0].stakeholder_type == "carer"
    assert entities[0].name == "Katarzyna Lis"
    assert entities[0].certainty == "sure"


def test_another_document_does_not_tell_who_is_meant() -> None:
    alone = ids("I told Declan.")
    _, masks = find_masks([Document("one", "I told Declan."), Document("two", "That was Declan Sorrell.")])
    assert {one.entity_id for one in masks["one"]} == set(alone.values())


def test_the_letters_of_an_organisation_mean_it() -> None:
    found = ids("I work at Penrose Care Alliance. At PCA we share.")
    assert found["PCA"] == found["Penrose Care Alliance"] == "organisation:penrose care alliance"


def test_a_name_with_one_letter_wrong_is_found_as_a_guess() -> None:
    text = "I met Ngozi Okonkwo. Then Okonkow rang."
    found = {text[one.start : one.end]: one.certainty for one in masks_of(text, people("Ngozi Okonkwo"))}
    assert found == {"Ngozi Okonkwo": "sure", "Okonkow": "possible"}


def test_a_bare_surname_is_whom_its_document_names_in_full_and_else_one_person_in_all() -> None:
    texts = {
        "one": "I know Anita Sorrell. Sorrell came.",
        "two": "I know Declan Sorrell. Sorrell came.",
        "three": "Mr Sorrell came.",
        "four": "We asked Mr Sorrell.",
    }
    _, masks = find_masks([Document(name, text) for name, text in texts.items()])
    meant = {name: {one.entity_id for one in of} for name, of in masks.items()}
    assert meant == {
        "one": {"person:anita sorrell"},
        "two": {"person:declan sorrell"},
        "three": {"person:sorrell"},
        "four": {"person:sorrell"},
    }


def test_of_two_listed_people_of_the_same_initials_the_one_who_is_met_is_meant() -> None:
    listed = people("Rhona Hale", "Rupert Hythe")
    found = ids("I said to Rhona that RH is me as well.", listed)
    assert set(found.values()) == {"person:rhona hale"}


def test_of_two_listed_people_of_the_same_initials_who_are_both_met_neither_is_meant() -> None:
    listed = people("Rhona Hale", "Rupert Hythe")
    found = ids("I said to Rhona and Rupert that RH was on the rota.", listed)
    assert found == {"Rhona": "person:rhona hale", "Rupert": "person:rupert hythe", "RH": "person:rh"}


def test_a_nickname_and_the_given_name_are_one_person_whichever_is_longer_or_first() -> None:
    for text in ("I told Robert, and then Bob left.", "I told Bob, and then Robert left."):
        assert set(ids(text).values()) == {"person:robert"}
    assert set(ids("I told Joan, and then Joanie left.").values()) == {"person:joanie"}


def test_a_handle_that_lost_a_letter_with_an_accent_means_whom_it_was_made_of() -> None:
    found = ids("Zoë Farnham: I'm @zofarnham_4 there.\nZoë Farnham: Yes.")
    assert found["@zofarnham_4"] == found["Zoë Farnham"]
