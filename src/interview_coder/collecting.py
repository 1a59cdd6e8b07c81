"""Python's search for cycles, put off while many records are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Pause Python's search for cycles: records have none, and it would walk through all of them again and again."""
    thresholds = gc.get_threshold()
    gc.set_threshold(0)  # not gc.disable(): the library that reads packed tables enables it again
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
