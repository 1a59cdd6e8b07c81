"""The sample study, counted a second time: every cell of every table, from the written files, with plain pandas.

Nothing here depends on what the codebook's rules find.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from interview_coder import Run
from interview_coder.model.coding import STANCES
from interview_coder.tabulate.tables import TABLES, WIDE_TABLES

REPOSITORY = Path(__file__).parent.parent

Row = dict[Any, Any]


@dataclass(frozen=True)
class Written:
    """What a researcher has in hand: the written files, and the classification sheet."""

    sources: pd.DataFrame
    turns: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    quotes: pd.DataFrame
    clusters: pd.DataFrame
    tables: dict[str, pd.DataFrame]
    type_of: dict[str, str]
    themes: list[str]
    theme_of: dict[str, str]

    @property
    def texts(self) -> dict[str, str]:
        return dict(zip(self.sources["source"], self.sources["text"], strict=True))

    @property
    def spoken(self) -> pd.DataFrame:
        """Turns of participants, with their stakeholder types."""
        own = self.turns[self.turns["role"] == "participant"]
        return own.assign(stakeholder_type=own["participant"].map(self.type_of))

    @property
    def stakeholder_types(self) -> list[str]:
        counts = self.spoken.groupby("stakeholder_type")["participant"].nunique()
        return sorted(counts.index, key=lambda name: (-counts[name], name))


def read_lines(path: Path) -> pd.DataFrame:
    return pd.DataFrame([json.loads(line) for line in path.read_bytes().split(b"\n") if line])


def read_table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def read_types(path: Path) -> dict[str, str]:
    sheet = pd.read_csv(path, dtype=str, keep_default_na=False)
    ids = sheet["participant"].where(sheet["source"] == "", sheet["source"] + "/" + sheet["participant"])
    return dict(zip(ids, sheet["stakeholder_type"].replace("", "unknown"), strict=True))


@pytest.fixture(scope="module")
def written(sample_run: Run, sample_outputs: Path) -> Written:
    records = {path.stem: read_lines(path) for path in sample_outputs.glob("*.jsonl")}
    codebook = sample_run.results.codebook
    return Written(
        **records,
        tables={path.stem: read_table(path) for path in (sample_outputs / "tables").glob("*.csv")},
        type_of=read_types(REPOSITORY / "corpus" / "participants.csv"),
        themes=[theme.theme_id for theme in codebook.themes],
        theme_of={code.code_id: code.theme_id for code in codebook.codes},
    )


def count_mentions(codings: pd.DataFrame) -> int:
    """Count stretches: a coding that begins before the end of an earlier one in its segment adds none."""
    ordered = codings.sort_values(["segment", "start", "end"])
    reach = ordered.groupby("segment")["end"].cummax().groupby(ordered["segment"]).shift(fill_value=-1)
    return int((ordered["start"] >= reach).sum())


def count(found: pd.DataFrame, heard: pd.DataFrame) -> Row:
    return {
        "mentions": count_mentions(found),
        "participants": found["participant"].nunique(),
        "participants_total": heard["participant"].nunique(),
        "sources": found["source"].nunique(),
        "sources_total": heard["source"].nunique(),
    }


def count_with_segments(found: pd.DataFrame, written: Written) -> Row:
    everybody = count(found, written.spoken) | {"sources_total": len(written.sources)}
    return everybody | {"segments": found["segment"].nunique(), "segments_total": len(written.segments)}


def recount_theme_matrix(written: Written) -> Iterator[Row]:
    codings, spoken = written.codings, written.spoken
    for kind in written.stakeholder_types:
        for theme in written.themes:
            found = codings[(codings["stakeholder_type"] == kind) & (codings["theme"] == theme)]
            yield {"stakeholder_type": kind, "theme": theme} | count(found, spoken[spoken["stakeholder_type"] == kind])


def recount_code_matrix(written: Written) -> Iterator[Row]:
    codings, spoken = written.codings, written.spoken
    for kind in written.stakeholder_types:
        heard = spoken[spoken["stakeholder_type"] == kind]
        for code, theme in written.theme_of.items():
            found = codings[(codings["stakeholder_type"] == kind) & (codings["code"] == code)]
            yield {"stakeholder_type": kind, "theme": theme, "code": code} | count(found, heard)


def recount_theme_frequencies(written: Written) -> Iterator[Row]:
    for theme in written.themes:
        found = written.codings[written.codings["theme"] == theme]
        yield {"theme": theme} | count_with_segments(found, written)


def recount_code_frequencies(written: Written) -> Iterator[Row]:
    for code, theme in written.theme_of.items():
        found = written.codings[written.codings["code"] == code]
        yield {"theme": theme, "code": code} | count_with_segments(found, written)


def recount_theme_stance(written: Written) -> Iterator[Row]:
    codings = written.codings
    for theme in written.themes:
        for stance in STANCES:
            found = codings[(codings["theme"] == theme) & (codings["stance"] == stance)]
            counted = count(found, written.spoken) | {"sources_total": len(written.sources)}
            yield {"theme": theme, "stance": stance} | counted


def recount_theme_source(written: Written) -> Iterator[Row]:
    codings, spoken = written.codings, written.spoken
    for source in written.sources["source"]:
        for theme in written.themes:
            found = codings[(codings["source"] == source) & (codings["theme"] == theme)]
            yield {
                "source": source,
                "theme": theme,
                "mentions": count_mentions(found),
                "participants": found["participant"].nunique(),
                "participants_total": spoken[spoken["source"] == source]["participant"].nunique(),
            }


def recount_cooccurrence(written: Written, kind: str, names: list[str]) -> Iterator[Row]:
    by_name = {name: written.codings[written.codings[kind] == name] for name in names}
    for a, b in combinations(names, 2):
        yield {
            f"{kind}_a": a,
            f"{kind}_b": b,
            "segments": len(set(by_name[a]["segment"]) & set(by_name[b]["segment"])),
            "segments_total": len(written.segments),
            "participants": len(set(by_name[a]["participant"]) & set(by_name[b]["participant"])),
            "participants_total": written.spoken["participant"].nunique(),
        }


def recount_cluster_coverage(written: Written) -> Iterator[Row]:
    for cluster in written.clusters.to_dict("records"):
        coded = set(cluster["segments"]) & set(written.codings["segment"])
        yield {
            "cluster": cluster["cluster"],
            "label": cluster["label"],
            "segments_coded": len(coded),
            "segments_total": len(cluster["segments"]),
            "covered": "true" if len(coded) / len(cluster["segments"]) >= 0.15 else "false",
        }


def recount_cluster_theme(written: Written) -> Iterator[Row]:
    for cluster in written.clusters.to_dict("records"):
        for theme in written.themes:
            coded = set(written.codings[written.codings["theme"] == theme]["segment"])
            yield {
                "cluster": cluster["cluster"],
                "theme": theme,
                "segments": len(coded & set(cluster["segments"])),
                "segments_total": len(cluster["segments"]),
            }


RECOUNTS: dict[str, Callable[[Written], Iterator[Row]]] = {
    "theme_matrix": recount_theme_matrix,
    "code_matrix": recount_code_matrix,
    "theme_frequencies": recount_theme_frequencies,
    "code_frequencies": recount_code_frequencies,
    "theme_stance": recount_theme_stance,
    "theme_source": recount_theme_source,
    "theme_cooccurrence": lambda written: recount_cooccurrence(written, "theme", written.themes),
    "code_cooccurrence": lambda written: recount_cooccurrence(written, "code", list(written.theme_of)),
    "cluster_coverage": recount_cluster_coverage,
    "cluster_theme": recount_cluster_theme,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_a_tidy_table_is_what_plain_pandas_counts(name: str, written: Written) -> None:
    recounted = [{column: str(cell) for column, cell in row.items()} for row in RECOUNTS[name](written)]
    assert written.tables[name].to_dict("records") == recounted


@pytest.mark.parametrize("name", WIDE_TABLES)
def test_every_cell_of_a_wide_table_is_its_tidy_one(name: str, written: Written) -> None:
    tidy_name, row, column, counted, total = WIDE_TABLES[name]
    tidy, wide = written.tables[tidy_name], written.tables[name]
    shown = {(line[row], name): line[name] for line in wide.to_dict("records") for name in wide.columns[1:]}
    assert shown == {
        (line[row], line[column]): line[counted] if total is None else f"{line[counted]} of {line[total]}"
        for line in tidy.to_dict("records")
    }
    assert list(wide.columns) == [row, *tidy[column].drop_duplicates()]
    assert list(wide[row]) == list(tidy[row].drop_duplicates())


@pytest.mark.parametrize("kind", ["sources", "turns", "segments", "codings", "quotes"])
def test_every_record_is_its_slice_of_its_source(kind: str, written: Written) -> None:
    records = getattr(written, kind)
    assert len(records) > 0
    if kind != "sources":
        for record in records.to_dict("records"):
            assert 0 <= record["start"] < record["end"]
            assert record["text"] == written.texts[record["source"]][record["start"] : record["end"]]


def test_every_word_of_evidence_is_its_slice_of_its_source_and_lies_in_its_coding(written: Written) -> None:
    for coding in written.codings.to_dict("records"):
        text = written.texts[coding["source"]]
        assert coding["evidence"]
        for one in coding["evidence"]:
            cue = [one["cue"]] if one["cue"] is not None else []
            for token in (*one["tokens"], *cue):
                assert token["text"] == text[token["start"] : token["end"]]
                assert coding["start"] <= token["start"] < token["end"] <= coding["end"]


def test_a_coding_lies_in_its_segment_and_a_segment_in_its_turn(written: Written) -> None:
    turns = {(turn["source"], turn["turn"]): turn for turn in written.turns.to_dict("records")}
    segments = {segment["segment"]: segment for segment in written.segments.to_dict("records")}
    for coding in written.codings.to_dict("records"):
        segment, turn = segments[coding["segment"]], turns[coding["source"], coding["turn"]]
        assert (segment["source"], segment["turn"]) == (coding["source"], coding["turn"])
        assert turn["start"] <= segment["start"] <= coding["start"] < coding["end"] <= segment["end"] <= turn["end"]


def test_a_coding_belongs_to_who_speaks_its_turn_and_to_their_stakeholder_type(written: Written) -> None:
    speaker_of = {(turn["source"], turn["turn"]): turn["participant"] for turn in written.turns.to_dict("records")}
    for record in [*written.codings.to_dict("records"), *written.quotes.to_dict("records")]:
        assert record["participant"] == speaker_of[record["source"], record["turn"]]
        assert record["stakeholder_type"] == written.type_of[record["participant"]]


@pytest.mark.parametrize("kind", ["segments", "codings", "quotes"])
def test_no_word_of_an_interviewer_or_moderator_is_evidence(kind: str, written: Written) -> None:
    asking = written.turns[written.turns["role"] != "participant"]
    assert len(asking) > 0
    assert asking["participant"].isna().all()
    spans = {source: list(zip(own["start"], own["end"], strict=True)) for source, own in asking.groupby("source")}
    for record in getattr(written, kind).to_dict("records"):
        for start, end in spans.get(record["source"], []):
            assert record["end"] <= start or end <= record["start"]


def test_every_cell_of_the_matrix_can_be_followed_to_words(written: Written) -> None:
    codings = written.codings
    for cell in written.tables["theme_matrix"].to_dict("records"):
        behind = codings[
            (codings["stakeholder_type"] == cell["stakeholder_type"]) & (codings["theme"] == cell["theme"])
        ]
        words = [written.texts[one["source"]][one["start"] : one["end"]] for one in behind.to_dict("records")]
        assert words == list(behind["text"])
        assert (int(cell["participants"]) > 0) == (len(words) > 0)


def test_a_roundtable_is_one_source_and_as_many_participants_as_speak(written: Written) -> None:
    n_speakers = written.spoken.groupby("source")["participant"].nunique()
    rows = written.tables["theme_source"].drop_duplicates("source")
    assert n_speakers.max() > 10
    assert {row["source"]: int(row["participants_total"]) for row in rows.to_dict("records")} == n_speakers.to_dict()
    assert written.sources["source"].is_unique


def test_quotes_give_everybody_one_before_anybody_two(written: Written) -> None:
    for _, cell in written.quotes.groupby(["theme", "stakeholder_type"]):
        assert list(cell["rank"]) == list(range(1, len(cell) + 1))
        seen: Counter[str] = Counter()
        rounds = []
        for participant in cell["participant"]:
            seen[participant] += 1
            rounds.append(seen[participant])
        assert rounds == sorted(rounds)


def test_quotes_of_one_person_come_in_the_order_of_stances_and_fitting_ones_first(written: Written) -> None:
    for _, own in written.quotes.groupby(["theme", "stakeholder_type", "participant"]):
        lengths = own["end"] - own["start"]
        merits = list(zip(own["stance"].map(STANCES.index), ~lengths.between(40, 400), strict=True))
        assert merits == sorted(merits)


def test_every_coding_is_shown_by_exactly_one_quote_of_its_theme(written: Written) -> None:
    quotes = written.quotes.to_dict("records")
    by_place = {(quote["source"], quote["turn"], quote["theme"]): list[Row]() for quote in quotes}
    for quote in quotes:
        by_place[quote["source"], quote["turn"], quote["theme"]].append(quote)
    for coding in written.codings.to_dict("records"):
        showing = [
            quote
            for quote in by_place[coding["source"], coding["turn"], coding["theme"]]
            if quote["start"] <= coding["start"] and coding["end"] <= quote["end"]
        ]
        assert len(showing) == 1
        assert coding["code"] in showing[0]["codes"]


def test_a_cell_of_the_matrix_has_as_many_quotes_as_mentions(written: Written) -> None:
    n_quotes = Counter(zip(written.quotes["stakeholder_type"], written.quotes["theme"], strict=True))
    for cell in written.tables["theme_matrix"].to_dict("records"):
        assert n_quotes[cell["stakeholder_type"], cell["theme"]] == int(cell["mentions"])


def test_ids_name_one_record_each(written: Written) -> None:
    assert written.codings["id"].is_unique
    assert written.quotes["id"].is_unique
    assert written.segments["segment"].is_unique
    assert not written.turns.duplicated(["source", "turn"]).any()
    assert set(written.quotes["id"]) <= set(written.codings["id"])


def test_a_second_run_writes_the_same_bytes_whatever_the_computer_is_set_to(
    sample_outputs: Path, tmp_path: Path
) -> None:
    study = tmp_path / "copy"
    (study / "corpus").mkdir(parents=True)
    for name in ("codebook.yml", "study.yml"):
        shutil.copy(REPOSITORY / name, study)
    for path in sorted((REPOSITORY / "corpus").iterdir(), reverse=True):
        shutil.copy(path, study / "corpus")
    settings = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "COLUMNS": "40"}
    subprocess.run(
        [sys.executable, "-m", "interview_coder", "run", str(study)],
        env=os.environ | settings,
        check=True,
        capture_output=True,
    )
    assert read_files(study / "outputs") == read_files(sample_outputs)


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
