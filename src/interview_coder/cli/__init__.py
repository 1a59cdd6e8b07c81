"""The command line: one module a command, loaded only when it is used."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from importlib.metadata import version as installed_version

import click

from interview_coder.errors import InterviewCoderError, offer_near_name

COMMANDS = {
    "init": "Make a new study folder, with a commented codebook and a sample transcript.",
    "sources": "List what was read of each transcript, or show one turn by turn.",
    "participants": "Make or complete participants.csv from the speakers found.",
    "check": "Read the corpus and the codebook, and report every problem at its place.",
    "run": "Code, cluster and tabulate the study, and write outputs/.",
    "matrix": "Print the stakeholder type × theme matrix.",
    "frequencies": "Print how often each theme or code is raised, and by how many people.",
    "quotes": "Print the words behind a theme, code or stakeholder type.",
    "clusters": "Print groups of similar segments, and which of them no theme covers.",
    "completion": "Print the line that turns on tab completion for your shell.",
}
"""Name of a command → what it does. Its module in this folder has the same name, with a function ``command``."""


class LazyGroup(click.Group):
    """Commands that are imported when they are called, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"interview_coder.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, and offer the nearest name for one that does not exist."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f'no such command "{args[0]}". {offer_near_name(args[0], COMMANDS).capitalize()}'.rstrip())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Show the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LazyGroup, name="interview-coder", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(installed_version("interview-coder"), prog_name="interview-coder")
def group() -> None:
    """From interview transcripts and one codebook to theme matrices, frequencies and quotes.

    A study is a folder with codebook.yml and corpus/ (transcripts and participants.csv). Everything runs on this
    computer; no connection is opened.

    Begin with:  interview-coder init my-study
    """


def main() -> None:
    """Run the command line; problems in the input end with exit code 1, wrong usage with 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")  # an old code page must not stop the program
            else:
                stream.reconfigure(encoding="utf-8")  # what is kept in a file is kept exactly
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")  # an error must be told whatever is in it
    try:
        group(standalone_mode=False)
    except InterviewCoderError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Stopped. Nothing was written.", err=True)
        sys.exit(130)
