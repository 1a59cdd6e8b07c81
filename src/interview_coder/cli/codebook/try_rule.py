"""``interview-coder codebook try``."""

from __future__ import annotations

from typing import Any

import click

from interview_coder.cli.concordance_lines import RuleCommand, concordance_options, print_concordance


@click.command(name="try", cls=RuleCommand)
@concordance_options
def command(rule_and_study: tuple[str, ...], *, form: str, **options: Any) -> None:
    """Show what a rule would find in the corpus, before it is in the codebook.

    RULE stands in quotation marks and is written as under "match:" (docs/rules.md); it may use the word lists of the
    codebook.
    """
    print_concordance(rule_and_study, form, **options)
