"""A risk report → text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from interview_coder.model.risk import RiskReport, TellingTalk

_MOST = 12
NOT_ANONYMOUS = """\
This is pseudonymised, not anonymous. While the key exists, and wherever the originals do, the data are personal data
(UK GDPR). Without either, people can be recognised by what they tell: a post, a place and an event together are often
enough. Nothing above says that nobody can be recognised; it says where to look. Let somebody who knows the field
read what you mean to publish, and try."""


def format_risk(report: RiskReport, *, show_all: bool = False) -> str:
    """Return a risk report as text.

    Parameters
    ----------
    report : RiskReport
    show_all : bool, default=False
        List everything, and not the first dozen of each.
    """
    most = 1_000_000 if show_all else _MOST
    parts = [
        _format_masked(report),
        _list("Names of the key that are left in the study", list(_tell_names(report)), most),
        _list(_head_of_few(report), list(_tell_few(report)), most),
        _list("Talk that may tell who somebody is", list(_tell_talk(report.telling)), most),
        _list("What one participant tells, taken together", list(_tell_together(report)), most),
        NOT_ANONYMOUS,
    ]
    return "\n\n".join(filter(None, parts))


def _format_masked(report: RiskReport) -> str:
    lines = [
        f"  {one.kind.replace('_', ' ')}: {one.n_places} places, {one.n_strings} strings, by {_join(one.by)}"
        for one in report.masked
    ]
    undecided = "" if report.n_undecided is None else f"{report.n_undecided} strings are undecided"
    kept = "" if report.n_kept is None else f"{report.n_kept} strings were kept on a person's word"
    if report.n_undecided is None:
        undecided = "the corpus was not pseudonymised by this program"
    return "\n".join(["What was masked", *lines, *(f"  {one}" for one in (undecided, kept) if one)])


def _join(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())


def _tell_names(report: RiskReport) -> Iterator[str]:
    if report.names_left is None:
        yield "not looked for: that needs the key"
        return
    places = Counter((one.place, one.wording) for one in report.names_left)
    yield from (f"{place}: a name of {wording}" for place, wording in places)


def _head_of_few(report: RiskReport) -> str:
    n_few, n_alone = len(report.few_alike), sum(one.k == 1 for one in report.few_alike)
    return (
        f"{n_few} of {report.n_participants} participants share some attributes with fewer than {report.k} people, "
        f"{n_alone} with nobody"
    )


def _tell_few(report: RiskReport) -> Iterator[str]:
    for one in sorted(report.few_alike, key=lambda few: (few.k, len(few.attributes), few.participant)):
        told = ", ".join(f"{name} {value}" for name, value in one.attributes.items())
        yield f"{one.participant}: k = {one.k} ({told})"


def _tell_talk(telling: Sequence[TellingTalk]) -> Iterator[str]:
    yield from (f"{one.source_id}#{one.turn} {one.participant}: {one.why}" for one in telling)


def _tell_together(report: RiskReport) -> Iterator[str]:
    for one in report.together:
        if one.n_telling + sum(one.kinds.values()) > 1:
            names = f", names {_join(one.kinds)}" if one.kinds else ""
            yield f"{one.participant}: {one.n_turns} turns, {one.n_sources} sources, {one.n_telling} telling{names}"


def _list(head: str, lines: Sequence[str], most: int) -> str:
    shown = [f"  {line}" for line in lines[:most]] or ["  none"]
    more = [f"  … and {len(lines) - most} more (--all)"] if len(lines) > most else []
    return "\n".join([head, *shown, *more])
