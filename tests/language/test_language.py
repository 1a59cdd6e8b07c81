from __future__ import annotations

import sys

import pytest

from interview_coder.errors import InputError
from interview_coder.installed import BLANK, KNOWN_MODELS, find_model
from interview_coder.language import Language, load_language, look_up_lemmas, straighten
from interview_coder.model.segment import Paragraph
from interview_coder.model.source import Aside


def test_auto_takes_an_installed_model_and_the_better_before_the_smaller() -> None:
    language = load_language("auto")
    assert language.model == next(name for name in KNOWN_MODELS if find_model(name) is not None)
    assert language.has_model
    assert language.describe_model() == {"name": language.model, "version": language.version}
    assert language.version.count(".") == 2


def test_auto_without_any_model_is_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)  # noqa: ARG005
    language = load_language("auto")
    assert language.model == BLANK
    assert not language.has_model


def test_blank_has_no_model_and_says_the_version_of_the_tokeniser() -> None:
    language = load_language(BLANK)
    assert language.describe_model()["name"] == BLANK
    assert not language.has_model
    assert language.version.startswith("3.")


@pytest.mark.parametrize(
    "name", ["en_core_web_xx", "de_core_news_sm", "no such model", "", "../model", ".model", "json", "a.b", "spacy"]
)
def test_a_named_model_that_is_not_installed_is_told_with_what_to_do(name: str) -> None:
    with pytest.raises(InputError) as caught:
        load_language(name)
    (problem,) = caught.value.problems
    assert problem.message == f'the language model "{name}" is not installed'
    assert problem.place.file == "study.yml"
    assert "language_model: auto" in problem.fix


def test_loading_a_language_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)  # importing it fails from now on
    assert load_language("auto").has_model


def test_words_are_read_and_added_to_the_vocabulary() -> None:
    language = load_language(BLANK)
    text = "The [laughs] ward, the WARD."
    words = language.read_words(text, [Paragraph(3, 0, len(text))], [Aside(4, 12, "sound")])
    assert [language.vocabulary.types[n].form for n in words.types.tolist()] == ["The", "ward", "the", "WARD"]
    assert words.joined.tolist() == [False, True, False, True]
    assert words.sentence_turns.tolist() == [3]


def test_a_kept_vocabulary_is_taken_up() -> None:
    language = load_language(BLANK)
    language.read_words("a ward", [Paragraph(1, 0, 6)])
    again = load_language(BLANK, language.vocabulary.to_bytes())
    assert again.vocabulary.types == language.vocabulary.types


@pytest.mark.parametrize("saved", [b"", b"not a vocabulary", None])
def test_without_a_kept_vocabulary_that_fits_a_new_one_begins(saved: bytes | None) -> None:
    assert load_language(BLANK, saved).vocabulary.types == []


def test_rules_are_cut_as_texts() -> None:
    assert load_language(BLANK).cut("Don’t") == (("Do", "do"), ("n't", "not"))


def test_a_part_of_speech_without_a_model_is_told_with_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        load_language(BLANK).tag("They lead.")
    (problem,) = caught.value.problems
    assert "part of speech" in problem.message
    assert problem.place.file == "study.yml"
    assert "language_model: auto" in problem.fix


def test_languages_share_no_words() -> None:
    first, second = load_language(BLANK), Language(BLANK, "1")
    first.read_words("a ward", [Paragraph(1, 0, 6)])
    assert second.vocabulary.types == []


@pytest.mark.parametrize(
    ("word", "straight"),
    [
        ("don’t", "don't"),
        ("don't", "don't"),
        ("‘em", "'em"),
        ("co‑op", "co-op"),
        ("a&e.", "a&e"),
        (".", "."),
        ("...", "..."),
        ("“a”", "“a”"),
        ("cafe\u0301", "café"),
    ],
)
def test_words_are_straightened(word: str, straight: str) -> None:
    assert straighten(word) == straight


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        ("closures", {"closure"}),
        ("said", {"say"}),
        ("left", {"left", "leave"}),
        ("wards", {"ward"}),
        ("qwxz", {"qwxz"}),
        ("a&e", {"a&e"}),
        ("\ud800", {"\ud800"}),
        ("%", {"%"}),
    ],
)
def test_the_lemma_tables_know_words_and_leave_unknown_ones_alone(word: str, lemmas: set[str]) -> None:
    assert set(look_up_lemmas(word)) >= lemmas
