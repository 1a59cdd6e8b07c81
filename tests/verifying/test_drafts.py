"""One report, with every kind of quotation in it, in every format that reports have."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm
from tests.verifying.made_reports import BLOCK_WRITERS, WRITERS, pack_word, write_pdf, write_word

from interview_coder import InputError, Study
from interview_coder.model.verification import Status, Verification
from interview_coder.verifying.draft import read_draft
from interview_coder.verifying.quotation_marks import find_quotations

KINGS_FUND = Path(__file__).parents[2].parent / "shared" / "validation" / "kings_fund_stp_report_2018.txt"

CODEBOOK = "title: Homes\nthemes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
ONE = """\
INTERVIEWER: How did they bring you into the transformation?

P01: Well, they wrote to us in the autumn, and nobody answered, so we organised a meeting of our own in the library.
They said, "Go home and wait," and we went home. [laughs] The communications of the company were terrible – really.

P02: The letters were friendly enough, I thought. We simply never had the people to answer all of them in time.
"""
TWO = """\
INTERVIEWER: What did the tenants want?

L01: They wanted the boilers replaced before winter, which was reasonable, and they wanted it in writing.

P01: Nobody from the company ever came to look at the boilers.
"""
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,housing officer\nL01,landlord\n"
QUICK = "language_model: blank\n"

Case = tuple[str, str, Status]
CASES: tuple[Case, ...] = (
    ("“they wrote to us in the autumn, and nobody answered”", " (tenant).", "verbatim"),
    ("‘They wrote to us in the autumn, and nobody answered’", ", said one tenant.", "verbatim"),
    ("“They said, ‘Go home and wait,’ and we went home.”", "", "verbatim"),
    ("“and we went home. The communications of the company were terrible—really.”", "", "verbatim with edits"),
    ("“Well, they wrote to us […] so we organised a meeting of our own”", "", "verbatim with edits"),
    ("“[T]hey wanted [all] the boilers replaced before winter.”", " (landlord)", "verbatim with edits"),
    ("“they wrote to us in the autumn and nobody answered”", " (tenant).", "near"),
    ("“they wrote to us in the summer, and nobody answered”", " (tenant).", "near"),
    ("“nobody answered, so we organised a meeting and the letters were friendly enough, I thought”", "", "joined"),
    ("“Every violin in the basement was tuned by submarine captains”", " (tenant).", "not found"),
    ("“The letters were friendly enough, I thought.”", " (landlord).", "wrong attribution"),
    ("“What did the tenants want?”", "", "no evidence"),
)
BLOCK = "We simply never had the people to answer all of them in time."
SENTENCES = [f"Then there was this: {quoted}{behind}" for quoted, behind, _ in CASES]
STATUSES = [status for _, _, status in CASES]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    root = tmp_path_factory.mktemp("verified") / "study"
    (root / "corpus").mkdir(parents=True)
    texts = {"codebook.yml": CODEBOOK, "study.yml": QUICK, "corpus/one.txt": ONE, "corpus/two.txt": TWO}
    for name, text in (texts | {"corpus/participants.csv": SHEET}).items():
        (root / name).write_text(text, encoding="utf-8")
    return Study.open(root)


def verify(study: Study, tmp_path: Path, name: str, raw: bytes) -> Verification:
    (tmp_path / name).write_bytes(raw)
    return study.verify(tmp_path / name)


@pytest.mark.parametrize("name", WRITERS)
def test_every_quotation_of_a_report_gets_its_status_in_every_format(name: str, study: Study, tmp_path: Path) -> None:
    has_block = name in BLOCK_WRITERS
    raw = BLOCK_WRITERS[name](SENTENCES, BLOCK, "housing officer") if has_block else WRITERS[name](SENTENCES)
    found = verify(study, tmp_path, name, raw)
    statuses = [one.status for one in found.findings]
    assert statuses == [*STATUSES, *(["verbatim"] if has_block else [])]
    if has_block:
        block = found.findings[-1]
        assert (block.quotation.text, block.quotation.kind) == (BLOCK, "block")
        assert (block.named, block.is_misattributed) == ("housing officer", False)
    unit = {"a.txt": "line", "a.md": "line", "a.pdf": "page"}.get(name, "paragraph")
    assert all(one.quotation.place.startswith(f"{unit} ") for one in found.findings)
    assert not found.is_exact


@pytest.mark.parametrize("width", [18, 24, 30, 36])
def test_words_may_be_parted_anywhere_in_a_pdf(width: int, study: Study, tmp_path: Path) -> None:
    found = verify(study, tmp_path, "a.pdf", write_pdf(SENTENCES, width=width))
    assert [one.status for one in found.findings] == STATUSES


@pytest.mark.parametrize("style", ["Quote", "Intense Quote"])
def test_paragraphs_of_words_quotation_styles_are_quotations(style: str) -> None:
    document = read_draft(write_word(SENTENCES, BLOCK, "tenant", style=style), file="a.docx")[0]
    assert [one.text for one in find_quotations(document)[0]][-1] == BLOCK


def find_blocks(document: docx.document.Document) -> list[str]:
    return [one.text for one in find_quotations(read_draft(pack_word(document), file="a.docx")[0])[0]]


def test_paragraphs_that_are_moved_inwards_on_the_left_are_the_authors() -> None:
    document = docx.Document()
    document.add_paragraph("This one begins with the margin.")
    document.add_paragraph("This one is moved inwards.").paragraph_format.left_indent = Cm(1.5)
    document.add_paragraph("This one has an indented first line.").paragraph_format.first_line_indent = Cm(1)
    document.add_paragraph("This one is in a list.", style="List Bullet").paragraph_format.left_indent = Cm(2)
    document.add_paragraph("This one goes on in a list.", style="List Continue")
    document.add_paragraph("This one has a wide right margin.").paragraph_format.right_indent = Cm(2)
    document.add_paragraph("This one tells more (see the table).").paragraph_format.left_indent = Cm(2)
    document.styles["Body Text 3"].paragraph_format.left_indent = Cm(2)
    document.add_paragraph("This one is indented by its style.", style="Body Text 3")
    assert find_blocks(document) == []


@pytest.mark.parametrize("signature", [" (tenant)", "\n— tenant", " — A tenant, London", None])
def test_paragraphs_that_are_moved_inwards_and_signed_are_quotations(signature: str | None) -> None:
    document = docx.Document()
    document.add_paragraph("They wrote:")
    document.add_paragraph(f"We came too late.{signature or ''}").paragraph_format.left_indent = Cm(1.5)
    if signature is None:
        document.add_paragraph("— tenant").paragraph_format.left_indent = Cm(3)
    document.add_paragraph("Nobody told them.")
    assert find_blocks(document) == ["We came too late."]


def test_paragraphs_that_are_moved_inwards_on_both_sides_are_quotations_and_those_of_lists_are_not() -> None:
    document = docx.Document()
    document.styles["Body Text 2"].paragraph_format.right_indent = Cm(2)
    document.add_paragraph("We came too late.").paragraph_format.left_indent = Cm(1.5)
    document.paragraphs[-1].paragraph_format.right_indent = Cm(1.5)
    document.add_paragraph("Nobody told us.", style="Body Text 2").paragraph_format.left_indent = Cm(1.5)
    document.add_paragraph("This one is in a list.", style="List Number").paragraph_format.left_indent = Cm(2)
    document.paragraphs[-1].paragraph_format.right_indent = Cm(2)
    assert find_blocks(document) == ["We came too late.", "Nobody told us."]


@pytest.mark.parametrize("name", ["Pull quote", "Report Quotation", "Block Text", "Zitat", "Citation longue", "Cita"])
def test_styles_that_are_named_like_quotations_are_quotations_and_so_are_those_based_on_them(name: str) -> None:
    document = docx.Document()
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Ours", WD_STYLE_TYPE.PARAGRAPH).base_style = style
    document.add_paragraph("We came too late.", style=name)
    document.add_paragraph("This one stands between them.")
    document.add_paragraph("Nobody told us.", style="Ours")
    assert find_blocks(document) == ["We came too late.", "Nobody told us."]


def test_words_of_interviewers_are_found_and_are_no_evidence(study: Study, tmp_path: Path) -> None:
    found = verify(study, tmp_path, "a.txt", b'They asked "What did the tenants want?" (tenant).').findings[0]
    assert (found.status, found.is_evidence) == ("wrong attribution", False)


def test_one_speaker_whose_sentences_are_put_together_without_a_mark_is_near(study: Study, tmp_path: Path) -> None:
    text = '"so we organised a meeting of our own the company were terrible – really"'
    (found,) = verify(study, tmp_path, "a.txt", text.encode()).findings
    assert found.status == "near"
    assert [one.draft for one in found.differences] == [""]
    assert "Go home and wait" in found.differences[0].source
    (found,) = verify(study, tmp_path, "a.txt", text.replace("own", "own …").encode()).findings
    assert (found.status, found.edits[0].source[:14]) == ("verbatim with edits", "in the library")


def test_an_omission_may_pass_over_what_others_say_and_another_source_may_not(study: Study, tmp_path: Path) -> None:
    text = '"We simply never had the people … Nobody from the company ever came"'
    assert verify(study, tmp_path, "a.txt", text.encode()).findings[0].status == "joined"


def test_footnotes_and_comments_are_told_as_not_looked_at() -> None:
    page = '<p>We came<!-- "not this one here" --> late.</p>'
    _, document = read_draft(page.encode(), file="a.html")
    assert [one.what for one in document.left_out] == ["comments in the page's code"]


@pytest.mark.parametrize("name", ["a.xlsx", "a", "nowhere.txt"])
def test_what_cannot_be_read_is_told(name: str, study: Study, tmp_path: Path) -> None:
    if name != "nowhere.txt":
        (tmp_path / name).write_text("We came late.", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(name)):
        study.verify(tmp_path / name)


@pytest.mark.skipif(not KINGS_FUND.exists(), reason="the published report is not at hand (../shared/validation)")
def test_the_quotations_of_a_published_report_are_found_and_its_single_words_are_none(sample_study: Study) -> None:
    found = sample_study.verify(KINGS_FUND)
    texts = [" ".join(one.quotation.text.split()) for one in found.findings]
    assert len(texts) >= 55
    assert all(len(re.findall(r"[\w’'-]+", text)) >= 3 for text in texts)
    single = re.findall(r"(?<!\w)[‘“]([\w-]+)[’”](?!\w)", KINGS_FUND.read_text(encoding="utf-8"))
    assert len(single) >= 15
    assert not {*texts} & {*single}
    assert found.n_passed_over >= len(single)
    assert max(map(len, texts)) < 400
