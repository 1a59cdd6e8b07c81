"""``interview-coder codebook diff``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, show_progress
from interview_coder.errors import InputError, Place, Problem
from interview_coder.study import Study

EXAMPLES_OF_EACH = 3


@click.command(name="diff")
@click.argument("before", metavar="A")
@click.argument("others", nargs=-1, metavar="[B] [STUDY]")
@click.option("--no-corpus", is_flag=True, help="Compare the codebooks only; do not run them on the transcripts.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"At most so many examples gained, lost and changed of each code.  [default: {EXAMPLES_OF_EACH}; json: all]",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed but comments and layout.")
@allow_unknown_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
def command(
    before: str,
    others: Sequence[str],
    *,
    no_corpus: bool,
    limit: int | None,
    exit_code: bool,
    allow_unknown: bool,
    form: str,
) -> None:
    """Tell what changed from codebook A to codebook B, and which codings come and go.

    A and B are files, or git revisions of the study's codebook: HEAD~1, v1.0, HEAD:old/codebook.yml. Without B it is
    the study's codebook.yml as it is now. STUDY is a folder (default: this one). Both codebooks are run on its
    transcripts; only the codes whose rules differ cost time. Nothing is written.

    \b
    interview-coder codebook diff HEAD                what I changed since the last commit
    interview-coder codebook diff v1.0 v2.0           from one tag to another
    interview-coder codebook diff old.yml my-study    from a file to the codebook of my-study
    """  # noqa: D301 - \b is click's sign for lines that stay as they are
    from interview_coder.codebook_comparing import compare_versions, read_versions

    after, study = _sort_out(others)
    opened = Study.open(study)
    versions = read_versions(opened.folder, before, after)
    needs_corpus = not no_corpus and len({version.codebook.sha256 for version in versions}) == 2
    if needs_corpus and not opened.folder.corpus.is_dir():
        fix = "name the study's folder last, or compare the codebooks only: --no-corpus"
        raise InputError(Problem("there is no corpus/ folder to run the codebooks on", Place(str(study)), fix))
    inputs = opened.read(allow_unknown=allow_unknown, follow=show_progress) if needs_corpus else None
    comparison = compare_versions(*versions, inputs, follow=show_progress)
    if form == "json":
        from interview_coder.report.comparison_json import write_json as write
    elif form == "markdown":
        from interview_coder.report.comparison_markdown import write_markdown as write
    else:
        from interview_coder.report.comparison_text import write_text as write
    most = limit if limit is not None or form == "json" else EXAMPLES_OF_EACH
    click.echo(write(comparison, most), nl=False)
    if exit_code and comparison.is_changed:
        sys.exit(1)


def _sort_out(others: Sequence[str]) -> tuple[str | None, Path]:
    """Tell B from the study: alone, what is a folder is the study."""
    if len(others) > 2:
        raise click.UsageError(f"too many arguments: {' '.join(others[2:])}")
    if len(others) == 2:
        return others[0], Path(others[1])
    if others and Path(others[0]).is_dir():
        return None, Path(others[0])
    return (others[0] if others else None), Path()
