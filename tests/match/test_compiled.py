from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from interview_coder.language import Language, load_language
from interview_coder.match.compiled import (
    CompiledCodebook,
    CompiledEither,
    CompiledNear,
    CompiledPhrase,
    CompiledUnless,
    PhraseTable,
)
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.coding import STANCES, Stance


@cache
def load_blank() -> Language:
    return load_language("blank")


def make_codebook(*rules: str, lists: Mapping[str, tuple[str, ...]] | None = None) -> Codebook:
    codes = tuple(
        Code(code_id=f"code_{n}", theme_id="theme", label="", definition="", rules=(Rule(rule, f"rule_{n}", n),))
        for n, rule in enumerate(rules)
    )
    theme = Theme(theme_id="theme", label="", definition="", colour="#000000", codes=codes)
    return Codebook(title="", version="1", themes=(theme,), lists=lists or {}, sha256="0123456789abcdef" * 4)


def compile_rules(*rules: str, **lists: tuple[str, ...]) -> CompiledCodebook:
    return CompiledCodebook(make_codebook(*rules, lists=lists), load_blank())


def rows_of(table: PhraseTable, phrase: object) -> list[list[int]]:
    """Return the plain phrases of a phrase, as numbers of sets."""
    assert isinstance(phrase, CompiledPhrase)
    plain = np.flatnonzero(table.phrases == phrase.number).tolist()
    return [table.sets[table.offsets[one] : table.offsets[one + 1]].tolist() for one in plain]


def test_a_rule_of_words_is_a_phrase_and_its_operators_are_kept() -> None:
    rules = "cut", "cut NEAR/3 ward", "cut THEN/turn ward", "cut NOT ward", "cut EXCEPT ward", "(cut | cut AND ward)"
    phrase, near, then, without, exception, either = (one.pattern for one in compile_rules(*rules).rules)
    cut, ward = CompiledPhrase(0), CompiledPhrase(1)
    assert phrase == cut
    assert near == CompiledNear(cut, ward, 3, False, "sentence")
    assert then == CompiledNear(cut, ward, None, True, "turn")
    assert without == CompiledUnless(cut, ward, "sentence")
    assert exception == CompiledUnless(cut, ward, "overlap")
    assert either == CompiledEither((cut, CompiledNear(cut, ward, None, False, "sentence")))


def test_alternatives_and_options_become_rows_of_sets() -> None:
    compiled = compile_rules("(cut | close) the? ward", "ward")
    first, ward = (one.pattern for one in compiled.rules)
    rows = rows_of(compiled.spoken, first)
    assert sorted(map(len, rows)) == [2, 3]
    ((last,),) = rows_of(compiled.spoken, ward)
    assert {row[-1] for row in rows} == {last}
    assert len({row[0] for row in rows}) == 1


def test_words_are_cut_as_the_tokeniser_cuts_them() -> None:
    compiled = compile_rules("don't", "co-production", "£4bn")
    contraction, hyphenated, money = (rows_of(compiled.spoken, one.pattern) for one in compiled.rules)
    assert [len(row) for row in contraction] == [2]
    assert sorted(len(row) for row in hyphenated) == [1, 2]
    assert [len(row) for row in money] == [2]


def test_rules_that_ask_for_the_same_share_it() -> None:
    compiled = compile_rules("(cut | ward)", "(ward | cut)", "cut NEAR (cut | ward)")
    first, second, third = (one.pattern for one in compiled.rules)
    assert first == second
    assert isinstance(third, CompiledNear)
    assert third.second == first


def test_lists_stand_for_their_entries_and_those_of_the_lists_in_them() -> None:
    compiled = compile_rules(
        "@place", "(ward | closed ward | council)", place=("ward", "@closed", "council"), closed=("closed ward",)
    )
    listed, written = (one.pattern for one in compiled.rules)
    assert listed == written


def test_a_list_of_nothing_finds_nothing() -> None:
    compiled = compile_rules("@none", "the @none", none=())
    assert [rows_of(compiled.spoken, one.pattern) for one in compiled.rules] == [[], []]


def test_a_list_that_no_rule_uses_is_not_read() -> None:
    assert compile_rules("cut", broken=("(not closed",)).rules


def test_clauses_are_kept_with_names_and_questions_as_they_are_compared() -> None:
    compiled = compile_rules(
        "cut BY (Local_Authority | provider) ASKED (plan | close) ONLY denied", "cut UNLESS reported"
    )
    first, second = compiled.rules
    assert first.speakers == {"local authority", "provider"}
    assert first.stances == frozenset[Stance]({"denied"})
    assert second.stances == frozenset(STANCES) - {"reported"}
    assert (second.speakers, second.asked) == (frozenset(), None)
    assert len(rows_of(compiled.asked, first.asked)) == 1
    assert len(compiled.spoken) == 1


def test_a_rule_knows_the_phrases_that_it_is_made_of() -> None:
    compiled = compile_rules("cut NEAR (ward | bed) NOT plan ASKED why")
    (rule,) = compiled.rules
    assert [one for _, one in rule.phrases] == [CompiledPhrase(0), CompiledPhrase(1), CompiledPhrase(2)]


def test_parts_of_speech_are_asked_for_only_where_a_phrase_has_them() -> None:
    compiled = compile_rules("lead/noun", "lead", "(lead/noun | lead) role")
    assert compiled.spoken.needs_part.tolist() == [True, False, True]


def test_the_rules_keep_the_order_of_the_codebook_and_their_codes() -> None:
    book = make_codebook("cut", "close", "council")
    compiled = CompiledCodebook(book, load_blank())
    assert [one.rule.text for one in compiled.rules] == ["cut", "close", "council"]
    assert [one.code for one in compiled.rules] == list(book.codes) == list(compiled.codes)
    assert compiled.code_numbers.tolist() == [0, 1, 2]
    assert compiled.ranks.tolist() == [2, 0, 1]
    assert compiled.digest == "0123456789ab"


@pytest.mark.parametrize("codebook", [make_codebook(), Codebook(title="", version="1", themes=())])
def test_a_codebook_without_rules_can_be_made_ready(codebook: Codebook) -> None:
    compiled = CompiledCodebook(codebook, load_blank())
    assert compiled.rules == ()
    assert compiled.spoken.phrases.tolist() == compiled.spoken.sets.tolist() == []
