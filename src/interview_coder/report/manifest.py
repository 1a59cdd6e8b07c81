"""Results → ``run.json``: what a run was made from, and what it made."""

from __future__ import annotations

import json
from collections.abc import Mapping

from interview_coder.model.results import Results


def format_manifest(results: Results, outputs: Mapping[str, str]) -> bytes:
    """Write the manifest.

    Parameters
    ----------
    outputs : mapping of str to str
        Every other file of the run, by path below ``outputs/`` → its SHA-256.
    """
    sorted_outputs = {name: outputs[name] for name in sorted(outputs)}
    return (json.dumps({**results.manifest, "outputs": sorted_outputs}, indent=2, ensure_ascii=False) + "\n").encode()
