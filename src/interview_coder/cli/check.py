"""``interview-coder check``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, format_text, show_progress, study_argument, tell_warnings
from interview_coder.model.source import Source
from interview_coder.study import Study


@click.command(name="check")
@study_argument
@allow_unknown_option
def command(study: Path, *, allow_unknown: bool) -> None:
    """Read the corpus and the codebook of STUDY (default: this folder), and report every problem at its place."""
    inputs = Study.open(study).read(allow_unknown=allow_unknown, follow=show_progress)
    click.echo(format_text([_describe(source) for source in inputs.sources]))
    tell_warnings(inputs.warnings)
    codes = list(inputs.codebook.codes)
    click.echo(
        f"\nAll is well: {len(inputs.sources)} sources, {len(inputs.participants)} participants; "
        f"{len(inputs.codebook.themes)} themes, {len(codes)} codes, {sum(len(code.rules) for code in codes)} rules."
    )


def _describe(source: Source) -> dict[str, str]:
    roles = Counter(turn.role for turn in source.turns)
    return {
        "source": source.source_id,
        "format": source.format,
        "speakers marked by": source.dialect,
        "turns": str(len(source.turns)),
        "of participants": str(roles["participant"]),
        "participants": str(len({turn.participant for turn in source.turns if turn.participant})),
        "asking": ", ".join(sorted({turn.speaker for turn in source.turns if turn.role != "participant"})) or "-",
        "left out": "; ".join(f"{one.count} {one.what}" for one in source.left_out) or "-",
    }
