"""Check quotations of an invented study one by one, and print the time of each: run by `verify_quotations`."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from interview_coder import Study
from interview_coder.following import follow_without_showing
from interview_coder.model.verification import Quotation
from interview_coder.verifying import make_checker
from made_quotations import QuotationMaker, read_answers


def main() -> None:
    """Make the quotations, check them, and print a line of JSON for each."""
    study, n_each, n_transcripts, seed = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    rng = random.Random(seed)
    made = list(QuotationMaker(read_answers(study, rng, n_transcripts), rng).make(n_each))
    rng.shuffle(made)
    checker = make_checker(Study.open(study).read(allow_unknown=True), follow_without_showing)
    for one in made:
        started = time.perf_counter()
        found = checker.check(Quotation(one.text, "line 1", "marks"))
        seconds = time.perf_counter() - started
        print(json.dumps([one.kind, seconds, found.status, found.status in one.statuses, one.text]))


if __name__ == "__main__":
    main()
