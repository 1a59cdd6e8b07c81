"""The examples of a codebook: where they stand, and who says them to what question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from interview_coder.errors import Place
from interview_coder.ingest.asides import find_asides
from interview_coder.ingest.codebook_tree import entries_at, walk_all_codes
from interview_coder.ingest.labels import guess_role
from interview_coder.model.codebook import Code, Codebook
from interview_coder.model.source import Participant, Role, Source, Turn
from interview_coder.project.located_yaml import read_yaml
from interview_coder.rules import name_group

Kind = Literal["example", "counter-example"]
KINDS: dict[Kind, str] = {"example": "examples", "counter-example": "counter_examples"}
"""What a sentence is for → the key under which it stands."""

_LABEL = re.compile(r"(?:\A|\n|(?<=\s)/(?=\s))\s*([^:/\n]{1,60}):(?=\s)")
_ANYBODY = re.compile(r"(?:participant|respondent|interviewee|speaker|answer)(?:\s?\d+)?|[APR]\d{0,3}", re.IGNORECASE)
_NOBODY_IN_PARTICULAR = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that the rules of a code must find, or must not.

    Parameters
    ----------
    kind : {"example", "counter-example"}
    place : Place
        In the codebook's file.
    """

    code: Code
    kind: Kind
    text: str
    place: Place


class Speech(NamedTuple):
    """An example as a source, whose text is that of the example.

    Parameters
    ----------
    names_speaker : bool
        Whether it says for whom somebody speaks; if not, everybody might have said it.
    names_question : bool
        Whether it says what was asked; if not, it might answer anything.
    """

    source: Source
    names_speaker: bool
    names_question: bool


def locate_examples(raw: bytes, codebook: Codebook, *, file: str) -> list[Example]:
    """Return the examples and counter-examples of a codebook, code after code.

    Parameters
    ----------
    raw : bytes
        What `codebook` was read from.
    file : str
        Name for places.
    """
    document = read_yaml(raw, file=file)
    return [
        Example(code, kind, str(text), document.place(path))
        for code, (code_path, entry) in zip(codebook.codes, walk_all_codes(document), strict=True)
        for kind, key in KINDS.items()
        for path, text in entries_at(entry, code_path, key)
    ]


def hear_example(example: Example, number: int, groups: Collection[str]) -> Speech:
    """Read who says an example, and what was asked before.

    ``Interviewer: How is the lift? / Tenant: It never works.`` are two turns, parted by a slash or a line end. A label
    is the word of an interviewer, the name of a stakeholder type, or ``A:`` for any participant; other words before a
    colon are what somebody says.

    Parameters
    ----------
    number : int
        The source's id, and what the ids of its participants begin with.
    groups : collection of str
        The stakeholder types that labels may name, as `name_group` writes them.

    Returns
    -------
    Speech
        The id of a participant ends with the stakeholder type; see `list_participants`.
    """
    turns = tuple(_cut_into_turns(example.text, groups))
    asides = tuple(find_asides(example.text))
    source = Source(str(number), "", "", example.text, turns, "", asides=asides)
    return Speech(
        source,
        any(turn.participant for turn in turns),
        any(turn.role != "participant" for turn in turns),
    )


def list_participants(groups: Collection[str]) -> dict[str, Participant]:
    """Return somebody for every stakeholder type, and somebody of none, by the ids that turns of examples have."""
    return {group: Participant(group, group) for group in (_NOBODY_IN_PARTICULAR, *groups)}


def find_odd_label(text: str, groups: Collection[str]) -> str:
    """Return what an example begins with if it looks like a speaker and is read as words; nothing else."""
    found = _LABEL.match(text)
    words = found[1].strip() if found is not None else ""
    is_short = 0 < len(words.split()) <= 3 and words[:1].isupper()
    return words if is_short and _read_label(words, groups) is None else ""


def _cut_into_turns(text: str, groups: Collection[str]) -> Iterator[Turn]:
    labels = [(found, who) for found in _LABEL.finditer(text) if (who := _read_label(found[1], groups)) is not None]
    ends = [*(found.start() for found, _ in labels), len(text)]
    number = 0
    if start := _skip_space(text, 0, ends[0]):
        number = 1
        yield Turn(number, "", *start, participant=_NOBODY_IN_PARTICULAR)
    for (found, (role, group)), end in zip(labels, ends[1:], strict=True):
        if place := _skip_space(text, found.end(), end):
            number += 1
            participant = group if role == "participant" else None
            yield Turn(number, found[1].strip(), *place, role=role, participant=participant)


def _skip_space(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the words of a stretch of text begin and end, if it has any."""
    speech = text[start:end]
    stripped = speech.strip()
    first = start + len(speech) - len(speech.lstrip())
    return (first, first + len(stripped)) if stripped else None


def _read_label(label: str, groups: Collection[str]) -> tuple[Role, str] | None:
    """Return who speaks, if words before a colon say it: a role, and the stakeholder type if it is named."""
    words = label.strip()
    if name_group(words) in groups:
        return "participant", name_group(words)
    if len(words) == 1 and not words.isupper():
        return None
    role = guess_role(words)
    if role is not None:
        return ("moderator" if role == "moderator" else "interviewer"), _NOBODY_IN_PARTICULAR
    return ("participant", _NOBODY_IN_PARTICULAR) if _ANYBODY.fullmatch(words) else None
