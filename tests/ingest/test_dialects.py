"""Talk that is written in each dialect and its variants is read back as it was said."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.ingest import people, read_whole
from interview_coder.ingest.dialects import DIALECTS
from interview_coder.ingest.document import Document, Line
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.turns import split_turns

Talk = Sequence[tuple[str, Sequence[str]]]
"""Who says what, in paragraphs."""

SPEAKERS = [
    ("INTERVIEWER", "P01", "P02", "P03", "P14", "P15"),
    ("Interviewer", "Respondent", "Observer", "Warden"),
    ("I", "R1", "R2", "R3"),
    ("Moderator", "Tom", "Priya", "Lena", "Grace", "Olu"),
    ("Dr Cole", "Ana Ruiz", "José van Ñandú", "Mary-Jane O’Neil", "Ben Okoro"),
    ("JB", "MT", "KL", "SW"),
    ("Speaker 1", "Speaker 2", "Speaker 3"),
]
SENTENCES = [
    "We met twice.", "He said: no.", "So: yes.", "Well: it was late.", "It began at 10:30 and went on for long.",
    "See https://example.org/a: it is all there.", "At 10:30: nobody.", "10:30 was far too late for us.",
    "That is – I think – all that there was to say of it.", "[laughs] Not at all.", "(crosstalk) Sorry.",
    "The reason is this: money, and nothing else.", "Ana Ruiz told me so.", "P01 was not there.", "Tom, he knows.",
    "Ben Okoro [the warden] came (late) and left.", "First: we asked everybody who lives on the stairs.",
    "“Trust”: what is that?", "Did you? Yes.", "I mean … yes [inaudible 00:12] it was.", "Yes.", "3.1 per cent.",
    "Nobody from the office came - not one of them - in all that time.", "No!", "Okay: and then they left again.",
]  # fmt: skip
"""Sentences with what could be taken for a label. None begins with a capitalised noun and a colon (``Rent: it rose``):
where labels stand before speech, nobody can tell that from a person who speaks once."""
ROLES = ("Mayor of London", "by phone", "Head of Housing")


@dataclass(frozen=True)
class Layout:
    """How a transcript is set, whatever its dialect."""

    between_turns: str = "\n\n"
    between_paragraphs: str = "\n"
    width: int = 0
    head: str = ""
    foot: str = ""

    def speech(self, paragraphs: Sequence[str]) -> str:
        """Return a speech as it stands in the file."""
        return self.between_paragraphs.join(self._wrapped(one) for one in paragraphs)

    def _wrapped(self, paragraph: str) -> str:
        return textwrap.fill(paragraph, self.width, break_on_hyphens=False) if self.width else paragraph


HEADS = ("", "Interview seven\nDate: 3 May 2018\nPlace: Town hall\n\n", "---\nDate: 3 May 2018\nsite: North\n---\n")
layouts = st.builds(
    Layout,
    between_turns=st.sampled_from(["\n", "\n\n"]),
    between_paragraphs=st.sampled_from(["\n", "\n\n"]),
    width=st.sampled_from([0, 60]),
    head=st.sampled_from(HEADS),
    foot=st.sampled_from(["", "\n\n[End of transcript]\n", "\n"]),
)


questions = st.sampled_from(["How was it?", "Did he come: yes or no?", "And at 10:30, what then?", "Why?"])
speeches = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3)


@st.composite
def talks(draw: st.DrawFn, *, most_turns: int = 30) -> Talk:
    """Draw talk in which everybody speaks twice at least, and nobody follows himself."""
    spoken = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=3)
    people = draw(st.sampled_from(SPEAKERS))
    people = people[: draw(st.integers(2, len(people)))]
    steps = draw(st.lists(st.integers(1, len(people) - 1), max_size=most_turns - 2 * len(people)))
    places = [*range(len(people)), *range(len(people))]
    for step in steps:
        places.append((places[-1] + step) % len(people))
    said = draw(st.lists(spoken, min_size=len(places), max_size=len(places)))
    return [(people[place], speech) for place, speech in zip(places, _without_refrains(said), strict=True)]


def _without_refrains(said: Sequence[Sequence[Sequence[str]]]) -> Iterator[list[str]]:
    """Yield speeches in which no odd sentence comes a third time: what often begins a line could well be a label."""
    used: Counter[str] = Counter()
    for speech in said:
        paragraphs = []
        for sentences in speech:
            used.update(sentences)
            paragraphs.append(" ".join(one if used[one] < 3 else SENTENCES[0] for one in sentences))
        yield paragraphs


FORMS: dict[str, dict[str, str]] = {
    "label": {
        "plain": "{label}: ",
        "with a role": "{label} ({role}): ",
        "with a time before": "[{time}] {label}: ",
        "with a bare time before": "{time} {label}: ",
        "with a time after": "{label} [{time}]: ",
        "with a time after the colon": "{label}: [{time}] ",
        "with questions numbered": "{question}{label}: ",
        "with bold questions numbered": "{bold_question}**{label}:** ",
        "in stars": "**{label}:** ",
        "in stars without the colon": "**{label}**: ",
        "with chevrons": ">> {label}: ",
        "with turns numbered": "{number} {label}: ",
        "with a tab": "{label}:\t",
    },
    "label-line": {
        "plain": "{label}:\n",
        "with a role": "{label} ({role}):\n",
        "with a time": "{label} ({time}):\n",
        "in stars": "**{label}:**\n",
        "with an empty line below": "{label}:\n\n",
    },
    "name-line": {
        "plain": "{label}\n",
        "in stars": "**{label}**\n",
        "as a heading": "### {label}\n",
        "with a role": "{label} ({role})\n",
    },
    "name-time": {
        "apart": "{label}  {time}\n",
        "after a space": "{label} {time}\n",
        "before": "{time} {label}\n",
        "in brackets before": "[{time}] {label}\n",
        "in parentheses": "{label} ({time})\n",
        "after a bar": "{label} | {time}\n",
        "after a comma": "{label}, {time}\n",
    },
    "bold": {"in stars": "**{label}** ", "in underscores": "__{label}__ ", "with a role": "**{label} ({role})** "},
    "tab": {"tab": "{label}\t", "spaces": "{label}    "},
    "dash": {"en": "{label} – ", "hyphen": "{label} - ", "em": "{label} — ", "two hyphens": "{label} -- "},
    "bracket": {"square": "[{label}] ", "pointed": "<{label}> ", "with a time": "{time} [{label}] "},
}
"""Dialect → its variants: what stands before speech."""
ELSEWHERE = {"dot", "cells", "bold-questions", "alternating", "none"}
"""Dialects that have tests of their own below."""

every_form = pytest.mark.parametrize(
    ("dialect", "form"),
    [
        pytest.param(dialect, form, id=f"{dialect}, {variant}")
        for dialect, forms in FORMS.items()
        for variant, form in forms.items()
    ],
)


def write(talk: Talk, form: str, layout: Layout) -> str:
    asking = talk[0][0]
    turns = []
    for n, (label, speech) in enumerate(talk, start=1):
        before = form.format(
            label=label,
            role=ROLES[n % len(ROLES)],
            time=f"{n // 60:02}:{n % 60:02}:{7 * n % 60:02}",
            question=f"Q{n} " if label == asking else "",
            bold_question=f"**Q{n}** " if label == asking else "",
            number=n,
        )
        turns.append(before + layout.speech(speech))
    return layout.head + layout.between_turns.join(turns) + layout.foot


def read(text: str, **stated: str) -> Transcript:
    return read_whole(text.encode(), ending=".txt", file="corpus/a.txt", options=ReadOptions(**stated))  # type: ignore[arg-type]


def who_said_what(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def as_said(talk: Talk, layout: Layout) -> list[tuple[str, str]]:
    return [(label, layout.speech(speech)) for label, speech in talk]


def test_every_dialect_is_tested_here() -> None:
    assert FORMS.keys() | ELSEWHERE == DIALECTS.keys()


@every_form
@settings(max_examples=25)
@given(data=st.data(), layout=layouts)
def test_talk_is_read_as_it_was_said(dialect: str, form: str, data: st.DataObject, layout: Layout) -> None:
    talk = data.draw(talks())
    transcript = read(write(talk, form, layout))
    assert who_said_what(transcript) == as_said(talk, layout)
    assert transcript.dialect.startswith(DIALECTS[dialect])


@every_form
@settings(max_examples=8)
@given(data=st.data(), layout=layouts)
def test_talk_is_read_as_it_was_said_where_the_dialect_is_named(
    dialect: str, form: str, data: st.DataObject, layout: Layout
) -> None:
    talk = data.draw(talks(most_turns=14))
    transcript = read(write(talk, form, layout), dialect=dialect)
    assert who_said_what(transcript) == as_said(talk, layout)
    assert transcript.certainty == "stated"


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "foot", ["", "[End of transcript]", "Transcribed by A. Bell", "END", "End of interview, 11:40"]
)
def test_head_and_foot_are_no_talk_and_are_counted(head: str, foot: str) -> None:
    transcript = read(f"{head}I: How was it?\nP01: We met.\nI: And?\nP01: No.\n\n{foot}")
    assert who_said_what(transcript)[-1] == ("P01", "No.")
    assert transcript.attributes.get("Date") == ("3 May 2018" if head else None)
    n_lines = sum(bool(line.strip("- ")) for line in f"{head}{foot}".split("\n"))
    assert sum(one.count for one in transcript.left_out) >= n_lines - head.count("---")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_name_that_speaks_once_is_a_speaker_where_it_begins_its_line_as_the_others_do(between: str) -> None:
    turns = ["I: How was it?", "P01: We met.", "I: And you?", "Ana Ruiz (neighbour): So: no.", "P01: He said: no."]
    assert who_said_what(read(between.join(turns)))[3] == ("Ana Ruiz", "So: no.")


DOT_LABELS = [
    ("Q", "A"),
    ("Mr. RUIZ", "The CHAIRMAN", "Ms. BELL"),
    ("INTERVIEWER", "RESPONDENT"),
    ("Dr. COLE", "Senator BELL"),
]


@settings(max_examples=30)
@given(data=st.data(), people=st.sampled_from(DOT_LABELS), layout=layouts)
def test_talk_with_labels_before_a_full_stop_is_read_as_it_was_said(
    data: st.DataObject, people: Sequence[str], layout: Layout
) -> None:
    spoken = [speech for _, speech in data.draw(talks(most_turns=20))]
    talk = [(people[n % len(people)], speech) for n, speech in enumerate([*spoken, *spoken])]
    transcript = read(write(talk, "{label}. ", layout))
    assert who_said_what(transcript) == as_said(talk, layout)
    assert transcript.dialect == DIALECTS["dot"]


def split(lines: Sequence[Line], **stated: str) -> Transcript:
    options = ReadOptions(**stated)  # type: ignore[arg-type]
    return split_turns(Document(tuple(lines), "paragraph"), file="corpus/a.docx", options=options)


@pytest.mark.parametrize("sign", ["", ":", "."])
@settings(max_examples=20)
@given(data=st.data(), gaps=st.booleans())
def test_labels_in_bold_are_speakers_with_a_sign_or_without(sign: str, data: st.DataObject, gaps: bool) -> None:
    talk = data.draw(talks())
    lines = []
    for label, (first, *later) in talk:
        lines.append(Line(f"{label}{sign} {first}", 1, emphasis=len(label + sign)))
        lines += [Line(text, 1) for text in later]
        lines += [Line("", 1)] if gaps else []
    assert who_said_what(split(lines)) == [(label, "\n".join(speech)) for label, speech in talk]


COLUMNS = ["label speech", "number label speech", "time label speech", "label time speech", "number time label speech"]


@pytest.mark.parametrize("columns", COLUMNS)
@settings(max_examples=20)
@given(data=st.data(), has_headings=st.booleans(), colon=st.sampled_from(["", ":"]))
def test_a_table_with_a_column_of_speakers_is_read_as_it_was_said(
    columns: str, data: st.DataObject, has_headings: bool, colon: str
) -> None:
    talk = data.draw(talks())
    headings = {"label": "Speaker", "speech": "Text", "number": "No", "time": "Time"}
    lines = [_row([headings[name] for name in columns.split()])] if has_headings else []
    for n, (label, (first, *later)) in enumerate(talk, start=1):
        cells = {"label": label + colon, "speech": first, "number": str(n), "time": f"00:{n:02}:00"}
        lines.append(_row([cells[name] for name in columns.split()]))
        lines += [Line(text, 1) for text in later]
    transcript = split(lines)
    assert who_said_what(transcript) == [(label, "\n".join(speech)) for label, speech in talk]
    assert transcript.dialect.startswith(DIALECTS["cells"])
    if "time" in columns:
        assert [turn.start_seconds for turn in transcript.turns] == [60.0 * n for n, _ in enumerate(talk, start=1)]


def _row(cells: Sequence[str]) -> Line:
    ends = accumulate((len(cell) + 1 for cell in cells), initial=-1)
    return Line("\t".join(cells), 1, cells=tuple(ends)[1:-1])


@settings(max_examples=40)
@given(
    asked=st.lists(st.tuples(questions, speeches), min_size=3, max_size=15),
    stated=st.sampled_from(["", "bold-questions"]),
    head=st.sampled_from(["", "The seventh home"]),
)
def test_bold_questions_and_plain_answers_are_read_as_they_were_said(
    asked: Sequence[tuple[str, Sequence[str]]], stated: str, head: str
) -> None:
    # without room below it, a title could be the first line of a wrapped question
    lines = [Line(head, 1, len(head)), Line("", 1)] if head else []
    for question, answer in asked:
        lines += [Line(question, 1, len(question)), *(Line(text, 1) for text in answer), Line("", 1)]
    transcript = split(lines, dialect=stated)
    expected = [turn for question, answer in asked for turn in (("Question", question), ("Answer", "\n".join(answer)))]
    assert who_said_what(transcript) == expected
    assert transcript.dialect == DIALECTS["bold-questions"]


ANSWERS = [one for one in SENTENCES if not one.endswith("?")]


# an answer of several paragraphs is left out: without labels, the second could be a question that does not ask
@settings(max_examples=40)
@given(
    asked=st.lists(st.tuples(questions, st.sampled_from(ANSWERS)), min_size=1, max_size=15),
    gap=st.sampled_from("\n "),
)
def test_question_and_answer_by_turns_are_read_as_they_were_said(asked: Sequence[tuple[str, str]], gap: str) -> None:
    paragraphs = [text for pair in asked for text in pair]
    transcript = read(f"\n{gap.strip(' ')}".join(paragraphs), dialect="alternating")
    assert who_said_what(transcript) == [(["Question", "Answer"][n % 2], text) for n, text in enumerate(paragraphs)]
    assert transcript.dialect == DIALECTS["alternating"]


@settings(max_examples=30)
@given(talk=talks(most_turns=20), layout=layouts)
def test_a_statement_is_one_turn_of_whom_the_study_names(talk: Talk, layout: Layout) -> None:
    text = layout.between_turns.join(layout.speech(speech) for _, speech in talk)
    assert who_said_what(read(f"{text}\n", dialect="none", speaker="P12")) == [("P12", text)]


@settings(max_examples=30)
@given(data=st.data(), layout=layouts)
def test_talk_that_names_nobody_is_one_turn_of_nobody(data: st.DataObject, layout: Layout) -> None:
    # no name at a line's start is without its sentence, so nothing here looks like a person who speaks
    text = layout.between_turns.join(layout.speech(speech) for _, speech in data.draw(talks()))
    transcript = read(text)
    assert who_said_what(transcript) == [("", text)]
    assert transcript.certainty == "guess"


def test_a_time_that_somebody_says_first_is_speech_where_turns_bear_no_times() -> None:
    said = [("I", "When was it?"), ("P01", "10:30 was too late."), ("I", "And then?"), ("P01", "We left.")]
    assert who_said_what(read("\n".join(f"{who}: {speech}" for who, speech in said))) == said


@pytest.mark.parametrize("form", ["{label}    ", "{label} – ", "{label} - ", "__{label}__ ", "{label}. "])
def test_a_colon_in_speech_hides_no_label_that_has_none(form: str) -> None:
    said = [("INTERVIEWER", "What did he say?"), ("RUIZ", "He said: no."), ("INTERVIEWER", "And?"), ("RUIZ", "So: no.")]
    assert who_said_what(read("\n\n".join(form.format(label=who) + speech for who, speech in said))) == said


def test_sounds_in_brackets_are_no_speakers_where_speakers_stand_in_brackets() -> None:
    said = [
        ("Ana", "We met.\n[laughs] Not at all."),
        ("Ben", "No.\n[laughs] Yes."),
        ("Ana", "Well.\n[laughs] So."),
        ("Ben", "No."),
    ]
    assert who_said_what(read("\n".join(f"[{who}] {speech}" for who, speech in said))) == said


def test_a_time_in_parentheses_is_a_time_behind_a_name_on_its_own_line() -> None:
    said = [("Ana Ruiz", "We met."), ("Ben Okoro", "No."), ("Ana Ruiz", "Well.")]
    transcript = read("\n".join(f"{who} (0:{n:02})\n{speech}" for n, (who, speech) in enumerate(said)))
    assert who_said_what(transcript) == said
    assert transcript.dialect == DIALECTS["name-time"]


def test_a_title_and_a_name_in_capitals_speak_even_if_only_once() -> None:
    said = [
        ("Mr. RUIZ", "When?"),
        ("Ms. BELL", "In May."),
        ("Mr. RUIZ", "And?"),
        ("Dr. COLE", "No."),
        ("Mr. RUIZ", "So."),
    ]
    assert who_said_what(read("\n\n".join(f"{who}. {speech}" for who, speech in said))) == said


def test_a_short_question_that_opens_the_talk_is_read() -> None:
    said = [("I", "How was it?"), ("P01", "We met."), ("P02", "No.")]
    assert who_said_what(read("\n".join(f"{who}: {speech}" for who, speech in said))) == said


def test_paragraphs_that_are_only_times_are_no_time_of_the_next_turn() -> None:
    transcript = read("How was it?\n\n00:12\n\nAnd then?\n\nWe left.", dialect="alternating")
    assert [said for _, said in who_said_what(transcript)] == ["How was it?", "00:12", "And then?", "We left."]
    lines = read("How was it?\n00:12\nAnd then?\nWe left.", dialect="alternating")
    assert all(before.end < after.start for before, after in pairwise(lines.turns))


def test_a_line_with_two_times_is_one_change_of_speaker() -> None:
    transcript = read("Tom 1.5s (0:12)\nWe met.\n\nAnn 0:15\nYes.\n\n" * 3)
    assert who_said_what(transcript) == [("Tom 1.5s", "We met."), ("Ann", "Yes.")] * 3


def test_a_long_word_above_a_list_of_people_is_read_at_once() -> None:
    talk = "I: Well?\nP01: We met.\n" * 4
    assert len(read(f"{talk}{'a' * 400}!\nWitnesses: Jo Bell\n{talk}").turns) == 16


def test_labels_are_compared_with_the_commonest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def count(label: str, labels: Collection[str]) -> bool:  # noqa: ARG001
        nonlocal compared
        compared += len(labels)
        return False

    monkeypatch.setattr(people, "is_slip_of", count)
    codes = [f"P{n}: We met." for n in range(2_000) for _ in range(2)]
    once = [f"Word{letter}: Yes." for letter in "ABCDEFGHIJ"]
    read("\n".join([*codes, *once]))
    assert 0 < compared <= 100 * len(once)


def test_of_two_labels_in_one_line_the_first_is_taken_whatever_the_order_of_sets() -> None:
    talk = "Q. Did he come?\nA. THE CLERK: he did.\nQ. DOE: and then?\nA. No.\n" * 4
    turns = read(talk, dialect="dot").turns
    assert [turn.speaker for turn in turns] == ["Q", "A", "Q", "A"] * 4
    assert all(before.end < after.start for before, after in pairwise(turns))
