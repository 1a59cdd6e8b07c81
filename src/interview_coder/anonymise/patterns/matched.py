"""What a pattern gives: a stretch of a folded text."""

from __future__ import annotations

from typing import NamedTuple

from interview_coder.model.masking import Certainty, Kind


class Matched(NamedTuple):
    """``folded[start:end]`` is of a kind."""

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    is_direct: bool
