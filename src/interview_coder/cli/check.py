"""``interview-coder check``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, format_text, show_progress, study_argument, tell_warnings
from interview_coder.errors import InputError
from interview_coder.model.source import SourceSummary
from interview_coder.plain_text import count
from interview_coder.study import Study


@click.command(name="check")
@study_argument
@allow_unknown_option
def command(study: Path, *, allow_unknown: bool) -> None:
    """Read the corpus and the codebook of STUDY (default: this folder), and report every problem at its place."""
    opened = Study.open(study)
    codebook, survey = opened.check(allow_unknown=allow_unknown, follow=show_progress)
    if survey.sources:
        click.echo(format_text([_describe(summary) for summary in survey.sources]))
    tell_warnings(survey.warnings)
    if survey.problems or codebook is None:
        raise InputError(*survey.problems)
    codes = list(codebook.codes)
    click.echo(
        f"\nAll is well: {count(len(survey.sources), 'source')}, "
        f"{count(sum(survey.n_by_type.values()), 'participant')}; {count(len(codebook.themes), 'theme')}, "
        f"{count(len(codes), 'code')}, {count(sum(len(code.rules) for code in codes), 'rule')}."
    )


def _describe(summary: SourceSummary) -> dict[str, str]:
    return {
        "source": summary.source_id,
        "format": summary.format,
        "speakers marked by": summary.dialect,
        "sure?": summary.certainty,
        "turns": str(summary.n_turns),
        "participants": str(sum(summary.n_by_type.values())),
        "asking": "; ".join(f"{label} ({sign})" for label, sign in summary.asking.items()) or "-",
        "left out": "; ".join(str(left) for left in summary.left_out) or "-",
    }
