"""``interview-coder review``."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_coder.cli.options import open_current, show_progress, study_argument, tell_warnings
from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.coder_names import choose_coder
from interview_coder.study import Study

if TYPE_CHECKING:
    from interview_coder.sharing.background import Sharer


@click.command(name="review")
@study_argument
@click.option("--coder", metavar="NAME", help="Who decides (default: the name by which you are logged in).")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Where to serve (default: any that is free).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--share", is_flag=True, help="Exchange decisions with your team's server while you review.")
def command(study: Path, *, coder: str | None, port: int, no_browser: bool, share: bool) -> None:
    """Look at what the rules suggest in STUDY (default: this folder), and decide, in your browser.

    The page is served from this computer to this computer only. Every decision is in decisions/ as soon as its key is
    pressed; the next run counts it. Ctrl-C ends it.
    """
    try:
        from interview_coder.review.serving import Watch, serve
    except ImportError as error:
        fix = 'install it: pip install "interview-coder[review]"'
        raise InputError(Problem("the review page needs the extra [review]", Place("review"), fix)) from error
    name = choose_coder(coder)
    opened = Study.open(study)
    if not (opened.folder.outputs / "run.json").exists():
        open_current(study, allow_unknown=True)
    watch = Watch(opened.folder.root, name)

    def tell(address: str) -> None:
        click.echo(f"Review as {name}: {address}")
        if not no_browser:
            webbrowser.open(watch.door.absolute().as_uri())

    served = watch.take()
    if served is not None:
        click.echo("This study is open for review already.")
        tell(served.address)
        return
    try:
        desk = opened.open_desk(name, follow=show_progress)
        tell_warnings(desk.inputs.decisions.warnings)
        with _sharing(opened) if share else nullcontext() as sharer:
            serve(desk, watch, port=port, tell=tell, tell_shared=lambda: "" if sharer is None else sharer.told)
    finally:
        watch.release()
    click.echo("Closed. Every decision is kept; run counts them: interview-coder run")


@contextmanager
def _sharing(study: Study) -> Iterator[Sharer]:
    """Exchange decisions while somebody reviews; say at the end how that went."""
    from interview_coder.sharing.background import Sharer

    study.check_sharing()
    sharer = Sharer(study.share)
    sharer.start()
    try:
        yield sharer
    finally:
        sharer.stop()
        click.echo(f"Decisions: {sharer.told}.")
