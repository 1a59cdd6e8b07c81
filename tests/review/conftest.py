"""The review page of a small study, served as a researcher would serve it, and a browser that is let in."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.made_studies import make_codebook, make_transcript, seeded, write_study

CHROMIUM = shutil.which("chromium")
RULES = [["rent"], ["(owe | bailiff)"], ["(trust | believe)"], ["lift", "boiler", "mend*"], ["decide"]]
PEOPLE = "participant,stakeholder_type\nP01,tenant\nP02,tenant\nP03,landlord\nDana,agent\n"
LOOKS = [(420, "light"), (420, "dark"), (1280, "light"), (1280, "dark")]
_MOST_MILLISECONDS = 8_000


@dataclass(frozen=True, slots=True)
class Served:
    """A review page that is being served."""

    root: Path
    coder: str
    address: str

    @property
    def host(self) -> str:
        return self.address.split("/?")[0]

    def decisions(self, coder: str = "") -> list[dict[str, Any]]:
        """Return what stands in the coder's file now."""
        path = self.root / "decisions" / f"{coder or self.coder}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]


@contextmanager
def served(root: Path, coder: str = "ben") -> Iterator[Served]:
    """Serve a study from a process of its own, until the block ends."""
    command = [sys.executable, "-m", "interview_coder", "review", str(root), "--coder", coder, "--no-browser"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            address = next(line.split(": ")[1].strip() for line in process.stdout if "http://" in line)
            yield Served(root, coder, address)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def study_to_review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made study with some sixty suggestions, that was run; copy it before anything is decided."""
    root = tmp_path_factory.mktemp("review") / "study"
    random = seeded("review")
    files = {f"s{number}.txt": make_transcript(random, 14) for number in range(3)}
    files["groups/round_table.txt"] = make_transcript(random, 14)
    write_study(root, files, make_codebook(RULES), PEOPLE).run().write()
    return root


@pytest.fixture
def serve(study_to_review: Path, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve a copy of the made study, or another folder: ``serve()``, ``serve(coder="ann")``, ``serve(root)``."""
    with ExitStack() as stack:

        def start(root: Path | None = None, *, coder: str = "ben") -> Served:
            if root is None:
                root = tmp_path / "study"
                if not root.exists():
                    shutil.copytree(study_to_review, root)
            return stack.enter_context(served(root, coder))

        yield start


@pytest.fixture(scope="module")  # one that stays open lets no other folder start its own
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="needs playwright: pip install interview-coder[browser]"
    )
    if CHROMIUM is None:
        pytest.skip("needs the program chromium (Debian: apt install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page of a served study, let in: ``visit(served, "/queue", width=420, colour_scheme="dark")``.

    A test fails where a script failed, or something was asked for that the page may not load.
    """
    faults: list[str] = []
    with ExitStack() as stack:

        def go(one: Served, path: str = "/queue", *, width: int = 1280, colour_scheme: str = "light") -> Any:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=colour_scheme,
                reduced_motion="reduce",
            )
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
            page.set_default_timeout(_MOST_MILLISECONDS)
            page.goto(one.address)
            page.goto(one.host + path)
            return page

        yield go
    assert faults == []


@pytest.fixture
def find_faults() -> Callable[[Any], list[tuple[str, str, Any]]]:
    """What axe finds wrong with a page as it stands now."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def find(page: Any) -> list[tuple[str, str, Any]]:
        found = axe.run(page).response
        assert len(found["passes"]) > 10
        return [(one["impact"], one["id"], one["nodes"][0]["target"]) for one in found["violations"]]

    return find


def open_panels(page: Any) -> None:
    """Open all panels of a page at once, which a coder sees one by one."""
    page.evaluate("() => document.querySelectorAll('.panel').forEach((panel) => { panel.hidden = false; })")
