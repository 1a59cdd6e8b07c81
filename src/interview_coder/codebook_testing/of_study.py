"""The examples of a codebook, tried with what its study says of itself."""

from __future__ import annotations

from collections.abc import Collection

from interview_coder.codebook_testing.outcomes import ExampleReport
from interview_coder.codebook_testing.trying import try_examples
from interview_coder.errors import InputError
from interview_coder.ingest.participants_csv import FILE as ROSTER_FILE
from interview_coder.ingest.participants_csv import read_participants
from interview_coder.language import load_language
from interview_coder.library import vocabulary_name
from interview_coder.project.cache import FOLDER as CACHE_FOLDER
from interview_coder.project.cache import Cache
from interview_coder.project.settings import Settings, read_settings
from interview_coder.project.study_folder import StudyFolder


def try_examples_of_study(
    folder: StudyFolder,
    raw: bytes | None = None,
    *,
    file: str = "codebook.yml",
    codes: Collection[str] | None = None,
) -> ExampleReport:
    """Try the examples of a codebook with the language model and the stakeholder types of a study.

    Parameters
    ----------
    folder : StudyFolder
        Its transcripts are not read.
    raw : bytes, optional
        Another codebook than that of the study.
    file : str, default="codebook.yml"
        Name of the codebook for places.
    codes : collection of str, optional
        Ids of the codes to try; all, if it is not given.

    Returns
    -------
    ExampleReport
        See `interview_coder.codebook_testing.try_examples`.

    Raises
    ------
    InputError
        With every problem of the codebook or the settings.
    """
    settings = read_settings(folder.read_optional("study.yml"))
    kept = Cache(folder.root / CACHE_FOLDER).read(vocabulary_name())
    return try_examples(
        folder.read_codebook() if raw is None else raw,
        load_language(settings.language_model, kept),
        file=file,
        stakeholder_types=_read_types(folder, settings),
        codes=codes,
    )


def _read_types(folder: StudyFolder, settings: Settings) -> set[str]:
    """Return the stakeholder types of ``participants.csv``; none where it cannot be read, which other commands tell."""
    try:
        raw = folder.read_optional(ROSTER_FILE)
        roster = None if raw is None else read_participants(raw, encoding=settings.encoding or "")
    except InputError:
        return set()
    return set() if roster is None else {row.stakeholder_type for row in roster.rows.values() if row.stakeholder_type}
