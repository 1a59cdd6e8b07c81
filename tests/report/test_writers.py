"""What every writer keeps to, and that what is written can be read back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, is_zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder import Run, Study, Table
from interview_coder.model.results import Results
from interview_coder.report import WRITERS, write_files
from interview_coder.report.csv_tables import format_csv

TEXTS = [name for name in WRITERS if name not in {"xlsx", "docx"}]
MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: "Homes – “ours” & theirs"
themes:
  - id: cost
    label: Cost, in £
    codes: [{id: high_rent, label: 'High "rent"', match: [rent]}]
  - id: trust
    codes: [{id: broken_trust, match: [believe]}]
"""
INTERVIEW = (
    "INTERVIEWER: What of the rent?\n\n"
    'Zoë O’Neill: The rent, "the rent"; 🏠 costs £900, <b>all</b> in.\n\n'
    "P2: I don’t believe\u2028that the rent is right.\n"
)
SHEET = 'participant,stakeholder_type\nZoë O’Neill,"tenant, private; ""old"""\nP2,Vermieter (für alle)\n'


@pytest.fixture
def run(make_study: MakeStudy) -> Run:
    study = make_study(CODEBOOK, {"straße/über uns.txt": INTERVIEW}, SHEET, "language_model: blank\n")
    return Study.open(study).run()


@pytest.fixture
def results(run: Run) -> Results:
    return run.results


@pytest.fixture
def written(run: Run) -> dict[str, bytes]:
    """Every file of ``outputs/``."""
    outputs = run.inputs.folder.outputs
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in run.write()}


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_gives_paths_below_outputs_each_once(name: str, results: Results) -> None:
    paths = [path for path, _ in WRITERS[name](results)]
    assert paths
    assert len(paths) == len(set(paths))
    for path in map(PurePosixPath, paths):
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert path.suffix == f".{name}"


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_gives_the_same_bytes_twice(name: str, results: Results) -> None:
    assert list(WRITERS[name](results)) == list(WRITERS[name](results))


@pytest.mark.parametrize("name", TEXTS)
def test_a_writer_of_text_writes_utf_8_with_unix_line_ends_and_no_byte_order_mark(name: str, results: Results) -> None:
    for _, content in WRITERS[name](results):
        assert not content.startswith(b"\xef\xbb\xbf")
        assert "\r" not in content.decode("utf-8")


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_never_writes_where_the_study_stands(name: str, results: Results, tmp_path: Path) -> None:
    for _, content in WRITERS[name](results):
        assert all(str(tmp_path).encode() not in part for part in parts_of(content))


def parts_of(content: bytes) -> list[bytes]:
    """What stands in a file: in its parts, where it is an archive of some."""
    if not is_zipfile(io.BytesIO(content)):
        return [content]
    with ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_no_two_writers_write_the_same_file(results: Results) -> None:
    paths = [path for write in WRITERS.values() for path, _ in write(results)]
    assert len(paths) == len(set(paths))
    assert list(write_files(results)) == paths


def test_every_line_of_a_jsonl_file_is_one_record_with_the_same_fields(run: Run, written: dict[str, bytes]) -> None:
    names = [name.removesuffix(".jsonl") for name in written if name.endswith(".jsonl")]
    assert set(names) == {"sources", "turns", "segments", "codings", "quotes", "clusters", "framework", "decided"}
    for name in names:
        lines = written[f"{name}.jsonl"].decode().split("\n")
        assert lines.pop() == ""
        read = [json.loads(line) for line in lines]
        assert read == list(run.records(name))
        assert len({tuple(record) for record in read}) <= 1


def test_letters_beyond_ascii_are_written_as_they_are(written: dict[str, bytes]) -> None:
    assert "🏠 costs £900, <b>all</b> in." in written["turns.jsonl"].decode()
    assert "Vermieter (für alle)" in written["tables/theme_matrix.csv"].decode()
    assert '"source": "straße/über uns"' in written["sources.jsonl"].decode()
    assert '"source": "straße/über uns"' in written["codings.jsonl"].decode()


def test_every_table_is_a_csv_file_that_pandas_reads_back(results: Results) -> None:
    written = dict(WRITERS["csv"](results))
    assert set(written) == {f"tables/{name}.csv" for name in results.tables}
    for name, table in results.tables.items():
        frame = pd.read_csv(io.BytesIO(written[f"tables/{name}.csv"]), dtype=str, keep_default_na=False)
        assert list(frame.columns) == list(table.columns)
        assert frame.to_numpy().tolist() == [["" if cell is None else str(cell) for cell in row] for row in table.rows]


def test_truth_values_are_written_as_true_and_false() -> None:
    assert format_csv(Table("t", ("name", "covered"), (("a", True), ("b", False)))) == "name,covered\na,true\nb,false\n"


# line ends are LF wherever text enters
labels = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


@given(st.lists(st.tuples(labels, st.integers()), max_size=5))
def test_any_text_in_a_table_is_read_back_from_its_csv(rows: list[tuple[str, int]]) -> None:
    written = format_csv(Table("t", ("label", "n"), tuple(rows)))
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["label", "n"], *([a, str(n)] for a, n in rows)]


def test_the_manifest_is_written_whole_and_knows_no_time(results: Results, written: dict[str, bytes]) -> None:
    manifest = json.loads(written.pop("run.json"))
    outputs = manifest.pop("outputs")
    assert manifest == json.loads(json.dumps(results.manifest))
    assert outputs == {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}
    assert not {"date", "time", "started", "host", "user", "folder"} & set(manifest)


def test_no_file_says_where_the_study_stands(written: dict[str, bytes], tmp_path: Path) -> None:
    assert not [name for name, content in written.items() if str(tmp_path).encode() in content]
