"""``interview-coder codebook schema``."""

from __future__ import annotations

import click


@click.command(name="schema")
def command() -> None:
    """Print the JSON Schema of codebook.yml: an editor that knows it completes keys and marks mistakes.

    Keep it beside the codebook (interview-coder codebook schema > codebook.schema.json). Editors that read YAML with
    the YAML language server, such as VS Code, then need this as the first line of codebook.yml:

    # yaml-language-server: $schema=codebook.schema.json
    """
    from interview_coder.ingest.codebook_schema import codebook_schema

    click.echo(codebook_schema(), nl=False)
