"""Groups of segments: found on those that are drawn, the nearest for all others, the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.cluster import (
    FEWEST_WORDS,
    MOST_FITTED,
    N_LABEL_WORDS,
    N_TYPICAL,
    ClusterModel,
    assign_segments,
    choose_number,
    draw_segments,
    fit_clusters,
    term_places,
)

SUBJECTS = {
    "home": ["flat", "stair", "damp", "roof", "window", "door", "lift", "boiler"],
    "money": ["rent", "debt", "wage", "bill", "price", "loan", "cost", "arrear"],
    "people": ["neighbour", "landlord", "warden", "family", "friend", "agent", "mother", "child"],
}

Talk = Mapping[str, Sequence[str]]


def talk_of_three_subjects() -> dict[str, list[str]]:
    """Return eight segments on each subject; their ids say which."""
    return {
        f"{subject}#{number}": [words[(number + place) % 8] for place in range(6)]
        for number in range(8)
        for subject, words in SUBJECTS.items()
    }


def fit(talk: Talk, *, n_clusters: int = 3, seed: int = 0) -> ClusterModel | None:
    return fit_clusters(list(talk.values()), n_clusters=n_clusters, seed=seed)


def assign(model: ClusterModel, talk: Talk) -> dict[str, int]:
    """Return the group of each segment."""
    places = term_places(model)
    pairs = [(number, places[word]) for number, words in enumerate(talk.values()) for word in words if word in places]
    segments, terms = np.array(pairs, np.int64).reshape(-1, 2).T
    n_words = np.array([len(words) for words in talk.values()], np.int64)
    return dict(zip(talk, assign_segments(model, segments, terms, n_words).tolist(), strict=True))


def fit_and_assign(talk: Talk, *, n_clusters: int = 3, seed: int = 0) -> tuple[ClusterModel, dict[str, int]]:
    long_enough = {name: words for name, words in talk.items() if len(words) >= FEWEST_WORDS}
    model = fit(long_enough, n_clusters=n_clusters, seed=seed)
    assert model is not None
    return model, assign(model, talk)


def test_segments_that_use_the_same_words_come_together() -> None:
    talk = talk_of_three_subjects()
    model, groups = fit_and_assign(talk)
    assert len(model.labels) == 3
    for subject, words in SUBJECTS.items():
        [group] = {groups[name] for name in talk if name.startswith(subject)}
        assert set(model.labels[group].split(", ")) <= set(words)


def test_every_long_enough_segment_is_in_a_group_and_no_short_one_in_any() -> None:
    talk = talk_of_three_subjects() | {"short": ["rent"] * (FEWEST_WORDS - 1), "empty": []}
    _, groups = fit_and_assign(talk, n_clusters=4)
    assert {name for name, group in groups.items() if group < 0} == {"short", "empty"}


def test_a_segment_of_which_no_word_counts_is_in_no_group() -> None:
    _, groups = fit_and_assign(talk_of_three_subjects())
    model = fit(talk_of_three_subjects())
    assert model is not None
    assert assign(model, {"alone": ["xylophone", "yacht", "zebra", "quilt"]}) == {"alone": -1}
    assert min(groups.values()) >= 0


def test_segments_that_share_no_word_with_any_other_make_no_group_of_their_own() -> None:
    talk = {f"{name}/{copy}": words for copy in range(3) for name, words in talk_of_three_subjects().items()}
    talk |= {f"alone#{number}": [f"word{number}x{n}" for n in range(5)] for number in range(6)}
    model, groups = fit_and_assign(talk, n_clusters=8)
    assert {name for name, group in groups.items() if group < 0} == {name for name in talk if name.startswith("alone")}
    typical = {list(talk)[place] for places in model.typical for place in places}
    assert not any(name.startswith("alone") for name in typical)
    assert set(groups.values()) - {-1} == set(range(len(model.labels)))


def test_the_largest_group_comes_first() -> None:
    talk = talk_of_three_subjects() | {f"money#{n + 8}": SUBJECTS["money"][:6] for n in range(5)}
    model, groups = fit_and_assign(talk)
    sizes = [list(groups.values()).count(group) for group in range(len(model.labels))]
    assert sizes == sorted(sizes, reverse=True)


def test_typical_segments_are_members_and_few() -> None:
    talk = talk_of_three_subjects()
    model, groups = fit_and_assign(talk)
    for group, places in enumerate(model.typical):
        assert {groups[list(talk)[place]] for place in places} == {group}
        assert len(places) == len(set(places)) == N_TYPICAL
        assert 1 <= len(model.labels[group].split(", ")) <= N_LABEL_WORDS


@pytest.mark.parametrize("seed", [0, 1, 2018])
def test_the_same_seed_gives_the_same_groups(seed: int) -> None:
    talk = talk_of_three_subjects()
    (model, groups), (again, groups_again) = (fit_and_assign(talk, seed=seed) for _ in range(2))
    assert groups == groups_again
    assert (model.terms, model.labels, model.typical) == (again.terms, again.labels, again.typical)
    assert model.centres.tobytes() == again.centres.tobytes()
    assert model.projection.tobytes() == again.projection.tobytes()


def test_a_group_does_not_hang_on_what_else_is_assigned_with_a_segment() -> None:
    talk = talk_of_three_subjects()
    model, groups = fit_and_assign(talk)
    assert {name: assign(model, {name: words})[name] for name, words in talk.items()} == groups


def test_the_study_can_say_how_many() -> None:
    model, _ = fit_and_assign(talk_of_three_subjects(), n_clusters=6)
    assert len(model.labels) == 6


@pytest.mark.parametrize(("n_segments", "n_clusters"), [(0, 2), (10, 2), (50, 5), (800, 20), (1_000_000, 30)])
def test_more_segments_make_more_groups_up_to_thirty(n_segments: int, n_clusters: int) -> None:
    assert choose_number(n_segments) == n_clusters


def test_fewer_than_ten_segments_make_no_group() -> None:
    assert fit(dict(list(talk_of_three_subjects().items())[:9])) is None


@pytest.mark.parametrize("n_segments", [20, 60])
def test_segments_that_share_no_word_are_grouped_without_a_warning(n_segments: int) -> None:
    talk = {f"s#{place}": [f"w{place}x{n}" for n in range(4)] for place in range(n_segments)}
    model = fit(talk)
    assert model is None or set(assign(model, talk).values()) <= {-1, *range(len(model.labels))}


@pytest.mark.parametrize("n_clusters", [2, 5])
def test_segments_that_repeat_each_other_word_for_word_give_no_warning(n_clusters: int) -> None:
    words = [SUBJECTS["home"], SUBJECTS["money"], SUBJECTS["people"]]
    talk = {f"s#{place}": words[place % 3] for place in range(18)}
    _, groups = fit_and_assign(talk, n_clusters=n_clusters)
    assert min(groups.values()) >= 0


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(st.sampled_from([word for words in SUBJECTS.values() for word in words]), max_size=8), max_size=70
    )
)
def test_any_talk_is_grouped_without_a_warning_and_every_typical_segment_is_in_its_group(
    words: list[list[str]],
) -> None:
    talk = {f"s#{place}": own for place, own in enumerate(words) if len(own) >= FEWEST_WORDS}
    model = fit(talk, n_clusters=4, seed=1)
    if model is not None:
        groups = list(assign(model, talk).values())
        for group, places in enumerate(model.typical):
            assert [groups[place] for place in places] == [group] * len(places)


draws_of_segments = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2**64 - 1)), max_size=40)


@given(draws_of_segments)
def test_all_long_enough_segments_are_drawn_where_they_are_few(segments: list[tuple[int, int]]) -> None:
    n_words, draws = np.array(segments, np.uint64).reshape(-1, 2).T
    assert draw_segments(n_words, draws).tolist() == [
        place for place, (n, _) in enumerate(segments) if n >= FEWEST_WORDS
    ]


@given(draws_of_segments, st.integers(1, 10), st.randoms(use_true_random=False))
def test_which_segments_are_drawn_does_not_hang_on_their_order(
    segments: list[tuple[int, int]], most: int, random: Random
) -> None:
    segments = list({draw: (n, draw) for n, draw in segments}.values())
    shuffled = random.sample(segments, len(segments))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("interview_coder.cluster.MOST_FITTED", most)
        drawn = []
        for order in (segments, shuffled):
            n_words, draws = np.array(order, np.uint64).reshape(-1, 2).T
            places = draw_segments(n_words, draws).tolist()
            assert places == sorted(places)
            drawn.append({order[place] for place in places})
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == min(most, sum(n >= FEWEST_WORDS for n, _ in segments))


def test_no_more_than_some_thousands_are_drawn() -> None:
    numbers = np.random.default_rng(0).integers(0, 2**63, 10_000).astype(np.uint64)
    assert len(draw_segments(np.full(10_000, 9), numbers)) == MOST_FITTED
