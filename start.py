"""Set up interview-coder in .venv and run the sample study, or every check: needs nothing but Python 3.11 to 3.13.

python3 start.py run     set up, and run the study in this folder
python3 start.py test    set up, and run every check (add --browser for those that need Chromium)
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

CHECKS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    ("import contracts", ["lint-imports"]),
    ("tests", ["pytest", "-q", "--numprocesses=auto", "--dist=worksteal"]),
    ("the sample study", ["interview-coder", "run", "."]),
)


def install(target: str) -> bool:
    """Make the virtual environment and install this folder, where that is still to do; return whether it worked."""
    stamp = VENV / "installed.txt"
    wanted = f"{target}\n{(HERE / 'pyproject.toml').read_text(encoding='utf-8')}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    if not PYTHON.exists():
        print("Making a virtual environment in .venv", flush=True)
        venv.create(VENV, with_pip=True)
    print(f"Installing {target} (the first time this downloads about 160 MB)", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    if subprocess.run(pip, cwd=HERE, check=False).returncode != 0:
        print("The installation failed: see pip's message above. It needs a connection, once.", file=sys.stderr)
        return False
    stamp.write_text(wanted, encoding="utf-8")
    return True


def call(command: list[str]) -> int:
    """Run a program of the virtual environment, and return its exit code."""
    program = BIN / (command[0] + (".exe" if os.name == "nt" else ""))
    return subprocess.run([str(program), *command[1:]], cwd=HERE, check=False).returncode


def run_checks() -> int:
    """Run every check, and say which failed."""
    failed = []
    for name, command in CHECKS:
        print(f"\n== {name}: {' '.join(command)}", flush=True)
        if call(command) != 0:
            failed.append(name)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEvery check passed.")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        print(f"interview-coder needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    match arguments:
        case ["run"]:
            return call(["interview-coder", "run", "."]) if install(".") else 1
        case ["test"]:
            return run_checks() if install(".[test,charts,review,team]") else 1
        case ["test", "--browser"]:
            return run_checks() if install(".[test,charts,review,team,browser]") else 1
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
