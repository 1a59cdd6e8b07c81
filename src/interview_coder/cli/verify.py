"""``interview-coder verify``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    format_option,
    print_table,
    show_progress,
    study_argument,
)
from interview_coder.study import Study


@click.command(name="verify")
@click.argument("draft", type=click.Path(path_type=Path))
@study_argument
@allow_unknown_option
@format_option
def command(draft: Path, study: Path, *, allow_unknown: bool, form: str) -> None:
    """Look up every quotation of a report in the sources of STUDY (default: this folder).

    DRAFT is a Word document, text, Markdown, web page or PDF. Each quotation of three words or more is verbatim,
    verbatim with edits that can be seen, near (and how it differs), joined of words of several speakers, signed
    wrongly, only an interviewer's, or not found; docs/verify.md says what counts. Exit code 1 if any is not exact.
    """
    from interview_coder.report.verification_text import make_record, tabulate_findings, write_text

    found = Study.open(study).verify(draft, allow_unknown=allow_unknown, follow=show_progress)
    if form == "json":
        click.echo(json.dumps(make_record(found), indent=2, ensure_ascii=False))
    elif form == "csv":
        print_table(tabulate_findings(found), form)
    else:
        click.echo(write_text(found), nl=False)
    if not found.is_exact:
        sys.exit(1)
