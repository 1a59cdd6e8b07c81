"""How a speaker stands to the words that a rule found: said, hedged or denied.

A cue counts when it stands shortly before the words, with no border of a clause between. Cues that are part of the
match are what was looked for, and do not count: ``no strategy`` found by a rule for just that is said, not denied.
"""

from __future__ import annotations

from interview_coder.match.search import Hit, WordIndex
from interview_coder.model.coding import Stance
from interview_coder.model.segment import WordType

DENIALS = frozenset(
    {
        "not",
        "never",
        "no",
        "nobody",
        "none",
        "nor",
        "neither",
        "nothing",
        "without",
        "hardly",
        "deny",
        "disagree",
        "untrue",
    }
)
HEDGES = frozenset(
    {"maybe", "perhaps", "might", "possibly", "probably", "arguably", "suppose", "wonder", "unsure", "seemingly"}
)
CLAUSE_BORDERS = frozenset(
    {"but", "because", "although", "though", "whereas", "which", "who", "so", "if", "when", "until", "since", "and"}
)
NO_DENIAL_BEFORE = frozenset({"only", "just", "merely", "simply", "even", "doubt", "surprising", "surprise", "wonder"})
HEDGE_AFTER_NOT = frozenset({"sure", "certain", "convinced", "know"})
REACH = 7


def read_stance(hit: Hit, index: WordIndex, types: list[WordType]) -> tuple[Stance, int | None]:
    """Tell how the words of a hit are meant.

    Parameters
    ----------
    hit : tuple of int
        Indices of its words.
    index : WordIndex
        Of the source.
    types : list of WordType
        The study's distinct words.

    Returns
    -------
    stance : {"said", "hedged", "denied"}
        A denial outweighs a hedge.
    cue : int or None
        Index of the word that made it so.
    """
    hedge = None
    for place in range(hit[0] - 1, max(hit[0] - 1 - REACH, -1), -1):
        if index.sentence_of[place] != index.sentence_of[hit[0]]:
            break
        forms = set(types[index.words[place].type_id])
        if forms & CLAUSE_BORDERS:
            break
        if forms & DENIALS:
            after = set(types[index.words[place + 1].type_id])
            if after & HEDGE_AFTER_NOT:
                return "hedged", place
            if not after & NO_DENIAL_BEFORE:
                return "denied", place
        if hedge is None and forms & HEDGES:
            hedge = place
    return ("hedged", hedge) if hedge is not None else ("said", None)
