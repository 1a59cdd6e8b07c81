"""A study in Python: opening, running, frames, writing, and knowing whether what is written is still right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from interview_coder import InputError, Run, Study
from interview_coder.report import write_files

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
themes:
  - id: cost
    codes: [{id: high_rent, match: [rent]}]
  - id: trust
    codes: [{id: broken_trust, match: [believe]}]
"""
INTERVIEW = "INTERVIEWER: What of the rent?\n\nP01: The rent is high. I do not believe them.\n"
SHEET = "participant,stakeholder_type\nP01,tenant\n"
QUICK = "language_model: blank\n"


@pytest.fixture
def study(make_study: MakeStudy) -> Study:
    return Study.open(make_study(CODEBOOK, {"a.txt": INTERVIEW}, SHEET, QUICK))


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["nowhere", "a file"])
def test_a_study_that_is_no_folder_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(InputError, match="there is no such folder"):
        Study.open(tmp_path / name)


def test_a_folder_without_a_codebook_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no codebook\.yml in this folder\n  fix: .*init"):
        Study.open(tmp_path).run()


def test_a_run_writes_nothing_until_it_is_told_to(study: Study) -> None:
    before = files_below(study.folder.root)
    study.run()
    assert files_below(study.folder.root) == before


def test_writing_gives_every_file_of_the_run_and_touches_no_other(study: Study) -> None:
    before = files_below(study.folder.root)
    run = study.run()
    written = run.write()
    after = files_below(study.folder.root)
    assert {name: content for name, content in after.items() if not name.startswith("outputs/")} == before
    assert files_below(study.folder.outputs) == write_files(run.results)
    assert sorted(written) == sorted(study.folder.outputs / name for name in write_files(run.results))


def test_writing_again_gives_the_same_bytes(study: Study) -> None:
    study.run().write()
    before = files_below(study.folder.outputs)
    study.run().write()
    assert files_below(study.folder.outputs) == before


def test_a_table_that_a_run_no_longer_makes_is_removed_and_what_people_put_there_stays(study: Study) -> None:
    study.run().write()
    (study.folder.outputs / "tables" / "old_table.csv").write_text("of an earlier version\n")
    (study.folder.outputs / "notes.txt").write_text("mine\n")
    study.run().write()
    assert not (study.folder.outputs / "tables" / "old_table.csv").exists()
    assert (study.folder.outputs / "notes.txt").read_text() == "mine\n"


def test_a_frame_name_means_one_frame(study: Study) -> None:
    names = study.run().frame_names
    assert len(names) == len(set(names))


def test_every_frame_has_the_columns_and_rows_of_its_file(sample_run: Run, sample_outputs: Path) -> None:
    for name in sample_run.results.tables:
        written = pd.read_csv(sample_outputs / "tables" / f"{name}.csv", keep_default_na=False)
        pd.testing.assert_frame_equal(sample_run.frame(name), written, check_dtype=False)
    for name in ("sources", "turns", "segments", "codings", "quotes", "clusters"):
        lines = (sample_outputs / f"{name}.jsonl").read_bytes().split(b"\n")
        written = pd.DataFrame([json.loads(line) for line in lines if line])
        pd.testing.assert_frame_equal(sample_run.frame(name), written)


def test_a_frame_name_that_is_not_known_offers_the_near_one(study: Study) -> None:
    with pytest.raises(KeyError, match='did you mean "theme_matrix"'):
        study.run().frame("theme_matirx")


def test_a_study_that_was_never_run_has_no_current_outputs(study: Study) -> None:
    assert not study.has_current_outputs()


@pytest.mark.parametrize("name", ["codebook.yml", "study.yml", "corpus/a.txt", "corpus/participants.csv"])
def test_outputs_are_current_until_a_file_of_the_study_changes(name: str, study: Study) -> None:
    study.run().write()
    assert study.has_current_outputs()
    path = study.folder.root / name
    kept = path.read_bytes()
    path.write_bytes(kept + b"\n")
    assert not study.has_current_outputs()
    path.write_bytes(kept)
    assert study.has_current_outputs()


def test_outputs_are_not_current_when_a_transcript_is_added(study: Study) -> None:
    study.run().write()
    (study.folder.corpus / "b.txt").write_text(INTERVIEW)
    assert not study.has_current_outputs()


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", '{"fingerprint": null}'])
def test_outputs_whose_manifest_says_nothing_are_not_current(content: str, study: Study) -> None:
    study.run().write()
    (study.folder.outputs / "run.json").write_text(content)
    assert not study.has_current_outputs()


@pytest.mark.parametrize("name", ["codings.jsonl", "tables/theme_matrix.csv"])
def test_outputs_of_which_a_file_is_gone_are_not_current(name: str, study: Study) -> None:
    study.run().write()
    (study.folder.outputs / name).unlink()
    assert not study.has_current_outputs()


def test_records_and_tables_are_read_back_as_they_were_written(study: Study) -> None:
    run = study.run()
    run.write()
    assert [record["id"] for record in study.read_records("codings")] == [one.coding_id for one in run.results.codings]
    for name, table in run.results.tables.items():
        assert study.read_table(name) == table


def test_a_write_that_is_interrupted_leaves_every_file_whole_and_no_other_behind(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.run().write()
    before = files_below(study.folder.outputs)
    (study.folder.root / "codebook.yml").write_text(CODEBOOK.replace("rent]", "(rent | them)]"))
    run = study.run()
    after = write_files(run.results)
    interrupt_at_the_fifth_file(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        run.write()
    found = files_below(study.folder.outputs)
    assert set(found) == set(before)
    assert all(content in {before[name], after[name]} for name, content in found.items())


def test_outputs_that_an_interrupted_write_mixed_are_never_taken_for_current(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.run().write()
    before = files_below(study.folder.outputs)
    (study.folder.root / "codebook.yml").write_text(CODEBOOK.replace("rent]", "(rent | them)]"))
    run = study.run()
    with monkeypatch.context() as patched:
        interrupt_at_the_fifth_file(patched)
        with pytest.raises(KeyboardInterrupt):
            run.write()
    (study.folder.root / "codebook.yml").write_text(CODEBOOK)
    assert files_below(study.folder.outputs) == before or not study.has_current_outputs()


def interrupt_at_the_fifth_file(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = []
    move = Path.replace

    def replace_or_stop(path: Path, target: Path) -> Path:
        moved.append(path)
        if len(moved) == 5:
            raise KeyboardInterrupt
        return move(path, target)

    monkeypatch.setattr(Path, "replace", replace_or_stop)
