"""Words are found where they went, and never where others stand."""

from __future__ import annotations

from hashlib import sha256

from interview_coder.model.source import Role, Source, Turn
from interview_coder.standing.anchoring import Lost, SourceText, find_anchor, make_anchor

WORDS = "The stair is dark."


def read(*said: str) -> SourceText:
    """Return a source in which P01 says one thing after the other, a turn each, and a bar stands for what is asked."""
    text, turns = "", []
    for number, one in enumerate(said, 1):
        is_asked = one.startswith("|")
        text += "P01: " if not is_asked else "I: "
        start = len(text)
        text += one.removeprefix("|")
        person = None if is_asked else "P01"
        role: Role = "interviewer" if is_asked else "participant"
        turns.append(Turn(number, "I" if is_asked else "P01", start, len(text), role=role, participant=person))
        text += "\n\n"
    return SourceText(Source("a", "a.txt", "txt", text, turns, "labels", sha256=sha256(text.encode()).hexdigest()))


def find(words: str, before: SourceText, after: SourceText) -> str | Lost:
    """Return with what stands before them words are found that stood once in a text, after that was edited."""
    start = before.source.text.index(words)
    found = find_anchor(make_anchor(before, start, start + len(words)), after)
    return found if isinstance(found, Lost) else after.source.text[max(0, found[0] - 20) : found[1]]


LONG = "And then we waited for a year, and nobody came to look at it at all."


def test_words_at_the_beginning_are_not_taken_for_the_same_words_further_down() -> None:
    before = read(WORDS, LONG)
    assert isinstance(find(WORDS, before, read(LONG, WORDS)), Lost)
    assert find(WORDS, before, read(WORDS, "|So?", LONG)) == f"P01: {WORDS}"
    assert find(WORDS, before, read("|Begin.", WORDS, LONG)) == f"I: Begin.\n\nP01: {WORDS}"


def test_words_at_the_end_are_not_taken_for_the_same_words_further_up() -> None:
    before = read(LONG, WORDS)
    assert isinstance(find(WORDS, before, read(WORDS, LONG)), Lost)
    assert (
        find(WORDS, before, read("|Begin.", LONG, WORDS)) == f"look at it at all.\n\nP01: {WORDS}"[-20 - len(WORDS) :]
    )
    assert find(WORDS, before, read(LONG, WORDS, "|So?")) == f"look at it at all.\n\nP01: {WORDS}"[-20 - len(WORDS) :]
