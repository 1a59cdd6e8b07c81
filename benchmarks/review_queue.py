"""Say how quickly the review page answers: ``python benchmarks/review_queue.py``.

A study of 1,000 transcripts and about 200,000 codings is made and run once, and some thousands of its suggestions are
decided on. Then the page is opened a few times, from the command to the first page, and each key is pressed many times.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from measuring import print_machine, read_output
from run_again import make_study

MOST_SECONDS_TO_OPEN = 3.0
MOST_SECONDS_A_KEY = 0.1
EVERY_NTH_CODE = 10
THEME_OF_KEYS = "theme_03"
CODER = "ann"


class Page(NamedTuple):
    """A page that is served, to somebody who was let in."""

    connection: HTTPConnection
    headers: dict[str, str]

    def ask(self, method: str, path: str, **fields: str) -> tuple[str, str]:
        """Return what is answered, and where that leads."""
        self.connection.request(method, path, urlencode(fields) if fields else None, self.headers)
        response = self.connection.getresponse()
        body = response.read().decode()
        if response.status not in {200, 303}:
            sys.exit(f"{method} {path}: {response.status}\n{body}")
        return body, response.headers.get("location", "")


def keep_some_codes(codebook: Path) -> int:
    """Leave every tenth code in a codebook of made ones; return how many there are."""
    kept, n_codes, is_kept = [], 0, True
    for line in codebook.read_text(encoding="utf-8").splitlines():
        if line.startswith("      - id: "):
            is_kept = n_codes % EVERY_NTH_CODE == 0
            n_codes += 1
        elif not line.startswith("        "):
            is_kept = True
        if is_kept:
            kept.append(line)
    codebook.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return -(-n_codes // EVERY_NTH_CODE)


def decide_on_some(study: Path, n_decisions: int) -> int:
    """Decide on suggestions by chance; return how many suggestions there are."""
    from interview_coder import Study

    rng = random.Random(1)
    desk = Study.open(study).open_desk(CODER)
    for row in rng.sample(range(len(desk.columns)), n_decisions):
        if rng.random() < 0.6:
            desk.decide_on(row, "accept")
        else:
            desk.decide_on(row, "reject", reason="other")
    return len(desk.columns)


@contextmanager
def open_page(study: Path) -> Iterator[tuple[Page, float]]:
    """Serve a study; give its page, and the seconds from the command to the first page."""
    started = time.perf_counter()
    command = [sys.executable, "-u", "-m", "interview_coder", "review", str(study), "--coder", CODER, "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = next(line for line in process.stdout or () if "http://" in line).split(": ")[1].strip()
            host = address.split("/")[2]
            token = address.split("token=")[1]
            cookie = f"interview-coder-{host.split(':')[1]}={token}"
            headers = {"Host": host, "Origin": f"http://{host}", "Cookie": cookie}
            with closing(HTTPConnection(host)) as connection:
                page = Page(connection, headers)
                page.ask("GET", "/queue")
                yield page, time.perf_counter() - started
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def press(page: Page, path: str, **fields: str) -> Callable[[str], str]:
    """Return what presses a key on a page that is shown: it sends a form, and follows to the next page."""

    def key(shown: str) -> str:
        asked = {"id": read_value(shown, "id"), **fields}
        return page.ask("GET", page.ask("POST", path, **asked)[1])[0]

    return key


def follow(page: Page, key: str) -> Callable[[str], str]:
    """Return what follows the link with a key."""

    def step(shown: str) -> str:
        link = shown.split(f'data-key="{key}"')[0].rsplit('href="', 1)[1].split('"')[0]
        return page.ask("GET", link.replace("&amp;", "&"))[0]

    return step


def show(page: Page, path: str) -> Callable[[str], str]:
    """Return what asks for a page."""
    return lambda _: page.ask("GET", path)[0]


def read_value(shown: str, name: str) -> str:
    """Return the value of a hidden field."""
    return shown.split(f'name="{name}" value="')[1].split('"')[0]


def measure_key(title: str, press_key: Callable[[str], str], shown: str, n_times: int) -> bool:
    """Press a key again and again, print what that takes, and return whether it is quick enough."""
    taken = []
    for _ in range(n_times):
        started = time.perf_counter()
        shown = press_key(shown)
        taken.append(time.perf_counter() - started)
    is_kept = max(taken) < MOST_SECONDS_A_KEY
    verdict = "kept" if is_kept else "kept by the median" if median(taken) < MOST_SECONDS_A_KEY else "missed"
    print(f"{title:34}{median(taken) * 1000:8.0f} ms{max(taken) * 1000:8.0f} ms  {verdict}", flush=True)
    return is_kept


def measure_keys(page: Page, n_times: int) -> None:
    """Press every key."""
    by_help, in_text = (page.ask("GET", f"/queue{asked}")[0] for asked in ("", "?order=text"))
    keep = {"order": "text"}
    print(f"\nkey, with the page that follows       median      worst  (limit {MOST_SECONDS_A_KEY * 1000:.0f} ms)")
    measure_key("accept, by what helps most", press(page, "/queue/decide", act="accept"), by_help, n_times)
    measure_key("reject", press(page, "/queue/decide", act="reject", reason="other"), by_help, n_times)
    measure_key("undo", press(page, "/queue/undo"), by_help, n_times)
    measure_key(
        "accept, in the order of the text", press(page, "/queue/decide", act="accept", **keep), in_text, n_times
    )
    measure_key("next, by what helps most", follow(page, "j"), by_help, n_times)
    measure_key("next, in the order of the text", follow(page, "j"), in_text, n_times)
    for title, path in (
        ("filter by theme", f"/queue?theme={THEME_OF_KEYS}"),
        ("order by what helps most", "/queue"),
        ("order by chance", "/queue?order=random"),
        ("all, also what was decided", "/queue?state=all"),
        ("progress", "/progress"),
    ):
        measure_key(title, show(page, path), "", n_times)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Measure how quickly the review page opens and answers.")
    parser.add_argument("--times", type=int, default=40, help="how often each key is pressed (default: 40)")
    parser.add_argument("--openings", type=int, default=3)
    parser.add_argument("--decisions", type=int, default=5_000)
    parser.add_argument("--transcripts", type=int, default=1_000)
    parser.add_argument("--words", type=int, default=7_500, help="words of each transcript (default: 7500)")
    parser.add_argument("--study", type=Path, help="where the study is, or is made (default: a temporary folder)")
    options = parser.parse_args()
    options.codebook, options.seed, options.settings = "many", 0, 'clusters: "off"'
    print_machine(("interview-coder", "starlette", "uvicorn", "numpy"))
    with tempfile.TemporaryDirectory() as folder:
        study = options.study or Path(folder, "study")
        if not (study / "outputs").exists():
            print("study:  ", make_study(study, options.transcripts, options))
            print("codes:  ", keep_some_codes(study / "codebook.yml"))
            read_output([sys.executable, "-m", "interview_coder", "run", "--allow-unknown", str(study)])
            n_suggestions = decide_on_some(study, options.decisions)
            print(f"queue:   {n_suggestions:,} suggestions, {options.decisions:,} of them decided on")
        openings = []
        for _ in range(options.openings):
            with open_page(study) as (_, seconds):
                openings.append(seconds)
        verdict = "kept" if median(openings) < MOST_SECONDS_TO_OPEN else "missed"
        told = ", ".join(f"{seconds:.2f}" for seconds in openings)
        print(f"\nfrom the command to the first page: {told} s; limit {MOST_SECONDS_TO_OPEN:.0f} s: {verdict}")
        with open_page(study) as (page, _):
            measure_keys(page, options.times)
        print(f"\nload at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
