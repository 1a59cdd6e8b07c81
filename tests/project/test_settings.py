from __future__ import annotations

from typing import get_args

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest.dialects import DIALECTS
from interview_coder.project.settings import Dialect, Settings, SourceSettings, read_settings


def problems_of(text: str) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        read_settings(text.encode())
    return {str(problem.place): problem.message for problem in caught.value.problems}


@pytest.mark.parametrize("raw", [None, b"", b"\n", b"# nothing is set\n"])
def test_a_study_that_sets_nothing_has_the_defaults(raw: bytes | None) -> None:
    assert read_settings(raw) == Settings()


def test_the_defaults_are_those_that_are_documented() -> None:
    assert Settings().model_dump() == {
        "title": "",
        "about": "",
        "segment": "turn",
        "language_model": "auto",
        "clusters": 0,
        "quotes_per_cell": 5,
        "attribution": "{stakeholder_type} representative",
        "seed": 2018,
        "quantifiers": {"few": 0.0, "some": 0.2, "many": 0.4, "most": 0.6, "almost all": 0.85},
        "numbers": "shown",
        "codings": "all",
        "k": 3,
        "team": None,
        "encoding": None,
        "roles": {},
        "sources": {},
    }


def test_every_setting_can_be_set() -> None:
    raw = (
        b"title: 2018\nabout: no\nsegment: paragraph\nlanguage_model: blank\n"
        b"clusters: 12\nquotes_per_cell: '3'\nseed: 4294967295\n"
    )
    assert read_settings(raw) == Settings(
        title="2018",
        about="no",
        segment="paragraph",
        language_model="blank",
        clusters=12,
        quotes_per_cell=3,
        seed=4294967295,
    )


@pytest.mark.parametrize("segment", ["turn", "paragraph", "sentence"])
def test_the_segment_may_be_any_of_three(segment: str) -> None:
    assert read_settings(f"segment: {segment}".encode()).segment == segment


@pytest.mark.parametrize(
    "line",
    [
        "clusters: -1",
        "clusters: 201",
        "clusters: some",
        "clusters: 2.5",
        "clusters: [2]",
        "quotes_per_cell: 0",
        "quotes_per_cell: 1001",
        "seed: -1",
        "seed: 4294967296",
        "segment: word",
        "segment: [turn]",
        "title: [a]",
        "language_model: {name: blank}",
        "attribution: '{stakeholder_type'",
        "attribution: tenant}",
        "attribution: {stakeholder_type}",
    ],
)
def test_a_value_that_cannot_be_is_told_at_its_place(line: str) -> None:
    column = line.index(":") + 3
    assert list(problems_of(f"\n{line}\n")) == [f"study.yml:2:{column}"]


def test_an_unknown_setting_is_told_with_a_near_name() -> None:
    with pytest.raises(InputError) as caught:
        read_settings(b"segments: turn\n")
    assert str(caught.value) == 'study.yml:1:1: error: unknown key "segments"\n  fix: did you mean "segment"?'


def test_all_problems_are_told_at_once() -> None:
    assert sorted(problems_of("titel: a\nsegment: tern\nseed: x\nclusters: 999\n")) == [
        "study.yml:1:1",
        "study.yml:2:10",
        "study.yml:3:7",
        "study.yml:4:11",
    ]


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().title = "other"  # type: ignore[misc]


def settings_for(text: str, source_id: str, file: str) -> SourceSettings:
    return read_settings(text.encode()).for_source(source_id, file)


def test_settings_of_a_source_are_found_by_its_id_its_file_or_a_pattern() -> None:
    text = "sources: {round/one: {speaker: A}, two.csv: {speaker: B}, 'group_*': {speaker: C}}"
    found = [settings_for(text, name, f"{name}{ending}") for name, ending in [("round/one", ".txt"), ("two", ".csv")]]
    assert [one.speaker for one in found] == ["A", "B"]
    assert settings_for(text, "group_3", "group_3.docx").speaker == "C"
    assert settings_for(text, "three", "three.csv") == SourceSettings()


def test_later_entries_come_before_earlier_ones_field_by_field() -> None:
    text = "encoding: cp1252\nsources: {'*': {dialect: label, speaker: A}, 'b*': {dialect: none}}"
    assert settings_for(text, "bee", "bee.txt") == SourceSettings(dialect="none", speaker="A", encoding="cp1252")


def test_every_problem_of_the_settings_of_sources_is_told_at_its_place() -> None:
    raw = b"roles: {interviwer: [Dan]}\nsources:\n  a: {dialct: label}\n  b: {dialect: labels, columns: {txt: C}}\n"
    with pytest.raises(InputError) as caught:
        read_settings(raw)
    told = [(problem.place.line, problem.place.column, problem.fix) for problem in caught.value.problems]
    assert told == [
        (1, 9, 'did you mean "interviewer"?'),
        (3, 7, 'did you mean "dialect"?'),
        (4, 16, 'did you mean "label"?'),
        (4, 34, 'did you mean "text"?'),
    ]


def test_an_encoding_that_python_does_not_know_is_told() -> None:
    with pytest.raises(InputError, match="cp12521 is no encoding"):
        read_settings(b"encoding: cp12521")


def test_every_dialect_can_be_set() -> None:
    assert set(get_args(Dialect)) == set(DIALECTS)
