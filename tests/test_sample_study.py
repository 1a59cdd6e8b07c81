"""The sample study, counted a second time: every cell of every table, from the written files, with plain pandas.

Nothing here depends on what the codebook's rules find.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from interview_coder import Run
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Code, Rule
from interview_coder.model.coding import STANCES
from interview_coder.model.source import Turn
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
    decided: pd.DataFrame
    framework: pd.DataFrame
    tables: dict[str, pd.DataFrame]
    type_of: dict[str, str]
    themes: list[str]
    theme_of: dict[str, str]
    asked: dict[tuple[str, str], str]
    """Source, and theme or code → ``asked``, ``not asked`` or ``unknown``."""

    def names(self, of: str) -> list[Row]:
        """Return what names every theme or code in a table."""
        if of == "theme":
            return [{"theme": theme} for theme in self.themes]
        return [{"theme": theme, "code": code} for code, theme in self.theme_of.items()]

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
        asked=dict(list_asked(sample_run)),
    )


def list_asked(run: Run) -> Iterator[tuple[tuple[str, str], str]]:
    """Tell what is asked in each source, by coding the words of the interviewer as if they were a participant's.

    A phrase of a topic guide is a rule of a code that stands for its theme, or of the code itself.
    """
    themes = [
        replace(
            theme,
            codes=(
                Code(f"any {theme.theme_id}", theme.theme_id, "", "", rules=as_rules(theme.topic_guide)),
                *(replace(code, rules=(*code.rules, *as_rules(code.topic_guide))) for code in theme.codes),
            ),
        )
        for theme in run.results.codebook.themes
    ]
    library = run.inputs.library
    matcher = RuleMatcher(replace(run.results.codebook, themes=tuple(themes)), library.language)
    for stored in run.inputs.stored:
        read = library.open(stored)
        can_tell = any(turn.role != "participant" for turn in read.source.turns)
        swapped = replace(read.source, turns=tuple(map(swap_role, read.source.turns)))
        hits = matcher.find_hits([(swapped, read.words)], {})
        found = {(hit.code.theme_id, hit.code.code_id) for hit in hits}
        for theme in themes:
            codes = {code for of, code in found if of == theme.theme_id}
            name = (read.source.source_id, theme.theme_id)
            yield name, tell(can_tell, bool(codes))
            for code in theme.codes:
                is_asked = bool(codes & {code.code_id, f"any {theme.theme_id}"})
                yield (read.source.source_id, code.code_id), tell(can_tell, is_asked)


def as_rules(phrases: Sequence[str]) -> tuple[Rule, ...]:
    return tuple(Rule(text, text, 1) for text in phrases)


def swap_role(turn: Turn) -> Turn:
    return turn._replace(role="interviewer" if turn.role == "participant" else "participant")


def tell(can_tell: bool, is_asked: bool) -> str:
    return "asked" if is_asked else "not asked" if can_tell else "unknown"


def starts_of_mentions(codings: pd.DataFrame) -> list[int]:
    """Return where stretches begin: not where an earlier coding of the segment goes on."""
    ordered = codings.sort_values(["segment", "start", "end"])
    reach = ordered.groupby("segment")["end"].cummax().groupby(ordered["segment"]).shift(fill_value=-1)
    starts: list[int] = ordered[ordered["start"] >= reach]["start"].tolist()
    return starts


def count_mentions(codings: pd.DataFrame) -> int:
    return len(starts_of_mentions(codings))


def count(found: pd.DataFrame, heard: pd.DataFrame, n_sources: int | None = None) -> Row:
    n, total = found["participant"].nunique(), heard["participant"].nunique()
    low, high = interval(n, total)
    return {
        "mentions": count_mentions(found),
        "participants": n,
        "participants_total": total,
        "share": round(n / total, 4),
        "share_low": round(low, 4),
        "share_high": round(high, 4),
        "quantifier": word_of(n, total),
        "sources": found["source"].nunique(),
        "sources_total": heard["source"].nunique() if n_sources is None else n_sources,
    }


def interval(n: int, total: int) -> tuple[float, float]:
    """Return Wilson's interval as the roots of its quadratic equation."""
    z2, share = 1.959963984540054**2, n / total
    a, b, c = 1 + z2 / total, -(2 * share + z2 / total), share**2
    root = max(b * b - 4 * a * c, 0) ** 0.5
    return max((-b - root) / (2 * a), 0), min((-b + root) / (2 * a), 1)


def word_of(n: int, total: int) -> str:
    if n in {0, total}:
        return "all" if n else "none"
    share = n / total
    if share >= 0.6:
        return "almost all" if share >= 0.85 else "most"
    return "many" if share >= 0.4 else "some" if share >= 0.2 else "few"


def count_others(found: pd.DataFrame, heard: pd.DataFrame, states: Mapping[str, str]) -> Row:
    """Count those who raise nothing by what is known of them in any of their sources.

    States are those of sources, as the table of sources has them: where a thing is raised, somebody else may be asked.
    """
    raising = set(found["participant"])
    known: dict[str, set[str]] = {}
    for source, person in heard[["source", "participant"]].drop_duplicates().itertuples(index=False):
        known.setdefault(person, set()).add(states[source])
    others = {person: kinds for person, kinds in known.items() if person not in raising}
    asked = {person for person, kinds in others.items() if "asked" in kinds}
    unknown = {person for person, kinds in others.items() if "unknown" in kinds} - asked
    return {
        "denying": found[found["stance"] == "denied"]["participant"].nunique(),
        "asked_not_raised": len(asked),
        "not_asked": len(others) - len(asked) - len(unknown),
        "not_known": len(unknown),
    }


def state_of(row: Row) -> str:
    if row["participants"]:
        return "raised"
    if row["asked_not_raised"]:
        return "asked, not raised"
    return "unknown" if row["not_known"] else "not asked"


def count_cell(written: Written, keys: Row, found: pd.DataFrame, heard: pd.DataFrame, *, whole: bool = False) -> Row:
    """Count one cell; `whole` is for a row that stands for the whole study."""
    subject = str(keys.get("code", keys["theme"]))
    states = {source: written.asked[source, subject] for source in written.sources["source"]}
    others = count_others(found, heard, states)
    counts = count(found, heard, len(written.sources) if whole else None)
    segments = {"segments": found["segment"].nunique(), "segments_total": len(written.segments)} if whole else {}
    return keys | {"state": state_of(counts | others)} | counts | segments | others


def recount_matrix(written: Written, of: str) -> Iterator[Row]:
    codings, spoken = written.codings, written.spoken
    for kind in written.stakeholder_types:
        for keys in written.names(of):
            found = codings[(codings["stakeholder_type"] == kind) & (codings[of] == keys[of])]
            heard = spoken[spoken["stakeholder_type"] == kind]
            yield count_cell(written, {"stakeholder_type": kind} | keys, found, heard)


def recount_frequencies(written: Written, of: str) -> Iterator[Row]:
    for keys in written.names(of):
        found = written.codings[written.codings[of] == keys[of]]
        yield count_cell(written, keys, found, written.spoken, whole=True)


def recount_theme_stance(written: Written) -> Iterator[Row]:
    codings = written.codings
    for theme in written.themes:
        for stance in STANCES:
            found = codings[(codings["theme"] == theme) & (codings["stance"] == stance)]
            yield {"theme": theme, "stance": stance} | count(found, written.spoken, len(written.sources))


def recount_review(written: Written, of: str) -> Iterator[Row]:
    """Nobody decided anything on the sample study, as it comes."""
    assert len(written.decided) == 0
    decided = ("reviewed", "accepted", "rejected", "recoded", "moved", "disputed", "added")
    for keys in written.names(of):
        found = int((written.codings[of] == keys[of]).sum())
        shares = dict.fromkeys(("right", "right_low", "right_high"), "")
        yield keys | {"suggestions": found} | dict.fromkeys(decided, 0) | {"unreviewed": found} | shares


def recount_stance_matrix(written: Written) -> Iterator[Row]:
    codings, spoken = written.codings, written.spoken
    for kind in written.stakeholder_types:
        for theme in written.themes:
            for stance in STANCES:
                found = codings[(codings["theme"] == theme) & (codings["stance"] == stance)]
                found = found[found["stakeholder_type"] == kind]
                keys = {"stakeholder_type": kind, "theme": theme, "stance": stance}
                yield keys | count(found, spoken[spoken["stakeholder_type"] == kind])


def recount_sources(written: Written, of: str) -> Iterator[Row]:
    codings, spoken = written.codings, written.spoken
    for source in written.sources["source"]:
        for keys in written.names(of):
            found = codings[(codings["source"] == source) & (codings[of] == keys[of])]
            asked = written.asked[source, str(keys[of])]
            yield {
                "source": source,
                **keys,
                "state": "raised" if len(found) else {"asked": "asked, not raised"}.get(asked, asked),
                "mentions": count_mentions(found),
                "participants": found["participant"].nunique(),
                "participants_total": spoken[spoken["source"] == source]["participant"].nunique(),
            }


def recount_cooccurrence(written: Written, kind: str, names: list[str]) -> Iterator[Row]:
    by_name = {name: written.codings[written.codings[kind] == name] for name in names}
    turns = written.segments[["source", "turn"]].drop_duplicates()
    for a, b in combinations(names, 2):
        both = by_name[a].merge(by_name[b], on=["source", "turn"])
        yield {
            f"{kind}_a": a,
            f"{kind}_b": b,
            "turns": len(both[["source", "turn"]].drop_duplicates()),
            "turns_total": len(turns),
            "segments": len(set(by_name[a]["segment"]) & set(by_name[b]["segment"])),
            "segments_total": len(written.segments),
            "participants": len(set(by_name[a]["participant"]) & set(by_name[b]["participant"])),
            "participants_total": written.spoken["participant"].nunique(),
            "sources": len(set(by_name[a]["source"]) & set(by_name[b]["source"])),
            "sources_total": len(written.sources),
        }


def recount_saturation(written: Written) -> Iterator[Row]:
    """Count codes in the order of sources; the average over orders by the chance of each code to be missed."""
    codes_of = {
        one: set(written.codings[written.codings["source"] == one]["code"]) for one in written.sources["source"]
    }
    seen: set[str] = set()
    total, n_all = len(written.theme_of), len(codes_of)
    for n, (source, codes) in enumerate(codes_of.items(), start=1):
        new = codes - seen
        seen |= codes

        def chance(of: set[str], n: int = n) -> float:
            without = sum(1 for own in codes_of.values() if not own & of)
            return math.comb(without, n) / math.comb(n_all, n)

        missed = {code: chance({code}) for code in written.theme_of}
        mean = total - sum(missed.values())
        both = sum(chance({a, b}) for a in missed for b in missed)
        spread = math.sqrt(max(both - sum(missed.values()) ** 2, 0))
        yield {
            "sources": n,
            "source": source,
            "new_codes": len(new),
            "codes": len(seen),
            "codes_total": total,
            "codes_mean": round(mean, 4),
            "codes_low": round(max(mean - 1.96 * spread, 0), 4),
            "codes_high": round(min(mean + 1.96 * spread, float(total)), 4),
        }


def recount_strips(written: Written, of: str) -> Iterator[Row]:
    ends = written.segments.groupby("source")["end"].max()
    for source in written.sources["source"]:
        for keys in written.names(of):
            found = written.codings[(written.codings["source"] == source) & (written.codings[of] == keys[of])]
            counts = [0] * 50
            for start in starts_of_mentions(found):
                counts[start * 50 // int(ends[source])] += 1
            strip = "".join("+" if n > 9 else str(n) if n else "." for n in counts)
            yield {"source": source, **keys, "strip": strip}


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
    "theme_matrix": lambda written: recount_matrix(written, "theme"),
    "code_matrix": lambda written: recount_matrix(written, "code"),
    "theme_frequencies": lambda written: recount_frequencies(written, "theme"),
    "code_frequencies": lambda written: recount_frequencies(written, "code"),
    "theme_stance": recount_theme_stance,
    "theme_stance_matrix": recount_stance_matrix,
    "theme_review": lambda written: recount_review(written, "theme"),
    "code_review": lambda written: recount_review(written, "code"),
    "theme_source": lambda written: recount_sources(written, "theme"),
    "code_source": lambda written: recount_sources(written, "code"),
    "saturation": recount_saturation,
    "theme_strips": lambda written: recount_strips(written, "theme"),
    "code_strips": lambda written: recount_strips(written, "code"),
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


def test_the_framework_matrix_counts_as_the_matrix_and_shows_quotes_of_its_cells(written: Written) -> None:
    matrix, table = written.tables["theme_matrix"], written.tables["framework_matrix"]
    assert table[list(matrix.columns)].equals(matrix)
    own = written.quotes.groupby(["stakeholder_type", "theme"])["id"].agg(set).to_dict()
    behind = written.codings.groupby(["stakeholder_type", "theme"])["id"].agg(set).to_dict()
    for cell, row in zip(written.framework.to_dict("records"), table.to_dict("records"), strict=True):
        name = cell["row"], cell["column"]
        assert (row["stakeholder_type"], row["theme"]) == name
        assert set(cell["codings"]) == behind.get(name, set())
        typical, different = ([one["id"] for one in cell[kind]] for kind in ("typical", "different"))
        assert (row["typical_ids"], row["different_ids"]) == (" ".join(typical), " ".join(different))
        assert {*typical, *different} <= own.get(name, set())
        assert bool(typical) is (name in own)


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
