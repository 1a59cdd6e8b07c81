"""What in a report is a quotation, whatever marks it has, and what is none."""

from __future__ import annotations

import pytest

from interview_coder.model.verification import Quotation
from interview_coder.verifying.draft import DraftParagraph, read_draft
from interview_coder.verifying.quotation_marks import find_quotations


def find(text: str, *, file: str = "draft.md") -> list[Quotation]:
    return find_quotations(read_draft(text.encode(), file=file)[0])[0]


def texts(text: str, *, file: str = "draft.md") -> list[str]:
    return [one.text for one in find(text, file=file)]


@pytest.mark.parametrize(
    "marks", ["“”", "‘’", '""', "''", "„“", "„”", "‚‘", "‚’", "«»", "»«", "‹›", "›‹", "””", "»»", "「」"]
)
@pytest.mark.parametrize(
    "words", ["we came too late", "It's the council's, not ours!", "“no” was all he said", "we, [too], came…"]
)
def test_every_kind_of_quotation_mark_is_known(marks: str, words: str) -> None:
    if marks in {"””", "„”", "„“", "“”"}:
        words = words.replace("“", "‘").replace("”", "’")
    if marks in {"„“", "‚‘", "‚’", "‘’", "''"} and "no" in words:
        words = words.replace("“", "").replace("”", "")
    opening, closing = tuple(marks)
    assert texts(f"They said {opening}{words}{closing} (tenant). Then they left.") == [words]
    assert texts(f"{opening}{words}{closing}") == [words]


def test_french_marks_have_room_within() -> None:
    assert [one.strip() for one in texts("Il dit « nous y étions tous » et part.")] == ["nous y étions tous"]


def test_one_or_two_words_are_passed_over_and_counted() -> None:
    paragraphs, _ = read_draft("A ‘plan’, a “toxic brand” and the 'red bag' of ‘all the rest’.".encode(), file="a.txt")
    found, n_passed_over = find_quotations(paragraphs)
    assert ([one.text for one in found], n_passed_over) == (["all the rest"], 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "They are ‘London outposts’ of the regulators. The trusts’ views differ: ‘it is about us’.",
            ["it is about us"],
        ),
        ("We heard ‘the providers’ view of it all’ and left.", ["the providers’ view of it all"]),
        ("It was the providers’ choice, not the tenants’ own.", []),
        ("A ‘critical mass’ of homes. Later the owners’ group met.", []),
        ("In the '90s it was the tenants' choice, 'cause the owners' group said so.", []),
        ("He said 'it wasn't the tenants' fault at all' and left.", ["it wasn't the tenants' fault at all"]),
        ("It's the dogs' dinner; ‘we can’t go on’, she said.", ["we can’t go on"]),
    ],
)
def test_apostrophes_are_told_from_marks_that_close(text: str, found: list[str]) -> None:
    assert texts(text) == found


def test_a_quotation_within_a_quotation_is_part_of_it() -> None:
    assert texts("“They said, ‘You can go now,’ and we went.”") == ["They said, ‘You can go now,’ and we went."]
    assert texts("‘They said, “You can go now,” and we went.’") == ["They said, “You can go now,” and we went."]
    assert texts("“They said “you can go now” and we went.”") == ["They said “you can go now” and we went."]


def test_a_quotation_of_several_paragraphs_repeats_its_opening_mark() -> None:
    (found,) = find("She said: “We came too late.\n\n“Nobody had told us.\n\n“So we left.” (tenant)\n\nThen nothing.")
    assert found.text == "We came too late.\nNobody had told us.\nSo we left."
    assert (found.place, found.behind) == ("line 1", " (tenant)")
    assert texts("‘It was the owners’ idea.\n\n‘We left.’ So it ended.") == ["It was the owners’ idea.\nWe left."]


def test_a_mark_that_is_never_closed_reaches_to_the_end_of_its_paragraph() -> None:
    assert texts("She said: “We came too late.\n\nThen nothing.") == ["We came too late."]


def test_lines_are_joined_and_places_are_those_of_the_first_word() -> None:
    (found,) = find("One line.\nShe said ‘we came\ntoo late’ and\nleft.")
    assert (found.text, found.place) == ("we came\ntoo late", "line 2")


def test_items_of_a_list_are_paragraphs_of_their_own() -> None:
    one, two = find("- “we came too late”\n- “nobody told us” (tenant)\n")
    assert (one.behind, two.behind) == ("", " (tenant)")


def test_block_quotes_of_markdown_lose_their_marks_and_signature() -> None:
    block = "> We came *too* late, all of us.\n> Nobody \\[else\\] came.\n>\n> — tenant"
    one, two = find(f"They say:\n\n{block}\n\nAnd:\n\n> So we left (tenant)\n")
    assert (one.text, one.kind) == ("We came too late, all of us.\nNobody [else] came.", "block")
    assert "tenant" in one.behind
    assert (two.text, two.behind) == ("So we left", " (tenant)")


def test_block_quotes_of_web_pages_and_their_short_quotations_are_known() -> None:
    page = "<p>Not this one.</p><blockquote><p>We came too late.</p></blockquote><p>And <q>nobody told us</q>.</p>"
    assert texts(f"<html><body>{page}</body></html>", file="a.html") == ["We came too late.", "nobody told us"]


def test_a_block_with_marks_of_its_own_holds_what_stands_between_them() -> None:
    paragraph = DraftParagraph("“We came too late,” she said. “Nobody told us.”", (0,), ("paragraph 1",), "quotation")
    found, _ = find_quotations([paragraph])
    assert [(one.text, one.kind) for one in found] == [("We came too late,", "block"), ("Nobody told us.", "block")]


def test_each_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    filler = (
        "It was a long winter, and nobody in the building had heat or light for weeks on end, as all of them told us. "
        * 2
    )
    text = f"{filler}“We came in May\n{filler}and left” {filler}\n"
    assert texts(text, file="a.txt") == ["We came in May"]
