"""The rule language as plain loops: slow, and meant to be read as the definition of what a rule finds.

Nothing here is shared with `interview_coder.match`, save how a stance is read, nor with the arrays of
`interview_coder.language`: texts are read by spaCy's blank English paragraph by paragraph (see `reference_words`), and
a rule is walked through as the tree that `interview_coder.rules` reads.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import re2
from tests.match.reference_words import (
    Letters,
    Span,
    Word,
    is_mark,
    norm_of,
    read_turns,
    straighten,
    tokenise,
)

from interview_coder.language.lemmas import look_up_lemmas
from interview_coder.language.spelling import spellings
from interview_coder.language.vocabulary import WordForms
from interview_coder.match.encouraging import ENCOURAGING
from interview_coder.match.stance import cue_flags, read_stance
from interview_coder.model.coding import Stance
from interview_coder.model.source import Participant, Source, Turn
from interview_coder.rules import (
    Choice,
    Either,
    ListName,
    Near,
    PartOfSpeech,
    Pattern,
    Phrase,
    RuleTree,
    Unless,
    WordPattern,
    parse_entry,
    parse_rule,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from interview_coder.language import Language

Hit = tuple[int, ...]
"""Places of words in their turn, rising."""
Item = WordPattern | ListName | Choice


class Found(NamedTuple):
    """One hit of a rule: where its words stand in the text, how it is meant, and the word that says so."""

    words: tuple[Span, ...]
    stance: Stance
    cue: Span | None


# Words of a rule


@cache
def forms_of(letters: Letters) -> WordForms:
    lower = letters.written.lower()
    lemmas = look_up_lemmas(letters.norm)
    others: tuple[str, ...] = ("has", "have") if letters.norm == "is" and lower in {"'s", "s"} else ()
    if re.fullmatch(r".+[A-Z]s", letters.written) and letters.written[:-1].isupper():
        others = (lower[:-1],)
    keys = frozenset(one for form in (lower, letters.norm, *lemmas, *others) for one in spellings(form))
    return WordForms(lower, letters.norm, lemmas[0], keys)


@cache
def accepts(pattern: WordPattern, letters: Letters) -> bool:
    """Whether a word is what a rule asks for, whatever its part of speech; the pattern has been cut before."""
    forms = forms_of(letters)
    match pattern.kind:
        case "lemma":
            return not forms.keys.isdisjoint({pattern.text, *look_up_lemmas(pattern.text)})
        case "form":
            return pattern.text in spellings(forms.lower) | spellings(forms.norm)
        case "letters":
            return pattern.text == letters.written
        case "wild":
            wild = ".*".join(re.escape(part) for part in pattern.text.split("*"))
            return any(re.fullmatch(wild, spelled) for spelled in spellings(forms.lower))
        case "regex":
            return re2.fullmatch(pattern.text, forms.lower) is not None
        case "any":
            return True


def straighten_dashes(text: str) -> str:
    return text.replace("\u2010", "-").replace("\u2011", "-").replace("–", "-")


read_rule, read_entry = cache(parse_rule), cache(parse_entry)


@cache
def cut(pattern: WordPattern) -> tuple[tuple[WordPattern, ...], ...]:
    """Return the rows of words that a word of a rule can be: as the tokeniser cuts it; without its hyphens too."""
    text = straighten_dashes(pattern.text)
    if pattern.kind in {"regex", "any"}:
        return ((pattern,),)
    if pattern.kind == "wild":
        parts = re.split(r"(?<=[^\W\d_])-(?=[^\W\d_]|\*)|(?<=[\d*])-(?=[\w*])|(?<=^[£$€])(?=.)", text)
        row = tuple(replace(pattern, text=part, kind="wild" if "*" in part else "lemma") for part in parts)
        # the tokeniser does not cut covid-19
        return (row, (replace(pattern, text=text),)) if "-*" in text or "*-" in text else (row,)
    if pattern.kind == "letters":
        places = [slice(token.idx, token.idx + len(token)) for token in words_in(text)]
        return (row_of(pattern, [straighten(pattern.text[place]) for place in places]),)
    spellings_of_text = (text, text.capitalize(), text.upper())
    ways = [[text_of(token, written) for token in words_in(written)] for written in spellings_of_text]
    rows = {row_of(pattern, way) for way in ways if way == ways[0] or len(way) > 1 or way[0] == text.rstrip(".'")}
    if pattern.kind == "lemma" and re.fullmatch(r"[^\W\d_]+(-[^\W\d_]+)+", text):
        rows.add((replace(pattern, text=text.replace("-", "")),))
    if re.search("[^&]&[^&]", text):
        rows.add(row_of(pattern, re.split("(?<=[^&])(&)(?=[^&])", text)))
    return tuple(rows)


def words_in(text: str) -> list[Token]:
    return [token for token in tokenise(text) if not is_mark(token)]


def row_of(pattern: WordPattern, words: Sequence[str]) -> tuple[WordPattern, ...]:
    """Return the words of a rule's word; a part of speech is asked of the last alone."""
    *before, last = words
    return (*(replace(pattern, text=one, part=None) for one in before), replace(pattern, text=last))


def text_of(token: Token, word: str) -> str:
    """Write a part of a rule's word as it is compared: contractions spelled out (not), abbreviations not (am)."""
    norm = norm_of(token)
    is_spelled_out = norm.isalpha() and not token.norm_.endswith(".")
    return norm if is_spelled_out else straighten(word[token.idx : token.idx + len(token)].lower())


# What a rule finds


@dataclass(frozen=True)
class Reference:
    """Finds rules in sources.

    Parameters
    ----------
    lists : mapping of str to sequence of str
        The study's word lists.
    participants : mapping of str to Participant
        Who the speakers are, by id.
    language : Language, optional
        Asked for parts of speech, and for nothing else.
    """

    lists: Mapping[str, Sequence[str]]
    participants: Mapping[str, Participant]
    language: Language | None = None

    def find_all(self, rules: Iterable[str], source: Source) -> dict[str, list[Found]]:
        """Return the hits of every rule: in the turns of participants only."""
        trees = {rule: read_rule(rule) for rule in rules}
        found: dict[str, list[Found]] = {rule: [] for rule in trees}
        questions: list[Speech] = []
        words = read_turns(source)
        for turn in source.turns:
            speech = Speech(source.text, turn.end, words[turn.number], self.lists, self.language)
            if turn.role != "participant":
                questions = [*questions, speech] if keeps_question(speech.words) else [speech]
                continue
            for rule, tree in trees.items():
                if self.is_speaker(tree, turn) and is_answer(tree, questions):
                    found[rule] += speech.find(tree)
        return found

    def is_speaker(self, tree: RuleTree, turn: Turn) -> bool:
        """Whether somebody of the groups that ``BY`` names speaks."""
        group = self.participants[turn.participant or ""].stakeholder_type
        return not tree.speakers or write_as_name(group) in {write_as_name(name) for name in tree.speakers}


def write_as_name(group: str) -> str:
    return re.sub(r"[\s_]+", " ", group).strip().lower()


def is_answer(tree: RuleTree, questions: Sequence[Speech]) -> bool:
    """Whether what was asked last, or what only encouraged since, has the phrase that ``ASKED`` wants."""
    return tree.asked is None or any(question.hits_of(tree.asked) for question in questions)


def keeps_question(words: Sequence[Word]) -> bool:
    """Whether an interviewer says three words at most, all of which only encourage."""
    return 0 < len(words) <= 3 and all(word.letters.written.lower() in ENCOURAGING for word in words)


@dataclass
class Speech:
    """The words of one turn, and what patterns find in them."""

    text: str
    end: int
    words: Sequence[Word]
    lists: Mapping[str, Sequence[str]]
    language: Language | None
    known_spans: dict[Item, frozenset[Span]] = field(default_factory=dict)
    known_parts: dict[range, set[tuple[int, int, PartOfSpeech | None]]] = field(default_factory=dict)
    by_key: dict[str, set[Letters]] = field(default_factory=lambda: defaultdict(set))
    places: dict[Letters, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for place, word in enumerate(self.words):
            self.places[word.letters].append(place)
            for key in forms_of(word.letters).keys:
                self.by_key[key].add(word.letters)

    def find(self, tree: RuleTree) -> list[Found]:
        """Return the hits of a rule whose stance it allows."""
        found = []
        for hit in sorted(self.hits_of(tree.pattern)):
            stance, cue = self.read_stance(hit)
            if tree.stances is None or stance in tree.stances:
                said = tuple(self.place_in_text(place) for place in hit)
                found.append(Found(said, stance, None if cue is None else self.place_in_text(cue)))
        return found

    def place_in_text(self, place: int) -> Span:
        return self.words[place].start, self.words[place].end

    def read_stance(self, hit: Hit) -> tuple[Stance, int | None]:
        """Read how a hit is meant from the sentence that it begins in; the cue is a place in the turn."""
        sentence = self.words_of_sentence(hit[0])
        stance, cue = read_stance(
            [cue_flags(*forms_of(self.words[place].letters)[:3]) for place in sentence],
            [self.words[place].joined for place in sentence],
            [place - sentence[0] for place in hit if place in sentence],
        )
        return stance, None if cue is None else sentence[cue]

    def words_of_sentence(self, place: int) -> range:
        same = [n for n, word in enumerate(self.words) if word.sentence == self.words[place].sentence]
        return range(same[0], same[-1] + 1)

    def hits_of(self, pattern: Pattern) -> set[Hit]:
        """Return where a pattern holds."""
        match pattern:
            case Phrase():
                return drop_contained({tuple(range(*span)) for span in self.spans_of(pattern) if span[0] < span[1]})
            case Either():
                return drop_contained({hit for one in pattern.patterns for hit in self.hits_of(one)})
            case Near():
                first = self.hits_of(pattern.first)
                second = self.hits_of(pattern.second) if first else set()
                return {pair for hit in first if (pair := self.pair_up(hit, second, pattern))}
            case Unless():
                wanted, unwanted = self.hits_of(pattern.wanted), self.hits_of(pattern.unwanted)
                return {hit for hit in wanted if not self.is_spoilt(hit, unwanted, pattern)}

    def pair_up(self, hit: Hit, others: Iterable[Hit], near: Near) -> Hit:
        """Return a hit with the nearest of the others, and of equally near ones the first; nothing where none is."""
        reachable = [
            (words_between(hit, other), other)
            for other in others
            if not set(hit) & set(other)
            and (other[0] > hit[-1] or not near.ordered)
            and (near.most_between is None or words_between(hit, other) <= near.most_between)
            and (near.within == "turn" or len({self.words[place].sentence for place in hit + other}) == 1)
        ]
        return tuple(sorted(hit + min(reachable)[1])) if reachable else ()

    def is_spoilt(self, hit: Hit, unwanted: Iterable[Hit], unless: Unless) -> bool:
        """Whether something unwanted shares a word with a hit, or begins in one of its sentences, or in its turn."""
        sentences = {self.words[place].sentence for place in hit}
        return any(
            unless.scope == "turn"
            or (unless.scope == "sentence" and self.words[other[0]].sentence in sentences)
            or (unless.scope == "overlap" and set(hit) & set(other))
            for other in unwanted
        )

    def spans_of(self, phrase: Phrase) -> frozenset[Span]:
        """Return all words in a row that a phrase can be, none at all among them where all of it may be left out."""
        return self.follow_each_other(self.spans_of_item(item) for item in phrase.items)

    def spans_of_item(self, item: Item) -> frozenset[Span]:
        if item not in self.known_spans:
            self.known_spans[item] = frozenset(self.find_spans(item))
        return self.known_spans[item]

    def find_spans(self, item: Item) -> Iterator[Span]:
        match item:
            case WordPattern():
                for row in cut(item):
                    yield from self.follow_each_other(self.spans_of_word(pattern) for pattern in row)
            case ListName():
                for entry in self.lists[item.name]:
                    yield from self.spans_of(read_entry(entry))
            case Choice():
                for phrase in item.phrases:
                    yield from self.spans_of(phrase)
                if item.optional:
                    yield from ((place, place) for place in range(len(self.words) + 1))

    def spans_of_word(self, pattern: WordPattern) -> frozenset[Span]:
        accepted = [letters for letters in self.list_candidates(pattern) if accepts(pattern, letters)]
        places = [place for letters in accepted for place in self.places[letters]]
        return frozenset((place, place + 1) for place in places if self.is_part_of_speech(pattern, place))

    def list_candidates(self, pattern: WordPattern) -> Collection[Letters]:
        """Return the words that may be what is asked for: a short cut, for most rules have hundreds of words."""
        if pattern.kind in {"lemma", "form", "letters"}:
            keys = {pattern.text.lower(), *look_up_lemmas(pattern.text)}
            return {letters for key in keys if key in self.by_key for letters in self.by_key[key]}
        return self.places.keys()

    def is_part_of_speech(self, pattern: WordPattern, place: int) -> bool:
        if pattern.part is None:
            return True
        sentence = self.words_of_sentence(place)
        if sentence not in self.known_parts:
            self.known_parts[sentence] = self.tag(sentence)
        return (*self.place_in_text(place), pattern.part) in self.known_parts[sentence]

    def tag(self, sentence: range) -> set[tuple[int, int, PartOfSpeech | None]]:
        """Read the parts of speech of a sentence: from its first word to that of the next."""
        assert self.language is not None
        rest = self.words[sentence.stop :]
        start, end = self.words[sentence.start].start, rest[0].start if rest else self.end
        tags = self.language.tag(self.text[start:end].rstrip())
        return {(start + first, start + last, part) for first, last, part in tags}

    def follow_each_other(self, parts: Iterable[frozenset[Span]]) -> frozenset[Span]:
        """Return the spans of several parts that stand right behind each other, joined."""
        spans: frozenset[Span] | None = None
        for later in parts:
            spans = later if spans is None else self.follow(spans, later)
            if not spans:
                break
        return spans or frozenset()

    def follow(self, spans: frozenset[Span], later: frozenset[Span]) -> frozenset[Span]:
        ends = defaultdict(list)
        for start, end in later:
            ends[start].append(end)
        return frozenset(
            (first, last)
            for first, middle in spans
            for last in ends[middle]
            if first == middle or middle == last or self.words[middle].joined
        )


def drop_contained(hits: set[Hit]) -> set[Hit]:
    """Drop hits whose words are all in a longer one."""
    return {hit for hit in hits if not any(set(hit) < set(other) for other in hits)}


def words_between(hit: Hit, other: Hit) -> int:
    """Count the words that lie between two hits; none where one begins before the other ends."""
    if other[0] > hit[-1]:
        return other[0] - hit[-1] - 1
    return max(0, hit[0] - other[-1] - 1)
