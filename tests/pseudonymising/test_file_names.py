"""Names of files without the names of people."""

from __future__ import annotations

import pytest

from interview_coder.keeping.study_key import NamedEntity
from interview_coder.model.masking import Certainty
from interview_coder.pseudonymising.file_names import rename_files


def rename(file: str, certainty: Certainty = "likely") -> str:
    named = {
        "person:young": NamedEntity("person", "Young", ("Young",), certainty, "", "Person 3"),
        "person:quenby": NamedEntity("person", "Quenby", ("Quenby",), "likely", "", "Person 7"),
    }
    return rename_files([file], [], named, {})[file]


@pytest.mark.parametrize(
    ("file", "renamed"),
    [
        ("22_young_people_group.txt", "22_young_people_group"),
        ("young_interview_2.txt", "Person_3_interview_2"),
        ("interview_Young.txt", "interview_Person_3"),
        ("quenby_people_group.txt", "Person_7_people_group"),
    ],
)
def test_an_ordinary_word_beside_another_is_no_name(file: str, renamed: str) -> None:
    assert rename(file) == renamed


def test_a_name_that_a_person_listed_is_replaced_beside_any_word() -> None:
    assert rename("young_people_group.txt", "sure") == "Person_3_people_group"
