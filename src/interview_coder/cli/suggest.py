"""``interview-coder suggest``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    format_option,
    print_table,
    show_progress,
    study_argument,
)
from interview_coder.study import Study


@click.command(name="suggest")
@click.argument("code")
@study_argument
@click.option(
    "--from",
    "taken_from",
    type=click.Choice(["codings", "examples"]),
    default="codings",
    show_default=True,
    help="What belongs to the code: what its rules find, or the examples in the codebook.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@click.option(
    "--min-count",
    type=click.IntRange(min=1),
    help="Look at what occurs so often in the passages.  [default: 2; examples: 1]",
)
@allow_unknown_option
@format_option
def command(
    code: str,
    study: Path,
    *,
    taken_from: Literal["codings", "examples"],
    limit: int,
    min_count: int | None,
    allow_unknown: bool,
    form: str,
) -> None:
    """Offer words and phrases for the rules of CODE that its passages have more of than other talk.

    STUDY is a folder (default: this one). Words are in their dictionary forms, one to three together, as a rule takes
    them. What a rule of the code finds already is left out, and what an interviewer says. Each comes with its counts,
    Dunning's log-likelihood (G²: how sure it is), the log ratio (how large it is), who says it, and a place.
    """
    from interview_coder.report.suggestion_text import tabulate_suggestions, write_text

    found = Study.open(study).suggest(
        code,
        taken_from=taken_from,
        limit=limit,
        least_count=min_count,
        allow_unknown=allow_unknown,
        follow=show_progress,
    )
    if form == "text":
        click.echo(write_text(found), nl=False)
    else:
        print_table(tabulate_suggestions(found), form)
