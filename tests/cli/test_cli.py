"""The command line: what each command prints, how it fails, and that it never leaves half a thing behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from tests.cli.calling import call, invoke, load_command, print_as
from tests.made_studies import files_below, write_study

from interview_coder import InputError, Study
from interview_coder.cli import COMMANDS
from interview_coder.model.coding import STANCES
from interview_coder.report.counts_text import tell_cell
from interview_coder.report.telling import Telling

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
themes:
  - id: cost
    label: Cost
    codes:
      - {id: high_rent, match: [rent]}
      - {id: debt, match: [(owe | debt)]}
  - id: trust
    label: Trust
    codes: [{id: broken_trust, match: [(believe | promise)]}]
"""
ONE = """\
INTERVIEWER: What of the rent?

P01: The rent went up twice, and the heating bill doubled over the winter months.

INTERVIEWER: And the landlord?

P01: Well. I do not believe the landlord keeps a single promise about repairs. Maybe the rent pays for them.

P02: The council wrote a letter about damp walls, mould and broken windows upstairs.

P02: I owe rent since August. My neighbour lent money for the winter coal bill.
"""
TWO = """\
INTERVIEWER: Tell me about the house.

L01: The tenants pay the rent late, and every repair costs money these days.

L01: The roof leaks, the boiler fails, and the council sends another letter.

L01: A promise was made about windows, walls and the boiler upstairs.

L01: My family bought the house in the winter after the war.

L01: The bank wants its money, and the tenants want a warm house.

L01: Coal, heating, water: every bill doubled over the winter months.

L01: The neighbour upstairs plays loud music every single night.

L01: The council wrote about the damp walls again in August.
"""
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,tenant\nL01,landlord\n"
QUICK = "language_model: blank\n"


@pytest.fixture
def study(make_study: MakeStudy) -> Path:
    return make_study(CODEBOOK, {"one.txt": ONE, "two.txt": TWO}, SHEET, QUICK)


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("once") / "study"
    write_study(root, {"one.txt": ONE, "two.txt": TWO}, CODEBOOK, SHEET, QUICK).run().write()
    return root


@pytest.fixture
def written(run_once: Path, tmp_path: Path) -> Path:
    """Return a study with current outputs that a test may change."""
    return Path(shutil.copytree(run_once, tmp_path / "written"))


FIRST_ARGUMENTS = {
    "explain": ["one#2"],
    "suggest": ["high_rent"],
    "edit-quote": ["--reset", "0123"],
    "verify": [str(Path(__file__).with_name("report.md"))],
}
"""What stands before the study."""
STUDY_COMMANDS = [name for name in COMMANDS if "study" in {parameter.name for parameter in load_command(name).params}]


ENDING = [name for name in STUDY_COMMANDS if name not in {"review", "share"}]
"""The commands that need neither a browser nor a server; those have tests of their own."""


def first_arguments(name: str, written: Path) -> list[str]:
    """Return what stands before a study that was run, or instead of it."""
    if name == "edit-quote":
        return ["--reset", "--coder", "anna", Study.open(written).read_records("quotes")[0]["id"]]
    return FIRST_ARGUMENTS.get(name, [])


def test_help_lists_every_command_with_what_it_does() -> None:
    told = " ".join(invoke("--help").stdout.split())
    for name, summary in COMMANDS.items():
        assert f"{name} {summary}" in told


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_and_what_each_option_is_for(name: str) -> None:
    command = load_command(name)
    assert command.name == name
    result = invoke(name, "--help")
    assert result.exit_code == 0
    assert (command.help or "").partition("\n")[0] in " ".join(result.stdout.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[0] in result.stdout


@pytest.mark.parametrize("name", STUDY_COMMANDS)
def test_a_command_that_is_given_no_study_says_so_and_makes_nothing(name: str, tmp_path: Path) -> None:
    result = invoke(name, *FIRST_ARGUMENTS.get(name, ()), tmp_path / "nowhere")
    assert isinstance(result.exception, InputError)
    assert "there is no such folder" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ENDING)
def test_a_command_takes_the_folder_it_stands_in_for_the_study(
    name: str, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written)
    assert invoke(name, *first_arguments(name, written)).exit_code == 0


@pytest.mark.parametrize("name", [name for name in ENDING if name not in {"participants", "edit-quote"}])
def test_a_command_changes_nothing_that_the_researcher_wrote(name: str, study: Path) -> None:
    before = files_below(study)
    assert invoke(name, *FIRST_ARGUMENTS.get(name, ()), study).exit_code == 0
    after = files_below(study)
    assert {name: content for name, content in after.items() if not name.startswith("outputs/")} == before


def test_the_version_is_told() -> None:
    assert invoke("--version").stdout.startswith("interview-coder, version ")


def test_no_command_is_wrong_usage_and_shows_the_help() -> None:
    result = invoke()
    assert result.exit_code == 2
    assert "Commands:" in result.output


def test_run_writes_the_outputs_and_says_what_they_rest_on(study: Path) -> None:
    result = invoke("run", study)
    assert result.exit_code == 0
    counts = json.loads((study / "outputs" / "run.json").read_text(encoding="utf-8"))["counts"]
    assert f"{counts['sources']} sources, {counts['participants']} participants" in result.stdout
    assert f"{counts['codings']} codings by {counts['rules']} rules" in result.stdout
    assert "Nothing here is reviewed yet" in result.stdout
    assert str(study / "outputs" / "report.html") in result.stdout
    assert f"Wrote {len(files_below(study / 'outputs'))} files" in result.stdout


def test_check_describes_every_source_and_writes_nothing(study: Path) -> None:
    before = files_below(study)
    result = invoke("check", study)
    assert result.exit_code == 0
    head, *lines = [line.split() for line in result.stdout.splitlines()[:3]]
    assert head[0] == "source"
    assert [line[0] for line in lines] == ["one", "two"]
    assert "INTERVIEWER" in lines[0]
    assert "All is well: 2 sources, 3 participants; 2 themes, 3 codes, 3 rules." in result.stdout
    assert files_below(study) == before


@pytest.mark.parametrize("name", ["run", "check"])
def test_warnings_go_to_stderr(name: str, make_study: MakeStudy) -> None:
    result = invoke(name, make_study(CODEBOOK, {"one.txt": ONE}, settings=QUICK))
    assert result.exit_code == 0
    assert "warning: there is no corpus/participants.csv" in result.stderr
    assert "warning:" not in result.stdout


FAULTS: dict[str, tuple[dict[str, str | None], list[str]]] = {
    "empty corpus": ({"corpus/one.txt": None, "corpus/two.txt": None}, ["corpus: error: the corpus is empty"]),
    "unknown format": (
        {"corpus/notes.pages": "x"},
        ['corpus/notes.pages: error: ".pages" is no format of transcript that can be read'],
    ),
    "unknown key": (
        {"codebook.yml": CODEBOOK.replace("label: Trust", "lable: Trust")},
        ['codebook.yml:9:5: error: unknown key "lable"\n  fix: did you mean "label"?'],
    ),
    "duplicate id and bad rule": (
        {"codebook.yml": CODEBOOK.replace("id: debt", "id: high_rent").replace("[rent]", "[rent NEAR]")},
        [
            "codebook.yml:6:42: error: the rule “rent NEAR”",
            'codebook.yml:7:14: error: the code id "high_rent" is used twice',
        ],
    ),
    "unknown speaker": (
        {"corpus/one.txt": ONE.replace("P01: Well", "PO1: Well")},
        ['corpus/one.txt:7: error: the speaker "PO1" is not in', 'did you mean "P01"?; or run with --allow-unknown'],
    ),
    "faults in three files": (
        {"corpus/one.txt": "", "study.yml": "segment: word\n", "corpus/participants.csv": "person\nP01\n"},
        ["corpus/one.txt: error:", "corpus/participants.csv:1: error:", "study.yml:1:10: error:"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_study_is_told_at_its_places_and_its_outputs_stay_as_they_were(fault: str, written: Path) -> None:
    changes, messages = FAULTS[fault]
    before = files_below(written / "outputs")
    for name, text in changes.items():
        if text is None:
            (written / name).unlink()
        else:
            (written / name).write_text(text, encoding="utf-8")
    ended = call("run", written)
    assert (ended.returncode, ended.stdout) == (1, "")
    for message in messages:
        assert message in ended.stderr
    assert "Traceback" not in ended.stderr
    assert files_below(written / "outputs") == before


def test_a_command_that_would_run_a_faulty_study_first_fails_as_run_does(written: Path) -> None:
    before = files_below(written / "outputs")
    (written / "codebook.yml").write_text(CODEBOOK.replace("themes:", "theme:"), encoding="utf-8")
    ended = call("matrix", ".", cwd=written)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert 'codebook.yml:2:1: error: unknown key "theme"' in ended.stderr
    assert "Traceback" not in ended.stderr
    assert files_below(written / "outputs") == before


def test_a_speaker_whom_the_sheet_does_not_name_can_be_let_in(study: Path) -> None:
    (study / "corpus" / "one.txt").write_text(ONE.replace("P02:", "Dana:"), encoding="utf-8")
    assert isinstance(invoke("run", study).exception, InputError)
    assert not (study / "outputs").exists()
    result = invoke("run", "--allow-unknown", study)
    assert result.exit_code == 0
    assert "1 participants have no stakeholder type" in result.stderr
    assert "unknown" in {row["stakeholder_type"] for row in Study.open(study).read_table("theme_matrix").records()}


def test_a_study_without_a_sheet_runs_with_everybody_unknown(make_study: MakeStudy) -> None:
    ended = call("run", make_study(CODEBOOK, {"one.txt": ONE}, settings=QUICK))
    assert ended.returncode == 0
    assert "the stakeholder type of 2 participants is unknown" in ended.stderr


@pytest.mark.parametrize("name", ["run", "matrix"])
def test_outputs_that_cannot_be_written_are_told_without_a_traceback(name: str, make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"one.txt": "P01: The rent.\n\nP02: Yes.\n"}, SHEET, QUICK)
    (study / "outputs").write_text("a file where the folder should be\n")
    ended = call(name, study)
    assert "Traceback" not in ended.stderr
    assert "outputs" in ended.stderr
    assert ended.returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--no-such-option"],
        ["run", "one", "two"],
        ["no-such-command"],
        ["matrix", "--format", "pdf"],
        ["quotes", "--limit", "0"],
        ["quotes", "--stance", "meant"],
        ["completion", "tcsh"],
        ["completion"],
        ["init"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_how_to_get_help(arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert "--help" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["matrix", "--format", "pdf"], ["no-such-command"]])
def test_a_process_with_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    ended = call(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(("wrong", "right"), [("matirx", "matrix"), ("quote", "quotes"), ("rnu", "run")])
def test_a_typo_in_a_command_offers_the_near_one(wrong: str, right: str) -> None:
    result = invoke(wrong)
    assert result.exit_code == 2
    assert f'Did you mean "{right}"?' in result.stderr.replace("'", '"')


def test_a_typo_in_an_option_offers_the_near_one() -> None:
    result = invoke("quotes", "--steakholder", "tenant")
    assert result.exit_code == 2
    assert "'--stakeholder'" in result.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of a Unix system to see how far a run is")
@pytest.mark.parametrize("was_run", [False, True])
def test_ctrl_c_ends_with_130_and_leaves_everything_as_it_was(was_run: bool, make_study: MakeStudy) -> None:
    talk = "".join(f"P01: The rent of house {number} went up, I say, and nobody wrote.\n\n" for number in range(150))
    study = make_study(CODEBOOK, {f"{number:03}.txt": talk for number in range(200)}, SHEET)
    if was_run:
        (study / "outputs" / "tables").mkdir(parents=True)
        (study / "outputs" / "run.json").write_text("{}")
        (study / "outputs" / "tables" / "old.csv").write_text("of an earlier run\n")
    before = files_below(study)
    terminal, its_end = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "interview_coder", "run", str(study)],
        stdout=subprocess.PIPE,
        stderr=its_end,
        text=True,
        preexec_fn=listen_to_ctrl_c,
    )
    os.close(its_end)
    told = read_until("reading", terminal)
    process.send_signal(signal.SIGINT)
    told += read_until(None, terminal)
    stdout, _ = process.communicate(timeout=60)
    os.close(terminal)
    assert (process.returncode, stdout) == (130, "")
    assert "Stopped before it was done." in told
    assert "Traceback" not in told
    assert files_below(study) == before
    assert (study / "outputs").exists() is was_run


def listen_to_ctrl_c() -> None:
    """Take the signal as in a terminal: what a shell runs in the background passes it by."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read_until(wanted: str | None, terminal: int) -> str:
    """Read what is shown on a terminal until a word comes, or until its program ends."""
    told = ""
    while wanted is None or wanted not in told:
        try:
            shown = os.read(terminal, 4096)
        except OSError:  # Linux says so when nobody holds the other end any more
            return told
        if not shown:
            return told
        told += shown.decode(errors="replace")
    return told


@pytest.mark.skipif(os.name == "nt", reason="needs the pipes of a Unix system")
def test_a_reader_who_has_seen_enough_is_no_error(written: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "interview_coder", "quotes", str(written)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read().decode()
    process.stderr.close()
    process.wait(timeout=60)
    assert "Traceback" not in told
    assert "BrokenPipeError" not in told


TABLE_COMMANDS = {
    ("matrix",): ("theme_matrix", "theme_matrix_wide"),
    ("matrix", "--codes"): ("code_matrix", "code_matrix_wide"),
    ("frequencies",): ("theme_frequencies", "theme_frequencies"),
    ("frequencies", "--codes"): ("code_frequencies", "code_frequencies"),
    ("clusters",): ("cluster_coverage", "cluster_coverage"),
    ("clusters", "--themes"): ("cluster_theme", "cluster_theme_wide"),
}


@pytest.mark.parametrize("command", TABLE_COMMANDS)
def test_a_table_as_csv_is_the_file_of_that_name(command: tuple[str, ...], written: Path) -> None:
    printed = invoke(command[0], written, *command[1:], "--format", "csv").stdout
    assert printed == (written / "outputs" / "tables" / f"{TABLE_COMMANDS[command][0]}.csv").read_text(encoding="utf-8")
    assert len(printed.splitlines()) > 1


@pytest.mark.parametrize("command", TABLE_COMMANDS)
def test_a_table_as_json_has_the_rows_of_the_table_with_numbers_as_numbers(
    command: tuple[str, ...], written: Path
) -> None:
    table = Study.open(written).run().results.tables[TABLE_COMMANDS[command][0]]
    assert print_as("json", command[0], written, *command[1:]) == list(table.records())


@pytest.mark.parametrize("command", [("clusters",), ("clusters", "--themes")])
def test_a_table_as_text_has_a_line_for_each_row_under_its_columns(command: tuple[str, ...], written: Path) -> None:
    table = Study.open(written).run().results.tables[TABLE_COMMANDS[command][1]]
    head, *lines = invoke(command[0], written, *command[1:]).stdout.splitlines()
    assert head.split() == list(table.columns)
    assert len(lines) == len(table.rows)
    for line, row in zip(lines, table.rows, strict=True):
        place = 0
        for cell in row:
            shown = str(cell).lower() if isinstance(cell, bool) else str(cell)
            place = line.index(shown, place) + len(shown)


@pytest.mark.parametrize("command", [one for one in TABLE_COMMANDS if one[0] in {"matrix", "frequencies"}])
def test_counts_as_text_are_told_of_how_many(command: tuple[str, ...], written: Path) -> None:
    table = Study.open(written).run().results.tables[TABLE_COMMANDS[command][0]]
    printed = invoke(command[0], written, *command[1:]).stdout
    for row in table.records():
        assert tell_cell(row, Telling(True, {})) in printed
    in_words = invoke(command[0], written, *command[1:], "--words").stdout
    assert not re.search(r"\d", in_words)
    (written / "study.yml").write_text("language_model: blank\nnumbers: words\n", encoding="utf-8")
    assert invoke(command[0], written, *command[1:]).stdout == in_words


def test_a_matrix_can_have_any_attribute_as_rows_and_two_crossed(written: Path) -> None:
    run = Study.open(written).run()
    crossed = run.matrix(["stakeholder_type", "source"])
    assert print_as("json", "matrix", written, "--by", "stakeholder_type", "--by", "source") == list(crossed.records())
    frame = run.frame(run.matrix(["participant"], of="code"))
    assert frame.groupby("participant")["participants_total"].max().eq(1).all()
    assert print_as("json", "matrix", written, "--by", "participant", "--codes") == frame.to_dict("records")
    split = print_as("json", "matrix", written, "--stance", "--by", "source")
    assert split == list(run.stance_matrix(["source"]).records())


def test_an_attribute_that_is_not_there_is_told_with_the_nearest(written: Path) -> None:
    ended = call("matrix", written, "--by", "stakholder_type")
    assert ended.returncode == 1
    assert 'corpus/participants.csv: error: nobody has an attribute "stakholder_type"' in ended.stderr
    assert 'did you mean "stakeholder_type"?' in ended.stderr


def test_stances_split_themes_and_not_codes(written: Path) -> None:
    assert call("matrix", written, "--stance", "--codes").returncode == 2


def test_a_table_without_rows_says_so_as_text_and_keeps_its_header_as_csv(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"one.txt": "P01: The rent.\n\nP02: Yes.\n"}, SHEET, QUICK)
    assert invoke("clusters", study).stdout == "nothing found\n"
    assert invoke("clusters", study, "--format", "json").stdout == "[]\n"
    assert invoke("clusters", study, "--format", "csv").stdout.startswith("cluster,label,")


def test_quotes_are_exactly_their_slices(written: Path) -> None:
    texts = {source["source"]: source["text"] for source in Study.open(written).read_records("sources")}
    quotes = print_as("json", "quotes", written)
    assert quotes
    for quote in quotes:
        assert quote["text"] == texts[quote["source"]][quote["start"] : quote["end"]]


def test_quotes_are_the_records_of_quotes_jsonl(written: Path) -> None:
    assert print_as("json", "quotes", written) == Study.open(written).read_records("quotes")


def test_quotes_as_csv_have_the_fields_of_quotes_jsonl_with_codes_parted_by_spaces(written: Path) -> None:
    assert print_as("csv", "quotes", written) == [
        {name: " ".join(value) if name == "codes" else str(value) for name, value in record.items()}
        for record in Study.open(written).read_records("quotes")
    ]


def test_quotes_as_text_are_signed_with_attribution_codes_and_place(written: Path) -> None:
    [quote] = print_as("json", "quotes", written, "--theme", "trust", "--stakeholder", "landlord")
    told = invoke("quotes", written, "--theme", "trust", "--stakeholder", "landlord").stdout
    assert told.splitlines() == [
        f"“{quote['text']}”",
        f"    (landlord representative) trust: broken_trust; said  [two, turn 4, "
        f"{quote['start']}-{quote['end']}, {quote['id']}]  [not reviewed]",
    ]


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_words_that_an_old_code_page_cannot_hold_are_printed_somehow(form: str, make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"one.txt": "P01: The rent, 🏠!\n\nP02: Yes.\n"}, SHEET, QUICK)
    ended = subprocess.run(
        [sys.executable, "-m", "interview_coder", "quotes", str(study), "--format", form],
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in ended.stderr
    assert b"The rent, " in ended.stdout
    assert ended.returncode == 0


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (["--theme", "cost"], "theme", "cost"),
        (["--stakeholder", "tenant"], "stakeholder_type", "tenant"),
        (["--stance", "denied"], "stance", "denied"),
        (["--stance", "hedged"], "stance", "hedged"),
    ],
)
def test_quotes_can_be_narrowed(options: list[str], field: str, value: str, written: Path) -> None:
    every = print_as("json", "quotes", written)
    narrowed = print_as("json", "quotes", written, *options)
    assert narrowed == [quote for quote in every if quote[field] == value]
    assert 0 < len(narrowed) < len(every)


def test_quotes_of_a_code_are_those_that_have_it_among_their_codes(written: Path) -> None:
    every = Study.open(written).read_records("quotes")
    narrowed = print_as("json", "quotes", written, "--code", "debt")
    assert [one["id"] for one in narrowed] == [quote["id"] for quote in every if "debt" in quote["codes"]]
    assert len(narrowed) == 1


def test_narrowings_add_up(written: Path) -> None:
    narrowed = print_as("json", "quotes", written, "--theme", "cost", "--stakeholder", "tenant", "--stance", "said")
    assert narrowed
    assert {(one["theme"], one["stakeholder_type"], one["stance"]) for one in narrowed} == {("cost", "tenant", "said")}


def test_the_limit_is_for_each_stakeholder_type_and_theme(written: Path) -> None:
    every = print_as("json", "quotes", written)
    limited = print_as("json", "quotes", written, "--limit", "1")
    cells = [(quote["theme"], quote["stakeholder_type"]) for quote in limited]
    assert cells == sorted({(quote["theme"], quote["stakeholder_type"]) for quote in every})
    assert limited == [quote for quote in every if quote["rank"] == 1]


@pytest.mark.parametrize("options", [["--stance", "hedged"], ["--code", "debt"]])
def test_the_limit_counts_only_quotes_that_fit(options: list[str], written: Path) -> None:
    fitting = print_as("json", "quotes", written, *options)
    assert print_as("json", "quotes", written, *options, "--limit", "1") == fitting[:1]
    assert len(fitting) == 1


def test_the_turn_is_the_quote_with_what_stands_before_and_after(written: Path) -> None:
    turns = {(turn["source"], turn["turn"]): turn for turn in Study.open(written).read_records("turns")}
    for quote in print_as("json", "quotes", written, "--context", "turn"):
        whole = quote["before"] + quote["text"] + quote["after"]
        assert whole == turns[quote["source"], quote["turn"]]["text"]
        assert "preceded_by" not in quote


def test_the_question_is_the_turn_before_with_its_speaker(written: Path) -> None:
    quotes = print_as("json", "quotes", written, "--theme", "trust", "--stakeholder", "tenant", "--context", "question")
    assert quotes[0]["preceded_by"] == "INTERVIEWER: And the landlord?"
    told = invoke("quotes", written, "--theme", "trust", "--stakeholder", "tenant", "--context", "question").stdout
    assert told.startswith("INTERVIEWER: And the landlord?\nWell. “I do not believe")


def test_the_first_turn_of_a_source_is_preceded_by_nothing(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"one.txt": "P01: The rent.\n\nP02: Yes.\n"}, SHEET, QUICK)
    [quote] = print_as("json", "quotes", study, "--context", "question")
    assert quote["preceded_by"] == ""
    assert invoke("quotes", study, "--context", "question").stdout.startswith("“The rent.”\n")


@pytest.mark.parametrize(
    ("option", "wrong", "near"),
    [("--theme", "csot", "cost"), ("--code", "dept", "debt"), ("--stakeholder", "tennant", "tenant")],
)
def test_a_name_that_is_not_in_the_study_offers_the_near_one(option: str, wrong: str, near: str, written: Path) -> None:
    result = invoke("quotes", written, option, wrong)
    assert isinstance(result.exception, InputError)
    assert f'there is no {option[2:]} "{wrong}" in this study\n  fix: did you mean "{near}"?' in str(result.exception)


def test_a_name_that_is_near_none_is_told_what_there_is(written: Path) -> None:
    assert "known: cost, trust" in str(invoke("quotes", written, "--theme", "xyz").exception)


def test_no_fitting_quote_is_told_on_stderr(written: Path) -> None:
    result = invoke("quotes", written, "--theme", "trust", "--stakeholder", "landlord", "--stance", "denied")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no quote fits\n")


READING_COMMANDS = ["matrix", "frequencies", "quotes", "clusters", "methods"]


@pytest.mark.parametrize("name", READING_COMMANDS)
def test_a_command_that_reads_outputs_makes_them_first_where_there_are_none(name: str, study: Path) -> None:
    result = invoke(name, study, "--format", "json")
    assert result.exit_code == 0
    assert "running it first" in result.stderr
    assert (study / "outputs" / "report.html").exists()
    json.loads(result.stdout)


@pytest.mark.parametrize("name", READING_COMMANDS)
def test_a_command_that_reads_outputs_makes_them_again_after_a_change(name: str, written: Path) -> None:
    (written / "codebook.yml").write_text(CODEBOOK.replace("[rent]", "[council]"), encoding="utf-8")
    result = invoke(name, written)
    assert "older than the study's files" in result.stderr
    assert Study.open(written).read_manifest() is not None


@pytest.mark.parametrize("name", READING_COMMANDS)
def test_a_command_that_reads_outputs_leaves_current_ones_alone(name: str, written: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (written / "outputs").rglob("*")}
    result = invoke(name, written)
    assert result.exit_code == 0
    assert "running it first" not in result.stderr
    assert {path: path.stat().st_mtime_ns for path in (written / "outputs").rglob("*")} == before


@pytest.mark.parametrize("name", READING_COMMANDS)
def test_a_command_that_reads_outputs_makes_them_again_when_one_is_gone(name: str, written: Path) -> None:
    for gone in (
        "tables/theme_matrix.csv",
        "tables/theme_frequencies.csv",
        "tables/cluster_coverage.csv",
        "quotes.jsonl",
    ):
        (written / "outputs" / gone).unlink()
    result = invoke(name, written, "--format", "json")
    assert (result.exit_code, result.exception) == (0, None)
    assert (written / "outputs" / "quotes.jsonl").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_for_this_program_and_its_shell_can_read_it(shell: str, tmp_path: Path) -> None:
    result = invoke("completion", shell)
    assert result.exit_code == 0
    assert "_INTERVIEW_CODER_COMPLETE" in result.stdout
    program = shutil.which(shell)
    if program is not None:
        script = tmp_path / "script"
        script.write_text(result.stdout)
        flag = "--no-execute" if shell == "fish" else "-n"
        assert subprocess.run([program, flag, str(script)], check=False).returncode == 0


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("interview-coder ", list(COMMANDS)),
        ("interview-coder ma", ["matrix"]),
        ("interview-coder quotes --st", ["--stakeholder", "--stance"]),
        ("interview-coder quotes --stance ", list(STANCES)),
    ],
)
def test_tab_offers_commands_options_and_choices(typed: str, offered: list[str]) -> None:
    program = "import sys; sys.argv[0] = 'interview-coder'; from interview_coder.cli import main; main()"
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | asked | {"_INTERVIEW_CODER_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.partition(",")[2] for line in ended.stdout.split()] == offered


def test_init_makes_a_study_that_runs_as_it_is(tmp_path: Path) -> None:
    made = invoke("init", tmp_path / "mine")
    assert made.exit_code == 0
    assert f"interview-coder run {tmp_path / 'mine'}" in made.stdout
    assert {"codebook.yml", "study.yml", "corpus/participants.csv"} < set(files_below(tmp_path / "mine"))
    checked = invoke("check", tmp_path / "mine")
    assert (checked.exit_code, checked.stderr) == (0, "")
    ran = invoke("run", tmp_path / "mine")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert Study.open(tmp_path / "mine").read_records("codings")


@pytest.mark.parametrize("name", ["codebook.yml", "study.yml", "corpus/participants.csv"])
def test_init_never_overwrites_a_file_that_is_there(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine\n")
    result = invoke("init", tmp_path)
    assert isinstance(result.exception, InputError)
    assert name in str(result.exception)
    assert files_below(tmp_path) == {name: b"mine\n"}


def test_init_says_so_when_a_file_stands_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    assert isinstance(invoke("init", tmp_path / "mine").exception, InputError)
