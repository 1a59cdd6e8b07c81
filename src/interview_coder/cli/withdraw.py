"""``interview-coder withdraw``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from interview_coder.cli.key_options import key_options, locate_key, open_key
from interview_coder.keeping.key_file import hold_key
from interview_coder.project.cache import FOLDER as CACHE
from interview_coder.project.study_folder import StudyFolder
from interview_coder.study import Study


@click.command(name="withdraw")
@click.argument("participant")
@click.argument("root", metavar="[STUDY]", type=click.Path(path_type=Path), default=".", required=False)
@key_options
def command(participant: str, root: Path, *, key_path: Path | None, passphrase_file: Path | None) -> None:
    """Take PARTICIPANT, such as "GP 2", out of STUDY: sources, participants.csv, key, cache and outputs.

    What others said of the participant stays, under a replacement of which nobody can tell any more whom it meant.
    The originals are yours: they are never changed, and what to do about them is told.
    """
    from interview_coder.pseudonymising.finding import find_names
    from interview_coder.pseudonymising.session import write_corpus
    from interview_coder.pseudonymising.withdrawing import withdraw_participant

    folder = Study.open(root).folder
    path, _ = locate_key(folder, key_path)
    with hold_key(path):
        key_file, key = open_key(path, passphrase_file, study=folder)
        withdrawal = withdraw_participant(participant, folder, key, find_names)
        write_corpus(folder, withdrawal.made, key, key_file, without=withdrawal.label)
    n_outputs = _remove_derived(folder)
    click.echo(
        f"{withdrawal.label} is out: {withdrawal.n_removed} sources removed, {withdrawal.n_shortened} without their "
        f"turns, {n_outputs} outputs and the cache removed. Run the study again."
    )
    click.echo(
        f"What remains: {withdrawal.n_mentions} places where others speak of [{withdrawal.label}]; the originals, and "
        "a roster that lists the name; copies of the key, of the study and of its outputs, wherever you made them; "
        "what people wrote in decisions/, such as summaries and edits of quotes, and charts in outputs/charts/."
    )


def _remove_derived(folder: StudyFolder) -> int:
    """Remove what a run made, and what it keeps to save work; other files in ``outputs/`` stay."""
    shutil.rmtree(folder.root / CACHE, ignore_errors=True)
    raw = folder.read_optional("outputs/run.json")
    try:
        made = [*json.loads(raw)["outputs"], "run.json"] if raw is not None else []
    except (ValueError, LookupError, TypeError):
        made = ["run.json"]
    there = [folder.outputs / name for name in made if (folder.outputs / name).is_file()]
    for path in there:
        path.unlink()
    return len(there)
