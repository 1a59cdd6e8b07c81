"""``kwic``, ``codebook try`` and ``explain``: what they print, and how they fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.calling import error, invoke, output, print_as

from interview_coder import Study

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
lists:
  owner: [landlord, letting agent]
themes:
  - id: cost
    codes:
      - {id: high_rent, match: [rent NEAR high]}
      - {id: fair_rent, match: [fair rent ONLY said]}
      - {id: repair_plan, match: [repair NEAR/1 stairs]}
"""
ONE = """\
INTERVIEWER: What of the rent?

P01: The rent is high. It is not a fair rent.
They promised repairs of all the stairs, and [name] never came.

P02: Rent. My rent, and our rent, and their rent.
"""
TWO = "L01: A tenant\tpays rent late.\n"
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,tenant\nL01,landlord\n"
QUICK = "language_model: blank\n"


@pytest.fixture
def study(make_study: MakeStudy) -> Path:
    return make_study(CODEBOOK, {"one.txt": ONE, "two.txt": TWO}, SHEET, QUICK)


@pytest.mark.parametrize("command", [["kwic"], ["codebook", "try"]])
def test_hits_stand_below_each_other_with_counts_above(study: Path, command: list[str]) -> None:
    assert output(*command, "(rent | repair*)", study, "--width", "12").splitlines() == [
        "(rent | repair*)",
        "8 hits; participants 3 of 3; sources 2 of 2",
        "to see what of it is coded already: interview-coder run",
        "",
        "landlord: 1 hit; participants 1 of 1; sources 1 of 1",
        "  two#1  L01          tenant pays «rent» late.",
        "",
        "tenant: 7 hits; participants 2 of 2; sources 1 of 1",
        "  one#2  P01                  The «rent» is high. It",
        "  one#2  P01  denied   not a fair «rent». They",
        "  one#2  P01             promised «repairs» of all the",
        "  one#3  P02                      «Rent». My rent,",
        "  one#3  P02             Rent. My «rent», and our",
        "  one#3  P02              and our «rent», and their",
        "  one#3  P02            and their «rent».",
    ]


def test_few_hits_are_shown_where_there_are_many_unless_all_are_wanted(study: Path) -> None:
    assert "  and 4 more (--limit 0 shows all)" in output("kwic", "rent", study, "--limit", "2")
    assert "more" not in output("kwic", "rent", study, "--limit", "0")


def test_types_without_hits_are_named(study: Path) -> None:
    assert output("kwic", "promise", study).endswith("\nno hits: landlord\n")


def test_no_line_is_broken_and_no_terminal_steered_by_what_was_said(make_study: MakeStudy) -> None:
    said = "P01: A\ttenant \x1b[31m pays.\nThe rent\u2028 is\x07 high.\n"
    study = make_study(CODEBOOK, {"one.txt": said}, SHEET, QUICK)
    told = [output("kwic", "(tenant | rent)", study), output("explain", "one#1", study)]
    assert "A «tenant»  [31m pays. The rent" in told[0]
    assert "A tenant  [31m pays.\nThe rent" in told[1]
    assert all(letter.isprintable() or letter == "\n" for letter in "".join(told))


def test_the_middle_of_a_long_hit_is_left_out_in_text_and_nowhere_else(study: Path) -> None:
    rule = "rent NEAR/turn never"
    assert "«rent […] came»" not in output("kwic", rule, study)
    assert "« […] " not in output("kwic", rule, study)
    assert " […] " in output("kwic", rule, study)
    (record, *_) = print_as("json", "kwic", rule, study)["hits"]
    assert record["text"] == ONE[record["start"] : record["end"]]


def test_what_is_coded_already_is_told_by_code(study: Path) -> None:
    Study.open(study).run().write()
    assert "7 sentences: 1 coded already (high_rent 1), 6 not coded" not in output("kwic", "rent", study)
    assert "5 sentences: 1 coded already (high_rent 1), 4 not coded" in output("kwic", "rent", study)


def test_csv_has_all_hits_as_they_stand_in_the_source(study: Path) -> None:
    Study.open(study).run().write()
    rows = print_as("csv", "kwic", "rent", study)
    texts = {source.source_id: source.text for source in Study.open(study).read().sources}
    assert len(rows) == 7
    for row in rows:
        text, start, end = texts[row["source"]], int(row["start"]), int(row["end"])
        around = text[start - len(row["left"]) : end + len(row["right"])]
        assert (text[start:end], around) == (row["text"], row["left"] + row["text"] + row["right"])
    assert [row["codes"] for row in rows] == ["", "high_rent", *[""] * 5]


def test_csv_without_hits_has_its_header(study: Path) -> None:
    result = invoke("kwic", "mushroom", study, "--format", "csv")
    assert result.stdout.startswith("source,turn,speaker,participant,stakeholder_type,role,start,end,left,text,right,")
    assert len(result.stdout.splitlines()) == 1
    assert "warning: no participant says “mushroom”" in result.stderr


def test_json_has_counts_hits_and_what_is_coded(study: Path) -> None:
    found = print_as("json", "codebook", "try", "fair rent", study)
    assert found["rule"] == "fair rent"
    assert found["counts"] == [
        _count("", 1, (1, 3), (1, 2)),
        _count("landlord", 0, (0, 1), (0, 1)),
        _count("tenant", 1, (1, 2), (1, 1)),
    ]
    assert found["sentences"] is None
    (hit,) = found["hits"]
    assert (hit["stance"], hit["cue"]["text"]) == ("denied", "not")
    assert [word["text"] for word in hit["words"]] == ["fair", "rent"]
    assert hit["codes"] is None


def _count(kind: str, n_hits: int, participants: tuple[int, int], sources: tuple[int, int]) -> dict[str, Any]:
    return {
        "stakeholder_type": kind,
        "hits": n_hits,
        "participants": participants[0],
        "participants_total": participants[1],
        "sources": sources[0],
        "sources_total": sources[1],
    }


def test_who_asks_is_shown_apart_where_everybody_is_wanted(study: Path) -> None:
    told = output("kwic", "rent", study, "--everybody")
    assert "interviewers and moderators (context, never evidence): 1 place; sources 1 of 1" in told
    assert "What of the «rent»?" in told
    assert "What of the" not in output("kwic", "rent", study)


def test_a_rule_may_be_copied_with_its_dash(study: Path) -> None:
    assert output("codebook", "try", "- fair rent", study).startswith("fair rent\n1 hit;")


def test_quotation_marks_that_the_prompt_left_in_a_rule_are_not_offered_again() -> None:
    result = invoke("codebook", "try", "'not", "a", "fair", "rent'")
    assert result.exit_code == 2
    assert 'quotation marks: "not a fair rent"' in result.stderr


def test_several_words_without_quotation_marks_are_told_so(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study)
    assert 'quotation marks: "fair rent"' in error("kwic", "fair", "rent")
    result = invoke("kwic", "not", "a", "fair", "rent")
    assert result.exit_code == 2
    assert 'quotation marks: "not a fair rent"' in result.stderr


def test_the_study_may_be_the_folder_one_is_in(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study)
    assert "«tenant»" in output("kwic", "tenant")


def test_a_rule_that_cannot_be_read_is_shown_with_a_caret(study: Path) -> None:
    assert "\n  rent NEAR/x fair\n       ^\n  fix: " in error("codebook", "try", "rent NEAR/x fair", study)


def test_a_part_of_speech_without_a_language_model_says_what_to_do(study: Path) -> None:
    assert "language_model: auto" in error("kwic", "rent/noun", study)


@pytest.mark.parametrize("arguments", [["kwic", "rent"], ["codebook", "try", "rent"], ["explain", "one#2"]])
def test_a_folder_without_a_study_is_told_so(tmp_path: Path, arguments: list[str]) -> None:
    assert "there is no codebook.yml in this folder" in error(*arguments, tmp_path)


@pytest.mark.parametrize("arguments", [["kwic", "rent"], ["explain", "one#2"]])
@pytest.mark.parametrize(("file", "told"), [("codebook.yml", "the codebook is empty"), ("corpus/one.txt", "one.txt")])
def test_a_study_with_problems_tells_them(study: Path, arguments: list[str], file: str, told: str) -> None:
    (study / file).write_bytes(b"")
    assert told in error(*arguments, study)


def test_explain_shows_the_passage_in_its_turn_with_the_question(study: Path) -> None:
    told = output("explain", "one:40", study)
    assert told.startswith(
        "one, turn 2, 37-54 (P01, tenant)\nasked: What of the rent?\n\n»The rent is high.« It is not"
    )


def test_explain_tells_rules_with_their_lines_words_with_their_places_and_stances(study: Path) -> None:
    told = output("explain", "one#2", study)
    assert "  cost / high_rent, said (37-54, id " in told
    assert "    codebook.yml:7: rent NEAR high\n      “rent” 41-45; “high” 49-53: said\n" in told
    assert "    codebook.yml:8: fair rent ONLY said\n    “fair rent” 67-76: only what is said counts" in told
    assert "and it is denied because of “not” 61-64" in told
    assert "“repairs” 92-99, “stairs” 111-117; but 3 words lie between, 1 at most may: 2 too many" in told


def test_explain_says_that_who_asks_is_never_coded(study: Path) -> None:
    assert "Never coded: the interviewer speaks here." in output("explain", "one#1", study)


def test_explain_says_where_nothing_is_coded_and_nothing_came_near(study: Path) -> None:
    told = output("explain", "two#1", study)
    assert "No code is on it." in told
    assert told.endswith("No rule came near.\n") or "Rules that came near" in told


def test_explain_as_json_says_the_same(study: Path) -> None:
    told = print_as("json", "explain", "one#2", study)
    assert told["text"] == ONE[told["start"] : told["end"]]
    (coding,) = told["codings"]
    assert (coding["code"], coding["evidence"][0]["line"]) == ("high_rent", 7)
    assert [(one["code"], one["because"]) for one in told["refused"]] == [("fair_rent", "ONLY")]
    (near,) = told["near"]
    assert [lack["because"] for lack in near["lacks"]] == ["too far"]
    assert (near["lacks"][0]["words_between"], near["lacks"][0]["words_allowed"]) == (3, 1)


def test_explain_offers_the_near_name_of_a_source(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"a/interview_01.txt": ONE, "notes.txt": TWO}, SHEET, QUICK)
    for wrong in ("a/intreview_01", "interview", "interview_01.txt"):
        assert 'did you mean "a/interview_01' in error("explain", f"{wrong}#2", study)
    assert "interview-coder sources lists them" in error("explain", "xyz#2", study)


@pytest.mark.parametrize("command", [["kwic"], ["codebook", "try"], ["explain"]])
def test_help_says_what_the_command_does(command: list[str]) -> None:
    result = invoke(*command, "--help")
    assert result.exit_code == 0
    assert "docs/rules.md" in result.stdout or "interview_01" in result.stdout
