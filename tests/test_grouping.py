"""Clusters of a study: kept as long as the segments that they were found on do not change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.made_studies import (
    SENTENCES,
    a_small_study,
    fresh_outputs,
    make_codebook,
    make_transcript,
    run_as_the_command_does,
    seeded,
)

from interview_coder import Study
from interview_coder.cluster import FEWEST_WORDS, ClusterModel, assign_segments, fit_clusters
from interview_coder.grouping import N_EXAMPLES, group_segments
from interview_coder.project.cache import FOLDER as CACHE
from interview_coder.project.settings import Settings


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = a_small_study(tmp_path / "study", n_sources=6)
    study.run().write()
    return study


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many segments were given each time when groups were looked for."""
    counts: list[int] = []

    def fit_and_note(words: Sequence[Sequence[str]], *, n_clusters: int, seed: int) -> ClusterModel | None:
        counts.append(len(words))
        return fit_clusters(words, n_clusters=n_clusters, seed=seed)

    monkeypatch.setattr("interview_coder.grouping.fit_clusters", fit_and_note)
    return counts


def test_every_segment_of_a_cluster_is_one_of_the_study_and_in_one_cluster(study: Study) -> None:
    run = study.run()
    segments = {one["segment"]: one["text"] for one in run.records("segments")}
    clusters = list(run.records("clusters"))
    members = [name for one in clusters for name in one["segments"]]
    assert len(members) == len(set(members))
    assert set(members) <= set(segments)
    enough = sum(one.n_content_words[n] >= FEWEST_WORDS for one in run.inputs.stored for n in range(len(one.segments)))
    assert len(members) == enough
    order = {name: place for place, name in enumerate(segments)}
    for record, cluster in zip(clusters, run.results.clusters, strict=True):
        assert (record["cluster"], record["label"]) == (cluster.number, cluster.label)
        assert len(record["segments"]) == cluster.n_segments > 0
        assert set(record["typical"]) <= set(record["segments"])
        assert record["segments"] == sorted(record["segments"], key=order.__getitem__)
        for name, example in zip(cluster.typical_ids[:N_EXAMPLES], cluster.examples, strict=True):
            assert example == segments[name] or segments[name].startswith(example.removesuffix(" …"))
    sizes = [one.n_segments for one in run.results.clusters]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("unit", ["turn", "sentence"])
def test_no_word_of_whoever_asks_is_in_a_label(unit: str, tmp_path: Path) -> None:
    study = a_small_study(tmp_path / "study", n_sources=6)
    (study.folder.root / "study.yml").write_text(f"language_model: blank\nsegment: {unit}\n")
    for path in study.folder.corpus.glob("*.txt"):
        path.write_text(path.read_text().replace("INTERVIEWER: ", "INTERVIEWER: Xylophone, yacht, zebra and quail! "))
    labels = " ".join(cluster.label for cluster in study.run().results.clusters)
    assert labels
    assert not any(word in labels for word in ("xylophone", "yacht", "zebra", "quail"))


def test_groups_are_not_looked_for_again_when_the_codebook_changes(study: Study, fitted: list[int]) -> None:
    (study.folder.root / "codebook.yml").write_text(make_codebook([["tower"], ["winter"]]))
    found = run_as_the_command_does(study)
    assert fitted == []
    assert found == fresh_outputs(study)


def test_groups_are_looked_for_again_when_their_segments_change(study: Study, fitted: list[int]) -> None:
    (study.folder.corpus / "s2.txt").write_text(make_transcript(seeded("new"), 6))
    found = run_as_the_command_does(study)
    assert len(fitted) == 1
    assert found == fresh_outputs(study)


def test_a_change_beyond_what_is_drawn_looks_for_no_group_again(study: Study, fitted: list[int]) -> None:
    (study.folder.corpus / "short.txt").write_text("P01: Hm.\n\nP02: The rent, yes.\n")
    found = run_as_the_command_does(study)
    assert fitted == []
    assert found == fresh_outputs(study)


@pytest.mark.parametrize("changed", ["interview_coder.grouping.program_key", "interview_coder.library.program_key"])
def test_another_version_of_the_program_looks_for_groups_again(
    changed: str, study: Study, fitted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed, lambda: "another")
    before, after = study.read(), study.run()
    assert len(fitted) == (1 if "grouping" in changed else 0)
    assert len(before.stored) == len(after.results.sources)


@pytest.mark.parametrize(
    ("settings", "n_clusters"),
    [(Settings(clusters="off"), 0), (Settings(clusters=3), 3), (Settings(clusters=5, seed=1), 5)],
)
def test_the_settings_say_how_many_groups(settings: Settings, n_clusters: int, study: Study) -> None:
    inputs = study.read()
    for _ in range(2):
        grouping = group_segments(inputs.library, inputs.stored, settings)
        assert len(grouping.clusters) == n_clusters
        assert sorted({*grouping.cluster_of.tolist()} - {-1}) == list(range(n_clusters))
        assert len(grouping.cluster_of) == sum(len(one.segments) for one in inputs.stored)


def test_a_study_of_few_words_has_no_clusters_and_an_empty_file(tmp_path: Path) -> None:
    study = a_small_study(tmp_path / "study", n_sources=1)
    (study.folder.corpus / "s0.txt").write_text(f"P01: {SENTENCES[0]}\n")
    run = study.run()
    run.write()
    assert run.results.clusters == ()
    assert (study.folder.outputs / "clusters.jsonl").read_bytes() == b""


def test_clusters_that_are_damaged_in_the_cache_are_found_anew(study: Study, fitted: list[int]) -> None:
    path = study.folder.root / CACHE / "clusters.bin"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    (study.folder.root / "codebook.yml").write_text(make_codebook([["tower"]]))
    assert run_as_the_command_does(study) == fresh_outputs(study)
    assert fitted


def test_a_group_in_which_nothing_is_left_is_no_cluster(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.grouping.assign_segments", lambda *args: assign_segments(*args) // 2)
    inputs = study.read()
    (study.folder.root / CACHE / "clusters.bin").unlink()
    found = group_segments(inputs.library, inputs.stored, Settings(clusters=6))
    assert len(found.clusters) == 3
    assert [one.number for one in found.clusters] == [1, 2, 3]
    assert all(one.n_segments for one in found.clusters)
