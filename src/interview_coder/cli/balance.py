"""``interview-coder balance``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    format_option,
    open_current,
    print_table,
    show_progress,
    study_argument,
)
from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.balance import Balance
from interview_coder.study import Study


@click.command(name="balance")
@study_argument
@click.option("--draft", type=click.Path(path_type=Path), metavar="REPORT", help="Weigh what this report quotes.")
@click.option(
    "--ids", type=click.Path(path_type=Path), metavar="FILE", help="Weigh the quotes of these ids, one a line."
)
@allow_unknown_option
@format_option
def command(study: Path, *, draft: Path | None, ids: Path | None, allow_unknown: bool, form: str) -> None:
    """Tell who is over-quoted and who is left out: among the quotes of report.html, of a draft, or of a list.

    Selected quotes are weighed theme by theme against the participants who raise it; docs/balance.md says how.
    """
    from interview_coder.report.balance_text import tabulate_balance, write_balance

    if draft and ids:
        raise click.UsageError("--draft and --ids are two selections: give one")
    found = weigh_study(open_current(study, allow_unknown=allow_unknown), draft, ids, allow_unknown=allow_unknown)
    if form == "text":
        click.echo(write_balance(found), nl=False)
    else:
        print_table(tabulate_balance(found), form)


def weigh_study(study: Study, draft: Path | None, ids: Path | None, *, allow_unknown: bool) -> Balance:
    """Weigh a selection of a study's quotes."""
    from interview_coder.balancing import select_listed, select_quoted, select_shown, weigh_selection

    quotes = study.read_records("quotes")
    if draft is not None:
        verified = study.verify(draft, allow_unknown=allow_unknown, follow=show_progress)
        selected, n_elsewhere = select_quoted(quotes, verified.findings)
        return weigh_selection(quotes, selected, what=str(draft), n_elsewhere=n_elsewhere)
    if ids is not None:
        return weigh_selection(quotes, select_listed(quotes, _read(ids), file=str(ids)), what=str(ids))
    manifest = json.loads((study.folder.outputs / "run.json").read_bytes())
    shown = select_shown(quotes, manifest["settings"]["quotes_per_cell"])
    return weigh_selection(quotes, shown, what="The quotes of report.html")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise InputError(Problem(f"the list cannot be read: {told}", Place(str(path)), "name a text file")) from error
