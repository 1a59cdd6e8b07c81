"""How a selection of quotes stands to all that was said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OverQuoted:
    """Somebody with more of a theme's selected quotes than balance would give.

    Parameters
    ----------
    theme : str
    kind : {"participant", "source", "stakeholder_type"}
    name : str
    n_quotes, n_quotes_total : int
        Selected quotes of the theme: theirs, and all.
    n_raising, n_raising_total : int
        Participants who raise the theme: theirs, and all.
    chance : float
        That so many or more of these quotes are theirs, where each is drawn from a participant who raises the theme.
    """

    theme: str
    kind: str
    name: str
    n_quotes: int
    n_quotes_total: int
    n_raising: int
    n_raising_total: int
    chance: float


@dataclass(frozen=True, slots=True)
class LeftOutVoice:
    """A stakeholder type that raises a theme, or a stance in which it is said, without a selected quote.

    Parameters
    ----------
    kind : {"stakeholder_type", "stance"}
    n, n_total : int
        Participants of the type who raise the theme, of all who do; for a stance, quotes of the theme, of all.
    expected : float
        How many of the selected quotes would be theirs by their share.
    """

    theme: str
    kind: str
    name: str
    n: int
    n_total: int
    expected: float

    @property
    def is_due(self) -> bool:
        """Whether their share comes to one quote or more."""
        return self.expected >= 1


@dataclass(frozen=True, slots=True)
class AtypicalQuote:
    """A selected quote among the least typical tenth of its cell.

    Parameters
    ----------
    typicality : float
        From 0 to 1; see `interview_coder.tabulate.typicality`.
    place, n : int
        Its place in the cell from the least typical, which is 1; quotes of the cell.
    """

    quote_id: str
    theme: str
    stakeholder_type: str
    typicality: float
    place: int
    n: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What a selection of quotes gives too much room, and what none.

    Parameters
    ----------
    what : str
        What the selection is: ``the quotes of the report``.
    n_quotes : int
        Selected quotes; one under two themes counts twice.
    over_quoted : tuple of OverQuoted
        The least likely first.
    left_out : tuple of LeftOutVoice
        In the order of themes.
    atypical : tuple of AtypicalQuote
    n_in_large_cells : int
        Selected quotes of cells that have a least typical tenth: a tenth of these would be in it.
    chance : float
        That a balanced selection of this size stands as far from the shares of the stakeholder types, or farther.
    too_few : tuple of (str, int, int)
        Themes with fewer selected quotes than anything could be told from → how many there are, how many it takes.
    n_elsewhere : int
        Quotations of a draft that stand in a source and under no theme.
    alpha : float
        Below this chance a thing is told.
    """

    what: str
    n_quotes: int
    over_quoted: tuple[OverQuoted, ...]
    left_out: tuple[LeftOutVoice, ...]
    atypical: tuple[AtypicalQuote, ...]
    n_in_large_cells: int
    chance: float
    too_few: tuple[tuple[str, int, int], ...]
    n_elsewhere: int
    alpha: float

    @property
    def is_skewed(self) -> bool:
        """Whether the selection as a whole is farther from balance than chance would bring it."""
        return self.chance <= self.alpha
