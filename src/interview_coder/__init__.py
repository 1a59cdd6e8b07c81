"""From interview transcripts and one codebook to theme matrices, frequencies and quotes that can be audited.

>>> from interview_coder import Study
>>> run = Study.open(EXAMPLE_STUDY).run()
>>> len(run.codings)
2
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interview_coder.errors import InputError
    from interview_coder.ingest.codebook_yaml import read_codebook
    from interview_coder.model.codebook import Codebook
    from interview_coder.model.coding import Coding
    from interview_coder.model.results import Quote, Results, Table
    from interview_coder.model.source import Participant, Source, Turn
    from interview_coder.study import Study
    from interview_coder.study_run import Run

_HOME = {
    "Codebook": "model.codebook",
    "Coding": "model.coding",
    "InputError": "errors",
    "Participant": "model.source",
    "Quote": "model.results",
    "Results": "model.results",
    "Run": "study_run",
    "Source": "model.source",
    "Study": "study",
    "Table": "model.results",
    "Turn": "model.source",
    "read_codebook": "ingest.codebook_yaml",
}

__all__ = [
    "Codebook",
    "Coding",
    "InputError",
    "Participant",
    "Quote",
    "Results",
    "Run",
    "Source",
    "Study",
    "Table",
    "Turn",
    "read_codebook",
]


def __getattr__(name: str) -> Any:  # loading a name loads what it needs, and `--help` needs nothing
    if name in _HOME:
        return getattr(import_module(f"interview_coder.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
