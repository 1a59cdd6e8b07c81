"""How a speaker stands to the words that a rule found: said, hedged or denied.

A cue counts when it stands shortly before the words, with no border of a clause between. Cues that are part of the
match are what was looked for, and do not count: ``no strategy`` found by a rule for just that is said, not denied.
"""

from __future__ import annotations

from interview_coder.match.search import Hit, WordIndex
from interview_coder.model.coding import Stance
from interview_coder.model.segment import WordType

NEGATIONS = frozenset({"not", "never", "no", "nobody", "none", "nor", "neither", "nothing", "without", "hardly"})
REJECTIONS = frozenset({"deny", "disagree", "untrue"})
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
    hedge = rejection = None
    for place in range(hit[0] - 1, max(hit[0] - 1 - REACH, -1), -1):
        forms = set(types[index.words[place].type_id])
        if index.sentence_of[place] != index.sentence_of[hit[0]] or forms & CLAUSE_BORDERS:
            break
        if forms & NEGATIONS and not _is_answer(forms, place, index):
            after = set(types[index.words[place + 1].type_id])
            if after & HEDGE_AFTER_NOT:
                return "hedged", place
            if rejection is None and not after & NO_DENIAL_BEFORE:
                return "denied", place
            rejection = None
            hedge = None if hedge == place + 1 else hedge
        elif rejection is None and forms & REJECTIONS:
            rejection = place
        elif hedge is None and forms & HEDGES:
            hedge = place
    if rejection is not None:
        return "denied", rejection
    return ("hedged", hedge) if hedge is not None else ("said", None)


def _is_answer(forms: set[str], place: int, index: WordIndex) -> bool:
    """Whether a word is a ``no`` that answers what was asked: a comma or dash stands between it and the next word."""
    return "no" in forms and not index.is_joined[place + 1]
