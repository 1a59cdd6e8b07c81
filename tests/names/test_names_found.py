"""How names are found in the marked transcripts, with floors a little below the figures of README.md."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from interview_coder.installed import KNOWN_MODELS
from interview_coder.model.masking import Certainty, Mask

HERE = Path(__file__).parent
KIT = HERE.parents[2] / "shared" / "kits" / "anonymisation" / "anonmetrics.py"

needs_model = pytest.mark.skipif(not any(map(find_spec, KNOWN_MODELS)), reason="no language model is installed")


def _load(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


score = _load(HERE / "score.py", "names_score")


def _mask(start: int, end: int, certainty: Certainty = "likely") -> Mask:
    return Mask(start, end, "person", certainty, "labels", "p1")


@cache
def _figures(*, with_roster: bool, uses_model: bool, number: int = 1) -> Any:
    texts = [text for text in score.read_marked_texts(number) if score.has_roster(text) or not with_roster]
    return score.measure_all(texts, with_roster=with_roster, uses_model=uses_model)


def test_marks_become_places_in_the_text_without_them() -> None:
    text = score.parse_marks("a", "So ⟦d:1|Siân Prosser⟧ of ⟦q:2|Hull⟧, ⟦d:1|Siân⟧.")
    assert text.text == "So Siân Prosser of Hull, Siân."
    assert [(text.text[one.start : one.end], one.entity) for one in text.mentions] == [
        ("Siân Prosser", "d1"),
        ("Hull", "q2"),
        ("Siân", "d1"),
    ]


def test_an_entity_is_left_as_long_as_one_of_its_mentions_is() -> None:
    text = score.parse_marks("a", "⟦d:1|Siân Prosser⟧ and ⟦d:1|Siân⟧")
    assert str(score.measure(text, [_mask(0, 12)]).direct_entities) == "0.000 (0/1)"
    assert str(score.measure(text, [_mask(0, 12)]).direct_mentions) == "0.500 (1/2)"
    assert str(score.measure(text, [_mask(0, 12), _mask(17, 21)]).direct_entities) == "1.000 (1/1)"


def test_half_a_word_is_not_masked_and_a_function_word_need_not_be() -> None:
    text = score.parse_marks("a", "⟦q:1|the Lantern⟧ and ⟦d:2|Uğur⟧")
    found = score.measure(text, [_mask(4, 11), _mask(16, 17)])
    assert (found.quasi_entities.n, found.direct_entities.n, found.leaking.n) == (1, 0, 1)


def test_what_needs_no_masking_is_in_no_figure() -> None:
    text = score.parse_marks("a", "⟦n:1|Lord Darzi⟧ wrote to ⟦d:2|Uğur⟧ twice")
    assert str(score.measure(text, [_mask(0, 10), _mask(20, 24)]).precision) == "1.000 (1/1)"
    assert str(score.measure(text, [_mask(20, 30)]).precision) == "0.500 (1/2)"


def test_a_string_is_asked_about_once_whatever_its_case() -> None:
    text = score.parse_marks("a", "Hope and hope")
    assert str(score.measure(text, [_mask(0, 4, "possible"), _mask(9, 13, "possible")]).asked) == "0.333 (1/3)"


def test_every_text_is_marked_and_every_roster_has_its_text() -> None:
    texts = score.read_marked_texts()
    assert len(texts) == 24
    assert sum(text.is_lower_case for text in texts) == 6
    assert {path.stem for path in HERE.glob("rosters/*.csv")} <= {text.name for text in texts}
    assert not [text.name for text in texts if set(text.text) & set("⟦⟧")]
    assert all({one.identifier for one in text.mentions} >= {"d", "q"} for text in texts)


def test_the_second_set_is_marked_as_the_first_and_shares_no_name_of_a_file_with_it() -> None:
    texts = score.read_marked_texts(2)
    names = {text.name for text in texts}
    assert len(texts) == 10
    assert sum(text.is_lower_case for text in texts) == 3
    assert names.isdisjoint(text.name for text in score.read_marked_texts())
    assert {path.stem for path in HERE.glob("rosters_2/*.csv")} <= names
    assert not [text.name for text in texts if set(text.text) & set("⟦⟧")]
    assert all({one.identifier for one in text.mentions} >= {"d", "q"} for text in texts)


@needs_model
@pytest.mark.parametrize(
    ("with_roster", "group", "entities", "mentions", "quasi"),
    [(False, "cased", 0.98, 0.99, 0.87), (False, "lower case", 0.90, 0.95, 0.63), (True, "all", 0.97, 0.98, 0.81)],
)
def test_with_the_model_no_fewer_names_are_found_than_after_mending(
    with_roster: bool, group: str, entities: float, mentions: float, quasi: float
) -> None:
    found = _figures(with_roster=with_roster, uses_model=True)[group]
    assert found.direct_entities.value >= entities
    assert found.direct_mentions.value >= mentions
    assert found.quasi_entities.value >= quasi


def test_without_the_model_no_fewer_names_are_found_than_after_mending() -> None:
    found = _figures(with_roster=False, uses_model=False)["all"]
    assert found.direct_entities.value >= 0.94
    assert found.direct_mentions.value >= 0.97
    assert found.quasi_entities.value >= 0.77


@needs_model
def test_no_more_is_masked_and_asked_without_need_than_after_mending() -> None:
    found = _figures(with_roster=False, uses_model=True)["all"]
    assert found.precision.value >= 0.93
    assert found.asked.value <= 0.006


@needs_model
def test_in_the_second_set_no_fewer_names_are_found_than_when_it_was_unseen() -> None:
    found = _figures(with_roster=False, uses_model=True, number=2)["all"]
    assert found.direct_entities.value >= 0.89
    assert found.direct_mentions.value >= 0.95
    assert found.quasi_entities.value >= 0.81
    assert found.precision.value >= 0.94


@pytest.mark.skipif(not KIT.exists(), reason="the kit that measures anonymising is not at hand (../shared/kits)")
def test_the_figures_are_those_of_the_kit() -> None:
    texts = score.read_marked_texts()
    masks = {text.name: _without_needless(text, _masks_of(text)) for text in texts}
    figures = [score.measure(text, masks[text.name]) for text in texts]
    total = sum(figures[1:], start=figures[0])
    found, _ = _load(KIT, "anonmetrics").score([_gold(text) for text in texts], [_spans(*one) for one in masks.items()])
    assert total.direct_entities.value == pytest.approx(found["entity_recall_direct"], abs=1e-4)
    assert total.quasi_entities.value == pytest.approx(found["entity_recall_quasi"], abs=1e-4)
    assert total.direct_mentions.value == pytest.approx(found["mention_recall_direct"], abs=1e-4)
    assert total.precision.value == pytest.approx(found["token_precision"], abs=1e-4)
    assert total.leaking.n == found["documents_leaking_a_direct_identifier"]


def _masks_of(text: Any) -> Sequence[Mask]:
    masks: Sequence[Mask] = score.find_masks(text, with_roster=score.has_roster(text), uses_model=False)
    return masks


def _without_needless(text: Any, masks: Sequence[Mask]) -> list[Mask]:
    """Leave out masks where nothing need be masked: the kit counts these as wrong."""
    return [mask for mask in masks if text.characters("n").isdisjoint(range(mask.start, mask.end))]


def _gold(text: Any) -> dict[str, Any]:
    identifiers = {"d": "DIRECT", "q": "QUASI"}
    mentions = [
        {
            "start": one.start,
            "end": one.end,
            "type": "",
            "identifier": identifiers[one.identifier],
            "entity": one.entity,
        }
        for one in text.mentions
        if one.identifier != "n"
    ]
    return {"doc_id": text.name, "text": text.text, "mentions": mentions}


def _spans(name: str, masks: Sequence[Mask]) -> dict[str, Any]:
    return {"doc_id": name, "spans": [[mask.start, mask.end] for mask in masks]}
