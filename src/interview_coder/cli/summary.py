"""``interview-coder summary``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_coder.cli.options import allow_unknown_option, by_option, format_option, print_table, show_progress
from interview_coder.errors import InputError, Place, Problem
from interview_coder.study import Study
from interview_coder.tabulate.cases import STAKEHOLDER

if TYPE_CHECKING:
    from interview_coder.study_run import Run
    from interview_coder.tabulate.tabulation import Level

_CUT = "# What follows is shown to help, and is not kept."


@click.command(name="summary")
@click.argument("words", nargs=-1, metavar="[ROW COLUMN] [STUDY]")
@by_option
@click.option("--codes", is_flag=True, help="COLUMN is a code, where a theme has the same id.")
@click.option("--text", help="What to write.")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help="Take it from a file (UTF-8).")
@click.option("--withdraw", is_flag=True, help="Take back what you wrote; the log keeps both.")
@click.option("--list", "listed", is_flag=True, help="List all summaries, and whether the evidence changed since.")
@click.option("--coder", metavar="NAME", help="Who writes.  [default: the name by which you are logged in]")
@allow_unknown_option
@format_option
def command(
    words: Sequence[str],
    *,
    by: tuple[str, ...],
    codes: bool,
    text: str | None,
    file: Path | None,
    withdraw: bool,
    listed: bool,
    coder: str | None,
    allow_unknown: bool,
    form: str,
) -> None:
    """Write your own summary of a cell of the framework matrix, or list those that were written.

    ROW is a stakeholder type, or what --by says (two values with a comma between them, if crossed); COLUMN the
    id of a theme or code; STUDY a folder (default: this one). Without --text and --file an editor opens. Summaries are
    kept in decisions/, one file a coder, with the codings on which they rest.
    """
    n_given = sum([text is not None, file is not None, withdraw])
    if n_given > 1 or (listed and n_given):
        raise click.UsageError("--text, --file, --withdraw and --list exclude each other")
    if len(words) not in ({0, 1} if listed else {2, 3}):
        raise click.UsageError("write [STUDY] --list, or ROW COLUMN [STUDY]")
    study = Study.open(words[-1] if len(words) in {1, 3} else ".")
    given = text if file is None else _read(file)
    if given is None and not (listed or withdraw or _has_terminal()):
        raise click.UsageError("there is no terminal in which an editor could open: give --text or --file")
    if given is not None and not given.strip():
        raise click.UsageError("the summary is empty; --withdraw takes one back")
    run = study.run(allow_unknown=allow_unknown, follow=show_progress)
    if listed:
        _list(run, form)
        return
    row, column = words[:2]
    cases = by or (STAKEHOLDER,)
    of: Level | None = "code" if codes else None
    if withdraw:
        run.summaries.withdraw(row, column, by=cases, coder=coder)
        click.echo(f"Taken back: {row} × {column}")
        return
    if given is None:
        given = _edit(run, row, column, cases, of, coder)
    written = run.summaries.write(row, column, given, by=cases, of=of, coder=coder)
    n = len(written.coding_ids)
    click.echo(f"Kept in decisions/{written.coder}.jsonl, resting on {n} {'coding' if n == 1 else 'codings'}")


def _has_terminal() -> bool:
    return sys.stdin.isatty()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fix = "name a file of text in UTF-8"
        raise InputError(Problem(f"the file cannot be read: {error}", Place(str(file)), fix)) from error


def _list(run: Run, form: str) -> None:
    from interview_coder.report.summary_list import tabulate_summaries, write_summaries

    summaries = run.summaries.list_all()
    if form == "text":
        click.echo(write_summaries(summaries), nl=False)
    else:
        print_table(tabulate_summaries(summaries), form)


def _edit(run: Run, row: str, column: str, by: Sequence[str], of: Level | None, coder: str | None) -> str:
    """Let her write in an editor, with the cell as it is beneath what she wrote before."""
    from interview_coder.project.coder_names import choose_coder
    from interview_coder.report.framework_text import write_cell
    from interview_coder.report.shown_framework import show_cell
    from interview_coder.report.telling import Telling

    cell, name = run.summaries.find_cell(row, column, by=by, of=of), choose_coder(coder)
    before = next((one.text for one in cell.summaries if one.coder == name), "")
    shown = write_cell(
        show_cell(cell, f"{cell.row} × {cell.column}", Telling.of_settings(run.results.manifest["settings"]))
    )
    edited = click.edit(f"{before}\n\n{_CUT}\n\n{shown}\n", extension=".txt")
    text = (edited or "").partition(_CUT)[0].strip()
    if not text:
        raise click.UsageError("nothing was written, and nothing is changed")
    return text
