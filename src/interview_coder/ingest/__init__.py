"""Bytes → Source: one file a format, and one line in this registry.

To add a format, write a module with a function like the others' and name it here.
"""

from __future__ import annotations

from collections.abc import Callable

from interview_coder.ingest import txt, vtt, word
from interview_coder.ingest.speakers import Transcript

SOURCE_READERS: dict[str, Callable[..., Transcript]] = {
    ".txt": txt.read,
    ".md": txt.read,
    ".vtt": vtt.read,
    ".docx": word.read,
}
"""Ending of a file → ``read(raw, file=..., known_labels=...)``."""
