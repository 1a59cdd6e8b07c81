"""The words of one turn and of the question before it, in a language that knows no others.

What a rule makes of one turn takes no time; what it would make of every distinct word of a study does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from interview_coder.language import TALK_WORDS, Language, Vocabulary
from interview_coder.language.content_words import may_tell_content
from interview_coder.language.source_words import SourceWords


class _NarrowLanguage(Language):
    """A language that knows few words, and cuts those of rules as a whole one does."""

    def __init__(self, whole: Language) -> None:
        super().__init__(whole.model, whole.version)
        self._whole = whole

    def cut(self, word: str) -> tuple[tuple[str, str], ...]:
        return self._whole.cut(word)


def find_content(words: SourceWords, turn: int, vocabulary: Vocabulary) -> set[int]:
    """Return where in a turn the words begin that tell what is talked about."""
    stop_words = vocabulary.facts().stop_words
    is_own = words.sentence_turns[words.sentences] == turn
    telling = [
        number
        for number in np.unique(words.types[is_own]).tolist()
        if may_tell_content(vocabulary.types[number].form, stop_words)
        and vocabulary.forms(number).lemma not in TALK_WORDS
    ]
    return set(words.starts[is_own & np.isin(words.types, telling)].tolist())


def cut_out_turns(words: SourceWords, turns: Collection[int], language: Language) -> tuple[SourceWords, Language]:
    """Return the words of some turns of a source, and a language for them.

    Parameters
    ----------
    turns : collection of int
        Numbers of turns.
    """
    is_wanted = np.isin(words.sentence_turns, list(turns))
    numbers = (np.cumsum(is_wanted) - 1).astype(np.int32)
    is_word = is_wanted[words.sentences]
    distinct, types = np.unique(words.types[is_word], return_inverse=True)
    narrow = _NarrowLanguage(language)
    own = [narrow.vocabulary.number(*language.vocabulary.types[number]) for number in distinct.tolist()]
    cut = replace(
        words,
        types=np.array(own, np.int32)[types],
        starts=words.starts[is_word],
        ends=words.ends[is_word],
        joined=words.joined[is_word],
        sentences=numbers[words.sentences[is_word]],
        sentence_starts=words.sentence_starts[is_wanted],
        sentence_ends=words.sentence_ends[is_wanted],
        sentence_turns=words.sentence_turns[is_wanted],
    )
    return cut, narrow
