"""``codebook diff`` and ``suggest``: what they print, from files and from git, and how they fail."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.cli.calling import call, invoke, output, print_as

from interview_coder import Study

MakeStudy = Callable[..., Path]

REPOSITORY = Path(__file__).parents[2]
CODEBOOK = """\
lists:
  fuel: [coal, gas]
themes:
  - id: cost
    codes:
      - id: rent
        label: High rent
        definition: What people pay.
        examples: [The rent is a scandal.]
        match: [rent, '@fuel NEAR dear']
  - id: trust
    codes:
      - {id: lies, match: [lie]}
"""
ONE = """\
Interviewer: What of the rent? Is it dear?

T1: The rent *doubled*. It is a scandal, this rent. The coal is dear.

L1: They lie about the rent, and it is a scandal.

T2: The gas is dear, | and they lie. The tea was good.
"""
SHEET = "participant,stakeholder_type\nT1,tenant\nT2,tenant\nL1,landlord\n"
CHANGED = CODEBOOK.replace("[coal, gas]", "[coal, wood]").replace("match: [lie]", "match: [lie UNLESS said, tea]")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def study(make_study: MakeStudy, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_study(CODEBOOK, {"one.txt": ONE}, SHEET, "language_model: blank\n")
    (root / "new.yml").write_text(CHANGED)
    monkeypatch.chdir(root)
    return root


diff = partial(output, "codebook", "diff")
suggest = partial(output, "suggest")


def at(words: str) -> str:
    return f"{ONE.index(words)}-{ONE.index(words) + len(words)}"


def compare(study: Path, *arguments: object) -> Any:
    return print_as("json", "codebook", "diff", "codebook.yml", "new.yml", study, *arguments)


def test_text_tells_what_changed_in_words_and_in_the_codings(study: Path) -> None:
    told = diff("codebook.yml", "new.yml", study)
    assert told == (
        "codebook.yml → new.yml\n"
        "\n"
        "In the codebook\n"
        "  list fuel\n"
        "    + entry: wood\n"
        "    - entry: gas\n"
        "    used by 1 rule that read as before: rent (1)\n"
        "  code lies\n"
        "    + rule: lie UNLESS said\n"
        "    + rule: tea\n"
        "    - rule: lie\n"
        "\n"
        "In the codings (1 source, 3 participants)\n"
        "  2 codes with other rules: rent, lies\n"
        "  1 coding gained, 3 lost, 0 changed\n"
        "\n"
        "  theme  stakeholder type  gained  lost  changed  participants\n"
        "  cost   tenant                 0     1        0  2 → 1 of 2    - T2\n"
        "  trust  tenant                 1     1        0  1 → 1 of 2\n"
        "  trust  landlord               0     1        0  1 → 0 of 1    - L1\n"
        "\n"
        "  rent: 1 lost\n"
        "    “The gas is dear, | and they lie.”\n"
        f"        (tenant, T2) [one, turn 4, {at('The gas is dear, | and they lie.')}]\n"
        "        - gas … dear (said) by @fuel NEAR dear\n"
        "\n"
        "  lies: 1 gained\n"
        "    “The tea was good.”\n"
        f"        (tenant, T2) [one, turn 4, {at('The tea was good.')}]\n"
        "        + tea (said) by tea\n"
        "\n"
        "  lies: 2 lost\n"
        "    “They lie about the rent, and it is a scandal.”\n"
        f"        (landlord, L1) [one, turn 3, {at('They lie about the rent, and it is a scandal.')}]\n"
        "        - lie (said) by lie\n"
        "    “The gas is dear, | and they lie.”\n"
        f"        (tenant, T2) [one, turn 4, {at('The gas is dear, | and they lie.')}]\n"
        "        - lie (said) by lie\n"
    )


def test_json_has_everything_and_each_text_is_its_slice_of_the_source(study: Path) -> None:
    found = compare(study)
    assert [change["what"] for change in found["changes"]] == ["entry", "entry", "rule", "rule", "rule"]
    assert found["touched_rules"] == [{"code": "rent", "rule": "@fuel NEAR dear", "lists": ["fuel"]}]
    corpus = found["corpus"]
    assert (corpus["gained"], corpus["lost"], corpus["changed"]) == (1, 3, 0)
    text = Study.open(study).read_source("one").text
    for change in corpus["codings"]:
        assert change["text"] == text[change["start"] : change["end"]]
        for coding in (*change["before"], *change["after"]):
            assert change["start"] <= coding["start"] < coding["end"] <= change["end"]
    assert not any("Interviewer" in change["participant"] for change in corpus["codings"])


def test_the_limit_holds_for_each_code_and_kind(study: Path) -> None:
    assert diff("codebook.yml", "new.yml", study, "--limit", 1).count("    “") == 3
    assert "lies: 2 lost, 1 shown" in diff("codebook.yml", "new.yml", study, "--limit", 1)
    assert len(compare(study, "--limit", 1)["corpus"]["codings"]) == 3
    assert "“" not in diff("codebook.yml", "new.yml", study, "--limit", 0)


def test_markdown_writes_signs_so_that_they_are_read_as_signs(study: Path) -> None:
    (study / "new.yml").write_text(CODEBOOK.replace("[rent, ", "[rent NEAR doubled, "))
    told = diff("codebook.yml", "new.yml", study, "--format", "markdown")
    assert "# Codebook: codebook.yml → new.yml" in told
    assert "- rule removed: `rent`\n" in told
    assert "> They lie about the rent, and it is a scandal.\n" in told
    assert "\\*doubled\\*" in told
    table = [line for line in told.splitlines() if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1


def test_without_the_corpus_only_the_codebooks_are_compared(study: Path) -> None:
    shutil.rmtree(study / "corpus")
    told = diff("codebook.yml", "new.yml", study, "--no-corpus")
    assert "+ rule: tea" in told
    assert "codings" not in told
    result = invoke("codebook", "diff", "codebook.yml", "new.yml", study)
    assert result.exit_code == 1
    assert "--no-corpus" in str(result.exception)


def test_comments_and_layout_are_no_change(study: Path) -> None:
    (study / "new.yml").write_text("# Mine.\n" + CODEBOOK.replace("[coal, gas]", "[gas,  coal]"))
    assert "Only comments or layout differ" in diff("new.yml", study)
    assert invoke("codebook", "diff", "new.yml", study, "--exit-code").exit_code == 0
    assert "The two are the same." in diff("codebook.yml")


def test_the_exit_code_says_whether_anything_changed_if_asked(study: Path) -> None:
    assert invoke("codebook", "diff", "new.yml", study).exit_code == 0
    assert invoke("codebook", "diff", "new.yml", study, "--exit-code").exit_code == 1
    assert invoke("codebook", "diff", "new.yml", study, "--exit-code", "--no-corpus").exit_code == 1


def test_nothing_is_written_into_the_study(study: Path) -> None:
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    diff("new.yml", study)
    after = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    assert {path for path in after.keys() - before.keys() if ".interview-coder" not in path.parts} == set()
    assert all(after[path] == content for path, content in before.items())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nwe.yml"], 'did you mean "new.yml"?'),
        (["corpus"], "name the codebook in it: corpus/codebook.yml"),
        (["--", "-x"], "neither a file nor a git revision"),
        (["x" * 5000], "neither a file nor a git revision"),
        (["faulty.yml"], "faulty.yml:1:9"),
    ],
)
@needs_git
def test_what_cannot_be_read_is_told_with_a_way_out(study: Path, arguments: list[str], told: str) -> None:
    commit(study)
    (study / "faulty.yml").write_text("themes: 7")
    result = call("codebook", "diff", *arguments, cwd=study)
    assert (result.returncode, result.stdout) == (1, "")
    assert told in result.stderr
    assert "fix: " in result.stderr


def test_more_than_three_names_are_wrong_usage(study: Path) -> None:
    result = call("codebook", "diff", "codebook.yml", "new.yml", study, "more")
    assert (result.returncode, result.stdout) == (2, "")


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    if not (root / ".git").exists():
        git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "A version")


@needs_git
def test_revisions_are_compared_with_each_other_and_with_the_codebook_as_it_is(study: Path) -> None:
    commit(study)
    git(study, "tag", "v1")
    (study / "codebook.yml").write_text(CHANGED)
    commit(study)
    (study / "codebook.yml").write_text(CHANGED.replace(", tea", ""))
    from_files = compare_ignoring_names(study, CODEBOOK, CHANGED)
    assert strip_names(print_as("json", "codebook", "diff", "v1", "HEAD", study)) == from_files
    assert strip_names(print_as("json", "codebook", "diff", "HEAD~1", "HEAD:codebook.yml", study)) == from_files
    assert "- rule: tea" in diff("HEAD", study)


def compare_ignoring_names(study: Path, before: str, after: str) -> Any:
    (study / "a.yml").write_text(before)
    (study / "b.yml").write_text(after)
    return strip_names(print_as("json", "codebook", "diff", "a.yml", "b.yml", study))


def strip_names(found: Any) -> Any:
    return {key: value for key, value in found.items() if key not in {"before", "after"}}


@needs_git
def test_a_study_in_a_folder_of_a_repository_has_its_own_codebook(study: Path, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    shutil.copytree(study, repository / "homes")
    (repository / "codebook.yml").write_text(CHANGED)
    commit(repository)
    assert "The two are the same." in diff("HEAD", repository / "homes")
    assert "- entry: wood" in diff("HEAD:codebook.yml", repository / "homes")
    assert "The two are the same." in diff("HEAD:./codebook.yml", repository / "homes")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("HAED", 'did you mean "HEAD"?'),
        ("HEAD:old.yml", "there is no file old.yml in the revision HEAD"),
        ("HEAD:", "the revision is named, and then no file"),
        ("v9", "git log --oneline codebook.yml"),
    ],
)
@needs_git
def test_a_revision_that_is_not_there_is_told(study: Path, name: str, told: str) -> None:
    commit(study)
    result = call("codebook", "diff", name, cwd=study)
    assert (result.returncode, result.stdout) == (1, "")
    assert told in result.stderr


@needs_git
def test_a_study_that_git_does_not_keep_has_no_revisions(study: Path) -> None:
    result = call("codebook", "diff", "HEAD", cwd=study, GIT_CEILING_DIRECTORIES=str(study.parent))
    assert result.returncode == 1
    assert "git keeps no revisions of this study" in result.stderr


def test_without_git_a_file_is_asked_for(study: Path, tmp_path: Path) -> None:
    result = call("codebook", "diff", "HEAD", cwd=study, PATH=str(tmp_path))
    assert result.returncode == 1
    assert "git, which may know a revision of this name, is not installed" in result.stderr


@needs_git
def test_a_file_goes_before_a_revision_of_its_name(study: Path) -> None:
    commit(study)
    git(study, "tag", "new.yml")
    assert "+ rule: lie\n" in diff("new.yml", study)


def test_a_file_is_looked_for_here_and_then_in_the_study(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study.parent)
    assert diff("new.yml", study).startswith(f"new.yml → {study / 'codebook.yml'}\n")
    (study.parent / "new.yml").write_text(CODEBOOK)
    assert "The two are the same." in diff("new.yml", study)


def test_the_help_tells_of_revisions_with_an_example() -> None:
    told = invoke("codebook", "diff", "--help").stdout
    assert "interview-coder codebook diff HEAD " in told
    assert re.search(r"A \[B\] \[STUDY\]", told)


def test_diff_says_of_the_sample_study_what_the_deletion_of_a_rule_does(tmp_path: Path) -> None:
    lines = (REPOSITORY / "codebook.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if "- '(fewer | reduce | reduction in" in line)
    deleted = lines[place].strip().removeprefix("- ").strip("'")
    shorter = tmp_path / "shorter.yml"
    shorter.write_text("".join((*lines[:place], *lines[place + 1 :])), encoding="utf-8")
    found = print_as("json", "codebook", "diff", "codebook.yml", shorter, REPOSITORY)
    assert [(one["kind"], one["what"], one["before"]) for one in found["changes"]] == [("removed", "rule", deleted)]
    (code_id,) = found["corpus"]["recoded"]
    for change in found["corpus"]["codings"]:
        assert change["code"] == code_id
        assert deleted in {one["rule"] for coding in change["before"] for one in coding["evidence"]}
        assert deleted not in {one["rule"] for coding in change["after"] for one in coding["evidence"]}


@pytest.fixture
def longer(make_study: MakeStudy) -> Path:
    talk = "".join(
        f"L1: The bus was late on day {number}, and the garden is full of flowers.\n\n" for number in range(100)
    )
    return make_study(CODEBOOK, {"one.txt": f"{ONE}\n{talk}"}, SHEET, "language_model: blank\n")


def test_suggestions_come_with_counts_people_a_place_and_a_caution(longer: Path) -> None:
    told = suggest("rent", longer)
    assert told.startswith("rent: 3 passages of 3 participants (")
    assert re.search(r"^scandal +2 +0 +2 of 3 +\d+\.\d\d +\d+\.\d\d$", told, re.MULTILINE)
    assert "It is a «scandal», this rent.  (T1, one, turn 2)" in told
    assert "by chance alone" in told
    assert "interview-coder codebook try 'lie'" in told


def test_a_word_of_one_person_is_marked(longer: Path) -> None:
    assert re.search(r"^double +1 +0 +1 of 3 .*only T1$", suggest("rent", longer, "--min-count", 1), re.MULTILINE)


def test_suggestions_as_csv_and_json_are_the_same_rows(longer: Path) -> None:
    as_json = print_as("json", "suggest", "rent", longer)
    as_csv = print_as("csv", "suggest", "rent", longer)
    assert [{key: str(value) for key, value in row.items()} for row in as_json] == as_csv
    text = Study.open(longer).read_source("one").text
    assert all(row["text"] == text[row["start"] : row["end"]] for row in as_json)
    assert {row["phrase"] for row in as_json} == {"scandal", "lie"}


def test_suggestions_from_examples_say_so(longer: Path) -> None:
    told = suggest("rent", longer, "--from", "examples")
    assert told.startswith("rent: 1 example (")
    assert "«scandal».  (example)" in told


def test_no_suggestion_is_no_failure(study: Path) -> None:
    assert "No word or phrase that no rule finds yet is said twice" in suggest("lies", study)
    assert print_as("json", "suggest", "lies", study) == []


@pytest.mark.parametrize(
    ("code_id", "told"), [("rnet", 'did you mean "rent"?'), ("cost", "name one of its codes: rent")]
)
def test_a_code_that_is_not_there_is_told_with_the_nearest(study: Path, code_id: str, told: str) -> None:
    result = call("suggest", code_id, study)
    assert (result.returncode, result.stdout) == (1, "")
    assert told in result.stderr
