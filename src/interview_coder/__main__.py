"""``python -m interview_coder`` and the command ``interview-coder``."""

from __future__ import annotations

from interview_coder.cli import main

if __name__ == "__main__":
    main()
