"""Codings: a code on a stretch of a source, with the evidence for it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Stance = Literal["said", "hedged", "hypothetical", "reported", "denied"]
STANCES: tuple[Stance, ...] = ("said", "hedged", "hypothetical", "reported", "denied")
"""How a speaker may stand to words of hers: from those that she means to those that she rejects."""


class MatchedToken(NamedTuple):
    """A word that a rule found: ``source.text[start:end] == text``."""

    start: int
    end: int
    text: str


class Evidence(NamedTuple):
    """One hit of one rule.

    Parameters
    ----------
    rule_id, rule : str
        The rule's id and its text.
    tokens : tuple of MatchedToken
        The words that satisfied it, in the order of the text.
    stance : {"said", "hedged", "hypothetical", "reported", "denied"}
        How the speaker stands to these words.
    cue : MatchedToken, optional
        The word that made the stance other than said.
    """

    rule_id: str
    rule: str
    tokens: tuple[MatchedToken, ...]
    stance: Stance = "said"
    cue: MatchedToken | None = None


class Coding(NamedTuple):
    """One code on one unbroken run of sentences of one segment: ``source.text[start:end]``.

    Parameters
    ----------
    coding_id : str
        Made from source, place, code and coder: the same coding has the same id in every run.
    participant, stakeholder_type : str
        Who said it, and for whom.
    coder : str
        Who decided: ``rules`` for the codebook's rules, else the names of people.
    codebook : str
        First twelve digits of the codebook's SHA-256.
    stance : {"said", "hedged", "hypothetical", "reported", "denied"}
        The first of these that any evidence has.
    evidence : tuple of Evidence
        In the order of the text. The words of a hit that reaches over several segments stand whole in
        the coding of each. A coding that a person added has none.
    review : {"unreviewed", "accepted", "added", "disputed", "rejected"}
        How people stand to it.
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
    codebook: str
    stance: Stance
    evidence: tuple[Evidence, ...]
    review: str = "unreviewed"
