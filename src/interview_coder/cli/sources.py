"""``interview-coder sources``."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from interview_coder.cli.options import format_option, format_text, print_table, show_progress, study_argument
from interview_coder.model.results import Table
from interview_coder.model.source import Source, SourceSummary, Turn
from interview_coder.plain_text import count
from interview_coder.project.records import turn_record
from interview_coder.study import Study
from interview_coder.survey import Survey


@click.command(name="sources")
@study_argument
@click.option("--show", metavar="SOURCE", help="Print one source turn by turn, as the program understands it.")
@format_option
def command(study: Path, show: str | None, form: str) -> None:
    """List what was read of each transcript of STUDY (default: this folder), and what was left out and why.

    The codebook is not needed. Files that cannot be read are told, and the exit status is 1.
    """
    if show is not None:
        _print_source(Study.open(study).read_source(show, follow=show_progress), form)
        return
    survey = Study.open(study).survey(follow=show_progress)
    if form == "text":
        click.echo("\n".join(_describe(survey)))
    else:
        rows = [_record(summary) for summary in survey.sources]
        columns = tuple(rows[0]) if rows else ()
        print_table(Table("sources", columns, tuple(tuple(row.values()) for row in rows)), form)
    for warning in survey.warnings:
        click.echo(f"warning: {warning}", err=True)
    for problem in survey.problems:
        click.echo(str(problem), err=True)
    if survey.problems:
        n_files = len({problem.place.file for problem in survey.problems})
        click.echo(f"{n_files} files could not be read as they are.", err=True)
        sys.exit(1)


def _describe(survey: Survey) -> Iterator[str]:
    if not survey.sources:
        return
    yield format_text([_line(summary) for summary in survey.sources])
    for summary in survey.sources:
        notes = list(_notes(summary))
        yield from ((f"\n{summary.source_id}", *notes) if notes else ())
    by_type = ", ".join(f"{n:,} {kind}" for kind, n in sorted(survey.n_by_type.items()))
    n_words = sum(summary.n_words for summary in survey.sources)
    people = count(sum(survey.n_by_type.values()), "participant")
    yield f"\n{count(len(survey.sources), 'source')}, {count(n_words, 'word')}, {people}: {by_type}"


def _notes(summary: SourceSummary) -> Iterator[str]:
    """Yield what is not seen in the line of a source; who asks by the label needs no word."""
    if summary.certainty in {"guess", "likely"} and summary.signs:
        yield f"  {summary.certainty}: {summary.signs}"
    signs = ((label or "unknown", sign) for label, sign in summary.asking.items() if sign != "by its label")
    yield from (f"  {label} asks, and is no evidence: {sign}" for label, sign in signs)
    yield from (f"  left out: {left}" for left in summary.left_out)
    yield from (f"  note: {remark}" for remark in summary.remarks)


def _line(summary: SourceSummary) -> dict[str, str]:
    return {
        "source": summary.source_id,
        "sure?": summary.certainty,
        "asked": f"{share_asked(summary)} %",
        "turns": str(summary.n_turns),
        "participants": ", ".join(f"{count} {kind}" for kind, count in sorted(summary.n_by_type.items())) or "0",
        "words": str(summary.n_words),
        "minutes": "-" if summary.minutes is None else f"{summary.minutes:.1f}",
        "format": summary.format,
        "speakers marked by": summary.dialect,
    }


def share_asked(summary: SourceSummary) -> int:
    """Return how many of a hundred words are an interviewer's or moderator's."""
    return round(100 * summary.n_words_asking / summary.n_words) if summary.n_words else 0


def _record(summary: SourceSummary) -> dict[str, Any]:
    return {
        "source": summary.source_id,
        "file": summary.file,
        "format": summary.format,
        "dialect": summary.dialect,
        "certainty": summary.certainty,
        "signs": summary.signs,
        "turns": summary.n_turns,
        "participants": sum(summary.n_by_type.values()),
        "participants_by_type": "; ".join(f"{count} {kind}" for kind, count in sorted(summary.n_by_type.items())),
        "words": summary.n_words,
        "words_of_interviewers": summary.n_words_asking,
        "minutes": summary.minutes,
        "asking": "; ".join(f"{label} ({sign})" for label, sign in summary.asking.items()),
        "left_out": "; ".join(str(left) for left in summary.left_out),
        "remarks": "; ".join(summary.remarks),
    }


def _print_source(source: Source, form: str) -> None:
    if form == "text":
        for line in _show_turns(source):
            click.echo(line)
        return
    records = [turn_record(source, turn) for turn in source.turns]
    if form == "json":
        click.echo(json.dumps(records, indent=2, ensure_ascii=False))
    else:
        columns = tuple(records[0]) if records else ()
        print_table(Table("turns", columns, tuple(tuple(record.values()) for record in records)), form)


def _show_turns(source: Source) -> Iterator[str]:
    sure = f"{source.certainty}: {source.signs}" if source.signs else source.certainty
    yield click.style(f"{source.source_id} ({source.file})", bold=True)
    yield f"speakers marked by: {source.dialect} ({sure})"
    yield from (f"{key}: {value}" for key, value in source.attributes.items())
    yield from (f"left out: {left}" for left in source.left_out)
    yield from (f"note: {remark}" for remark in source.remarks)
    width = min(100, shutil.get_terminal_size().columns)
    for turn in source.turns:
        yield ""
        yield _head_of(source, turn)
        for paragraph in source.text[turn.start : turn.end].split("\n"):
            shown = textwrap.fill(visible(paragraph), width, initial_indent="    ", subsequent_indent="    ")
            yield shown if shown.strip() else ""


def _head_of(source: Source, turn: Turn) -> str:
    asks = turn.role != "participant"
    who = click.style(visible(turn.speaker) or "unknown", bold=True, fg="cyan" if asks else "green")
    facts = [f"({visible(turn.note)})"] if turn.note else []
    facts += [f"{turn.role}, {source.role_signs.get(turn.speaker, '')}"] if asks else []
    facts += [f"{turn.question}"] if turn.question else []
    facts += [_clock(turn.start_seconds)] if turn.start_seconds is not None else []
    place = source.places.at(turn.start)
    return click.style(f"{turn.number:>4} ", dim=True) + " · ".join([who, *facts, *([place] if place else [])])


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]")


def visible(text: str) -> str:
    r"""Write characters that a terminal would not show, or would obey, as their numbers.

    Examples
    --------
    >>> visible("a\u202eb")
    'a<U+202E>b'
    """
    return _UNSHOWN.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)
