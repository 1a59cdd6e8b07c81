"""What outputs tell about single people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

LABEL, THEME, SOURCE = "attribution", "theme", "source"


class Known(NamedTuple):
    """Something that a reader may know of a participant: an attribute, and which value it has.

    Parameters
    ----------
    kind : str
        ``attribution``, ``theme`` (under which she is quoted), ``source``, or a column of ``participants.csv``.
    """

    kind: str
    value: str


class Remedy(NamedTuple):
    """A way of saying less, after which enough people fit.

    Parameters
    ----------
    kind : str
        What is left out, or which value is made wider.
    merged_with : tuple of str
        Values that are said together with this one; nothing where it is left out.
    n_participants : int
        Whom the label fits then.
    """

    kind: str
    merged_with: tuple[str, ...]
    n_participants: int


@dataclass(frozen=True, slots=True)
class Isolation:
    """An attribution label that fits few people, with what else a reader may know.

    Parameters
    ----------
    label : str
        As quotes are signed.
    combined_with : tuple of Known
        What is known besides; nothing where the label alone fits few.
    n_participants : int
        Whom all of it fits.
    n_quotes : int
        Quotes of these people that are so signed.
    dropping, merging : Remedy, optional
        The least that must be left out, or made wider, so that enough people fit; None where nothing does.
    """

    label: str
    combined_with: tuple[Known, ...]
    n_participants: int
    n_quotes: int
    dropping: Remedy | None
    merging: Remedy | None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Which labels isolate people.

    Parameters
    ----------
    k : int
        Fewer people than this are few.
    n_participants : int
        Who speak in the study.
    attributes : tuple of str
        Columns of ``participants.csv`` that were looked at.
    isolations : tuple of Isolation
        Labels alone, then with the theme, with the source, with each attribute, with all of them.
    n_small_sources, n_sources : int
        Sources in which fewer than k participants speak, of all: whoever names one of these isolates, however she
        signs. They are not among the isolations.
    """

    k: int
    n_participants: int
    attributes: tuple[str, ...]
    isolations: tuple[Isolation, ...]
    n_small_sources: int
    n_sources: int


class Find(NamedTuple):
    """Words that may tell who somebody is.

    Parameters
    ----------
    kind : str
        Such as ``e-mail address``.
    text : str
        The words.
    file : str
        Below ``outputs/``.
    source_id : str
        Empty where the file is not made of sources.
    turn : int
        0 where the words stand in no turn.
    start, end : int
        Code points in the text of the source, or of the file as its reader sees it.
    published_in : tuple of str
        Files for readers, below ``outputs/``, that show the same words.
    """

    kind: str
    text: str
    file: str
    source_id: str
    turn: int
    start: int
    end: int
    published_in: tuple[str, ...]

    @property
    def masked(self) -> str:
        """First letter and length: ``S… (10 characters)``."""
        return f"{self.text[:1]}… ({len(self.text)} characters)"
