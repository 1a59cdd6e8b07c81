"""Codings: a code on a stretch of a source, with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stance = Literal["said", "hedged", "denied"]


@dataclass(frozen=True, slots=True)
class MatchedToken:
    """A word that a rule found: ``source.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hit of one rule.

    Parameters
    ----------
    rule_id, rule : str
        The rule's id and its text.
    tokens : tuple of MatchedToken
        The words that satisfied it, in the order of the text.
    stance : {"said", "hedged", "denied"}
        How the speaker stands to these words.
    cue : MatchedToken, optional
        The word that made the stance other than said.
    """

    rule_id: str
    rule: str
    tokens: tuple[MatchedToken, ...]
    stance: Stance = "said"
    cue: MatchedToken | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one unbroken run of sentences of one segment: ``source.text[start:end]``.

    Parameters
    ----------
    coding_id : str
        Made from source, place, code and coder: the same coding has the same id in every run.
    participant, stakeholder_type : str
        Who said it, and for whom.
    coder : str
        Who decided: ``rules`` for the codebook's rules.
    stance : {"said", "hedged", "denied"}
        ``said`` if any evidence is; else ``hedged`` if any is; else ``denied``.
    evidence : tuple of Evidence
        At least one; in the order of the text.
    """

    coding_id: str
    source_id: str
    turn: int
    segment_id: str
    start: int
    end: int
    theme_id: str
    code_id: str
    participant: str
    stakeholder_type: str
    coder: str
    stance: Stance
    evidence: tuple[Evidence, ...]
