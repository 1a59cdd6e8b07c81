"""``interview-coder codebook``: the instrument of the study."""

from __future__ import annotations

import click

from interview_coder.cli.lazy_group import LazyGroup

COMMANDS = {
    "check": ("check", "Report every problem of a codebook at its place."),
    "test": ("test", "Do the rules find the examples, and leave the counter-examples alone?"),
    "show": ("show", "Show themes, codes, definitions and counts, as text, markdown, HTML or Word."),
    "try": ("try_rule", "Show what a rule would find in the corpus, before it is in the codebook."),
    "diff": ("diff", "Compare two versions: what changed, and which codings come and go."),
    "schema": ("schema", "Print the JSON Schema of codebook.yml, for completion in editors."),
}
"""Name of a command → its module in this folder, and what it does."""


@click.command(
    cls=LazyGroup,
    modules={name: (f"interview_coder.cli.codebook.{module}", told) for name, (module, told) in COMMANDS.items()},
    name="codebook",
)
def command() -> None:
    """Check, test, show, try and compare codebooks."""
