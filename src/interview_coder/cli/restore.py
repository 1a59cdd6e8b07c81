"""``interview-coder restore``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.key_options import key_options, locate_key, open_key
from interview_coder.errors import InputError, Place, Problem
from interview_coder.study import Study


@click.command(name="restore")
@click.argument("sources", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="A folder outside of every study.")
@click.option("--study", "root", type=click.Path(path_type=Path), default=".", help="The study. Default: this folder.")
@key_options
def command(
    sources: tuple[Path, ...], *, target: Path, root: Path, key_path: Path | None, passphrase_file: Path | None
) -> None:
    """Give back the originals of SOURCES, files of a corpus that was pseudonymised, to the character.

    Of Word documents, captions and tables it is the text, turn by turn.
    """
    from interview_coder.keeping.key_file import check_outside
    from interview_coder.pseudonymising.restoring import restore_file

    folder = Study.open(root).folder
    check_outside(target, study=root)
    path, _ = locate_key(folder, key_path)
    _, key = open_key(path, passphrase_file, study=folder)
    restored = [restore_file(_read(source), key, file=str(source)) for source in sources]
    problems = [
        Problem("there is a file of the original's name already", Place(str(target)), "name an empty folder")
        for one in restored
        if (target / one.name).exists()
    ]
    if problems:
        raise InputError(*problems)
    for one in restored:
        (target / one.name).parent.mkdir(parents=True, exist_ok=True)
        (target / one.name).write_bytes(one.raw)
    n_exact = sum(one.is_exact for one in restored)
    click.echo(f"{len(restored)} restored in {target}: {n_exact} to the byte, {len(restored) - n_exact} as text.")


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError(Problem(message, Place(str(source)), "name a file of the corpus")) from error
