"""How ``kwic`` and ``codebook try`` find and print: counts, and below them each hit in a line of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    format_option,
    print_table,
    show_progress,
    tell_warnings,
)
from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.concordance import CodedCount, Concordance, ContextLine, GroupCount
from interview_coder.model.results import Table
from interview_coder.study import Study

Command = TypeVar("Command", bound=Callable[..., Any])

_DASH = re.compile(r"^-\s+")
MOST_LINES = 10
"""Of each stakeholder type, where lines are to be read and nothing else was asked for."""
COLUMNS = (
    *("source", "turn", "speaker", "participant", "stakeholder_type", "role", "start", "end"),
    *("left", "text", "right", "stance", "codes"),
)
ASKING = "interviewers and moderators (context, never evidence)"
_LONGEST_NAME = 32
_LONGEST_HIT = 80
_OMITTED = " […] "


class RuleCommand(click.Command):
    """A command with a rule that may have been copied with the dash that stands before it in a codebook."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a dash and a space begin no option."""
        return super().parse_args(ctx, [_DASH.sub("", one) for one in args])


def concordance_options(command: Command) -> Command:
    """Add the rule, the study and the options that both commands have."""
    for option in (
        format_option,
        allow_unknown_option,
        click.option("--stakeholder", metavar="TYPE", help="Only what participants of this stakeholder type say."),
        click.option(
            "--width",
            type=click.IntRange(min=0),
            default=40,
            show_default=True,
            help="So many characters on either side.",
        ),
        click.option(
            "--limit",
            type=click.IntRange(min=0),
            help="At most so many hits of each stakeholder type, from as many speakers as can be; 0 shows all. "
            f"Text shows {MOST_LINES} if this is not given, csv and json all.",
        ),
        click.argument("rule_and_study", nargs=-1, required=True, metavar="RULE [STUDY]"),
    ):
        command = option(command)
    return command


def print_concordance(rule_and_study: Sequence[str], form: str, *, limit: int | None, **options: Any) -> None:
    """Find a rule in the corpus, and print where it is."""
    rule, study = _read_arguments(rule_and_study)
    most = MOST_LINES if limit is None and form == "text" else limit or None
    found = Study.open(study).find_in_context(rule, limit=most, follow=show_progress, **options)
    tell_warnings(found.remarks)
    if form == "json":
        click.echo(json.dumps(_to_json(found), indent=2, ensure_ascii=False))
    elif form == "csv":
        rows = ({**_to_record(line), "codes": " ".join(line.codes or ())} for line in found.lines)
        print_table(Table("hits", COLUMNS, tuple(tuple(row[column] for column in COLUMNS) for row in rows)), form)
    else:
        click.echo("\n".join(format_concordance(found)))


def _read_arguments(rule_and_study: Sequence[str]) -> tuple[str, Path]:
    rule, *rest = rule_and_study
    together = " ".join(rule_and_study).strip("'")  # the Windows prompt cuts within these, and leaves them
    if len(rest) > 1:
        raise click.UsageError(f'put a rule of several words in quotation marks: "{together}"')
    study = Path(*rest)
    if not study.is_dir():
        fix = (
            f'name the folder of the study; if this is part of the rule, put all of it in quotation marks: "{together}"'
        )
        raise InputError(Problem("there is no such folder", Place(str(study)), fix))
    return rule, study


def format_concordance(found: Concordance) -> Iterator[str]:
    """Yield the lines that tell what a rule finds."""
    yield click.style(_one_line(found.rule), bold=True)
    yield _tell_count(found.total)
    yield from _tell_coded(found.coded, found.total.n_hits)
    columns = [_columns(line) for line in found.lines]
    widths = [max((len(row[place]) for row in columns), default=0) for place in range(4)]
    for group in found.groups:
        if not group.n_hits:
            continue
        own = [
            row
            for line, row in zip(found.lines, columns, strict=True)
            if line.stakeholder_type == group.stakeholder_type
        ]
        yield ""
        yield _tell_group(group)
        yield from (_align(row, widths) for row in own)
        if len(own) < group.n_hits:
            yield f"  and {group.n_hits - len(own):,} more (--limit 0 shows all)"
    without = [group.stakeholder_type or ASKING for group in found.groups if not group.n_hits]
    if without and found.lines:
        yield f"\nno hits: {', '.join(without)}"


def _tell_count(count: GroupCount) -> str:
    return (
        f"{_number(count.n_hits, 'hit')}; participants {count.n_participants:,} of {count.of_participants:,}; "
        f"sources {count.n_sources:,} of {count.of_sources:,}"
    )


def _tell_group(count: GroupCount) -> str:
    if count.stakeholder_type is None:
        return f"{ASKING}: {_number(count.n_hits, 'place')}; sources {count.n_sources:,} of {count.of_sources:,}"
    return f"{count.stakeholder_type}: {_tell_count(count)}"


def _tell_coded(coded: CodedCount | None, n_hits: int) -> Iterator[str]:
    if not n_hits:
        return
    if coded is None:
        yield "to see what of it is coded already: interview-coder run"
        return
    codes = f" ({', '.join(f'{code} {n:,}' for code, n in coded.by_code)})" if coded.by_code else ""
    left = coded.n_sentences - coded.n_coded
    yield f"{_number(coded.n_sentences, 'sentence')}: {coded.n_coded:,} coded already{codes}, {left:,} not coded"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _columns(line: ContextLine) -> tuple[str, str, str, str, str, str]:
    """Return place, speaker, stance, what stands before, the hit and what stands after."""
    stance = "" if line.stance == "said" else line.stance
    left, text, right = _one_line(line.left).lstrip(), _leave_out(_one_line(line.text)), _one_line(line.right).rstrip()
    return _shorten(f"{line.source_id}#{line.turn}"), _shorten(line.speaker), stance, left, text, right


def _align(row: Sequence[str], widths: Sequence[int]) -> str:
    place, speaker, stance, left, text, right = row
    cells = [cell.ljust(width) for cell, width in zip((place, speaker, stance), widths, strict=False) if width]
    return "  ".join(["", *cells, f"{left.rjust(widths[3])}«{click.style(text, bold=True)}»{right}"])


def _one_line(text: str) -> str:
    """Return a text in which no character moves, but what breaks lines or steers terminals is a space."""
    return "".join([letter if letter.isprintable() else " " for letter in text])


def _leave_out(text: str) -> str:
    """Leave out the middle of a hit that reaches over many words."""
    if len(text) <= _LONGEST_HIT:
        return text
    before, _, _ = text[: _LONGEST_HIT // 2].rpartition(" ")
    _, _, after = text[-_LONGEST_HIT // 2 :].partition(" ")
    return f"{before}{_OMITTED}{after}"


def _shorten(name: str) -> str:
    name = _one_line(name)
    return name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"


def _to_json(found: Concordance) -> dict[str, Any]:
    coded = found.coded
    return {
        "rule": found.rule,
        "counts": [_count_record(group) for group in (found.total, *found.groups)],
        "sentences": coded and {"total": coded.n_sentences, "coded": coded.n_coded, "by_code": dict(coded.by_code)},
        "remarks": list(found.remarks),
        "hits": [
            {
                **_to_record(line),
                "words": [token._asdict() for token in line.words],
                "cue": line.cue and line.cue._asdict(),
            }
            for line in found.lines
        ],
    }


def _count_record(count: GroupCount) -> dict[str, Any]:
    return {
        "stakeholder_type": count.stakeholder_type,
        "hits": count.n_hits,
        "participants": count.n_participants,
        "participants_total": count.of_participants,
        "sources": count.n_sources,
        "sources_total": count.of_sources,
    }


def _to_record(line: ContextLine) -> Mapping[str, Any]:
    fields = line._asdict()
    return {column: fields["source_id" if column == "source" else column] for column in COLUMNS}
