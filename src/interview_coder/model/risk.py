"""What is left by which people could be recognised, as far as a program can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FewAlike:
    """A participant who shares some attributes with too few others.

    Parameters
    ----------
    participant : str
    attributes : mapping of str to str
        The fewest that suffice.
    k : int
        How many participants have them, this one included.
    """

    participant: str
    attributes: Mapping[str, str]
    k: int


@dataclass(frozen=True, slots=True)
class TellingTalk:
    """Words by which somebody may tell who they are.

    Parameters
    ----------
    source_id : str
    turn : int
        Number of the turn.
    participant : str
    why : str
        What kind of words they are.
    """

    source_id: str
    turn: int
    participant: str
    why: str


@dataclass(frozen=True, slots=True)
class NameLeft:
    """A name of the key that stands in the study.

    Parameters
    ----------
    place : str
        File, and line or part of it.
    wording : str
        Whom or what the name means; the name is never told.
    """

    place: str
    wording: str


@dataclass(frozen=True, slots=True)
class SaidTogether:
    """What one participant tells over all that they say, taken together.

    Parameters
    ----------
    participant : str
    n_sources, n_turns : int
    kinds : mapping of str to int
        Kind of replacement, such as ``Hospital`` → how many different ones.
    n_telling : int
        Turns with telling talk.
    """

    participant: str
    n_sources: int
    n_turns: int
    kinds: Mapping[str, int]
    n_telling: int


@dataclass(frozen=True, slots=True)
class Masked:
    """What was masked of one kind: by which witness, or on a person's word."""

    kind: str
    n_places: int
    n_strings: int
    by: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RiskReport:
    """What was masked, what was kept, and what is left.

    Parameters
    ----------
    masked : tuple of Masked
        Empty without the key.
    n_kept, n_undecided : int, optional
        Strings that somebody said are no names, and that nobody has decided about; None where it is not known.
    k : int
        Fewer participants than these are few.
    n_participants : int
    few_alike : tuple of FewAlike
    telling : tuple of TellingTalk
    names_left : tuple of NameLeft, optional
        None without the key.
    together : tuple of SaidTogether
        Those who tell most first.
    """

    masked: tuple[Masked, ...]
    n_kept: int | None
    n_undecided: int | None
    k: int
    n_participants: int
    few_alike: tuple[FewAlike, ...]
    telling: tuple[TellingTalk, ...]
    names_left: tuple[NameLeft, ...] | None
    together: tuple[SaidTogether, ...]
