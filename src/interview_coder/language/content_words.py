"""Words that tell what is talked about, and those of all talk that do not."""

from __future__ import annotations

from collections.abc import Collection

_OF_ALL_TALK = (
    "actually bit come course day get give go good guess hour issue kind know let like little look lot make mean need "
    "okay one particular people percent person place point really right say see sort stuff take talk tell term thing "
    "think time try use want way week well word work yeah year yes"
)
TALK_WORDS = frozenset(_OF_ALL_TALK.split())
"""Words of all talk, whatever it is about: they form no cluster."""
FEWEST_LETTERS = 3


def may_tell_content(form: str, stop_words: Collection[str]) -> bool:
    """Whether a word, as far as its form shows, tells what is talked about: its lemma may still be of all talk.

    Parameters
    ----------
    stop_words : collection of str
        In lower case.

    Examples
    --------
    >>> [word for word in ("ward", "the", "Things", "A&E", "2016") if may_tell_content(word, {"the"})]
    ['ward', 'Things']
    """
    if len(form) < FEWEST_LETTERS or not form.isalpha():
        return False
    lower = form.lower()
    return lower not in stop_words and lower not in TALK_WORDS
