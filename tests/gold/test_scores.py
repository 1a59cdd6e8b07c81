"""The rules against the reading of the corpus; how it was made is told in README.md beside this file."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import jsonlines
import pytest

from interview_coder import Run

HERE = Path(__file__).parent


def _load_score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = module
    spec.loader.exec_module(module)
    return module


score = _load_score()


@pytest.mark.parametrize("theme", ["toxic_brand", "nhs_centric", "strategic_vacuum", "engagement"])
def test_each_theme_reaches_the_precision_and_recall_that_the_study_asks_for(sample_run: Run, theme: str) -> None:
    scores = score.score_themes(sample_run)
    assert scores[theme].precision >= 0.75
    assert scores[theme].recall >= 0.65


def test_the_readme_gives_the_figures_that_the_command_prints(sample_run: Run) -> None:
    readme = (HERE.parent.parent / "README.md").read_text(encoding="utf-8")
    for row in score.readme_rows(sample_run):
        assert row in readme


def test_the_stakeholder_types_stress_the_themes_that_the_review_found(sample_run: Run) -> None:
    shares = _shares(sample_run)
    for theme in ("toxic_brand", "nhs_centric"):
        assert shares["local authority", theme] > shares["provider", theme]
        assert shares["local authority", theme] > shares["commissioner", theme]
        assert shares["local authority", theme] > shares["Healthwatch", theme]
    for stakeholder in ("provider", "commissioner", "regional body"):
        assert shares[stakeholder, "strategic_vacuum"] > shares["local authority", "strategic_vacuum"]
        assert shares[stakeholder, "strategic_vacuum"] > shares["Healthwatch", "strategic_vacuum"]
    for stakeholder in ("Healthwatch", "primary care"):
        assert shares[stakeholder, "engagement"] > shares["local authority", "engagement"]
        assert shares[stakeholder, "engagement"] > shares["provider", "engagement"]


def test_the_same_pattern_stands_in_the_reading_itself(sample_run: Run) -> None:
    type_of = {name: person.stakeholder_type for name, person in sample_run.results.participants.items()}
    speaker = {(s.source_id, turn.number): turn.participant for s in sample_run.sources for turn in s.turns}
    theme_of = {code.code_id: code.theme_id for code in sample_run.results.codebook.codes}
    raised = {(speaker[source, turn], theme_of[code]) for source, turn, code in score.read_reading("consensus")}

    def share(stakeholder: str, theme: str) -> float:
        people = [name for name, kind in type_of.items() if kind == stakeholder]
        return sum((name, theme) in raised for name in people) / len(people)

    assert share("local authority", "nhs_centric") > share("provider", "nhs_centric")
    assert share("local authority", "toxic_brand") > share("provider", "toxic_brand")
    assert share("provider", "strategic_vacuum") > share("local authority", "strategic_vacuum")
    assert share("Healthwatch", "engagement") > share("provider", "engagement")


def test_every_line_of_a_reading_is_a_code_on_a_turn_of_a_participant(sample_run: Run) -> None:
    codes = {code.code_id for code in sample_run.results.codebook.codes}
    turns = {(s.source_id, t.number) for s in sample_run.sources for t in s.turns if t.role == "participant"}
    for name in ("coder_a", "coder_b", "consensus"):
        with jsonlines.open(HERE / f"{name}.jsonl") as lines:
            placed = [(line["source"], line["turn"], line["code"]) for line in lines]
        assert len(set(placed)) == len(placed)
        assert {(source, turn) for source, turn, _ in placed} <= turns
        assert {code for _, _, code in placed} <= codes


def test_the_consensus_is_what_both_readers_have_and_what_the_third_decided() -> None:
    a, b, consensus = (_stances(name) for name in ("coder_a", "coder_b", "consensus"))
    with jsonlines.open(HERE / "adjudicated.jsonl") as lines:
        decided = {(line["source"], line["turn"], line["code"]): line["decision"] for line in lines}
    assert {place for place in a.keys() | b.keys() if a.get(place) != b.get(place)} == decided.keys()
    agreed = {place: stance for place, stance in a.items() if b.get(place) == stance}
    assert consensus == agreed | {place: stance for place, stance in decided.items() if stance is not None}


def _stances(name: str) -> dict[tuple[str, int, str], str]:
    with jsonlines.open(HERE / f"{name}.jsonl") as lines:
        return {(line["source"], line["turn"], line["code"]): line["stance"] for line in lines}


def _shares(run: Run) -> Mapping[tuple[str, str], float]:
    matrix = run.frame("theme_matrix")
    return {
        (str(row["stakeholder_type"]), str(row["theme"])): int(row["participants"]) / int(row["participants_total"])
        for _, row in matrix.iterrows()
    }
