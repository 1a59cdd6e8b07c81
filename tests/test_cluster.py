"""Clusters: every long enough segment in exactly one, the same for the same seed, and never a crash."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.cluster import FEWEST_WORDS, N_LABEL_WORDS, N_TYPICAL, cluster_segments
from interview_coder.model.results import Cluster

SUBJECTS = {
    "home": ["flat", "stair", "damp", "roof", "window", "door", "lift", "boiler"],
    "money": ["rent", "debt", "wage", "bill", "price", "loan", "cost", "arrear"],
    "people": ["neighbour", "landlord", "warden", "family", "friend", "agent", "mother", "child"],
}


def talk_of_three_subjects() -> dict[str, list[str]]:
    """Return eight segments on each subject; their ids say which."""
    return {
        f"{subject}#{number}": [words[(number + place) % 8] for place in range(6)]
        for number in range(8)
        for subject, words in SUBJECTS.items()
    }


def cluster(talk: dict[str, list[str]], *, n_clusters: int = 0, seed: int = 0) -> tuple[Cluster, ...]:
    return cluster_segments(list(talk), list(talk.values()), n_clusters=n_clusters, seed=seed)


def test_segments_that_use_the_same_words_come_together() -> None:
    clusters = cluster(talk_of_three_subjects(), n_clusters=3)
    assert [len(one.segment_ids) for one in clusters] == [8, 8, 8]
    for one in clusters:
        [subject] = {name.partition("#")[0] for name in one.segment_ids}
        assert set(one.label.split(", ")) <= set(SUBJECTS[subject])


def test_every_long_enough_segment_is_in_one_cluster_and_no_short_one_in_any() -> None:
    talk = talk_of_three_subjects() | {"short": ["rent"] * (FEWEST_WORDS - 1), "empty": []}
    members = [name for one in cluster(talk, n_clusters=4) for name in one.segment_ids]
    assert sorted(members) == sorted(set(talk) - {"short", "empty"})


def test_clusters_are_numbered_from_one_and_the_largest_comes_first() -> None:
    clusters = cluster(talk_of_three_subjects(), n_clusters=5)
    sizes = [len(one.segment_ids) for one in clusters]
    assert [one.number for one in clusters] == list(range(1, len(clusters) + 1))
    assert sizes == sorted(sizes, reverse=True)


def test_the_segments_of_a_cluster_come_in_the_order_of_the_study() -> None:
    talk = talk_of_three_subjects()
    order = {name: place for place, name in enumerate(talk)}
    for one in cluster(talk):
        places = [order[name] for name in one.segment_ids]
        assert places == sorted(places)


def test_typical_segments_are_members_and_few() -> None:
    for one in cluster(talk_of_three_subjects(), n_clusters=3):
        assert set(one.typical_ids) <= set(one.segment_ids)
        assert len(one.typical_ids) == len(set(one.typical_ids)) == N_TYPICAL
        assert 1 <= len(one.label.split(", ")) <= N_LABEL_WORDS


@pytest.mark.parametrize("seed", [0, 1, 2018])
def test_the_same_seed_gives_the_same_clusters(seed: int) -> None:
    talk = talk_of_three_subjects()
    assert cluster(talk, seed=seed) == cluster(talk, seed=seed)


def test_the_study_can_say_how_many() -> None:
    assert len(cluster(talk_of_three_subjects(), n_clusters=6)) == 6


def test_fewer_than_ten_long_enough_segments_make_no_cluster() -> None:
    talk = dict(list(talk_of_three_subjects().items())[:9])
    assert cluster(talk) == ()
    assert cluster(talk | {f"short{number}": ["rent"] for number in range(20)}) == ()


def test_segments_that_share_no_word_make_no_cluster() -> None:
    assert cluster({f"s#{place}": [f"w{place}x{n}" for n in range(4)] for place in range(60)}) == ()


@pytest.mark.parametrize("n_clusters", [0, 5])
def test_segments_that_repeat_each_other_word_for_word_give_no_warning(n_clusters: int) -> None:
    words = [SUBJECTS["home"], SUBJECTS["money"], SUBJECTS["people"]]
    talk = {f"s#{place}": words[place % 3] for place in range(18)}
    clusters = cluster(talk, n_clusters=n_clusters)
    assert sorted(name for one in clusters for name in one.segment_ids) == sorted(talk)


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(st.sampled_from([word for words in SUBJECTS.values() for word in words]), max_size=8), max_size=30
    )
)
def test_any_talk_is_clustered_without_a_warning_and_each_segment_at_most_once(words: list[list[str]]) -> None:
    ids = [f"s#{place}" for place in range(len(words))]
    members = [name for one in cluster_segments(ids, words, seed=1) for name in one.segment_ids]
    assert len(members) == len(set(members))
    assert set(members) <= {name for name, own in zip(ids, words, strict=True) if len(own) >= FEWEST_WORDS}
