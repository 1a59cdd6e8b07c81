"""Each witness by its sentences."""

from __future__ import annotations

import pytest
from tests.anonymise.found import MODEL, left, people

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.reading import read_document
from interview_coder.anonymise.witnesses import WITNESSES
from interview_coder.installed import find_model
from interview_coder.language.named_entities import find_named_entities
from interview_coder.model.masking import Document


def ask(witness: str, text: str, context: Context | None = None) -> list[str]:
    reading = read_document(Document("one", text))
    return [text[one.start : one.end] for one in WITNESSES[witness](reading, context or Context())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anita Rao: Yes.\nInterviewer: And?\nAnita Rao: No.\nInterviewer: Fine.", ["Anita Rao", "Anita Rao"]),
        ("ANITA RAO: Yes.\nINT: And?\nANITA RAO: No.\nINT: Fine.", ["ANITA RAO", "ANITA RAO"]),
        ("AR: Yes.\nINT: And?\nAR: No.\nINT: Fine.", ["AR", "AR"]),
        ("P1: Yes.\nSpeaker 2: And?\nP1: No.\nSpeaker 2: Fine.", []),
        ("Nurse: Yes.\nModerator: And?\nNurse: No.\nModerator: Fine.", []),
    ],
)
def test_labels_are_people_unless_they_are_parts_that_people_play(text: str, names: list[str]) -> None:
    assert [name for name in ask("labels", text) if name in names or not names] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then Mr E. Kestrelby signed it.", "E. Kestrelby"),
        ("Then Dr. van der Holt signed it.", "van der Holt"),
        ("Then Ms Şükran Öz-Kaya signed it.", "Şükran Öz-Kaya"),
        ("we had mrs winterley in and it was fine by all of us", "winterley"),
        ("My name is Thandiwe and I am new.", "Thandiwe"),
        ("my name is thandiwe and i am new here as of last week", "thandiwe"),
        ("It was Jeff [Stannard] who came.", "Stannard"),
        ("It was [Jeff R.] Marsh who came.", "Marsh"),
        ("It was Jeff R. Quenby who came.", "Jeff R. Quenby"),
        ("There is a chart by Marsh et al. in it.", "Marsh"),
        ("Then Mr I. Kestrelby signed it.", "I. Kestrelby"),
        ("Then Governor Stone signed it.", "Stone"),
        ("They used to call him Tarrock at school.", "Tarrock"),
        ("Then Prof. Lucia d'Orsello signed it.", "Lucia d'Orsello"),
    ],
)
def test_titles_and_introductions_tell_names(text: str, name: str) -> None:
    assert name in ask("labels", text)


def test_whom_somebody_speaks_to_by_office_has_no_name() -> None:
    assert ask("labels", "Well, Mr President, I think so.") == []


def test_the_end_of_a_hyphened_place_is_no_given_name() -> None:
    assert ask("labels", "It went to Ashby-on-Trent Crown Court.") == []


def test_a_single_letter_behind_a_title_is_somebody_who_was_masked_before() -> None:
    assert ask("labels", "In the car Ms A and Mr B had talked.") == []


def test_the_roster_finds_all_forms_of_a_person() -> None:
    text = "Katarzyna Lis, or K. Lis, or Kasia, or KL, or Lis, or lis katarzyna."
    assert left(text, people("Katarzyna Lis")) == "_____________, or ______, or _____, or __, or ___, or _____________."


def test_words_that_no_dictionary_has_are_guesses_only_where_names_stand() -> None:
    assert ask("unknown_words", "We met Quenby in Fleetwick.") == ["Quenby", "Fleetwick"]
    assert ask("unknown_words", "The pharmacist and the midwife met.") == []
    assert ask("unknown_words", "a nd there was a tpyo in the text of Quenby") == ["Quenby"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We flew to Helsinki in the end.", "Helsinki"),
        ("Helsinki was cold in the end.", "Helsinki"),
        ("London was cold in the end.", "London"),
        ("I asked my friend Birdie to come.", "Birdie"),
        ("We heard it from Ng and the others.", "Ng"),
    ],
)
def test_capitals_tell_names_that_dictionaries_have(text: str, name: str) -> None:
    assert name in ask("unknown_words", text)


def test_everyday_words_with_capitals_are_no_names_in_talk() -> None:
    assert ask("unknown_words", "On Monday the Asian nurse said De-icing is for Christmas and Im glad.") == []


@pytest.mark.skipif(find_model(MODEL) is None, reason="the language model is not installed")
def test_the_model_names_without_titles_and_up_to_the_end_of_a_cell() -> None:
    text = "It was the work of Professor Janet Colville | We were told."
    (entities,) = find_named_entities([text], MODEL)
    names = ask("model", text, Context(entities={"one": entities}))
    assert names == ["Janet Colville"]
