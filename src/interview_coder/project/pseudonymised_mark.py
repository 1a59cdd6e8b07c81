"""What a study says of how its corpus was pseudonymised: counts and no names, so that it may lie with the study."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.study_folder import MARK, StudyFolder


@dataclass(frozen=True, slots=True)
class PseudonymisedMark:
    """How a corpus was pseudonymised.

    Parameters
    ----------
    study_id : str
        That of the key.
    version : str
        Of the program.
    n_sources : int
    n_masked : mapping of str to int
        Kind → places.
    n_undecided : int
        Distinct strings that are masked because they may be names, and of which nobody has said whether they are.
    n_decided : int
    """

    study_id: str
    version: str
    n_sources: int
    n_masked: Mapping[str, int]
    n_undecided: int
    n_decided: int


def format_mark(mark: PseudonymisedMark) -> bytes:
    """Return a mark as JSON."""
    return (json.dumps(asdict(mark), indent=2, sort_keys=True) + "\n").encode()


def read_mark(folder: StudyFolder) -> PseudonymisedMark | None:
    """Return the mark of a study; None where there is none.

    Raises
    ------
    InputError
        When it is damaged.
    """
    raw = folder.read_optional(MARK)
    if raw is None:
        return None
    try:
        return PseudonymisedMark(**json.loads(raw))
    except (ValueError, TypeError) as error:
        fix = "make it again: interview-coder anonymise"
        raise InputError(Problem("the file is damaged", Place(MARK), fix)) from error


def tell_undecided(folder: StudyFolder) -> str:
    """Return how many strings of a corpus are undecided, as every output tells it; nothing where none is."""
    mark = read_mark(folder)
    if mark is None or not mark.n_undecided:
        return ""
    are = (
        "string of the corpus may be a name and is"
        if mark.n_undecided == 1
        else "strings of the corpus may be names and are"
    )
    return f"{mark.n_undecided} {are} masked until somebody decides: interview-coder anonymise --decide"


def check_decided(folder: StudyFolder) -> None:
    """Refuse to publish from a corpus of which somebody has still to say what is a name in it.

    Raises
    ------
    InputError
        When there are undecided strings.
    """
    mark = read_mark(folder)
    if mark is not None and mark.n_undecided:
        message = f"{mark.n_undecided} strings may be names, and nobody has decided yet"
        raise InputError(Problem(message, Place(MARK), "interview-coder anonymise --decide asks one after the other"))
