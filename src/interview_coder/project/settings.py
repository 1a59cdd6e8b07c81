"""What a study says of itself in ``study.yml``. All of it may be left out."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from interview_coder.errors import InputError, Problem, offer_near_name
from interview_coder.model.attribution import DEFAULT_ATTRIBUTION, OWN_NAMES, find_names, find_stray_brace
from interview_coder.model.review import Use
from interview_coder.model.segment import SegmentUnit
from interview_coder.model.source import Role
from interview_coder.project.located_yaml import check_against, read_yaml


def _check_encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise ValueError(
            f"{name} is no encoding that is known: utf-8, utf-16-le, cp1252 (ANSI), mac_roman …"
        ) from error
    return name


def _check_braces(template: str) -> str:
    stray = find_stray_brace(template)
    if stray is not None:
        raise ValueError(
            f"the brace at character {stray + 1} has no other; names stand in braces: {{stakeholder_type}}"
        )
    return template


Encoding = Annotated[str, AfterValidator(_check_encoding)]
Roles = dict[Role, tuple[str, ...]]
Dialect = Literal[
    "label",
    "label-line",
    "name-line",
    "name-time",
    "bold",
    "cells",
    "tab",
    "dot",
    "dash",
    "bracket",
    "bold-questions",
    "alternating",
    "none",
]
Column = Literal[
    "text", "speaker", "note", "start", "end", "turn", "question", "source", "participant", "stakeholder_type"
]


def _check_scale(scale: dict[str, float]) -> dict[str, float]:
    least = list(scale.values())
    if not least or least[0] != 0:
        raise ValueError("the first word must stand for shares from 0: few: 0")
    if any(after <= before for before, after in pairwise(least)) or least[-1] >= 1:
        raise ValueError("the shares must rise from word to word, and stay below 1: few: 0, some: 0.2, many: 0.4")
    return scale


DEFAULT_SCALE = {"few": 0.0, "some": 0.2, "many": 0.4, "most": 0.6, "almost all": 0.85}
Scale = Annotated[
    dict[Annotated[str, Field(min_length=1)], Annotated[float, Field(ge=0, lt=1)]], AfterValidator(_check_scale)
]


class SourceSettings(BaseModel):
    """How one file, or all whose names fit a pattern, are to be read.

    Parameters
    ----------
    dialect : str
        How speakers are marked; empty to find out.
    encoding : str
        Of text that is no UTF-8: ``cp1252``.
    speaker : str
        Who speaks where the file names nobody.
    speakers : tuple of str
        The only labels that are speakers; empty to find out.
    columns : dict of str to str
        For tables: what a column holds → its name.
    sheet : str
        For workbooks.
    roles : dict of str to tuple of str
        Role → labels of those who have it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    dialect: Dialect | None = None
    encoding: Encoding | None = None
    speaker: str = ""
    speakers: tuple[str, ...] = ()
    columns: dict[Column, str] = {}
    sheet: str = ""
    roles: Roles = {}


class TeamSettings(BaseModel):
    """Where a team exchanges its decisions.

    Parameters
    ----------
    server : str
        ``postgresql://user@host/database``.
    name : str
        Of the study there: the same for all who work on it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    server: str
    name: Annotated[str, Field(min_length=1)]


class Settings(BaseModel):
    """Settings of a study.

    Parameters
    ----------
    title : str
        Stands over the report; the codebook's title if empty.
    about : str
        A sentence or two for the head of the report, such as that the study is invented.
    segment : {"turn", "paragraph", "sentence"}, default="turn"
        The stretch that is coded and clustered as one.
    language_model : str, default="auto"
        See `interview_coder.language.load_language`.
    clusters : int or "off", default=0
        How many groups of similar segments to make; 0 chooses by the number of segments, ``off`` makes none.
    quotes_per_cell : int, default=5
        How many quotes the report shows in a cell of the theme matrix.
    attribution : str, default="{stakeholder_type} representative"
        How quotes are signed; see `interview_coder.model.attribution.sign`.
    seed : int, default=2018
        Start of every random choice.
    quantifiers : dict of str to float
        Word → the smallest share of participants for which it stands, rising from 0: how tables and the methods
        paragraph say *some* and *most*. Nobody is always *none*, everybody *all*.
    numbers : {"shown", "words"}, default="shown"
        Whether what is made for reading gives numbers, or only these words.
    codings : {"all", "reviewed", "machine"}, default="all"
        Which codings count: all that nobody rejected, only those that somebody vouches for, or those of the rules
        alone, whatever anybody decided.
    k : int, default=3
        Fewer participants than these must not stand alone in what is published.
    team : TeamSettings, optional
        Where a team exchanges its decisions; nothing is, if not given.
    encoding : str
        Of texts that are no UTF-8.
    roles : dict of str to tuple of str
        Role → labels of all who have it, in any source; ``*`` stands for anything.
    sources : dict of str to SourceSettings
        By source or file, with ``*`` for anything; what stands further down goes before what stands above it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    about: str = ""
    segment: SegmentUnit = "turn"
    language_model: str = "auto"
    clusters: Annotated[int, Field(ge=0, le=200)] | Literal["off"] = 0
    quotes_per_cell: Annotated[int, Field(ge=1, le=1000)] = 5
    attribution: Annotated[str, AfterValidator(_check_braces)] = DEFAULT_ATTRIBUTION
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 2018
    quantifiers: Scale = DEFAULT_SCALE
    numbers: Literal["shown", "words"] = "shown"
    codings: Use = "all"
    k: Annotated[int, Field(ge=1, le=1000)] = 3
    team: TeamSettings | None = None
    encoding: Encoding | None = None
    roles: Roles = {}
    sources: dict[str, SourceSettings] = {}

    def for_source(self, source_id: str, file: str) -> SourceSettings:
        """Return what holds for one file: all entries that fit it, the later before the earlier."""
        fitting = [one for name, one in self.sources.items() if fits_source(name, source_id, file)]
        stated = {key: value for one in fitting for key, value in one.model_dump(exclude_unset=True).items()}
        return SourceSettings.model_validate({"encoding": self.encoding} | stated)


def fits_source(name: str, source_id: str, file: str) -> bool:
    """Whether a name or pattern in the settings means a source, by its id or its file."""
    return any(fnmatchcase(one, name) for one in (source_id, file))


def read_settings(raw: bytes | None) -> Settings:
    """Read ``study.yml``; None, where there is no such file, gives the defaults.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    if raw is None:
        return Settings()
    settings, problems = check_against(Settings, read_yaml(raw, file="study.yml"))
    if settings is None:
        raise InputError(*problems)
    return settings


def find_unknown_names(raw: bytes, attributes: Collection[str]) -> list[Problem]:
    """Return a problem for each name in the attribution that no participant can have.

    Parameters
    ----------
    raw : bytes
        ``study.yml``, which was read without problems.
    attributes : collection of str
        Names of all attributes of participants.
    """
    document = read_yaml(raw, file="study.yml")
    template = str((document.value or {}).get("attribution", ""))
    known = sorted({*OWN_NAMES, *attributes})
    return [
        Problem(
            f'"attribution" names "{name}", which is no column of participants.csv',
            document.place_within(("attribution",), offset),
            offer_near_name(name, known) or f"known: {', '.join(known)}",
        )
        for name, offset in find_names(template)
        if name not in known
    ]
