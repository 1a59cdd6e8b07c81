"""``interview-coder edit-quote``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, open_current, study_argument


def _read_clarify(_: click.Context, __: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    clarify: dict[str, str] = {}
    for one in given:
        words, sign, meant = (part.strip() for part in one.partition("="))
        if not (words and sign and meant):
            raise click.BadParameter(f'"{one}" is not of the form WORDS=[MEANT], such as it=[the plan]')
        if words in clarify:
            raise click.BadParameter(f'"{words}" is explained twice')
        clarify[words] = meant
    return clarify


@click.command(name="edit-quote")
@click.argument("quote_id", metavar="ID")
@study_argument
@click.option("--omit", metavar="WORDS", multiple=True, help="Show […] in place of these words.")
@click.option(
    "--clarify",
    metavar="WORDS=[MEANT]",
    multiple=True,
    callback=_read_clarify,
    help="Show what is meant, in brackets, in place of these words.",
)
@click.option("--reset", is_flag=True, help="Take earlier edits of the quote back.")
@click.option(
    "--extend-to",
    metavar="TURN",
    type=click.IntRange(min=1),
    help="Is refused, with the reason: a quote never joins turns.",
)
@click.option("--coder", metavar="NAME", help="Who decides; by default the name by which you are logged in.")
@allow_unknown_option
def command(
    quote_id: str,
    study: Path,
    *,
    omit: tuple[str, ...],
    clarify: dict[str, str],
    reset: bool,
    extend_to: int | None,
    coder: str | None,
    allow_unknown: bool,
) -> None:
    """Leave words out of a quote or explain words in it; its own words stay, and the edit is kept in decisions/.

    ID is the quote's id, or how it begins, as `interview-coder quotes` shows it at the end of its place.
    """
    from interview_coder.retrieving import refuse_joining

    if not (omit or clarify or reset or extend_to):
        raise click.UsageError('say what to change: --omit "words", --clarify "it=[the plan]" or --reset')
    opened = open_current(study, allow_unknown=allow_unknown)
    if extend_to is not None:
        raise refuse_joining(opened.folder, quote_id, extend_to)
    quote = opened.edit_quote(quote_id, omit=omit, clarify=clarify, reset=reset, coder=coder)
    click.echo(f"as said: “{quote.text}”")
    click.echo(f"edited:  “{quote.edited}”" if quote.edited else "not edited")
