from __future__ import annotations

import codecs

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest import vtt
from interview_coder.ingest.speakers import Transcript


def cues(*payloads: str) -> str:
    """Make a caption file whose cues are one second long each."""
    blocks = [f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.500\n{payload}" for n, payload in enumerate(payloads)]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def read(text: str | bytes) -> Transcript:
    return vtt.read(text if isinstance(text, bytes) else text.encode(), file="corpus/a.vtt")


def said(text: str | bytes) -> list[tuple[str, str]]:
    transcript = read(text)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problem_of(text: str | bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.fix
    return str(problem.place), problem.message


def test_cues_of_one_voice_one_after_the_other_are_one_turn() -> None:
    text = cues("<v Anna>One.</v>", "<v Anna>Two.</v>", "<v Ben>Three.</v>", "<v Anna>Four.</v>")
    assert said(text) == [("Anna", "One. Two."), ("Ben", "Three."), ("Anna", "Four.")]
    assert read(text).text == "One. Two.\nThree.\nFour."


def test_a_turn_has_the_times_of_its_first_and_last_cue() -> None:
    turns = read(cues("<v Anna>One.", "<v Anna>Two.", "<v Ben>Three.")).turns
    assert [(turn.start_seconds, turn.end_seconds) for turn in turns] == [(0.0, 2.5), (2.0, 3.5)]


def test_times_may_have_hours_or_not() -> None:
    text = "WEBVTT\n\n01:02.250 --> 01:03.000\n<v A>x\n\n100:00:00.000 --> 100:00:01.500\n<v B>y\n"
    assert [(turn.start_seconds, turn.end_seconds) for turn in read(text).turns] == [
        (62.25, 63.0),
        (360000.0, 360001.5),
    ]


def test_the_lines_of_a_cue_are_joined_by_spaces() -> None:
    assert said(cues("<v Anna>One\ntwo,\n  three.</v>")) == [("Anna", "One two, three.")]


@pytest.mark.parametrize(
    ("payload", "speech"),
    [
        ("Health &amp; care", "Health & care"),
        ("3 &lt; 4 &gt; 2", "3 < 4 > 2"),
        ("&lt;b&gt;not bold&lt;/b&gt;", "<b>not bold</b>"),
        ("it&rsquo;s &#8217; &#x1F642;", "it’s ’ 🙂"),
        ("<i>one</i> <b.loud>two</b> <c.red>three</c>", "one two three"),
        ("<00:00:00.500>one <00:00:00.700>two", "one two"),
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
    ],
)
def test_a_voice_is_a_name_and_may_have_a_note(tag: str, speaker: str, note: str) -> None:
    (turn,) = read(cues(f"{tag}One.")).turns
    assert (turn.speaker, turn.note) == (speaker, note)


def test_cues_without_a_voice_are_left_out_and_counted() -> None:
    transcript = read(cues("[music]", "<v Anna>One.", "two", "<v Ben>Three."))
    assert [turn.speaker for turn in transcript.turns] == ["Anna", "Ben"]
    assert [(left.what, left.count) for left in transcript.left_out] == [("cues without a speaker", 2)]


def test_where_every_cue_has_a_voice_nothing_is_left_out() -> None:
    assert read(cues("<v Anna>One.")).left_out == ()


def test_cues_with_a_voice_and_no_words_make_no_turn() -> None:
    assert said(cues("<v Anna></v>", "<v Ben> </v>", "<v Anna>One.")) == [("Anna", "One.")]


def test_a_file_in_which_nobody_says_a_word_is_told() -> None:
    problem_of(cues("<v Anna></v>", "<v Ben> </v>"))


def test_two_voices_of_one_cue_are_two_turns() -> None:
    text = cues("<v Anna>One?</v>\n<v Ben>Two.</v>", "<v Ben>Three.</v>")
    assert said(text) == [("Anna", "One?"), ("Ben", "Two. Three.")]


def is_refused(text: str) -> bool:
    try:
        read(text)
    except InputError:
        return True
    return False


def test_words_of_a_cue_whose_time_cannot_be_read_are_not_lost_silently() -> None:
    broken = "00:02 -> 00:03\n<v Ben>Two.</v>\n\n00:05.000 --> 00:06.000\n<v Anna>Three.</v>\n"
    text = f"{cues('<v Anna>One.</v>')}\n{broken}"
    assert is_refused(text) or "Two." in read(text).text or read(text).left_out


def test_comments_styles_and_names_of_cues_are_no_speech() -> None:
    text = "WEBVTT - a title\nKind: captions\n\nNOTE a comment\nof two lines\n\nSTYLE\n::cue { color: red }\n\n" + (
        "cue-1\n00:00.000 --> 00:01.000 align:start position:10%\n<v Anna>One.\n"
    )
    assert said(text) == [("Anna", "One.")]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_line_ends_and_byte_order_mark_do_not_matter(ends: str, mark: bytes) -> None:
    raw = mark + cues("<v Anna>One\ntwo.", "<v Ben>Three.").replace("\n", ends).encode()
    assert said(raw) == [("Anna", "One two."), ("Ben", "Three.")]


def test_utf16_is_read_by_its_mark() -> None:
    assert said(cues("<v Anna>Größe 🙂").encode("utf-16")) == [("Anna", "Größe 🙂")]


@pytest.mark.parametrize("text", ["", "P01: one\nP02: two\n", "1\n00:00:00,000 --> 00:00:01,000\none\n", "\nWEBVTT\n"])
def test_a_file_that_is_no_webvtt_is_told(text: str) -> None:
    place, message = problem_of(text)
    assert place == "corpus/a.vtt:1"
    assert message.startswith("this is no WebVTT file")


@pytest.mark.parametrize(("text", "n_cues"), [("WEBVTT\n", 0), (cues("one", "Anna: two"), 2)])
def test_captions_without_any_voice_are_told(text: str, n_cues: int) -> None:
    place, message = problem_of(text)
    assert place == "corpus/a.vtt"
    assert message.startswith(f"none of the {n_cues} cues names ")


def test_bytes_that_are_no_text_are_told() -> None:
    assert problem_of(b"WEBVTT\n\n\xff\xff")[1] == "the text is not UTF-8"
    assert "zero byte" in problem_of(b"WEBVTT\n\n\x00")[1]
