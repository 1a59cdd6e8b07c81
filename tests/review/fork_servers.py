"""Serves a study again and again without loading the program again each time: a line on stdin, a server.

Each is a process of its own, that runs what the command line runs. Its id is printed first.
"""

from __future__ import annotations

import os
import signal
import sys

from interview_coder.cli import main
from interview_coder.review import serving  # noqa: F401  (loaded once, before the first)


def serve() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sys.argv = ["interview-coder", "review", *line.split("\t")]
            sys.argv[-1] = sys.argv[-1].rstrip("\n")
            main()
            sys.stdout.flush()
            os._exit(0)
        print(pid, flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
