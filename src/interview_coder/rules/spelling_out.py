"""Phrases with choices, options and word lists, written as all the plain phrases that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import prod

from interview_coder.rules.rule_error import RuleError
from interview_coder.rules.tree import Choice, Item, ListName, Phrase, WordPattern, list_names
from interview_coder.rules.word_lists import Circle, Lists, PlainPhrase, SpelledList, walk_lists
from interview_coder.rules.words import CutWord, close_up, split_at_ampersands, split_wild, split_word

MAX_PLAIN_PHRASES = 2_000
MAX_PHRASE_WORDS = 1_000
MAX_WORDS_SPELLED = 5_000_000
MAX_SHOWN = 8


def spell_out(phrase: Phrase, lists: Lists, cut: CutWord = split_word) -> tuple[PlainPhrase, ...]:
    """Write a phrase with choices and options as all the plain phrases that it stands for.

    Parameters
    ----------
    phrase : Phrase
        Of a rule that has been read.
    lists : mapping of str to sequence of Phrase, or to SpelledList
        What each list name stands for. Where many rules use long lists, spell these out once: ``spell_out_lists``.
    cut : callable
        From a written word to the words that the tokeniser makes of it. Words of kind letters are cut by it as they
        are written, those of kind lemma and form in small letters, with a capital and in capitals; words with ``*`` at
        their hyphens.

    Returns
    -------
    tuple of tuple of frozenset of WordPattern
        In the order in which they are written, single words first. Single-word choices stay one element, so that their
        number does not multiply.

    Raises
    ------
    RuleError
        Where brackets multiply to more than 2,000, or a list is not there or is made of itself.

    Examples
    --------
    >>> ways = spell_out(Phrase((WordPattern("co-production"),)), {})
    >>> [[word.text for words in way for word in words] for way in ways]
    [['coproduction'], ['co', 'production']]
    """
    speller = _Speller(lists, cut)
    for name in list_names(phrase):
        try:
            speller.spell_lists([name.name])
        except RuleError as error:
            raise RuleError(error.message, name.offset, error.fix) from error
    return tuple(speller.phrase(phrase))


def spell_out_lists(lists: Lists, cut: CutWord = split_word) -> dict[str, SpelledList]:
    """Spell out all lists, each once.

    Raises
    ------
    RuleError
        Where one is not there or is made of itself.
    """
    speller = _Speller(lists, cut)
    speller.spell_lists(lists)
    return speller.spelled


class _Speller:
    """Spells out phrases, and before them the lists that they use."""

    def __init__(self, lists: Lists, cut: CutWord) -> None:
        self._lists = lists
        self._cut = cut
        self._elements: dict[WordPattern, frozenset[WordPattern]] = {}
        self._n_words = 0
        self.spelled: dict[str, SpelledList] = {}

    def spell_lists(self, names: Iterable[str]) -> None:
        for name in walk_lists([name for name in names if name not in self.spelled], self._lists):
            if not isinstance(name, str):
                raise _refuse_circle(name)
            if name not in self._lists:
                raise RuleError(f'there is no word list "{name}"', 0, 'define it under "lists:"')
            entries = self._lists[name]
            known = entries if isinstance(entries, SpelledList) else self.spelled.get(name)
            self.spelled[name] = known or SpelledList(tuple(self._any_of(entries)))  # type: ignore[arg-type]

    def phrase(self, phrase: Phrase) -> list[PlainPhrase]:
        ways_by_item = [self._item(item) for item in phrase.items]
        if len(ways_by_item) == 1:
            return ways_by_item[0]
        _refuse_too_many(ways_by_item)
        return list(dict.fromkeys(tuple(word for part in way for word in part) for way in product(*ways_by_item)))

    def _item(self, item: Item) -> list[PlainPhrase]:
        match item:
            case WordPattern():
                return self._any_of([Phrase((item,))])
            case ListName():
                return list(self.spelled[item.name].ways)
            case Choice():
                ways = self._any_of(item.phrases)
                return [(), *ways] if item.optional else ways

    def _any_of(self, phrases: Iterable[Phrase]) -> list[PlainPhrase]:
        """Spell out alternatives, all that are one word as one element."""
        words: set[WordPattern] = set()
        longer: dict[PlainPhrase, None] = {}
        for phrase in phrases:
            item = phrase.items[0]
            if len(phrase.items) == 1 and isinstance(item, WordPattern):
                for row in _rows(item, self._cut):
                    if len(row) == 1:
                        words.add(row[0])
                    else:
                        longer[tuple(self._element(word) for word in row)] = None
                continue
            for way in self.phrase(phrase):
                self._count(len(way[0]) if len(way) == 1 else len(way))
                if len(way) == 1:
                    words |= way[0]
                else:
                    longer[way] = None
        return [(frozenset(words),), *longer] if words else [*longer]

    def _element(self, word: WordPattern) -> frozenset[WordPattern]:
        return self._elements.setdefault(word, frozenset({word}))

    def _count(self, n_words: int) -> None:
        self._n_words += n_words
        if self._n_words > MAX_WORDS_SPELLED:
            message = f"the lists and brackets of this rule stand for more than {MAX_WORDS_SPELLED:,} words"
            raise RuleError(message, 0, "make its lists shorter, or split it into several rules")


def _rows(word: WordPattern, cut: CutWord) -> Iterator[tuple[WordPattern, ...]]:
    """Yield the rows of words that one written word stands for."""
    match word.kind:
        case "lemma" | "form":
            for said in _cuts(word.text, cut):
                yield _cut_pattern(word, said)
            closed = close_up(word.text) if word.kind == "lemma" else None
            if closed is not None:
                yield (replace(word, text=closed),)
            apart = split_at_ampersands(word.text)
            if len(apart) > 1:
                yield _cut_pattern(word, apart)
        case "letters":
            yield _cut_pattern(word, [written for written, _ in cut(word.text)])
        case "wild":
            parts = split_wild(word.text)
            yield tuple(map(_wild_part, parts)) if len(parts) > 1 else (replace(word, text=parts[0]),)
            if len(parts) > 1 and ("-*" in word.text or "*-" in word.text):
                yield (word,)  # the tokeniser does not cut covid-19
        case "regex" | "any":
            yield (word,)


def _cuts(word: str, cut: CutWord) -> Iterable[tuple[str, ...]]:
    """Return the ways in which a word is cut in small letters, with a capital and in capitals.

    The tokeniser cuts ``id``, ``9am`` and ``cannot``, but not ``ID``, ``9AM`` and ``CANNOT``; ``And/or``, but not
    ``and/or``.
    """
    said = tuple([part for _, part in cut(word)])
    if len(said) == 1 and word.rstrip("0123456789").isalpha():
        return (said,)  # it cuts no word of letters, and figures behind them, that it leaves whole in small ones
    whole = (word.rstrip(".'"),)
    capital, capitals = (
        tuple([part for _, part in cut(written)]) for written in (word[:1].upper() + word[1:], word.upper())
    )
    # what is one word with other letters is what an abbreviation stands for: Jan., january
    return dict.fromkeys((said, *(one for one in (capital, capitals) if len(one) > 1 or one == whole)))


def _cut_pattern(word: WordPattern, texts: Sequence[str]) -> tuple[WordPattern, ...]:
    if len(texts) < 2:
        return (word,) if not texts or texts[0] == word.text else (replace(word, text=texts[0]),)
    # a part of speech belongs to the last word: what stands before is no more than its beginning (9am, £4bn)
    return (*(WordPattern(text, word.kind) for text in texts[:-1]), WordPattern(texts[-1], word.kind, word.part))


def _wild_part(text: str) -> WordPattern:
    if not text.strip("*"):
        return WordPattern("", "any")
    return WordPattern(text, "wild") if "*" in text else WordPattern(text)


def _refuse_too_many(ways_by_item: Sequence[Sequence[PlainPhrase]]) -> None:
    n_ways = prod(map(len, ways_by_item))
    # a list of many phrases beside single words is long, but multiplies with nothing
    if n_ways > max(MAX_PLAIN_PHRASES, *map(len, ways_by_item)):
        message = f"the brackets of this rule multiply to more than {MAX_PLAIN_PHRASES:,} phrases"
        raise RuleError(message, 0, "split it into several rules")
    if sum(max(map(len, ways), default=0) for ways in ways_by_item) > MAX_PHRASE_WORDS:
        raise RuleError(f"a phrase of this rule has more than {MAX_PHRASE_WORDS:,} words", 0, "make it shorter")


def _refuse_circle(circle: Circle) -> RuleError:
    shown = circle if len(circle) <= MAX_SHOWN else (*circle[: MAX_SHOWN - 2], "…", circle[-1])
    way_round = " → ".join("…" if name == "…" else f"@{name}" for name in shown)
    message = f"the word list @{circle[0]} is made of itself: {way_round}"
    return RuleError(message, 0, "take one of these names out of the list that has it")
