"""Passages of the sample study, quoted rightly and wrongly in every way that happens: each gets its right name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_coder import Study
from interview_coder.following import follow_without_showing
from interview_coder.model.verification import Finding, Quotation
from interview_coder.study_inputs import StudyInputs
from interview_coder.verifying import make_checker
from interview_coder.verifying.checking import QuotationChecker

INVENTED = (
    "Nine purple lighthouses telephoned the bishop about marmalade",
    "My tortoise campaigned against astronomy throughout the jubilee",
    "Every violin in Antarctica is tuned by retired submarine captains",
    "We sold the gondola to a choir of melancholy blacksmiths",
)
SHORTEST, LONGEST = 6, 45


class Said(NamedTuple):
    """What one participant says without a break, as words with their marks."""

    source: str
    turn: int
    participant: str
    kind: str
    words: tuple[str, ...]


class Sample(NamedTuple):
    """The sample study, ready to be quoted."""

    inputs: StudyInputs
    checker: QuotationChecker
    speech: tuple[Said, ...]
    kinds: tuple[str, ...]

    def check(self, text: str, *, before: str = "", behind: str = "") -> Finding:
        return self.checker.check(Quotation(text, "line 1", "marks", before, behind))


@pytest.fixture(scope="session")
def sample(sample_study: Study) -> Sample:
    inputs = sample_study.read()
    kinds = tuple(sorted({one.stakeholder_type for one in inputs.participants.values()}))
    speech = tuple(
        Said(
            source.source_id,
            turn.number,
            turn.participant,
            inputs.participants[turn.participant].stakeholder_type,
            words,
        )
        for source in inputs.sources
        for turn in source.turns
        if turn.participant is not None
        for piece in re.split(r"\[[^]]*\]|\([^)]*\)|…|\.\.\.", source.text[turn.start : turn.end])
        if len(words := tuple(piece.split())) >= 2 * SHORTEST
    )
    return Sample(inputs, make_checker(inputs, follow_without_showing), speech, kinds)


ROOMY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Drawn(NamedTuple):
    said: Said
    words: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def draw_passage(draw: st.DataObject, sample: Sample, *, longest: int = LONGEST) -> Drawn:
    said = draw.draw(st.sampled_from(sample.speech))
    length = draw.draw(st.integers(SHORTEST, min(longest, len(said.words))))
    first = draw.draw(st.integers(0, len(said.words) - length))
    words = list(said.words[first : first + length])
    while not words[0][0].isalnum():  # a mark alone may stand where others speak
        words = words[1:]
    return Drawn(said, words)


def check_places(sample: Sample, found: Finding) -> None:
    """Check that what is shown of a source is a slice of it, and one of the turn that is named."""
    for passage in found.passages:
        source = next(one for one in sample.inputs.sources if one.source_id == passage.source_id)
        assert source.text[passage.start : passage.end] == passage.text
        turn = source.turns[passage.turn - 1]
        assert turn.start <= passage.start < passage.end <= turn.end
        assert (passage.participant, passage.speaker, passage.role) == (turn.participant, turn.speaker, turn.role)


def squeezed(text: str) -> str:
    """Leave of a text its letters and what marks them, whatever the marks' kind."""
    return re.sub(r"[\s“”„«»\"'‘’‚–—-]", "", text)


@given(st.data())
@ROOMY
def test_a_passage_as_it_stands_is_verbatim(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    found = sample.check(drawn.text)
    assert found.status == "verbatim"
    (passage,) = found.passages
    assert squeezed(passage.text) == squeezed(drawn.text)
    check_places(sample, found)


@given(st.data())
@ROOMY
def test_a_passage_signed_with_its_own_stakeholder_type_is_right_and_with_another_wrong(
    sample: Sample, data: st.DataObject
) -> None:
    drawn = draw_passage(data, sample)
    other = data.draw(st.sampled_from([kind for kind in sample.kinds if kind != drawn.said.kind]))
    ways: list[Callable[[str], dict[str, str]]] = [
        lambda kind: {"behind": f" ({kind} representative)."},
        lambda kind: {"behind": f"\n— {kind}"},
        lambda kind: {"behind": f", said one {kind}."},
        lambda kind: {"before": f"They met. As a {kind} representative put it, "},
        lambda kind: {"before": f"One {kind} told us that "},
    ]
    sign = data.draw(st.sampled_from(ways))
    assert sample.check(drawn.text, **sign(drawn.said.kind)).status == "verbatim"
    found = sample.check(drawn.text, **sign(other))
    if found.status != "wrong attribution":  # somebody of that type says so too
        assert (found.status, found.passages[0].stakeholder_type) == ("verbatim", other)


@given(st.data())
@ROOMY
def test_kinds_of_quotation_marks_and_dashes_and_white_space_are_free(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    curly = str.maketrans({"'": "’", "-": "\N{NON-BREAKING HYPHEN}"})
    spaces = data.draw(st.sampled_from([" ", "\n", "\N{NO-BREAK SPACE}", "  "]))
    changed = spaces.join(drawn.words).translate(curly).replace("fi", "ﬁ").replace("fl", "ﬂ")
    assert sample.check(changed).status == "verbatim"
    assert sample.check(drawn.text.replace("’", "'").replace("–", "—")).status == "verbatim"


@given(st.data())
@ROOMY
def test_a_word_may_be_parted_where_a_line_ends(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    long = [place for place, word in enumerate(drawn.words) if re.fullmatch("[a-z]{5,}[,.]?", word)]
    if not long:
        return
    place = data.draw(st.sampled_from(long))
    word = drawn.words[place]
    cut = data.draw(st.integers(2, len(word) - 3))
    parted = [*drawn.words[:place], f"{word[:cut]}-\n{word[cut:]}", *drawn.words[place + 1 :]]
    assert sample.check(" ".join(parted)).status == "verbatim"


@given(st.data())
@ROOMY
def test_a_lost_comma_is_near_and_shown(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    commas = [place for place, word in enumerate(drawn.words[:-1]) if word.endswith(",") and len(word) > 1]
    if not commas:
        return
    place = data.draw(st.sampled_from(commas))
    words = [*drawn.words[:place], drawn.words[place][:-1], *drawn.words[place + 1 :]]
    found = sample.check(" ".join(words))
    assert found.status == "near"
    assert [(one.draft, one.source) for one in found.differences] == [("", ",")]


@given(st.data())
@ROOMY
def test_a_word_in_place_of_another_is_near_and_shown(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    place = data.draw(st.integers(0, len(drawn.words) - 1))
    found = sample.check(" ".join([*drawn.words[:place], "marmalade", *drawn.words[place + 1 :]]))
    assert found.status == "near"
    assert "marmalade" in " ".join(one.draft for one in found.differences)


@given(st.data())
@ROOMY
def test_two_words_that_changed_places_are_near(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    places = [n for n in range(1, len(drawn.words) - 2) if drawn.words[n].isalpha() and drawn.words[n + 1].isalpha()]
    places = [n for n in places if drawn.words[n].lower() != drawn.words[n + 1].lower()]
    if not places or len(drawn.words) < 8:
        return
    place = data.draw(st.sampled_from(places))
    words = list(drawn.words)
    words[place : place + 2] = words[place + 1], words[place]
    found = sample.check(" ".join(words))
    assert (found.status, bool(found.differences)) == ("near", True)
    check_places(sample, found)


@given(st.data())
@ROOMY
def test_a_capital_is_free_at_the_beginning_only(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    assert sample.check(drawn.text[0].swapcase() + drawn.text[1:]).status == "verbatim"
    inside = [place for place, word in enumerate(drawn.words) if place and word[0].isalpha()]
    place = data.draw(st.sampled_from(inside))
    words = list(drawn.words)
    words[place] = words[place][0].swapcase() + words[place][1:]
    assert sample.check(" ".join(words)).status == "near"


@given(st.data())
@ROOMY
def test_words_of_two_speakers_are_joined(sample: Sample, data: st.DataObject) -> None:
    one = draw_passage(data, sample)
    others = [said for said in sample.speech if said.participant != one.said.participant]
    said = data.draw(st.sampled_from(others))
    first = data.draw(st.integers(0, len(said.words) - SHORTEST))
    other = " ".join(said.words[first : first + data.draw(st.integers(SHORTEST, 20))])
    by = data.draw(st.sampled_from([" ", " … ", " [...] ", ". "]))
    found = sample.check(f"{one.text}{by}{other}")
    assert found.status == "joined"
    assert len({passage.participant or passage.speaker for passage in found.passages}) > 1
    check_places(sample, found)


@given(st.data())
@ROOMY
def test_words_left_out_with_an_ellipsis_are_an_edit_and_without_one_near(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    if len(drawn.words) < 14:
        return
    first = data.draw(st.integers(6, len(drawn.words) - 7))
    last = data.draw(st.integers(first + 1, len(drawn.words) - 6))
    before, after = " ".join(drawn.words[:first]), " ".join(drawn.words[last:])
    found = sample.check(
        f"{before}{data.draw(st.sampled_from([' … ', '… ', ' ... ', ' […] ', ' [...] ', ' (…) ']))}{after}"
    )
    assert found.status == "verbatim with edits"
    assert [edit.kind for edit in found.edits] == ["omission"]
    check_places(sample, found)
    assert sample.check(f"{before} {after}").status in {"near", "verbatim"}  # the same words may go on either way


@given(st.data())
@ROOMY
def test_square_brackets_are_edits(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    place = data.draw(st.integers(1, len(drawn.words) - 1))
    added = data.draw(st.sampled_from(["[sic]", "[the council]", "[that is, the hospital trust]"]))
    found = sample.check(" ".join([*drawn.words[:place], added, *drawn.words[place:]]))
    assert (found.status, [edit.draft for edit in found.edits]) == ("verbatim with edits", [added])
    if drawn.words[place].isalpha() and place < len(drawn.words) - 1:
        found = sample.check(" ".join([*drawn.words[:place], added, *drawn.words[place + 1 :]]))
        assert found.status == "verbatim with edits"
    first = drawn.text[0]
    if first.isalpha() and len(drawn.words[0]) > 1 and drawn.words[0].isalpha():
        found = sample.check(f"[{first.swapcase()}]{drawn.text[1:]}")
        assert (found.status, [edit.kind for edit in found.edits]) == ("verbatim with edits", ["letters"])


@given(st.data())
@ROOMY
def test_a_full_stop_may_end_a_quotation_in_the_place_of_a_comma(sample: Sample, data: st.DataObject) -> None:
    drawn = draw_passage(data, sample)
    commas = [place for place, word in enumerate(drawn.words) if word.endswith(",") and place >= 4]
    if not commas:
        return
    words = drawn.words[: data.draw(st.sampled_from(commas)) + 1]
    found = sample.check(" ".join(words)[:-1] + ".")
    assert found.status == "verbatim" or [edit.kind for edit in found.edits] == ["final mark"]


@given(st.data())
@ROOMY
def test_an_omission_may_reach_into_later_turns_of_the_same_speaker(sample: Sample, data: st.DataObject) -> None:
    one = draw_passage(data, sample)
    later = [
        said
        for said in sample.speech
        if (said.source, said.participant) == (one.said.source, one.said.participant) and said.turn > one.said.turn
    ]
    if not later:
        return
    said = data.draw(st.sampled_from(later))
    text = f"{one.text} … {' '.join(said.words[:SHORTEST])}"
    found = sample.check(text)
    assert found.status == "verbatim with edits"
    assert [passage.turn for passage in found.passages] == sorted(passage.turn for passage in found.passages)
    check_places(sample, found)
    assert sample.check(text.replace(" … ", " ")).status == "near"


@pytest.mark.parametrize("text", INVENTED)
def test_what_nobody_said_is_not_found(sample: Sample, text: str) -> None:
    assert sample.check(text).status == "not found"


@given(st.data())
@ROOMY
def test_words_of_an_interviewer_are_found_and_are_no_evidence(sample: Sample, data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([one for one in sample.inputs.sources if one.role_signs]))
    asked = [turn for turn in source.turns if turn.role != "participant"]
    turn = data.draw(st.sampled_from(asked))
    text = source.text[turn.start : turn.end]
    if len(text.split()) < SHORTEST or "[" in text or "(" in text:
        return
    found = sample.check(text)
    assert (found.status, found.is_evidence, found.passages[0].attribution) == ("no evidence", False, "")
