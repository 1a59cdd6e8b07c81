"""How long work shows how far it is: whoever asks for it passes a function through which all items go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Follow = Callable[[Sequence[Any], str], Iterable[Any]]
"""Goes through items, showing how far it is under a label."""


def follow_without_showing(items: Sequence[Item], label: str) -> Iterator[Item]:  # noqa: ARG001
    """Go through items without showing progress."""
    return iter(items)
