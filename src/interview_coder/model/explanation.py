"""Why a passage is coded as it is, and why not otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from interview_coder.model.codebook import Code, Rule
from interview_coder.model.coding import Coding, MatchedToken, Stance
from interview_coder.model.source import Source, Turn

LackKind = Literal["missing", "elsewhere", "too far", "wrong order", "EXCEPT", "NOT", "NOT/turn", "BY", "ASKED", "ONLY"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one turn: ``source.text[start:end]``.

    Parameters
    ----------
    turn : Turn
    stakeholder_type : str, optional
        Of who speaks; None for interviewers and moderators.
    asked : Turn, optional
        The last turn before it of somebody who asks.
    start, end : int
        Whole sentences.
    """

    source: Source
    turn: Turn
    stakeholder_type: str | None
    asked: Turn | None
    start: int
    end: int


class Part(NamedTuple):
    """A part of a rule, as the rule language writes it, and where it stands."""

    pattern: str
    words: tuple[MatchedToken, ...]


class Lack(NamedTuple):
    """What keeps a rule from being found.

    Parameters
    ----------
    kind : str
        A part of the rule is ``missing``, stands ``elsewhere`` in the turn, is ``too far`` or in the ``wrong order``;
        or an operator or clause of it refuses what is found: ``EXCEPT``, ``NOT`` (also for ``WITHOUT``), ``NOT/turn``,
        ``BY``, ``ASKED``, ``ONLY`` (also for ``UNLESS``).
    pattern : str
        That part, or what the operator or clause names.
    words : tuple of MatchedToken
        Where the part stands; for ``EXCEPT`` and ``NOT`` the words that refuse what is found.
    n_between, most_between : int
        So many words lie between, and may.
    """

    kind: LackKind
    pattern: str
    words: tuple[MatchedToken, ...] = ()
    n_between: int = 0
    most_between: int = 0


class Refusal(NamedTuple):
    """Words that a rule finds and an operator or clause of it refuses.

    Parameters
    ----------
    words : tuple of MatchedToken
        What is found.
    stance : {"said", "hedged", "hypothetical", "reported", "denied"}
        How the speaker stands to them.
    cue : MatchedToken, optional
        The word that makes the stance other than said.
    lack : Lack
        What refuses them.
    """

    code: Code
    rule: Rule
    words: tuple[MatchedToken, ...]
    stance: Stance
    cue: MatchedToken | None
    lack: Lack


class NearMiss(NamedTuple):
    """A rule of which some parts stand in a passage, and others do not."""

    code: Code
    rule: Rule
    found: tuple[Part, ...]
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a passage is coded as it is.

    Parameters
    ----------
    passage : Passage
    codings : tuple of Coding
        On any part of it, by place.
    rules : mapping of (str, str) to Rule
        Id of the code and of the rule of every evidence → the rule, which knows its line in ``codebook.yml``.
    refusals : tuple of Refusal
        By place, then in the order of the codebook.
    near_misses : tuple of NearMiss
        Rules of other codes than those that are on the passage, nearest first.
    """

    passage: Passage
    codings: tuple[Coding, ...]
    rules: Mapping[tuple[str, str], Rule]
    refusals: tuple[Refusal, ...]
    near_misses: tuple[NearMiss, ...]
