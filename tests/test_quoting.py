"""Quotes as records: exactly their slices, with what stands around them."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_studies import RULES, a_small_study, make_codebook, make_transcript, seeded, write_study

from interview_coder import Run, Study


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return a_small_study(tmp_path / "study").run()


def check_quotes(run: Run) -> None:
    """Check all that must hold of the quotes of any run."""
    sources = {source.source_id: source for source in run.sources}
    codings = {coding.coding_id: coding for coding in run.codings}
    for quote in run.quotes:
        source = sources[quote.source_id]
        turn = source.turns[quote.turn - 1]
        assert quote.text == source.text[quote.start : quote.end]
        assert turn.start <= quote.start < quote.end <= turn.end
        assert (turn.role, turn.participant) == ("participant", quote.participant)
        coding = codings[quote.quote_id]
        assert (coding.source_id, coding.start, coding.theme_id) == (quote.source_id, quote.start, quote.theme_id)
        assert coding.stakeholder_type == quote.stakeholder_type
        assert coding.code_id in quote.codes
    assert len({quote.quote_id for quote in run.quotes}) == len(run.quotes)
    assert run.results.listed_quotes == tuple(run.quotes)
    most = run.inputs.settings.quotes_per_cell
    assert [one.quote._replace(text="") for one in run.results.quotes] == [
        one._replace(text="") for one in run.quotes if one.rank <= most
    ]
    for shown in run.results.quotes:
        source = sources[shown.quote.source_id]
        turn = source.turns[shown.quote.turn - 1]
        assert shown.before + shown.quote.text + shown.after == source.text[turn.start : turn.end]
        assert shown.speaker == turn.speaker
        if shown.quote.turn > 1:
            asking = source.turns[shown.quote.turn - 2]
            assert shown.asked == f"{asking.speaker}: {source.text[asking.start : asking.end]}"
        else:
            assert shown.asked == ""
        within = [
            coding
            for coding in codings.values()
            if (coding.source_id, coding.theme_id) == (shown.quote.source_id, shown.quote.theme_id)
            and shown.quote.start <= coding.start < shown.quote.end
        ]
        words = {(token.start, token.end) for one in within for item in one.evidence for token in item.tokens}
        assert shown.found == tuple(sorted(w for w in words if shown.quote.start <= w[0] and w[1] <= shown.quote.end))
        assert shown.found


def test_every_quote_is_its_slice_and_stands_in_its_context(run: Run) -> None:
    assert run.quotes
    check_quotes(run)


def test_quotes_come_by_theme_type_and_rank(run: Run) -> None:
    cells = [(quote.theme_id, quote.stakeholder_type) for quote in run.quotes]
    assert cells == sorted(cells)
    for _, cell in groupby(run.quotes, lambda quote: (quote.theme_id, quote.stakeholder_type)):
        ranks = [quote.rank for quote in cell]
        assert ranks == list(range(1, len(ranks) + 1))


def test_the_report_is_told_how_many_quotes_each_cell_has(run: Run) -> None:
    counts = run.results.n_quotes
    assert sum(counts.values()) == len(run.quotes)
    for (theme, kind), count in counts.items():
        own = [one for one in run.quotes if (one.theme_id, one.stakeholder_type) == (theme, kind)]
        assert len(own) == count


def test_a_quote_that_joins_two_codings_has_the_words_of_both(tmp_path: Path) -> None:
    text = "P01: The “rent” is high. It went up. Nobody was asked about it, in May.\n"
    codebook = make_codebook([["rent THEN/turn up"], ["(high | up) THEN/turn May"]])
    run = write_study(tmp_path / "study", {"a.txt": text}, codebook).run()
    [quote] = run.quotes
    assert quote.text == "The “rent” is high. It went up. Nobody was asked about it, in May."
    assert quote.codes == ("code_0", "code_1")
    check_quotes(run)


def test_words_of_a_hit_in_another_segment_are_not_marked_in_a_quote(tmp_path: Path) -> None:
    text = "P01: The rent is high. Nobody asked. The damp is bad.\n"
    study = write_study(
        tmp_path / "study",
        {"a.txt": text},
        make_codebook([["rent THEN/turn damp"]]),
        settings="language_model: blank\nsegment: sentence\n",
    )
    run = study.run()
    assert [one.quote.text for one in run.results.quotes] == ["The rent is high.", "The damp is bad."]
    shown = run.sources[0].text
    assert [[shown[a:b] for a, b in one.found] for one in run.results.quotes] == [["rent"], ["damp"]]


@pytest.mark.parametrize("most", [0, 1, 3, 5])
def test_of_too_many_quotes_those_of_the_first_ranks_are_listed(
    most: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview_coder.pipeline.MOST_LISTED", most)
    listed = Study.open(run.inputs.folder.root).run().results.listed_quotes
    assert len(listed) == min(most, len(run.quotes))
    assert list(listed) == [quote for quote in run.quotes if quote in listed]
    left_out = [quote.rank for quote in run.quotes if quote not in listed]
    assert max((quote.rank for quote in listed), default=0) <= min(left_out, default=max(1, len(run.quotes)))


def test_a_study_without_codings_has_no_quotes(tmp_path: Path) -> None:
    study = write_study(tmp_path / "study", {"a.txt": "P01: Hm.\n"}, make_codebook([["rent"]]))
    run = study.run()
    run.write()
    assert (run.quotes, run.results.quotes) == ([], ())
    assert (study.folder.outputs / "quotes.jsonl").read_bytes() == b""


def test_many_quotes_are_written_some_at_a_time(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.quoting._QUOTES_AT_ONCE", 2)
    again = Study.open(run.inputs.folder.root).run()
    assert again.quotes == run.quotes
    assert not tmp_path.is_relative_to(again.inputs.folder.root)


@settings(max_examples=15)
@given(
    st.lists(st.lists(st.sampled_from(RULES), min_size=1, max_size=2, unique=True), min_size=1, max_size=4),
    st.integers(0, 20),
    st.sampled_from(["turn", "sentence"]),
)
def test_whatever_the_rules_find_every_quote_is_its_slice(
    tmp_path_factory: pytest.TempPathFactory, rules: list[list[str]], seed: int, unit: str
) -> None:
    files = {f"s{number}.txt": make_transcript(seeded((seed, number)), 4) for number in range(2)}
    study = write_study(
        tmp_path_factory.mktemp("study"),
        files,
        make_codebook(rules),
        settings=f"language_model: blank\nclusters: 'off'\nsegment: {unit}\nquotes_per_cell: 2\n",
    )
    check_quotes(study.run())
