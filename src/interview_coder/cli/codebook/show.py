"""``interview-coder codebook show``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from interview_coder.cli.codebook.codebook_argument import CodebookFile, codebook_argument, open_codebook
from interview_coder.cli.options import allow_unknown_option, open_current, read_review, tell_warnings
from interview_coder.cli.output_file import output_option, print_or_write, refuse_to_overwrite
from interview_coder.errors import InputError
from interview_coder.model.results import Table

FORMATS = ("text", "markdown", "html", "docx")


@click.command(name="show")
@codebook_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to write it. By default as the ending of --output says, else text.",
)
@output_option
@click.option("--rules", is_flag=True, help="Show rules, question patterns and word lists too.")
@click.option("--no-counts", is_flag=True, help="Leave out how often each code was found; the corpus is not read then.")
@allow_unknown_option
def command(
    codebook: Path, *, form: str | None, output: Path | None, rules: bool, no_counts: bool, allow_unknown: bool
) -> None:
    """Show themes and codes of STUDY (default: this folder) with what is said of each, and how often each was found."""
    from interview_coder.ingest.codebook_yaml import read_codebook
    from interview_coder.report.codebook_formats import CODEBOOK_WRITERS, FORMAT_OF_ENDING
    from interview_coder.report.shown_codebook import show_codebook

    opened = open_codebook(codebook)
    form = form or FORMAT_OF_ENDING.get(output.suffix.lower() if output else "", "text")
    if output is None and form == "docx":
        raise click.UsageError("a Word document cannot be printed: say where to write it, as in --output codebook.docx")
    if output is not None:
        refuse_to_overwrite(output, opened.folder, [Path(opened.file).name])
    read = read_codebook(opened.raw, file=opened.file)
    counted = None if no_counts else _count(opened, allow_unknown=allow_unknown)
    tables, review = counted or (None, "")
    content = CODEBOOK_WRITERS[form](show_codebook(read, tables=tables, review=review, with_rules=rules))
    print_or_write(content, output)


def _count(opened: CodebookFile, *, allow_unknown: bool) -> tuple[Mapping[str, Table], str] | None:
    """Return how often themes and codes were found, and what to say of that, where it is known or can be found out."""
    if not opened.is_of_study:
        tell_warnings([f"no counts: {opened.file} is not the codebook.yml of a study"])
        return None
    try:
        study = open_current(opened.folder.root, allow_unknown=allow_unknown)
        tables = {name: study.read_table(name) for name in ("theme_frequencies", "code_frequencies")}
        return tables, read_review(study)
    except InputError as error:
        first, *others = error.problems
        more = f" (and {len(others)} more: interview-coder check tells them)" if others else ""
        tell_warnings([f"no counts, as the study cannot be run: {first.place}: {first.message}{more}"])
        return None
