"""``interview-coder disclosure``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, format_option, open_current, print_table, study_argument
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.model.disclosure import Disclosure, Find
from interview_coder.study import Study

_FOR_READERS = (".html", ".csv", ".xlsx", ".docx", ".md", ".svg")


@click.command(name="disclosure")
@study_argument
@click.option(
    "--by",
    "attributes",
    multiple=True,
    metavar="ATTR",
    help="A column of participants.csv that a reader may know; given more than once, also together. "
    " [default: each of them]",
)
@click.option("--k", type=click.IntRange(min=1), help="Fewer participants are few.  [default: k in study.yml, else 3]")
@click.option("--scan", is_flag=True, help="Look for e-mail addresses, names and the like in the texts instead.")
@click.option("--show", is_flag=True, help="With --scan: print what was found, not only its first letter and length.")
@click.option("--strict", is_flag=True, help="Exit code 1 if anything is found.")
@allow_unknown_option
@format_option
def command(
    study: Path,
    *,
    attributes: tuple[str, ...],
    k: int | None,
    scan: bool,
    show: bool,
    strict: bool,
    allow_unknown: bool,
    form: str,
) -> None:
    """Tell which labels of quotes fit so few participants that readers may know who speaks, and what to say instead.

    A label is looked at alone, with the theme, with the source, and with each attribute of participants.csv. With
    --scan: what in the texts and in the files for readers may tell who somebody is. docs/disclosure.md says more.
    """
    from interview_coder.report import disclosure_text

    if scan and (attributes or k):
        raise click.UsageError("--scan looks at words: --by and --k are for labels")
    opened = open_current(study, allow_unknown=allow_unknown)
    finds = scan_outputs(opened) if scan else []
    found = None if scan else find_labels(opened, attributes, k, allow_unknown=allow_unknown)
    if form == "text":
        text = (
            disclosure_text.write_finds(finds, show=show) if found is None else disclosure_text.write_isolations(found)
        )
        click.echo(text, nl=False)
    elif found is None:
        print_table(disclosure_text.tabulate_finds(finds, show=show), form)
    else:
        print_table(disclosure_text.tabulate_isolations(found), form)
    if strict and (finds or (found and found.isolations)):
        sys.exit(1)


def scan_outputs(study: Study) -> list[Find]:
    """Scan the texts of a study, and all files for readers that stand below its ``outputs/``, charts too."""
    from interview_coder.disclosing import scan_texts
    from interview_coder.ingest.codebook_yaml import read_codebook

    outputs = study.folder.outputs
    paths = sorted(path for path in outputs.rglob("*") if path.is_file() and path.name.endswith(_FOR_READERS))
    files = {path.relative_to(outputs).as_posix(): path.read_bytes() for path in paths}
    codebook = read_codebook(study.folder.read_codebook())
    return scan_texts(study.read_records, files, lists=codebook.lists)


def find_labels(study: Study, attributes: tuple[str, ...], k: int | None, *, allow_unknown: bool) -> Disclosure:
    """Find the labels of a study's quotes that fit few."""
    from interview_coder.disclosing import find_isolated
    from interview_coder.model.attribution import sign

    inputs = study.read(allow_unknown=allow_unknown)
    people = inputs.participants
    known = sorted({name for person in people.values() for name in person.attributes})
    wrong = [name for name in attributes if name not in known]
    if wrong:
        fixes = [offer_near_name(name, known) or f"known: {', '.join(known) or 'none'}" for name in wrong]
        raise InputError(
            *(
                Problem(f'no participant has an attribute "{name}"', Place("corpus/participants.csv"), fix)
                for name, fix in zip(wrong, fixes, strict=True)
            )
        )
    return find_isolated(
        people,
        {name: sign(inputs.settings.attribution, person) for name, person in people.items()},
        {one.summary.source_id: one.summary.speaking for one in inputs.stored},
        study.read_records("quotes"),
        k=k or inputs.settings.k,
        attributes=attributes or known,
        together=bool(attributes),
    )
