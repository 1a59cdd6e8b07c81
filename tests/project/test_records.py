"""Records and their lines: each line is JSON as the library writes it, and is read back as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.model.coding import STANCES, Coding, Evidence, MatchedToken
from interview_coder.model.results import Cluster, Quote
from interview_coder.model.review import REVIEWS
from interview_coder.model.segment import Segment
from interview_coder.model.source import ROLES, Aside, LeftOut, Places, Source, Turn
from interview_coder.project.records import (
    cluster_lines,
    codebook_mark,
    coding_line,
    id_of_line,
    quote_line,
    quoted,
    quoter_of,
    read_coding,
    read_quote,
    segment_lines,
    source_line,
    turn_lines,
    turn_record,
)

# files are in UTF-8, which has no halves of surrogate pairs
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
hashes = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)
seconds = st.none() | st.floats(0, 1e6, allow_nan=False, allow_infinity=False)


def as_json(line: str) -> dict[str, Any]:
    """Read a line, and check that the library writes it in the same way."""
    assert line.endswith("\n")
    assert line.count("\n") == 1
    record: dict[str, Any] = json.loads(line)
    assert json.dumps(record, ensure_ascii=False) + "\n" == line
    return record


@given(texts)
def test_a_text_is_quoted_as_json_quotes_it(text: str) -> None:
    assert quoted(text) == json.dumps(text, ensure_ascii=False)


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    text = draw(texts)
    turns = [
        Turn(
            number,
            draw(texts),
            *draw(spans(text)),
            note=draw(texts),
            start_seconds=draw(seconds),
            end_seconds=draw(seconds),
            role=draw(st.sampled_from(ROLES)),
            participant=draw(st.none() | texts),
            question=draw(texts),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]
    return Source(
        source_id=draw(texts),
        file=draw(texts),
        format="txt",
        text=text,
        turns=tuple(turns),
        dialect=draw(texts),
        attributes=draw(st.dictionaries(texts, texts, max_size=2)),
        left_out=(LeftOut(draw(texts), 2, draw(texts)),),
        places=Places("line", (0, 3), (1, 2)),
        asides=(Aside(0, 1, "sound"),),
        remarks=(draw(texts),),
    )


@given(sources())
def test_the_line_of_a_source_holds_its_text_and_what_was_understood(source: Source) -> None:
    record = as_json(source_line(source))
    assert (record["source"], record["text"], record["turns"]) == (source.source_id, source.text, len(source.turns))
    assert record["attributes"] == source.attributes
    assert record["left_out"] == [{"what": one.what, "count": one.count, "where": one.where} for one in source.left_out]


@given(sources())
def test_every_turn_is_a_line_with_its_slice(source: Source) -> None:
    lines = turn_lines(source).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(source.turns)
    for line, turn in zip(lines, source.turns, strict=True):
        record = as_json(f"{line}\n")
        assert record == turn_record(source, turn)
        assert record == {
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


@given(sources(), st.data())
def test_every_segment_is_a_line_with_its_slice(source: Source, data: st.DataObject) -> None:
    segments = [
        Segment(f"{source.source_id}#{number}", source.source_id, number, *data.draw(spans(source.text)))
        for number in range(1, 4)
    ]
    lines = segment_lines(source, segments).split("\n")
    assert lines.pop() == ""
    for line, one in zip(lines, segments, strict=True):
        assert as_json(f"{line}\n") == {
            "segment": one.segment_id,
            "source": one.source_id,
            "turn": one.turn,
            "start": one.start,
            "end": one.end,
            "text": source.text[one.start : one.end],
        }


tokens = st.builds(MatchedToken, st.integers(0, 99), st.integers(0, 99), texts)
evidence = st.builds(
    Evidence, hashes, texts, st.lists(tokens, max_size=3).map(tuple), st.sampled_from(STANCES), st.none() | tokens
)


@st.composite
def codings(draw: st.DrawFn) -> tuple[Coding, str]:
    """Return a coding and the text of its source."""
    text = draw(texts)
    start, end = draw(spans(text))
    coding = Coding(
        coding_id=draw(st.from_regex(r"[0-9a-f]{16}", fullmatch=True)),
        source_id=draw(texts),
        turn=draw(st.integers(1, 99)),
        segment_id=draw(texts),
        start=start,
        end=end,
        theme_id=draw(ids),
        code_id=draw(ids),
        participant=draw(texts),
        stakeholder_type=draw(texts),
        coder="rules",
        codebook=draw(hashes),
        stance=draw(st.sampled_from(STANCES)),
        evidence=tuple(draw(st.lists(evidence, min_size=1, max_size=3))),
    )
    return coding, text


@given(codings())
def test_a_coding_is_read_back_as_it_was_written(coding_and_text: tuple[Coding, str]) -> None:
    coding, text = coding_and_text
    line, _, _ = coding_line(coding, text)
    record = as_json(line.decode())
    assert read_coding(record) == coding
    assert record["text"] == text[coding.start : coding.end]


@given(codings())
def test_the_words_and_the_id_of_a_coding_can_be_cut_out_of_its_line(coding_and_text: tuple[Coding, str]) -> None:
    coding, text = coding_and_text
    line, start, length = coding_line(coding, text)
    assert line[start : start + length].decode() == quoted(text[coding.start : coding.end])
    assert id_of_line(line) == coding.coding_id


@given(codings(), hashes)
def test_another_codebook_changes_nothing_else_in_a_line_whatever_was_said(
    coding_and_text: tuple[Coding, str], other: str
) -> None:
    coding, text = coding_and_text
    said = f'{text} {codebook_mark(coding.codebook)}, "x": "'
    coding = coding._replace(end=len(said), participant=said, segment_id=said)
    line, _, _ = coding_line(coding, said)
    changed = line.replace(codebook_mark(coding.codebook).encode(), codebook_mark(other).encode())
    assert changed == coding_line(coding._replace(codebook=other), said)[0]
    assert len(changed) == len(line)


@given(
    st.builds(
        Quote,
        quote_id=hashes,
        source_id=texts,
        turn=st.integers(1, 99),
        start=st.integers(0, 99),
        end=st.integers(0, 99),
        text=texts,
        theme_id=ids,
        codes=st.lists(ids, max_size=3).map(tuple),
        participant=texts,
        stakeholder_type=texts,
        stance=st.sampled_from(STANCES),
        attribution=texts,
        rank=st.integers(1, 99),
        edited=texts,
        review=st.sampled_from(REVIEWS),
    )
)
def test_a_quote_is_read_back_as_it_was_written(quote: Quote) -> None:
    assert read_quote(as_json(quote_line(quote, quoted(quote.text)))) == quote


@given(st.dictionaries(texts, st.lists(texts, max_size=3), max_size=3))
def test_every_cluster_is_a_line_with_all_its_segments(members: Mapping[str, list[str]]) -> None:
    clusters = [Cluster(n, label, len(ids), tuple(ids[:1])) for n, (label, ids) in enumerate(members.items(), start=1)]
    lines = [as_json(line) for line in cluster_lines(clusters, members.values())]
    assert lines == [
        {"cluster": one.number, "label": one.label, "segments": members[one.label], "typical": list(one.typical_ids)}
        for one in clusters
    ]


signs = st.sampled_from(
    [*map(chr, range(34)), "\\", '"', "/", "\x7f", "\x80", "\u2028", "\ufeff", "é", "😀", "a", "\ud800"]
)


@given(st.text(signs | st.sampled_from('ab"\\\n '), max_size=40), st.data())
def test_stretches_of_a_text_are_quoted_as_the_library_does(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assert quoter_of(text)(text[start:end]) == json.dumps(text[start:end], ensure_ascii=False)
