"""The file by which a browser is led to the page, in a real browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.made_studies import a_small_study
from tests.review.raw_requests import serving

CHROMIUM = shutil.which("chromium")


@pytest.mark.browser
def test_the_file_leads_a_browser_in_with_its_cookie(tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("needs the program chromium (Debian: apt install chromium)")
    study = a_small_study(tmp_path / "study")
    study.run().write()
    with serving(study.folder.root) as server, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((study.folder.root / ".interview-coder" / "reviewing-ben.html").as_uri())
        page.wait_for_url(f"http://{server.host}/queue")
        page.wait_for_selector("main")
        assert page.title().startswith("Queue")
        assert server.token not in page.url
        browser.close()
