"""The search over a study: its laws."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.anonymise.found import MODEL, found, left, masks_of, people

from interview_coder.anonymise.folding import fold
from interview_coder.anonymise.searching import find_masks
from interview_coder.anonymise.whole_words import widen_to_words
from interview_coder.anonymise.witnesses import WITNESSES
from interview_coder.installed import find_model
from interview_coder.model.masking import Document, RosterEntry

NAMES = ["Kwabena Asante", "Siân Prytherch", "Deirdre O’Malley", "Grace Tully", "Bill Orme", "Aleksandra Wójcik"]
FRAMES = [
    "I asked {given} about it and {given} said no.",
    "My manager is {name} and I like working here.",
    "We had a letter from Dr {surname} on the Monday.",
    "My name is {name} and I live on my own.",
    "So {given} left in the spring, after the move.",
    "There is a poster of {name} in the hall.",
]
PLAIN = ["The forms kept coming back.", "I may be wrong, and I will say so.", "Nobody answers the phone."]
HOSTILE_FORMS = [
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name.upper(),
    lambda name: name.lower(),
    lambda name: name.replace("'", "’"),
    lambda name: "\u200b".join(name),
    lambda name: name[:2] + "\u00ad" + name[2:],
    lambda name: name.replace(" ", "\n"),
    lambda name: name.replace(" ", "  "),
    lambda name: name.replace(" ", "-"),
    lambda name: name + "’s",
]


def fill(frame: str, name: str) -> str:
    given_name, surname = name.split()
    return frame.format(name=name, given=given_name, surname=surname)


sentences = st.one_of(st.sampled_from(PLAIN), st.builds(fill, st.sampled_from(FRAMES), st.sampled_from(NAMES)))
texts = st.lists(sentences, min_size=1, max_size=6).map("\n".join)


def search(texts: list[str]) -> dict[str, set[tuple[int, int, str]]]:
    documents = [Document(f"text {fold(text)}", text) for text in dict.fromkeys(texts)]
    _, masks = find_masks(documents)
    return {doc: {(one.start, one.end, one.entity_id) for one in masks[doc]} for doc in masks}


def test_there_are_the_five_witnesses_each_in_its_own_file() -> None:
    assert list(WITNESSES) == ["roster", "labels", "patterns", "model", "unknown_words"]
    for name, find in WITNESSES.items():
        assert find.__module__ == f"interview_coder.anonymise.witnesses.{name}"
        assert find.__doc__


@pytest.mark.parametrize("form", HOSTILE_FORMS)
@pytest.mark.parametrize(
    "name", ["Siân Prosser", "Declan O'Rourke", "Łukasz Nowak", "Uğur Şahin", "Мария Иванова", "李 小龙"]
)
def test_a_listed_name_is_found_whole_however_it_is_written(name: str, form: object) -> None:
    written = form(name)  # type: ignore[operator]
    text = f"well then {written} came over to us"
    masked = left(text, people(name))
    assert not any(part in masked for part in written.replace("’s", "").split())
    assert masked.startswith("well then ")
    assert masked.endswith(" came over to us")


@given(st.lists(texts, min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_documents_changes_nothing(all_texts: list[str], random: object) -> None:
    shuffled = list(all_texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert search(all_texts) == search(shuffled)


@given(st.lists(texts, min_size=1, max_size=3), texts)
@settings(max_examples=40)
def test_a_new_document_takes_no_mask_away_and_changes_nobody(all_texts: list[str], new: str) -> None:
    before, after = search(all_texts), search([*all_texts, new])
    for doc, masks in before.items():
        assert masks <= after[doc]


@given(
    st.lists(st.builds(fill, st.sampled_from(FRAMES), st.sampled_from(NAMES)), min_size=1, max_size=5).map("\n".join)
)
@settings(max_examples=60)
def test_in_small_letters_nobody_new_leaks(text: str) -> None:
    cased, lower = left(text), left(text.lower())
    leaking = {place for place, sign in enumerate(lower) if sign != "_"} & {
        place for place, sign in enumerate(cased) if sign == "_"
    }
    assert not leaking, (cased, lower)


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from("\u0302\u00ad\u200b'’- .:@/0123abcKofi\n"), max_size=60
    )
)
@settings(max_examples=200)
def test_no_mask_begins_or_ends_inside_a_word_and_none_overlap(text: str) -> None:
    reached = 0
    for mask in masks_of(text, people("Kofi", "Siân Lee")):
        assert reached <= mask.start < mask.end <= len(text)
        assert widen_to_words(text, mask.start, mask.end) == (mask.start, mask.end)
        reached = mask.end


@pytest.mark.parametrize(
    "unit", ["mr mr ", "a@", "a.", "1 ", "1/", "Ann ", "Ann\n", "one two ", "a-", ".", "the School of ", "[Person 1] "]
)
def test_time_grows_with_the_length_of_hostile_text(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    started = time.process_time()
    masks_of(text, people("Ann Lee"))
    assert time.process_time() - started < 8


def test_a_word_made_of_a_name_is_no_misspelling_of_it() -> None:
    assert left("I asked India and she said the Indian doctor would come.") == (
        "I asked _____ and she said the Indian doctor would come."
    )


@pytest.mark.parametrize("name", ["Field Marsh", "Ridge Barrow", "Silver Crane"])
def test_a_name_of_common_words_that_one_document_tells_is_found_in_the_others(name: str) -> None:
    later = f"there is a poster of {name.lower()} in the hall of the place and nobody looks"
    assert found(later) == []
    _, masks = find_masks([Document("one", f"I told Dr {name} about it."), Document("two", later)])
    assert [later[one.start : one.end] for one in masks["two"]] == [name.lower()]


def test_a_person_keeps_a_word_and_it_is_masked_no_more() -> None:
    text = "I told Dariusz about Tolbrook."
    _, masks = find_masks([Document("one", text)], decisions={"tolbrook": "keep"})
    assert [text[one.start : one.end] for one in masks["one"]] == ["Dariusz"]


def test_a_person_masks_a_word_that_no_witness_finds() -> None:
    text = "They call it the gorsey lantern."
    assert found(text) == []
    _, masks = find_masks([Document("one", text)], decisions={"gorsey": "mask"})
    assert [(text[one.start : one.end], one.certainty) for one in masks["one"]] == [("gorsey", "sure")]


def test_a_whole_name_that_is_kept_is_not_masked_in_part() -> None:
    text = "Siân Keldwick signed it. I told Siân so."
    _, masks = find_masks([Document("one", text)], allow=["Siân Keldwick"])
    assert [(one.start, text[one.start : one.end]) for one in masks["one"]] == [(text.rindex("Siân"), "Siân")]


def test_what_the_study_is_about_is_not_masked_unless_it_is_listed() -> None:
    text = "It went to Tolbrook Council."
    _, masks = find_masks([Document("one", text)], allow=["Tolbrook Council", "Tolbrook"])
    assert masks["one"] == ()
    _, masks = find_masks(
        [Document("one", text)], [RosterEntry("Tolbrook Council", "organisation")], ["Tolbrook Council"]
    )
    assert len(masks["one"]) == 1


@pytest.mark.skipif(find_model(MODEL) is None, reason="the language model is not installed")
def test_the_language_model_adds_names_that_nothing_else_tells() -> None:
    text = "My cousin lives in Battle now."
    assert found(text) == []
    assert found(text, model=MODEL) == ["Battle"]


def test_the_search_runs_without_a_language_model_loaded(tmp_path: Path) -> None:
    import subprocess
    import sys

    lines = "import sys\nfrom interview_coder.anonymise.searching import find_masks\n"
    lines += "from interview_coder.model.masking import Document\nfind_masks([Document('a', 'I told Dariusz.')])\n"
    lines += "assert 'spacy' not in sys.modules\n"
    script = tmp_path / "script.py"
    script.write_text(lines)
    done = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
