"""Two versions of a codebook, compared in words and on a corpus."""

from __future__ import annotations

from typing import NamedTuple

from interview_coder.codebook_comparing.codebook_changes import compare_codebooks
from interview_coder.codebook_comparing.corpus_changes import compare_on_corpus
from interview_coder.errors import InputError, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.model.codebook import Codebook
from interview_coder.model.comparison import CodebookComparison
from interview_coder.project.codebook_versions import CODEBOOK, CodebookVersion, read_version
from interview_coder.project.study_folder import StudyFolder
from interview_coder.study_inputs import StudyInputs
from interview_coder.survey import collect

__all__ = ["NamedCodebook", "compare_codebooks", "compare_on_corpus", "compare_versions", "read_versions"]


class NamedCodebook(NamedTuple):
    """A version of a codebook, and what it was asked for by."""

    name: str
    codebook: Codebook


def read_versions(folder: StudyFolder, before: str, after: str | None = None) -> tuple[NamedCodebook, NamedCodebook]:
    """Read two versions of a codebook.

    Parameters
    ----------
    folder : StudyFolder
        The study that revisions are looked up in.
    before, after : str
        Files or git revisions, see `interview_coder.project.codebook_versions.read_version`. The study's codebook as it
        is now, if there is no `after`.

    Raises
    ------
    InputError
        With every problem of both.
    """
    problems: list[Problem] = []
    earlier = collect(problems, lambda: _read(folder, before))
    later = collect(problems, lambda: _read(folder, after))
    if earlier is None or later is None:
        raise InputError(*problems)
    return earlier, later


def _read(folder: StudyFolder, name: str | None) -> NamedCodebook:
    if name is None:
        version = CodebookVersion(str(folder.root / CODEBOOK), CODEBOOK, folder.read_codebook())
    else:
        version = read_version(folder.root, name)
    return NamedCodebook(version.name, read_codebook(version.raw, file=version.file))


def compare_versions(
    before: NamedCodebook,
    after: NamedCodebook,
    inputs: StudyInputs | None = None,
    *,
    follow: Follow = follow_without_showing,
) -> CodebookComparison:
    """Compare two versions of a codebook.

    Parameters
    ----------
    before, after : NamedCodebook
        Neither need be that of the study.
    inputs : StudyInputs, optional
        A study with the corpus on which both are run; without it they are compared in words only.
    follow : callable, optional
        Shows progress.
    """
    earlier, later = before.codebook, after.codebook
    changes = compare_codebooks(earlier, later)
    return CodebookComparison(
        before=before.name,
        after=after.name,
        codebook=changes,
        corpus=None if inputs is None else compare_on_corpus(earlier, later, changes, inputs, follow=follow),
        is_same_file=earlier.sha256 == later.sha256,
    )
