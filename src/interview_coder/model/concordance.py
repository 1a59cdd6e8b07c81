"""Keyword in context: every place of a rule, with the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from interview_coder.model.coding import MatchedToken, Stance
from interview_coder.model.source import Role


class ContextLine(NamedTuple):
    """One hit, ``source.text[start:end]``, with the words around it.

    Parameters
    ----------
    speaker : str
        As the transcript names who says it.
    participant, stakeholder_type : str, optional
        None for interviewers and moderators, whose words are context and never evidence.
    start, end : int
        From the first word of the hit to its last.
    left, text, right : str
        The hit and what the speaker says in the same turn before and after it, each exactly as it stands and cut
        between words.
    words : tuple of MatchedToken
        Those of the hit.
    stance : {"said", "hedged", "hypothetical", "reported", "denied"}
        How the speaker stands to them.
    cue : MatchedToken, optional
        The word that makes the stance other than said.
    codes : tuple of str, optional
        Codes that the last run put on a sentence of the hit; None where that is not known.
    """

    source_id: str
    turn: int
    speaker: str
    role: Role
    participant: str | None
    stakeholder_type: str | None
    start: int
    end: int
    left: str
    text: str
    right: str
    words: tuple[MatchedToken, ...]
    stance: Stance
    cue: MatchedToken | None
    codes: tuple[str, ...] | None


class GroupCount(NamedTuple):
    """Hits of one stakeholder type.

    Parameters
    ----------
    stakeholder_type : str, optional
        None for interviewers and moderators.
    n_hits : int
    n_participants, n_sources : int
        With at least one hit.
    of_participants, of_sources : int
        All that speak, and all in which one of them speaks.
    """

    stakeholder_type: str | None
    n_hits: int
    n_participants: int
    of_participants: int
    n_sources: int
    of_sources: int


class CodedCount(NamedTuple):
    """What of the sentences with hits is coded already.

    Parameters
    ----------
    by_code : tuple of (str, int)
        Code and how many of the sentences have it, most first.
    """

    n_sentences: int
    n_coded: int
    by_code: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """What a rule finds in a corpus.

    Parameters
    ----------
    rule : str
    total : GroupCount
        Of participants; its stakeholder type is empty. Who asks is in none of its numbers.
    groups : tuple of GroupCount
        By stakeholder type, those without hits too; at the end those who ask, where that was wanted.
    lines : tuple of ContextLine
        By stakeholder type as the groups are, then by source and place.
    coded : CodedCount, optional
        None where the last run is older than the study.
    remarks : tuple of str
        Why nothing is found, as far as it can be told, and what in the rule is odd.
    """

    rule: str
    total: GroupCount
    groups: tuple[GroupCount, ...]
    lines: tuple[ContextLine, ...]
    coded: CodedCount | None
    remarks: tuple[str, ...] = ()
