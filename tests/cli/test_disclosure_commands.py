"""``disclosure``, ``tables`` and ``balance`` on the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.calling import error, invoke, output

CODEBOOK = (
    "themes: [{id: rent, codes: [{id: high, match: [rent]}]}, {id: trust, codes: [{id: promise, match: [promise]}]}]"
)
ROSTER = "participant,stakeholder_type,area\n" + "".join(
    f"T{n},tenant,{'north' if n else 'south'}\n" for n in range(1, 6)
)
TALK = "".join(f"T{n}: The rent rose again.\n\n" for n in range(1, 6))
SIDE = "L1: A promise about the rent, says Dr Marsh.\n\nT1: They promise a lot.\n"


@pytest.fixture
def study(make_study: Callable[..., Path]) -> Path:
    roster = f"{ROSTER}L1,landlord,north\n"
    root = make_study(CODEBOOK, {"a.txt": TALK + SIDE}, roster, "language_model: blank\nclusters: 'off'\n")
    output("run", root)
    return root


def test_the_only_landlord_is_told_without_her_id(study: Path) -> None:
    printed = output("disclosure", study)
    assert "landlord representative: fits 1; 2 quotes" in printed
    assert "L1" not in printed


def test_k_is_that_of_the_settings_if_not_given(study: Path) -> None:
    assert "fewer than 3 participants of 6" in output("disclosure", study)
    (study / "study.yml").write_text("language_model: blank\nclusters: 'off'\nk: 5\n", encoding="utf-8")
    assert "fewer than 5 participants of 6" in output("disclosure", study)
    assert "fewer than 2 participants of 6" in output("disclosure", study, "--k", 2)


def test_strict_ends_with_1_where_something_is_found(study: Path) -> None:
    assert invoke("disclosure", study, "--strict").exit_code == 1
    assert invoke("disclosure", study, "--strict", "--k", 1).exit_code == 0
    assert invoke("disclosure", study, "--scan", "--strict").exit_code == 1


def test_a_row_of_the_table_has_what_is_said_of_it(study: Path) -> None:
    rows = list(csv.DictReader(output("disclosure", study, "--format", "csv").splitlines()))
    assert json.loads(output("disclosure", study, "--format", "json"))[0]["participants"] == 1
    alone = rows[0]
    assert (alone["label"], alone["participants"], alone["merge_with"]) == (
        *("landlord representative", "1"),
        "tenant representative",
    )


def test_an_unknown_attribute_offers_the_near_one(study: Path) -> None:
    assert 'did you mean "area"?' in error("disclosure", study, "--by", "aera")


def test_what_is_scanned_is_masked_unless_asked_for(study: Path) -> None:
    assert "Dr Marsh" not in output("disclosure", study, "--scan")
    assert "D… (8 characters)" in output("disclosure", study, "--scan")
    assert "Dr Marsh" in output("disclosure", study, "--scan", "--show")


def test_charts_are_scanned_too_but_not_what_only_programs_read_of_them(study: Path) -> None:
    folder = study / "outputs" / "charts"
    folder.mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>jo.penn@example.org</text></svg>'
    (folder / "mine.svg").write_text(drawing, encoding="utf-8")
    shown = output("disclosure", study, "--scan", "--show")
    assert "charts/mine.svg" in shown
    assert "jo.penn@example.org" in shown
    assert "w3.org" not in shown


def test_scanning_is_not_for_labels(study: Path) -> None:
    assert invoke("disclosure", study, "--scan", "--k", 3).exit_code == 2


def test_tables_are_listed_with_what_would_be_withheld(study: Path) -> None:
    rows = {row["table"]: row for row in json.loads(output("tables", study, "--format", "json"))}
    assert rows["theme_matrix"]["small"] > 0
    assert rows["saturation"]["published"] is False


def test_published_tables_stand_in_their_folder_with_a_page_that_explains_the_marks(
    study: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    output("tables", study, "--publish", "--output", folder)
    rows = list(csv.DictReader((folder / "theme_matrix.csv").read_text(encoding="utf-8").splitlines()))
    of_landlords = {row["theme"]: row["participants"] for row in rows if row["stakeholder_type"] == "landlord"}
    assert set(of_landlords.values()) <= {"<3", "[c]"}
    assert "`<3`" in (folder / "read-me.md").read_text(encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    output("tables", study, "--publish", "--output", folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_tables_are_not_published_among_files_of_the_study_or_of_others(study: Path, tmp_path: Path) -> None:
    assert "a place for files of the study" in error("tables", study, "--publish", "--output", study / "outputs" / "x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").touch()
    assert "other files are in this folder" in error("tables", study, "--publish", "--output", tmp_path / "mine")
    assert invoke("tables", study, "--publish").exit_code == 2


def test_an_unknown_table_offers_the_near_one(study: Path) -> None:
    assert 'did you mean "theme_matrix"?' in error("tables", study, "--table", "theme_matrixx")


def test_balance_weighs_the_report_a_list_or_a_draft(study: Path, tmp_path: Path) -> None:
    assert "The quotes of report.html" in output("balance", study)
    ids = [row["id"] for row in json.loads(output("quotes", study, "--format", "json"))]
    (tmp_path / "ids.txt").write_text("\n".join(ids[:2]), encoding="utf-8")
    assert "2 quotes under themes" in output("balance", study, "--ids", tmp_path / "ids.txt")
    (tmp_path / "draft.md").write_text("They said: “The rent rose again.” (tenant representative)\n", encoding="utf-8")
    assert "under themes" in output("balance", study, "--draft", tmp_path / "draft.md")
    assert invoke("balance", study, "--draft", "a", "--ids", "b").exit_code == 2
    assert "cannot be read" in error("balance", study, "--ids", tmp_path / "nowhere.txt")


def test_balance_as_csv_begins_with_the_whole_selection(study: Path) -> None:
    [first, *_] = csv.DictReader(output("balance", study, "--format", "csv").splitlines())
    assert first["finding"] == "whole selection"
    assert 0 <= float(first["chance"]) <= 1
