"""Numbers of words fit only a vocabulary that began with the same words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.project.word_numbers import WordNumbers

words = st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=12)


@given(words, words, st.data())
def test_a_mark_fits_every_vocabulary_that_begins_with_the_same_words(
    first: list[tuple[str, str]], more: list[tuple[str, str]], data: st.DataObject
) -> None:
    growing = list(first)
    numbers = WordNumbers(growing)
    marks = [numbers.mark()]
    for word in more:
        growing.append(word)
        if data.draw(st.booleans()):
            marks.append(numbers.mark())
    later = WordNumbers(first + more)
    for mark in data.draw(st.permutations(marks)):
        assert later.fit(*mark)
        assert numbers.fit(*mark)


@given(words, words)
def test_a_mark_of_other_words_never_fits(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    assert WordNumbers(other).fit(*WordNumbers(one).mark()) == (other[: len(one)] == one)


@given(words.filter(bool), words)
def test_words_that_were_lost_and_numbered_anew_are_noticed(
    kept: list[tuple[str, str]], later: list[tuple[str, str]]
) -> None:
    with_new = [*kept, ("brand", "brand")]
    mark = WordNumbers(with_new).mark()
    after_loss = [*kept, ("other", "other"), *later, ("brand", "brand")]
    assert not WordNumbers(kept).fit(*mark)
    assert not WordNumbers(after_loss).fit(*mark)
