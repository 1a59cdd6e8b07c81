"""Python's search for cycles, put off while many records are made."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
_ITEMS_BETWEEN = 50


@contextmanager
def collecting_later() -> Iterator[None]:
    """Pause Python's search for cycles: records have none, and it would walk through all of them again and again."""
    thresholds = gc.get_threshold()
    gc.set_threshold(0)  # not gc.disable(): the library that reads packed tables enables it again
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def collecting_between(items: Iterable[Item]) -> Iterator[Item]:
    """Go through items, and let Python search for cycles only now and then between two of them."""
    with collecting_later():
        for number, item in enumerate(items, start=1):
            yield item
            if number % _ITEMS_BETWEEN == 0:
                gc.collect(0)  # what came into being since the last time, and is still there
