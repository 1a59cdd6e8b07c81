"""Links in the folders of tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


def make_link(path: Path, target: Path) -> None:
    """Make a link; where Windows does not let people make any, the test is skipped."""
    try:
        path.symlink_to(target)
    except OSError as error:
        if sys.platform != "win32":
            raise
        pytest.skip(f"Windows lets nobody make links but administrators and developers: {error}")
