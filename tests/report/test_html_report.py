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
        people, *lines = [words_of(line) for line in cell.xpath(".//strong | .//span[not(strong)]")]
        assert people == f"{row['participants']} of {row['participants_total']}"
        assert lines == (lines_of_raised(row) if row["participants"] else lines_of_silent(row))
        assert len(cell.xpath("./a")) == bool(row["participants"])
        depth = re.findall(r"--share: ([\d.]+)", cell.get("style"))[0]
        assert float(depth) == pytest.approx(row["share"], abs=0.001)


def lines_of_raised(row: dict[str, Any]) -> list[str]:
    low, high = (f"{100 * row[name]:.0f}" for name in ("share_low", "share_high"))
    plural = "" if row["mentions"] == 1 else "s"
    lines = [
        f"{100 * row['share']:.0f} % ({low}–{high})",
        f"{row['mentions']} mention{plural}, {row['sources']} of {row['sources_total']} sources",
    ]
    n = row["denying"]
    return [*lines, f"{n} {'denies' if n == 1 else 'deny'} it"] if n else lines


def lines_of_silent(row: dict[str, Any]) -> list[str]:
    told = {
        "asked_not_raised": "asked, not raised",
        "not_asked": "not asked",
        "not_known": "not known whether asked",
    }
    return [f"{text}: {row[name]}" for name, text in told.items() if row[name]]


def test_the_figures_of_a_theme_are_those_of_the_tables(sample_run: Run, sample_report: Any) -> None:
    tables = sample_run.results.tables
    shown = [
        [words_of(cell) for cell in row]
        for theme in sample_run.results.codebook.themes
        for row in sample_report.xpath(f'//section[@id="theme-{theme.theme_id}"]/details//tbody/tr')
    ]
    rows = sorted(
        tables["theme_matrix"].records(),
        key=lambda row: [theme.theme_id for theme in sample_run.results.codebook.themes].index(row["theme"]),
    )
    assert shown == [
        [
            row["stakeholder_type"],
            f"{row['participants']} of {row['participants_total']}",
            f"{100 * row['share']:.0f} % ({100 * row['share_low']:.0f}–{100 * row['share_high']:.0f})",
            str(row["mentions"]),
            f"{row['sources']} of {row['sources_total']}",
            *(str(row[name]) for name in ("denying", "asked_not_raised", "not_asked", "not_known")),
        ]
        for row in rows
    ]


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
        (row["stakeholder_type"], labels[row["code"]]): f"{row['participants']}"
        + (f"{row['asked_not_raised']} asked" if not row["participants"] and row["asked_not_raised"] else "")
        for row in results.tables["code_matrix"].records()
    }


def test_every_bar_is_as_long_as_its_share_and_its_line_as_the_interval(sample_run: Run, sample_report: Any) -> None:
    rows = {row["theme"]: row for row in sample_run.results.tables["theme_frequencies"].records()}
    bars = sample_report.xpath('//section[@id="glance"]//div[contains(@class, "bar")]')
    assert len(bars) == len(rows)
    for bar in bars:
        row = rows[bar.xpath("./a/@href")[0].removeprefix("#theme-")]
        [percent] = numbers_of(bar.xpath(".//span[@class='fill']/@style")[0])
        left, right = numbers_of(bar.xpath(".//span[@class='whisker']/@style")[0])
        assert words_of(bar.xpath(".//span[@class='bar-value']")[0]).startswith(
            f"{row['participants']} of {row['participants_total']} {100 * row['share']:.0f} % ("
        )
        assert percent == pytest.approx(100 * row["share"], abs=0.06)
        assert (left, right) == pytest.approx((100 * row["share_low"], 100 - 100 * row["share_high"]), abs=0.06)


def numbers_of(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"[\d.]+", text)]


def test_pairs_sources_and_saturation_are_those_of_the_tables(sample_run: Run, sample_report: Any) -> None:
    results = sample_run.results
    labels = {theme.theme_id: theme.label for theme in results.codebook.themes}

    def rows_of(caption: str) -> list[list[str]]:
        [table] = sample_report.xpath(f'//section[@id="more"]//table[contains(caption, "{caption}")]')
        return [[words_of(cell) for cell in row] for row in table.xpath("./tbody/tr")]

    pairs = [row for row in results.tables["theme_cooccurrence"].records() if row["participants"]]
    assert sorted(rows_of("Themes that come together")) == sorted(
        [
            labels[row["theme_a"]],
            labels[row["theme_b"]],
            *(str(row[one]) for one in ("participants", "sources", "turns", "segments")),
        ]
        for row in pairs
    )
    for of in ("theme", "code"):
        mentions: dict[str, list[str]] = {}
        for row in results.tables[f"{of}_source"].records():
            mentions.setdefault(row["source"], [str(row["participants_total"])]).append(str(row["mentions"]))
        assert rows_of(f"Mentions of each {of}") == [[source, *cells] for source, cells in mentions.items()]
    assert [row[:4] for row in rows_of("Codes by number")] == [
        [str(row[name]) for name in ("sources", "source", "new_codes", "codes")]
        for row in results.tables["saturation"].records()
    ]


def test_there_is_a_strip_of_every_source_with_its_mentions(sample_run: Run, sample_report: Any) -> None:
    labels = {theme.theme_id: theme.label for theme in sample_run.results.codebook.themes}
    told: dict[str, list[str]] = {}
    for row in sample_run.results.tables["theme_source"].records():
        told.setdefault(row["source"], []).append(f"{labels[row['theme']]}: {row['mentions']} mentions")
    figures = sample_report.xpath('//section[@id="more"]//figure[*[contains(@class, "strip")]]')
    assert {
        words_of(one.xpath("./figcaption")[0]): words_of(one.xpath('.//*[local-name() = "desc"]')[0]).split("; ")
        for one in figures
    } == told


def test_the_picture_of_saturation_says_in_words_what_it_shows(sample_run: Run, sample_report: Any) -> None:
    [picture] = sample_report.xpath('//section[@id="more"]//figure/*[@class="saturation"]')
    last = list(sample_run.results.tables["saturation"].records())[-1]
    assert picture.get("role") == "img"
    assert f"{last['codes']} of {last['codes_total']} codes" in words_of(picture.xpath('./*[local-name() = "desc"]')[0])
    [line] = picture.xpath('./*[local-name() = "polyline"][@class="order"]/@points')
    assert len(line.split()) == len(sample_run.results.sources)


def test_without_numbers_findings_and_matrix_have_none(report_on: Callable[..., Any]) -> None:
    page = report_on(
        "INTERVIEWER: Do you believe them?\n\nP01: The rent. I owe nothing.\n\nP02: It is not the rent.\n",
        "participant,stakeholder_type\nP01,tenant\nP02,landlord\n",
        "numbers: words\n",
    )
    for one in page.xpath("//article | //section[@id='glance']//table"):
        one.getparent().remove(one)
    for section in page.xpath(
        "//section[@id='glance' or @id='matrix' or @class='theme' or @id='more' or @id='clusters']"
    ):
        assert not re.search(r"\d", words_of(section))
    cells = [words_of(cell) for cell in page.xpath('//section[@id="matrix"]/div//tbody/tr/td')]
    assert cells == ["alldenied too", "noneasked, not raised", "all", "noneasked, not raised"]
    [cost, _] = [words_of(one) for one in page.xpath('//ul[@class="findings"]/li')]
    assert cost.startswith("Cost is raised by all participants. It is also denied.")
    assert page.xpath('//section[@id="more"]//table | //*[@class="whisker"]') == []


def test_without_numbers_bars_and_shades_tell_no_more_than_their_word(report_on: Callable[..., Any]) -> None:
    people = [f"P{n:02}" for n in range(1, 11)]
    lengths = set()
    for n_raising in (2, 3):  # both are "some": from 20 % to 40 %
        talk = "".join(f"{name}: {'The rent' if n < n_raising else 'Nothing'}.\n\n" for n, name in enumerate(people))
        sheet = "participant,stakeholder_type\n" + "".join(f"{name},tenant\n" for name in people)
        page = report_on(talk, sheet, "numbers: words\n")
        [shade] = re.findall(r"--share: ([\d.]+)", page.xpath('//section[@id="matrix"]/div//tbody/tr/td/@style')[0])
        lengths.add((page.xpath("//span[@class='fill']/@style")[0], shade))
    assert lengths == {("width: 30.0%", "0.300")}


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
        assert all(head.get("scope") in {"col", "row", "rowgroup"} for head in table.xpath(".//th"))
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


def test_a_cell_without_a_participant_says_what_is_known_and_leads_nowhere(report_on: Callable[..., Any]) -> None:
    page = report_on("P01: The rent.\n\nP02: Nothing much.\n")
    cells = page.xpath('//section[@id="matrix"]/div//tbody/tr/td')
    assert [words_of(cell) for cell in cells] == [
        "0 of 1not known whether asked: 1",
        "0 of 1not known whether asked: 1",
        "1 of 1100 % (21–100)1 mention, 1 of 1 sources",
        "0 of 1not known whether asked: 1",
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
        "I do not believe them.": ["denied", "not reviewed"],
        "Perhaps the rent.": ["hedged", "not reviewed"],
        "The rent is high.": ["not reviewed"],
        "They said the rent would fall.": ["reported", "not reviewed"],
        "If only the rent fell.": ["hypothetical", "not reviewed"],
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
    assert "Nothing here is reviewed yet" in words_of(page.xpath('//header/p[contains(@class, "notice")]')[0])


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
    [sources] = sample_report.xpath('//section[@id="methods"]//table[contains(caption, "SHA-256")]')
    files = [words_of(cell) for cell in sources.xpath("./tbody//th")]
    assert files == [source.file for source in sample_run.results.sources]


def test_the_methods_are_shown_with_their_gaps_marked(sample_run: Run, sample_report: Any) -> None:
    methods = sample_run.results.methods
    [section] = sample_report.xpath('//section[@id="methods"]')
    shown = [words_of(one) for one in section.xpath("./p")]
    for part in methods.paragraph.split("\n\n"):
        assert part.replace("【", "[").replace("】", "]") in shown
    [checklist] = section.xpath('.//table[@class="coreq"]')
    answers = [words_of(row.xpath("./td")[-1]) for row in checklist.xpath("./tbody/tr[not(@class)]")]
    assert answers == [item.answer.replace("【", "[").replace("】", "]") for item in methods.coreq]
    gaps = [words_of(mark) for mark in section.xpath('.//mark[@class="gap"]')]
    assert len(gaps) == 1 + methods.paragraph.count("【") + sum(item.answer.count("【") for item in methods.coreq)


def test_of_very_long_turns_only_what_stands_near_is_shown(report_on: Callable[..., Any]) -> None:
    chatter = "We talk of the weather. " * 400
    page = report_on(f"P01: {chatter}The rent is high. {chatter}\n\nP02: Yes.\n", settings="segment: sentence\n")
    [turn] = page.xpath('//article//p[@class="turn"]')
    assert turn.text_content().startswith("P01: […] ")
    assert turn.text_content().endswith(" […]")
    assert len(turn.text_content()) < 4200
    assert turn.xpath("./b")[0].text == "The rent is high."


def test_long_tables_are_cut_and_say_where_the_rest_is(make_study: MakeStudy) -> None:
    files: dict[str, str | bytes] = {f"talk_{n:03}.txt": f"P01: The rent, for the {n}th time.\n" for n in range(230)}
    study = make_study(CODEBOOK, files, "participant,stakeholder_type\nP01,tenant\n", QUICK + 'clusters: "off"\n')
    page = parse_report(Study.open(study).run().results)
    for caption in ("Mentions of each theme", "Mentions of each code", "Codes by number", "SHA-256"):
        [table] = page.xpath(f'//table[contains(caption, "{caption}")]')
        assert len(table.xpath("./tbody/tr")) == 200
        assert "The first 200 of 230 sources; all are in" in words_of(table.getparent().getparent())


def test_first_of_a_cell_come_the_quotes_that_stand_for_it(sample_run: Run, sample_report: Any) -> None:
    results = sample_run.results
    groups = {group.get("id"): group for group in sample_report.xpath('//section[@class="quotes"]')}
    types = list(dict.fromkeys(row["stakeholder_type"] for row in results.tables["theme_matrix"].records()))
    for cell in results.framework.cells:
        if results.n_quotes[cell.column, cell.row] <= 5:
            continue
        shown = [
            (
                words_of(one.xpath('.//details/p[@class="of"]')[0]).rpartition(" ")[2],
                "".join(one.xpath("./p/*[@class='kind']/text()")),
            )
            for one in groups[f"quotes-{cell.column}-{types.index(cell.row) + 1}"].xpath("./article")
        ]
        chosen = [(one.quote.quote_id, "typical") for one in cell.typical]
        chosen += [(one.quote.quote_id, "different") for one in cell.different]
        assert shown[: len(chosen)] == chosen
        assert {kind for _, kind in shown[len(chosen) :]} == {""}


def test_quotes_that_are_all_of_their_cell_are_not_called_typical(report_on: Callable[..., Any]) -> None:
    page = report_on("P01: The rent.\n\nP02: Yes.\n\nP01: That rent is high.\n")
    assert len(page.xpath("//article")) == 2
    assert page.xpath("//article/p/*[@class='kind']") == []


def test_what_people_wrote_of_a_cell_stands_before_its_quotes_and_is_flagged_in_the_matrix(
    make_study: MakeStudy,
) -> None:
    study = Study.open(make_study(CODEBOOK, {"a.txt": "P01: The rent.\n\nP02: No.\n"}, SHEET, QUICK))
    run = study.run()
    run.summaries.write("tenant", "cost", "Rents <rise>.\nThey do.", coder="anna")
    run.summaries.write("landlord", "cost", "Nothing of it.", coder="ben")
    page = parse_report(study.run().results)
    links = page.xpath('//section[@id="matrix"]/div//td/a[span[@class="written"]]')
    assert sorted(words_of(link.xpath("./span[@class='written']")[0]) for link in links) == ["summary", "summary"]
    told = {}
    for link in links:
        [group] = page.xpath(f'//*[@id="{link.get("href")[1:]}"]')
        told[words_of(group.xpath("./h3")[0]).split()[0]] = [
            one.text_content() for one in group.xpath("./*[@class='own']/p")
        ]
        assert group.xpath("./*")[1].get("class") == "own"
    assert told["tenant"][0] == "Rents <rise>.\nThey do."
    assert told["landlord"][1].startswith("Written by a person: ben, 20")


def test_a_summary_whose_evidence_changed_is_flagged(make_study: MakeStudy) -> None:
    root = make_study(CODEBOOK, {"a.txt": "P01: The rent.\n\nP02: No.\n"}, SHEET, QUICK)
    Study.open(root).run().summaries.write("tenant", "cost", "Rents rise.", coder="anna")
    (root / "corpus" / "a.txt").write_text("P01: The rent.\n\nP02: No.\n\nP01: More rent.\n", encoding="utf-8")
    page = parse_report(Study.open(root).run().results)
    [flag] = page.xpath('//*[@class="own"]/p[@class="stale"]')
    assert words_of(flag) == "The evidence changed since: 1 coding came."
    [written] = page.xpath('//section[@id="matrix"]//*[@class="written"]')
    assert words_of(written) == "summary: the evidence changed since"
