"""What was found in a study, gathered for its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interview_coder.grouping import Grouping
from interview_coder.known_questions import KnownQuestions
from interview_coder.known_sources import StoredSource
from interview_coder.model.codebook import Codebook
from interview_coder.model.question_subject import Subject, list_subjects
from interview_coder.model.source import Participant
from interview_coder.project.coding_table import CodingTable
from interview_coder.tabulate.counting import Evidence, Questions

if TYPE_CHECKING:
    from numpy.typing import NDArray


def gather_evidence(
    codebook: Codebook,
    stored: Sequence[StoredSource],
    participants: Mapping[str, Participant],
    codings: CodingTable,
    questions: KnownQuestions,
    grouping: Grouping,
    reviews: NDArray[Any],
) -> Evidence:
    """Gather what tables are made from; sources, codes and participants stand in the table as in these."""
    import numpy as np

    people = {name: place for place, name in enumerate(participants)}
    speaking = [(place, people[name]) for place, one in enumerate(stored) for name in one.summary.speaking]
    return Evidence(
        codebook=codebook,
        source_ids=[one.summary.source_id for one in stored],
        participants=list(participants.values()),
        speaking=np.array(speaking, np.int64).reshape(-1, 2),
        n_segments=np.array([len(one.segments) for one in stored], np.int64),
        n_turns=np.array([_count_distinct(one.segments.turns) for one in stored], np.int64),
        lengths=np.array([int(one.segments.ends.max(initial=0)) for one in stored], np.int64),
        codings=codings,
        clusters=grouping.clusters,
        cluster_of=grouping.cluster_of,
        questions=_spread(codebook, stored, questions),
        reviews=reviews,
    )


def _count_distinct(rising: NDArray[Any]) -> int:
    return int((rising[1:] != rising[:-1]).sum()) + bool(len(rising))


def _spread(codebook: Codebook, stored: Sequence[StoredSource], known: KnownQuestions) -> Questions:
    """Tell which source asks about what: a question on a code or theme is one on all above and below it."""
    import numpy as np

    subjects = list(list_subjects(codebook))
    places = {one.key: place for place, one in enumerate(subjects)}
    asked = np.zeros((len(stored), len(subjects)), np.int64)
    for row, source in enumerate(stored):
        asked[row, [places[key] for key in known.asked.get(source.key, ())]] = 1
    spread = asked @ _list_kin(subjects) > 0
    can_tell = np.array([one.summary.n_words_asking > 0 for one in stored], bool)
    n_themes = len(codebook.themes)
    return Questions(can_tell, themes=spread[:, :n_themes], codes=spread[:, n_themes:])


def _list_kin(subjects: Sequence[Subject]) -> NDArray[Any]:
    """Return for each theme and code, as zeros and ones, which are it, above it or below it."""
    import numpy as np

    places = {one.key: place for place, one in enumerate(subjects)}
    is_above = np.eye(len(subjects), dtype=np.int64)
    for place, one in enumerate(subjects):  # what is above a code stands before it
        if one.code is not None:
            is_above[place] |= is_above[places[f"theme {one.code.theme_id}"]]
            if one.code.parent:
                is_above[place] |= is_above[places[f"code {one.code.parent}"]]
    return is_above | is_above.T
