"""Dictionary forms that a word can have, from the tables of WordNet that come with spaCy's English models."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path("lemmatizer", "lookups", "lookups.bin")
"""Where a model has them, below its own folder."""
_GRAMMAR = (
    "a about above across after again against all also although always am among an and another any anyhow anyone "
    "anything anyway anywhere are around as at be because become been before beforehand behind being below beside "
    "besides between beyond both but by can cannot could did do does doing done down during each either else "
    "elsewhere enough even ever every everyone everything everywhere except few for from further had has have he "
    "hence her here hers herself him himself his how however i if in indeed into is it its itself just less many "
    "may me might mine more moreover most much must my myself neither never nevertheless no nobody none nor not "
    "nothing now nowhere of off often on once only onto or other others otherwise our ours ourselves out over own "
    "per perhaps please quite rather really regarding same several shall she should since so some somehow someone "
    "something sometime sometimes somewhere still such than that the their them themselves then thence there "
    "thereafter thereby therefore these they this those though through throughout thru thus to together too "
    "toward towards under unless until up upon us very via was we well were what whatever when whence whenever "
    "where whereas wherever whether which while whither who whoever whole whom whose why will with within without "
    "would yet you your yours yourself yourselves"
)
_OF_SENTENCES = frozenset(_GRAMMAR.split())
"""Words of grammar: the tables know some of them as rare nouns (*does*: a *doe*), which nobody means."""


_PARTS = {
    16833663260455505849: "noun",
    6360137228241296794: "verb",
    12401032943472870168: "adj",
    10054248821341768113: "adv",
}
"""Parts of speech by the numbers that spaCy writes for their names."""
_COMPARED, _NAMING = frozenset({"adj", "adv"}), frozenset({"noun", "verb"})
_IRREGULAR = frozenset({"better", "best", "worse", "worst", "further", "elder", "eldest"})
"""Comparatives that are words of their own besides."""
_SHORTEST = 3
"""Letters of a form that an ending was taken from: *gas* is no plural of *ga*."""


@dataclass(frozen=True, slots=True)
class LemmaTables:
    """The tables of one model.

    Parameters
    ----------
    known : mapping of str to frozenset of str
        Part of speech → its dictionary forms.
    endings : mapping of str to sequence of (str, str, str)
        Last letter → part of speech, ending, and what stands for it in the dictionary form.
    exceptions : mapping of str to sequence of (str, sequence of str)
        Forms that follow no rule → part of speech and dictionary forms.
    """

    known: Mapping[str, frozenset[str]]
    endings: Mapping[str, Sequence[tuple[str, str, str]]]
    exceptions: Mapping[str, Sequence[tuple[str, Sequence[str]]]]

    def find(self, word: str) -> set[str]:
        """Return all dictionary forms of a lower-case word, whatever its part of speech; none for an unknown word.

        What is a dictionary form itself loses no ending but the *s* of a plural or verb as the same part of speech, and
        none as a comparative: *feed* is no form of *fee*, and *offer* none of *off*.
        """
        if word in _OF_SENTENCES:
            return set()
        bases = {part for part, known in self.known.items() if word in known}
        found = {word} if bases else set()
        for part, forms in self.exceptions.get(word, ()):
            if part == "verb" or word in _IRREGULAR or not _is_base(bases, part):
                found.update(forms)
        for part, old, new in self.endings.get(word[-1:], ()):
            if word.endswith(old) and (old == "s" or not _is_base(bases, part)):
                form = word[: len(word) - len(old)] + new
                if len(form) >= _SHORTEST and form in self.known[part]:
                    found.add(form)
        return found


def _is_base(bases: Set[str], part: str) -> bool:
    """Whether a word is a dictionary form, so that it is no other form of the same part of speech."""
    return not bases.isdisjoint(_NAMING) if part in _COMPARED else part in bases


@cache
def load_tables(packages: tuple[str, ...]) -> LemmaTables | None:
    """Return the tables of the first package that is installed and has them; None where there is none."""
    import srsly

    for package in packages:
        for path in _find_files(package):
            raw = srsly.read_msgpack(path)
            index, rules, exceptions = (
                {name: raw[table].get(key, {}) for key, name in _PARTS.items()}
                for table in ("lemma_index", "lemma_rules", "lemma_exc")
            )
            known = {part: frozenset(forms) for part, forms in index.items()}
            return LemmaTables(known, _by_last_letter(rules), _by_form(exceptions))
    return None


def _by_last_letter(rules: Mapping[str, Iterable[Sequence[str]]]) -> dict[str, list[tuple[str, str, str]]]:
    by_letter: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for part, pairs in rules.items():
        for old, new in pairs:
            if old:
                by_letter[old[-1]].append((part, old, new))
    return dict(by_letter)


def _by_form(exceptions: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, list[tuple[str, Sequence[str]]]]:
    by_form: dict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for part, of_part in exceptions.items():
        for form, lemmas in of_part.items():
            by_form[form].append((part, lemmas))
    return dict(by_form)


def _find_files(package: str) -> Sequence[Path]:
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec is not None else None
    return sorted(path for folder in folders or () for path in Path(folder).glob(f"*/{TABLES.as_posix()}"))
