"""The index of a study's words: made once, kept with the sources, and made again when one has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from interview_coder.following import Follow
from interview_coder.library import ReadSource
from interview_coder.project.cache import key_of
from interview_coder.project.packed import Packed, pack
from interview_coder.project.program_key import program_key
from interview_coder.study_inputs import StudyInputs
from interview_coder.verifying.word_index import Ints, WordIndex

INDEX_FILE = "word_index.bin"
_ARRAYS = ("words", "places", "borders", "turn_starts", "turn_numbers", "turn_participants", "source_starts")
_NOBODY = -1


def load_index(inputs: StudyInputs, follow: Follow) -> WordIndex:
    """Return the index of a study, from the cache if no source has changed since it was made."""
    cache = inputs.library.cache
    key = key_of((program_key(), *(f"{one.key} {one.mark}" for one in inputs.stored)))
    kept = cache.read(INDEX_FILE)
    try:
        packed = None if kept is None else Packed(kept)
    except ValueError:
        packed = None
    if packed is None or packed.facts.get("key") != key:
        participants, arrays = _make_arrays(inputs, follow)
        cache.write(INDEX_FILE, pack({"key": key, "participants": participants}, arrays, {}))
    else:
        participants, arrays = packed.facts["participants"], {name: packed.array(name) for name in _ARRAYS}
    return WordIndex(inputs.library.language, **arrays, participants=tuple(participants))


def _make_arrays(inputs: StudyInputs, follow: Follow) -> tuple[tuple[str, ...], dict[str, Ints]]:
    """Return who speaks, and the arrays of an index."""
    participants: dict[str, int] = {}
    sources = [_read_spoken(inputs.library.open(one), participants) for one in follow(inputs.stored, "indexing")]
    first_of: dict[str, int] = {}
    lowers = inputs.library.language.vocabulary.lowers
    folded = np.array([first_of.setdefault(lower, number) for number, lower in enumerate(lowers)], np.int32)
    words = folded[_join(one.words for one in sources)]
    source_starts = np.cumsum([0, *(len(one.words) for one in sources)], dtype=np.int32)
    arrays = {
        "words": words,
        "places": np.argsort(words, kind="stable").astype(np.int32),
        "borders": np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(folded)))]).astype(np.int32),
        "turn_starts": _join(one.turn_starts + first for one, first in zip(sources, source_starts, strict=False)),
        "turn_numbers": _join(one.turn_numbers for one in sources),
        "turn_participants": _join(one.turn_participants for one in sources),
        "source_starts": source_starts,
    }
    return tuple(participants), arrays


class _Spoken(NamedTuple):
    """The words of a source, and of each turn that has any the first, its number and who speaks."""

    words: Ints
    turn_starts: Ints
    turn_numbers: Ints
    turn_participants: Ints


def _read_spoken(read: ReadSource, participants: dict[str, int]) -> _Spoken:
    """Return the words of a source; its participants are numbered as they come."""
    turns = read.words.sentence_turns[read.words.sentences]
    starts = np.flatnonzero(np.diff(turns, prepend=0))
    speaking = [read.source.turns[number - 1].participant for number in turns[starts].tolist()]
    numbers = [_NOBODY if who is None else participants.setdefault(who, len(participants)) for who in speaking]
    return _Spoken(read.words.types, starts.astype(np.int32), turns[starts], np.array(numbers, np.int32))


def _join(pieces: Iterable[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int32), *pieces]).astype(np.int32)
