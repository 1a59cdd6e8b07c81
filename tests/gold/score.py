"""How well the rules find what two careful readers found: ``python tests/gold/score.py`` prints the figures.

The unit is a participant's turn: a theme is right in a turn when the rules and the reference both have it there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

import jsonlines
from sklearn.metrics import cohen_kappa_score

from interview_coder import Run, Study

HERE = Path(__file__).parent
STUDY = HERE.parent.parent

Turn = tuple[str, int]
Placed = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Turn by turn: found and right, found and wrong, missed."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """Share of what the rules found that is right; 0 when they found nothing."""
        return self.hits / max(1, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Share of what is there that the rules found."""
        return self.hits / max(1, self.hits + self.misses)


def compare(found: Set[Turn], reference: Set[Turn]) -> Score:
    """Count the turns of one theme or code."""
    return Score(len(found & reference), len(found - reference), len(reference - found))


def read_reading(name: str) -> set[Placed]:
    """Return the codes that one reading put on turns."""
    with jsonlines.open(HERE / f"{name}.jsonl") as lines:
        return {(line["source"], line["turn"], line["code"]) for line in lines}


def by_label(placed: Iterable[Placed], label_of: dict[str, str]) -> dict[str, set[Turn]]:
    """Return the turns of each theme (or code), by what `label_of` makes of a code."""
    turns: dict[str, set[Turn]] = {label: set() for label in label_of.values()}
    for source, turn, code in placed:
        turns[label_of[code]].add((source, turn))
    return turns


def score_themes(run: Run, sources: Set[str] | None = None) -> dict[str, Score]:
    """Score every theme of a run of the sample study against the reconciled reading.

    Parameters
    ----------
    run : Run
        Of the sample study.
    sources : set of str, optional
        Only these sources.
    """
    return _score(run, {code.code_id: code.theme_id for code in run.results.codebook.codes}, sources)


def _score(run: Run, label_of: dict[str, str], sources: Set[str] | None) -> dict[str, Score]:
    found = {(coding.source_id, coding.turn, coding.code_id) for coding in run.codings}
    reference = read_reading("consensus")
    if sources is not None:
        found = {one for one in found if one[0] in sources}
        reference = {one for one in reference if one[0] in sources}
    found_turns, reference_turns = by_label(found, label_of), by_label(reference, label_of)
    return {label: compare(found_turns[label], reference_turns[label]) for label in found_turns}


def held_out_sources(run: Run) -> set[str]:
    """Return every second source: those whose reading was not looked at while the rules were written."""
    return {source.source_id for source in run.sources[1::2]}


def agreement_of_readers(run: Run) -> dict[str, float]:
    """Return Cohen's kappa of the two readings for each theme, turn by turn."""
    theme_of = {code.code_id: code.theme_id for code in run.results.codebook.codes}
    turns = [(s.source_id, t.number) for s in run.sources for t in s.turns if t.role == "participant"]
    a, b = by_label(read_reading("coder_a"), theme_of), by_label(read_reading("coder_b"), theme_of)
    return {
        theme: float(cohen_kappa_score([turn in a[theme] for turn in turns], [turn in b[theme] for turn in turns]))
        for theme in a
    }


def readme_rows(run: Run) -> list[str]:
    """Return the rows of the README's table of figures."""
    everywhere, held_out = score_themes(run), score_themes(run, held_out_sources(run))
    figures = {
        theme: (score.precision, score.recall, held_out[theme].precision, held_out[theme].recall)
        for theme, score in everywhere.items()
    }
    return [f"| {theme} | {' | '.join(f'{figure:.2f}' for figure in row)} |" for theme, row in figures.items()]


def _print_scores(title: str, scores: dict[str, Score]) -> None:
    sys.stdout.write(f"\n{title}\n{'':24}{'precision':>16}{'recall':>16}\n")
    for label, score in scores.items():
        precision = f"{score.precision:.2f} ({score.hits}/{score.hits + score.false_alarms})"
        recall = f"{score.recall:.2f} ({score.hits}/{score.hits + score.misses})"
        sys.stdout.write(f"{label:24}{precision:>16}{recall:>16}\n")


def main() -> None:
    """Print all figures."""
    run = Study.open(STUDY).run()
    held_out = held_out_sources(run)
    _print_scores("All 28 sources, themes by turn", score_themes(run))
    _print_scores("Held out: every second source", score_themes(run, held_out))
    if "--codes" in sys.argv:
        _print_scores(
            "All sources, codes by turn",
            _score(run, {code.code_id: code.code_id for code in run.results.codebook.codes}, None),
        )
    sys.stdout.write("\nThe rows of the README\n" + "\n".join(readme_rows(run)) + "\n")
    sys.stdout.write("\nThe two readings of the corpus, Cohen's kappa by theme\n")
    for theme, kappa in agreement_of_readers(run).items():
        sys.stdout.write(f"{theme:24}{kappa:>16.2f}\n")


if __name__ == "__main__":
    main()
