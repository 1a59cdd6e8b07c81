"""Codebooks and tables of any size, made up, with the columns of a run's tables."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from random import Random
from typing import Any

from interview_coder.model.codebook import Code, Codebook, Theme
from interview_coder.model.coding import STANCES
from interview_coder.model.results import Table
from interview_coder.report.charts.chart_data import ChartData

PALETTE = ("#3f6fa8", "#b5473c", "#4d8a57", "#8a5a9e", "#c08a2e")
_SIGNS, _WEIGHTS = ".123456789+", (90, 9, 3, 1, 1, 1, 0, 0, 0, 0, 1)
REVIEW = "Nobody looked at these."
STATES = ("asked, not raised", "not asked", "unknown")


def make_codebook(n_themes: int, n_codes: int, *, words: str = "") -> Codebook:
    """Make a codebook whose codes are dealt to its themes in turn; `words` lengthen every label."""
    themes = []
    for number in range(n_themes):
        name, colour = f"theme_{number}", PALETTE[number % len(PALETTE)]
        codes = tuple(
            Code(f"code_{place}", name, f"Code {place}{words}", "", colour=colour)
            for place in range(number, n_codes, n_themes)
        )
        themes.append(Theme(name, f"Theme {number}{words}", "", colour, codes))
    return Codebook("Made up", "1", tuple(themes))


def make_data(
    codebook: Codebook, *, n_types: int = 3, n_sources: int = 6, people: int = 11, seed: int = 7, words: str = ""
) -> ChartData:
    """Make every table that a chart shows."""
    random = Random(seed)  # noqa: S311
    types = [f"type {number}{words}" for number in range(n_types)]
    sources = [f"interview_{number:03d}" for number in range(n_sources)]
    themes, codes = list(codebook.themes), list(codebook.codes)
    everyone = people * n_types
    rows: dict[str, list[dict[str, Any]]] = {
        "theme_frequencies": [{"theme": one.theme_id} | _counts(random, everyone, n_sources) for one in themes],
        "code_frequencies": [
            {"theme": one.theme_id, "code": one.code_id} | _counts(random, everyone, n_sources) for one in codes
        ],
        "theme_matrix": [
            {"stakeholder_type": kind, "theme": one.theme_id} | _with_state(random, _counts(random, people, n_sources))
            for kind in types
            for one in themes
        ],
        "theme_stance": [
            {"theme": one.theme_id, "stance": stance, "mentions": random.randint(0, 40)}
            for one in themes
            for stance in STANCES
        ],
        "code_cooccurrence": [
            {
                "code_a": a.code_id,
                "code_b": b.code_id,
                "participants": random.randint(0, people),
                "participants_total": everyone,
            }
            for a, b in combinations(codes, 2)
        ],
        "theme_source": [
            {"source": name, "theme": one.theme_id, "mentions": random.randint(0, 30)}
            for name in sources
            for one in themes
        ],
        "theme_strips": [
            {"source": name, "theme": one.theme_id, "strip": "".join(random.choices(_SIGNS, _WEIGHTS, k=50))}
            for name in sources
            for one in themes
        ],
        "saturation": _saturation(random, sources, len(codes)),
    }
    return ChartData(codebook, {name: _table(name, records) for name, records in rows.items()}, REVIEW)


def _table(name: str, records: list[dict[str, Any]]) -> Table:
    columns = tuple(records[0]) if records else ()
    return Table(name, columns, tuple(tuple(one.values()) for one in records))


def _counts(random: Random, total: int, n_sources: int) -> dict[str, Any]:
    n = random.randint(0, total)
    share, z = n / total, 1.96
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return {
        "mentions": n * 2,
        "participants": n,
        "participants_total": total,
        "share_low": round(max(0.0, centre - half), 4),
        "share_high": round(min(1.0, centre + half), 4),
        "sources_total": n_sources,
    }


def _with_state(random: Random, counts: dict[str, Any]) -> dict[str, Any]:
    if random.random() < 0.4:
        return counts | {"participants": 0, "mentions": 0, "state": random.choice(STATES), "denying": 0}
    raised = max(1, counts["participants"])
    return counts | {"participants": raised, "state": "raised", "denying": random.randint(0, min(2, raised))}


def _saturation(random: Random, sources: list[str], n_codes: int) -> list[dict[str, Any]]:
    rows, codes = [], 0
    for number, source in enumerate(sources, start=1):
        new = min(n_codes - codes, random.randint(0, max(1, n_codes // 4)))
        codes += new
        mean = n_codes * (1 - 0.8**number)
        spread = {"codes_mean": round(mean, 4), "codes_low": round(mean * 0.8, 4), "codes_high": round(mean * 1.1, 4)}
        rows.append(
            {"sources": number, "source": source, "new_codes": new, "codes": codes, "codes_total": n_codes} | spread
        )
    return rows
