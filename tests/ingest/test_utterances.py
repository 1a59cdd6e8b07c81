from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.ingest.transcript import Transcript
from interview_coder.ingest.utterances import Utterance, join_utterances

speakers = st.sampled_from(["", "Anna", "Ben"])
notes = st.sampled_from(["", "tenant", "owner"])
times = st.none() | st.integers(0, 99).map(float)
utterances = st.lists(
    st.builds(
        Utterance,
        speakers,
        st.text(min_size=1, max_size=8).filter(str.strip),
        st.integers(1, 9),
        times,
        times,
        notes,
        begins_turn=st.booleans(),
    ),
    max_size=12,
)


def join(*said: Utterance) -> Transcript:
    return join_utterances(said, unit="cue", dialect="as said")


def turns_of(*said: Utterance) -> list[tuple[str, str, str]]:
    transcript = join(*said)
    return [(turn.speaker, turn.note, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


@given(utterances)
def test_the_text_holds_every_utterance_at_its_place(said: list[Utterance]) -> None:
    transcript = join(*said)
    assert [
        transcript.text[start : start + len(one.text)]
        for start, one in zip(transcript.places.starts, said, strict=True)
    ] == [one.text for one in said]
    assert len(transcript.text) == sum(len(one.text) + 1 for one in said) - bool(said)


@given(utterances)
def test_turns_cover_the_text_but_for_the_line_ends_between_them(said: list[Utterance]) -> None:
    transcript = join(*said)
    assert "\n".join(transcript.text[turn.start : turn.end] for turn in transcript.turns) == transcript.text
    assert all(before.end + 1 == after.start for before, after in pairwise(transcript.turns))
    assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))


@given(utterances)
def test_neighbouring_turns_differ_in_speaker_or_note_unless_a_turn_was_begun(said: list[Utterance]) -> None:
    for before, after in pairwise(join(*said).turns):
        begun = any(
            one.begins_turn and start == after.start for one, start in zip(said, join(*said).places.starts, strict=True)
        )
        assert begun or before.speaker != after.speaker or before.note != after.note


@given(utterances)
def test_a_turn_goes_from_its_first_time_to_its_last(said: list[Utterance]) -> None:
    transcript = join(*said)
    for turn in transcript.turns:
        own = [one for one, start in zip(said, transcript.places.starts, strict=True) if turn.start <= start < turn.end]
        assert turn.start_seconds == next((one.start_seconds for one in own if one.start_seconds is not None), None)
        assert turn.end_seconds == max((one.end_seconds for one in own if one.end_seconds is not None), default=None)


def test_what_one_speaker_says_in_a_row_is_one_turn() -> None:
    assert turns_of(Utterance("Anna", "One.", 1), Utterance("Anna", "Two.", 2), Utterance("Ben", "Three.", 3)) == [
        ("Anna", "", "One. Two."),
        ("Ben", "", "Three."),
    ]


def test_a_note_may_stand_at_one_label_and_be_left_away_at_the_next() -> None:
    said = Utterance("Anna", "One.", 1), Utterance("Anna", "Two.", 2, note="tenant"), Utterance("Anna", "Three.", 3)
    assert turns_of(*said) == [("Anna", "tenant", "One. Two. Three.")]


def test_one_label_with_two_notes_is_two_people() -> None:
    said = Utterance("Guest", "One.", 1, note="tenant"), Utterance("Guest", "Two.", 2, note="owner")
    assert turns_of(*said) == [("Guest", "tenant", "One."), ("Guest", "owner", "Two.")]


def test_a_turn_can_be_begun_within_one_speaker() -> None:
    said = Utterance("", "One.", 1), Utterance("", "Two.", 1, begins_turn=True)
    assert turns_of(*said) == [("", "", "One."), ("", "", "Two.")]


def test_every_place_in_the_text_leads_back_to_its_cue() -> None:
    transcript = join(Utterance("Anna", "One.", 1), Utterance("Anna", "Two.", 3), Utterance("Ben", "Three.", 4))
    places = [transcript.places.at(transcript.text.index(word)) for word in ("One", "Two", "Three")]
    assert places == ["cue 1", "cue 3", "cue 4"]


def test_nothing_said_makes_no_turn() -> None:
    assert join() == Transcript("", (), "as said", places=join().places)
