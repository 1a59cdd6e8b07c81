"""``interview-coder withdraw``."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from interview_coder.cli.key_options import key_options, locate_key, open_key
from interview_coder.keeping.key_file import hold_key
from interview_coder.project.cache import FOLDER as CACHE
from interview_coder.project.decision_log import LOCK_OF_CODER, rewrite
from interview_coder.project.output_files import UNFINISHED
from interview_coder.project.study_folder import StudyFolder
from interview_coder.study import Study


@click.command(name="withdraw")
@click.argument("participant")
@click.argument("root", metavar="[STUDY]", type=click.Path(path_type=Path), default=".", required=False)
@key_options
def command(participant: str, root: Path, *, key_path: Path | None, passphrase_file: Path | None) -> None:
    """Take PARTICIPANT, such as "GP 2", out of STUDY: sources, participants.csv, key, cache, outputs and decisions.

    What others said of the participant stays, under a replacement of which nobody can tell any more whom it meant.
    The originals are yours: they are never changed, and what to do about them is told.
    """
    from interview_coder.pseudonymising.finding import find_names
    from interview_coder.pseudonymising.forgetting import forget_in_events
    from interview_coder.pseudonymising.session import check_nothing_in_the_way, write_corpus
    from interview_coder.pseudonymising.withdrawing import withdraw_participant

    study = Study.open(root)
    folder = study.folder
    path, _ = locate_key(folder, key_path)
    with hold_key(path):
        key_file, key = open_key(path, passphrase_file, study=folder)
        withdrawal = withdraw_participant(participant, folder, key, find_names)
        check_nothing_in_the_way(folder, withdrawal.made, key)
        leaver = withdrawal.leaver
        # the corpus last: whoever still stands there can be taken out again, should this be interrupted
        n_events = rewrite(folder, partial(forget_in_events, leaver=leaver, folder=folder))
        n_outputs = _remove_derived(folder)
        write_corpus(folder, withdrawal.made, key, key_file, without=leaver.label)
    click.echo(
        f"{leaver.label} is out: {withdrawal.n_removed} sources removed, {withdrawal.n_shortened} without their turns, "
        f"{n_events} lines of decisions, {n_outputs} outputs and the cache removed. Run the study again."
    )
    click.echo(
        f"What remains: {withdrawal.n_mentions} places where others speak of [{leaver.label}]; the originals, and a "
        "roster that lists the name; copies of the key, of the study and of its outputs, and what you wrote from them, "
        "wherever that is; summaries that rest on what others said too: they are shown as older than their evidence."
    )
    if study.read_settings().team is not None:
        click.echo("The team's server still has the lines of decisions that went: take them out there before share.")


def _remove_derived(folder: StudyFolder) -> int:
    """Remove what was made of the corpus, and what is kept to save work; other files in ``outputs/`` stay."""
    from interview_coder.report.charts import list_chart_files

    _empty_cache(folder.root / CACHE)
    raw = folder.read_optional("outputs/run.json")
    try:
        made = [*json.loads(raw)["outputs"], "run.json"] if raw is not None else []
    except (ValueError, LookupError, TypeError):
        made = ["run.json"]
    made += [f"charts/{name}" for name in list_chart_files(folder.outputs / "charts")]
    there = [folder.outputs / name for name in made if (folder.outputs / name).is_file()]
    unfinished = [path for parent in (folder.outputs, folder.corpus) for path in parent.rglob(UNFINISHED)]
    for path in (*there, *unfinished):
        path.unlink()
    return len(there)


def _empty_cache(cache: Path) -> None:
    """Remove all but the empty files by which programs wait for each other."""
    for path in cache.glob("*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif not path.name.startswith(LOCK_OF_CODER):
            path.unlink()
    with suppress(OSError):
        cache.rmdir()
