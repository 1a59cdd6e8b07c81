"""The data dictionary has every field that is written, and no other."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.decided_studies import decide
from tests.made_studies import files_below

from interview_coder import Study
from interview_coder.report import WRITERS
from interview_coder.tabulate.tables import TABLES, WIDE_TABLES

MakeStudy = Callable[..., Path]

PAGE = (Path(__file__).parent.parent / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
UNITS = {"code points", "seconds", "turns", "mentions", "participants", "sources", "segments", "codings", "clusters"}
UNITS |= {
    "codings / codings",
    "quotes",
    "rules",
    "codes",
    "participants / participants",
    "as its key says",
    "as `left_out.what` says",
    "",
}

CODEBOOK = """\
title: Homes
themes:
  - id: cost
    codes:
      - {id: high_rent, match: [rent]}
      - {id: debt, match: [(owe | debt)]}
  - id: trust
    codes: [{id: broken_trust, match: [(believe | promise)]}]
"""
TALK = """\
Place: Kitchen

INTERVIEWER: What of the rent?

P01 (third floor): The rent went up twice and heating costs doubled over winter months.

P01: My mother pays rent to a cousin in Wales, and the green garden gate hangs off its rusty hinges.

P01: Higher rent keeps students away from evening classes, markets and theatres.

""" + "".join(
    f"P02: I do not believe the {one} will mend damp walls, broken windows and boilers before winter.\n\n"
    for one in ("landlord", "council", "agent", "warden", "bank", "neighbour", "plumber", "mayor", "builder", "owner")
)
CAPTIONS = """\
WEBVTT

NOTE made up

00:00:01.000 --> 00:00:04.500
<v P01>Maybe the rent [laughs] pays for a promise.
"""


@dataclass(frozen=True)
class Entry:
    """One line of a table of the page."""

    name: str
    type: str
    unit: str
    meaning: str


def read_page() -> dict[str, dict[str, Entry]]:
    """Return the entries of each file that the page describes."""
    files: dict[str, dict[str, Entry]] = {}
    for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        [file] = re.findall(r"\A`([^`]+)`$", part, flags=re.MULTILINE)
        cells = [line[1:-1].split("|") for line in part.split("\n") if line.startswith("| `")]
        entries = [Entry(line[0].strip(" `"), line[1].strip(), line[2].strip(), line[3].strip()) for line in cells]
        assert file not in files
        assert len({entry.name for entry in entries}) == len(entries), file
        same = re.search(r"^.*The fields are those of `([^`]+)`\.$", part, flags=re.MULTILINE)
        files[file] = files[same[1]] if same else {entry.name: entry for entry in entries}
    return files


DOCUMENTED = read_page()


@pytest.fixture(scope="module")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run writes of a study in which every field has something to hold."""
    study = tmp_path_factory.mktemp("study")
    (study / "corpus").mkdir()
    (study / "codebook.yml").write_text(CODEBOOK)
    (study / "corpus" / "talk.txt").write_text(TALK + "P01: So it goes.\n")
    (study / "corpus" / "captions.vtt").write_text(CAPTIONS)
    Study.open(study).run().summaries.write("unknown", "cost", "Rents rise.", coder="anna")
    opened = Study.open(study)
    decide(opened, "anna", "add", "So it goes.", "high_rent")
    decide(
        opened,
        "anna",
        "reject",
        "Higher rent keeps students away from evening classes, markets and theatres.",
        "high_rent",
    )
    decide(opened, "ben", "add", "the green garden gate", "broken_trust")
    (study / "corpus" / "talk.txt").write_text(TALK)
    Study.open(study).run().write()
    return files_below(study / "outputs")


@pytest.fixture(scope="module", params=["a small study", "the sample study"])
def files(request: pytest.FixtureRequest, small_files: dict[str, bytes], sample_outputs: Path) -> dict[str, bytes]:
    return small_files if request.param == "a small study" else files_below(sample_outputs)


def read_records(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.split(b"\n") if line]


def list_values(value: Any, path: str, entries: Mapping[str, Entry]) -> Iterator[tuple[str, Any]]:
    """Yield every field with its value, by its dotted name; mappings, whose keys depend on the study, as one."""
    if path:
        yield path, value
    is_mapping = path in entries and entries[path].type.startswith("mapping")
    if isinstance(value, dict) and not is_mapping:
        for key, inner in value.items():
            yield from list_values(inner, f"{path}.{key}" if path else key, entries)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for item in value:
            for key, inner in item.items():
                yield from list_values(inner, f"{path}.{key}", entries)


def is_of_type(value: Any, kind: str) -> bool:
    if kind.endswith(" or null"):
        return value is None or is_of_type(value, kind.removesuffix(" or null"))
    if kind.endswith(" or text"):
        return isinstance(value, str) or is_of_type(value, kind.removesuffix(" or text"))
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    match kind:
        case "text":
            return isinstance(value, str)
        case "whole number":
            return is_whole
        case "number":
            return is_whole or isinstance(value, float)
        case "true or false":
            return isinstance(value, bool)
        case "object":
            return isinstance(value, dict)
        case "list of objects":
            return isinstance(value, list) and all(isinstance(one, dict) for one in value)
        case "list of text":
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case "mapping of lists of text":
            return isinstance(value, dict) and all(is_of_type(list(one), "list of text") for one in value.values())
        case "mapping of objects":
            return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())
        case "mapping of text":
            return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        case "mapping of numbers":
            return isinstance(value, dict) and all(is_of_type(one, "number") for one in value.values())
        case "mapping of whole numbers":
            return isinstance(value, dict) and all(isinstance(one, int) for one in value.values())
    raise AssertionError(f"the page does not explain the type {kind!r}")


def values_of(name: str, content: bytes) -> dict[str, list[Any]]:
    """Return every value of each field of a JSON or JSONL file."""
    records = read_records(content) if name.endswith(".jsonl") else [json.loads(content)]
    values: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        for field, value in list_values(record, "", DOCUMENTED[name]):
            values[field].append(value)
    return values


def test_the_page_has_every_file_that_a_run_writes_and_no_other(files: dict[str, bytes]) -> None:
    assert set(DOCUMENTED) - {"suggestions.jsonl"} <= set(files) <= set(DOCUMENTED)


@pytest.mark.parametrize("name", WRITERS)
def test_the_page_has_a_file_of_every_writer(name: str) -> None:
    assert any(file.endswith(f".{name}") for file in DOCUMENTED)


@pytest.mark.parametrize("name", [*TABLES, *WIDE_TABLES])
def test_the_page_has_every_table(name: str) -> None:
    assert f"tables/{name}.csv" in DOCUMENTED


@pytest.mark.parametrize("name", [file for file in DOCUMENTED if file.endswith((".json", ".jsonl"))])
def test_the_fields_of_a_file_are_exactly_those_that_are_written_in_their_order(
    name: str, small_files: dict[str, bytes]
) -> None:
    assert list(DOCUMENTED[name]) == list(values_of(name, small_files[name]))


@pytest.mark.parametrize("name", [file for file in DOCUMENTED if file.endswith((".json", ".jsonl"))])
def test_every_value_of_a_field_is_of_its_type(name: str, files: dict[str, bytes]) -> None:
    for field, values in values_of(name, files.get(name, b"")).items():
        assert all(is_of_type(value, DOCUMENTED[name][field].type) for value in values), field


@pytest.mark.parametrize("name", [file for file in DOCUMENTED if file.endswith(".jsonl")])
def test_a_field_that_may_be_null_is_null_somewhere_and_has_a_value_somewhere(
    name: str, small_files: dict[str, bytes]
) -> None:
    values = values_of(name, small_files[name])
    for entry in DOCUMENTED[name].values():
        if entry.type.endswith("or null"):
            assert None in values[entry.name], entry.name
            assert any(value is not None for value in values[entry.name]), entry.name


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_of_a_tidy_table_are_those_that_are_written_in_their_order(
    name: str, files: dict[str, bytes]
) -> None:
    entries = DOCUMENTED[f"tables/{name}.csv"]
    reader = csv.DictReader(io.StringIO(files[f"tables/{name}.csv"].decode()))
    assert list(entries) == list(reader.fieldnames or ())
    for row in reader:
        for column, cell in row.items():
            assert is_cell_of_type(cell, entries[column].type), column


def test_the_columns_of_the_framework_matrix_are_those_that_are_written(files: dict[str, bytes]) -> None:
    reader = csv.reader(io.StringIO(files["tables/framework_matrix.csv"].decode()))
    assert list(DOCUMENTED["tables/framework_matrix.csv"]) == next(reader)


@pytest.mark.parametrize("name", WIDE_TABLES)
def test_the_columns_of_a_wide_table_are_one_and_then_one_for_each_theme_or_code(
    name: str, files: dict[str, bytes]
) -> None:
    first, others = DOCUMENTED[f"tables/{name}.csv"].values()
    tidy, row, column, counted, total = WIDE_TABLES[name]
    reader = csv.DictReader(io.StringIO(files[f"tables/{name}.csv"].decode()))
    written = list(reader.fieldnames or ())
    ids = dict.fromkeys(line[column] for line in csv.DictReader(io.StringIO(files[f"tables/{tidy}.csv"].decode())))
    assert (first.name, others.name) == (row, f"‹{column}›")
    assert written == [first.name, *ids]
    assert others.unit == counted
    assert (f"`{counted}` of `{total}`" in others.meaning) is (total is not None)
    for line in reader:
        for name in written[1:]:
            assert is_cell_of_type(line[name], others.type)
            assert (" of " in line[name]) is (total is not None)


def is_cell_of_type(cell: str, kind: str) -> bool:
    if kind.endswith(" or null") and not cell:
        return True
    kind = kind.removesuffix(" or null")
    match kind:
        case "whole number":
            return cell.isdecimal()
        case "number":
            return math.isfinite(float(cell))
        case "true or false":
            return cell in {"true", "false"}
        case _:
            return kind == "text" and cell != ""


@pytest.mark.parametrize("file", DOCUMENTED)
def test_every_field_says_what_it_means_and_a_count_or_place_its_unit(file: str) -> None:
    for entry in DOCUMENTED[file].values():
        assert entry.meaning, entry.name
        assert entry.unit in UNITS, entry.name
        last = entry.name.rpartition(".")[2].removesuffix("_total")
        if last in {"start", "end"}:
            assert entry.unit == "code points"
        elif last.endswith("_seconds"):
            assert entry.unit == "seconds"
        elif entry.type == "whole number" and last in UNITS:
            assert entry.unit == last
        if entry.name.endswith("_total"):
            assert entry.name.removesuffix("_total") in {name.removesuffix("_coded") for name in DOCUMENTED[file]}


def test_the_page_says_what_places_and_mentions_are() -> None:
    for told in ("Unicode code points", "half-open", "from 0", "**mention**", "`_total`", "From a cell to its words"):
        assert told in PAGE


def test_the_links_within_the_page_lead_to_its_headings() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors
