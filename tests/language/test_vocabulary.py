from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language import saved_form, straighten
from interview_coder.language.source_words import SourceWords, read_words
from interview_coder.language.tokeniser import TokeniserFacts
from interview_coder.language.vocabulary import CONTENT, WORD, Vocabulary, WordType
from interview_coder.model.segment import Paragraph

SPEECH = "They DON’T cut (top-down) wards’ beds at 9am. “Cut!” — £4bn, co‑op… U.S. café 👩‍👧 é字, she said."


def read(text: str, vocabulary: Vocabulary) -> SourceWords:
    return read_words(text, [Paragraph(1, 0, len(text))], (), vocabulary)


def make_vocabulary(text: str = SPEECH) -> Vocabulary:
    vocabulary = Vocabulary()
    read(text, vocabulary)
    return vocabulary


def words_of(text: str, vocabulary: Vocabulary) -> list[WordType]:
    return [vocabulary.types[type_id] for type_id in read(text, vocabulary).types.tolist()]


def test_words_and_marks_are_numbered_in_the_order_in_which_they_are_met() -> None:
    vocabulary = make_vocabulary("ward, council ward cut, council")
    assert [word.form for word in vocabulary.types] == ["ward", ",", "council", "cut"]


def test_a_word_has_its_number_in_every_source() -> None:
    vocabulary = Vocabulary()
    assert read("ward, cut ward", vocabulary).types.tolist() == [0, 2, 0]
    assert read("A cut. A ward.", vocabulary).types.tolist() == [3, 2, 3, 0]


def test_words_differ_by_capitals_and_by_what_they_are_short_for() -> None:
    vocabulary = make_vocabulary("Wo not won't Won't wo")
    assert vocabulary.types == [
        WordType("Wo", "wo"),
        WordType("not", "not"),
        WordType("wo", "will"),
        WordType("n't", "not"),
        WordType("Wo", "will"),
        WordType("wo", "wo"),
    ]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Wards", ("wards", "wards", "ward", {"wards", "ward"})),
        ("colours", ("colours", "colours", "colour", {"colours", "colors", "colour", "color"})),
        ("n’t", ("n't", "not", "not", {"n't", "not"})),
        ("'re", ("'re", "are", "be", {"'re", "are", "be"})),
        ("U.S.", ("u.s", "u.s", "u.s", {"u.s"})),
        ("£", ("£", "£", "£", {"£"})),
        ("am", ("am", "a.m", "a.m", {"am", "a.m"})),
        ("cafe\u0301s", ("cafés", "cafés", "café", {"cafés", "café"})),
        ("COVID‑19", ("covid-19", "covid-19", "covid-19", {"covid-19"})),
        ("\ud800", ("\ud800", "\ufffd", "\ufffd", set("\ud800\ufffd"))),
    ],
)
def test_rules_compare_a_word_by_its_forms(text: str, forms: tuple[str, str, str, set[str]]) -> None:
    chunk = {"n’t": "don’t", "'re": "they're", "£": "£4", "am": "9am"}.get(text, text)
    vocabulary = make_vocabulary(chunk)
    type_id = next(n for n, word_type in enumerate(vocabulary.types) if word_type.form == text)
    found = vocabulary.forms(type_id)
    assert (found.lower, found.norm, found.lemma, set(found.keys)) == forms
    assert vocabulary.forms(type_id) is found


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The trust in 2016 had 3 A&E wards, or so he told us: no IT.", ["trust", "wards"]),
        ("Things went well for the councillors", ["councillors"]),
        ("Nobody ever WENT there, Really", []),
        ("They cut beds", ["cut", "beds"]),
    ],
)
def test_content_words_are_no_stop_words_numbers_short_words_or_words_of_all_talk(
    text: str, content: list[str]
) -> None:
    vocabulary = make_vocabulary(text)
    assert [vocabulary.types[n].form for n in np.flatnonzero(vocabulary.flags & CONTENT)] == content


def test_flags_grow_with_the_words() -> None:
    vocabulary = Vocabulary()
    assert len(vocabulary.flags) == 0
    read("a ward,", vocabulary)
    assert (vocabulary.flags & WORD != 0).tolist() == [True, True, False]
    read("another ward!", vocabulary)
    assert (vocabulary.flags & WORD != 0).tolist() == [True, True, False, True, False]


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("ward", ("ward",)),
        ("Ward", ("ward",)),
        ("NHS", ("nhs",)),
        ("don't", ("do", "not")),
        ("DON’T", ("do", "not")),
        ("they're", ("they", "are")),
        ("she’s", ("she", "is")),
        ("ward’s", ("ward", "'s")),
        ("won't", ("will", "not")),
        ("cannot", ("can", "not")),
        ("gonna", ("going", "to")),
        ("top-down", ("top", "down")),
        ("co‑op", ("co", "op")),
        ("9am", ("9", "am")),
        ("£4bn", ("£", "4bn")),
        ("co/op", ("co", "op")),
        ("24/7", ("24/7",)),
        ("R&D", ("r&d",)),
        ("COVID-19", ("covid-19",)),
        ("U.S.", ("u.s",)),
        ("etc.", ("etc",)),
        ("Jan.", ("january",)),
        ("(ward),", ("ward",)),
        ("big society", ("big", "society")),
        ("—", ()),
        ("", ()),
    ],
)
def test_what_a_rule_calls_a_word_is_cut_as_in_a_text(word: str, cut: tuple[str, ...]) -> None:
    vocabulary = Vocabulary()
    first, second = ([said for _, said in vocabulary.cut_word(word)] for _ in range(2))
    assert (*first,) == (*second,) == cut
    assert vocabulary.types == []


@given(st.lists(st.sampled_from([*SPEECH.split(), "gonna", "24/7", "R&D", "he/she", "A&E.", "o'clock"]), min_size=1))
def test_each_word_of_a_cut_is_a_key_of_the_word_in_a_text(chunks: list[str]) -> None:
    vocabulary = Vocabulary()
    words = read(" ".join(chunks), vocabulary).types.tolist()
    cut = [part for chunk in chunks for part in vocabulary.cut_word(chunk)]
    assert len(cut) == len(words)
    for (written, said), type_id in zip(cut, words, strict=True):
        assert straighten(vocabulary.types[type_id].form) == written
        assert said in vocabulary.forms(type_id).keys


@pytest.mark.parametrize("figures", ["", "7", "19"])
def test_no_word_of_letters_and_figures_is_cut_in_capitals_but_whole_in_small_ones(figures: str) -> None:
    vocabulary = Vocabulary()
    words = {word.lower() + figures for word in vocabulary.facts().exceptions if word.isalpha()}
    whole = [word for word in words if vocabulary.cut_word(word) == ((word, word),)]
    for word in whole:
        assert vocabulary.cut_word(word.capitalize()) == ((word.capitalize(), word),)
        assert vocabulary.cut_word(word.upper()) == ((word.upper(), word),)


def test_a_saved_vocabulary_is_the_same() -> None:
    vocabulary = make_vocabulary()
    asked = [vocabulary.forms(type_id) for type_id in range(len(vocabulary.types))]
    flags = vocabulary.flags.tolist()
    vocabulary.cut_word("shan't")
    again = Vocabulary.from_bytes(vocabulary.to_bytes())
    assert again.types == vocabulary.types
    assert [again.forms(type_id) for type_id in range(len(again.types))] == asked
    assert again.flags.tolist() == flags
    assert again.facts() == vocabulary.facts()
    assert again.cut_word("shan't") == (("sha", "shall"), ("n't", "not"))
    assert again.to_bytes() == vocabulary.to_bytes()


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_saved_vocabulary_grows_on_without_changing_a_number(first: str, second: str) -> None:
    vocabulary = make_vocabulary(first)
    again = Vocabulary.from_bytes(vocabulary.to_bytes())
    for text in (first, second, first):
        assert read(text, again).types.tolist() == read(text, vocabulary).types.tolist()
    assert again.types == vocabulary.types
    assert again.types[: len(vocabulary.types)] == vocabulary.types


def test_an_empty_vocabulary_can_be_saved() -> None:
    again = Vocabulary.from_bytes(Vocabulary().to_bytes())
    assert again.types == []
    assert words_of("a ward", again) == [WordType("a", "a"), WordType("ward", "ward")]


def test_a_damaged_vocabulary_is_refused() -> None:
    raw = make_vocabulary().to_bytes()
    damaged = [b"", b"x", raw[:-1], raw + b"\0", raw[:40], raw[1:]]
    damaged += [raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :] for place in range(0, len(raw), 997)]
    for one in damaged:
        with pytest.raises(ValueError, match="damaged"):
            Vocabulary.from_bytes(one)


def test_a_vocabulary_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = make_vocabulary().to_bytes()
    monkeypatch.setattr(saved_form, "key_of_versions", lambda: "vocabulary 0")
    with pytest.raises(ValueError, match="other versions"):
        Vocabulary.from_bytes(raw)


def test_what_a_saved_vocabulary_depends_on_is_named() -> None:
    key = saved_form.key_of_versions()
    assert "spacy 3." in key
    assert "simplemma" in key
    assert "Unicode" in key


ASK = """
import sys
from pathlib import Path
from interview_coder.language.source_words import read_words
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.model.segment import Paragraph
vocabulary = Vocabulary.from_bytes(Path(sys.argv[1]).read_bytes())
print(sorted(form for forms in vocabulary.lemmas_of(["wards", "shut", "they", "9"]).values() for form in forms))
for text in (sys.argv[2], "Quite new: the councillors’ pre-election plan, (2019)."):
    words = read_words(text, [Paragraph(1, 0, len(text))], (), vocabulary)
    print(*(vocabulary.types[type_id].form for type_id in words.types.tolist()))
print(*[said for _, said in vocabulary.cut_word("shan't")])
print(*[vocabulary.forms(type_id).lemma for type_id in read_words("wards", [Paragraph(1, 0, 5)], (), vocabulary).types])
print(sorted({"spacy", "simplemma"} & set(sys.modules)))
"""


def test_neither_spacy_nor_the_lemma_table_is_loaded_for_what_is_known_and_for_new_plain_words(tmp_path: Path) -> None:
    text = "They don’t shut wards at 9am."
    vocabulary = make_vocabulary(text)
    _ = vocabulary.flags
    assert vocabulary.other_lemmas["wards"] == ("ward",)
    vocabulary.cut_word("shan't")
    (tmp_path / "vocabulary").write_bytes(vocabulary.to_bytes())
    command = [sys.executable, "-c", ASK, str(tmp_path / "vocabulary"), text]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert told.splitlines() == [
        "['9', 'shut', 'they', 'ward']",
        "They do n’t shut wards at 9 am",
        "Quite new the councillors pre election plan 2019",
        "shall not",
        "ward",
        "[]",
    ]


def test_a_chunk_that_could_not_be_cut_is_cut_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = make_vocabulary("a ward")

    def fail(chunks: list[str]) -> None:
        raise MemoryError(chunks)

    with monkeypatch.context() as patch:
        patch.setattr(vocabulary, "ask_tokeniser", fail)
        with pytest.raises(MemoryError):
            read("a ward they don't", vocabulary)
    assert [word.form for word in words_of("don't they ward", vocabulary)] == ["do", "n't", "they", "ward"]


def test_facts_of_spacy_are_asked_for_when_they_are_needed_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Told:
        facts = TokeniserFacts(frozenset({"ward"}), frozenset({"bed"}))

    def load() -> type[Told]:
        asked.append("spaCy")
        return Told

    monkeypatch.setattr("interview_coder.language.vocabulary.load_tokeniser", load)
    vocabulary = Vocabulary()
    assert not asked
    read("bed beds", vocabulary)
    assert (vocabulary.flags & CONTENT != 0).tolist() == [False, True]
    assert asked == ["spaCy"]
