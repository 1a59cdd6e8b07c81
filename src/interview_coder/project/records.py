"""Records ↔ the plain dicts that stand in ``outputs/*.jsonl``; ``docs/data-dictionary.md`` describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interview_coder.model.coding import Coding, Evidence, MatchedToken
from interview_coder.model.results import Cluster, Quote, Results
from interview_coder.model.segment import Segment
from interview_coder.model.source import Source, Turn

Record = dict[str, Any]


def source_record(source: Source) -> Record:
    """One line of ``sources.jsonl``."""
    return {
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
        "text": source.text,
    }


def turn_record(source: Source, turn: Turn) -> Record:
    """One line of ``turns.jsonl``."""
    return {
        "source": source.source_id,
        "turn": turn.number,
        "speaker": turn.speaker,
        "speaker_note": turn.note,
        "participant": turn.participant,
        "role": turn.role,
        "question": turn.question,
        "place": source.places.at(turn.start),
        "start": turn.start,
        "end": turn.end,
        "start_seconds": turn.start_seconds,
        "end_seconds": turn.end_seconds,
        "text": source.text[turn.start : turn.end],
    }


def segment_record(source: Source, segment: Segment) -> Record:
    """One line of ``segments.jsonl``."""
    return {
        "segment": segment.segment_id,
        "source": segment.source_id,
        "turn": segment.turn,
        "start": segment.start,
        "end": segment.end,
        "text": source.text[segment.start : segment.end],
    }


def coding_record(source: Source, coding: Coding) -> Record:
    """One line of ``codings.jsonl``."""
    return {
        "id": coding.coding_id,
        "source": coding.source_id,
        "turn": coding.turn,
        "segment": coding.segment_id,
        "start": coding.start,
        "end": coding.end,
        "text": source.text[coding.start : coding.end],
        "theme": coding.theme_id,
        "code": coding.code_id,
        "participant": coding.participant,
        "stakeholder_type": coding.stakeholder_type,
        "coder": coding.coder,
        "stance": coding.stance,
        "evidence": [_evidence_record(one) for one in coding.evidence],
    }


def _evidence_record(evidence: Evidence) -> Record:
    return {
        "rule": evidence.rule,
        "rule_id": evidence.rule_id,
        "stance": evidence.stance,
        "tokens": [_token_record(token) for token in evidence.tokens],
        "cue": None if evidence.cue is None else _token_record(evidence.cue),
    }


def _token_record(token: MatchedToken) -> Record:
    return {"start": token.start, "end": token.end, "text": token.text}


def quote_record(quote: Quote) -> Record:
    """One line of ``quotes.jsonl``."""
    return {
        "id": quote.quote_id,
        "theme": quote.theme_id,
        "codes": list(quote.codes),
        "stakeholder_type": quote.stakeholder_type,
        "participant": quote.participant,
        "source": quote.source_id,
        "turn": quote.turn,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "stance": quote.stance,
        "attribution": quote.attribution,
        "rank": quote.rank,
    }


def cluster_record(cluster: Cluster) -> Record:
    """One line of ``clusters.jsonl``."""
    return {
        "cluster": cluster.number,
        "label": cluster.label,
        "segments": list(cluster.segment_ids),
        "typical": list(cluster.typical_ids),
    }


def record_files(results: Results) -> Iterator[tuple[str, Iterator[Record]]]:
    """Yield the name of every JSONL file of a run with its records."""
    by_id = {source.source_id: source for source in results.sources}
    yield "sources.jsonl", (source_record(source) for source in results.sources)
    yield "turns.jsonl", (turn_record(source, turn) for source in results.sources for turn in source.turns)
    yield "segments.jsonl", (segment_record(by_id[segment.source_id], segment) for segment in results.segments)
    yield "codings.jsonl", (coding_record(by_id[coding.source_id], coding) for coding in results.codings)
    yield "quotes.jsonl", (quote_record(quote) for quote in results.quotes)
    yield "clusters.jsonl", (cluster_record(cluster) for cluster in results.clusters)
