"""The distinct words of a study, and everything about a word that does not depend on its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interview_coder.collecting import collecting_later
from interview_coder.language.chunks import ChunkTable, cut_chunks, plain_norm
from interview_coder.language.content_words import TALK_WORDS, may_tell_content
from interview_coder.language.lemmas import find_lemmas, look_up_lemmas, straighten, straighten_all
from interview_coder.language.saved_form import pack, unpack
from interview_coder.language.spelling import spellings
from interview_coder.language.tokeniser import SHORT_IS, Cut, TokeniserFacts, load_tokeniser
from interview_coder.language.word_flags import (
    CONTENT,
    ENDS_SENTENCE,
    HYPHEN,
    JOINS,
    LOWER,
    OPENS,
    WORD,
    read_flags,
)

__all__ = [
    "CONTENT",
    "ENDS_SENTENCE",
    "HYPHEN",
    "JOINS",
    "LOWER",
    "OPENS",
    "WORD",
    "Vocabulary",
    "WordForms",
    "WordType",
]

_ANY_MONEY = "$"


class WordType(NamedTuple):
    """A word or mark, as distinct from any other as it is written.

    Parameters
    ----------
    form : str
        As written.
    norm : str
        As spaCy spells it out, in lower case: ``n't`` is ``not``.
    """

    form: str
    norm: str


class WordForms(NamedTuple):
    """What rules compare a word by.

    Parameters
    ----------
    lower : str
        As written, in lower case, straightened: see `straighten`.
    norm : str
        The same of its norm.
    lemma : str
        The likeliest dictionary form of the norm.
    keys : frozenset of str
        All spellings, British and American, of these three and of every other dictionary form that it can have.
    """

    lower: str
    norm: str
    lemma: str
    keys: frozenset[str]


def other_readings(form: str, norm: str) -> Collection[str]:
    """Return what a word may be besides its norm.

    Examples
    --------
    >>> other_readings("'s", "is"), other_readings("GPs", "gps"), other_readings("GPS", "gps")
    (('has', 'have'), ('gp',), ())
    """
    if norm == "is":
        return ("has", "have") if straighten(form.lower()) in SHORT_IS else ()
    is_plural = len(form) > 2 and form[-1] == "s" and form[-2].isupper() and form[:-1].isupper()
    return (form[:-1].lower(),) if is_plural else ()


class Vocabulary:
    """The distinct words and marks of a study, numbered in the order in which they were met.

    It only grows: no number ever changes. What was derived of a word (forms, lemma) is kept.

    Dictionary forms of all words are looked up together when somebody asks which words have others than themselves.

    Attributes
    ----------
    types : list of WordType
        By number.
    chunks : ChunkTable
        Their white-space chunks.
    plain_flags : bytearray
        Flags by number, without ``CONTENT``.
    """

    def __init__(self) -> None:
        self.types: list[WordType] = []
        self.chunks = ChunkTable()
        self.plain_flags = bytearray()
        self._facts: TokeniserFacts | None = None
        self._ids: dict[WordType, int] = {}
        self._plain_ids: dict[str, int] = {}
        self._forms: dict[int, WordForms] = {}
        self._lowers: list[str] = []
        self._norms: list[str] = []
        self._noted_lemmas: dict[str, tuple[str, ...]] = {}
        self._n_looked_up = 0
        self._cuts: dict[str, tuple[tuple[str, str], ...]] = {}
        self._flags: NDArray[np.uint8] = np.empty(0, np.uint8)

    def number(self, form: str, norm: str) -> int:
        """Return the number of a word or mark, giving it the next one if it is new."""
        if len(self._ids) < len(self.types):
            self._ids = {word_type: type_id for type_id, word_type in enumerate(self.types)}
        word_type = WordType(form, norm)
        type_id = self._ids.setdefault(word_type, len(self.types))
        if type_id == len(self.types):
            self.types.append(word_type)
            self.plain_flags.append(read_flags(form))
        return type_id

    def number_plain(self, piece: str) -> int:
        """Return the number of a piece of a plain chunk, which has but one norm."""
        known = self._plain_ids.get(piece)
        if known is None:
            known = self._plain_ids[piece] = self.number(piece, _same_object(plain_norm(piece), piece))
        return known

    def forms(self, type_id: int) -> WordForms:
        """Return what rules compare a word by."""
        known = self._forms.get(type_id)
        if known is None:
            lower, norm = self.lowers[type_id], self.norms[type_id]
            lemmas = self._lemmas(type_id)
            keys = frozenset[str]().union(
                *map(spellings, {lower, norm, *lemmas, *other_readings(self.types[type_id].form, norm)})
            )
            known = self._forms[type_id] = WordForms(lower, norm, lemmas[0], keys)
        return known

    @property
    def lowers(self) -> Sequence[str]:
        """Every word as `WordForms` has it in `lower`, by number."""
        self._spell_out()
        return self._lowers

    @property
    def norms(self) -> Sequence[str]:
        """Every word as `WordForms` has it in `norm`, by number."""
        self._spell_out()
        return self._norms

    @property
    def other_lemmas(self) -> Mapping[str, tuple[str, ...]]:
        """Norms → their dictionary forms, the likeliest first, of all words that have others than themselves."""
        if self._n_looked_up < len(self.types):
            known = set(self.norms[: self._n_looked_up]).union(self._noted_lemmas)
            for word in dict.fromkeys(self.norms[self._n_looked_up :]):
                if word not in known and (lemmas := look_up_lemmas(word)) != (word,):
                    self._noted_lemmas[word] = lemmas
            self._n_looked_up = len(self.types)
        return self._noted_lemmas

    def lemma(self, type_id: int) -> str:
        """Return the likeliest dictionary form of a word."""
        return self._lemmas(type_id)[0]

    def lemmas_of(self, words: Iterable[str]) -> dict[str, Collection[str]]:
        """Return every dictionary form of some lower-case words, in no order, whether they have been met or not."""
        words = set(words)
        met = dict.fromkeys(words.intersection(self.norms))
        others = self.other_lemmas
        return {word: others.get(word) or ((word,) if word in met else find_lemmas(word)) for word in words}

    @property
    def flags(self) -> NDArray[np.uint8]:
        """What each word or mark is, by number: bits, see `word_flags`.

        ``CONTENT`` are words of letters, three or more, that are no stop words and whose forms and lemma are not of all
        talk.
        """
        n_known = len(self._flags)
        if n_known < len(self.types):
            new = bytearray(self.plain_flags[n_known:])
            stop_words = self.facts().stop_words
            for place, word_type in enumerate(self.types[n_known:]):
                if may_tell_content(word_type.form, stop_words):
                    norm = self.norms[n_known + place]
                    (lemma, *_) = self.other_lemmas.get(norm, (norm,))
                    new[place] |= 0 if lemma in TALK_WORDS else CONTENT
            self._flags = np.concatenate((self._flags, np.frombuffer(new, np.uint8)))
        return self._flags

    def facts(self) -> TokeniserFacts:
        """Return what must be known of spaCy to do without it, from spaCy where nothing was saved."""
        if self._facts is None:
            self._facts = load_tokeniser().facts
        return self._facts

    def cut_word(self, word: str) -> tuple[tuple[str, str], ...]:
        """Cut what a rule calls a word as the tokeniser cuts it in a text; see ``Language.cut``."""
        known = self._cuts.get(word)
        if known is None:
            known = self._cuts[word] = tuple(part for chunk in word.split() for part in self._cut_chunk(chunk))
        return known

    def to_bytes(self) -> bytes:
        """Return the vocabulary as bytes, with the lemmas that were asked for, to be kept for the next run."""
        facts = self.facts()
        texts = {
            "exceptions": sorted(facts.exceptions),
            "stop_words": sorted(facts.stop_words),
            "forms": [form for form, _ in self.types],
            "norms": ["" if norm == form.lower() else norm for form, norm in self.types],
            "words": list(self._noted_lemmas),
            "lemmas": ["" if lemmas == (word,) else "|".join(lemmas) for word, lemmas in self._noted_lemmas.items()],
            "cut_words": list(self._cuts),
            "cuts": [" ".join(said for _, said in parts) for parts in self._cuts.values()],
            "cuts_as_written": [" ".join(written for written, _ in parts) for parts in self._cuts.values()],
            "chunks": list(self.chunks.numbers.by_text),
        }
        arrays = {
            "n_looked_up": self._n_looked_up.to_bytes(8, "little"),
            "type_flags": self._flags.tobytes(),
            "plain_type_flags": bytes(self.plain_flags),
        }
        return pack(texts, arrays | self.chunks.to_arrays())

    @classmethod
    def from_bytes(cls, raw: bytes) -> Vocabulary:
        """Return the vocabulary that was saved.

        Raises
        ------
        ValueError
            When it is damaged, or was saved with another version of spaCy, of the lemma table or of this format.
        """
        with collecting_later():
            return cls._from_parts(*unpack(raw))

    @classmethod
    def _from_parts(cls, texts: Mapping[str, list[str]], arrays: Mapping[str, bytes]) -> Vocabulary:
        vocabulary = cls()
        vocabulary._facts = TokeniserFacts(frozenset(texts["exceptions"]), frozenset(texts["stop_words"]))
        forms = texts["forms"]
        vocabulary.types = [
            WordType(form, norm or _same_object(form.lower(), form))
            for form, norm in zip(forms, texts["norms"], strict=True)
        ]
        vocabulary._noted_lemmas = {
            word: tuple(noted.split("|")) if noted else (word,)
            for word, noted in zip(texts["words"], texts["lemmas"], strict=True)
        }
        vocabulary._n_looked_up = int.from_bytes(arrays["n_looked_up"], "little")
        vocabulary._cuts = {
            word: tuple(zip(written.split(), said.split(), strict=True))
            for word, written, said in zip(texts["cut_words"], texts["cuts_as_written"], texts["cuts"], strict=True)
        }
        vocabulary.plain_flags = bytearray(arrays["plain_type_flags"])
        vocabulary._flags = np.frombuffer(arrays["type_flags"], np.uint8)
        vocabulary.chunks = ChunkTable.from_arrays(texts["chunks"], arrays)
        return vocabulary

    def ask_tokeniser(self, chunks: Sequence[str]) -> list[list[Cut]]:
        """Cut chunks by spaCy."""
        return list(load_tokeniser().cut(chunks))

    @property
    def n_known(self) -> int:
        """How much is known: words, chunks, dictionary forms, cuts and flags."""
        n_of_words = len(self.types) + len(self._noted_lemmas) + self._n_looked_up + len(self._flags)
        return n_of_words + len(self.chunks.first_tokens) + len(self._cuts)

    def _lemmas(self, type_id: int) -> tuple[str, ...]:
        norm = self.norms[type_id]
        known = self._noted_lemmas.get(norm)
        if known is None:
            if type_id < self._n_looked_up:
                return (norm,)
            known = self._noted_lemmas[norm] = look_up_lemmas(norm)
        return known

    def _spell_out(self) -> None:
        n_known = len(self._lowers)
        if n_known < len(self.types):
            forms, norms = zip(*self.types[n_known:], strict=True)
            written = "\n".join(forms).lower().split("\n")
            # one object for each spelling: there are hundreds of thousands
            lowers = list(map(_same_object, straighten_all(written), forms))
            self._lowers += lowers
            # spaCy takes every currency for dollars
            self._norms += [
                lower if norm == _ANY_MONEY else _same_object(straight, lower)
                for lower, norm, straight in zip(lowers, norms, straighten_all(norms), strict=True)
            ]

    def _cut_chunk(self, chunk: str) -> list[tuple[str, str]]:
        (cuts,) = cut_chunks([chunk], self)
        written = [(chunk[start:end], norm) for start, end, norm in cuts]
        return [
            # contractions are spelled out (n't: not); abbreviations are not (am: a.m.)
            (straighten(form), straighten(norm if norm.isalpha() else form.lower()))
            for form, norm in written
            if read_flags(form) & WORD
        ]


def _same_object(word: str, other: str) -> str:
    """Return a word, as the other one if that is the same."""
    return other if word == other else word
