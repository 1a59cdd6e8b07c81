"""``interview-coder completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of SHELL; put it where your shell reads it.

    For bash: interview-coder completion bash > ~/.local/share/bash-completion/completions/interview-coder
    """
    completion_class = get_completion_class(shell)
    if completion_class is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(completion_class(ctx.find_root().command, {}, "interview-coder", "_INTERVIEW_CODER_COMPLETE").source())
