"""``interview-coder quotes``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from interview_coder.cli.options import allow_unknown_option, open_current, show_progress, study_argument, tell_review
from interview_coder.cli.output_file import output_option, print_or_write, refuse_to_publish
from interview_coder.cli.quote_formats import ENDINGS, FORMATS, OFFICE_FORMATS, QUOTE_FORMATS
from interview_coder.model.coding import STANCES
from interview_coder.model.results import QuoteInContext
from interview_coder.model.review import REVIEWS
from interview_coder.study import Study

Command = TypeVar("Command", bound=Callable[..., Any])


def _read_where(_: click.Context, __: click.Parameter, given: Sequence[str]) -> dict[str, list[str]]:
    where: dict[str, list[str]] = {}
    for one in given:
        name, sign, value = (part.strip() for part in one.partition("="))
        if not (name and sign and value):
            raise click.BadParameter(f'"{one}" is not of the form ATTRIBUTE=VALUE, such as sector=housing')
        where.setdefault(name, []).append(value)
    return where


def _narrowing_options(command: Command) -> Command:
    """Add the options that say which quotes are wanted."""
    several = partial(click.option, multiple=True)
    for option in (
        click.option(
            "--within",
            type=click.Choice(["turn", "participant"]),
            default="turn",
            show_default=True,
            help="Where --having must hold: in the turn, or in all that the participant says.",
        ),
        click.option("--having", metavar="EXPR", default="", help="Codes and themes joined by AND, OR, NOT and (…)."),
        several("--text", metavar="WORDS", help="Only quotes in which all these words stand."),
        several("--coder", metavar="NAME", help="Only quotes coded by this coder."),
        several("--review", type=click.Choice(REVIEWS), help="Only quotes that people decided on so, or did not."),
        several("--stance", type=click.Choice(STANCES), help="Only quotes meant this way."),
        several("--participant", metavar="ID", help="Only quotes of this participant."),
        several("--source", metavar="ID", help="Only quotes from this source."),
        several(
            "--where",
            metavar="ATTRIBUTE=VALUE",
            callback=_read_where,
            help="Only of participants with this value in this column of participants.csv.",
        ),
        several("--stakeholder", metavar="TYPE", help="Only quotes of this stakeholder type."),
        several("--code", metavar="ID", help="Only quotes with this code, or one below it."),
        several("--theme", metavar="ID", help="Only quotes of this theme."),
    ):
        command = option(command)
    return command


@click.command(name="quotes")
@study_argument
@_narrowing_options
@click.option(
    "--context",
    type=click.Choice(["none", "sentence", "turn", "question"]),
    default="none",
    show_default=True,
    help="Show the sentences around, the whole turn, or the turn and what was said before it.",
)
@click.option(
    "--order",
    type=click.Choice(["rank", "position", "typicality"]),
    default="rank",
    show_default=True,
    help="As picked for the report, by place in the sources, or the most typical of each cell first.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many quotes of each stakeholder type and theme.")
@allow_unknown_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to write them. By default as the ending of --output says, else text.",
)
@output_option
def command(study: Path, *, allow_unknown: bool, form: str | None, output: Path | None, **asked: Any) -> None:
    """Print quotes, each exactly as it stands in its source, with its place and its attribution.

    An option that is given twice is met by either; different options must all be met.
    """
    form = form or ENDINGS.get(output.suffix.lower() if output else "", "text")
    if output is None and form in OFFICE_FORMATS:
        raise click.UsageError(f"{form} cannot be printed: say where to write it, as in --output quotes.{form}")
    opened = open_current(study, allow_unknown=allow_unknown)
    if output is not None:
        refuse_to_publish(output, opened.folder)
    quotes = opened.quotes(**asked, follow=show_progress)
    content = _write(quotes, form, opened, asked["context"], asked["order"])
    if quotes:
        tell_review(opened)
    if quotes or output is not None or form != "text":
        print_or_write(content, output, what=f"({len(quotes)} {'quote' if len(quotes) == 1 else 'quotes'})")
    else:
        click.echo("no quote fits", err=True)


def _write(quotes: Sequence[QuoteInContext], form: str, study: Study, context: str, order: str) -> bytes:
    if form not in OFFICE_FORMATS:
        return QUOTE_FORMATS[form](quotes, context, order)
    from interview_coder.ingest.codebook_yaml import read_codebook

    return OFFICE_FORMATS[form](quotes, read_codebook(study.folder.read_codebook()))
