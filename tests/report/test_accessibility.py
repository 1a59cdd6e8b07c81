"""What axe, the accessibility checker, finds in the report and in the codebook's page, in Chromium: nothing serious."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from interview_coder import Run
from interview_coder.report.codebook_page import write_page
from interview_coder.report.shown_codebook import show_codebook

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium (Debian: apt install chromium)"),
]


@pytest.fixture(scope="module")
def pages(sample_run: Run, sample_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    codebook = tmp_path_factory.mktemp("codebook") / "codebook.html"
    results = sample_run.results
    codebook.write_bytes(write_page(show_codebook(results.codebook, tables=results.tables, with_rules=True)))
    return {"report": sample_outputs / "report.html", "codebook": codebook}


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [420, 1280])
@pytest.mark.parametrize("name", ["report", "codebook"])
def test_axe_finds_nothing(name: str, width: int, colour_scheme: str, browser: Any, pages: dict[str, Path]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=colour_scheme, offline=True, bypass_csp=True
    )
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.run(page).response
    context.close()
    assert len(found["passes"]) > 10
    assert [(one["impact"], one["id"], one["nodes"][0]["target"]) for one in found["violations"]] == []
