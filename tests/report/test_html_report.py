"""The report, parsed: its figures are the tables', its quotes are their slices, and it needs nothing but itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from interview_coder import Run, Study
from interview_coder.model.results import Results
from interview_coder.report import html_report

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
themes:
  - id: cost
    label: Cost
    codes:
      - {id: high_rent, match: [rent]}
      - {id: debt, match: [(owe | debt)]}
  - id: trust
    label: Trust
    codes: [{id: broken_trust, match: [believe]}]
"""
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,landlord\n"
QUICK = "language_model: blank\n"


def parse_report(results: Results) -> Any:
    [(name, content)] = html_report.write(results)
    assert name == "report.html"
    return html.document_fromstring(content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture
def report_on(make_study: MakeStudy) -> Callable[..., Any]:
    """Run a small study and parse its report."""

    def report(text: str, sheet: str = SHEET, settings: str = "", codebook: str = CODEBOOK) -> Any:
        study = make_study(codebook, {"a.txt": text}, sheet, QUICK + settings)
        return parse_report(Study.open(study).run(allow_unknown=True).results)

    return report


@pytest.fixture(scope="module")
def sample_report(sample_run: Run) -> Any:
    return parse_report(sample_run.results)


def test_every_quote_of_the_report_is_exactly_its_slice(sample_run: Run, sample_report: Any) -> None:
    texts = {source.source_id: source.text for source in sample_run.sources}
    quotes = {quote.quote_id: quote for quote in sample_run.quotes}
    articles = sample_report.xpath("//article")
    assert articles
    for article in articles:
        place = words_of(article.xpath('.//details/p[@class="of"]')[0])
        found = re.fullmatch(r"Characters (\d+) to (\d+) of the source; participant (.+); coding (\w+)", place)
        assert found is not None
        start, end, quote = int(found[1]), int(found[2]), quotes[found[4]]
        assert (start, end, found[3]) == (quote.start, quote.end, quote.participant)
        assert article.xpath("blockquote")[0].text_content() == texts[quote.source_id][start:end]
        assert article.xpath('.//b[@class="quoted"]')[0].text_content() == texts[quote.source_id][start:end]


def test_every_quote_is_shown_in_its_whole_turn_after_what_was_said_before_it(
    sample_run: Run, sample_report: Any
) -> None:
    quotes = {quote.quote_id: quote for quote in sample_run.quotes}
    turns = {(source.source_id, turn.number): (source, turn) for source in sample_run.sources for turn in source.turns}
    for article in sample_report.xpath("//article"):
        quote = quotes[words_of(article.xpath('.//details/p[@class="of"]')[0]).rpartition(" ")[2]]
        source, turn = turns[quote.source_id, quote.turn]
        shown = article.xpath('.//p[@class="turn"]')[0].text_content()
        assert shown == f"{turn.speaker}: {source.text[turn.start : turn.end]}"
        asked = [one.text_content() for one in article.xpath('.//p[@class="asked"]')]
        before = turns.get((quote.source_id, quote.turn - 1))
        assert asked == (
            [] if before is None else [f"{before[1].speaker}: {source.text[before[1].start : before[1].end]}"]
        )


def test_the_words_that_are_marked_in_a_quote_are_its_evidence(sample_run: Run, sample_report: Any) -> None:
    tokens = {
        (coding.source_id, coding.theme_id, token.start): token
        for coding in sample_run.codings
        for one in coding.evidence
        for token in one.tokens
    }
    quotes = {quote.quote_id: quote for quote in sample_run.quotes}
    for article in sample_report.xpath("//article"):
        quote = quotes[words_of(article.xpath('.//details/p[@class="of"]')[0]).rpartition(" ")[2]]
        block = article.xpath("blockquote")[0]
        place = quote.start + len(block.text or "")
        assert block.xpath("mark")
        for mark in block.xpath("mark"):
            token = tokens[quote.source_id, quote.theme_id, place]
            assert mark.text == token.text
            place += len(mark.text) + len(mark.tail or "")


def test_every_cell_of_the_matrix_is_that_of_the_table(sample_run: Run, sample_report: Any) -> None:
    results = sample_run.results
    rows = list(results.tables["theme_matrix"].records())
    cells = sample_report.xpath('//section[@id="matrix"]/div//table[contains(@class, "matrix")]/tbody/tr/td')
    assert len(cells) == len(rows)
    for cell, row in zip(cells, rows, strict=True):
        lines = [words_of(line) for line in cell.xpath(".//strong | .//span[not(strong)]")]
        assert lines[0] == f"{row['participants']} of {row['participants_total']}"
        if row["participants"]:
            plural = "" if row["mentions"] == 1 else "s"
            assert lines[1:] == [
                f"{row['mentions']} mention{plural}",
                f"{row['sources']} of {row['sources_total']} sources",
            ]
        else:
            assert lines[1:] == ["not raised"]
            assert not cell.xpath(".//a")


def test_every_cell_of_the_code_matrix_is_that_of_the_table(sample_run: Run, sample_report: Any) -> None:
    results = sample_run.results
    labels = {code.code_id: code.label for code in results.codebook.codes}
    table = sample_report.xpath('//section[@id="matrix"]/details//table')[0]
    types = [words_of(head).rpartition(" of ")[0] for head in table.xpath("./thead/tr/th")[1:]]
    shown = {
        (kind, words_of(row.xpath("./th")[0])): words_of(cell)
        for row in table.xpath('./tbody/tr[not(@class="group")]')
        for kind, cell in zip(types, row.xpath("./td"), strict=True)
    }
    assert shown == {
        (row["stakeholder_type"], labels[row["code"]]): str(row["participants"])
        for row in results.tables["code_matrix"].records()
    }


def test_every_bar_is_as_long_as_its_share(sample_run: Run, sample_report: Any) -> None:
    rows = {row["theme"]: row for row in sample_run.results.tables["theme_frequencies"].records()}
    bars = sample_report.xpath('//section[@id="glance"]//div[@class="bar"]')
    assert len(bars) == len(rows)
    for bar in bars:
        row = rows[bar.xpath("./a/@href")[0].removeprefix("#theme-")]
        percent = float(re.findall(r"width: ([\d.]+)%", bar.xpath(".//span[@class='fill']/@style")[0])[0])
        assert words_of(bar.xpath(".//span[@class='bar-value']")[0]) == (
            f"{row['participants']} of {row['participants_total']}"
        )
        assert percent == pytest.approx(100 * row["participants"] / row["participants_total"], abs=0.06)


def test_every_link_leads_to_one_element_of_the_page(sample_report: Any) -> None:
    ids = Counter(sample_report.xpath("//@id"))
    assert [name for name, n in ids.items() if n > 1] == []
    links = sample_report.xpath("//@href")
    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []


def test_the_page_loads_nothing_and_runs_nothing(sample_report: Any) -> None:
    assert sample_report.xpath("//script | //link | //iframe | //object | //img | //form | //base | //@src") == []
    assert sample_report.xpath('//@*[starts-with(name(), "on")]') == []
    assert not re.search(r"@import|url\(|https?:", " ".join(sample_report.xpath("//style/text() | //@style")))
    [policy] = sample_report.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy.startswith("default-src 'none'")


def test_the_page_is_built_for_screen_readers(sample_report: Any) -> None:
    assert sample_report.get("lang") == "en"
    assert len(sample_report.xpath("//h1")) == len(sample_report.xpath("//main")) == 1
    assert sample_report.xpath("//title")[0].text.strip()
    levels = [int(heading.tag[1]) for heading in sample_report.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in sample_report.xpath("//table"):
        assert words_of(table.xpath("./caption")[0])
        assert all(head.get("scope") in {"col", "row", "colgroup"} for head in table.xpath(".//th"))
    for region in sample_report.xpath('//*[@role="region"]'):
        assert region.get("aria-label")
        assert region.get("tabindex") == "0"
    ids = set(sample_report.xpath("//@id"))
    assert set(sample_report.xpath("//@aria-labelledby")) <= ids


def test_text_from_outside_is_text_and_never_markup(report_on: Callable[..., Any]) -> None:
    nasty = "<script>alert(1)</script> & {{ 7 * 7 }} <b>"
    page = report_on(
        f"P01: The rent {nasty}\n\nP02: No.\n",
        f'participant,stakeholder_type\nP01,"{nasty}"\nP02,x\n',
        "title: '<i>Homes</i>'\nabout: '<img src=x>'\n",
        CODEBOOK.replace("label: Cost", "label: '<u>Cost</u>'\n    definition: '<a href=x>'"),
    )
    assert page.xpath("//script | //i | //u | //img") == []
    assert page.xpath("//blockquote")[0].text_content() == f"The rent {nasty}"
    assert words_of(page.xpath("//h1")[0]) == "<i>Homes</i>"
    assert nasty in [words_of(head) for head in page.xpath('//section[@id="matrix"]//th[@scope="row"]')]


def test_stakeholder_types_that_differ_only_in_marks_or_capitals_keep_their_own_quotes(
    report_on: Callable[..., Any],
) -> None:
    page = report_on(
        "P01: The rent.\n\nP02: That rent is high.\n", "participant,stakeholder_type\nP01,front-line\nP02,Front line\n"
    )
    links = page.xpath('//section[@id="matrix"]//td/a/@href')
    assert len(links) == len(set(links)) == 2
    for link in links:
        assert len(page.xpath(f'//*[@id="{link[1:]}"]//article')) == 1


def test_a_cell_without_a_participant_says_not_raised_and_leads_nowhere(report_on: Callable[..., Any]) -> None:
    page = report_on("P01: The rent.\n\nP02: Nothing much.\n")
    cells = page.xpath('//section[@id="matrix"]/div//tbody/tr/td')
    assert [words_of(cell) for cell in cells] == [
        "0 of 1not raised",
        "0 of 1not raised",
        "1 of 11 mention1 of 1 sources",
        "0 of 1not raised",
    ]
    assert [len(cell.xpath(".//a")) for cell in cells] == [0, 0, 1, 0]


def test_a_study_in_which_nothing_is_found_has_a_report_too(report_on: Callable[..., Any]) -> None:
    page = report_on("P01: Nothing.\n\nP02: Much.\n")
    assert page.xpath("//article") == []
    findings = [words_of(one) for one in page.xpath('//ul[@class="findings"]/li')]
    assert all("0 of 2 participants" in one and "Nobody raises it among" in one for one in findings)


def test_no_more_quotes_are_shown_in_a_cell_than_the_study_says(report_on: Callable[..., Any]) -> None:
    talk = "".join(f"P01: The rent of {name} is high.\n\nP02: Yes.\n\n" for name in ("May", "June", "July"))
    page = report_on(talk, settings="quotes_per_cell: 2\n")
    [group] = page.xpath('//section[@class="quotes"]')
    assert len(group.xpath(".//article")) == 2
    assert "2 of 3 quotes" in words_of(group.xpath("./h3")[0])


def test_what_is_not_simply_said_is_labelled_as_such(report_on: Callable[..., Any]) -> None:
    page = report_on(
        "P01: I do not believe them.\n\nP02: Perhaps the rent.\n\nP01: The rent is high.\n\n"
        "P02: They said the rent would fall.\n\nP01: If only the rent fell.\n"
    )
    stances = {
        words_of(article.xpath("blockquote")[0]): [words_of(one) for one in article.xpath('./p//*[@class="stance"]')]
        for article in page.xpath("//article")
    }
    assert stances == {
        "I do not believe them.": ["denied"],
        "Perhaps the rent.": ["hedged"],
        "The rent is high.": [],
        "They said the rent would fall.": ["reported"],
        "If only the rent fell.": ["hypothetical"],
    }


def test_what_the_findings_call_codings_are_codings(report_on: Callable[..., Any]) -> None:
    page = report_on("P01: I have no rent and no debt.\n\nP02: Yes.\n")
    # two codes on one sentence: one mention of the theme, two codings
    [finding] = [words_of(one) for one in page.xpath('//ul[@class="findings"]/li') if "Cost is raised" in words_of(one)]
    assert "1 of its codings" not in finding


def test_warnings_stand_at_the_head(report_on: Callable[..., Any]) -> None:
    page = report_on(
        "P01: The rent.\n\nSomebody: Hm.\n\nSomebody: Yes.\n", "participant,stakeholder_type\nP01,tenant\n"
    )
    notes = [words_of(one) for one in page.xpath('//header/p[contains(@class, "warning")]')]
    assert any("counted as unknown" in note for note in notes)
    assert "Not reviewed." in words_of(page.xpath('//header/p[contains(@class, "notice")]')[0])


def test_too_few_segments_to_group_are_told(report_on: Callable[..., Any]) -> None:
    page = report_on("P01: The rent.\n\nP02: Yes.\n")
    assert "too few segments" in words_of(page.xpath('//section[@id="clusters"]')[0])


def test_every_cluster_is_shown_with_its_figures(sample_run: Run, sample_report: Any) -> None:
    rows = list(sample_run.results.tables["cluster_coverage"].records())
    shown = sample_report.xpath('//section[@id="clusters"]//tbody/tr')
    assert len(shown) == len(rows)
    for line, row in zip(shown, rows, strict=True):
        assert words_of(line.xpath("./th/a")[0]) == f"{row['cluster']}. {row['label']}"
        assert words_of(line.xpath("./td")[-1]) == f"{row['segments_coded']} of {row['segments_total']}"
        assert bool(line.xpath('./th/*[@class="stance"]')) is not row["covered"]


@pytest.mark.parametrize("unit", ["turn", "sentence"])
def test_a_hit_that_reaches_over_segments_is_marked_in_each_only_where_it_stands(
    unit: str, report_on: Callable[..., Any]
) -> None:
    page = report_on(
        "P01: The rent is high. They mend nothing. The damp is bad.\n\nP02: Yes.\n",
        settings=f"segment: {unit}\n",
        codebook=CODEBOOK.replace("[rent]", "[rent THEN/turn damp]"),
    )
    marked = [
        (block.text_content(), [mark.text_content() for mark in block.xpath("mark")])
        for block in page.xpath("//blockquote")
    ]
    if unit == "turn":
        assert marked == [("The rent is high. They mend nothing. The damp is bad.", ["rent", "damp"])]
    else:
        assert sorted(marked) == [("The damp is bad.", ["damp"]), ("The rent is high.", ["rent"])]


def test_the_methods_name_what_the_figures_rest_on(sample_run: Run, sample_report: Any) -> None:
    manifest = sample_run.results.manifest
    methods = words_of(sample_report.xpath('//section[@id="methods"]')[0])
    for told in (
        f"{manifest['counts']['rules']} rules",
        f"{manifest['counts']['codings']} codings",
        manifest["language_model"]["version"],
        manifest["program"]["interview-coder"],
        manifest["codebook"]["sha256"][:12],
        f"seed {manifest['settings']['seed']}",
    ):
        assert told in methods
    files = [words_of(cell) for cell in sample_report.xpath('//section[@id="methods"]//tbody//th')]
    assert files == [source.file for source in sample_run.results.sources]
