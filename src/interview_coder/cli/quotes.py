"""``interview-coder quotes``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from interview_coder.cli.options import allow_unknown_option, format_option, open_current, print_table, study_argument
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.model.coding import STANCES
from interview_coder.model.results import Table
from interview_coder.study import Study

QUOTE_COLUMNS = (
    *("id", "theme", "codes", "stakeholder_type", "participant", "source", "turn", "start", "end"),
    *("text", "stance", "attribution", "rank"),
)
CONTEXT_COLUMNS = {"none": (), "turn": ("before", "after"), "question": ("before", "after", "preceded_by")}


@click.command(name="quotes")
@study_argument
@click.option("--theme", metavar="ID", help="Only quotes of this theme.")
@click.option("--code", metavar="ID", help="Only quotes with this code.")
@click.option("--stakeholder", metavar="TYPE", help="Only quotes of this stakeholder type.")
@click.option("--stance", type=click.Choice(STANCES), help="Only quotes meant this way.")
@click.option(
    "--context",
    type=click.Choice(["none", "turn", "question"]),
    default="none",
    show_default=True,
    help="Show the whole turn, or the turn and what was said before it.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many quotes of each stakeholder type and theme.")
@allow_unknown_option
@format_option
def command(
    study: Path,
    *,
    theme: str | None,
    code: str | None,
    stakeholder: str | None,
    stance: str | None,
    context: str,
    limit: int | None,
    allow_unknown: bool,
    form: str,
) -> None:
    """Print quotes, each exactly as it stands in its source, with its place and its attribution."""
    opened = open_current(study, allow_unknown=allow_unknown)
    _check_names(opened, theme=theme, code=code, stakeholder=stakeholder)
    fitting = [
        quote
        for quote in opened.read_records("quotes")
        if theme in {None, quote["theme"]}
        and (code is None or code in quote["codes"])
        and stakeholder in {None, quote["stakeholder_type"]}
        and stance in {None, quote["stance"]}
    ]
    turns = {(turn["source"], turn["turn"]): turn for turn in opened.read_records("turns")}
    rows = [_add_context(quote, turns, context) for quote in _limit_cells(fitting, limit)]
    if form == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif form == "csv":
        columns = (*QUOTE_COLUMNS, *CONTEXT_COLUMNS[context])
        cells = ({**row, "codes": " ".join(row["codes"])} for row in rows)
        print_table(Table("quotes", columns, tuple(tuple(row[column] for column in columns) for row in cells)), form)
    elif rows:
        click.echo("\n\n".join(_format_quote(row) for row in rows))
    else:
        click.echo("no quote fits", err=True)


def _limit_cells(quotes: Sequence[dict[str, Any]], limit: int | None) -> Iterator[dict[str, Any]]:
    shown: Counter[tuple[str, str]] = Counter()
    for quote in quotes:
        cell = quote["theme"], quote["stakeholder_type"]
        shown[cell] += 1
        if limit is None or shown[cell] <= limit:
            yield quote


def _check_names(study: Study, **asked: str | None) -> None:
    known = {
        "theme": {row["theme"] for row in study.read_table("theme_frequencies").records()},
        "code": {row["code"] for row in study.read_table("code_frequencies").records()},
        "stakeholder": {row["stakeholder_type"] for row in study.read_table("theme_matrix").records()},
    }
    for option, name in asked.items():
        if name is not None and name not in known[option]:
            near = offer_near_name(name, known[option]) or f"known: {', '.join(sorted(known[option]))}"
            raise InputError(Problem(f'there is no {option} "{name}" in this study', Place(f"--{option}"), near))


def _add_context(
    quote: Mapping[str, Any], turns: Mapping[tuple[str, int], Mapping[str, Any]], context: str
) -> dict[str, Any]:
    row = dict(quote)
    turn = turns[quote["source"], quote["turn"]]
    if context != "none":
        row["before"] = turn["text"][: quote["start"] - turn["start"]]
        row["after"] = turn["text"][quote["end"] - turn["start"] :]
    if context == "question":
        asked = turns.get((quote["source"], quote["turn"] - 1))
        row["preceded_by"] = f"{asked['speaker']}: {asked['text']}" if asked else ""
    return row


def _format_quote(row: Mapping[str, Any]) -> str:
    lines: Sequence[str] = [
        f"{row['preceded_by']}" if row.get("preceded_by") else "",
        f"{row.get('before', '')}“{row['text']}”{row.get('after', '')}",
        f"    ({row['attribution']}) {row['theme']}: {', '.join(row['codes'])}; {row['stance']}"
        f"  [{row['source']}, turn {row['turn']}, {row['start']}-{row['end']}]",
    ]
    return "\n".join(line for line in lines if line)
