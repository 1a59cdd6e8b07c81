"""``interview-coder kwic``."""

from __future__ import annotations

from typing import Any

import click

from interview_coder.cli.concordance_lines import RuleCommand, concordance_options, print_concordance


@click.command(name="kwic", cls=RuleCommand)
@click.option("--everybody", is_flag=True, help="Also look in what interviewers and moderators say.")
@concordance_options
def command(rule_and_study: tuple[str, ...], *, form: str, everybody: bool, **options: Any) -> None:
    """Print every place of a word or rule with the words around it.

    RULE is a word, a phrase in quotation marks, or any rule of docs/rules.md; it may use the codebook's word lists.
    """
    print_concordance(rule_and_study, form, everybody=everybody, **options)
