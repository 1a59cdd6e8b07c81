"""What people decide on codings, and what became of their decisions since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Act = Literal["accept", "reject", "recode", "move", "add", "defer", "memo", "drop", "undo"]
"""What can be done: the last two take back earlier decisions; a memo leaves them as they are."""
ACTS: tuple[Act, ...] = ("accept", "reject", "recode", "move", "add", "defer", "memo", "drop", "undo")
Reason = Literal["", "wrong sense", "denied", "interviewer's words", "other"]
REASONS: tuple[Reason, ...] = ("wrong sense", "denied", "interviewer's words", "other")
"""Why a suggestion is rejected."""
Status = Literal["unreviewed", "accepted", "added", "rejected", "disputed", "deferred"]
"""What people together say of a code on a stretch."""
Use = Literal["all", "reviewed", "machine"]
"""Which codings count: those that nobody rejected, those that somebody vouches for, or those of the rules alone."""
USES: tuple[Use, ...] = ("all", "reviewed", "machine")
REVIEWS: tuple[str, ...] = ("unreviewed", "accepted", "added", "disputed", "rejected")
"""How a coding stands that counts; a rejected one does only where decisions are not to be used."""
BEST_FIRST = ("accepted", "added", "disputed", "unreviewed", "rejected")
"""The same in the order in which they speak for words that have several codings."""

COUNTED = ("suggested", "accepted", "rejected", "recoded", "moved", "disputed", "added")
"""What is counted of the review of a code: its suggestions, what was decided on some of them, what people added."""


class Anchor(NamedTuple):
    """Words of a source, told so that they are found again when the text around them changes.

    Parameters
    ----------
    sha256 : str
        First twelve digits of that of the source's file.
    start, end : int
        Code points, half-open; ``source.text[start:end] == text`` when it was made.
    before, after : str
        What stands directly before and after the words: at least a few words, and more where there are more of the
        same.
    n_before, n_after : int
        How often `before` with the words, and the words with `after`, stood in the source: 1 where they tell the place.
    """

    source_id: str
    sha256: str
    turn: int
    participant: str
    start: int
    end: int
    text: str
    before: str
    after: str
    n_before: int
    n_after: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What one coder did with one code on one stretch.

    Parameters
    ----------
    event_id : str
        Of the event that keeps it.
    coder, at : str
        Who and when.
    code_id : str
        The code that it is about.
    anchor : Anchor, optional
        The stretch; None where the act is on earlier decisions alone.
    to_code : str
        The code that is right instead, after ``recode``.
    to_anchor : Anchor, optional
        The stretch that is right instead, after ``move``.
    coding_id : str
        Of the suggestion, where there was one.
    rules : tuple of str
        Ids of the rules that made it.
    stance : str
        How its speaker stood to it.
    definition : str
        What changes with what the codebook says of the code.
    reason, note : str
        Why, in one of few words and in her own.
    settles : tuple of str
        Ids of earlier events of the same coder that no longer count.
    is_consensus : bool
        Whether it settles what coders said differently.
    weighed : tuple of str
        Ids of the events of those coders that it settles; they stay as they are.
    sample : str
        Id of the blind sample in which it was made.
    was : str
        The status that she saw.
    """

    event_id: str
    coder: str
    at: str
    act: Act
    code_id: str = ""
    anchor: Anchor | None = None
    to_code: str = ""
    to_anchor: Anchor | None = None
    coding_id: str = ""
    rules: tuple[str, ...] = ()
    stance: str = "said"
    definition: str = ""
    reason: Reason = ""
    note: str = ""
    settles: tuple[str, ...] = ()
    is_consensus: bool = False
    weighed: tuple[str, ...] = ()
    sample: str = ""
    was: str = ""


class Stretch(NamedTuple):
    """A code on words of a source as it is now: what decisions are about."""

    source_id: str
    code_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder says of a code on a stretch: ``yes``, ``no``, or ``later``.

    Parameters
    ----------
    decision : Decision
        The one that counts.
    answer : {"yes", "no", "later"}
    is_moved : bool
        Whether the words stand at another place than when she decided.
    """

    decision: Decision
    answer: Literal["yes", "no", "later"]
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What people say of a code on a stretch.

    Parameters
    ----------
    stretch : Stretch
    said : tuple of Said
        One a coder, by name; the consensus alone where there is one.
    changes : tuple of str
        What changed since, for people to look at; it counts all the same.
    """

    stretch: Stretch
    said: tuple[Said, ...]
    changes: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """What they say together."""
        answers = {one.answer for one in self.said} - {"later"}
        if len(answers) > 1:
            return "disputed"
        if not answers:
            return "deferred"
        if answers == {"no"}:
            return "rejected"
        accepted = any(one.decision.act == "accept" for one in self.said)
        return "accepted" if accepted else "added"


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A decision that cannot be applied to the study as it is.

    Parameters
    ----------
    decision : Decision
    why : str
        What changed.
    """

    decision: Decision
    why: str
