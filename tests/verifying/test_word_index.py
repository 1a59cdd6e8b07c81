"""The index of words: it finds what plain loops find, and is made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_coder import Study
from interview_coder.following import follow_without_showing
from interview_coder.verifying.index_file import INDEX_FILE, load_index
from interview_coder.verifying.word_index import UNKNOWN, WordIndex
from interview_coder.verifying.wording import read_tokens

MakeStudy = Callable[..., Path]

CODEBOOK = "title: Homes\nthemes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
WORDS = ("rent", "went", "up", "Up", "and", "we")
QUICK = "language_model: blank\n"
ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


def write_turns(turns: list[list[str]]) -> str:
    return "".join(f"P{n % 2}: {' '.join(words)}.\n\n" for n, words in enumerate(turns))


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7), min_size=2, max_size=5), st.data())
@ANY
def test_phrases_and_runs_are_those_that_plain_loops_find(
    make_study: MakeStudy, turns: list[list[str]], data: st.DataObject
) -> None:
    half = len(turns) // 2
    files = {"one.txt": write_turns(turns[:half] or turns), "two.txt": write_turns(turns[half:])}
    inputs = Study.open(make_study(CODEBOOK, files, settings=QUICK)).read(allow_unknown=True)
    index = load_index(inputs, follow_without_showing)
    said = [[word.lower() for word in words] for words in [*(turns[:half] or turns), *turns[half:]]]
    phrase = data.draw(st.lists(st.sampled_from([*WORDS, "marmalade"]), min_size=1, max_size=4))
    numbers = number(index, " ".join(phrase))
    folded = [word.lower() for word in phrase]
    starts = [sum(map(len, said[:turn])) for turn in range(len(said))]
    expected = [
        starts[turn] + place
        for turn, words in enumerate(said)
        for place in range(len(words))
        if words[place : place + len(folded)] == folded
    ]
    assert index.find_phrase(numbers).tolist() == expected
    longest = max(
        (
            n
            for n in range(len(folded) + 1)
            for words in said
            if folded[:n] in [words[p : p + n] for p in range(len(words))]
        ),
        default=0,
    )
    assert index.measure_run(numbers) == longest
    assert [index.turn_of(place) for place in expected] == [
        turn for turn, words in enumerate(said) for p in range(len(words)) if words[p : p + len(folded)] == folded
    ]


def number(index: WordIndex, text: str) -> list[int]:
    return [one for own in index.number_words(text, read_tokens(text)) for one in own]


def test_the_index_is_made_once_and_again_when_a_source_changes(make_study: MakeStudy) -> None:
    root = make_study(CODEBOOK, {"one.txt": "P1: The rent went up.\n\nP2: And up.\n"}, settings=QUICK)
    study = Study.open(root)
    before = load_index(study.read(allow_unknown=True), follow_without_showing)
    made: list[str] = []

    def follow(items: object, label: str) -> object:
        made.append(label)
        return items

    again = load_index(study.read(allow_unknown=True), follow)  # type: ignore[arg-type]
    assert (made, again.words.tolist()) == ([], before.words.tolist())
    (root / "corpus" / "one.txt").write_text("P1: The rent went down.\n\nP2: And down.\n", encoding="utf-8")
    changed = load_index(study.read(allow_unknown=True), follow)  # type: ignore[arg-type]
    assert made == ["indexing"]
    assert len(changed.find_phrase(number(changed, "went down"))) == 1
    assert UNKNOWN not in number(changed, "the rent")


def test_a_damaged_index_is_made_again(make_study: MakeStudy) -> None:
    root = make_study(CODEBOOK, {"one.txt": "P1: The rent went up.\n\nP2: And up.\n"}, settings=QUICK)
    study = Study.open(root)
    load_index(study.read(allow_unknown=True), follow_without_showing)
    file = root / ".interview-coder" / INDEX_FILE
    file.write_bytes(file.read_bytes()[:-9] + b"damaged!!")
    index = load_index(study.read(allow_unknown=True), follow_without_showing)
    assert index.find_phrase(number(index, "rent went up")).tolist() == [1]
