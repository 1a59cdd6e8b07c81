"""A study in Python: opening, running, frames, writing, and knowing whether what is written is still right."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
from tests.made_studies import files_below

from interview_coder import InputError, Run, Study
from interview_coder.project.cache import FOLDER as CACHE

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
    written = study.run().write()
    after = files_below(study.folder.root)
    assert {name: content for name, content in after.items() if not name.startswith("outputs/")} == before
    assert sorted(written) == sorted(study.folder.root / name for name in after if name not in before)


def test_the_manifest_has_the_hash_of_every_other_file(study: Study) -> None:
    study.run().write()
    files = files_below(study.folder.outputs)
    manifest = json.loads(files.pop("run.json"))
    assert manifest["outputs"] == {name: sha256(files[name]).hexdigest() for name in sorted(files)}
    inputs = files_below(study.folder.root)
    assert manifest["inputs"] == {
        name: sha256(content).hexdigest() for name, content in sorted(inputs.items()) if not name.startswith("outputs/")
    }


def test_a_run_stays_as_it_was_when_the_study_is_run_again(study: Study) -> None:
    first = study.run()
    first.write()
    before = {name: list(first.records(name)) for name in ("sources", "turns", "codings", "quotes", "clusters")}
    (study.folder.root / "codebook.yml").write_text(CODEBOOK.replace("[rent]", "[high]"))
    (study.folder.corpus / "b.txt").write_text(INTERVIEW)
    study.run().write()
    assert {name: list(first.records(name)) for name in before} == before
    assert first.sources[0].text == INTERVIEW


def test_a_run_that_could_not_be_written_can_be_written_later(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    run = study.run()
    with monkeypatch.context() as patched:
        interrupt_at_the_fifth_file(patched, OSError(13, "no permission"))
        with pytest.raises(InputError, match="the outputs cannot be written"):
            run.write()
    run.write()
    assert study.read_manifest() is not None


def test_what_a_killed_run_left_in_the_outputs_is_removed_by_the_next(study: Study) -> None:
    study.run().write()
    left = [study.folder.outputs / name for name in (".writing-1-codings.jsonl", "tables/.writing-1-theme_matrix.csv")]
    for path in left:
        path.write_text("half")
    study.run().write()
    assert not any(path.exists() for path in left)


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
        frame = sample_run.frame(name)
        pd.testing.assert_frame_equal(frame.where(frame.notna(), ""), written, check_dtype=False)
    for name in ("sources", "turns", "segments", "codings", "quotes", "clusters"):
        lines = (sample_outputs / f"{name}.jsonl").read_bytes().split(b"\n")
        written = pd.DataFrame([json.loads(line) for line in lines if line])
        pd.testing.assert_frame_equal(sample_run.frame(name), written)


def test_a_frame_name_that_is_not_known_offers_the_near_one(study: Study) -> None:
    with pytest.raises(KeyError, match='did you mean "theme_matrix"'):
        study.run().frame("theme_matirx")


def test_a_study_that_was_never_run_has_no_current_outputs(study: Study) -> None:
    assert study.read_manifest() is None


def test_the_manifest_of_current_outputs_is_what_stands_in_them(study: Study) -> None:
    study.run().write()
    assert study.read_manifest() == json.loads((study.folder.outputs / "run.json").read_text())


@pytest.mark.parametrize("name", ["codebook.yml", "study.yml", "corpus/a.txt", "corpus/participants.csv"])
def test_outputs_are_current_until_a_file_of_the_study_changes(name: str, study: Study) -> None:
    study.run().write()
    assert study.read_manifest() is not None
    path = study.folder.root / name
    kept = path.read_bytes()
    path.write_bytes(kept + b"\n")
    assert study.read_manifest() is None
    path.write_bytes(kept)
    assert study.read_manifest() is not None


def test_outputs_are_not_current_when_a_transcript_is_added(study: Study) -> None:
    study.run().write()
    (study.folder.corpus / "b.txt").write_text(INTERVIEW)
    assert study.read_manifest() is None


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", '{"fingerprint": null}'])
def test_outputs_whose_manifest_says_nothing_are_not_current(content: str, study: Study) -> None:
    study.run().write()
    (study.folder.outputs / "run.json").write_text(content)
    assert study.read_manifest() is None


@pytest.mark.parametrize("name", ["codings.jsonl", "tables/theme_matrix.csv"])
def test_outputs_of_which_a_file_is_gone_are_not_current(name: str, study: Study) -> None:
    study.run().write()
    (study.folder.outputs / name).unlink()
    assert study.read_manifest() is None


@pytest.mark.parametrize("name", ["codings.jsonl", "tables/theme_matrix.csv", "report.html"])
def test_outputs_of_which_one_letter_was_changed_at_once_are_not_current(name: str, study: Study) -> None:
    study.run().write()
    path = study.folder.outputs / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    with path.open("r+b") as stream:
        stream.write(content)
    assert study.read_manifest() is None


def test_a_file_that_was_changed_and_got_its_old_time_back_is_noticed(study: Study) -> None:
    study.run().write()
    assert study.read_manifest() is not None
    path = study.folder.corpus / "a.txt"
    stat = path.stat()
    with path.open("r+b") as stream:
        stream.write(INTERVIEW.replace("high", "mild").encode())
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert study.read_manifest() is None


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ("interview_coder.current_outputs.list_versions", {"spacy": "99"}),
        ("interview_coder.current_outputs.is_of_this_program", False),
        ("interview_coder.installed.version", "99"),
    ],
)
def test_outputs_of_another_version_are_not_current(
    changed: str, value: object, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.run().write()
    monkeypatch.setattr(changed, lambda *_: value)
    assert study.read_manifest() is None


def test_outputs_are_current_without_their_cache(study: Study) -> None:
    study.run().write()
    shutil.rmtree(study.folder.root / CACHE)
    assert study.read_manifest() is not None


def test_records_and_tables_are_read_back_as_they_were_written(study: Study) -> None:
    run = study.run()
    run.write()
    assert [record["id"] for record in study.read_records("codings")] == [one.coding_id for one in run.codings]
    assert [record["text"] for record in study.read_records("quotes")] == [one.text for one in run.quotes]
    for name, table in run.results.tables.items():
        assert study.read_table(name) == table


def test_a_study_compares_its_codebook_with_an_earlier_one(study: Study) -> None:
    (study.folder.root / "old.yml").write_text(CODEBOOK.replace("[rent]", "[rents]"))
    compared = study.compare_codebooks("old.yml")
    assert (compared.before, compared.is_changed) == ("old.yml", True)
    assert compared.corpus is not None
    alone = study.compare_codebooks("old.yml", on_corpus=False)
    assert (alone.codebook, alone.corpus) == (compared.codebook, None)


def test_a_study_tries_the_examples_of_its_codebook(study: Study) -> None:
    (study.folder.root / "codebook.yml").write_text(
        CODEBOOK.replace("match: [rent]", "match: [rent], examples: [The rent is high., It rose.]")
    )
    report = study.test_codebook()
    assert [outcome.example.text for outcome in report.failures] == ["It rose."]
    assert study.test_codebook(codes=["broken_trust"]).n_tried == 0


def test_a_write_that_is_interrupted_leaves_every_file_whole_and_no_other_behind(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, run = write_and_interrupt_another_run(study, monkeypatch)
    found = files_below(study.folder.outputs)
    run.write()
    after = files_below(study.folder.outputs)
    assert set(found) == set(before) == set(after)
    assert all(content in {before[name], after[name]} for name, content in found.items())
    assert found["run.json"] == before["run.json"] != after["run.json"]


def test_outputs_that_an_interrupted_write_mixed_are_never_taken_for_current(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = write_and_interrupt_another_run(study, monkeypatch)
    (study.folder.root / "codebook.yml").write_text(CODEBOOK)
    assert files_below(study.folder.outputs) == before or study.read_manifest() is None


def write_and_interrupt_another_run(study: Study, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, bytes], Run]:
    """Write a run, then stop one of other rules while it is written; return what the first wrote, and the second."""
    study.run().write()
    before = files_below(study.folder.outputs)
    (study.folder.root / "codebook.yml").write_text(CODEBOOK.replace("rent]", "(rent | them)]"))
    run = study.run()
    with monkeypatch.context() as patched:
        interrupt_at_the_fifth_file(patched)
        with pytest.raises(KeyboardInterrupt):
            run.write()
    return before, run


def interrupt_at_the_fifth_file(monkeypatch: pytest.MonkeyPatch, error: BaseException | None = None) -> None:
    moved = []
    move = Path.replace

    def replace_or_stop(path: Path, target: Path) -> Path:
        if "outputs" in target.parts:
            moved.append(path)
        if len(moved) == 5:
            raise error or KeyboardInterrupt
        return move(path, target)

    monkeypatch.setattr(Path, "replace", replace_or_stop)
