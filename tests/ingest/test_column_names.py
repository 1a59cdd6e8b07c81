from __future__ import annotations

import pytest

from interview_coder.ingest.column_names import COLUMN_NAMES, is_attribute, is_perhaps_speaker, kind_of, plain_name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sprecher(in)", "speaker"),
        ("Sprecher:in", "speaker"),
        ("Äußerung", "text"),
        ("Zeit", "start"),
        ("Locuteur", "speaker"),
        ("Réponse", "text"),
        ("Hablante", "speaker"),
        ("transcripción", "text"),
        ("Parlante", "speaker"),
        ("Domanda", "question"),
        ("Spreker", "speaker"),
        ("Deelnemer", "participant"),
        ("Falante", "speaker"),
        ("Fim", "end"),
        ("Person speaking", "speaker"),
        ("What was said", "text"),
        ("Haltung", ""),
    ],
)
def test_columns_are_known_by_their_names_in_seven_languages(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_no_name_says_two_things_and_all_are_written_as_they_are_compared() -> None:
    names = [name for names in COLUMN_NAMES.values() for name in names]
    assert len(names) == len(set(names))
    assert names == list(map(plain_name, names))


def test_some_names_are_those_of_speakers_only_in_some_tables() -> None:
    assert all(map(is_perhaps_speaker, ["Sender", "Author", "Speaker/Role", "Role", "TAG", "Name (full)"]))
    assert not any(map(is_perhaps_speaker, ["Group", "Stakeholder type", "Mood"]))


def test_names_of_what_describes_somebody_are_known_by_one_of_their_words() -> None:
    assert all(map(is_attribute, ["Stakeholder type", "ageGroup", "Job title (now)", "Geschlecht"]))
    assert not any(map(is_attribute, ["Sender", "Average", "stages"]))
