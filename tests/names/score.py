"""How well names are found in the marked transcripts: ``python tests/names/score.py`` prints the figures of texts/.

What counts as masked is told in README.md beside this file; ``--set 2`` measures texts_2/, and ``--misses`` prints
every mention that is left.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from interview_coder.ingest.name_lists import read_roster
from interview_coder.model.masking import Document, Mask
from interview_coder.pseudonymising.loose_texts import mask_texts

HERE = Path(__file__).parent
TEXTS = {1: "texts", 2: "texts_2"}

Identifier = Literal["d", "q", "n"]

_MARK = re.compile(r"⟦([dqn]):(\d+)\|([^⟦⟧]+)⟧")
_WORD = re.compile(r"\w+")
_FUNCTION_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "the", "to", "with"]
)
_LOWER_CASE_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Mention:
    """One marked stretch of a text: ``text[start:end]``; `entity` is the same for all forms of one person or thing."""

    start: int
    end: int
    identifier: Identifier
    entity: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A transcript without its marks, and what was marked in it."""

    name: str
    text: str
    mentions: tuple[Mention, ...]

    @property
    def is_lower_case(self) -> bool:
        """Whether it was written down without capitals, but for headers."""
        letters = [character for character in self.text if character.isalpha()]
        return sum(map(str.isupper, letters)) < _LOWER_CASE_SHARE * len(letters)

    def characters(self, *identifiers: Identifier) -> set[int]:
        """Return where marks of these kinds stand."""
        return {place for one in self.mentions if one.identifier in identifiers for place in range(one.start, one.end)}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    n: int
    of: int

    def __add__(self, other: Share) -> Share:
        return Share(self.n + other.n, self.of + other.of)

    @property
    def value(self) -> float:
        """The share; 1 of none."""
        return self.n / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.n}/{self.of})"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was found in some texts.

    Attributes
    ----------
    direct_entities, quasi_entities : Share
        Entities of which every mention is masked.
    direct_mentions : Share
        Mentions of direct identifiers that are masked.
    precision : Share
        Masked words that had to be masked; words marked "no need" are in neither number.
    leaking : Share
        Texts in which at least one direct identifier is left.
    asked : Share
        Distinct strings that a person is asked about, of all words.
    """

    direct_entities: Share
    direct_mentions: Share
    quasi_entities: Share
    precision: Share
    leaking: Share
    asked: Share

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.direct_entities + other.direct_entities,
            self.direct_mentions + other.direct_mentions,
            self.quasi_entities + other.quasi_entities,
            self.precision + other.precision,
            self.leaking + other.leaking,
            self.asked + other.asked,
        )


def parse_marks(name: str, marked: str) -> MarkedText:
    """Take the marks ``⟦d:1|…⟧`` out of a text."""
    text, mentions, end = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        identifier: Identifier = "d" if mark[1] == "d" else "q" if mark[1] == "q" else "n"
        mentions.append(Mention(len(text), len(text) + len(mark[3]), identifier, f"{mark[1]}{mark[2]}"))
        text, end = text + mark[3], mark.end()
    return MarkedText(name, text + marked[end:], tuple(mentions))


def read_marked_texts(number: int = 1) -> list[MarkedText]:
    """Return the marked transcripts of a set, in order of their names."""
    paths = sorted((HERE / TEXTS[number]).glob("*.txt"))
    return [parse_marks(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def has_roster(text: MarkedText) -> bool:
    """Tell whether somebody listed names for a text beforehand."""
    return _roster_of(text.name) is not None


def _roster_of(name: str) -> Path | None:
    return next(HERE.glob(f"rosters*/{name}.csv"), None)


def find_masks(text: MarkedText, *, with_roster: bool, uses_model: bool) -> tuple[Mask, ...]:
    """Return what ``anonymise --spans`` would mask in a text that is a study of its own."""
    path = _roster_of(text.name)
    roster = read_roster(path.read_bytes(), file=path.name) if with_roster and path else ()
    documents = [Document(text.name, text.text)]
    (found,) = mask_texts(documents, roster, together=False, uses_model=uses_model)
    return found.masks


def is_masked(text: MarkedText, mention: Mention, masked: set[int]) -> bool:
    """Tell whether nothing of a mention is left but punctuation and function words."""
    words = _WORD.finditer(text.text, mention.start, mention.end)
    return all(
        word[0].lower() in _FUNCTION_WORDS or masked.issuperset(range(word.start(), word.end())) for word in words
    )


def list_misses(text: MarkedText, masks: Sequence[Mask]) -> list[Mention]:
    """Return the mentions of identifiers that are left, in order of the text."""
    masked = {place for mask in masks for place in range(mask.start, mask.end)}
    return [one for one in text.mentions if one.identifier != "n" and not is_masked(text, one, masked)]


def measure(text: MarkedText, masks: Sequence[Mask]) -> Figures:
    """Return the figures of one text."""
    left = list_misses(text, masks)
    direct = [one for one in text.mentions if one.identifier == "d"]
    n_direct_left = sum(one.identifier == "d" for one in left)
    return Figures(
        _whole_entities(text, left, "d"),
        Share(len(direct) - n_direct_left, len(direct)),
        _whole_entities(text, left, "q"),
        _precision(text, masks),
        Share(int(n_direct_left > 0), 1),
        Share(_n_asked(text, masks), len(_WORD.findall(text.text))),
    )


def _whole_entities(text: MarkedText, left: Sequence[Mention], identifier: Identifier) -> Share:
    entities = {one.entity for one in text.mentions if one.identifier == identifier}
    return Share(len(entities - {one.entity for one in left}), len(entities))


def _precision(text: MarkedText, masks: Sequence[Mask]) -> Share:
    needed, not_needed = text.characters("d", "q"), text.characters("n")
    words = {word.span() for mask in masks for word in _WORD.finditer(text.text, mask.start, mask.end)}
    scored = [range(*word) for word in words if not_needed.isdisjoint(range(*word))]
    return Share(sum(needed.issuperset(word) for word in scored), len(scored))


def _n_asked(text: MarkedText, masks: Sequence[Mask]) -> int:
    return len({text.text[mask.start : mask.end].casefold() for mask in masks if mask.certainty == "possible"})


def measure_all(texts: Iterable[MarkedText], *, with_roster: bool, uses_model: bool) -> dict[str, Figures]:
    """Return the figures of texts by what they are: ``cased``, ``lower case``, and ``all``."""
    figures: dict[str, list[Figures]] = defaultdict(list)
    for text in texts:
        found = measure(text, find_masks(text, with_roster=with_roster, uses_model=uses_model))
        for group in ("lower case" if text.is_lower_case else "cased", "all"):
            figures[group].append(found)
    return {group: _add_up(several) for group, several in figures.items()}


def _add_up(several: Sequence[Figures]) -> Figures:
    total, *others = several
    for one in others:
        total += one
    return total


def readme_rows(title: str, figures: Mapping[str, Figures]) -> list[str]:
    """Return rows of the README's table."""
    return [
        f"| {title}, {group} | {one.direct_entities} | {one.direct_mentions} | {one.quasi_entities} | {one.precision} "
        f"| {one.leaking.n} of {one.leaking.of} | {1000 * one.asked.value:.1f} |"
        for group, one in sorted(figures.items())
    ]


def _print_misses(texts: Iterable[MarkedText], *, with_roster: bool, uses_model: bool) -> None:
    for text in texts:
        for one in list_misses(text, find_masks(text, with_roster=with_roster, uses_model=uses_model)):
            around = text.text[max(0, one.start - 30) : one.end + 30].replace("\n", " ")
            said = text.text[one.start : one.end].replace("\n", " ")
            sys.stdout.write(f"{text.name}\t{one.entity}\t{said}\t{around}\n")


def main() -> None:
    """Print all figures of a set, or what is missed in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=int, choices=TEXTS, default=1, help="which texts (1)")
    parser.add_argument("--misses", action="store_true", help="print every mention that is left")
    options = parser.parse_args()
    texts = read_marked_texts(options.set)
    listed = [text for text in texts if has_roster(text)]
    for uses_model in (True, False):
        model = "" if uses_model else ", no model"
        for title, some, with_roster in (
            (f"all texts, no roster{model}", texts, False),
            (f"texts with roster, roster not used{model}", listed, False),
            (f"texts with roster, roster used{model}", listed, True),
        ):
            if options.misses:
                sys.stdout.write(f"\n{title}\n")
                _print_misses(some, with_roster=with_roster, uses_model=uses_model)
                continue
            found = measure_all(some, with_roster=with_roster, uses_model=uses_model)
            sys.stdout.write("\n".join(readme_rows(title, found)) + "\n")


if __name__ == "__main__":
    main()
