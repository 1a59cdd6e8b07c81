"""Records ↔ the lines of ``outputs/*.jsonl``; ``docs/data-dictionary.md`` describes them.

Lines are put together by hand: a run writes hundreds of thousands of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from json import encoder
from typing import Any

from interview_coder.model.coding import Coding, Evidence, MatchedToken
from interview_coder.model.results import Cluster, Quote
from interview_coder.model.segment import Segment
from interview_coder.model.source import Places, Source, Turn
from interview_coder.project.turn_table import TurnTable

Record = dict[str, Any]
Writer = Callable[[str], str]
quoted: Writer = encoder.encode_basestring
"""Writes a text as JSON does, with letters beyond ASCII as they are."""


def quoter_of(text: str) -> Writer:
    """Return what writes stretches of a text as `quoted` does: in half the time, if no control sign is in it."""
    raw = text.encode("utf-8", "surrogatepass")
    return quoted if len(raw.translate(None, _CONTROL)) < len(raw) else _quote_plainly


_CONTROL = bytes(range(32)).replace(b"\n", b"")


def _quote_plainly(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def source_line(source: Source, quote: Writer = quoted) -> str:
    """Write one line of ``sources.jsonl``; `quote` is that of its text, see `quoter_of`."""
    facts = _line(
        {
            "source": source.source_id,
            "file": source.file,
            "format": source.format,
            "sha256": source.sha256,
            "dialect": source.dialect,
            "certainty": source.certainty,
            "signs": source.signs,
            "turns": len(source.turns),
            "attributes": dict(source.attributes),
            "left_out": [{"what": one.what, "count": one.count, "where": one.where} for one in source.left_out],
            "remarks": list(source.remarks),
            "role_signs": dict(source.role_signs),
            "asides": [{"start": one.start, "end": one.end, "kind": one.kind} for one in source.asides],
        }
    )
    return f'{facts[:-2]}, "text": {quote(source.text)}}}\n'


def turn_lines(source: Source, quote: Writer = quoted) -> str:
    """Write the lines of ``turns.jsonl`` for a source; `quote` is that of its text."""
    return "".join(_turn_lines(source, TurnTable.of(source.turns), quote))


def turn_record(source: Source, turn: Turn) -> Record:
    """Return what a line of ``turns.jsonl`` holds."""
    record: Record = json.loads(_turn_lines(source, TurnTable.of([turn]), quoted)[0])
    return record


def _turn_lines(source: Source, turns: TurnTable, quote: Writer) -> list[str]:
    head, text, n_turns = f'{{"source": {quoted(source.source_id)}, "turn": ', source.text, len(turns)
    ways = [
        f', "speaker": {quoted(one.speaker)}, "speaker_note": {quoted(one.note)}, "participant": '
        f'{_text(one.participant)}, "role": "{one.role}", "question": {quoted(one.question)}, "place": '
        for one in turns.speaking
    ]
    times: Iterable[str] = repeat(_NO_TIMES, n_turns)
    if turns.times is not None:
        times = [
            f', "start_seconds": {_number(begin)}, "end_seconds": {_number(stop)}, "text": '
            for begin, stop in zip(*turns.list_times(), strict=True)
        ]
    starts = turns.starts.tolist()
    columns = (
        turns.numbers.tolist(),
        turns.who.tolist(),
        _list_places(source.places, turns),
        starts,
        turns.ends.tolist(),
    )
    return [
        f'{head}{number}{ways[who]}{place}, "start": {start}, "end": {end}{time}{quote(text[start:end])}}}\n'
        for number, who, place, start, end, time in zip(*columns, times, strict=True)
    ]


def _list_places(places: Places, turns: TurnTable) -> list[str]:
    """Return where each turn begins in its file, as JSON writes it: ``Places.at`` of all turns at once."""
    import numpy as np

    found = np.array(places.starts, np.int64).searchsorted(turns.starts, "right")
    numbers = np.array([0, *places.numbers], np.int64)[found].tolist()
    unit = quoted(places.unit)[:-1]
    return [f'{unit} {number}"' if number else '""' for number in numbers]


_NO_TIMES = ', "start_seconds": null, "end_seconds": null, "text": '


def segment_lines(source: Source, segments: Sequence[Segment], quote: Writer = quoted) -> str:
    """Write the lines of ``segments.jsonl`` for a source; `quote` is that of its text."""
    name, text = quoted(source.source_id), source.text
    return "".join(
        [
            f'{{"segment": {quoted(segment_id)}, "source": {name}, "turn": {turn}, "start": {start}, "end": {end}, '
            f'"text": {quote(text[start:end])}}}\n'
            for segment_id, _, turn, start, end in segments
        ]
    )


def coding_line(coding: Coding, text: str) -> tuple[bytes, int, int]:
    """Write one line of ``codings.jsonl``.

    Parameters
    ----------
    text : str
        Of its source.

    Returns
    -------
    line : bytes
    start, length : int
        Where in the line its words stand, as JSON writes them, in bytes.
    """
    head = (
        f'{{"id": "{coding.coding_id}", "source": {quoted(coding.source_id)}, "turn": {coding.turn}, '
        f'"segment": {quoted(coding.segment_id)}, "start": {coding.start}, "end": {coding.end}, "text": '
    )
    words = quoted(text[coding.start : coding.end])
    of_code = _of_code(
        coding.theme_id, coding.code_id, coding.participant, coding.stakeholder_type, coding.coder, coding.codebook
    )
    evidence = ", ".join([_evidence(one) for one in coding.evidence])
    line = (
        f'{head}{words}{of_code}"stance": "{coding.stance}", "evidence": [{evidence}], {review_mark(coding.review)}}}\n'
    )
    return line.encode(), _count_bytes(head), _count_bytes(words)


def _count_bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


@lru_cache(4096)
def _of_code(theme: str, code: str, participant: str, stakeholder_type: str, coder: str, codebook: str) -> str:
    """Return what the lines of all codings have that one person has of one code."""
    return (
        f', "theme": "{theme}", "code": "{code}", "participant": {quoted(participant)}, '
        f'"stakeholder_type": {quoted(stakeholder_type)}, "coder": {quoted(coder)}, {codebook_mark(codebook)}, '
    )


def codebook_mark(codebook: str) -> str:
    """Return how the lines of codings name the codebook; nothing that anybody said can read so within JSON."""
    return f'"codebook": "{codebook}"'


def review_mark(review: str) -> str:
    """Return how the line of a coding tells how it stands; nothing that anybody said can read so within JSON."""
    return f'"review": "{review}"'


def id_of_line(line: bytes) -> str:
    """Return the id that a coding's line begins with."""
    return line[8:24].decode()


def _evidence(evidence: Evidence) -> str:
    rule_id, rule, tokens, stance, cue = evidence
    return (
        f'{_of_rule(rule_id, rule)}"stance": "{stance}", "tokens": [{_tokens(tokens)}], '
        f'"cue": {"null" if cue is None else _tokens([cue])}}}'
    )


@lru_cache(8192)
def _of_rule(rule_id: str, rule: str) -> str:
    return f'{{"rule": {quoted(rule)}, "rule_id": "{rule_id}", '


def _tokens(tokens: Iterable[MatchedToken]) -> str:
    return ", ".join([f'{{"start": {start}, "end": {end}, "text": {quoted(text)}}}' for start, end, text in tokens])


def read_coding(record: Mapping[str, Any]) -> Coding:
    """Read a coding from a line of ``codings.jsonl``."""
    evidence = tuple(
        Evidence(
            one["rule_id"],
            one["rule"],
            tuple(MatchedToken(**token) for token in one["tokens"]),
            one["stance"],
            None if one["cue"] is None else MatchedToken(**one["cue"]),
        )
        for one in record["evidence"]
    )
    same = ("turn", "start", "end", "participant", "stakeholder_type", "coder", "codebook", "stance", "review")
    renamed = {
        "coding_id": "id",
        "source_id": "source",
        "segment_id": "segment",
        "theme_id": "theme",
        "code_id": "code",
    }
    return Coding(
        **{name: record[name] for name in same},
        **{name: record[written] for name, written in renamed.items()},
        evidence=evidence,
    )


def quote_line(quote: Quote, words: str) -> str:
    """Write one line of ``quotes.jsonl``; the words of the quote are given as JSON writes them."""
    codes = ", ".join([f'"{code}"' for code in quote.codes])
    return (
        f'{{"id": "{quote.quote_id}", "theme": "{quote.theme_id}", "codes": [{codes}], '
        f'"stakeholder_type": {quoted(quote.stakeholder_type)}, "participant": {quoted(quote.participant)}, '
        f'"source": {quoted(quote.source_id)}, "turn": {quote.turn}, "start": {quote.start}, "end": {quote.end}, '
        f'"text": {words}, "stance": "{quote.stance}", "attribution": {quoted(quote.attribution)}, '
        f'"rank": {quote.rank}, "edited": {quoted(quote.edited)}, {review_mark(quote.review)}}}\n'
    )


def read_quote(record: Mapping[str, Any]) -> Quote:
    """Read a quote from a line of ``quotes.jsonl``."""
    same = (
        *("turn", "start", "end", "text", "participant", "stakeholder_type", "stance", "attribution", "rank"),
        *("edited", "review"),
    )
    return Quote(
        **{name: record[name] for name in same},
        quote_id=record["id"],
        source_id=record["source"],
        theme_id=record["theme"],
        codes=tuple(record["codes"]),
    )


def cluster_lines(clusters: Sequence[Cluster], members: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of ``clusters.jsonl``; `members` are the ids of all segments of each cluster."""
    for cluster, segment_ids in zip(clusters, members, strict=True):
        yield _line(
            {
                "cluster": cluster.number,
                "label": cluster.label,
                "segments": list(segment_ids),
                "typical": list(cluster.typical_ids),
            }
        )


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _text(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def _number(number: float | None) -> str:
    return "null" if number is None else repr(number)
