"""What a process costs, and what the machine is: shared by the benchmarks.

This module must stay small: a process starts with its parent's peak memory on its account.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

VARIABLES = (
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_CORETYPE"),
    "PYTHONDONTWRITEBYTECODE",
)
"""Of the environment: they steer the libraries of linear algebra, and whether each start compiles our modules anew."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one process cost.

    Parameters
    ----------
    cpu_seconds : float
        User and system time of all threads.
    peak_mib : float
        The most memory resident at any time.
    """

    cpu_seconds: float
    wall_seconds: float
    peak_mib: float


def measure(command: Sequence[str]) -> Measurement:
    """Run a command and say what it cost; the environment is the user's own."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall_seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')}")
    n_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Measurement(usage.ru_utime + usage.ru_stime, wall_seconds, n_bytes / 1024**2)


def read_output(command: Sequence[str]) -> str:
    """Return what a command prints; what it says of errors goes where ours goes."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def take_medians(measured: Sequence[Measurement]) -> Measurement:
    """Return the median of each figure."""
    return Measurement(
        median(one.cpu_seconds for one in measured),
        median(one.wall_seconds for one in measured),
        median(one.peak_mib for one in measured),
    )


def print_row(name: str, measured: Measurement, more: str = "") -> None:
    """Print one measurement, and what more there is to say of it."""
    print(
        f"{name:14}{measured.cpu_seconds:9.2f}{measured.wall_seconds:10.2f}{measured.peak_mib:10.0f}{more}",
        flush=True,
    )


def print_machine(packages: Iterable[str]) -> None:
    """Print what the figures depend on besides the program, with the versions of these packages."""
    variables = ", ".join(f"{name}={os.environ[name]}" for name in VARIABLES if name in os.environ)
    print("machine:", f"{_find_processor()}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}")
    print("load:   ", ", ".join(f"{load:.2f}" for load in os.getloadavg()), "over the last 1, 5, 15 minutes")
    print("set:    ", variables or f"none of {', '.join(VARIABLES)}")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    print("with:   ", f"Python {platform.python_version()}, {versions}")


def _find_processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
