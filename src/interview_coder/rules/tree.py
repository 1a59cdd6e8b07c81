"""A rule as a tree: what words must be, how they lie to each other, who says them to what question, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from interview_coder.model.coding import Stance

PartOfSpeech = Literal["noun", "verb", "adjective", "adverb", "name", "number"]
PARTS_OF_SPEECH: tuple[PartOfSpeech, ...] = ("noun", "verb", "adjective", "adverb", "name", "number")
Kind = Literal["lemma", "form", "letters", "wild", "regex", "any"]


@dataclass(frozen=True, slots=True)
class WordPattern:
    """What one word must be.

    Parameters
    ----------
    text : str
        As written in the rule, with straight apostrophes and plain hyphens, in lower case (of kind letters: as written,
        of kind regex: the expression). A word that the tokeniser sees as several is cut by ``spell_out`` only.
    kind : {"lemma", "form", "letters", "wild", "regex", "any"}
        Any form of the word; this form, whatever its capitals; exactly these letters; ``*`` stands for any letters; a
        regular expression for the whole word in lower case; any word at all (the text is empty).
    part : str, optional
        The word must be this part of speech.
    """

    text: str
    kind: Kind = "lemma"
    part: PartOfSpeech | None = None


@dataclass(frozen=True, slots=True)
class ListName:
    """The words of a study-wide list: ``@council``.

    Parameters
    ----------
    offset : int
        Where it stands in its rule's text; two names are the same wherever they stand.
    """

    name: str
    offset: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of several phrases, or, if optional, none."""

    phrases: tuple[Phrase, ...]
    optional: bool = False


Item = WordPattern | ListName | Choice


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items that stand next to each other."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two patterns in one sentence or turn.

    Parameters
    ----------
    most_between : int, optional
        So many words may lie between them; None for any number.
    ordered : bool
        The second must come after the first.
    within : {"sentence", "turn"}, default="sentence"
        What both must be in.
    """

    first: Pattern
    second: Pattern
    most_between: int | None
    ordered: bool
    within: Literal["sentence", "turn"] = "sentence"


@dataclass(frozen=True, slots=True)
class Unless:
    """A pattern, but not where another one is.

    Parameters
    ----------
    scope : {"overlap", "sentence", "turn"}
        The hit itself shares a word with the unwanted one (``EXCEPT``), or they share a sentence (``WITHOUT``) or a
        turn (``WITHOUT/turn``).
    """

    wanted: Pattern
    unwanted: Pattern
    scope: Literal["overlap", "sentence", "turn"]

    @property
    def operator(self) -> Literal["EXCEPT", "NOT", "NOT/turn"]:
        """The operator by the shortest of its names."""
        return _OPERATORS[self.scope]


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of several patterns, of which at least one has an operator in it."""

    patterns: tuple[Pattern, ...]


_OPERATORS: Mapping[str, Literal["EXCEPT", "NOT", "NOT/turn"]] = {
    "overlap": "EXCEPT",
    "sentence": "NOT",
    "turn": "NOT/turn",
}
Pattern = Phrase | Near | Unless | Either


@dataclass(frozen=True, slots=True)
class RuleTree:
    """A whole rule.

    Parameters
    ----------
    pattern : Phrase, Near, Unless or Either
        What is looked for.
    speakers : tuple of str, default=()
        Stakeholder types, as `name_group` writes them; nobody for anybody.
    asked : Phrase, optional
        Only in answers to a question in which this is found.
    stances : frozenset of Stance, optional
        The stances that count; None for any.
    """

    pattern: Pattern
    speakers: tuple[str, ...] = ()
    asked: Phrase | None = None
    stances: frozenset[Stance] | None = None


def name_group(written: str) -> str:
    """Write the name of a stakeholder type so that two spellings of it compare as equal.

    Examples
    --------
    >>> name_group("Local  authority") == name_group("local_authority")
    True
    """
    return " ".join(written.lower().replace("_", " ").split())


def phrases_of(tree: RuleTree | Pattern) -> tuple[Phrase, ...]:
    """Return the phrases of a rule or pattern that stand side by side, in the order of the text."""
    return tuple(_walk_phrases(tree))


def _walk_phrases(tree: RuleTree | Pattern) -> Iterator[Phrase]:
    match tree:
        case RuleTree():
            yield from _walk_phrases(tree.pattern)
            if tree.asked is not None:
                yield tree.asked
        case Phrase():
            yield tree
        case Near():
            yield from _walk_phrases(tree.first)
            yield from _walk_phrases(tree.second)
        case Unless():
            yield from _walk_phrases(tree.wanted)
            yield from _walk_phrases(tree.unwanted)
        case Either():
            for pattern in tree.patterns:
                yield from _walk_phrases(pattern)


def list_names(tree: RuleTree | Pattern) -> tuple[ListName, ...]:
    """Return the word lists that a rule, pattern or entry of a list uses, in the order of the text."""
    return tuple(name for phrase in _walk_phrases(tree) for name in _names_in(phrase.items))


def _names_in(items: Iterable[Item]) -> Iterator[ListName]:
    for item in items:
        match item:
            case ListName():
                yield item
            case Choice():
                for phrase in item.phrases:
                    yield from _names_in(phrase.items)
            case WordPattern():
                pass
