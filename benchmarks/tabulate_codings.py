"""A million made codings into every table, beside pandas' own groupby of the same columns.

python benchmarks/tabulate_codings.py [--codings 1000000] [--pairs 3]

CPU seconds of one process, each pair one after the other; memory at the peak of a process that only makes the tables.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd

from interview_coder.model.codebook import Code, Codebook, Theme
from interview_coder.model.review import COUNTED
from interview_coder.model.source import Participant
from interview_coder.project.coding_table import CodingTable
from interview_coder.project.settings import DEFAULT_SCALE
from interview_coder.tabulate.counting import Evidence, Questions
from interview_coder.tabulate.tables import make_tables
from interview_coder.tabulate.tabulation import Tabulation

MOST_SECONDS, MOST_TIMES, MOST_MEGABYTES = 3.0, 2.0, 1536
N_THEMES, CODES_EACH, N_TYPES, TURNS_EACH = 8, 5, 7, 200


def make_evidence(n_codings: int) -> Evidence:
    """Make codings of 5,000 sources, one in fifty of them a roundtable of ten."""
    random = np.random.default_rng(2018)
    n_sources = max(1, n_codings // 200)
    sizes = np.where(np.arange(n_sources) % 50 == 0, 10, 1)
    speaking = np.stack([np.repeat(np.arange(n_sources), sizes), np.arange(sizes.sum())], axis=1)
    first = np.cumsum(sizes) - sizes
    sources = np.sort(random.integers(0, n_sources, n_codings))
    turns = random.integers(0, TURNS_EACH, n_codings)
    order = np.lexsort((turns, sources))
    turns = turns[order]
    starts = turns * 400 + random.integers(0, 300, n_codings)
    n_codes = N_THEMES * CODES_EACH
    block = np.zeros((n_codings, 13), np.int64)
    columns = {
        0: sources,
        1: np.minimum(random.geometric(0.08, n_codings) - 1, n_codes - 1),
        2: first[sources] + turns % sizes[sources],
        3: turns,
        4: starts,
        5: starts + random.integers(20, 100, n_codings),
        6: turns + 1,
        7: random.choice(5, n_codings, p=[0.8, 0.05, 0.05, 0.05, 0.05]),
        8: np.ones(n_codings, np.int64),
    }
    for place, values in columns.items():
        block[:, place] = values
    block = block[np.lexsort((block[:, 4], block[:, 0]))]
    themes = tuple(
        Theme(f"t{t}", f"t{t}", "", "#000000", tuple(Code(f"c{t}_{n}", f"t{t}", "", "") for n in range(CODES_EACH)))
        for t in range(N_THEMES)
    )
    return Evidence(
        codebook=Codebook("made", "1", themes),
        source_ids=[f"interview_{n:05}" for n in range(n_sources)],
        participants=[Participant(f"P{n}", f"type {n % N_TYPES}") for n in range(int(sizes.sum()))],
        speaking=speaking,
        n_segments=np.full(n_sources, TURNS_EACH),
        n_turns=np.full(n_sources, TURNS_EACH),
        lengths=np.full(n_sources, TURNS_EACH * 400),
        codings=CodingTable.from_rows(block.tolist()),
        clusters=(),
        cluster_of=np.full(n_sources * TURNS_EACH, -1, np.int32),
        questions=Questions(
            np.ones(n_sources, bool), random.random((n_sources, n_codes)) < 0.3, np.ones((n_sources, N_THEMES), bool)
        ),
        reviews=np.zeros((n_codes, len(COUNTED)), np.int64),
    )


def make_frame(evidence: Evidence) -> pd.DataFrame:
    """Return the codings as a frame with the columns that the tables are grouped by, all of them numbers."""
    codings = evidence.codings
    return pd.DataFrame(
        {
            "source": codings.sources,
            "code": codings.codes,
            "theme": evidence.theme_of[codings.codes],
            "participant": codings.participants,
            "stakeholder_type": evidence.type_of[codings.participants],
            "stance": codings.stances,
            "turn": evidence.segment_places,  # each segment of this study is a turn
            "segment": evidence.segment_places,
            "part": codings.starts * 50 // evidence.lengths[codings.sources],
        }
    )


def list_groupings() -> Iterator[tuple[list[str], list[str]]]:
    """Yield the keys of every table, and what is counted of each group besides rows."""
    people, places = ["participant", "source"], ["participant", "source", "segment"]
    yield ["theme", "stance"], people
    yield ["stakeholder_type", "theme", "stance"], people
    yield ["source", "code"], []  # saturation
    for of in ("theme", "code"):
        yield ["stakeholder_type", of], people
        yield [of], places
        yield ["source", of], ["participant"]
        yield ["source", of, "part"], []  # strips
        for together in ("turn", "segment", "participant"):
            yield [together, of], []  # co-occurrence, before anything is paired


def group_with_pandas(frame: pd.DataFrame) -> int:
    """Count rows, and different people, sources and segments, for the keys of every table."""
    n = 0
    for keys, counted in list_groupings():
        groups = frame.groupby(keys)
        n += len(groups.size()) + (len(groups[counted].nunique()) if counted else 0)
    return n


def measure_memory(n_codings: int) -> float:
    """Return the peak memory, in megabytes, of a process that makes the tables."""
    command = [sys.executable, __file__, "--codings", str(n_codings), "--only-tables"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--codings", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--only-tables", action="store_true", help="print the peak memory, in megabytes")
    asked = parser.parse_args()
    evidence = make_evidence(asked.codings)
    if asked.only_tables:
        make_tables(Tabulation(evidence, DEFAULT_SCALE))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    frame = make_frame(evidence)
    ours, theirs = [], []
    for _ in range(asked.pairs):
        fresh = make_evidence(asked.codings)
        start = time.process_time()
        tables = make_tables(Tabulation(fresh, DEFAULT_SCALE))
        ours.append(time.process_time() - start)
        start = time.process_time()
        group_with_pandas(frame)
        theirs.append(time.process_time() - start)
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    n_rows = sum(len(table.rows) for table in tables.values())
    print(f"{asked.codings:,} codings, {len(tables)} tables, {n_rows:,} rows")
    print(f"tables: {min(ours):.2f} s CPU ({MOST_SECONDS:g} allowed); pandas' groupby: {min(theirs):.2f} s")
    print(f"ratio: {ratios[len(ratios) // 2]:.2f}, pairs {ratios[0]:.2f} to {ratios[-1]:.2f} ({MOST_TIMES:g} allowed)")
    print(f"peak memory: {measure_memory(asked.codings):,.0f} MB ({MOST_MEGABYTES:,} allowed), made codings included")


if __name__ == "__main__":
    main()
