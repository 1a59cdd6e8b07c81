"""Codings brought up to date: what holds is kept, what does not is coded anew, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_studies import (
    LISTS,
    ROSTERS,
    RULES,
    a_small_study,
    fresh_outputs,
    make_codebook,
    make_transcript,
    run_as_the_command_does,
    seeded,
    write_study,
)

from interview_coder import Study
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.project.cache import FOLDER as CACHE


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = a_small_study(tmp_path / "study")
    study.run().write()
    return study


class Matched:
    """What was matched: for each call the codes, and the sources."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[set[str], list[str]]] = []
        match_block = RuleMatcher.match_block
        noted = self.calls

        def match_and_note(self: RuleMatcher, sources: Any, participants: Any) -> Any:
            codes = {one.code.code_id for one in self._codebook.rules}
            noted.append((codes, [source.source_id for source, _, _ in sources]))
            return match_block(self, sources, participants)

        monkeypatch.setattr(RuleMatcher, "match_block", match_and_note)


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> Matched:
    return Matched(monkeypatch)


def write_codebook(study: Study, rules: list[list[str]], **others: Any) -> None:
    (study.folder.root / "codebook.yml").write_text(make_codebook(rules, **others))


FIRST = [["rent"], ["(owe | bailiff)"], ["(trust | believe)"]]
ALL = ["s0", "s1", "s2", "s3"]


def test_nothing_is_matched_where_nothing_changed(study: Study, matched: Matched) -> None:
    run = study.run()
    assert matched.calls == []
    assert run.codings
    assert run._files.paths["codings.jsonl"].samefile(study.folder.outputs / "codings.jsonl")


def test_a_changed_rule_costs_the_codings_of_its_code(study: Study, matched: Matched) -> None:
    write_codebook(study, [["rent"], ["bailiff"], ["(trust | believe)"]])
    assert run_as_the_command_does(study) == fresh_outputs(study)
    assert matched.calls[0] == ({"code_1"}, ALL)


def test_a_changed_transcript_costs_the_codings_in_it(study: Study, matched: Matched) -> None:
    (study.folder.corpus / "s2.txt").write_text(make_transcript(seeded("new"), 5))
    assert run_as_the_command_does(study) == fresh_outputs(study)
    assert matched.calls[0] == ({"code_0", "code_1", "code_2"}, ["s2"])


def test_both_together_cost_no_more(study: Study, matched: Matched) -> None:
    write_codebook(study, [["rent"], ["bailiff"], ["(trust | believe)"]])
    (study.folder.corpus / "s2.txt").write_text(make_transcript(seeded("new"), 5))
    assert run_as_the_command_does(study) == fresh_outputs(study)
    assert matched.calls[:2] == [({"code_0", "code_1", "code_2"}, ["s2"]), ({"code_1"}, ["s0", "s1", "s3"])]


@pytest.mark.parametrize("change", ["a definition", "a code less", "a transcript less", "the order of rules"])
def test_what_changes_no_coding_costs_no_matching(change: str, study: Study, matched: Matched) -> None:
    if change == "a definition":
        write_codebook(study, FIRST, note=" with a longer definition")
    elif change == "a code less":
        write_codebook(study, FIRST[:2])
    elif change == "a transcript less":
        (study.folder.corpus / "s1.txt").unlink()
    else:
        path = study.folder.root / "codebook.yml"
        path.write_text(path.read_text() + "# a remark\n")
    run = study.run()
    run.write()
    assert matched.calls == []
    assert run_as_the_command_does(study) == fresh_outputs(study)


def test_the_lines_that_are_kept_name_the_codebook_of_today(study: Study) -> None:
    before = study.run().inputs.codebook.sha256
    write_codebook(study, FIRST, note=" of the tower")
    run = study.run()
    run.write()
    assert {one.codebook for one in run.codings} == {run.inputs.codebook.sha256[:12]}
    assert before[:12].encode() not in (study.folder.outputs / "codings.jsonl").read_bytes()


def test_a_list_that_changes_costs_the_codes_whose_rules_use_it(study: Study, matched: Matched) -> None:
    write_codebook(study, [["rent"], ["@landlord"], ["trust"]])
    study.run().write()
    matched.calls.clear()
    write_codebook(study, [["rent"], ["@landlord"], ["trust"]], lists=LISTS[1])
    assert run_as_the_command_does(study) == fresh_outputs(study)
    assert matched.calls[0] == ({"code_1"}, ALL)


def test_another_stakeholder_type_changes_the_codings_of_its_people(study: Study) -> None:
    write_codebook(study, [["rent BY tenant"], ["bailiff"], ["trust"]])
    study.run().write()
    (study.folder.corpus / "participants.csv").write_text(ROSTERS[2] or "")
    assert run_as_the_command_does(study) == fresh_outputs(study)


def test_another_language_model_codes_all_anew(study: Study, matched: Matched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.installed.version", lambda _: "99")
    assert study.run().results.manifest["language_model"]["version"] == "99"
    assert matched.calls == [({"code_0", "code_1", "code_2"}, ALL)]


def test_another_version_of_the_program_codes_all_anew(
    study: Study, matched: Matched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview_coder.known_codings.program_key", lambda: "another")
    study.run()
    assert matched.calls == [({"code_0", "code_1", "code_2"}, ALL)]


@pytest.mark.parametrize("name", [f"{CACHE}/codings.bin", "outputs/codings.jsonl"])
def test_codings_that_are_lost_are_found_anew(name: str, study: Study, matched: Matched) -> None:
    (study.folder.root / name).unlink()
    assert run_as_the_command_does(study) == fresh_outputs(study)
    assert name.startswith(CACHE) or matched.calls
    study.run()


def test_codings_of_an_outputs_folder_of_another_study_are_not_taken(tmp_path: Path, study: Study) -> None:
    other = a_small_study(tmp_path / "other", seed=2)
    other.run().write()
    (other.folder.outputs / "codings.jsonl").replace(study.folder.outputs / "codings.jsonl")
    assert run_as_the_command_does(study) == fresh_outputs(study)


def test_a_study_without_a_code_has_no_codings_and_gets_them_later(study: Study) -> None:
    (study.folder.root / "codebook.yml").write_text("themes: [{id: cost, codes: [{id: a_code}]}]\n")
    run = study.run()
    run.write()
    assert run.codings == []
    write_codebook(study, FIRST)
    assert run_as_the_command_does(study) == fresh_outputs(study)


def test_many_sources_are_matched_some_at_a_time(
    tmp_path: Path, matched: Matched, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = a_small_study(tmp_path / "study", n_sources=5)
    monkeypatch.setattr("interview_coder.recoding.SOURCES_AT_ONCE", 2)
    monkeypatch.setattr("interview_coder.known_codings._MOST_ROWS", 1)
    found = run_as_the_command_does(study)
    assert [sources for _, sources in matched.calls] == [["s0", "s1"], ["s2", "s3"], ["s4"]]
    assert found == fresh_outputs(study)


codebooks = st.lists(st.lists(st.sampled_from(RULES), max_size=2, unique=True), min_size=1, max_size=4)


@settings(max_examples=15)
@given(codebooks, codebooks)
def test_the_codings_of_a_changed_codebook_are_those_of_a_fresh_run(
    tmp_path_factory: pytest.TempPathFactory, before: list[list[str]], after: list[list[str]]
) -> None:
    files = {f"s{number}.txt": make_transcript(seeded(number), 5) for number in range(2)}
    study = write_study(tmp_path_factory.mktemp("study"), files, make_codebook(before))
    run_as_the_command_does(study)
    write_codebook(study, after)
    assert run_as_the_command_does(study) == fresh_outputs(study)
