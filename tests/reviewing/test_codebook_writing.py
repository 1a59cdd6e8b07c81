"""The codebook is written from the review page with its comments, and never over what somebody else wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reviewing.made_desks import CODEBOOK, make_desk, row_of

from interview_coder import InputError
from interview_coder.reviewing.codebook_writing import ChangedMeanwhileError, CodebookWriter, open_again
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.queue import CHANGED, REJECTED


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "study")


@pytest.fixture
def codebook(desk: Desk) -> Path:
    return desk.inputs.folder.root / "codebook.yml"


def test_a_rule_is_added_below_the_others_and_all_else_stays(desk: Desk, codebook: Path) -> None:
    after = CodebookWriter().edit_rule(desk, desk.codebook.sha256, "rent", " charge ", "add")
    assert codebook.read_text(encoding="utf-8") == CODEBOOK.replace(
        "          - fair\n", "          - fair\n          - charge\n"
    )
    assert [rule.text for rule in after.codes["rent"].rules] == ["rent", "fair", "charge"]


def test_what_was_rejected_comes_back_if_a_new_rule_finds_it_and_says_why(desk: Desk) -> None:
    row = row_of(desk, "rent", "I owe")
    desk.decide_on(row, "reject", reason="other")
    other = row_of(desk, "rent", "My rent")
    desk.decide_on(other, "reject", reason="other")
    after = CodebookWriter().edit_rule(desk, desk.codebook.sha256, "rent", "mine", "add")
    again = row_of(after, "rent", "I owe")
    assert after.states[again] == CHANGED
    assert "a rule that is new or changed" in after.why_again[again]
    assert after.states[row_of(after, "rent", "My rent")] == REJECTED


def test_a_rule_is_removed_with_its_suggestions(desk: Desk, codebook: Path) -> None:
    after = CodebookWriter().edit_rule(desk, desk.codebook.sha256, "debt", "owe", "remove")
    assert not any(after.stretch(row).code_id == "debt" for row in range(len(after.columns)))
    assert "owe" not in codebook.read_text(encoding="utf-8")


def test_texts_are_written_as_far_as_they_are_other_ones(desk: Desk, codebook: Path) -> None:
    code = desk.codes["rent"]
    texts = {"label": code.label, "memo": code.memo, "colour": code.colour, "definition": "What a home costs: rent."}
    after = CodebookWriter().set_texts(desk, desk.codebook.sha256, "rent", texts)
    assert after.codes["rent"].definition == "What a home costs: rent."
    assert codebook.read_text(encoding="utf-8") == CODEBOOK.replace(
        "definition: What is paid for a home.", "definition: 'What a home costs: rent.'"
    )


def test_nothing_is_written_where_all_texts_are_as_they_were(desk: Desk, codebook: Path) -> None:
    writer, code = CodebookWriter(), desk.codes["rent"]
    texts = {"label": code.label, "memo": code.memo, "colour": code.colour, "definition": code.definition}
    assert writer.set_texts(desk, desk.codebook.sha256, "rent", texts) is desk
    assert codebook.read_text(encoding="utf-8") == CODEBOOK
    assert not writer.backup


def test_a_file_that_was_changed_since_it_was_shown_is_not_written_over(desk: Desk, codebook: Path) -> None:
    changed = CODEBOOK.replace("title: Homes", "title: Houses")
    codebook.write_text(changed, encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        CodebookWriter().edit_rule(desk, desk.codebook.sha256, "rent", "charge", "add")
    assert codebook.read_text(encoding="utf-8") == changed
    assert open_again(desk).codebook.title == "Houses"


def test_what_another_page_showed_before_a_change_is_not_written_over_that(desk: Desk) -> None:
    seen = desk.codebook.sha256
    after = CodebookWriter().edit_rule(desk, seen, "rent", "charge", "add")
    with pytest.raises(ChangedMeanwhileError):
        CodebookWriter().edit_rule(after, seen, "rent", "fee", "add")


def test_the_file_is_kept_as_it_was_before_the_first_change_of_a_session(desk: Desk, codebook: Path) -> None:
    writer = CodebookWriter()
    first = writer.edit_rule(desk, desk.codebook.sha256, "rent", "charge", "add")
    kept = writer.backup
    second = writer.edit_rule(first, first.codebook.sha256, "rent", "fee", "add")
    assert writer.backup == kept
    assert kept.startswith(".interview-coder/backups/codebook-")
    assert kept.endswith(".yml")
    assert (codebook.parent / kept).read_text(encoding="utf-8") == CODEBOOK
    assert [rule.text for rule in second.codes["rent"].rules][2:] == ["charge", "fee"]


def test_an_edit_that_cannot_be_made_leaves_everything_as_it_was(desk: Desk, codebook: Path) -> None:
    writer = CodebookWriter()
    with pytest.raises(InputError, match="NEAR"):
        writer.edit_rule(desk, desk.codebook.sha256, "rent", "rent NEAR/x fair", "add")
    with pytest.raises(InputError, match='no code "rend"'):
        writer.set_texts(desk, desk.codebook.sha256, "rend", {"memo": "x"})
    assert codebook.read_text(encoding="utf-8") == CODEBOOK
    assert not writer.backup


def test_the_old_file_comes_back_if_the_study_cannot_be_opened_with_the_new_one(desk: Desk, codebook: Path) -> None:
    (codebook.parent / "corpus" / "b.srt").write_text("no captions", encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.srt"):
        CodebookWriter().edit_rule(desk, desk.codebook.sha256, "rent", "charge", "add")
    assert codebook.read_text(encoding="utf-8") == CODEBOOK
    desk.decide_on(0, "accept")
    assert len(desk.list_last(5)) == 1
