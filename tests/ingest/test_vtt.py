from __future__ import annotations

import codecs
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError, Problem
from interview_coder.ingest import vtt
from interview_coder.ingest.transcript import ReadOptions, Transcript


def cues(*payloads: str) -> str:
    """Make a caption file whose cues are one second long each."""
    blocks = [f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.500\n{payload}" for n, payload in enumerate(payloads)]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def read(text: str | bytes, options: ReadOptions | None = None) -> Transcript:
    raw = text if isinstance(text, bytes) else text.encode()
    return vtt.read(raw, file="corpus/a.vtt", options=options or ReadOptions())


def said(text: str | bytes) -> list[tuple[str, str]]:
    transcript = read(text)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def left_out(text: str) -> dict[str, tuple[int, str]]:
    return {left.what: (left.count, left.where) for left in read(text).left_out}


def problems_of(text: str | bytes) -> Sequence[Problem]:
    with pytest.raises(InputError) as caught:
        read(text)
    assert all(problem.fix for problem in caught.value.problems)
    return caught.value.problems


def problem_of(text: str | bytes) -> tuple[str, str]:
    (problem,) = problems_of(text)
    return str(problem.place), problem.message


def test_cues_of_one_voice_one_after_the_other_are_one_turn() -> None:
    text = cues("<v Anna>One.</v>", "<v Anna>Two.</v>", "<v Ben>Three.</v>", "<v Anna>Four.</v>")
    assert said(text) == [("Anna", "One. Two."), ("Ben", "Three."), ("Anna", "Four.")]
    assert read(text).text == "One. Two.\nThree.\nFour."


def test_voices_are_stated_by_the_format() -> None:
    transcript = read(cues("<v Anna>One.", "two"))
    assert (transcript.dialect, transcript.certainty) == ("voices (<v Name>)", "stated")
    assert transcript.signs == "1 of 2 cues name a voice"


def test_a_turn_has_the_times_of_its_first_and_last_cue() -> None:
    turns = read(cues("<v Anna>One.", "<v Anna>Two.", "<v Ben>Three.")).turns
    assert [(turn.start_seconds, turn.end_seconds) for turn in turns] == [(0.0, 2.5), (2.0, 3.5)]


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ("01:02.250 --> 01:03.000", (62.25, 63.0)),
        ("100:00:00.000 --> 100:00:01.500", (360000.0, 360001.5)),
        ("00:00:01,500 --> 00:00:02,250", (1.5, 2.25)),
        ("0:01.5-->0:02", (1.5, 2.0)),
        ("00:00:01.500000 --> 00:00:02.250", (1.5, 2.25)),
        ("00:00:01.500 --> 00:00:02.250 align:start position:10%,line-left", (1.5, 2.25)),
    ],
)
def test_times_are_read_in_all_usual_forms(stamp: str, seconds: tuple[float, float]) -> None:
    (turn,) = read(f"WEBVTT\n\n{stamp}\n<v A>x\n").turns
    assert (turn.start_seconds, turn.end_seconds) == seconds


def test_the_lines_of_a_cue_are_joined_by_spaces() -> None:
    assert said(cues("<v Anna>One\ntwo,\n  three.</v>")) == [("Anna", "One two, three.")]


@pytest.mark.parametrize(
    ("payload", "speech"),
    [
        ("Health &amp; care", "Health & care"),
        ("3 &lt; 4 &gt; 2", "3 < 4 > 2"),
        ("&lt;b&gt;not bold&lt;/b&gt;", "<b>not bold</b>"),
        ("it&rsquo;s &#8217; &#x1F642;", "it’s ’ 🙂"),
        ("&amp;lt; and R&D, this&copy that", "&lt; and R&D, this&copy that"),
        ("<i>one</i> <b.loud>two</b> <c.red>three</c>", "one two three"),
        ("<lang en-GB>one</lang> <ruby>two<rt>deux</rt></ruby>", "one twodeux"),
        ("<00:00:00.500>one <00:00:00.700>two", "one two"),
        ("x<y and z > 3, <unclear> <3", "x<y and z > 3, <unclear> <3"),
        ("it goes A --> B", "it goes A --> B"),
        ("e\u0301té 🙂 \u2028 x", "e\u0301té 🙂 x"),
        ("INTERVIEWER: well", "INTERVIEWER: well"),
    ],
)
def test_marks_and_entities_become_what_is_heard(payload: str, speech: str) -> None:
    assert said(cues(f"<v Anna>{payload}</v>", "<v Ben>After.")) == [("Anna", speech), ("Ben", "After.")]


@pytest.mark.parametrize(
    ("tag", "speaker", "note"),
    [
        ("<v Anna Bell>", "Anna Bell", ""),
        ("<v.loud.first Anna>", "Anna", ""),
        ("<v Anna Bell (Mayor of London)>", "Anna Bell", "Mayor of London"),
        ("<v Fish &amp; Chips>", "Fish & Chips", ""),
        ("<v Mary O’Neil>", "Mary O’Neil", ""),
        ("<v\tAnna\n  Bell>", "Anna Bell", ""),
    ],
)
def test_a_voice_is_a_name_and_may_have_a_note(tag: str, speaker: str, note: str) -> None:
    (turn,) = read(cues(f"{tag}One.")).turns
    assert (turn.speaker, turn.note) == (speaker, note)


def test_cues_without_a_voice_are_kept_as_said_by_an_unknown_speaker() -> None:
    text = cues("[music]", "<v Anna>One.", "two", "<v Ben>Three.")
    assert said(text) == [("", "[music]"), ("Anna", "One."), ("", "two"), ("Ben", "Three.")]
    (remark,) = read(text).remarks
    assert remark.startswith("2 cues")


def test_the_settings_may_pass_over_voices() -> None:
    text = cues("<v Channel 1>Anna Bell: So?", "<v Channel 1>Ben Okri: Cold.", "<v Channel 1>Anna Bell: And now?")
    labelled = read(text, ReadOptions(dialect="label"))
    assert [turn.speaker for turn in labelled.turns] == ["Anna Bell", "Ben Okri", "Anna Bell"]
    (turn,) = read(text, ReadOptions(dialect="none", speaker="P03")).turns
    assert turn.speaker == "P03"


def test_words_outside_of_the_voices_of_a_cue_are_said_by_an_unknown_speaker() -> None:
    assert said(cues("well <v Anna>One</v>. <v>Two.</v> three")) == [("", "well"), ("Anna", "One."), ("", "Two. three")]


def test_where_every_cue_has_a_voice_nothing_is_left_out() -> None:
    transcript = read(cues("<v Anna>One."))
    assert (transcript.left_out, transcript.remarks) == ((), ())


def test_cues_with_a_voice_and_no_words_make_no_turn_and_are_counted() -> None:
    text = cues("<v Anna></v>", "<v Ben> </v>", "<v Anna>One.", "")
    assert said(text) == [("Anna", "One.")]
    assert left_out(text) == {"cues without words": (3, "lines 3, 6 and 12")}


def test_a_file_in_which_nobody_says_a_word_is_told() -> None:
    assert problem_of(cues("<v Anna></v>", "<v Ben> </v>"))


def test_two_voices_of_one_cue_are_two_turns() -> None:
    text = cues("<v Anna>One?</v>\n<v Ben>Two.</v>", "<v Ben>Three.</v>")
    assert said(text) == [("Anna", "One?"), ("Ben", "Two. Three.")]


def test_voices_need_not_be_closed() -> None:
    assert said(cues("<v Anna>One? <v Ben>Two.", "<v Ben>Three.")) == [("Anna", "One?"), ("Ben", "Two. Three.")]


@pytest.mark.parametrize("stamp", ["00:02 -> 00:03", "00:00:02.000 --> 00:00:0x.000", "00:61.000 --> 00:62.000"])
def test_a_time_that_cannot_be_read_is_told_with_its_line(stamp: str) -> None:
    broken = f"{stamp}\n<v Ben>Two.</v>\n\n00:05.000 --> 00:06.000\n<v Anna>Three.</v>\n"
    place, message = problem_of(f"{cues('<v Anna>One.</v>')}\n{broken}")
    assert place == "corpus/a.vtt:6"
    assert "time" in message


def test_a_time_among_the_words_of_its_own_cue_is_left_out_and_told_with_its_line() -> None:
    text = cues("<v Anna>One.", "00:00:01.000 --> 00:00:02.500\n<v Anna>Two.", "<v Anna>Three.")
    assert said(text) == [("Anna", "One. Two. Three.")]
    assert left_out(text) == {"lines with a time among the words of a cue": (1, "line 7")}


def test_a_comment_below_a_time_among_the_words_is_told_with_its_own_line() -> None:
    text = cues("well\n00:00:00.500 --> 00:00:00.900\n\nNOTE later")
    assert left_out(text)["comments (NOTE)"] == (1, "line 7")


def test_cues_need_no_blank_lines_between_them() -> None:
    text = "WEBVTT\n1\n00:01.000 --> 00:02.000\n<v Anna>One.\n2\n00:02.000 --> 00:03.000\n<v Ben>Two.\n"
    assert said(text) == [("Anna", "One."), ("Ben", "Two.")]
    assert read(text).places.numbers == (1, 2)


def test_a_blank_line_within_a_cue_ends_no_cue() -> None:
    assert said(cues("<v Anna>One.\n\nStill me.", "<v Ben>Two.")) == [("Anna", "One. Still me."), ("Ben", "Two.")]


def test_comments_styles_regions_and_names_of_cues_are_no_speech() -> None:
    text = (
        "WEBVTT - a title\nKind: captions\nX-MAP=1\n\nNOTE a comment\nof two lines\n\nSTYLE\n::cue { color: red }\n\n"
        "REGION\nid:bill\n\ncue-1\n00:00.000 --> 00:01.000 align:start position:10%\n<v Anna>One.\n\nNOTE\nlater\n\n"
        "4f1c8ad2-3c5e-4c55-9b1a-0b9d2a6f1e77/12-0\n00:01.000 --> 00:02.000\n<v Anna>Two.\n\nNOTE at the end\n"
    )
    assert said(text) == [("Anna", "One. Two.")]
    assert left_out(text) == {
        "lines of the header": (2, "at the top"),
        "comments (NOTE)": (3, "lines 5, 18 and 25"),
        "style blocks": (1, "line 8"),
        "region blocks": (1, "line 11"),
    }


def test_a_word_that_begins_like_a_comment_is_said() -> None:
    assert said(cues("One.\n\nNOTEBOOKS are fine.", "NOTE this well.")) == [
        ("", "One. NOTEBOOKS are fine. NOTE this well.")
    ]


def test_fields_of_the_header_are_attributes() -> None:
    text = "WEBVTT\nKind: captions\nLanguage: en-GB\n\n00:00.000 --> 00:01.000\nwell\n"
    assert read(text).attributes == {"Kind": "captions", "Language": "en-GB"}


def test_lines_above_the_header_and_blocks_below_it_are_left_out_and_counted() -> None:
    text = "# Part one\n\nWEBVTT\n\nA talk in the tower\n\n00:00.000 --> 00:01.000\nwell\n"
    assert said(text) == [("", "well")]
    assert left_out(text) == {"blocks of lines before the first cue": (2, "lines 1 and 5")}


def test_identifiers_that_could_be_words_are_counted() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nwell\n\nsecond part\n00:01.000 --> 00:02.000\nyes\n"
    assert said(text) == [("", "well yes")]
    assert left_out(text) == {"identifiers of cues in words": (1, "line 6")}


def test_an_identifier_may_name_the_voice() -> None:
    text = (
        'WEBVTT\n\n1 "Anna Bell" (3007)\n00:00.000 --> 00:01.000\nSo?\n\n'
        '2 "Ben Okri" (3008)\n00:01.000 --> 00:02.000\nCold.\n'
    )
    assert said(text) == [("Anna Bell", "So?"), ("Ben Okri", "Cold.")]
    assert left_out(text) == {}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_line_ends_and_byte_order_mark_do_not_matter(ends: str, mark: bytes) -> None:
    raw = mark + cues("<v Anna>One\ntwo.", "<v Ben>Three.").replace("\n", ends).encode()
    assert said(raw) == [("Anna", "One two."), ("Ben", "Three.")]


def test_utf16_is_read_by_its_mark() -> None:
    assert said(cues("<v Anna>Größe 🙂").encode("utf-16")) == [("Anna", "Größe 🙂")]


def test_another_encoding_is_read_when_the_study_names_it() -> None:
    raw = cues("<v Anna>Größe").encode("cp1252")
    assert read(raw, ReadOptions(encoding="cp1252")).text == "Größe"


@pytest.mark.parametrize("text", ["", "P01: one\nP02: two\n", "1\n00:00:00,000 --> 00:00:01,000\none\n"])
def test_a_file_that_is_no_webvtt_is_told(text: str) -> None:
    place, message = problem_of(text)
    assert place == "corpus/a.vtt:1"
    assert message.startswith("this is no WebVTT file")


def test_a_file_without_cues_is_told() -> None:
    place, message = problem_of("WEBVTT\n\nAnna: well\n")
    assert place == "corpus/a.vtt"
    assert "no cues" in message


def test_captions_without_any_voice_or_label_are_one_turn_of_nobody() -> None:
    transcript = read(cues("one", "he said: two", "three"))
    (turn,) = transcript.turns
    assert (turn.speaker, turn.start_seconds, turn.end_seconds) == ("", 0.0, 3.5)
    assert transcript.text == "one he said: two three"
    assert transcript.dialect == "nobody is named"


def test_bytes_that_are_no_text_are_told() -> None:
    assert problem_of(b"WEBVTT\n\n\xff\xff")[1].startswith("the text is not UTF-8")
    assert "zero byte" in problem_of(b"WEBVTT\n\n\x00")[1]


names = st.sampled_from(["Anna", "Ben Okri", "Dr Mary O’Neil", "P01"])
some_words = ["well", "x<y", "3", "R&D", "-->", "--", ">>", "I:", "10:30", "NOTE", "<b>", "é", "🙂"]
words = st.lists(st.sampled_from(some_words), min_size=1, max_size=5)
voiced = st.lists(st.tuples(names, words.map(lambda some: " ".join(["so", *some]))), min_size=1, max_size=8)


@given(voiced)
def test_what_is_written_with_voices_is_read_back(spoken: list[tuple[str, str]]) -> None:
    escaped = [(name, speech.replace("&", "&amp;").replace("<", "&lt;")) for name, speech in spoken]
    transcript = read(cues(*(f"<v {name}>{speech}</v>" for name, speech in escaped)))
    read_back = [
        (turn.speaker, word) for turn in transcript.turns for word in transcript.text[turn.start : turn.end].split()
    ]
    assert read_back == [(name, word) for name, speech in spoken for word in speech.split()]


PIECES = [
    "", " ", "1", "WEBVTT", "NOTE", "NOTE a --> b", "STYLE", "REGION", "00:01.000 --> 00:02.000", "a --> b", "-->",
    "00:01:00,0 --> 00:02:00", "<v A>", "well", "Anna: well", "- so", ">> B: no",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_lines_are_read_or_told(lines: list[str]) -> None:
    with suppress(InputError):
        assert read("\n".join(["WEBVTT", *lines])).text.strip()
