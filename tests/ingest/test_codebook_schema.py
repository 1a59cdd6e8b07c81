"""The JSON Schema says what the reader says, as far as a schema can."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from interview_coder.errors import InputError
from interview_coder.ingest.codebook_schema import CodebookFile, CodeEntry, ThemeEntry, codebook_schema
from interview_coder.ingest.codebook_yaml import read_codebook

REPOSITORY = Path(__file__).parents[2]
RENEW = 'python -c "from interview_coder.ingest.codebook_schema import codebook_schema as s; print(s(), end=str())"'
VALIDATOR = Draft202012Validator(json.loads(codebook_schema()))

SOUND = {"themes": [{"id": "trust", "codes": [{"id": "broken"}]}]}


def with_code(**keys: Any) -> dict[str, Any]:
    """Make a codebook of one code that has these keys."""
    return {"themes": [{"id": "trust", "codes": [{"id": "broken", **keys}]}]}


def test_the_published_schemas_are_those_that_are_made() -> None:
    inside = files("interview_coder.ingest").joinpath("codebook.schema.json").read_text("utf-8")
    published = (REPOSITORY / "docs" / "codebook.schema.json").read_text("utf-8")
    assert published == codebook_schema(), f"renew it: {RENEW} > docs/codebook.schema.json"
    assert inside == published, "copy docs/codebook.schema.json to src/interview_coder/ingest/"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(codebook_schema()))


@pytest.mark.parametrize("model", [CodebookFile, ThemeEntry, CodeEntry])
def test_every_key_says_what_it_is_for(model: type[CodebookFile | ThemeEntry | CodeEntry]) -> None:
    assert [name for name, key in model.model_fields.items() if not key.description] == []


@pytest.mark.parametrize("file", ["codebook.yml", "src/interview_coder/project/new_study/codebook.yml"])
def test_the_codebooks_of_the_project_are_valid(file: str) -> None:
    raw = (REPOSITORY / file).read_bytes()
    assert [fault.message for fault in VALIDATOR.iter_errors(yaml.safe_load(raw))] == []
    assert read_codebook(raw).themes


@pytest.mark.parametrize(
    "entries",
    [
        SOUND,
        {**SOUND, "version": 1, "title": "A study", "memo": "x", "lists": {"café-2": ["ward", 112, True]}},
        {**SOUND, "version": 1.5, "lists": {}},
        with_code(label=2018, colour="#A0b1C2", match=["cut", 112, False], codes=[]),
        with_code(codes=[{"id": "c1", "codes": [{"id": "c2", "topic_guide": ["rent"], "examples": ["It rose."]}]}]),
    ],
)
def test_what_the_reader_takes_the_schema_takes(entries: dict[str, Any]) -> None:
    assert read_codebook(json.dumps(entries).encode()).themes
    assert VALIDATOR.is_valid(entries)


@pytest.mark.parametrize(
    "entries",
    [
        {},
        [],
        "themes",
        {"themes": []},
        {"themes": [{"id": "trust"}]},
        {"themes": [{"id": "trust", "codes": []}]},
        {"themes": [{"codes": [{"id": "broken"}]}]},
        {"themes": {"id": "trust"}},
        {**SOUND, "titel": "x"},
        {**SOUND, "title": ["x"]},
        {**SOUND, "lists": ["x"]},
        {**SOUND, "lists": {"council": "ward"}},
        {**SOUND, "lists": {"council": []}},
        {**SOUND, "lists": {"two words": ["x"]}},
        with_code(exemples=["x"]),
        with_code(match="cut"),
        with_code(match=[["cut"]]),
        with_code(match=[{"cut": "x"}]),
        with_code(definition={"a": "b"}),
        with_code(colour="red"),
        with_code(colour=123456),
        with_code(id="Not an id"),
        with_code(id="a" * 61),
        with_code(codes=[{"label": "x"}]),
        with_code(codes=[{"id": "c", "codes": [{"id": "d", "mach": []}]}]),
        with_code(memo=None),
    ],
)
def test_what_is_broken_neither_the_schema_nor_the_reader_takes(entries: Any) -> None:
    assert not VALIDATOR.is_valid(entries)
    written = json.dumps(entries).replace("null", "")
    with pytest.raises(InputError):
        read_codebook(written.encode())


scalars = st.sampled_from(["cut", 'the "cuts"', "*ism", "", 112, 1.5, True])
texts = st.lists(scalars, max_size=3)
ids = st.sampled_from(["a", "b1", "c_d", "A", "", "e f"])
codes = st.recursive(
    st.fixed_dictionaries({"id": ids}, optional={"label": scalars, "examples": texts, "memo": scalars, "x": scalars}),
    lambda below: st.fixed_dictionaries({"id": ids}, optional={"codes": st.lists(below, max_size=2)}),
    max_leaves=4,
)
codebooks = st.fixed_dictionaries(
    {"themes": st.lists(st.fixed_dictionaries({"id": ids, "codes": st.lists(codes, max_size=2)}), max_size=2)},
    optional={"version": scalars, "lists": st.dictionaries(st.sampled_from(["a", "b c", ""]), texts, max_size=2)},
)


@given(codebooks)
def test_what_the_schema_refuses_the_reader_refuses(entries: dict[str, Any]) -> None:
    try:
        read_codebook(json.dumps(entries).encode())
    except InputError:
        return
    assert VALIDATOR.is_valid(entries)
