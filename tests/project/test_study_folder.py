from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.errors import InputError
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.study_folder import StudyFolder


def write(root: Path, *files: str) -> StudyFolder:
    """Write files whose text is their own name."""
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return StudyFolder(root)


def problem_of(do: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        do()
    (problem,) = caught.value.problems
    assert problem.fix
    return str(problem.place), problem.message


def names(folder: StudyFolder) -> list[str]:
    return [path.relative_to(folder.corpus).as_posix() for path in folder.transcript_paths()]


def outputs(folder: StudyFolder) -> dict[str, bytes]:
    return {
        path.relative_to(folder.outputs).as_posix(): path.read_bytes()
        for path in folder.outputs.rglob("*")
        if path.is_file()
    }


def test_transcripts_come_sorted_from_all_folders_of_the_corpus(tmp_path: Path) -> None:
    folder = write(tmp_path, "corpus/b.txt", "corpus/a/z.docx", "corpus/a.vtt", "corpus/a/b/c.txt")
    assert names(folder) == ["a/b/c.txt", "a/z.docx", "a.vtt", "b.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "participants.csv",
        "README.md",
        "readme.txt",
        "ReadMe",
        ".DS_Store",
        ".hidden/a.txt",
        "~$interview.docx",
        "sub/.git/a",
    ],
)
def test_what_is_no_transcript_is_left_out(name: str, tmp_path: Path) -> None:
    assert names(write(tmp_path, "corpus/a.txt", f"corpus/{name}")) == ["a.txt"]


@pytest.mark.parametrize("name", ["a.xyz", "my readme notes.txt", "people.csv", "no_ending"])
def test_other_files_are_taken_for_transcripts_so_that_none_is_lost_silently(name: str, tmp_path: Path) -> None:
    assert names(write(tmp_path, f"corpus/{name}")) == [name]


def test_a_study_without_a_corpus_is_told(tmp_path: Path) -> None:
    assert problem_of(StudyFolder(tmp_path).transcript_paths) == (str(tmp_path), "there is no corpus/ folder")


def test_a_corpus_without_transcripts_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, "corpus/participants.csv", "corpus/.hidden")
    assert problem_of(folder.transcript_paths) == ("corpus", "the corpus is empty")


def test_a_folder_without_a_codebook_is_told(tmp_path: Path) -> None:
    place, message = problem_of(StudyFolder(tmp_path).read_codebook)
    assert place == str(tmp_path)
    assert "no codebook.yml" in message


def test_the_codebook_is_given_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "codebook.yml").write_bytes(b"\xff\r\n")
    assert StudyFolder(tmp_path).read_codebook() == b"\xff\r\n"


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert StudyFolder(tmp_path).read_optional("study.yml") is None


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "study.yml").mkdir()
    place, message = problem_of(lambda: StudyFolder(tmp_path).read_optional("study.yml"))
    assert place == "study.yml"
    assert "cannot be read" in message


def test_every_file_that_a_run_depends_on_is_hashed(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        "codebook.yml",
        "study.yml",
        "corpus/participants.csv",
        "corpus/sub/a.txt",
        "corpus/README.md",
        "outputs/run.json",
        "notes.txt",
    )
    hashed = folder.hash_inputs(FileHashes())
    assert hashed == {
        name: hashlib.sha256(name.encode()).hexdigest()
        for name in ("codebook.yml", "corpus/participants.csv", "corpus/sub/a.txt", "study.yml")
    }
    assert list(hashed) == sorted(hashed)


def test_files_that_may_be_missing_are_not_hashed_where_they_are(tmp_path: Path) -> None:
    assert list(write(tmp_path, "codebook.yml", "corpus/a.txt").hash_inputs(FileHashes())) == [
        "codebook.yml",
        "corpus/a.txt",
    ]


def test_outputs_are_written_with_the_folders_that_they_need(tmp_path: Path) -> None:
    folder = StudyFolder(tmp_path)
    folder.write_outputs({"run.json": b"{}", "tables/a.csv": b"a\r\n"})
    assert outputs(folder) == {"run.json": b"{}", "tables/a.csv": b"a\r\n"}


def test_writing_replaces_what_was_there_and_leaves_other_files_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, "outputs/a.csv", "outputs/mine.txt")
    folder.write_outputs({"a.csv": b"new"})
    assert outputs(folder) == {"a.csv": b"new", "mine.txt": b"outputs/mine.txt"}


def test_stale_files_are_removed_unless_they_are_written_again(tmp_path: Path) -> None:
    folder = write(tmp_path, "outputs/tables/old.csv", "outputs/tables/kept.csv")
    folder.write_outputs({"tables/kept.csv": b"new"}, stale=["tables/old.csv", "tables/kept.csv", "tables/never.csv"])
    assert outputs(folder) == {"tables/kept.csv": b"new"}


def test_a_failed_write_leaves_the_earlier_files_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, "outputs/a.csv", "outputs/b.csv", "outputs/old.csv")
    before = outputs(folder)
    write_bytes = Path.write_bytes

    def fail_at_b(path: Path, content: bytes) -> int:
        if path.name.endswith("b.csv"):
            write_bytes(path, content[:1])
            raise OSError(28, "No space left on device")
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail_at_b)
    with pytest.raises((OSError, InputError)):
        folder.write_outputs({"a.csv": b"new", "b.csv": b"new"}, stale=["old.csv"])
    assert outputs(folder) == before


def test_nothing_outside_outputs_is_written(tmp_path: Path) -> None:
    folder = write(tmp_path, "codebook.yml", "corpus/a.txt")
    folder.write_outputs({"a.csv": b"new"})
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {
        "codebook.yml",
        "corpus/a.txt",
        "outputs/a.csv",
    }
