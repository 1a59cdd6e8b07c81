"""What can be asked for in a study, and what is told of a name that nobody knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from interview_coder.current_outputs import read_table
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.model.coding import STANCES
from interview_coder.model.review import REVIEWS
from interview_coder.model.source import Participant
from interview_coder.project.study_folder import StudyFolder
from interview_coder.retrieving.outputs_read import read_records
from interview_coder.retrieving.query import QuoteQuery

_MOST_NAMED = 20


CodesAbove = Mapping[str, tuple[str, ...]]
"""Id of each code → itself, the codes above it, and its theme."""


def read_codes_above(folder: StudyFolder) -> CodesAbove:
    """Return the tree of codes with which the outputs were made."""
    from interview_coder.ingest.codebook_yaml import read_codebook

    raw = folder.read_optional("outputs/run.json")
    codebook = read_codebook(json.loads(raw or b"{}")["codebook"]["text"].encode())
    lines: dict[str, tuple[str, ...]] = {}
    for code in codebook.codes:  # a parent stands before its codes
        lines[code.code_id] = code.code_id, *(lines[code.parent] if code.parent else [code.theme_id])
    return lines


def list_unknown(
    folder: StudyFolder, query: QuoteQuery, codes: CodesAbove | None, people: Mapping[str, Participant] | None
) -> Iterator[Problem]:
    """Yield a problem for every name of a query that is not in the study.

    Parameters
    ----------
    codes : CodesAbove, optional
        Given where a code is asked for.
    people : mapping of str to Participant, optional
        Given where an attribute is asked for.
    """
    known: dict[str, Callable[[], Collection[str]]] = {
        "theme": lambda: _column(folder, "theme_frequencies", "theme"),
        "code": lambda: codes or (),
        "stakeholder": lambda: _column(folder, "theme_matrix", "stakeholder_type"),
        "source": lambda: _column(folder, "theme_source", "source"),
        "participant": lambda: _list_participants(folder),
        "stance": lambda: STANCES,
        "review": lambda: REVIEWS,
        "coder": lambda: {name for one in read_records(folder, "codings.jsonl") for name in list_coders(one)},
    }
    for option, list_known in known.items():
        asked: Collection[str] = getattr(query, option)
        if asked:
            yield from _tell_unknown(option, asked, list_known())
    yield from _list_unknown_attributes(query.where, people or {})


def list_coders(coding: Mapping[str, Any]) -> list[str]:
    """Return who made a coding, by its record."""
    return str(coding.get("coder")).split(", ")


def attributes_of(participant: Participant) -> dict[str, str]:
    """Return the attributes of a participant, with the stakeholder type."""
    return {**participant.attributes, "stakeholder_type": participant.stakeholder_type}


def _list_unknown_attributes(
    where: Mapping[str, Collection[str]], people: Mapping[str, Participant]
) -> Iterator[Problem]:
    values: dict[str, set[str]] = {}
    for participant in people.values():
        for name, value in attributes_of(participant).items():
            values.setdefault(name, set()).add(value)
    for name, asked in where.items():
        if name in values:
            yield from _tell_unknown(f"where {name}", asked, values[name], f"participant whose {name} is")
        else:
            yield from _tell_unknown("where", [name], values, "attribute")


def _tell_unknown(option: str, asked: Collection[str], known: Collection[str], noun: str = "") -> Iterator[Problem]:
    for name in asked:
        if name not in known:
            some = sorted(one for one in known if one)
            more = f" and {len(some) - _MOST_NAMED} more" if len(some) > _MOST_NAMED else ""
            fix = offer_near_name(name, some) or f"known: {', '.join(some[:_MOST_NAMED])}{more}"
            yield Problem(f'there is no {noun or option} "{name}" in this study', Place(f"--{option}"), fix)


def _column(folder: StudyFolder, table: str, column: str) -> set[str]:
    try:
        return {row[column] for row in read_table(folder, table).records()}
    except OSError as error:
        place = Place(f"outputs/tables/{table}.csv")
        raise InputError(Problem("the table cannot be read", place, "run again: interview-coder run")) from error


def _list_participants(folder: StudyFolder) -> set[str]:
    return {str(one["participant"]) for one in read_records(folder, "turns.jsonl") if one.get("participant")}
