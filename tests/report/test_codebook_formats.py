"""A codebook as readers get it: in every format, all that is said of every code, and nothing that is markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Table
from interview_coder.report.codebook_formats import CODEBOOK_WRITERS, FORMAT_OF_ENDING
from interview_coder.report.codebook_text import WIDTH
from interview_coder.report.shown_codebook import CodeCounts, ShownCodebook, show_codebook

REPOSITORY = Path(__file__).parents[2]
CODEBOOK = """\
version: "1.10"
title: Homes
memo: Made after the pilot.
lists: {owner: [landlord, letting agent]}
themes:
  - id: cost
    label: Cost
    colour: "#123456"
    definition: What it costs to live there.
    memo: A theme's memo.
    topic_guide: [rent of home]
    codes:
      - id: rent
        label: Rent too high
        definition: |
          The rent is more than they can pay.

          So is its rise.
        include: [sudden rises]
        exclude: [other prices]
        examples: [They put the rent up.]
        counter_examples: [I paid the rent.]
        memo: Ask about deposits.
        match: [rent NEAR rise, '@owner NEAR/3 "ask"']
        topic_guide: [how much rent]
        codes:
          - id: deposit
            label: Deposits kept
            codes: [{id: old_deposit, label: Old deposits}]
  - id: trust
    codes: [{id: not_heard}]
"""
SAID = [
    "Homes", "1.10", "Made after the pilot.", "Cost", "What it costs to live there.", "A theme's memo.",
    "Rent too high", "The rent is more than they can pay.", "So is its rise.", "Include", "sudden rises", "Exclude",
    "other prices", "Examples", "They put the rent up.", "Counter-examples", "I paid the rent.", "Memo",
    "Ask about deposits.", "Deposits kept", "Old deposits", "trust", "not heard",
]  # fmt: skip
FORMAL = ["rent NEAR rise", '@owner NEAR/3 "ask"', "how much rent", "rent of home", "landlord, letting agent"]
NASTY = "<script>alert(1)</script> & {{ 7 * 7 }} *b* _i_ `c` # d [l](x) | \\ ~~s~~"


def make_tables(codebook: Codebook) -> dict[str, Table]:
    ids = {"theme": [one.theme_id for one in codebook.themes], "code": [one.code_id for one in codebook.codes]}
    rows = {kind: tuple((name, 1200, 3, 41, 1, 28) for name in names) for kind, names in ids.items()}
    return {f"{kind}_frequencies": Table("", (kind, *CodeCounts._fields), rows[kind]) for kind in rows}


def show(text: str = CODEBOOK, *, with_rules: bool = False, with_counts: bool = False) -> ShownCodebook:
    codebook = read_codebook(text.encode())
    return show_codebook(codebook, tables=make_tables(codebook) if with_counts else None, with_rules=with_rules)


def read_docx(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


READERS: dict[str, Callable[[bytes], str]] = {
    "text": lambda content: content.decode(),
    "markdown": lambda content: re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", content.decode()),
    "html": lambda content: html.document_fromstring(content.decode()).text_content(),
    "docx": read_docx,
}


def style_of(paragraph: Any) -> tuple[str, str]:
    return paragraph.style.name, paragraph.text


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_format_is_read_back_here_and_has_an_ending() -> None:
    assert set(CODEBOOK_WRITERS) == set(READERS) == set(FORMAT_OF_ENDING.values())


@pytest.mark.parametrize("form", CODEBOOK_WRITERS)
class TestEveryFormat:
    def test_everything_that_is_said_is_there_in_its_order(self, form: str) -> None:
        text = words(READERS[form](CODEBOOK_WRITERS[form](show())))
        text = text[text.index("What it costs") :]  # a table of contents may stand before
        place = 0
        for said in SAID[SAID.index("What it costs to live there.") :]:
            assert said in text[place:]
            place = text.index(said, place) + len(said)

    def test_title_version_memo_and_ids_are_there(self, form: str) -> None:
        text = words(READERS[form](CODEBOOK_WRITERS[form](show())))
        for said in (*SAID[:4], "cost", "rent", "deposit", "old_deposit", "not_heard"):
            assert said in text or said.upper() in text

    def test_rules_questions_and_lists_are_there_only_if_asked_for(self, form: str) -> None:
        without, with_rules = (
            words(READERS[form](CODEBOOK_WRITERS[form](show(with_rules=wanted)))) for wanted in (False, True)
        )
        assert [rule for rule in FORMAL if rule in without] == []
        assert [rule for rule in FORMAL if rule not in with_rules] == []

    def test_counts_say_n_of_n_and_are_left_out_where_nothing_was_counted(self, form: str) -> None:
        counts = "1,200 mentions by 3 of 41 participants in 1 of 28 sources"
        counted, uncounted = (
            words(READERS[form](CODEBOOK_WRITERS[form](show(with_counts=wanted)))) for wanted in (True, False)
        )
        assert counted.count(counts) == 6
        assert "mention" not in uncounted.lower()

    def test_text_from_outside_is_text_and_never_markup(self, form: str) -> None:
        code = {
            "id": "c",
            "label": NASTY,
            "include": [NASTY],
            "examples": [NASTY],
            "memo": NASTY,
            "match": ["<b>x</b>"],
        }
        theme = {"id": "t", "label": NASTY, "definition": NASTY, "codes": [code]}
        book = {"title": NASTY, "memo": NASTY, "lists": {"l": ["<b>"]}, "themes": [theme]}
        content = CODEBOOK_WRITERS[form](show(yaml.safe_dump(book), with_rules=True))
        text = words(READERS[form](content))
        assert text.count(words(NASTY)) >= 6
        if form == "html":
            page = html.document_fromstring(content.decode())
            assert page.xpath("//script | //b | //body//*[starts-with(name(), 'on')]") == []

    def test_what_no_document_can_hold_becomes_a_sign(self, form: str) -> None:
        text = (
            'themes: [{id: t, label: "a\\x07b\\e[2J", codes: [{id: c, definition: "x\\u0000y\\uFFFF", memo: "🏠 é"}]}]'
        )
        shown = READERS[form](CODEBOOK_WRITERS[form](show(text)))
        assert "\ufffd" in shown
        assert "🏠 é" in shown
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", shown)

    def test_codes_of_any_depth_are_written(self, form: str) -> None:
        code: dict[str, Any] = {"id": "c20", "label": "Level 20"}
        for level in range(19, 0, -1):
            code = {"id": f"c{level}", "label": f"Level {level}", "codes": [code]}
        text = READERS[form](CODEBOOK_WRITERS[form](show(yaml.safe_dump({"themes": [{"id": "t", "codes": [code]}]}))))
        assert all(f"Level {level}" in text for level in range(1, 21))

    def test_writing_again_says_the_same(self, form: str) -> None:
        one, other = (READERS[form](CODEBOOK_WRITERS[form](show(with_rules=True, with_counts=True))) for _ in "ab")
        assert one == other

    def test_the_sample_codebook_is_written_whole(self, form: str) -> None:
        codebook = read_codebook((REPOSITORY / "codebook.yml").read_bytes())
        text = words(READERS[form](CODEBOOK_WRITERS[form](show_codebook(codebook, with_rules=True))))
        for code in codebook.codes:
            for said in (code.label, code.definition, *code.include, *code.exclude, *code.examples):
                assert words(said) in text
            for rule in code.rules:
                assert words(rule.text) in text


class TestText:
    def test_every_level_is_indented_further(self) -> None:
        lines = CODEBOOK_WRITERS["text"](show()).decode().splitlines()
        indents = [
            next(len(line) - len(line.lstrip()) for line in lines if f"[{name}]" in line)
            for name in ("cost", "rent", "deposit", "old_deposit")
        ]
        assert indents == [0, 2, 4, 6]

    def test_lines_are_short_enough_to_read(self) -> None:
        long = CODEBOOK.replace("sudden rises", "sudden rises " * 40)
        lines = CODEBOOK_WRITERS["text"](show(long)).decode().splitlines()
        assert max(map(len, lines)) <= WIDTH
        assert not any(line.endswith(" ") for line in lines)


class TestMarkdown:
    def test_headings_show_the_tree(self) -> None:
        lines = CODEBOOK_WRITERS["markdown"](show()).decode().splitlines()
        assert [line for line in lines if line.startswith("#")] == [
            "# Homes",
            "## Cost",
            "### Rent too high",
            "#### Deposits kept",
            "##### Old deposits",
            "## trust",
            "### not heard",
        ]
        assert "`old_deposit` · below Rent too high › Deposits kept" in lines

    def test_a_rule_stands_between_more_backticks_than_it_has(self) -> None:
        text = CODEBOOK.replace("rent NEAR rise", "'\"a``b\"'")
        assert '\n- ``` "a``b" ```\n' in CODEBOOK_WRITERS["markdown"](show(text, with_rules=True)).decode()

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("unknown_to_the_public", "unknown_to_the_public"),
            ("_so_ they *say*", r"\_so\_ they \*say\*"),
            ("# no heading", r"\# no heading"),
            ("1. no list", r"1\. no list"),
            ("- no entry", r"\- no entry"),
            ("in 1. place", "in 1. place"),
            ("a < b", r"a \< b"),
            ("R&D &amp; more", r"R&D \&amp; more"),
        ],
    )
    def test_signs_of_markdown_are_escaped_and_others_not(self, text: str, written: str) -> None:
        book = yaml.safe_dump({"themes": [{"id": "t", "codes": [{"id": "c", "include": [text]}]}]})
        assert f"\n- {written}\n" in CODEBOOK_WRITERS["markdown"](show(book)).decode()


class TestPage:
    @pytest.fixture
    def page(self) -> Any:
        return html.document_fromstring(CODEBOOK_WRITERS["html"](show(with_rules=True, with_counts=True)).decode())

    def test_it_loads_nothing_and_runs_nothing(self, page: Any) -> None:
        assert page.xpath("//script | //link | //iframe | //object | //img | //form | //base | //@src") == []
        assert not re.search(r"@import|url\(|https?:", " ".join(page.xpath("//style/text() | //@style")))
        [policy] = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
        assert policy.startswith("default-src 'none'")

    def test_every_link_leads_to_one_element(self, page: Any) -> None:
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {link.removeprefix("#") for link in page.xpath("//@href")} <= set(ids)
        assert {"theme-cost", "code-rent", "code-old_deposit"} <= set(ids)

    def test_headings_show_the_tree_without_gaps(self, page: Any) -> None:
        headings = [(one.tag, words(one.text_content())) for one in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
        assert headings == [
            ("h1", "Homes"),
            ("h2", "Themes and codes"),
            ("h2", "Cost"),
            ("h3", "Rent too high"),
            ("h4", "Deposits kept"),
            ("h5", "Old deposits"),
            ("h2", "trust"),
            ("h3", "not heard"),
            ("h2", "Word lists"),
        ]

    def test_it_is_built_for_screen_readers(self, page: Any) -> None:
        assert page.get("lang") == "en"
        assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
        for table in page.xpath("//table"):
            assert words(table.xpath("./caption")[0].text_content())
            assert all(head.get("scope") in {"col", "row"} for head in table.xpath(".//th"))

    def test_the_table_gives_the_counts_of_every_theme_and_code(self, page: Any) -> None:
        rows = [[words(cell.text_content()) for cell in row] for row in page.xpath("//tbody/tr")]
        assert [row[0] for row in rows] == [
            "Cost", "Rent too high", "Deposits kept", "Old deposits", "trust", "not heard"
        ]  # fmt: skip
        assert all(row[1:] == ["1,200", "3 of 41", "1 of 28"] for row in rows)


class TestDocument:
    def test_headings_are_real_headings_of_the_right_level(self) -> None:
        paragraphs = Document(BytesIO(CODEBOOK_WRITERS["docx"](show()))).paragraphs
        headings = [one for one in map(style_of, paragraphs) if one[0].startswith(("Heading", "Title"))]
        assert headings == [
            ("Title", "Homes"),
            ("Heading 1", "Cost"),
            ("Heading 2", "Rent too high"),
            ("Heading 3", "Deposits kept"),
            ("Heading 4", "Old deposits"),
            ("Heading 1", "trust"),
            ("Heading 2", "not heard"),
        ]

    def test_entries_of_lists_are_real_list_entries(self) -> None:
        paragraphs = Document(BytesIO(CODEBOOK_WRITERS["docx"](show()))).paragraphs
        entries = [text for style, text in map(style_of, paragraphs) if style == "List Bullet"]
        assert entries == ["sudden rises", "other prices", "They put the rent up.", "I paid the rent."]

    def test_the_document_says_its_title_and_no_author(self) -> None:
        properties = Document(BytesIO(CODEBOOK_WRITERS["docx"](show()))).core_properties
        assert (properties.title, properties.author) == ("Homes", "")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_shown_in_any_format(label: str, text: str) -> None:
    book = {"themes": [{"id": "t", "codes": [{"id": "c", "definition": text, "include": [text], "memo": label}]}]}
    try:
        codebook = read_codebook(yaml.safe_dump(book, allow_unicode=False).encode())
    except (UnicodeEncodeError, yaml.YAMLError):
        return
    for form, write in CODEBOOK_WRITERS.items():
        shown = words(READERS[form](write(show_codebook(codebook))))
        assert "c" in shown
