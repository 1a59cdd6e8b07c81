"""Results → ``run.json``: what a run was made from, and what it made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from interview_coder.model.results import Results


def format_manifest(results: Results, files: Mapping[str, bytes]) -> bytes:
    """Write the manifest, with the hash of every other file of the run.

    Parameters
    ----------
    files : mapping of str to bytes
        By path below ``outputs/``.
    """
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return (json.dumps({**results.manifest, "outputs": hashes}, indent=2, ensure_ascii=False) + "\n").encode()
