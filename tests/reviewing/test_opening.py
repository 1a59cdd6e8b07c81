"""A desk is opened with what the last run read and coded, and also where a speaker is not named."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made_studies import a_small_study

from interview_coder.library import Library
from interview_coder.match.rule_matcher import RuleMatcher


@pytest.mark.parametrize("allow_unknown", [False, True])
def test_nothing_is_read_or_coded_again_after_a_run(
    allow_unknown: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = a_small_study(tmp_path / "study")
    n_codings = len(list(study.run(allow_unknown=allow_unknown).codings))
    study.run(allow_unknown=allow_unknown).write()
    monkeypatch.setattr(Library, "_read", None)
    monkeypatch.setattr(RuleMatcher, "match_block", None)
    assert len(study.open_desk("ben").columns) == n_codings


def test_a_speaker_who_came_since_the_last_run_counts_as_unknown(tmp_path: Path) -> None:
    study = a_small_study(tmp_path / "study")
    study.run().write()
    path = study.folder.corpus / "s0.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nP77: The rent is high.\n", encoding="utf-8")
    columns = study.open_desk("ben").columns
    assert "unknown" in columns.type_names
