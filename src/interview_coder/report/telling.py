"""How a page tells counts: with their numbers, or only with the words of the study's scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interview_coder.plain_text import enumerate_words

Counts = Mapping[str, Any]
"""The columns of one row of a table of counts; see the data dictionary."""

_WAYS = {
    "denied": ("denies it", "deny it", "denied"),
    "reported": ("reports it of others", "report it of others", "reported of others"),
    "hypothetical": ("supposes it", "suppose it", "supposed"),
    "hedged": ("hedges it", "hedge it", "hedged"),
}
"""Stance → what one person does, what several do, and what is done."""
_SILENCES = {
    "asked_not_raised": "asked, not raised",
    "not_asked": "not asked",
    "not_known": "not known whether asked",
}


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells counts of participants.

    Parameters
    ----------
    with_numbers : bool
        Else only words are given, and bars and shades are as long and deep as their word, not as their share.
    scale : mapping of str to float
        Word → the smallest share for which it stands, rising.
    """

    with_numbers: bool
    scale: Mapping[str, float]

    @classmethod
    def of_settings(cls, settings: Mapping[str, Any]) -> Telling:
        """Tell counts as the settings of a study say, which stand in its manifest."""
        return cls(settings["numbers"] == "shown", settings["quantifiers"])

    def people(self, row: Counts) -> str:
        """Tell how many: ``3 of 11``, or ``some``."""
        if self.with_numbers:
            return f"{row['participants']:,} of {row['participants_total']:,}"
        return str(row["quantifier"])

    def participants(self, row: Counts) -> str:
        """Tell how many, and of whom: ``3 of 11 participants``, or ``some participants``."""
        return f"{'no' if self.people(row) == 'none' else self.people(row)} participants"

    def share(self, row: Counts) -> float:
        """Return the share that is drawn, from 0 to 1."""
        if self.with_numbers or not row["participants"] or row["participants"] == row["participants_total"]:
            return row["participants"] / row["participants_total"] if row["participants_total"] else 0.0
        borders = [*self.scale.values(), 1.0]
        place = list(self.scale).index(row["quantifier"])
        return (borders[place] + borders[place + 1]) / 2

    def silences(self, row: Counts) -> list[str]:
        """Tell what is known of those who do not raise it: ``asked, not raised: 3`` and ``not asked: 1``."""
        known = ((told, row[name]) for name, told in _SILENCES.items() if row[name])
        return [f"{told}: {n:,}" if self.with_numbers else told for told, n in known]

    def stances(self, by_stance: Mapping[str, Counts]) -> str:
        """Tell who does not simply say it: ``At least once 3 deny it.`` or ``It is also denied.``; empty for nobody."""
        found = {stance: by_stance[stance]["participants"] for stance in _WAYS if by_stance[stance]["participants"]}
        if not found:
            return ""
        if self.with_numbers:
            return f"At least once {enumerate_words(f'{n:,} {_WAYS[stance][n > 1]}' for stance, n in found.items())}."
        return f"It is also {enumerate_words(_WAYS[stance][2] for stance in found)}."

    def scale_in_words(self) -> str:
        """Tell what the words stand for: ``few (below 20 %), some (from 20 %)``."""
        (first, _), *others = self.scale.items()
        below = f" (below {100 * others[0][1]:g} %)" if others else ""
        return ", ".join([f"{first}{below}", *(f"{word} (from {100 * least:g} %)" for word, least in others)])
