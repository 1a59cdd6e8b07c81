"""The files of sources, turns and segments: pieces that hold are copied or left, the others are written anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made_studies import a_small_study, fresh_outputs, make_transcript, run_as_the_command_does, seeded

from interview_coder import InputError, Study
from interview_coder.known_sources import StoredSource
from interview_coder.library import Library, ReadSource
from interview_coder.project.cache import FOLDER as CACHE
from interview_coder.recording import BY_SOURCE


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = a_small_study(tmp_path / "study")
    study.run().write()
    return study


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sources that are opened to be recorded."""
    ids: list[str] = []
    open_source = Library.open

    def open_and_note(self: Library, stored: StoredSource) -> ReadSource:
        ids.append(stored.summary.source_id)
        return open_source(self, stored)

    monkeypatch.setattr("interview_coder.recording.Library.open", open_and_note)
    return ids


def numbers_on_disk(study: Study) -> dict[str, int]:
    return {name: (study.folder.outputs / name).stat().st_ino for name in BY_SOURCE}


def test_files_in_which_nothing_changed_stay_where_they_are(study: Study) -> None:
    before = numbers_on_disk(study)
    path = study.folder.root / "codebook.yml"
    path.write_text(path.read_text().replace("[rent]", "[tower]") + "# more\n")
    assert run_as_the_command_does(study) == fresh_outputs(study)
    assert numbers_on_disk(study) == before


@pytest.mark.parametrize("name", ["a_first.txt", "s1.txt", "z_last.txt"])
def test_only_what_is_new_is_opened(name: str, study: Study, opened: list[str]) -> None:
    (study.folder.corpus / name).write_text(make_transcript(seeded(name), 4))
    run = study.run()
    # to be coded, to be grouped, and once for all three files
    assert opened.count(name.removesuffix(".txt")) >= 1
    run.write()
    found = {one: (study.folder.outputs / one).read_bytes() for one in BY_SOURCE}
    fresh = fresh_outputs(study)
    assert isinstance(fresh, dict)
    assert found == {one: fresh[one] for one in BY_SOURCE}


@pytest.mark.parametrize("name", BY_SOURCE)
@pytest.mark.parametrize("how", ["edited", "removed"])
def test_a_file_that_somebody_edited_or_removed_is_written_anew(name: str, how: str, study: Study) -> None:
    path = study.folder.outputs / name
    if how == "edited":
        path.write_bytes(path.read_bytes().replace(b"rent", b"RENT"))
    else:
        path.unlink()
    assert run_as_the_command_does(study) == fresh_outputs(study)


def test_pieces_of_another_version_of_the_program_are_left_aside(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    before = numbers_on_disk(study)
    monkeypatch.setattr("interview_coder.project.piece_file.program_key", lambda: "another")
    assert study.read_manifest() is None
    study.run().write()
    assert all(number != before[name] for name, number in numbers_on_disk(study).items())
    assert study.read_manifest() is not None


def test_what_is_known_of_the_pieces_may_be_lost(study: Study) -> None:
    (study.folder.root / CACHE / "pieces.json").unlink()
    assert study.read_manifest() is not None
    (study.folder.corpus / "s1.txt").unlink()
    assert run_as_the_command_does(study) == fresh_outputs(study)


def test_a_file_that_is_edited_in_its_place_between_run_and_write_is_told_and_not_taken_for_right(study: Study) -> None:
    (study.folder.root / "codebook.yml").write_text((study.folder.root / "codebook.yml").read_text() + "# more\n")
    run = study.run()
    with (study.folder.outputs / "turns.jsonl").open("ab") as stream:
        stream.write(b"{}\n")
    with pytest.raises(InputError, match=r"outputs/turns\.jsonl: error: the file was changed or removed"):
        run.write()
    assert run_as_the_command_does(study) == fresh_outputs(study)
