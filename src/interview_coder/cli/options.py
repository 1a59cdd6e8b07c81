"""What several commands share: naming the study, choosing a format, showing progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from interview_coder.model.results import Table
from interview_coder.project.pseudonymised_mark import tell_undecided
from interview_coder.report.csv_tables import format_csv
from interview_coder.study import Study

if TYPE_CHECKING:
    from interview_coder.report.telling import Telling

Command = TypeVar("Command", bound=Callable[..., Any])

study_argument = click.argument("study", type=click.Path(path_type=Path), default=".", required=False)
allow_unknown_option = click.option(
    "--allow-unknown", is_flag=True, help="Count speakers whom participants.csv does not name as of unknown type."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)


by_option = click.option(
    "--by",
    multiple=True,
    metavar="ATTRIBUTE",
    help="What the rows are: source, participant, or a column of participants.csv. Given twice, the two are crossed.",
)
words_option = click.option(
    "--words", is_flag=True, help="Words of the study's scale (few, some, most …) in place of numbers, as text."
)


def show_progress(items: Sequence[Any], label: str) -> Iterable[Any]:
    """Go through items with a progress bar on a terminal, in silence elsewhere."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=f"{label:8}", file=sys.stderr) as shown:
        yield from shown


def tell_warnings(warnings: Iterable[str]) -> None:
    """Print warnings to stderr."""
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


def open_current(path: Path, *, allow_unknown: bool) -> Study:
    """Open a study whose outputs are those of its files as they are now, running it where they are not."""
    study = Study.open(path)
    if study.read_manifest() is None:
        click.echo("outputs/ is missing or older than the study's files: running it first", err=True)
        run = study.run(allow_unknown=allow_unknown, follow=show_progress)
        tell_warnings(run.results.warnings)
        run.write()
    elif undecided := tell_undecided(study.folder):
        tell_warnings([undecided])
    return study


def tell_review(study: Study) -> None:
    """Print to stderr which codings the outputs of a study count."""
    click.echo(read_review(study), err=True)


def read_review(study: Study) -> str:
    """Return what the outputs of a study say of which codings they count, and how far these were reviewed."""
    told: str = json.loads((study.folder.outputs / "run.json").read_bytes())["review"]["told"]
    return told


def tell_as_asked(study: Study, *, words: bool) -> Telling:
    """Tell counts as the settings of a study say, or only in words."""
    from interview_coder.report.telling import Telling

    settings = study.read_settings()
    return Telling(not words and settings.numbers == "shown", settings.quantifiers)


def print_table(table: Table, form: str) -> None:
    """Print a table aligned for reading, as CSV or as JSON."""
    if form == "json":
        click.echo(json.dumps(list(table.records()), indent=2, ensure_ascii=False))
    elif form == "csv":
        click.echo(format_csv(table), nl=False, color=True)  # click would drop what looks like colours
    else:
        click.echo(format_text(list(table.records())))


def format_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Align rows in columns: text to the left, numbers to the right.

    Examples
    --------
    >>> print(format_text([{"theme": "cost", "mentions": "3"}, {"theme": "trust", "mentions": "12"}]))
    theme  mentions
    cost          3
    trust        12
    """
    if not rows:
        return "nothing found"
    columns = list(rows[0])
    table = [columns, *([_shown(row[column]) for column in columns] for row in rows)]
    widths = [max(len(line[place]) for line in table) for place in range(len(columns))]
    is_number = [all(line[place][:1].isdigit() for line in table[1:]) for place in range(len(columns))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, is_number, strict=True)
        ).rstrip()
        for line in table
    )


def _shown(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
