"""Sources in the cache: every field comes back as it was."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language.source_words import SourceWords
from interview_coder.model.source import ROLES, Aside, LeftOut, Places, Source, Turn
from interview_coder.project.packed import Packed
from interview_coder.project.stored_source import pack_source, pack_words, unpack_source, unpack_words
from interview_coder.project.turn_table import TurnTable

offsets = st.integers(0, 2**31 - 1)
seconds = st.none() | st.floats(0, 1e7, allow_nan=False)
names = st.text(st.characters(), max_size=5)  # halves of surrogate pairs too
mappings = st.dictionaries(names, names, max_size=3)
turns = st.lists(
    st.builds(
        Turn,
        number=st.integers(1, 10**6),
        speaker=names,
        start=offsets,
        end=offsets,
        note=names,
        start_seconds=seconds,
        end_seconds=seconds,
        role=st.sampled_from(ROLES),
        participant=st.none() | names,
        question=names,
    ),
    max_size=6,
).map(tuple)
places = st.lists(st.tuples(offsets, st.integers(1, 10**6)), max_size=5).flatmap(
    lambda pairs: st.builds(
        Places,
        unit=st.sampled_from(["", "line", "page"]),
        starts=st.just(tuple(start for start, _ in pairs)),
        numbers=st.just(tuple(number for _, number in pairs)),
    )
)
sources = st.builds(
    Source,
    source_id=names,
    file=names,
    format=names,
    text=st.text(st.characters()),
    turns=turns,
    dialect=names,
    attributes=mappings,
    left_out=st.lists(st.builds(LeftOut, names, st.integers(0, 10**9), names), max_size=3).map(tuple),
    sha256=names,
    certainty=st.sampled_from(["stated", "sure", "likely", "guess"]),
    signs=names,
    places=places,
    asides=st.lists(st.builds(Aside, offsets, offsets, st.sampled_from(["sound", "name"])), max_size=3).map(tuple),
    remarks=st.lists(names, max_size=3).map(tuple),
    role_signs=mappings,
    stakeholder_types=mappings,
    self_described=st.frozensets(names, max_size=3),
)


def make_words(n_words: int, n_sentences: int) -> SourceWords:
    random = np.random.default_rng(n_words)
    of_words = {name: random.integers(0, 10**6, n_words).astype(np.int32) for name in ("types", "starts", "ends")}
    of_sentences = {
        f"sentence_{name}": random.integers(0, 10**6, n_sentences).astype(np.int32)
        for name in ("starts", "ends", "turns")
    }
    joined = random.integers(0, 2, n_words).astype(np.bool_)
    return SourceWords(joined=joined, sentences=np.arange(n_words, dtype=np.int32), **of_words, **of_sentences)


@given(sources, st.integers(0, 20), st.integers(0, 5))
def test_a_source_and_its_words_come_back_as_they_were(source: Source, n_words: int, n_sentences: int) -> None:
    words = make_words(n_words, n_sentences)
    packed = Packed(pack_source(source, {"heard": [1, "Zoë"]}))
    assert unpack_source(packed) == source
    unpacked = unpack_words(Packed(pack_words(words, {})))
    for field in fields(SourceWords):
        was, is_now = getattr(words, field.name), getattr(unpacked, field.name)
        assert was.dtype == is_now.dtype
        assert was.tolist() == is_now.tolist()
    assert packed.facts == {"heard": [1, "Zoë"]}


@given(sources)
def test_who_speaks_is_told_without_making_the_turns(source: Source) -> None:
    turns = unpack_source(Packed(pack_source(source, {}))).turns
    assert isinstance(turns, TurnTable)
    assert turns.are_answers.tolist() == [turn.role == "participant" for turn in source.turns]
    assert [turns.participant_of(place) for place in range(len(turns))] == [turn.participant for turn in source.turns]


def test_every_field_of_a_source_and_of_its_words_is_kept() -> None:
    """A field that is added must be added to what is kept as well: this fails until the strategy above has it."""
    assert {field.name for field in fields(Source)} == {
        *("source_id", "file", "format", "text", "turns", "dialect", "attributes", "left_out", "sha256", "certainty"),
        *("signs", "places", "asides", "remarks", "role_signs", "stakeholder_types", "self_described"),
    }
    assert Turn._fields == (
        *("number", "speaker", "start", "end", "note", "start_seconds", "end_seconds", "role"),
        *("participant", "question"),
    )
