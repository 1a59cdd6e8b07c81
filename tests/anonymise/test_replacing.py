"""Replacements, and the way from a text to its new text and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.anonymise.replacing import OffsetMap, apply_log, replace_masks, undo_log
from interview_coder.model.masking import Kind, Mask

NAMES = {"a": "GP 2", "b": "Person 4", "c": "1980s"}


def mask(start: int, end: int, entity_id: str = "a", kind: Kind = "person") -> Mask:
    return Mask(start, end, kind, "sure", "roster", entity_id)


@st.composite
def masked_texts(draw: st.DrawFn) -> tuple[str, list[Mask]]:
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [mask(start, end, draw(st.sampled_from("abc"))) for start, end in spans]


@given(masked_texts())
def test_the_log_gives_the_new_text_and_leads_back_to_the_original_to_the_character(
    case: tuple[str, list[Mask]],
) -> None:
    text, masks = case
    made = replace_masks(text, masks, NAMES)
    assert apply_log(text, made.log) == made.text
    assert undo_log(made.text, made.log) == text


@given(masked_texts())
def test_every_letter_that_was_kept_leads_to_itself_and_back(case: tuple[str, list[Mask]]) -> None:
    text, masks = case
    made = replace_masks(text, masks, NAMES)
    offsets = OffsetMap(made.log)
    masked = {place for one in masks for place in range(one.start, one.end)}
    for place, letter in enumerate(text):
        new = offsets.to_new(place)
        if place in masked:
            [start] = [one.start for one in masks if one.start <= place < one.end]
            assert offsets.to_original(new) == start
        else:
            assert made.text[new] == letter
            assert offsets.to_original(new) == place


@given(masked_texts())
def test_a_letter_of_a_replacement_leads_to_the_beginning_of_what_it_replaced(case: tuple[str, list[Mask]]) -> None:
    text, masks = case
    made = replace_masks(text, masks, NAMES)
    offsets = OffsetMap(made.log)
    for one, start, end in zip(made.log, offsets.new_starts, offsets.new_ends, strict=True):
        assert made.text[start:end] == one.text
        assert {offsets.to_original(place) for place in range(start, end)} == {one.start}


@given(masked_texts())
def test_nothing_that_is_masked_is_left_where_it_stood(case: tuple[str, list[Mask]]) -> None:
    text, masks = case
    made = replace_masks(text, masks, NAMES)
    kept = "".join(letter for n, letter in enumerate(text) if not any(one.start <= n < one.end for one in masks))
    left = made.text
    for one in reversed(list(zip(made.log, OffsetMap(made.log).new_starts, strict=True))):
        left = left[: one[1]] + left[one[1] + len(one[0].text) :]
    assert left == kept


def test_overlapping_masks_become_one_that_covers_both() -> None:
    made = replace_masks("Asha Verin spoke", [mask(0, 7), mask(5, 10, "b")], NAMES)
    assert made.text == "[GP 2] spoke"


def test_a_label_that_names_one_person_is_replaced_whole_and_without_brackets() -> None:
    made = replace_masks("Dr Asha Verin: I do.", [mask(3, 13)], NAMES, labels=[(0, 13)])
    assert made.text == "GP 2: I do."


def test_a_label_that_names_two_people_keeps_what_stands_between_them() -> None:
    made = replace_masks("Asha and Tom: We do.", [mask(0, 4), mask(9, 12, "b")], NAMES, labels=[(0, 12)])
    assert made.text == "[GP 2] and [Person 4]: We do."


def test_a_bracket_of_the_source_that_looks_like_somebodys_replacement_is_told_apart() -> None:
    made = replace_masks("Asha met [GP 2].", [mask(0, 4)], NAMES, given={"GP 2"})
    assert made.text == "[GP 2] met [source GP 2]."
    assert undo_log(made.text, made.log) == "Asha met [GP 2]."


def test_a_label_of_the_source_that_looks_like_somebodys_replacement_is_told_apart() -> None:
    made = replace_masks("GP 2: Yes.", [], NAMES, labels=[(0, 4)], given={"GP 2"})
    assert made.text == "source GP 2: Yes."
