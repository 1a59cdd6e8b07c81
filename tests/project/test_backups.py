"""A copy of a file is kept in the study before the program changes it."""

from __future__ import annotations

from pathlib import Path

from interview_coder.project.backups import keep_backup
from interview_coder.project.study_folder import StudyFolder


def test_every_copy_has_a_name_of_its_own_and_the_bytes_of_the_file(tmp_path: Path) -> None:
    folder = StudyFolder(tmp_path)
    kept = [keep_backup(folder, "codebook.yml", content) for content in (b"one\r\n", b"two")]
    assert [(tmp_path / name).read_bytes() for name in kept] == [b"one\r\n", b"two"]
    assert len(set(kept)) == 2
    assert {Path(name).parent.as_posix() for name in kept} == {".interview-coder/backups"}
