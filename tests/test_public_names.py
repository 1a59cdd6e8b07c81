"""The names that a Python user imports: all there, all documented, and nothing else."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import interview_coder


def test_the_public_names_are_sorted_and_listed_once() -> None:
    assert interview_coder.__all__ == sorted(set(interview_coder.__all__))


@pytest.mark.parametrize("name", interview_coder.__all__)
def test_a_public_name_loads_and_is_documented(name: str) -> None:
    loaded = getattr(interview_coder, name)
    assert loaded.__name__ == name
    assert (inspect.getdoc(loaded) or "").partition("\n")[0].endswith(".")


def test_type_checkers_see_the_names_that_load() -> None:
    tree = ast.parse(Path(interview_coder.__file__).read_text(encoding="utf-8"))
    [checked] = [node for node in tree.body if isinstance(node, ast.If)]
    imported = [node for node in checked.body if isinstance(node, ast.ImportFrom)]
    home = {alias.name: node.module for node in imported for alias in node.names}
    assert sorted(home) == interview_coder.__all__
    for name, module in home.items():
        assert getattr(interview_coder, name).__module__ == module


def test_every_public_name_can_be_imported_at_once() -> None:
    names: dict[str, object] = {}
    exec("from interview_coder import *", names)  # noqa: S102
    assert set(interview_coder.__all__) <= set(names)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'interview_coder' has no attribute 'Studdy'"):
        interview_coder.Studdy  # noqa: B018
