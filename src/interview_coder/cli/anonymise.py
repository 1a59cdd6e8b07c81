"""``interview-coder anonymise``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.deciding import ask_questions
from interview_coder.cli.key_options import key_options, locate_key, open_key, open_or_create_key
from interview_coder.cli.options import show_progress
from interview_coder.errors import InputError, Place, Problem
from interview_coder.installed import BLANK, choose_model
from interview_coder.keeping.key_file import KeyFile, hold_key
from interview_coder.keeping.study_key import StudyKey
from interview_coder.project.study_folder import StudyFolder
from interview_coder.study import Study


@click.command(name="anonymise")
@click.argument("folder", type=click.Path(path_type=Path), default=".", required=False)
@click.option("--into", type=click.Path(path_type=Path), help="The study's corpus, which gets the files without names.")
@click.option("--roster", type=click.Path(path_type=Path), help="CSV of names known beforehand. Default: FOLDER's.")
@click.option("--generalise", type=click.Path(path_type=Path), help="CSV of what should stand for places and dates.")
@click.option("--keep", type=click.Path(path_type=Path), help="Text with the names that are never masked, one a line.")
@click.option("--no-model", is_flag=True, help="Do without the language model: faster, and finds less.")
@click.option("--show", is_flag=True, help="Print names of files and the names found. Do not do so over a shared line.")
@click.option("--decide", is_flag=True, help="Ask, string by string, whether it is a name; FOLDER is the study.")
@click.option("--likely", is_flag=True, help="With --decide: ask also of what is likely a name.")
@click.option("--spans", is_flag=True, help="FOLDER is a file with a JSON object a line: print what would be masked.")
@click.option("--whole", is_flag=True, help="With --spans: print also what each text becomes.")
@click.option("--together", is_flag=True, help="With --spans: the texts are of one study. Default: each of its own.")
@key_options
def command(
    folder: Path,
    *,
    into: Path | None,
    roster: Path | None,
    generalise: Path | None,
    keep: Path | None,
    no_model: bool,
    show: bool,
    decide: bool,
    likely: bool,
    spans: bool,
    whole: bool,
    together: bool,
    key_path: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Replace the names in the transcripts of FOLDER, and write what comes of it to --into STUDY/corpus.

    Each person, organisation and place gets one replacement, such as [GP 2], in all files and all later runs. Who is
    who stands only in the key, which is encrypted and lies outside the study. The originals are never changed. What is
    made is pseudonymised, not anonymous: see docs/anonymise.md.
    """
    if spans:
        from interview_coder.cli.masked_spans import print_spans

        print_spans(folder, roster, uses_model=not no_model, together=together, whole=whole)
        return
    if decide:
        _decide(folder, key_path, passphrase_file, with_likely=likely)
        return
    if into is None:
        raise click.UsageError("say where the corpus is: --into STUDY/corpus (or --decide, to answer questions)")
    lists = {
        "roster": roster or _beside(folder, "roster.csv"),
        "generalised": generalise or _beside(folder, "generalise.csv"),
        "kept_names": keep or _beside(folder, "keep.txt"),
    }
    study = _study_of(into, folder)
    path, study_id = locate_key(study, key_path)
    with hold_key(path):
        key_file, before = open_or_create_key(path, passphrase_file, study=study, study_id=study_id)
        _mask(folder, study, key_file, before, lists, uses_model=not no_model, show=show)


def _mask(
    folder: Path,
    study: StudyFolder,
    key_file: KeyFile,
    before: StudyKey,
    lists: dict[str, Path | None],
    *,
    uses_model: bool,
    show: bool,
) -> None:
    from dataclasses import replace

    from interview_coder.pseudonymising.finding import find_names
    from interview_coder.pseudonymising.originals import OriginalsReader
    from interview_coder.pseudonymising.session import mask_originals, read_lists, write_corpus

    key = replace(read_lists(before, **lists), uses_model=uses_model)
    reader = OriginalsReader(folder, shows_names=show)
    made = mask_originals(reader, study, key, find_names, follow=show_progress)
    written = write_corpus(study, made, before, key_file)
    if show:
        _show_names(made.key)
    _tell(made.key, study, len(written), key_file.path)


def _decide(folder: Path, key_path: Path | None, passphrase_file: Path | None, *, with_likely: bool) -> None:
    from interview_coder.pseudonymising.finding import find_names
    from interview_coder.pseudonymising.session import mask_again, read_bases, write_corpus

    study = Study.open(folder).folder
    path, _ = locate_key(study, key_path)
    with hold_key(path):
        key_file, before = open_key(path, passphrase_file, study=study)
        key = ask_questions(key_file, before, read_bases(study, before), with_likely=with_likely)
        made = mask_again(study, key, find_names)
        written = write_corpus(study, made, before, key_file)
        _tell(made.key, study, len(written), key_file.path)


def _study_of(path: Path, originals: Path) -> StudyFolder:
    """Return the study that a folder is, or whose corpus it is."""
    root = path if path.name != "corpus" else path.parent
    if originals.resolve().is_relative_to(root.resolve()):
        message = "the originals lie in the study, and would be given away with it"
        raise InputError(Problem(message, Place(str(originals)), "move them to a folder outside of it"))
    return StudyFolder(root)


def _beside(folder: Path, name: str) -> Path | None:
    return folder / name if (folder / name).is_file() else None


def _show_names(key: StudyKey) -> None:
    for one in sorted(key.named.values(), key=lambda entity: (entity.kind, entity.wording)):
        click.echo(f"[{one.wording}]  {', '.join(one.forms)}")


def _tell(key: StudyKey, study: StudyFolder, n_written: int, path: Path) -> None:
    from interview_coder.pseudonymising.making import make_mark

    mark = make_mark(key)
    kinds = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in mark.n_masked.items())
    click.echo(f"{mark.n_sources} sources, {sum(mark.n_masked.values())} places masked: {kinds or 'none'}.")
    click.echo(f"{n_written} files written in {study.corpus}. The key: {path}")
    if mark.n_undecided:
        click.echo(
            f"{mark.n_undecided} strings may be names and are masked until you decide: "
            f"interview-coder anonymise --decide {study.root}"
        )
    if not key.uses_model or choose_model("auto")[0] == BLANK:
        click.echo("Without a language model, names are missed that no list, label, title or number tells of.")
    click.echo("This is pseudonymised, not anonymous: read what interview-coder risk says before anything leaves.")
