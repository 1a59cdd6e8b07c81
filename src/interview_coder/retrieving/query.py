"""What is asked of the quotes of a study."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

Within = Literal["turn", "participant"]
Context = Literal["none", "sentence", "turn", "question"]
Order = Literal["rank", "position", "typicality"]


@dataclass(frozen=True, slots=True)
class QuoteQuery:
    """Which quotes are wanted; what is left empty narrows nothing, and all that is given must hold.

    Parameters
    ----------
    theme, code, stakeholder, source, participant, stance, coder, review : collection of str
        Ids or names, any of which will do. A code stands for those below it too.
    where : mapping of str to collection of str
        Attribute of participants → values, any of which will do.
    text : collection of str
        Words that must all stand in the quote, wherever, whatever their capitals.
    having : str
        Codes and themes joined by AND, OR, NOT; see `interview_coder.retrieving.code_expression`.
    within : {"turn", "participant"}, default="turn"
        Where `having` must hold: in the turn that a quote is from, or in all that its participant says in the study.
    """

    theme: Collection[str] = ()
    code: Collection[str] = ()
    stakeholder: Collection[str] = ()
    source: Collection[str] = ()
    participant: Collection[str] = ()
    stance: Collection[str] = ()
    coder: Collection[str] = ()
    review: Collection[str] = ()
    where: Mapping[str, Collection[str]] = field(default_factory=dict)
    text: Collection[str] = ()
    having: str = ""
    within: Within = "turn"
