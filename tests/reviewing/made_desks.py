"""A small study on a coder's desk."""

from __future__ import annotations

from pathlib import Path

from tests.made_studies import write_study

from interview_coder.reviewing.desk import Desk

ROSTER = "participant,stakeholder_type,area\nP01,tenant,north\nP02,tenant,south\nP03,landlord,north\n"
TALK = """\
INTERVIEWER: What of the rent?

P01: The rent went up. It is a fair rent, they say.

P02: My rent is fair. Nobody came to mend the lift.

P03: I owe nobody anything, and the rent is mine.

P01: The lift is still broken, and the boiler is cold.
"""
CODEBOOK = """\
# The codebook of a made study.
title: Homes
lists: {machine: [lift, boiler]}
themes:
  - id: cost
    label: What it costs
    definition: Money that homes cost.
    codes:
      - id: rent
        label: Rent
        definition: What is paid for a home.
        memo: Think of service charges.
        examples: [Our rent was raised again., The charge is new.]
        counter_examples: [The tear in the curtain is a rent.]
        match:
          - rent # the word itself
          - fair
      - id: debt
        match: [owe]
  - id: repairs
    topic_guide: [mend]
    codes:
      - id: broken
        match: ['@machine']
        codes:
          - id: cold
            match: [cold]
"""


def make_desk(root: Path, coder: str = "ben", *, codebook: str = CODEBOOK) -> Desk:
    study = write_study(root, {"a.txt": TALK}, codebook, ROSTER)
    return study.open_desk(coder)


def row_of(desk: Desk, code_id: str, words: str, nth: int = 0) -> int:
    """Return the row of a suggestion by its code and by words of it."""
    rows = [
        row for row in range(len(desk.columns)) if desk.stretch(row).code_id == code_id and words in said(desk, row)
    ]
    return rows[nth]


def said(desk: Desk, row: int) -> str:
    stretch = desk.stretch(row)
    return desk.open_text(stretch.source_id).source.text[stretch.start : stretch.end]
