from __future__ import annotations

import re
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest import read_whole, web_page
from interview_coder.ingest.document import Document
from interview_coder.ingest.transcript import ReadOptions


def read(page: str | bytes, encoding: str = "") -> Document:
    raw = page if isinstance(page, bytes) else page.encode()
    return web_page.read_document(raw, file="a.html", encoding=encoding)


def texts(page: str | bytes) -> list[str]:
    return [line.text for line in read(page).lines]


def left_out(page: str) -> dict[str, int]:
    return {one.what: one.count for one in read(page).left_out}


def problem_of(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(raw)
    (problem,) = caught.value.problems
    assert problem.fix
    assert problem.place.file == "a.html"
    return problem.message


def test_the_turns_of_a_page_are_found() -> None:
    page = b"<p><b>Ana:</b> Well?</p><p><b>Ben:</b> We met.</p><p><b>Ana:</b> And?</p><p><b>Ben:</b> No.</p>"
    transcript = read_whole(page, ending=".html", file="a.html", options=ReadOptions())
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        ("Ana", "Well?"),
        ("Ben", "We met."),
        ("Ana", "And?"),
        ("Ben", "No."),
    ]


def test_each_block_is_a_line() -> None:
    assert texts("<h1>Talk</h1><div>one<p>two</p>three</div><ul><li>four<li>five</ul>") == (
        ["Talk", "one", "two", "three", "four", "five"]
    )


def test_a_line_break_begins_a_line_of_the_same_paragraph() -> None:
    assert [(line.text, line.number) for line in read("<p>one<br>two</p><p>three<br><br>four</p>").lines] == [
        ("one", 1),
        ("two", 1),
        ("three", 2),
        ("", 2),
        ("four", 2),
    ]


def test_white_space_counts_once_but_the_no_break_space_stays() -> None:
    assert texts("<p> we \n\t <i> met </i> at&nbsp;&nbsp;ten </p>") == ["we met at\u00a0\u00a0ten"]


def test_white_space_of_preformatted_text_stays() -> None:
    assert texts("<pre>a  b\n c</pre><p style='white-space: pre-wrap'>d  e</p>") == ["a  b", " c", "d  e"]


def test_entities_are_letters() -> None:
    assert texts("<p>a&amp;b &lt;c&gt; &eacute; &#x1F642; &rsquo;</p>") == ["a&b <c> é 🙂 ’"]


def test_a_table_row_is_a_line_with_its_cells() -> None:
    (row,) = read("<table><tr><td>Ana</td><td>one|two</td><td>0:34</td></tr></table>").lines
    assert (row.text, row.cells) == ("Ana\tone|two\t0:34", (3, 11))


def test_further_paragraphs_of_the_last_cell_are_lines() -> None:
    assert texts("<table><tr><td><p>Ana</p><td><p>one</p><p>two</p></table>") == ["Ana\tone", "two"]


def test_columns_of_a_layout_are_no_cells() -> None:
    side = "".join(f"<p>{n}</p>" for n in range(5))
    page = f"<table><tr><td>{side}</td><td><table><tr><td>Ana<td>one</table></td></tr></table>"
    assert texts(page) == ["0", "1", "2", "3", "4", "Ana\tone"]


def test_a_term_and_what_it_means_are_cells() -> None:
    lines = read("<dl><dt>Ana<dd>one<dd>two<dt>Ben</dt><dd>three</dd><dt>Cem</dl>").lines
    assert [(line.text, line.cells) for line in lines] == [
        ("Ana\tone", (3,)),
        ("two", ()),
        ("Ben\tthree", (3,)),
        ("Cem", ()),
    ]


@pytest.mark.parametrize(
    ("markup", "emphasis"),
    [
        ("<b>Ana:</b> one", 4),
        ("<strong>Ana</strong> <em>Bo</em>: one", 6),
        ("<span style='FONT-WEIGHT: bold'>Ana</span> one", 3),
        ("<span class='who x'>Ana</span> one", 3),
        ("one <b>Ana</b>", 0),
        ("<b>Ana <span style='font-weight:normal'>said</span></b> one", 4),
        ("<b>all</b>", 3),
    ],
)
def test_bold_and_italics_at_the_beginning_of_a_line_are_told(markup: str, emphasis: int) -> None:
    style = "<style>.who, .me { font-weight: 700 } @media print { .x { font-weight: 100 } }</style>"
    (line,) = read(f"{style}<p>{markup}</p>").lines
    assert line.emphasis == emphasis


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ("<div hidden>gone</div>", "hidden elements"),
        ("<p style='display: none'>gone <b>too</b></p>", "hidden elements"),
        ("<p class=off>gone</p>", "hidden elements"),
        ("<nav><a>gone</a></nav>", "navigation menus"),
        ("<!-- gone -->", "comments in the page's code"),
        ("<button>gone</button>", "buttons and form fields"),
        ("<del>gone</del>", "tracked deletions"),
        ("<div style='mso-element:comment-list'>gone</div>", "comments"),
        ("<img src=x alt=gone>", "pictures"),
    ],
)
def test_what_a_reader_does_not_see_is_counted(markup: str, what: str) -> None:
    page = f"<style>.off{{display:none}}</style><p>Ana: one</p>{markup}<p>Ben: two</p>"
    assert texts(page) == ["Ana: one", "Ben: two"]
    assert left_out(page) == {what: 1}


def test_insertions_are_read_and_said() -> None:
    page = read("<p>we <ins>never </ins>met<del> twice</del></p>")
    assert page.text == "we never met"
    (remark,) = page.remarks
    assert "1 insertion taken as accepted, 1 deletion left out" in remark


def test_scripts_styles_and_empty_hidden_elements_are_not_counted() -> None:
    page = "<head><script>var a</script></head><template>b</template><div hidden> </div><![if !x]><p>one</p><![endif]>"
    assert texts(page) == ["one"]
    assert left_out(page) == {}


def test_the_head_of_a_page_gives_its_attributes() -> None:
    page = (
        "<head><title>Talk &amp; tea</title><meta name=Author content='A. B.'><meta name=viewport content=x></head>one"
    )
    assert read(page).attributes == {"title": "Talk & tea", "author": "A. B."}


def test_a_page_is_read_in_the_encoding_that_it_states() -> None:
    assert texts('<meta charset="iso-8859-1"><p>caf\u00e9 \u2019</p>'.encode("cp1252")) == ["caf\u00e9 \u2019"]
    stated = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>да</p>'
    assert texts(stated.encode("cp1251")) == ["да"]


def test_utf_8_counts_more_than_what_a_page_states() -> None:
    assert texts('<meta charset="iso-8859-1"><p>é</p>') == ["é"]
    assert texts(b"\xff\xfe" + '<meta charset="utf-8"><p>é</p>'.encode("utf-16-le")) == ["é"]


def test_an_encoding_that_nobody_states_is_taken_from_the_study_or_told() -> None:
    raw = "<p>é</p>".encode("cp1252")
    assert [line.text for line in read(raw, encoding="cp1252").lines] == ["é"]
    assert "encoding" in problem_of(raw)
    assert "encoding" in problem_of(b"<meta charset=nonsense>" + raw)


@pytest.mark.parametrize("raw", [b"Ana: we met", b"PK\x03\x04 <p>", b"%PDF-1.7", b"<p>a\x00b</p>"])
def test_what_is_no_web_page_is_told(raw: bytes) -> None:
    assert problem_of(raw)


def test_entities_of_a_document_type_are_not_filled_in() -> None:
    page = '<!DOCTYPE html [<!ENTITY in "P09"><!ENTITY out SYSTEM "file:///etc/hostname">]><p>one &in; &out;</p>'
    assert "P09" not in read(page).text
    assert "&out;" in read(page).text


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "dl><dd", "ul><li"])
def test_elements_may_be_nested_deeply(tag: str) -> None:
    assert texts(f"<{tag}>" * 20_000 + "Ana: one") == ["Ana: one"]


words = st.lists(
    st.sampled_from(["we", "a&b", "<b>", "&amp;", "1 < 2", "\u00a0", "e\u0301", "🙂", "שלום", "|", "Ana:"]), min_size=1
).map(" ".join)


@given(st.lists(words.map(lambda text: f"x {text} x"), min_size=1))
def test_what_is_said_is_read_as_it_was(said: list[str]) -> None:
    assert texts("".join(f"<p>{escape(text)}</p>\n" for text in said)) == said


@given(st.lists(st.lists(words.map(lambda text: f"x {text} x"), min_size=2, max_size=4), min_size=1))
def test_cells_lie_between_their_tabs(rows: list[list[str]]) -> None:
    page = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    for line, row in zip(read(f"<table>{page}</table>").lines, rows, strict=True):
        bounds = [-1, *line.cells, len(line.text)]
        assert [line.text[start + 1 : end] for start, end in pairwise(bounds)] == row


TAGS = re.findall("<.*?>|\n", "<p></p><tr><td></table><table><dl><dt></dd><br><b></b><pre></pre></div><div hidden>\n")


@given(st.lists(st.sampled_from([*TAGS, "<!--", "-->"])))
def test_no_word_is_lost_or_read_twice_whatever_the_tags(tags: list[str]) -> None:
    page = "".join(f"{tag}w{n}z " for n, tag in enumerate(tags))
    shown = read(f"<p>begin</p>{page}").text
    expected = [f"w{n}z" for n in range(len(tags))]
    found = [word for word in expected if word in shown]
    assert all(shown.count(word) == 1 for word in found)
    if not {"<!--", "-->", "<div hidden>"} & set(tags):
        assert found == expected


def test_a_style_sheet_that_is_cut_within_a_long_picture_is_read_at_once() -> None:
    sheet = "@media print { .b { display: none } } .a { display: none } .c { background: url(" + "QUJD" * 60_000
    for css in (sheet, "a" * 200_000, "@" * 200_000):
        assert read(f"<style>{css}</style><p class='b'>One.</p>").text == "One."
    assert read(f"<style>{sheet}</style><p class='a'>One.</p><p>Two.</p>").text == "Two."
