"""The distinct words of a study, and everything about a word that does not depend on its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interview_coder.collecting import collecting_later
from interview_coder.language.chunks import ChunkTable, cut_chunks
from interview_coder.language.content_words import TALK_WORDS, may_tell_content
from interview_coder.language.lemmas import look_up_lemmas, straighten
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


class Vocabulary:
    """The distinct words and marks of a study, numbered in the order in which they were met.

    It only grows: no number ever changes. What was derived of a word (forms, lemma) is kept.

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
        self._forms: dict[int, WordForms] = {}
        self._forms_by_text: dict[tuple[str, str], WordForms] = {}
        self._lemmas: dict[str, tuple[str, ...]] = {}
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

    def forms(self, type_id: int) -> WordForms:
        """Return what rules compare a word by."""
        known = self._forms.get(type_id)
        if known is None:
            known = self._forms[type_id] = self._find_forms(type_id)
        return known

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
                    lemma = self.forms(n_known + place).lemma
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
            "words": list(self._lemmas),
            "lemmas": ["" if lemmas == (word,) else "|".join(lemmas) for word, lemmas in self._lemmas.items()],
            "cut_words": list(self._cuts),
            "cuts": [" ".join(said for _, said in parts) for parts in self._cuts.values()],
            "cuts_as_written": [" ".join(written for written, _ in parts) for parts in self._cuts.values()],
            "chunks": list(self.chunks.numbers.by_text),
        }
        flags = {"type_flags": self._flags.tobytes(), "plain_type_flags": bytes(self.plain_flags)}
        return pack(texts, flags | self.chunks.to_arrays())

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
            WordType(form, norm or form.lower()) for form, norm in zip(forms, texts["norms"], strict=True)
        ]
        words = texts["words"]
        vocabulary._lemmas = {
            word: tuple(kept.split("|")) if kept else (word,) for word, kept in zip(words, texts["lemmas"], strict=True)
        }
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

    def spellings_of(self, type_id: int) -> tuple[str, str]:
        """Return a word as `WordForms` has it in `lower` and `norm`, without looking up its dictionary form."""
        form, norm = self.types[type_id]
        written = form.lower()
        lower = straighten(written)
        # spaCy takes every currency for dollars
        return lower, lower if norm in (written, _ANY_MONEY) else straighten(norm)

    @property
    def n_known(self) -> int:
        """How much is known: words, chunks, dictionary forms, cuts and flags."""
        return len(self.types) + len(self.chunks.first_tokens) + len(self._lemmas) + len(self._cuts) + len(self._flags)

    def _find_forms(self, type_id: int) -> WordForms:
        form, norm = self.types[type_id]
        written = form.lower()
        known = self._forms_by_text.get((written, norm))
        if known is None:
            lower, plain_norm = self.spellings_of(type_id)
            lemmas = self._find_lemmas(plain_norm)
            keys = spellings(lower)
            for text in {plain_norm, *lemmas} - {lower}:
                keys |= spellings(text)
            if plain_norm == "is" and lower in SHORT_IS:
                keys |= {"has", "have"}
            known = self._forms_by_text[written, norm] = WordForms(lower, plain_norm, lemmas[0], keys)
        return known

    def _find_lemmas(self, word: str) -> tuple[str, ...]:
        known = self._lemmas.get(word)
        if known is None:
            known = self._lemmas[word] = look_up_lemmas(word)
        return known

    def _cut_chunk(self, chunk: str) -> list[tuple[str, str]]:
        (cuts,) = cut_chunks([chunk], self)
        written = [(chunk[start:end], norm) for start, end, norm in cuts]
        return [
            # contractions are spelled out (n't: not); abbreviations are not (am: a.m.)
            (straighten(form), straighten(norm if norm.isalpha() else form.lower()))
            for form, norm in written
            if read_flags(form) & WORD
        ]
