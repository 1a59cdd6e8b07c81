"""Sources ↔ bytes, so that a transcript is read once and its turns are found once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interview_coder.language.source_words import SourceWords
from interview_coder.model.source import Aside, LeftOut, Places, Source
from interview_coder.project.packed import Packed, pack
from interview_coder.project.turn_table import Speaking, TurnTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLAIN_FIELDS = ("source_id", "file", "format", "dialect", "sha256", "certainty", "signs")


def pack_words(words: SourceWords, facts: Mapping[str, Any]) -> bytes:
    """Write the words of a source, and some facts, as one block of bytes, in as few as hold them."""
    import numpy as np

    arrays = {
        "types": words.types,
        "joined": words.joined,
        "starts": np.diff(words.starts, prepend=np.int32(0)),
        "lengths": words.ends - words.starts,
        "sentences": np.diff(words.sentences, prepend=np.int32(0)),
        "sentence_starts": np.diff(words.sentence_starts, prepend=np.int32(0)),
        "sentence_lengths": words.sentence_ends - words.sentence_starts,
        "sentence_turns": np.diff(words.sentence_turns, prepend=np.int32(0)),
    }
    return pack(facts, {name: _narrow(array) for name, array in arrays.items()}, {})


def unpack_words(packed: Packed) -> SourceWords:
    """Read the words of a block that `pack_words` wrote."""
    import numpy as np

    def rising(name: str) -> NDArray[np.int32]:
        return np.cumsum(packed.array(name), dtype=np.int32)

    starts, sentence_starts = rising("starts"), rising("sentence_starts")
    return SourceWords(
        types=packed.array("types").astype(np.int32),
        starts=starts,
        ends=starts + packed.array("lengths"),
        joined=packed.array("joined"),
        sentences=rising("sentences"),
        sentence_starts=sentence_starts,
        sentence_ends=sentence_starts + packed.array("sentence_lengths"),
        sentence_turns=rising("sentence_turns"),
    )


def _narrow(array: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers in the narrowest type that holds them."""
    import numpy as np

    if array.dtype != np.int32 or not len(array) or array.min() < 0:
        return array
    most = array.max()
    kind = np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.int32
    return array.astype(kind)


def pack_source(source: Source, facts: Mapping[str, Any]) -> bytes:
    """Write a source without its words, and some facts, as one block of bytes."""
    import numpy as np

    turns = TurnTable.of(source.turns)
    own = {name: getattr(source, name) for name in _PLAIN_FIELDS} | {
        "speaking": turns.speaking,
        "attributes": dict(source.attributes),
        "left_out": [[one.what, one.count, one.where] for one in source.left_out],
        "asides": [[one.start, one.end, one.kind] for one in source.asides],
        "remarks": list(source.remarks),
        "role_signs": dict(source.role_signs),
        "stakeholder_types": dict(source.stakeholder_types),
        "self_described": sorted(source.self_described),
        "unit": source.places.unit,
    }
    arrays: dict[str, NDArray[Any]] = {
        "turn_numbers": turns.numbers,
        "turn_starts": turns.starts,
        "turn_ends": turns.ends,
        "turn_speaking": turns.who,
        "place_starts": np.array(source.places.starts, np.int32),
        "place_numbers": np.array(source.places.numbers, np.int32),
    }
    if turns.times is not None:
        arrays["turn_times"] = turns.times.reshape(-1)
    texts = {"source": json.dumps(own, ensure_ascii=False), "text": source.text}
    return pack(facts, arrays, {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()})


def unpack_source(packed: Packed) -> Source:
    """Read the source of a block that `pack_source` wrote."""
    own, text = (packed.text(name).decode("utf-8", "surrogatepass") for name in ("source", "text"))
    facts = json.loads(own)
    starts, ends, who, numbers = (packed.array(f"turn_{name}") for name in ("starts", "ends", "speaking", "numbers"))
    times = packed.array("turn_times").reshape(-1, 2) if "turn_times" in packed else None
    return Source(
        **{name: facts[name] for name in _PLAIN_FIELDS},
        text=text,
        turns=TurnTable(starts, ends, who, [Speaking(*one) for one in facts["speaking"]], times, numbers),
        attributes=facts["attributes"],
        left_out=tuple(LeftOut(*one) for one in facts["left_out"]),
        places=Places(
            facts["unit"], tuple(packed.array("place_starts").tolist()), tuple(packed.array("place_numbers").tolist())
        ),
        asides=tuple(Aside(*one) for one in facts["asides"]),
        remarks=tuple(facts["remarks"]),
        role_signs=facts["role_signs"],
        stakeholder_types=facts["stakeholder_types"],
        self_described=frozenset(facts["self_described"]),
    )
