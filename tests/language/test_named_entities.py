"""Names that the language model finds, whose work is the dearest of all."""

from __future__ import annotations

import pytest

from interview_coder.installed import choose_model
from interview_coder.language import named_entities
from interview_coder.language.named_entities import find_named_entities

TEXTS = ["We met Robert Hallam in Leeds in 2014.", "Nobody came.", "We met Robert Hallam in Leeds in 2014."]


def test_the_model_reads_each_text_once_and_the_answers_come_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    model, _ = choose_model("auto")
    named_entities._known.cache_clear()
    first = list(find_named_entities(TEXTS, model))
    assert first[0] == first[2]
    assert "PERSON" in {one.label for one in first[0]}
    assert not first[1]
    monkeypatch.setattr(named_entities, "_load", lambda _: pytest.fail("the model was asked again"))
    assert list(find_named_entities(TEXTS[::-1], model)) == first[::-1]
