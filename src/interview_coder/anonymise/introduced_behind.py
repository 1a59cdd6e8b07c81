"""Names that are told to be names by what stands behind them: *Field, I think he was called*, *GF is my job share*."""

from __future__ import annotations

from interview_coder.anonymise.name_lists import is_surname, may_be_given_name
from interview_coder.anonymise.reading import Reading
from interview_coder.language.english_words import is_common_word, is_grammar_word

_BELIEVING = (("i", "think"), ("i", "believe"), ("i", "guess"), ())
_WHOSE = ("the", "his", "her", "their")
_TELLING = (
    *((whose, "name", verb) for whose in _WHOSE for verb in ("was", "is")),
    *((verb, whose, "name") for whose in _WHOSE for verb in ("was", "is")),
    *(
        (*who, "called")
        for who in (("he", "was"), ("she", "was"), ("they", "were"), ("he's",), ("she's",), ("they're",))
    ),
)
_BEHIND = tuple((*believing, *telling) for believing in _BELIEVING for telling in _TELLING)
_BEGINNINGS = frozenset(words[0] for words in _BEHIND)
_ENDS = frozenset(".!?,;\n\r")
_OF_SPEAKER = frozenset({"me", "my", "mine"})
_DOING = frozenset({"i", "you", "we", "they", "he", "she", "it", "people", "this", "that", "who", "to", "not"})


def is_introduced_behind(reading: Reading, place: int) -> bool:
    """Whether the words behind one say that it is a name, and nothing goes on behind them.

    Examples
    --------
    >>> from interview_coder.anonymise.reading import read_document
    >>> from interview_coder.model.masking import Document
    >>> reading = read_document(Document("one", "It was in the news. Field, I think he was called."))
    >>> [word.folded for place, word in enumerate(reading.words) if is_introduced_behind(reading, place)]
    ['field']
    """
    if reading.folded_at(place + 1) not in _BEGINNINGS or reading.between(place).strip(" \t,"):
        return False
    word = reading.words[place]
    if is_grammar_word(word.folded) or not word.folded[:1].isalpha() or (word.is_cased and not word.is_capital):
        return False
    if is_common_word(word.folded) and not (is_surname(word.folded) or may_be_given_name(word.folded)):
        return False
    following = tuple(one.folded for one in reading.words[place + 1 : place + 6])
    cue = next((words for words in _BEHIND if following[: len(words)] == words), ())
    return bool(cue) and not _ENDS.isdisjoint(reading.between(place + len(cue)))


def is_said_to_be_somebody(reading: Reading, place: int) -> bool:
    """Whether the speaker says who is meant by a word: *KM is me on the rota and GF is my job share*."""
    return (
        reading.folded_at(place + 1) in ("is", "was")
        and reading.folded_at(place + 2) in _OF_SPEAKER
        and reading.folded_at(place - 1) not in _DOING
        and not reading.between(place).strip()
        and not reading.between(place + 1).strip()
    )
