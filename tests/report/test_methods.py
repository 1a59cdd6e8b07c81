"""The methods: every figure in them is one of the run, and what a program cannot know is a gap."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from interview_coder import Run, Study
from interview_coder.model.methods import Methods
from interview_coder.report.coreq import COREQ_ITEMS
from interview_coder.report.methods_files import METHODS_WRITERS, read_json, write_document, write_json, write_markdown

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
version: "1.10"
themes:
  - id: cost
    label: Cost | price
    topic_guide: [(rent | cost)]
    codes:
      - {id: high_rent, match: [rent]}
      - {id: debt, match: [(owe | debt)]}
  - id: trust
    label: Trust
    codes: [{id: broken_trust, match: [believe]}]
"""
ONE = "INTERVIEWER: What of the rent?\n\nP01: The rent is high.\n\nP02: Hm, yes.\n"
TWO = "INTERVIEWER: And you?\n\nP03: The rent again.\n\nP03: It never ends.\n"
SHEET = "participant,stakeholder_type,age\nP01,tenant,40\nP02,tenant,\nP03,landlord,\n"


@pytest.fixture
def methods_of(make_study: MakeStudy) -> Callable[..., Methods]:
    """Run a small study and return its methods."""

    def describe(
        files: dict[str, str | bytes] | None = None,
        sheet: str = SHEET,
        settings: str = "",
        codebook: str = CODEBOOK,
        *,
        keep_going: bool = False,
    ) -> Methods:
        study = make_study(
            codebook, files or {"one.txt": ONE, "two.txt": TWO}, sheet, f"language_model: blank\n{settings}"
        )
        return Study.open(study).run(allow_unknown=True, keep_going=keep_going).results.methods

    return describe


def answer(methods: Methods, number: int) -> str:
    return methods.coreq[number - 1].answer


def without_gaps(text: str) -> str:
    return re.sub("【[^【】]*】", "", text)


def test_the_checklist_has_its_32_items_in_their_order(methods_of: Callable[..., Methods]) -> None:
    coreq = methods_of().coreq
    assert [item.number for item in coreq] == list(range(1, 33))
    assert [(item.domain, item.item) for item in coreq] == [(domain, item) for domain, item, _ in COREQ_ITEMS]
    assert [item.domain for item in coreq].count("Research team and reflexivity") == 8
    assert [item.domain for item in coreq].count("Study design") == 15
    assert [item.domain for item in coreq].count("Analysis and findings") == 9


def test_an_item_is_a_gap_exactly_if_nothing_is_said_but_gaps(sample_run: Run) -> None:
    for item in sample_run.results.methods.coreq:
        assert (without_gaps(item.answer).strip() == "") is (item.source == "gap")


def test_what_only_the_researchers_know_is_always_a_gap(methods_of: Callable[..., Methods]) -> None:
    methods = methods_of()
    known = {item.number for item in methods.coreq if item.source == "from the run"}
    assert known <= {12, 16, 17, 18, 21, 22, 24, 25, 27, 29, 30, 31, 32}
    for told in ("who, with what training", "held when, where", "how many declined", "by whom, from what recording"):
        assert any(told in gap for gap in re.findall("【([^【】]*)】", methods.paragraph))


def test_every_number_of_the_paragraph_is_one_of_the_run(sample_run: Run) -> None:
    manifest, codebook = sample_run.results.manifest, sample_run.results.codebook
    counts = manifest["counts"]
    types = [person.stakeholder_type for person in sample_run.results.participants.values()]
    known = {f"{n:,}" for n in counts.values()} | {f"{types.count(kind):,}" for kind in types}
    known |= {f"{counts['turns'] - counts['participant_turns']:,}", str(len(codebook.themes))}
    known |= {str(len(list(codebook.codes))), manifest["codebook"]["version"]}
    known.add(str(sum(len(source.speaking) > 1 for source in sample_run.results.sources)))
    text = without_gaps(sample_run.results.methods.paragraph).replace(manifest["codebook"]["sha256"][:12], "")
    known |= {"95", *(f"{100 * least:g}" for least in manifest["settings"]["quantifiers"].values())}
    text = text.replace(f"interview-coder {manifest['program']['interview-coder']}", "").replace("SHA-256", "")
    assert set(re.findall(r"\d[\d,.]*\d|\d", text)) <= known


def test_the_paragraph_tells_the_material_and_the_coding(methods_of: Callable[..., Methods]) -> None:
    text = without_gaps(methods_of().paragraph)
    for told in (
        "2 transcripts",
        "3 participants speak: 2 of the type tenant and 1 of the type landlord.",
        "In 1 of the 2 transcripts more than one participant speaks.",
        "(2 of 6 turns)",
        "3 rules for 3 codes in 2 themes (codebook version 1.10,",
        "each turn (4 segments)",
        "2 codings",
        "No person has reviewed the codings",
    ):
        assert told in text, told


def test_the_checklist_is_filled_from_the_run(methods_of: Callable[..., Methods]) -> None:
    methods = methods_of()
    assert answer(methods, 12) == "3 participants in 2 transcripts; in 1 of them more than one participant speaks."
    assert answer(methods, 16).startswith(
        "By stakeholder type: tenant 2 and landlord 1. Also recorded of participants: age."
    )
    assert answer(methods, 17).startswith("The codebook has question patterns of a topic guide for 1 of 2 themes.")
    assert answer(methods, 18).startswith("No participant’s id is in two transcripts.")
    assert methods.coreq[20].source == "gap"
    assert answer(methods, 24).startswith("No person: 3 rules")
    assert "Cost | price (2 codes) and Trust (1 code)" in answer(methods, 25)
    assert "Cost | price (2 of 3) and Trust (0 of 3)" in answer(methods, 31)
    assert "2 of 3 codes were found nowhere." in answer(methods, 32)


def test_the_scale_of_words_is_told_with_its_borders(methods_of: Callable[..., Methods]) -> None:
    text = methods_of(settings="quantifiers: {hardly any: 0, half or so: 0.4, the most: 0.665}\n").paragraph
    assert "these are hardly any (below 40 %), half or so (from 40 %), the most (from 66.5 %); none and all" in text
    assert "95 % Wilson intervals" in text


def test_without_numbers_no_finding_is_told_in_one(methods_of: Callable[..., Methods]) -> None:
    methods = methods_of(
        {"one.txt": ONE, "two.txt": TWO + "\nP03: It is not about the rent.\n"}, settings="numbers: words\n"
    )
    assert "codings." not in without_gaps(methods.paragraph).partition("A coding covers")[0]
    assert "Wilson" not in methods.paragraph
    assert "is told in words, not in numbers: few (below 20 %)" in methods.paragraph
    assert answer(methods, 31).startswith("By participants who raise them: Cost | price (most) and Trust (none).")
    assert answer(methods, 32).startswith("Denied at least once by participants who raise them: Cost | price. 【")
    assert methods.coreq[21].source == "gap"


def test_the_last_new_code_is_told(methods_of: Callable[..., Methods]) -> None:
    methods = methods_of({"one.txt": ONE, "two.txt": TWO + "\nP03: I owe.\n"})
    assert answer(methods, 22).startswith(
        "In the order of their names, the last new code came up in transcript 2 of 2; 2 of 3 codes were found."
    )


def test_somebody_who_speaks_twice_is_told(methods_of: Callable[..., Methods]) -> None:
    methods = methods_of({"one.txt": ONE, "two.txt": TWO.replace("P03", "P01")})
    assert answer(methods, 18).startswith("1 of 2 participants speak in more than one transcript.")


def test_the_length_of_interviews_is_told_where_transcripts_have_times(methods_of: Callable[..., Methods]) -> None:
    captions = "WEBVTT\n\n00:00:01.000 --> 00:10:01.000\n<v P03>The rent.\n"
    methods = methods_of({"one.txt": ONE, "two.vtt": captions})
    assert answer(methods, 21).startswith("1 of 2 transcripts have times: 10 to 10 minutes long.")


def test_files_that_were_left_out_and_warnings_are_told(methods_of: Callable[..., Methods]) -> None:
    methods = methods_of(
        {"one.txt": ONE + "\nP09: Well.\n", "two.vtt": "WEBVTT\n\nbroken --> more\n<v P03>No.\n"}, keep_going=True
    )
    assert "1 transcript could not be read and was left out 【" in methods.paragraph
    assert "To be known of the material: " in methods.paragraph
    assert "counted as unknown" in methods.paragraph


def test_what_is_written_as_json_is_read_back(sample_run: Run) -> None:
    methods = sample_run.results.methods
    assert read_json(write_json(methods)) == methods


def test_methods_of_the_outputs_are_those_of_the_run(sample_run: Run, sample_study: Study) -> None:
    assert sample_study.read_methods() == sample_run.results.methods


def test_the_markdown_has_a_row_for_every_item_and_takes_no_sign_for_its_own(
    methods_of: Callable[..., Methods],
) -> None:
    written = write_markdown(methods_of()).decode()
    rows = [line for line in written.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == 32
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "Cost \\| price" in written


def test_the_word_document_says_the_same_and_marks_the_gaps(methods_of: Callable[..., Methods]) -> None:
    methods = methods_of()
    document = Document(io.BytesIO(write_document(methods)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [part for part in texts if part in methods.paragraph.split("\n\n")] == methods.paragraph.split("\n\n")
    assert [cell.text for cell in document.tables[0].columns[2].cells][1:] == [item.answer for item in methods.coreq]
    cells = [paragraph for row in document.tables[0].rows for cell in row.cells for paragraph in cell.paragraphs]
    for paragraph in [*document.paragraphs[2:], *cells]:
        for run in paragraph.runs:
            assert (run.font.highlight_color == WD_COLOR_INDEX.YELLOW) is run.text.startswith("【")


@pytest.mark.parametrize("form", METHODS_WRITERS)
def test_every_format_has_the_gaps(form: str, sample_run: Run) -> None:
    content = METHODS_WRITERS[form](sample_run.results.methods)
    if form == "json":
        assert json.loads(content)["coreq"][0]["answer"] == "【who conducted the interviews or groups】"
    elif form == "md":
        assert "【who conducted the interviews or groups】" in content.decode()
    else:
        assert content.startswith(b"PK")
