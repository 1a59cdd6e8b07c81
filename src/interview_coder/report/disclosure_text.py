"""What outputs tell about single people → text for the terminal, and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from interview_coder.model.disclosure import LABEL, Disclosure, Find, Isolation, Remedy
from interview_coder.model.results import Table
from interview_coder.plain_text import align, count

_COLUMNS = (
    *("label", "known", "value", "participants", "quotes"),
    *("leave_out", "participants_without", "merge", "merge_with", "participants_merged"),
)
_FIND_COLUMNS = ("kind", "text", "file", "source", "turn", "start", "end", "published_in")
_MOST_SHOWN = 5
"""Values of one attribute that are written out."""


def tabulate_isolations(found: Disclosure) -> Table:
    """Return one row a label and what it is combined with."""
    return Table("disclosure", _COLUMNS, tuple(_make_row(one) for one in found.isolations))


def _make_row(one: Isolation) -> tuple[Any, ...]:
    known, values = (
        " + ".join(parts) for parts in (zip(*one.combined_with, strict=True) if one.combined_with else ("", ""))
    )
    dropping, merging = one.dropping, one.merging
    return (
        *(one.label, known, values, one.n_participants, one.n_quotes),
        *((dropping.kind, dropping.n_participants) if dropping else ("", "")),
        *((merging.kind, " + ".join(merging.merged_with), merging.n_participants) if merging else ("", "", "")),
    )


def write_isolations(found: Disclosure) -> str:
    """Write for reading which labels fit few people, and what to say instead."""
    few = f"fewer than {found.k} participants"
    lines = [f"Labels of quotes that fit {few} of {found.n_participants}:", ""]
    for kinds, group in groupby(found.isolations, key=lambda one: [each.kind for each in one.combined_with]):
        isolations = list(group)
        lines.append(f"with the {' and the '.join(kinds)}" if kinds else "alone")
        if kinds in ([], ["theme"], ["source"]):
            lines += [f"  {line}" for one in isolations for line in _write_isolation(one)]
        else:
            lines += [
                f"  {line}" for _, some in groupby(isolations, key=lambda one: one.label) for line in _sum_up([*some])
            ]
        lines.append("")
    if not found.isolations:
        lines = [f"No label of a quote fits {few}, alone or with what was looked at.", ""]
    if found.n_small_sources:
        lines.append(
            f"In {found.n_small_sources} of {count(found.n_sources, 'source')} {few} speak: whoever names the source "
            "of a quote from these tells who says it, however it is signed. Leave the source out."
        )
    looked_at = ", ".join(found.attributes) or "no attribute of participants.csv"
    lines.append(f"Looked at with the label: the theme, the source, {looked_at}.")
    return "\n".join(lines) + "\n"


def _write_isolation(one: Isolation) -> Iterator[str]:
    values = "".join(f", {each.value}" for each in one.combined_with)
    yield f"{one.label}{values}: fits {one.n_participants}; {count(one.n_quotes, 'quote')}"
    yield f"    {_advise(one)}"


def _sum_up(isolations: Sequence[Isolation]) -> Iterator[str]:
    """Yield one label with all values of an attribute that isolate."""
    label = isolations[0].label
    values = [f"{' + '.join(each.value for each in one.combined_with)} ({one.n_participants})" for one in isolations]
    more = f" and {len(values) - _MOST_SHOWN} more" if len(values) > _MOST_SHOWN else ""
    n_quotes = count(sum(one.n_quotes for one in isolations), "quote")
    yield f"{label}: {count(len(values), 'value')}, {n_quotes}: {', '.join(values[:_MOST_SHOWN])}{more}"
    yield f"    {_advise(isolations[0])}"


def _advise(one: Isolation) -> str:
    ways = [way for way in (_advise_drop(one.dropping), _advise_merge(one.merging, one)) if way]
    return "; or ".join(ways) if ways else "nothing that is left out or made wider would make it fit enough"


def _advise_drop(remedy: Remedy | None) -> str:
    if remedy is None:
        return ""
    what = 'sign it "participant"' if remedy.kind == LABEL else f"leave out the {remedy.kind}"
    return f"{what}: fits {remedy.n_participants}"


def _advise_merge(remedy: Remedy | None, one: Isolation) -> str:
    if remedy is None:
        return ""
    own = next((each.value for each in one.combined_with if each.kind == remedy.kind), one.label)
    words = " or ".join(f'"{name}"' for name in (own, *remedy.merged_with))
    return f"say {words}: fits {remedy.n_participants}"


def tabulate_finds(finds: Sequence[Find], *, show: bool) -> Table:
    """Return one row a find; its words masked, if not asked to show them."""
    rows = (
        (
            *(one.kind, one.text if show else one.masked, one.file, one.source_id),
            *(one.turn, one.start, one.end, " ".join(one.published_in)),
        )
        for one in finds
    )
    return Table("identifiers", _FIND_COLUMNS, tuple(rows))


def write_finds(finds: Sequence[Find], *, show: bool) -> str:
    """Write finds for reading: how many of each kind, then each with its place."""
    if not finds:
        return "Nothing was found that looks like an identifier. Names without a title can only be found by reading.\n"
    counts = Counter(one.kind for one in finds)
    lines = [*align([[kind, str(n)] for kind, n in sorted(counts.items())], right=[1]), ""]
    lines += align([[one.kind, one.text if show else one.masked, _place(one), _published(one)] for one in finds])
    lines += ["", "Names without a title can only be found by reading."]
    return "\n".join(lines) + "\n"


def _place(one: Find) -> str:
    if not one.source_id:
        return f"{one.file}, {one.start}-{one.end}"
    turn = f"turn {one.turn}, " if one.turn else ""
    return f"{one.source_id}, {turn}{one.start}-{one.end}"


def _published(one: Find) -> str:
    return f"in {', '.join(one.published_in)}" if one.published_in else "in the texts only"
