"""``codebook check``, ``test``, ``show`` and ``schema``: what they print, how they fail, and what they leave alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
import pytest
from docx import Document
from lxml import html
from tests.cli import calling
from tests.made_studies import files_below

from interview_coder import InputError, Study
from interview_coder.ingest.codebook_schema import codebook_schema
from interview_coder.report.codebook_formats import CODEBOOK_WRITERS, FORMAT_OF_ENDING

MakeStudy = Callable[..., Path]

COMMANDS = ("check", "test", "show", "schema")
CODEBOOK = """\
title: Homes
lists: {council: [council]}
themes:
  - id: cost
    definition: What it costs.
    codes:
      - id: rent
        label: Rent too high
        definition: More than they can pay.
        examples: [The rent doubled., They put it up.]
        counter_examples: [I paid the rent in May.]
        match: [rent NEAR double]
      - id: bills
        match: [bill BY tenant]
        codes:
          - id: heating
            examples: [The heating bill doubled.]
            match: ['heating NEAR @council', heating bill]
  - id: trust
    codes:
      - {id: by_hand, examples: [They listen.]}
"""
SOUND = CODEBOOK.replace(", They put it up.", "")
TRANSCRIPT = "INTERVIEWER: Has the rent doubled?\n\nP01: The rent doubled, and so did the heating bill.\n\nP02: No.\n"
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,landlord\n"
QUICK = "language_model: blank\n"


@pytest.fixture
def study(make_study: MakeStudy) -> Path:
    return make_study(CODEBOOK, {"one.txt": TRANSCRIPT}, SHEET, QUICK)


@pytest.fixture
def sound_study(make_study: MakeStudy) -> Path:
    return make_study(SOUND, {"one.txt": TRANSCRIPT}, SHEET, QUICK)


invoke = partial(calling.invoke, "codebook")


def print_as(form: str, *arguments: object) -> Any:
    return calling.read_printed(form, invoke(*arguments, "--format", form).stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_and_what_each_option_is_for(name: str) -> None:
    command = calling.load_command(f"codebook.{name}")
    assert command.name == name
    assert (command.help or "").split("\n")[0].endswith(".")
    assert [one.name for one in command.params if isinstance(one, click.Option) and not one.help] == []
    assert invoke(name, "--help").exit_code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_loads_nothing_heavy(name: str) -> None:
    asked = (
        "import sys, atexit; atexit.register(lambda: print(*sys.modules)); "
        "from interview_coder.__main__ import main; main()"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked, "codebook", name, "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert set(told.split()).isdisjoint({"spacy", "pandas", "sklearn", "docx", "jinja2"})


@pytest.mark.parametrize("name", ["check", "test", "show"])
class TestNamingACodebook:
    def test_a_codebook_may_be_named_by_its_study_or_its_file_or_be_in_this_folder(
        self, name: str, sound_study: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(sound_study)
        results = [invoke(name), invoke(name, sound_study), invoke(name, sound_study / "codebook.yml")]
        assert [(one.exit_code, one.exception) for one in results] == [(0, None)] * 3

    def test_a_codebook_that_is_not_there_offers_the_near_one(self, name: str, study: Path) -> None:
        error = invoke(name, study / "codebok.yml").exception
        assert isinstance(error, InputError)
        assert 'did you mean "codebook.yml"?' in str(error)

    def test_a_folder_without_a_codebook_says_so(self, name: str, tmp_path: Path) -> None:
        assert "there is no codebook.yml" in str(invoke(name, tmp_path).exception)

    def test_a_place_that_is_nowhere_says_so(self, name: str, tmp_path: Path) -> None:
        assert "there is no such file or folder" in str(invoke(name, tmp_path / "no" / "where").exception)

    @pytest.mark.parametrize("content", ["", "# nothing\n", "themes: []\n", "- a list\n", "a: b: c", "\x00"])
    def test_a_codebook_that_is_none_is_an_error_at_its_place(self, name: str, content: str, study: Path) -> None:
        (study / "codebook.yml").write_text(content, encoding="utf-8")
        error = invoke(name, study).exception
        assert isinstance(error, InputError)
        assert str(error).startswith("codebook.yml:1:")

    def test_every_problem_is_told_at_its_place(self, name: str, study: Path) -> None:
        broken = (
            CODEBOOK.replace("rent NEAR double", "rent NEAR").replace("@council", "@counsil").replace("label", "lable")
        )
        (study / "codebook.yml").write_text(broken, encoding="utf-8")
        error = invoke(name, study).exception
        assert isinstance(error, InputError)
        assert len(error.problems) == 3
        assert all(problem.place.line and problem.place.column for problem in error.problems)

    def test_a_file_is_named_in_messages_as_it_was_named(self, name: str, study: Path) -> None:
        (study / "new.yml").write_text("themes: []\n", encoding="utf-8")
        assert str(invoke(name, study / "new.yml").exception).startswith(f"{study / 'new.yml'}:1:")


class TestCheck:
    def test_a_sound_codebook_is_counted_in_one_line_and_its_gaps_are_named(self, study: Path) -> None:
        result = invoke("check", study)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines() == [
            "codebook.yml is right: 2 themes, 4 codes, 4 rules, 1 word list, 4 examples, 1 counter-example.",
            "  1 code without rules, to be coded by hand: by_hand",
            "  3 codes without a definition: bills, heating, by_hand",
            "  1 code without an example to test the rules with: bills",
        ]

    def test_a_rule_that_is_hardly_meant_so_is_a_warning_at_its_place(self, study: Path) -> None:
        text = CODEBOOK.replace("rent NEAR double", "rent NOT denied")
        (study / "codebook.yml").write_text(text, encoding="utf-8")
        result = invoke("check", study)
        assert result.exit_code == 0
        assert result.stderr.startswith("warning: codebook.yml:12:26: NOT denied looks for the word")

    def test_of_many_codes_the_first_are_named(self, study: Path) -> None:
        codes = ", ".join(f"{{id: c{number}}}" for number in range(25))
        (study / "codebook.yml").write_text(f"themes: [{{id: t, codes: [{codes}]}}]", encoding="utf-8")
        assert (
            "25 codes without a definition: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 15 more"
            in invoke("check", study).stdout
        )

    def test_no_corpus_is_needed(self, study: Path) -> None:
        shutil.rmtree(study / "corpus")
        assert invoke("check", study).exit_code == 0


class TestTest:
    def test_a_failure_is_told_with_place_text_and_near_rules_and_the_exit_is_1(self, study: Path) -> None:
        result = invoke("test", study)
        assert (result.exit_code, result.stderr) == (1, "")
        assert [line.split() for line in result.stdout.splitlines()[:5]] == [
            ["theme", "code", "examples", "found", "counter-examples", "found", "result"],
            ["cost", "rent", "1", "of", "2", "0", "of", "1", "1", "wrong"],
            ["cost", "bills", "0", "of", "0", "0", "of", "0", "no", "examples"],
            ["cost", "heating", "1", "of", "1", "0", "of", "0", "right"],
            ["trust", "by_hand", "-", "-", "no", "rules"],
        ]
        assert result.stdout.splitlines()[5:] == [
            "",
            "codebook.yml:10:39: rent does not find its example",
            "    “They put it up.”",
            "    nothing in it is in any rule of this code",
            "",
            "Not tested, as they have no rules: by_hand.",
            "1 of 4 examples and counter-examples comes out wrong.",
        ]

    def test_a_counter_example_that_is_found_names_rule_words_and_stance(self, study: Path) -> None:
        text = CODEBOOK.replace("I paid the rent in May.", "The rent has not doubled.")
        (study / "codebook.yml").write_text(text, encoding="utf-8")
        lines = invoke("test", study).stdout.splitlines()
        place = lines.index("codebook.yml:11:28: rent finds its counter-example")
        assert lines[place + 1 : place + 4] == [
            "    “The rent has not doubled.”",
            "    line 12: rent NEAR double",
            "        finds “rent … doubled”, denied",
        ]

    def test_what_a_counter_example_leaves_open_is_said(self, study: Path) -> None:
        text = CODEBOOK.replace(
            "match: [bill BY tenant]", "match: [bill BY tenant]\n        counter_examples: [A bill.]"
        )
        (study / "codebook.yml").write_text(text, encoding="utf-8")
        assert (
            "said; the example does not say who speaks, which is taken to be as the rule asks"
            in invoke("test", study).stdout
        )

    def test_all_is_well_exits_0(self, sound_study: Path) -> None:
        result = invoke("test", sound_study)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[-1] == "All is well: 3 examples and counter-examples come out right."

    def test_a_codebook_without_examples_says_what_to_do(self, study: Path) -> None:
        (study / "codebook.yml").write_text("themes: [{id: t, codes: [{id: c, match: [x]}]}]", encoding="utf-8")
        result = invoke("test", study)
        assert result.exit_code == 0
        assert 'write sentences under "examples:"' in result.stdout

    @pytest.mark.parametrize("form", ["csv", "json"])
    def test_as_csv_or_json_every_example_is_a_row(self, form: str, study: Path) -> None:
        assert invoke("test", study, "--format", form).exit_code == 1
        rows = print_as(form, "test", study)
        assert [(row["code"], row["kind"], row["text"]) for row in rows] == [
            ("rent", "example", "The rent doubled."),
            ("rent", "example", "They put it up."),
            ("rent", "counter-example", "I paid the rent in May."),
            ("heating", "example", "The heating bill doubled."),
        ]
        assert [str(row["right"]).lower() for row in rows] == ["true", "false", "true", "true"]
        assert [str(row["line"]) for row in rows] == ["10", "10", "11", "17"]

    @pytest.mark.parametrize(
        ("options", "codes"),
        [
            (["--code", "bills"], ["bills", "heating"]),
            (["--code", "heating"], ["heating"]),
            (["--theme", "cost"], ["rent", "bills", "heating"]),
            (["--theme", "trust"], ["by_hand"]),
            (["--theme", "trust", "--code", "rent"], []),
        ],
    )
    def test_codes_can_be_chosen_with_those_below_them(self, options: list[str], codes: list[str], study: Path) -> None:
        table = invoke("test", study, *options).stdout.split("\n\n")[0].splitlines()[1:]
        assert [line.split()[1] for line in table] == codes

    @pytest.mark.parametrize(("option", "wrong", "near"), [("--code", "rnet", "rent"), ("--theme", "csot", "cost")])
    def test_a_name_that_is_not_there_offers_the_near_one(
        self, option: str, wrong: str, near: str, study: Path
    ) -> None:
        error = invoke("test", study, option, wrong).exception
        assert isinstance(error, InputError)
        assert f'did you mean "{near}"?' in str(error)

    def test_no_corpus_is_needed(self, sound_study: Path) -> None:
        shutil.rmtree(sound_study / "corpus")
        assert invoke("test", sound_study).exit_code == 0

    def test_what_looks_like_a_mistake_is_a_warning(self, sound_study: Path) -> None:
        text = SOUND.replace("bill BY tenant", "bill BY tennant")
        (sound_study / "codebook.yml").write_text(text, encoding="utf-8")
        result = invoke("test", sound_study)
        assert result.exit_code == 0
        assert result.stderr.startswith("warning: codebook.yml:14: BY tennant:")

    def test_words_that_an_old_code_page_cannot_hold_are_printed_somehow(self, study: Path) -> None:
        (study / "codebook.yml").write_text(CODEBOOK.replace("They put it up", "Up, 🏠"), encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, "-m", "interview_coder", "codebook", "test", str(study)],
            env=os.environ | {"PYTHONIOENCODING": "cp1252"},
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 1
        assert b"Traceback" not in ended.stderr


class TestShow:
    def test_text_shows_the_tree_with_counts(self, study: Path) -> None:
        result = invoke("show", study)
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert lines[0] == "Homes, version 1"
        place = lines.index("  Rent too high [rent]")
        assert lines[place + 1 : place + 3] == [
            "    1 mention by 1 of 2 participants in 1 of 1 sources",
            "    More than they can pay.",
        ]
        assert "rent NEAR double" not in result.stdout

    def test_counts_are_those_of_the_tables(self, study: Path) -> None:
        printed = invoke("show", study).stdout
        rows = {row["code"]: row for row in Study.open(study).read_table("code_frequencies").records()}
        assert rows["bills"]["mentions"] == rows["heating"]["mentions"] == 1
        for name, row in rows.items():
            line = printed.splitlines()[
                next(n for n, text in enumerate(printed.splitlines()) if f"[{name}]" in text) + 1
            ]
            mentions = f"{row['mentions']} mention{'' if row['mentions'] == 1 else 's'}"
            assert line.strip().startswith(f"{mentions} by {row['participants']} of {row['participants_total']} ")

    def test_without_counts_nothing_is_run(self, study: Path) -> None:
        before = files_below(study)
        result = invoke("show", study, "--no-counts")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "mention" not in result.stdout
        assert files_below(study) == before

    def test_rules_and_lists_are_shown_if_asked_for(self, study: Path) -> None:
        printed = invoke("show", study, "--no-counts", "--rules").stdout
        assert "- rent NEAR double" in printed
        assert "@council: council" in printed

    @pytest.mark.parametrize(("ending", "form"), FORMAT_OF_ENDING.items())
    def test_the_ending_of_a_file_says_its_format(self, ending: str, form: str, study: Path, tmp_path: Path) -> None:
        output = tmp_path / f"book{ending.upper()}"
        result = invoke("show", study, "--no-counts", "--output", output)
        assert (result.exit_code, result.stdout) == (0, f"Wrote {output}\n")
        if form == "docx":
            assert Document(str(output)).paragraphs[0].text == "Homes"
        elif form != "html":
            assert output.read_text(encoding="utf-8") == invoke("show", study, "--no-counts", "--format", form).stdout
        else:
            assert html.document_fromstring(output.read_text(encoding="utf-8")).xpath("//h1")[0].text == "Homes"

    def test_a_format_goes_before_an_ending(self, study: Path, tmp_path: Path) -> None:
        invoke("show", study, "--no-counts", "--format", "html", "--output", tmp_path / "book.txt")
        assert (tmp_path / "book.txt").read_text(encoding="utf-8").startswith("<!doctype html>")

    def test_every_format_can_be_chosen(self) -> None:
        [option] = [one for one in calling.load_command("codebook.show").params if one.name == "form"]
        assert isinstance(option.type, click.Choice)
        assert list(option.type.choices) == list(CODEBOOK_WRITERS)

    def test_a_word_document_is_not_printed(self, study: Path) -> None:
        result = invoke("show", study, "--format", "docx")
        assert result.exit_code == 2
        assert "--output" in result.stderr

    @pytest.mark.parametrize("name", ["codebook.yml", "study.yml", "corpus/one.txt", "corpus/below/new.md"])
    def test_files_of_the_study_are_never_overwritten(self, name: str, study: Path) -> None:
        before = files_below(study)
        error = invoke("show", study, "--no-counts", "--output", study / name).exception
        assert isinstance(error, InputError)
        assert files_below(study) == before

    def test_a_file_that_cannot_be_written_says_so_with_its_path(self, study: Path, tmp_path: Path) -> None:
        (tmp_path / "a file").write_text("")
        error = invoke("show", study, "--no-counts", "--output", tmp_path / "a file" / "book.md").exception
        assert isinstance(error, InputError)
        assert str(tmp_path / "a file" / "book.md") in str(error)

    @pytest.mark.parametrize("fault", ["no corpus", "empty corpus", "broken transcript"])
    def test_a_study_that_cannot_be_run_is_shown_without_counts_and_says_why(self, fault: str, study: Path) -> None:
        shutil.rmtree(study / "corpus")
        if fault != "no corpus":
            (study / "corpus").mkdir()
        if fault == "broken transcript":
            (study / "corpus" / "one.docx").write_bytes(b"nothing")
        result = invoke("show", study)
        assert result.exit_code == 0
        assert "warning: no counts, as the study cannot be run: " in result.stderr
        assert "mention" not in result.stdout
        assert "Rent too high" in result.stdout

    def test_a_codebook_that_is_not_that_of_the_study_is_shown_without_counts(self, study: Path) -> None:
        (study / "old.yml").write_text(SOUND, encoding="utf-8")
        result = invoke("show", study / "old.yml")
        assert result.exit_code == 0
        assert "no counts" in result.stderr
        assert "mention" not in result.stdout

    def test_an_interrupted_show_leaves_the_earlier_file(
        self, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output = tmp_path / "book.md"
        output.write_text("earlier")

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Path, "replace", stop)
        assert invoke("show", study, "--no-counts", "--output", output).exit_code != 0
        assert files_below(tmp_path)["book.md"] == b"earlier"
        assert [name for name in files_below(tmp_path) if name.startswith(".writing")] == []


def test_the_schema_is_printed_as_it_is_published() -> None:
    result = invoke("schema")
    assert (result.exit_code, result.stdout) == (0, codebook_schema())
    assert json.loads(result.stdout)["title"] == "A codebook"
