"""The command line: one module a command, loaded only when it is used."""

from __future__ import annotations

import gc
import io
import sys
from importlib.metadata import version as installed_version

import click

from interview_coder.cli.lazy_group import LazyGroup
from interview_coder.errors import InterviewCoderError

COMMANDS = {
    "init": "Make a new study folder, with a commented codebook and a sample transcript.",
    "anonymise": "Replace the names in transcripts, and keep who is who in an encrypted key.",
    "restore": "Give the original of a pseudonymised transcript back, with its key.",
    "withdraw": "Take one participant out of sources, key, cache and outputs.",
    "risk": "Tell what was masked, what is left, and who could still be recognised.",
    "sources": "List what was read of each transcript, or show one turn by turn.",
    "participants": "Make or complete participants.csv from the speakers found.",
    "check": "Read the corpus and the codebook, and report every problem at its place.",
    "codebook": "Check, test, show, try and compare codebooks.",
    "run": "Code, cluster and tabulate the study, and write outputs/.",
    "review": "Look at what the rules suggest, and decide, in your browser.",
    "share": "Exchange decisions with your team's server.",
    "matrix": "Print the stakeholder type × theme matrix.",
    "frequencies": "Print how often each theme or code is raised, and by how many people.",
    "framework": "Show the framework matrix: counts, quotes that stand for each cell, your summaries.",
    "summary": "Write your own summary of a cell of the framework matrix, or list all.",
    "quotes": "Print the words behind a theme, code or stakeholder type.",
    "edit-quote": "Leave words out of a quote or explain them, beside its own words.",
    "kwic": "Print every place of a word or rule with the words around it.",
    "explain": "Tell why a passage is coded as it is, and which rules came near.",
    "verify": "Look up every quotation of a report in the sources.",
    "suggest": "Offer words for the rules of a code, from passages that belong to it.",
    "clusters": "Print groups of similar segments, and which of them no theme covers.",
    "methods": "Print how the study was made, for a report: a paragraph, and the COREQ checklist.",
    "charts": "Draw charts of the tables as SVG and PNG.",
    "disclosure": "Tell which labels of quotes fit few people, or scan the texts for identifiers.",
    "tables": "List the tables, or write them with small counts withheld, for publication.",
    "balance": "Tell who is over-quoted and who is left out among quotes shown, or among yours.",
    "completion": "Print the line that turns on tab completion for your shell.",
}
"""Name of a command → what it does. Its module here has the same name, with _ for -, and a function ``command``."""


@click.command(
    cls=LazyGroup,
    modules={name: (f"interview_coder.cli.{name.replace('-', '_')}", told) for name, told in COMMANDS.items()},
    name="interview-coder",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(installed_version("interview-coder"), prog_name="interview-coder")
def group() -> None:
    """From interview transcripts and one codebook to theme matrices, frequencies and quotes.

    A study is a folder with codebook.yml and corpus/ (transcripts and participants.csv). Everything runs on this
    computer; no connection is opened.

    Begin with:  interview-coder init my-study
    """


def main() -> None:
    """Run the command line; problems in the input end with exit code 1, wrong usage with 2."""
    gc.set_threshold(50_000, 20, 50)  # loading libraries makes many objects, and nearly all of them stay
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
        click.echo("Stopped before it was done.", err=True)
        sys.exit(130)
