from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError, Problem
from interview_coder.ingest import whisper_json
from interview_coder.ingest.transcript import ReadOptions, Transcript


def read(document: object, **settings: object) -> Transcript:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    (transcript,) = whisper_json.read(io.BytesIO(raw), file="a.json", options=ReadOptions(**settings))  # type: ignore[arg-type]
    return transcript


def said(document: object, **settings: object) -> list[tuple[str, str, float | None, float | None]]:
    transcript = read(document, **settings)
    return [
        (turn.speaker, transcript.text[turn.start : turn.end], turn.start_seconds, turn.end_seconds)
        for turn in transcript.turns
    ]


def problems_of(document: object) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(document)
    assert all(problem.fix and problem.place.file == "a.json" for problem in caught.value.problems)
    return caught.value.problems


def segment(text: str, start: float = 0, end: float = 1, **more: object) -> dict[str, object]:
    return {"id": 0, "seek": 0, "start": start, "end": end, "text": text, "avg_logprob": -0.2, **more}


def test_without_speakers_all_segments_are_one_turn_with_its_times() -> None:
    document = {"text": " One. two.", "segments": [segment(" One."), segment(" two.", 1, 2.25)], "language": "en"}
    assert said(document) == [("", "One. two.", 0.0, 2.25)]
    assert said(document, speaker="Anna") == [("Anna", "One. two.", 0.0, 2.25)]
    assert read(document).attributes == {"language": "en"}
    assert "no speaker" in " ".join(read(document).remarks)


def test_segments_of_one_speaker_one_after_the_other_are_one_turn() -> None:
    segments = [segment("a", 0, 1, speaker="SPEAKER_00"), segment("b", 1, 2, speaker="SPEAKER_00")]
    document = {"segments": [*segments, segment("c", 2, 3, speaker="SPEAKER_01")], "word_segments": []}
    assert said(document) == [("SPEAKER_00", "a b", 0.0, 2.0), ("SPEAKER_01", "c", 2.0, 3.0)]


def test_a_key_that_may_name_who_speaks_is_taken_as_likely() -> None:
    transcript = read({"segments": [segment("a", role="guide"), segment("b", role="guest")]})
    assert [turn.speaker for turn in transcript.turns] == ["guide", "guest"]
    assert transcript.certainty == "likely"
    assert said({"segments": [segment("a", label="speech"), segment("b", label="speech")]})[0][0] == ""


def test_the_speaker_of_a_segment_may_be_called_as_in_a_table() -> None:
    assert said({"segments": [segment("a", speaker_id="S1"), segment("b", speakerName="S2")]})[1][0] == "S2"


def test_a_segment_without_a_speaker_is_spoken_by_the_speaker_of_most_of_its_words() -> None:
    words = [
        {"word": "a", "speaker": "S1"},
        {"word": "b", "speaker": "S0"},
        {"word": "c", "speaker": "S0"},
        {"word": "d"},
    ]
    document = {"segments": [segment("a b c d", words=words)]}
    assert said(document) == [("S0", "a b c d", 0.0, 1.0)]
    assert "more than one speaker" in " ".join(read(document).remarks)


def test_segments_of_whisper_cpp_have_their_times_in_milliseconds() -> None:
    document = {
        "model": {"type": "base"},
        "params": {"language": "en"},
        "result": {"language": "en"},
        "transcription": [{"offsets": {"from": 250, "to": 5000}, "timestamps": {}, "text": " One."}],
    }
    assert said(document) == [("", "One.", 0.25, 5.0)]
    assert read(document).attributes == {"language": "en", "model": "base"}


def test_a_bare_list_of_segments_and_a_bare_text_are_read() -> None:
    assert said([{"start": 0.5, "end": 1, "text": "One."}]) == [("", "One.", 0.5, 1.0)]
    assert said({"text": "One.\nTwo."}) == [("", "One.\nTwo.", None, None)]


def test_an_array_of_other_objects_is_a_table() -> None:
    rows = [{"speaker": "Anna", "text": "One."}, {"speaker": "Ben", "text": "Two."}]
    assert [turn.speaker for turn in read(rows).turns] == ["Anna", "Ben"]
    assert read([{"id": 1, "comment": "one", "age": 3}]).speakers == {"1": {"age": "3"}}


def test_segments_without_words_and_times_that_are_none_are_counted() -> None:
    transcript = read({"segments": [segment(" "), segment("a", end=True), {"text": "b", "start": None, "end": 1e300}]})
    assert {(one.what, one.count) for one in transcript.left_out} == {
        ("segments without words", 1),
        ("times that could not be read", 2),
    }


def test_places_lead_back_to_the_segments() -> None:
    transcript = read({"segments": [segment(" "), segment("a"), segment("b")]})
    assert transcript.places.at(transcript.text.index("b")) == "cue 3"


def test_all_bad_segments_are_told_at_once() -> None:
    first, second = problems_of({"segments": [segment("a"), 1, {"text": None}]})
    assert "segment 2" in first.message
    assert "segment 3" in second.message


@pytest.mark.parametrize("odd", ["\ud83d", "\x00", "a\ude42\ud83d"])
@pytest.mark.parametrize("key", ["text", "speaker", "language"])
def test_half_an_emoji_and_a_zero_byte_are_told_wherever_they_stand(odd: str, key: str) -> None:
    one = {**segment("a"), "speaker": "b"}
    document = {"segments": [one], "language": odd} if key == "language" else {"segments": [{**one, key: odd}]}
    (problem,) = problems_of(document)
    assert "a character that no text has" in problem.message


def test_an_emoji_that_is_written_as_two_escapes_is_read() -> None:
    assert read({"segments": [segment("\U0001f642")]}).text == "\U0001f642"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"a":' * 200_000, "nested too deep"),
        (b'{"segments": [{"text": "a", "start": NaN}]}', "NaN"),
        (b'{"text": "a", "text": "b"}', "twice"),
        (b'{"text": ' + b"9" * 5000 + b"}", "too long"),
        (b'{"text": "a"', "no good JSON"),
        (b"{}", "neither segments nor rows"),
        (b"3", "neither segments nor rows"),
        (b"[]", "nothing in the file"),
        (b"[1, {}]", "element 1"),
        (b'{"segments": []}', "nobody says a word"),
        (b"\xff\xfe\xff", "cannot be read"),
        (b"PK\x03\x04", "zipped"),
    ],
)
def test_what_is_no_transcript_is_told(raw: bytes, told: str) -> None:
    assert told in problems_of(raw)[0].message


def test_broken_json_is_told_with_its_line_and_without_its_words() -> None:
    (problem,) = problems_of(b'{\n"text": "secret",\n"x" "secret"}')
    assert problem.place.line == 3
    assert "secret" not in str(problem)


def test_a_file_too_large_to_be_parsed_at_once_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper_json, "MAX_BYTES", 100)
    assert "larger than" in problems_of({"text": "word " * 100})[0].message


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1, max_size=10)
spoken = st.lists(
    st.tuples(st.sampled_from(["S0", "S1", None]), words.map(str.strip).filter(bool)), min_size=1, max_size=8
)


@given(said_by=spoken)
def test_the_text_is_what_the_segments_say(said_by: list[tuple[str | None, str]]) -> None:
    segments = [segment(f" {text}", n, n + 1, speaker=who) for n, (who, text) in enumerate(said_by)]
    transcript = read({"segments": segments})
    for (who, text), start in zip(said_by, transcript.places.starts, strict=True):
        assert transcript.text[start : start + len(text)] == text
        (turn,) = [turn for turn in transcript.turns if turn.start <= start < turn.end]
        assert turn.speaker == (who or "")
