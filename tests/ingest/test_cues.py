"""Who speaks in cues that name no voices, and what captions repeat."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.ingest.cue_lines import Cue
from interview_coder.ingest.cues import clean_words, transcribe_cues
from interview_coder.ingest.transcript import ReadOptions, Transcript


def read(*payloads: str, options: ReadOptions | None = None) -> Transcript:
    cues = [Cue(4 * n + 2, float(n), n + 0.9, n + 1, payload) for n, payload in enumerate(payloads)]
    return transcribe_cues(cues, file="a.srt", options=options or ReadOptions())


def said(*payloads: str, options: ReadOptions | None = None) -> list[tuple[str, str]]:
    transcript = read(*payloads, options=options)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


AB = [("Anna Bell", "So how was it?"), ("Ben Okri", "It was cold."), ("Anna Bell", "And now?"), ("Ben Okri", "Better.")]


@pytest.mark.parametrize(
    "form",
    [
        "{}: {}",
        "[{}] {}",
        "({}) {}",
        "[{}]: {}",
        ">> {}: {}",
        ">>{}: {}",
        "- {}: {}",
        "<b>{}:</b> {}",
        "{}:\n{}",
        "({})\n{}",
    ],
)
def test_a_label_may_be_written_in_many_forms(form: str) -> None:
    assert said(*(form.format(*one) for one in AB)) == AB


@pytest.mark.parametrize("form", ["{}: {}", "[{}] {}", "[{}]: {}", "({}) {}"])
@pytest.mark.parametrize("labels", [("SPEAKER_00", "SPEAKER_01"), ("Speaker 1", "Speaker 2"), ("Interviewer", "P07")])
def test_numbers_and_roles_are_labels(form: str, labels: tuple[str, str]) -> None:
    spoken = [(labels[0], "One."), (labels[1], "Two."), (labels[0], "Three."), (labels[1], "Four.")]
    assert said(*(form.format(*one) for one in spoken)) == spoken


def test_several_lines_of_one_cue_may_have_labels() -> None:
    assert said("Anna Bell: So how was it?\nBen Okri: It was\ncold.", "Anna Bell: And now?\nBen Okri: Better.") == AB


def test_a_label_may_have_a_note() -> None:
    turns = read("Anna Bell (Mayor): So?", "Ben Okri: Cold.", "Anna Bell (Mayor): And?").turns
    assert [(turn.speaker, turn.note) for turn in turns] == [
        ("Anna Bell", "Mayor"),
        ("Ben Okri", ""),
        ("Anna Bell", "Mayor"),
    ]


def test_a_cue_without_a_label_goes_on_with_the_speaker_before_and_is_counted() -> None:
    payloads = "Anna Bell: So", "how was it?", "Ben Okri: It was cold.", "Anna Bell: And now?", "Ben Okri: Better."
    assert said(*payloads) == AB
    assert read(*payloads).remarks == ("1 cue without a label, taken as going on with the speaker before",)


def test_cues_before_the_first_label_are_kept_as_said_by_nobody_known() -> None:
    assert said("[music]", "welcome", *(f"{who}: {what}" for who, what in AB)) == [("", "[music] welcome"), *AB]


def test_colons_in_speech_are_no_labels() -> None:
    payloads = "he said: no", "at 10:30 we met", "the rule: be kind", "see https://x.org now", "my point is: cost"
    assert said(*payloads) == [("", " ".join(payloads))]


def test_phrases_in_lower_case_that_come_back_are_no_labels_among_many_cues() -> None:
    payloads = [f"and he said: {n}" if n % 9 == 0 else f"we met {n} times" for n in range(90)]
    assert {speaker for speaker, _ in said(*payloads)} == {""}


def test_sounds_in_brackets_are_no_labels() -> None:
    sounds = "[Music]", "[Applause]", "(SIGHS)", "[Laughter]", "[SPEAKING SPANISH]", "[INAUDIBLE]", "(crosstalk)"
    payloads = [f"{sound} so it was" for sound in sounds * 3]
    assert said(*payloads) == [("", " ".join(payloads))]


def test_names_in_brackets_need_not_come_back_where_every_cue_has_one() -> None:
    assert said("[ANNA] So?", "[BEN] Cold.") == [("ANNA", "So?"), ("BEN", "Cold.")]
    assert said("[ANNA] So?", "cold", "and then") == [("", "[ANNA] So? cold and then")]


def test_sounds_in_brackets_leave_the_labels_beside_them() -> None:
    assert said("[Music] so", *(f"{who}: {what}" for who, what in AB), "[Music] so") == [
        ("", "[Music] so"),
        *AB[:3],
        ("Ben Okri", "Better. [Music] so"),
    ]


def test_speakers_that_the_study_knows_need_not_look_like_names() -> None:
    options = ReadOptions(known_labels=frozenset({"the warden"}))
    transcript = read("the warden: One.", "(the warden) Two.", "so be it: three", options=options)
    assert [turn.speaker for turn in transcript.turns] == ["the warden"]
    assert transcript.certainty == "sure"
    assert transcript.signs == "1 label in 2 of 3 cues, 1 of them come back, 1 are listed"


def test_two_chevrons_change_an_unnamed_speaker() -> None:
    assert said(">> So how was it?", "&gt;&gt; It was", "cold. >> And now?", ">>> Better.") == [
        ("", "So how was it?"),
        ("", "It was cold."),
        ("", "And now?"),
        ("", "Better."),
    ]


def test_chevrons_without_a_name_end_the_speech_of_the_name_before() -> None:
    assert said(">> ANNA: So?", ">> Cold.", ">> ANNA: And now?", "Well?") == [
        ("ANNA", "So?"),
        ("", "Cold."),
        ("ANNA", "And now? Well?"),
    ]


def test_chevrons_within_speech_alone_are_speech() -> None:
    assert said("a >> b in the code", "and >> again") == [("", "a >> b in the code and >> again")]


def test_dashes_change_an_unnamed_speaker() -> None:
    assert said("- So how was it?\n- It was cold.", "-And now?\n-Better.\n", "Much", "– Good.\n– Yes.") == [
        ("", "So how was it?"),
        ("", "It was cold."),
        ("", "And now?"),
        ("", "Better. Much"),
        ("", "Good."),
        ("", "Yes."),
    ]


def test_a_second_speaker_alone_may_have_a_dash() -> None:
    assert said("So it was.\n- It was cold.", "Was it?\n- Yes.") == [
        ("", "So it was."),
        ("", "It was cold. Was it?"),
        ("", "Yes."),
    ]


@pytest.mark.parametrize(
    "dashed", ["we went there\n- or tried to -\nand back", "-- and then", "-5 degrees", "- or so we thought"]
)
def test_dashes_of_speech_change_nobody(dashed: str) -> None:
    assert said("it was cold", dashed, "so cold") == [("", " ".join(f"it was cold {dashed} so cold".split()))]


def test_a_dash_alone_on_its_line_only_parts_speakers() -> None:
    assert (
        said(
            "(Anna Bell)\nSo how was it?\n-\n \n(Ben Okri)\nIt was cold.",
            "(Anna Bell)\nAnd now?",
            "(Ben Okri)\nBetter.",
        )
        == AB
    )


def test_where_nobody_is_named_all_is_one_turn() -> None:
    transcript = read("one", "two", "three")
    (turn,) = transcript.turns
    assert (turn.speaker, turn.start_seconds, turn.end_seconds) == ("", 0.0, 2.9)
    assert (transcript.dialect, transcript.certainty) == ("nobody is named", "guess")
    assert transcript.remarks == ("no speaker labels were found: all of it was read as one turn of nobody known",)


@pytest.mark.parametrize(
    ("payloads", "mark"), [((">> So?", ">> Cold.", "yes"), ">>"), (("- So?\n- Cold.", "yes"), "a dash")]
)
def test_marks_that_name_nobody_are_told_as_a_guess(payloads: Sequence[str], mark: str) -> None:
    transcript = read(*payloads)
    assert transcript.dialect == f"nobody is named, {mark} where the speaker changes"
    assert transcript.certainty == "guess"
    assert transcript.remarks == (
        f"no speaker labels were found: {mark} parts the turns, all of them of nobody known",
        "1 cue without a mark, taken as going on with the speaker before",
    )


def test_the_study_may_say_who_speaks_where_nobody_is_named() -> None:
    options = ReadOptions(speaker="P03")
    assert said("one", "two", options=options) == [("P03", "one two")]
    assert said("- One.\n- Two.", options=options) == [("P03", "- One. - Two.")]
    assert [who for who, _ in said(*(f"{who}: {what}" for who, what in AB), options=options)] == [who for who, _ in AB]


def test_the_study_may_say_that_nobody_is_named() -> None:
    transcript = read(*(f"{who}: {what}" for who, what in AB), options=ReadOptions(dialect="none"))
    assert len(transcript.turns) == 1
    assert (transcript.dialect, transcript.certainty, transcript.remarks) == ("nobody is named", "stated", ())


def test_the_study_may_say_that_labels_have_a_colon_or_brackets() -> None:
    payloads = "[Anna Bell] so: cold", "[Ben Okri] so: cold", "Chair: yes", "Chair: no"
    labels = read(*payloads, options=ReadOptions(dialect="label"))
    assert {turn.speaker for turn in labels.turns} == {"", "Chair"}
    brackets = read(*payloads, options=ReadOptions(dialect="bracket"))
    assert [turn.speaker for turn in brackets.turns] == ["Anna Bell", "Ben Okri"]
    assert (labels.certainty, brackets.certainty) == ("stated", "stated")
    assert (labels.dialect, brackets.dialect) == ("Name: text", "[Name] text")


def test_a_dialect_that_captions_cannot_have_is_ignored_and_told() -> None:
    transcript = read(*(f"{who}: {what}" for who, what in AB), options=ReadOptions(dialect="cells"))
    assert (transcript.dialect, transcript.certainty) == ("Name: text", "sure")
    assert transcript.remarks == (
        'captions are not written in the dialect "cells" that the settings name: it was ignored',
    )


def test_labels_with_nothing_said_are_counted() -> None:
    transcript = read(*(f"{who}: {what}" for who, what in AB), "Anna Bell:", "Ben Okri: Yes.")
    assert [(left.what, left.count, left.where) for left in transcript.left_out] == [
        ("speaker labels with nothing said", 1, "line 18")
    ]


def test_a_label_before_a_mark_of_somebody_else_says_nothing() -> None:
    transcript = read(*(f">> {who}: {what}" for who, what in AB), ">> Anna Bell:", ">> Yes.")
    assert [(left.what, left.count, left.where) for left in transcript.left_out] == [
        ("speaker labels with nothing said", 1, "line 18")
    ]


def test_a_label_alone_in_its_cue_names_the_speaker_of_the_next() -> None:
    assert said(*(f"{who}: {what}" for who, what in AB), "Anna Bell:", "Yes.") == [*AB, ("Anna Bell", "Yes.")]


def test_a_label_that_comes_back_often_is_taken_off_every_time() -> None:
    payloads = [f"{who}: so{': it' * (n % 2)} was" for n in range(20) for who in ("Anna Bell", "Ben Okri")]
    assert said(*payloads) == [
        (who, f"so{': it' * (n % 2)} was") for n in range(20) for who in ("Anna Bell", "Ben Okri")
    ]


def test_the_certainty_rests_on_labels_that_come_back() -> None:
    assert read(*(f"{who}: {what}" for who, what in AB)).certainty == "sure"
    assert read("Anna Bell: One.", "Ben Okri: Two.").certainty == "likely"
    assert read("Anna Bell: One.", "two").certainty == "guess"


def test_every_turn_leads_back_to_its_cue() -> None:
    transcript = read("Anna Bell: One.\nBen Okri: Two.", "", "Anna Bell: Three.")
    assert [transcript.places.at(turn.start) for turn in transcript.turns] == ["cue 1", "cue 1", "cue 3"]


ROLLING = (
    "so<00:00:00.500><c> we</c><00:00:00.700><c> went</c>",
    "so we went",
    "so we went\nto<00:00:01.500><c> the</c><00:00:01.700><c> tower</c>",
    "to the tower",
    "to the tower\nand<00:00:02.500><c> it</c> was cold",
)


def test_captions_that_roll_up_are_read_once() -> None:
    transcript = read(*ROLLING)
    assert transcript.text == "so we went to the tower and it was cold"
    assert [(left.what, left.count, left.where) for left in transcript.left_out] == [
        ("lines that repeat the cue before", 4, "lines 6, 10, 14 and 18")
    ]
    assert transcript.remarks


def test_people_who_repeat_themselves_are_heard_twice() -> None:
    payloads = "Yes.", "Yes.", "Yes.\nI was.", "It was cold.", "It was cold."
    assert read(*payloads).text == "Yes. Yes. Yes. I was. It was cold. It was cold."
    assert read(*["la la"] * 6).text == " ".join(["la la"] * 6)


sentences = st.lists(
    st.lists(st.sampled_from(["so", "we", "went", "to", "it"]), min_size=1, max_size=4).map(" ".join),
    min_size=4,
    max_size=9,
)


@given(sentences.map(lambda lines: [f"{line} {n}" for n, line in enumerate(lines)]))
def test_any_captions_that_roll_by_one_line_are_read_once(lines: list[str]) -> None:
    rolled = [lines[0], *(f"{above}\n{below}" for above, below in pairwise(lines))]
    assert read(*rolled).text == " ".join(lines)


LABELS = ["INTERVIEWER", "P01", "Anna Bell", "Dr José van Dam", "Speaker 2"]
speech = st.lists(
    st.sampled_from(["well", "yes", "3", ">", "x<y", "R&D", "(laughs)", "…", "10:30"]),
    min_size=1,
    max_size=5,
)
spoken = st.lists(
    st.tuples(st.sampled_from(LABELS), speech.map(lambda some: " ".join(["so", *some]))), min_size=1, max_size=9
)


@given(spoken, st.sampled_from(["{}: {}", "[{}] {}", ">> {}: {}", "- {}: {}", "({}): {}"]))
def test_what_is_written_with_known_labels_is_read_back(said_by: Sequence[tuple[str, str]], form: str) -> None:
    options = ReadOptions(known_labels=frozenset(LABELS))
    transcript = read(*(form.format(*one) for one in said_by), options=options)
    read_back = [
        (turn.speaker, word) for turn in transcript.turns for word in transcript.text[turn.start : turn.end].split()
    ]
    assert read_back == [(who, word) for who, what in said_by for word in what.split()]


@given(st.lists(st.text(alphabet="<>v/ .&;ab:-[](){}\\\n", max_size=30), min_size=1, max_size=4))
def test_every_letter_of_a_cue_without_tags_is_kept(payloads: list[str]) -> None:
    payloads = [payload.replace("<", "< ").replace("{", "{ ").replace("&", "& ") for payload in payloads]
    options = ReadOptions(dialect="none")
    assert read("so", *payloads, options=options).text.split() == " ".join(["so", *payloads]).split()


@pytest.mark.parametrize(
    "unit",
    ["<v ", "<", "<v a", "&", "{\\", "[", "(a", ">> ", "- ", "a: ", "<c><c>", "\n-", "<v A>x", "[a\n", "a (", "a:\n"],
)
def test_a_cue_of_a_million_letters_takes_no_time(unit: str) -> None:
    began = time.perf_counter()
    read("so " + unit * (1_000_000 // len(unit)), "so")
    assert time.perf_counter() - began < 20


def test_entities_are_read_once() -> None:
    assert clean_words("&amp;lt;b&amp;gt; &#60; &nbsp;x &unknown; &copy") == "&lt;b&gt; < x &unknown; &copy"
