"""``interview-coder codebook test``."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import click

from interview_coder.cli.codebook.codebook_argument import codebook_argument, open_codebook
from interview_coder.cli.options import format_option, format_text, print_table, tell_warnings
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Table

if TYPE_CHECKING:
    from interview_coder.codebook_testing import CodeOutcome, ExampleReport, Finding, Outcome

_COLUMNS = ("theme", "code", "kind", "line", "text", "found", "right", "words", "stances", "rule_lines")
_LONGEST_RULE = 160
_LEFT_OPEN = {"BY": "who speaks", "ASKED": "what was asked"}


@click.command(name="test")
@codebook_argument
@click.option("--code", metavar="ID", help="Only this code and those below it.")
@click.option("--theme", metavar="ID", help="Only the codes of this theme.")
@format_option
def command(codebook: Path, *, code: str | None, theme: str | None, form: str) -> None:
    """Try the rules of STUDY (default: this folder) on the examples and counter-examples of their codes.

    The corpus is not read; docs/codebook.md says how examples are read. Exit code 1 if any comes out wrong. As CSV or
    JSON one example a row.
    """
    from interview_coder.codebook_testing import try_examples_of_study
    from interview_coder.ingest.codebook_yaml import read_codebook

    opened = open_codebook(codebook)
    codes = None
    if code is not None or theme is not None:
        codes = _choose_codes(read_codebook(opened.raw, file=opened.file), code, theme)
    report = try_examples_of_study(opened.folder, opened.raw, file=opened.file, codes=codes)
    if form == "json":
        click.echo(json.dumps(list(report.records()), indent=2, ensure_ascii=False))
    elif form == "csv":
        print_table(Table("examples", _COLUMNS, tuple(_rows(report))), form)
    else:
        click.echo("\n".join(_tell(report)))
    tell_warnings(report.notes)
    if report.failures:
        sys.exit(1)


def _choose_codes(codebook: Codebook, code: str | None, theme: str | None) -> Collection[str]:
    themes = [one.theme_id for one in codebook.themes]
    above: dict[str, tuple[str, ...]] = {"": ()}
    for one in codebook.codes:
        above[one.code_id] = (one.code_id, *above[one.parent])
    del above[""]
    for option, name, known in (("theme", theme, themes), ("code", code, list(above))):
        if name is not None and name not in known:
            fix = offer_near_name(name, known) or f"known: {', '.join(known)}"
            raise InputError(Problem(f'there is no {option} "{name}" in this codebook', Place(f"--{option}"), fix))
    return {
        one.code_id
        for one in codebook.codes
        if theme in {None, one.theme_id} and (code is None or code in above[one.code_id])
    }


def _rows(report: ExampleReport) -> Iterator[tuple[object, ...]]:
    for record in report.records():
        found = record["findings"]
        words = "; ".join(" ".join(token["text"] for token in one["tokens"]) for one in found)
        stances = " ".join(dict.fromkeys(one["stance"] for one in found))
        lines = " ".join(dict.fromkeys(str(one["rule_line"]) for one in found))
        yield (*(record[column] for column in _COLUMNS[:7]), words, stances, lines)


def _tell(report: ExampleReport) -> Iterator[str]:
    """Yield the lines of the report for reading."""
    yield format_text([_describe(one) for one in report.codes])
    for outcome in report.failures:
        yield ""
        yield from _explain(outcome)
    yield ""
    untested = [one.code.code_id for one in report.codes if not one.has_rules and one.outcomes]
    if untested:
        yield f"Not tested, as they have no rules: {', '.join(untested)}."
    n_failures = len(report.failures)
    if not report.n_tried:
        yield 'There is nothing to test: write sentences under "examples:" and "counter_examples:" of codes with rules.'
    elif n_failures:
        come = "comes" if n_failures == 1 else "come"
        yield f"{n_failures} of {report.n_tried} examples and counter-examples {come} out wrong."
    else:
        yield f"All is well: {report.n_tried} examples and counter-examples come out right."


def _describe(one: CodeOutcome) -> dict[str, str]:
    n_wrong = sum(not outcome.is_right for outcome in one.outcomes)
    counts = [f"{found} of {total}" for found, total in (one.count("example"), one.count("counter-example"))]
    result = "right" if not n_wrong else f"{n_wrong} wrong"
    if not one.has_rules:
        counts, result = ["-", "-"], "no rules"
    elif not one.outcomes:
        result = "no examples"
    return {
        "theme": one.code.theme_id,
        "code": one.code.code_id,
        "examples found": counts[0],
        "counter-examples found": counts[1],
        "result": result,
    }


def _explain(outcome: Outcome) -> Iterator[str]:
    example = outcome.example
    verb = "does not find its" if example.kind == "example" else "finds its"
    yield f"{example.place}: {example.code.code_id} {verb} {example.kind}"
    yield indent(f"“{example.text.strip()}”", "    ")
    for finding in outcome.findings:
        yield f"    line {finding.rule.line}: {_shorten(finding.rule.text)}"
        yield f"        finds “{' … '.join(outcome.show(finding))}”, {finding.stance}{_tell_left_open(finding)}"
    for miss in outcome.near_misses:
        yield f"    came near, line {miss.rule.line}: {_shorten(miss.rule.text)}"
        yield f"        finds {', '.join(f'“{words}”' for words in miss.found)}; {miss.reason}"
    if outcome.remark:
        yield f"    {outcome.remark}"


def _tell_left_open(finding: Finding) -> str:
    what = [_LEFT_OPEN[clause] for clause in finding.left_open]
    return f"; the example does not say {' or '.join(what)}, which is taken to be as the rule asks" if what else ""


def _shorten(rule: str) -> str:
    return rule if len(rule) <= _LONGEST_RULE else f"{rule[:_LONGEST_RULE]} …"
