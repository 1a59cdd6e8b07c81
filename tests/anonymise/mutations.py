"""Faults put into the pseudonymiser, each of which a test must find.

By hand, over the tests that are fast: ``python tests/anonymise/mutations.py [FAULT…]``. It prints which test finds each
fault, and exits 1 when one goes unnoticed.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview_coder.anonymise import folding, naming, searching
from interview_coder.anonymise.context import Context
from interview_coder.anonymise.propagating import propagate
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.resolving import Entities
from interview_coder.anonymise.witnesses import WITNESSES
from interview_coder.keeping import key_file
from interview_coder.keeping.sealing import Seal
from interview_coder.model.masking import Find, Mask

Fault = Callable[[pytest.MonkeyPatch], None]

_VARIABLE = "FAULT_OF_PSEUDONYMISER"
_FAST = ("tests/keeping", "tests/anonymise", "tests/cli/test_masked_spans.py")


def silence(witness: str) -> Fault:
    """Let a witness find nothing."""

    def put_in(patch: pytest.MonkeyPatch) -> None:
        @functools.wraps(WITNESSES[witness])
        def find(reading: Reading, context: Context) -> Iterator[Find]:  # noqa: ARG001
            return iter(())

        patch.setitem(WITNESSES, witness, find)

    return put_in


def move(first: int, last: int) -> Fault:
    """Let every mask begin and end elsewhere."""

    def put_in(patch: pytest.MonkeyPatch) -> None:
        resolve = Entities.resolve

        def resolve_wrongly(self: Entities, reading: Reading, finds: list[Find]) -> tuple[Mask, ...]:
            n_signs = len(reading.text)
            moved = [
                replace(one, start=max(0, one.start + first), end=min(n_signs, one.end + last))
                for one in resolve(self, reading, finds)
            ]
            return tuple(one for one in moved if one.start < one.end)

        patch.setattr(Entities, "resolve", resolve_wrongly)

    return put_in


def _stop_in_document(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(searching, "propagate", lambda reading, _own, of_study: propagate(reading, (), of_study))


def _stop_in_study(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(searching, "propagate", lambda reading, own, _of_study: propagate(reading, own, ()))


def _keep_signs(*dropped: str) -> Fault:
    return lambda patch: patch.setattr(folding, "_DROPPED", frozenset(dropped))


def _keep_apostrophes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(folding, "_ALIKE", {sign: other for sign, other in folding._ALIKE.items() if other != "'"})


def _ignore_what_is_kept(patch: pytest.MonkeyPatch) -> None:
    def leave_all(_reading: Reading, finds: Iterable[Find], _kept: object) -> list[Find]:
        return list(finds)

    patch.setattr(searching, "_leave_kept", leave_all)


def _number_in_order(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(naming, "hmac", types.SimpleNamespace(digest=lambda _seed, name, _hash: name))


def _share_replacements(patch: pytest.MonkeyPatch) -> None:
    number = naming._number

    def number_alike(word: str, entities: Any, taken: Any, seed: bytes) -> dict[str, str]:
        return dict.fromkeys(number(word, entities, taken, seed), f"{word} 1")

    patch.setattr(naming, "_number", number_alike)


def _leave_key_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Seal, "close", lambda self, content: self.head + content)
    patch.setattr(Seal, "open", lambda self, sealed: sealed[len(self.head) :])


def _show_key_to_all(patch: pytest.MonkeyPatch) -> None:
    write = key_file._write_durably

    def write_for_all(path: Path, content: bytes) -> None:
        write(path, content)
        path.chmod(0o644)

    patch.setattr(key_file, "_write_durably", write_for_all)


FAULTS: Mapping[str, Fault] = {
    **{f"without the witness {name}": silence(name) for name in WITNESSES},
    "begins a letter late": move(1, 0),
    "begins a letter early": move(-1, 0),
    "ends a letter early": move(0, -1),
    "ends a letter late": move(0, 1),
    "no propagation within the document": _stop_in_document,
    "no propagation within the study": _stop_in_study,
    "accents are not folded": _keep_signs("Cf"),
    "invisible signs are not folded": _keep_signs("Mn", "Me"),
    "apostrophes are not folded": _keep_apostrophes,
    "what is kept is masked": _ignore_what_is_kept,
    "numbers are not shuffled": _number_in_order,
    "everybody has one number": _share_replacements,
    "the key is not encrypted": _leave_key_open,
    "the key is readable to others": _show_key_to_all,
}


@contextmanager
def faulty(name: str) -> Iterator[None]:
    """Put a fault in for a while."""
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[name](patch)
        folding._fold_sign.cache_clear()
        try:
            yield
        finally:
            folding._fold_sign.cache_clear()


def pytest_collection_finish() -> None:
    """Put the fault in that the environment names, as a plugin of pytest: the tests have imported what is right."""
    if name := os.environ.get(_VARIABLE):
        FAULTS[name](pytest.MonkeyPatch())


def find_killer(name: str) -> str | None:
    """Return the first test that finds a fault."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.anonymise.mutations", *_FAST]
    command += ["--deselect", "tests/anonymise/test_mutations.py"]
    done = subprocess.run(command, env=os.environ | {_VARIABLE: name}, capture_output=True, text=True, check=False)
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return failed[1] if failed else None


def main(names: Iterable[str]) -> int:
    """Look for each fault; return how many go unnoticed, as an exit status."""
    status = 0
    for name in names or FAULTS:
        killer = find_killer(name)
        status = status if killer else 1
        sys.stdout.write(f"{name}: {killer or 'NOT FOUND BY ANY TEST'}\n")
        sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
