"""``verify``: what it prints of a report, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_coder import InputError
from interview_coder.cli import group

MakeStudy = Callable[..., Path]

CODEBOOK = "title: Homes\nthemes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
ONE = """\
INTERVIEWER: How did you hear of the new rent?

P01: They wrote to us in the autumn, and nobody answered. [pause] So we met in the library.

P02: The letters were friendly enough, I thought.
"""
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,housing officer\n"
QUICK = "language_model: blank\n"
REPORT = """\
They “wrote to us in the autumn and nobody answered” (tenant).

The ‘letters’ and the ‘new rent’: “The letters were friendly enough” (tenant representative).

“They wrote to us … So we met in the library” (tenant).

“We met in the library” (tenant). “All the violins were green” (Violins 2017). They asked
“How did you hear of the new rent?”
"""


@pytest.fixture
def study(make_study: MakeStudy) -> Path:
    return make_study(CODEBOOK, {"one.txt": ONE}, SHEET, QUICK)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(one) for one in arguments])


def test_the_worst_comes_first_with_what_the_source_says_and_how_to_mend_it(study: Path, report: Path) -> None:
    assert (
        invoke("verify", report, study).stdout
        == """\
line 7: not found in any source
  draft   “All the violins were green”
  to mend nothing, if these are words of (Violins 2017); else take the quotation marks away

line 1: near: it is not what the source says
  draft   “wrote to us in the autumn and nobody answered”, signed “tenant”
  source  “wrote to us in the autumn, and nobody answered” (one, turn 2, line 3; P01, tenant representative)
  differs “,” of the source is left out after “autumn”
  to mend write what the source says, or mark what is left out (…) and what is added ([…])

line 3: wrong attribution
  draft   “The letters were friendly enough”, signed “tenant representative”
  source  “The letters were friendly enough” (one, turn 3, line 5; P02, housing officer representative)
  to mend sign it (housing officer representative), not “tenant representative”

line 8: no evidence: only whoever asks says this
  draft   “How did you hear of the new rent?”
  source  “How did you hear of the new rent?” (one, turn 1, line 1; INTERVIEWER, interviewer)
  to mend quote what was answered, or tell in words of your own what was asked

line 5: verbatim, with edits that can be seen
  draft   “They wrote to us … So we met in the library”, signed “tenant”
  source  “They wrote to us” (one, turn 2, line 3; P01, tenant representative)
  source  “So we met in the library” (one, turn 2, line 3; P01, tenant representative)
  edited  … leaves out “in the autumn, and nobody answered. [pause]”

line 7: verbatim
  draft   “We met in the library”, signed “tenant”
  source  “we met in the library” (one, turn 2, line 3; P01, tenant representative)

report.md: 6 quotations (1 not found, 1 near, 1 wrong attribution, 1 no evidence, 1 verbatim with edits, \
1 verbatim); 2 quoted passages of one or two words passed over
"""
    )


def test_it_fails_where_a_quotation_is_not_exact_and_else_does_not(study: Path, report: Path) -> None:
    assert invoke("verify", report, study).exit_code == 1
    report.write_text("“The letters were friendly enough” and … nothing else.", encoding="utf-8")
    assert invoke("verify", report, study).exit_code == 0
    report.write_text("They asked “How did you hear of the new rent?”", encoding="utf-8")
    assert invoke("verify", report, study).exit_code == 1
    report.write_text("Nothing is quoted here.", encoding="utf-8")
    result = invoke("verify", report, study)
    assert (result.exit_code, result.stdout) == (
        0,
        "report.md: 0 quotations; 0 quoted passages of one or two words passed over\n",
    )


def test_as_csv_each_passage_has_a_row_in_the_order_of_the_report(study: Path, report: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(invoke("verify", report, study, "--format", "csv").stdout)))
    assert [(row["status"], row["source"], row["turn"], row["text"]) for row in rows] == [
        ("near", "one", "2", "wrote to us in the autumn, and nobody answered"),
        ("wrong attribution", "one", "3", "The letters were friendly enough"),
        ("verbatim with edits", "one", "2", "They wrote to us"),
        ("verbatim with edits", "one", "2", "So we met in the library"),
        ("verbatim", "one", "2", "we met in the library"),
        ("not found", "", "", ""),
        ("no evidence", "one", "1", "How did you hear of the new rent?"),
    ]
    for row in rows:
        if row["text"]:
            assert ONE[int(row["start"]) : int(row["end"])] == row["text"]


def test_as_json_everything_is_there(study: Path, report: Path) -> None:
    found = json.loads(invoke("verify", report, study, "--format", "json").stdout)
    assert (found["exact"], found["passed_over"], found["counts"]["near"]) == (False, 2, 1)
    near = found["quotations"][0]
    assert near["differences"] == [{"after": "autumn", "draft": "", "source": ","}]
    assert near["passages"][0]["stakeholder_type"] == "tenant"
    assert found["quotations"][4]["cited"] == "(Violins 2017)"
    assert not found["quotations"][5]["is_evidence"]


def test_a_signature_that_is_of_no_stakeholder_type_is_told_and_is_not_wrong(study: Path, report: Path) -> None:
    report.write_text("“We met in the library” (rent panel). “The letters were friendly” (finance team).", "utf-8")
    result = invoke("verify", report, study)
    assert result.exit_code == 0
    note = "which no stakeholder type of the study is: not checked"
    printed = " ".join(result.stdout.split())
    assert f"“We met in the library”, signed “rent panel”, {note} source" in printed
    assert f"“The letters were friendly”, signed “finance team”, {note} source" in printed


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("report.docx", b"no Word document", "report.docx"),
        ("report.pdf", b"no PDF", "report.pdf"),
        ("report.md", b"\xff\xfe\x00", "report.md"),
        ("report.xlsx", b"", '".xlsx" is no format of report that is read'),
        ("report", b"words", "is no format of report that is read"),
    ],
)
def test_a_report_that_cannot_be_read_is_told_with_its_name(
    name: str, raw: bytes, told: str, study: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(raw)
    result = invoke("verify", tmp_path / name, study)
    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, InputError)
    assert told in str(result.exception)
    assert "fix:" in str(result.exception)


def test_a_report_that_is_not_there_or_is_a_folder_is_told(study: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.docx", tmp_path):
        result = invoke("verify", path, study)
        assert (result.exit_code, result.stdout) == (1, "")
        assert isinstance(result.exception, InputError)
        assert "the report cannot be read" in str(result.exception)
