"""How quotes are signed: by the template in ``study.yml``, from settings to ``quotes.jsonl``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder import InputError, Participant, Study
from interview_coder.model.attribution import NOT_TOLD, find_names, find_stray_brace, sign

MakeStudy = Callable[..., Path]

CODEBOOK = "themes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
TALK = "P01: The rent went up.\n\nP02: My rent is fair.\n\nP03: Rent? Too high.\n"
ROSTER = "participant,stakeholder_type,borough\nP01,tenant,Brent\nP02,tenant,\nP03,,Camden\n"

values = st.text(st.characters(exclude_characters="{}"), min_size=1).map(str.strip).filter(bool)


def signatures(make_study: MakeStudy, settings: str) -> list[str]:
    study = make_study(CODEBOOK, {"a.txt": TALK}, ROSTER, f"language_model: blank\n{settings}")
    quotes = sorted(Study.open(study).run().quotes, key=lambda one: one.participant)
    return [one.attribution for one in quotes]


def problems_of(make_study: MakeStudy, settings: str) -> list[str]:
    study = make_study(CODEBOOK, {"a.txt": TALK}, ROSTER, settings)
    told = []
    for read in (Study.open(study).run, lambda: _fail(Study.open(study).check()[1].problems)):
        with pytest.raises(InputError) as caught:
            read()
        told.append(str(caught.value))
    assert told[0] == told[1]
    return told[0].splitlines()


def _fail(problems: tuple[object, ...]) -> None:
    raise InputError(*problems)  # type: ignore[arg-type]


def test_quotes_are_signed_by_stakeholder_type_unless_the_study_says_otherwise(make_study: MakeStudy) -> None:
    assert signatures(make_study, "") == ["tenant representative", "tenant representative", "participant"]


def test_any_attribute_of_participants_can_sign_and_whoever_has_none_signs_as_participant(
    make_study: MakeStudy,
) -> None:
    settings = "attribution: '{stakeholder_type}, {borough}'\n"
    assert signatures(make_study, settings) == ["tenant, Brent", "participant", "participant"]
    assert signatures(make_study, "attribution: '{borough} resident'\n")[2] == "Camden resident"


def test_a_template_without_names_signs_everybody_alike(make_study: MakeStudy) -> None:
    assert signatures(make_study, "attribution: interviewee\n") == ["interviewee"] * 3
    assert signatures(make_study, "attribution: ''\n") == ["participant"] * 3


def test_unknown_names_are_told_at_their_columns_with_near_names(make_study: MakeStudy) -> None:
    assert problems_of(make_study, 'title: Homes\nattribution: "{stakeholder}, {burough}, {x}"\n') == [
        'study.yml:2:15: error: "attribution" names "stakeholder", which is no column of participants.csv',
        '  fix: did you mean "stakeholder_type"?',
        'study.yml:2:30: error: "attribution" names "burough", which is no column of participants.csv',
        '  fix: did you mean "borough"?',
        'study.yml:2:41: error: "attribution" names "x", which is no column of participants.csv',
        "  fix: known: borough, participant, stakeholder_type",
    ]


def test_attributes_that_a_table_of_responses_gives_can_sign_too(make_study: MakeStudy) -> None:
    table = "respondent,stakeholder_type,ward,response\nR1,tenant,North,The rent is high.\nR2,tenant,South,Rent!\n"
    settings = "language_model: blank\nattribution: '{stakeholder_type} in {ward}'\n"
    study = Study.open(make_study(CODEBOOK, {"answers.csv": table}, None, settings))
    assert sorted(one.attribution for one in study.run().quotes) == ["tenant in North", "tenant in South"]
    assert not study.check()[1].problems


@given(values, values)
def test_what_stands_around_the_names_stays_as_it_is(area: str, between: str) -> None:
    person = Participant("P01", "tenant", {"area": area})
    assert sign(f"{{stakeholder_type}}{between}{{ area }}", person) == f"tenant{between}{area}"


@given(st.text("{}ab "))
def test_every_template_without_stray_braces_signs(template: str) -> None:
    if find_stray_brace(template) is None:
        names = {one.name for one in find_names(template)}
        person = Participant("P01", "tenant", dict.fromkeys(names, "x"))
        assert sign(template, person)
        assert not {*"{}"} & {*sign(template, person)}
        if names:
            assert sign(template, Participant("P01")) == NOT_TOLD
