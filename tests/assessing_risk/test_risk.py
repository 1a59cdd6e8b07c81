"""What is left to recognise people by: few alike, telling talk, names that stayed."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.assessing_risk.few_alike import find_few_alike
from interview_coder.assessing_risk.names_left import find_names_left
from interview_coder.assessing_risk.telling_talk import TELLING, count_together, find_telling_talk
from interview_coder.keeping.study_key import NamedEntity
from interview_coder.model.source import Participant, Source, Turn

ASHA = NamedEntity("person", "Asha Verin", ("Asha", "Verin", "asha@verin.org"), "sure", "GP", "GP 2")
WILL = NamedEntity("person", "Will", ("Will",), "sure", "", "Person 4")


def said(*turns: str, who: str = "GP 2") -> Source:
    text = "\n".join(turns)
    starts = [text.index(turn) for turn in turns]
    made = tuple(
        Turn(n, who, start, start + len(turn), participant=who)
        for n, (start, turn) in enumerate(zip(starts, turns, strict=True), 1)
    )
    return Source("one", "one.txt", "txt", text, made, "")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("I am the only audiologist here.", "the only one"),
        ("She was the first woman to run it.", "the first one"),
        ("We are the last remaining shop.", "the last one"),
        ("I was born in the flats.", "where or when somebody was born"),
        ("He is 84 years old.", "an age over eighty"),
        ("Mum is ninety-one next birthday.", "an age over eighty"),
        ("I was chief executive of the trust in [Place 3].", "a rare post with a place"),
        ("I'm a Paediatric audiologist at [Hospital 2].", "a rare post with a place"),
        ("He has a rare disease.", "a rare illness or condition"),
        ("It was on the news.", "a public event"),
        ("My husband was a bishop.", "what is particular in the family"),
    ],
)
def test_words_that_tell_who_somebody_is_are_found(words: str, why: str) -> None:
    assert why in [one.why for one in find_telling_talk(said(words))]


@pytest.mark.parametrize(
    "words",
    [
        "The only thing that helped was time.",
        "First of all, it was cold.",
        "We waited for 85 minutes.",
        "I am only saying.",
        "A nurse came on Monday.",
    ],
)
def test_common_words_tell_nothing(words: str) -> None:
    assert not list(find_telling_talk(said(words)))


def test_what_interviewers_say_tells_nothing() -> None:
    source = Source("one", "one.txt", "txt", "Are you the only one?", (Turn(1, "I", 0, 21, role="interviewer"),), "")
    assert not list(find_telling_talk(source))


def test_every_shape_is_found_in_time_that_grows_with_the_text() -> None:
    seconds = []
    for length in (20_000, 80_000):
        began = process_time()
        for pattern in TELLING.values():
            list(pattern.finditer("director of the " * length + "the only thing my " * length))
        seconds.append(process_time() - began)
    assert seconds[1] < 8 * seconds[0]  # sixteen times would be quadratic


def test_what_one_participant_tells_in_several_sources_is_counted_together() -> None:
    sources = [said("At [Hospital 2] I was the only one.", "With [Person 3] and [Person 5].")]
    [together] = count_together(sources, [one for source in sources for one in find_telling_talk(source)])
    assert (together.participant, together.n_turns, together.n_telling) == ("GP 2", 2, 1)
    assert together.kinds == {"Hospital": 1, "Person": 2}


people = st.lists(st.fixed_dictionaries({"area": st.sampled_from("ab"), "sector": st.sampled_from(["x", "y", ""])}))


@given(people, st.integers(1, 4))
def test_who_is_told_to_be_alike_with_few_is_so_and_nobody_else(described: list[Mapping[str, str]], k: int) -> None:
    participants = [Participant(f"P{n}", "tenant", one) for n, one in enumerate(described)]
    found = {one.participant: one for one in find_few_alike(participants, k)}
    for person in participants:
        stated = {"stakeholder_type": "tenant"} | {name: value for name, value in person.attributes.items() if value}
        like = sum(
            stated.items() <= ({"stakeholder_type": "tenant"} | dict(one.attributes)).items() for one in participants
        )
        assert (person.participant_id in found) == (like < k)
        if person.participant_id in found:
            few = found[person.participant_id]
            everybody = [{"stakeholder_type": "tenant"} | dict(one.attributes) for one in participants]
            assert few.k == Counter(few.attributes.items() <= one.items() for one in everybody)[True] < k


def test_names_that_are_left_are_found_in_texts_names_of_files_and_hidden_parts_of_documents(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("One.\nASHA\u2019s memo.\n")
    (tmp_path / "verin_notes.txt").write_text("Nothing.")
    with zipfile.ZipFile(tmp_path / "memo.docx", "w") as parts:
        parts.writestr("docProps/core.xml", "<dc:creator>Asha Verin</dc:creator>")
        parts.writestr("word/document.xml", "<w:t>Nothing.</w:t>")
    (tmp_path / ".interview-coder").mkdir()
    (tmp_path / ".interview-coder" / "kept").write_text("Asha")
    found = [(one.place, one.wording) for one in find_names_left(tmp_path, [ASHA])]
    assert found == [
        ("memo.docx (docProps/core.xml)", "GP 2"),
        ("notes.md:2", "GP 2"),
        ("the name of a file or folder", "GP 2"),
    ]


def test_a_name_that_is_a_common_word_is_not_looked_for_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("It will rain.")
    assert not list(find_names_left(tmp_path, [WILL]))
