"""What a study says of itself in ``study.yml``. All of it may be left out."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from interview_coder.errors import InputError
from interview_coder.model.segment import SegmentUnit
from interview_coder.project.located_yaml import check_against, read_yaml


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
    clusters : int, default=0
        How many groups of similar segments to make; 0 chooses by the number of segments.
    quotes_per_cell : int, default=5
        How many quotes the report shows in a cell of the theme matrix.
    seed : int, default=2018
        Start of every random choice.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    about: str = ""
    segment: SegmentUnit = "turn"
    language_model: str = "auto"
    clusters: Annotated[int, Field(ge=0, le=200)] = 0
    quotes_per_cell: Annotated[int, Field(ge=1, le=1000)] = 5
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 2018


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
