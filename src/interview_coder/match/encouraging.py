"""Turns by which an interviewer only encourages (*Mm*, *Go on*, *Why?*): the question before them stands."""

from __future__ import annotations

MOST_WORDS = 3
_WORDS = (
    "mm mmm mmmm mhm mmhm mm-hm hm hmm hmmm uh huh um umm er erm ah aha oh ooh ok okay right alright yeah yes yep yup "
    "no sure fine good great lovely excellent perfect brilliant interesting exactly absolutely definitely indeed "
    "really true wow and so but well why how not go on carry please i see thank thanks you very much of course got it"
)
ENCOURAGING = frozenset(_WORDS.split())
"""A turn of at most three words, all of them among these, asks nothing of its own."""
