"""``interview-coder codebook check``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from interview_coder.cli.codebook.codebook_argument import codebook_argument, open_codebook
from interview_coder.cli.options import tell_warnings

_MOST_NAMED = 10


@click.command(name="check")
@codebook_argument
def command(codebook: Path) -> None:
    """Read the codebook of STUDY (default: this folder) or one codebook file, and report every problem at its place.

    Rules that hardly mean what they say are warnings. The corpus is not read.
    """
    from interview_coder.codebook_testing import summarise_codebook, tell_doubts
    from interview_coder.ingest.codebook_yaml import read_codebook

    opened = open_codebook(codebook)
    read = read_codebook(opened.raw, file=opened.file)
    summary = summarise_codebook(read)
    counts = (
        (summary.n_themes, "theme"),
        (summary.n_codes, "code"),
        (summary.n_rules, "rule"),
        (summary.n_lists, "word list"),
        (summary.n_examples, "example"),
        (summary.n_counter_examples, "counter-example"),
    )
    click.echo(f"{opened.file} is right: {', '.join(_count(*one) for one in counts)}.")
    _tell("code", summary.without_rules, "without rules, to be coded by hand")
    _tell("code", summary.without_definition, "without a definition")
    _tell("code", summary.without_examples, "without an example to test the rules with")
    _tell("word list", summary.unused_lists, "that no rule uses")
    tell_warnings(tell_doubts(opened.raw, read, file=opened.file))


def _tell(noun: str, names: Sequence[str], what: str) -> None:
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        click.echo(f"  {_count(len(names), noun)} {what}: {', '.join(names[:_MOST_NAMED])}{more}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
