"""``interview-coder tables``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    format_option,
    open_current,
    print_table,
    read_review,
    study_argument,
)
from interview_coder.cli.output_file import refuse_to_publish
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.model.results import Table
from interview_coder.project.study_folder import StudyFolder
from interview_coder.report.csv_tables import format_csv
from interview_coder.study import Study

if TYPE_CHECKING:
    from interview_coder.disclosing.publishing import Publication

_COLUMNS = ("table", "rows", "small", "withheld_too", "published")
_FINEST = frozenset({"theme_stance_matrix", "code_source"})
"""Tables whose cells count so few people that much of the others would be withheld for them."""
_READ_ME = "read-me.md"


@click.command(name="tables")
@study_argument
@click.option("--publish", is_flag=True, help="Write the tables with small counts withheld into --output.")
@click.option("--suppress/--merge", "suppress", default=True, help="Withhold small counts; or first merge small types.")
@click.option(
    "--table",
    "chosen",
    multiple=True,
    metavar="NAME",
    help="Only this table; may be given more than once. The fewer, the less is withheld.  [default: all of people but "
    "theme_stance_matrix and code_source]",
)
@click.option("--k", type=click.IntRange(min=1), help="Fewer participants are few.  [default: k in study.yml, else 3]")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Where to write them."
)
@allow_unknown_option
@format_option
def command(
    study: Path,
    *,
    publish: bool,
    suppress: bool,
    chosen: tuple[str, ...],
    k: int | None,
    output: Path | None,
    allow_unknown: bool,
    form: str,
) -> None:
    """List the tables of STUDY with how many rows count too few participants to be published; write safe ones.

    Small counts are withheld, and those from which they could be computed; docs/disclosure.md says how.
    """
    if publish != (output is not None):
        raise click.UsageError("--publish and --output FOLDER go together")
    opened = open_current(study, allow_unknown=allow_unknown)
    if output is not None:
        _refuse_own_places(output, opened.folder)
    published = publish_study(opened, chosen, k, merge=not suppress)
    if output is None:
        print_table(Table("tables", _COLUMNS, tuple(_describe(published))), form)
        return
    files = {f"{name}.csv": format_csv(table) for name, table in published.tables.items()}
    texts = files | {_READ_ME: _write_read_me(published, read_review(opened))}
    StudyFolder(output).write_files({name: text.encode() for name, text in texts.items()})
    click.echo(f"Wrote {len(files)} tables and {_READ_ME} to {output}")


def publish_study(study: Study, chosen: tuple[str, ...], k: int | None, *, merge: bool) -> Publication:
    """Make the tables of a study safe to publish."""
    from interview_coder.disclosing import publish_tables
    from interview_coder.ingest.codebook_yaml import read_codebook

    manifest = json.loads((study.folder.outputs / "run.json").read_bytes())
    names = [Path(name).stem for name in manifest["outputs"] if name.startswith("tables/")]
    wrong = [name for name in chosen if name not in names]
    if wrong:
        known = ", ".join(sorted(names))
        raise InputError(
            *(
                Problem(
                    f'there is no table "{name}"', Place("--table"), offer_near_name(name, names) or f"known: {known}"
                )
                for name in wrong
            )
        )
    codebook = read_codebook(study.folder.read_codebook())
    return publish_tables(
        {name: study.read_table(name) for name in names if name in chosen or not (chosen or name in _FINEST)},
        k=k or manifest["settings"]["k"],
        merge=merge,
        scale=manifest["settings"]["quantifiers"],
        parents={code.code_id: code.parent for code in codebook.codes},
    )


def _describe(published: Publication) -> Iterator[tuple[Any, ...]]:
    for name, n_rows in published.n_rows.items():
        yield name, n_rows, published.n_small[name], published.n_further[name], True
    for name in published.left_out:
        yield name, "", "", "", False


def _refuse_own_places(output: Path, folder: StudyFolder) -> None:
    refuse_to_publish(output / _READ_ME, folder)
    if output.is_dir() and any(path.suffix != ".csv" and path.name != _READ_ME for path in output.iterdir()):
        raise InputError(Problem("other files are in this folder", Place(str(output)), "choose an empty or new folder"))


def _write_read_me(published: Publication, review: str) -> str:
    k = published.k
    lines = [
        "# Tables for publication",
        "",
        review,
        "",
        f"No count of 1 to {k - 1} participants is shown." if k > 1 else "Every count is shown.",
        "",
        f"- `<{k}`: so few participants; of a group of fewer than {k}, also none.",
        "- `[c]`: withheld (confidential), so that no other number can be computed from it. It may be large.",
        f"- 0 is shown where the group has {k} participants or more.",
        "- Shares, intervals, mentions, sources and all else in a row are withheld with its participants.",
        "",
        *_tell_merged(published.merged),
        "The tables belong together: with further tables of the same study, by other attributes or with another k,",
        "withheld numbers could be computed.",
    ]
    if published.left_out:
        lines += [
            "",
            f"Not among them, as they hold other things than counts of participants: {', '.join(published.left_out)}.",
        ]
    return "\n".join(lines) + "\n"


def _tell_merged(merged: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for column, names in merged.items():
        listed = f": {', '.join(names)}" if column != "source" else ""
        yield f"In `{column}`, {len(names)} groups are one row, `other ({len(names)} merged)`{listed}."
        yield ""
