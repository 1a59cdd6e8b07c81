"""What a run was made from, and how far it was reviewed: the facts of ``run.json``."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from interview_coder.grouping import Grouping
from interview_coder.installed import list_versions
from interview_coder.project.program_key import fingerprint
from interview_coder.report.review_text import tell_review
from interview_coder.study_inputs import StudyInputs
from interview_coder.tabulate.counting import Evidence
from interview_coder.tabulate.review import REVIEW, describe_reviews


def make_manifest(inputs: StudyInputs, n_codings: int, grouping: Grouping) -> dict[str, Any]:
    """Return what a run was made from: versions, settings, hashes, counts.

    Parameters
    ----------
    n_codings : int
        That count.
    """
    summaries = [one.summary for one in inputs.stored]
    return {
        "fingerprint": fingerprint(inputs.input_hashes),
        "program": {"interview-coder": version("interview-coder"), "python": platform.python_version()}
        | list_versions(),
        "language_model": inputs.library.language.describe_model(),
        "settings": inputs.settings.model_dump(),
        "allow_unknown": inputs.library.reader.resolver.allow_unknown,
        "codebook": {
            "version": inputs.codebook.version,
            "sha256": inputs.codebook.sha256,
            "text": inputs.raw_codebook,
        },
        "inputs": dict(inputs.input_hashes),
        "files_left_out": sorted({problem.place.file for problem in inputs.left_out}),
        "counts": {
            "sources": len(summaries),
            "participants": len(inputs.participants),
            "turns": sum(one.n_turns for one in summaries),
            "participant_turns": sum(n_turns for one in summaries for n_turns, _ in one.speaking.values()),
            "segments": sum(len(one.segments) for one in inputs.stored),
            "codings": n_codings,
            "clusters": len(grouping.clusters),
            "rules": sum(len(code.rules) for code in inputs.codebook.codes),
        },
        "warnings": list(inputs.warnings),
    }


def describe_review(inputs: StudyInputs, evidence: Evidence, coders: Sequence[str]) -> dict[str, Any]:
    """Return how far the codings were reviewed, in numbers and in words."""
    whole = describe_reviews(evidence.reviews.sum(axis=0, keepdims=True))
    counts = {name: whole[name][0] for name in REVIEW}
    n_rules = sum(len(code.rules) for code in inputs.codebook.codes)
    told = tell_review(counts, inputs.settings.codings, n_rules)
    return {"told": told, **counts, "coders": list(coders)}
