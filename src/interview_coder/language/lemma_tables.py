"""Dictionary forms that a word can have, from the tables of WordNet that come with spaCy's English models."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    endings : mapping of str to mapping of str to sequence of (str, str)
        Part of speech → last letter → endings, and what stands for them in the dictionary form.
    exceptions : mapping of str to mapping of str to sequence of str
        Part of speech → forms that follow no rule.
    """

    known: Mapping[str, frozenset[str]]
    endings: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]
    exceptions: Mapping[str, Mapping[str, Sequence[str]]]

    def find(self, word: str) -> set[str]:
        """Return all dictionary forms of a lower-case word, whatever its part of speech; none for an unknown word.

        What is a dictionary form itself loses no ending but the *s* of a plural or verb as the same part of speech, and
        none as a comparative: *feed* is no form of *fee*, and *offer* none of *off*.
        """
        if word in _OF_SENTENCES:
            return set()
        bases = {part for part, known in self.known.items() if word in known}
        found = {word} if bases else set()
        for part, known in self.known.items():
            is_base = bool(bases & _NAMING) if part in _COMPARED else part in bases
            if not is_base or part == "verb" or word in _IRREGULAR:
                found.update(self.exceptions.get(part, {}).get(word, ()))
            for old, new in self.endings.get(part, {}).get(word[-1:], ()):
                form = word[: len(word) - len(old)] + new
                if word.endswith(old) and form in known and len(form) >= _SHORTEST and (old == "s" or not is_base):
                    found.add(form)
        return found


@cache
def load_tables(packages: tuple[str, ...]) -> LemmaTables | None:
    """Return the tables of the first package that is installed and has them; None where there is none."""
    import srsly

    for package in packages:
        for path in _find_files(package):
            raw = srsly.read_msgpack(path)
            index, rules, exceptions = (
                {name: raw[table][key] for key, name in _PARTS.items() if key in raw[table]}
                for table in ("lemma_index", "lemma_rules", "lemma_exc")
            )
            known = {part: frozenset(forms) for part, forms in index.items()}
            endings = {part: _by_last_letter(pairs) for part, pairs in rules.items()}
            return LemmaTables(known, endings, exceptions)
    return None


def _by_last_letter(pairs: Iterable[Sequence[str]]) -> dict[str, list[tuple[str, str]]]:
    by_letter: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for old, new in pairs:
        if old:
            by_letter[old[-1]].append((old, new))
    return dict(by_letter)


def _find_files(package: str) -> Sequence[Path]:
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec is not None else None
    return sorted(path for folder in folders or () for path in Path(folder).glob(f"*/{TABLES.as_posix()}"))
