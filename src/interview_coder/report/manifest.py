"""Results → ``run.json``: what a run was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from interview_coder.model.results import Results


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield the manifest."""
    yield "run.json", (json.dumps(results.manifest, indent=2, ensure_ascii=False) + "\n").encode()
