"""The word lists of a codebook: read, checked, weighed and hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.errors import Problem, offer_near_name
from interview_coder.ingest.phrase_weight import Weight, weigh_any, weigh_phrase
from interview_coder.project.located_yaml import LocatedYaml, Path
from interview_coder.rules import (
    ListName,
    Phrase,
    RuleError,
    SpelledList,
    WordPattern,
    list_names,
    parse_entry,
    spell_out,
    spell_out_lists,
)
from interview_coder.rules.word_lists import walk_lists

MAX_LISTED = 100_000
MAX_CHARACTERS = 500_000
_MOST_OFFERS = 50
_LONGEST_SHOWN = 60


class NamesOfLists:
    """Tells where a list is used that is not there."""

    def __init__(self, known: Collection[str], document: LocatedYaml) -> None:
        self._known = known
        self._document = document
        self._offers: dict[str, str] = {}

    def find_unknown(self, used: Iterable[ListName], path: Path) -> Iterator[Problem]:
        """Tell each unknown name that the text at a path uses."""
        for name in used:
            if name.name not in self._known:
                fix = self._offer(name.name) or 'define it under "lists:"'
                place = self._document.place_within(path, name.offset)
                yield Problem(f'there is no word list "{name.name}"', place, fix)

    def _offer(self, name: str) -> str:
        # thousands of unknown names among thousands of known ones would take minutes to compare
        if name not in self._offers and len(self._offers) < _MOST_OFFERS:
            self._offers[name] = offer_near_name(name, self._known)
        return self._offers.get(name, "")


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of one codebook by their names.

    Parameters
    ----------
    names : NamesOfLists
    weights : mapping of str to Weight
        What each list stands for.
    hashes : mapping of str to str
        SHA-256 of the entries of each list and of the lists that it uses.
    spelled : mapping of str to SpelledList, optional
        None where something is wrong with the lists.
    """

    names: NamesOfLists
    weights: Mapping[str, Weight]
    hashes: Mapping[str, str]
    spelled: Mapping[str, SpelledList] | None


def read_lists(document: LocatedYaml) -> tuple[WordLists, list[Problem]]:
    """Read what stands under ``lists``.

    Returns
    -------
    lists : WordLists
    problems : list of Problem
        Entries that cannot be read or stand for too much, names of no list, circles.
    """
    reader = _ListReader(document)
    return reader.read(), reader.problems


class _ListReader:
    def __init__(self, document: LocatedYaml) -> None:
        written = document.value.get("lists") if isinstance(document.value, dict) else None
        named = written.items() if isinstance(written, dict) else ()
        self.problems: list[Problem] = []
        self._document = document
        self._texts: dict[str, list[object]] = {name: texts for name, texts in named if isinstance(texts, list)}
        self._names = NamesOfLists(self._texts, document)
        self._n_characters = 0

    def read(self) -> WordLists:
        entries = {name: [*self._read_entries(name)] for name in self._texts}
        uses = {name: {one.name for phrase in entries[name] for one in _names_in(phrase)} for name in entries}
        weights: dict[str, Weight] = {}
        hashes: dict[str, str] = {}
        for name in walk_lists(entries, entries):
            if not isinstance(name, str):
                self.problems.append(self._tell_circle(name))
            elif name in entries:
                weights[name] = weigh_any(entries[name], weights)
                hashes[name] = hash_with_lists(_write_entries(self._texts[name]), uses[name], hashes)
        spelled = None if self.problems else self._spell_out(entries, uses, weights)
        return WordLists(self._names, weights, hashes, spelled)

    def _read_entries(self, name: str) -> Iterator[Phrase]:
        for number, text in enumerate(self._texts[name]):
            if not isinstance(text, str):
                continue  # the schema says so
            path: Path = ("lists", name, number)
            if not text.replace(" ", "").isalpha():  # bare words are read thirty times as fast as brackets
                self._n_characters += len(text)
            if self._n_characters > MAX_CHARACTERS:
                self._tell(f"up to here, entries with more than bare words have {MAX_CHARACTERS:,} characters", path)
                return
            try:
                phrase = parse_entry(text)
            except RuleError as error:
                self.problems.append(tell_rule_error("entry", text, error, path, self._document))
                continue
            self.problems += self._names.find_unknown(_names_in(phrase), path)
            yield phrase

    def _tell(self, message: str, path: Path, fix: str = "make the lists shorter") -> None:
        self.problems.append(Problem(message, self._document.place(path), fix))

    def _tell_circle(self, circle: tuple[str, ...]) -> Problem:
        way = " → ".join(f"@{name}" for name in circle[:10])
        way += " → …" if len(circle) > 10 else ""
        message = f"the word list “{circle[0]}” is made of itself: {way}"
        fix = "take one of these names out of the list that has it"
        return Problem(message, self._document.place(("lists", circle[0]), of_key=True), fix)

    def _spell_out(
        self, entries: Mapping[str, Sequence[Phrase]], uses: Mapping[str, set[str]], weights: Mapping[str, Weight]
    ) -> dict[str, SpelledList] | None:
        """Spell out each list once, after those that it uses; give up at the first that stands for too much."""
        spelled: dict[str, SpelledList] = {}
        n_listed = 0
        for name, weight in weights.items():
            used = {one: spelled[one] for one in uses[name]}
            for number, phrase in enumerate(entries[name]) if weight.is_heavy else ():
                error = find_excess(phrase, weigh_phrase(phrase, weights), used)
                if error is not None:
                    self._tell(error.message, ("lists", name, number), error.fix)
                    return None
            n_listed += weight.n_words + weight.n_longer
            if n_listed > MAX_LISTED:
                self._tell(f"up to here, the word lists stand for more than {MAX_LISTED:,} words", ("lists", name))
                return None
            try:
                spelled[name] = spell_out_lists({**used, name: entries[name]})[name]
            except RuleError as error:
                self._tell(error.message, ("lists", name), error.fix)
                return None
        return spelled


def _names_in(phrase: Phrase) -> tuple[ListName, ...]:
    # lists may have very many entries, nearly all of them a word
    is_word = len(phrase.items) == 1 and isinstance(phrase.items[0], WordPattern)
    return () if is_word else list_names(phrase)


def _write_entries(texts: Iterable[object]) -> str:
    """Write a list so that neither the order of its entries nor one that stands there twice makes a difference."""
    return _write_json(sorted({text for text in texts if isinstance(text, str)}))


def _write_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def hash_with_lists(text: str, used: Iterable[str], hashes: Mapping[str, str]) -> str:
    """Return the SHA-256, in hexadecimal, of a text and of the word lists that it uses.

    Of the text in UTF-8; where it uses lists, also of a line feed and the JSON of ``{name: hash}``, in the order of the
    names and without spaces.
    """
    lists = {name: hashes.get(name, "") for name in sorted(set(used))}
    after = f"\n{_write_json(lists)}" if lists else ""
    return hashlib.sha256((text + after).encode()).hexdigest()


def tell_rule_error(kind: str, text: str, error: RuleError, path: Path, document: LocatedYaml) -> Problem:
    """Tell what is wrong with a rule, an entry of a list or a question pattern, at its place in the file."""
    message = f"the {kind} “{shorten(text)}” cannot be read at its character {error.offset + 1}: {error.message}"
    return Problem(message, document.place_within(path, error.offset), error.fix)


def shorten(text: str) -> str:
    """Return the beginning of a text, for messages."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}…"


def find_excess(phrase: Phrase, weight: Weight, lists: Mapping[str, SpelledList]) -> RuleError | None:
    """Return the error of a phrase that stands for more plain phrases, or longer ones, than it may."""
    if not weight.is_heavy:
        return None
    try:
        spell_out(phrase, lists)
    except RuleError as error:
        return error
    return None
