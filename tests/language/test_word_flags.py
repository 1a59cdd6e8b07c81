from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang import lex_attrs
from spacy.pipeline import Sentencizer
from tests.language.spacy_tokens import blank_english

from interview_coder.language.word_flags import (
    ENDS_SENTENCE,
    HYPHEN,
    JOINS,
    LOWER,
    OPENS,
    SENTENCE_ENDS,
    WORD,
    read_flags,
)


@pytest.mark.parametrize(
    ("forms", "flags"),
    [
        ("ward n't é ’em 'cause 4bn ½th", WORD | LOWER),
        ("Ward NHS 2016 £ % & + 🙂 字 24/7 A&E =", WORD),
        (". ? ! 。 … ... .. …… ‽", ENDS_SENTENCE),
        (", ; : — * _ --", 0),
        ("- – \u2010 \u2011 /", JOINS | HYPHEN),
        (") ] } > ” » ’ ''", JOINS),
        ("( [ { “ ‘ « \" ' ` ``", JOINS | OPENS),
    ],
)
def test_flags_are_read_off_the_letters(forms: str, flags: int) -> None:
    for form in forms.split():
        got = read_flags(form)
        assert got == flags, form


@given(st.text(st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]), min_size=1, max_size=3))
def test_marks_are_what_spacy_holds_for_punctuation_brackets_and_quotes_but_percent(form: str) -> None:
    lexeme = blank_english().vocab[form]
    is_mark = form != "%" and (lexeme.is_punct or lexeme.is_bracket or lexeme.is_quote)
    assert bool(read_flags(form) & WORD) != is_mark


def test_every_sign_is_a_word_or_mark_as_for_spacy() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if sign.isspace():
            continue
        is_mark = sign not in "%&" and (
            lex_attrs.is_punct(sign) or lex_attrs.is_bracket(sign) or lex_attrs.is_quote(sign)
        )
        flags = read_flags(sign)
        assert bool(flags & WORD) != is_mark, hex(code)
        assert bool(flags & JOINS) == (lex_attrs.is_bracket(sign) or lex_attrs.is_quote(sign) or sign in "-–‐‑/")
        assert bool(flags & ENDS_SENTENCE) == (sign in Sentencizer.default_punct_chars or sign == "…")


def test_sentences_end_at_the_marks_of_the_sentencizer_of_spacy() -> None:
    assert frozenset(Sentencizer.default_punct_chars) == SENTENCE_ENDS
    assert all(len(mark) == 1 for mark in SENTENCE_ENDS)


def test_all_opening_marks_of_spacy_open() -> None:
    for mark in "([{\"'«‘‚‛“„‟‹❮":
        assert lex_attrs.is_left_punct(mark)
        assert read_flags(mark) & OPENS
    for mark in ")]}»’”›❯.,-":
        assert not read_flags(mark) & OPENS
