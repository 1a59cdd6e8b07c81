"""Each witness by its sentences."""

from __future__ import annotations

import pytest
from tests.anonymise.found import MODEL, left, people

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.reading import read_document
from interview_coder.anonymise.witnesses import WITNESSES
from interview_coder.installed import find_model
from interview_coder.language.named_entities import find_named_entities
from interview_coder.model.masking import Document, RosterEntry


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was in the paper. Field, I think he was called.", "Field"),
        ("It was in the paper. Sharp was his name.", "Sharp"),
        ("it was in the paper from start to end and marsh i think her name was\n", "marsh"),
    ],
)
def test_what_is_said_behind_a_word_can_tell_that_it_is_a_name(text: str, name: str) -> None:
    assert ask("labels", text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "There was a meeting. Later I think the name was changed.",
        "They had a group. Then it was called off.",
        "we went there in the march and field trips i think the name was changed by the council\n",
    ],
)
def test_where_the_talk_goes_on_behind_it_tells_no_name(text: str) -> None:
    assert ask("labels", text) == []


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("On the rota TQ is me, and MR is my job share.", ["TQ", "MR"]),
        ("on the rota tq is me and mr is my job share and that is all of it", ["tq", "mr"]),
        ("Mr Orme said what I do is my own business.", []),
    ],
)
def test_letters_of_which_the_speaker_says_who_they_are_may_be_somebody(text: str, initials: list[str]) -> None:
    assert [name for name in ask("unknown_words", text) if len(name) == 2] == initials


def test_listed_initials_that_are_a_word_are_found_where_the_speaker_says_whose_they_are() -> None:
    text = "we do what we do and so do is me on the rota and what i do is my own affair"
    assert left(text, people("Doreen Otter")) == text.replace("so do is", "so __ is")


def test_a_single_letter_behind_a_title_is_somebody_who_was_masked_before() -> None:
    assert ask("labels", "In the car Ms A and Mr B had talked.") == []


def test_a_listed_hospital_that_is_called_like_a_queen_is_masked_whole() -> None:
    listed = [RosterEntry("Queen Adelaide", "organisation"), RosterEntry("Duke Street", "place")]
    text = "She went to Queen Adelaide, and then to the Queen Adelaide again, from Duke Street."
    assert left(text, listed) == text.replace("Queen Adelaide", "_" * 14).replace("Duke Street", "_" * 11)


def test_the_roster_finds_all_forms_of_a_person() -> None:
    text = "Katarzyna Lis, or K. Lis, or Kasia, or KL, or Lis, or lis katarzyna."
    assert left(text, people("Katarzyna Lis")) == "_____________, or ______, or _____, or __, or ___, or _____________."


def test_a_word_in_capitals_is_a_name_only_where_names_stand() -> None:
    assert ask("unknown_words", "It WILL be so, and then MARK had the list.") == ["MARK"]


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
