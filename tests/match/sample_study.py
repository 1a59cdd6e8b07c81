"""The sample study of the repository as its matcher gets it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from interview_coder.errors import Problem
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.model.codebook import Codebook
from interview_coder.model.source import Participant, Source
from interview_coder.project.study_folder import StudyFolder
from interview_coder.survey import open_corpus

REPOSITORY = Path(__file__).parents[2]


class Sample(NamedTuple):
    codebook: Codebook
    sources: tuple[Source, ...]
    participants: Mapping[str, Participant]


@cache
def read_sample() -> Sample:
    """Read the codebook and the corpus of the repository."""
    folder = StudyFolder(REPOSITORY)
    problems: list[Problem] = []
    reader, _ = open_corpus(folder, problems, allow_unknown=False)
    sources = sorted(reader.read_sources(), key=lambda source: source.source_id)
    assert not problems + reader.problems
    return Sample(read_codebook(folder.read_codebook()), tuple(sources), reader.resolver.participants)
