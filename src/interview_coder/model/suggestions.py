"""Words and phrases that a code's passages have more of than other talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

TakenFrom = Literal["codings", "examples"]


class PhraseInContext(NamedTuple):
    """A place of a phrase within its sentence.

    Parameters
    ----------
    source_id : str
        Empty for an example of the codebook.
    turn : int
        In its source.
    participant : str
        Empty for an example of the codebook.
    start, end : int
        Code points of the phrase in the source's text, or in that of the example.
    before, text, after : str
        The sentence, cut at the phrase: `text` is ``source.text[start:end]``, and the others stand next to it.
    """

    source_id: str
    turn: int
    participant: str
    start: int
    end: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word or phrase for the rules of a code.

    Parameters
    ----------
    phrase : str
        One to three words in their dictionary forms: a rule as it stands.
    count, count_elsewhere : int
        How often it stands in the passages and elsewhere, where no rule of the code finds it yet.
    passages : int
        How many of the passages have it.
    participants : tuple of str
        Who says it in them, sorted; nobody for examples.
    log_likelihood : float
        How sure it is that it is more frequent in the passages: G², see `interview_coder.suggesting.log_likelihood`.
    log_ratio : float
        How much more frequent: 1 is twice, 2 four times, 3 eight times as frequent.
    example : PhraseInContext
        The first place in the passages.
    """

    phrase: str
    count: int
    count_elsewhere: int
    passages: int
    participants: tuple[str, ...]
    log_likelihood: float
    log_ratio: float
    example: PhraseInContext


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the passages of a code have more of than other talk.

    Parameters
    ----------
    code_id : str
    taken_from : {"codings", "examples"}
        What the passages are.
    n_passages, n_participants : int
        How many there are, and how many people's; no people for examples.
    n_words, n_words_elsewhere : int
        In the passages, and in all that participants say elsewhere.
    least_count : int
        What occurs less often in the passages was not looked at.
    n_compared : int
        How many words and phrases were looked at.
    n_found : int
        How many of them are distinctive; `suggestions` may be fewer.
    suggestions : tuple of Suggestion
        The surest first.
    """

    code_id: str
    taken_from: TakenFrom
    n_passages: int
    n_participants: int
    n_words: int
    n_words_elsewhere: int
    least_count: int
    n_compared: int
    n_found: int
    suggestions: tuple[Suggestion, ...]
