from __future__ import annotations

import codecs

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest.participants_csv import FILE, NewRow, Roster, RosterRow, add_rows, read_participants


def read(text: str) -> Roster:
    return read_participants(text.encode())


def problems_of(text: str | bytes) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InputError) as caught:
        read_participants(text if isinstance(text, bytes) else text.encode())
    assert {problem.place.file for problem in caught.value.problems} == {FILE}
    return [(problem.place.line, problem.message, problem.fix) for problem in caught.value.problems]


def test_each_row_is_one_person() -> None:
    roster = read(
        "participant,stakeholder_type,role,sector,age\nP01,provider,participant,acute,50\nIV,,interviewer,,\n"
    )
    assert roster.exists
    assert list(roster.rows.values()) == [
        RosterRow("P01", "", "participant", "provider", {"sector": "acute", "age": "50"}, 2),
        RosterRow("IV", "", "interviewer", "unknown", {"sector": "", "age": ""}, 3),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_separators_line_ends_and_byte_order_mark_do_not_matter(separator: str, ends: str, mark: bytes) -> None:
    text = "participant,stakeholder_type,role\nP01,provider,participant\n".replace(",", separator).replace("\n", ends)
    (row,) = read_participants(mark + text.encode()).rows.values()
    assert (row.label, row.stakeholder_type, row.role) == ("P01", "provider", "participant")


def test_a_table_in_utf16_is_read() -> None:
    (row,) = read_participants("participant\tstakeholder_type\nZoë\tprovider\n".encode("utf-16")).rows.values()
    assert row.label == "Zoë"


def test_cells_in_quotation_marks_may_hold_separators_and_line_ends() -> None:
    roster = read('participant,stakeholder_type,note\n"Bell, Anna",provider,"one\ntwo"\nP02,x,"say ""no"""\n')
    assert [(row.label, row.attributes["note"], row.line) for row in roster.rows.values()] == [
        ("Bell, Anna", "one\ntwo", 3),
        ("P02", 'say "no"', 4),
    ]


def test_white_space_around_cells_and_empty_lines_do_not_matter() -> None:
    roster = read(" participant , stakeholder_type \n\n P01 , provider \n , \n\nP02,x\n\n")
    assert [(row.label, row.stakeholder_type, row.line) for row in roster.rows.values()] == [
        ("P01", "provider", 3),
        ("P02", "x", 6),
    ]


def test_missing_cells_at_the_end_of_a_row_are_empty() -> None:
    (row,) = read("participant,stakeholder_type,role,sector\nP01\n").rows.values()
    assert (row.stakeholder_type, row.role, row.attributes) == ("unknown", None, {})


def test_the_order_of_columns_does_not_matter() -> None:
    (row,) = read("sector,stakeholder_type,participant\nacute,provider,P01\n").rows.values()
    assert (row.label, row.stakeholder_type, row.attributes) == ("P01", "provider", {"sector": "acute"})


@pytest.mark.parametrize("role", ["interviewer", "Interviewer", "INTERVIEWER"])
def test_capitals_do_not_matter_in_roles(role: str) -> None:
    (row,) = read(f"participant,stakeholder_type,role\nIV,,{role}\n").rows.values()
    assert row.role == "interviewer"


def test_a_table_without_rows_is_a_roster_of_nobody() -> None:
    assert read("participant,stakeholder_type\n") == Roster({}, exists=True)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("participant,type", ["stakeholder_type"]),
        ("name,stakeholder_type", ["participant"]),
        ("name,type", ["participant", "stakeholder_type"]),
        ("", ["participant", "stakeholder_type"]),
    ],
)
def test_a_missing_column_is_told(header: str, columns: list[str]) -> None:
    problems = problems_of(f"{header}\n")
    assert [message for _, message, _ in problems] == [f'there is no column "{column}"' for column in columns]
    assert all(line == 1 and fix for line, _, fix in problems)


def test_a_near_column_is_offered() -> None:
    problems = problems_of("Participant,Stakeholder type\n")
    assert 'is it "Participant"?' in problems[0][2]
    assert 'is it "Stakeholder type"?' in problems[1][2]


def test_a_missing_column_is_told_once_and_not_for_every_row_again() -> None:
    assert len(problems_of("name,stakeholder_type\nP01,x\nP02,y\nP03,z\n")) == 1


def test_a_column_that_stands_twice_is_told() -> None:
    [(line, message, _)] = problems_of("participant,stakeholder_type,participant\nP01,x,P02\n")
    assert (line, message) == (1, 'the column "participant" stands twice')


def test_a_label_that_stands_twice_is_told_with_its_first_line() -> None:
    ((line, message, fix),) = problems_of("participant,stakeholder_type\nP01,x\nP02,x\nP01,y\n")
    assert (line, message) == (4, '"P01" stands here a second time')
    assert "line 2" in fix


def test_a_label_may_stand_once_for_each_source_and_once_for_all() -> None:
    roster = read("participant,stakeholder_type,source\nP01,x,a\nP01,y,b\nP01,z,\n")
    assert [row.participant_id for row in roster.rows.values()] == ["a/P01", "b/P01", "P01"]


def test_a_label_that_stands_twice_for_one_source_is_told() -> None:
    ((line, _, _),) = problems_of("participant,stakeholder_type,source\nP01,x,a\nP01,y,a\n")
    assert line == 3


def test_an_unknown_role_is_told_with_a_near_one() -> None:
    assert problems_of("participant,stakeholder_type,role\nP01,x,interviwer\nP02,x,boss\n") == [
        (2, 'unknown role "interviwer"', 'did you mean "interviewer"?'),
        (3, 'unknown role "boss"', "roles are participant, interviewer, moderator"),
    ]


def test_a_row_without_a_label_is_told() -> None:
    ((line, message, _),) = problems_of("participant,stakeholder_type\nP01,x\n,provider\n")
    assert (line, message) == (3, "the row names no participant")


def test_a_row_with_more_cells_than_the_header_is_told() -> None:
    ((line, message, _),) = problems_of("participant,stakeholder_type\nBell, Anna,provider\n")
    assert (line, message) == (2, "the row has 3 cells, the header 2")


def test_everything_wrong_is_told_at_once() -> None:
    problems = problems_of("participant,stakeholder_type,role\nP01,x,bos\n,x,\nP01,y,\nP02,a,,,\n")
    assert [line for line, _, _ in problems] == [2, 3, 4, 5]


def test_bytes_that_are_no_utf8_are_told_with_their_line() -> None:
    ((line, message, _),) = problems_of("participant,stakeholder_type\nP01,x\nZoë,x\n".encode("latin-1"))
    assert (line, message) == (3, "the text is not UTF-8: its encoding is not known")


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    rows = "".join(f"P{number},provider\n" for number in range(20_000))
    [(_, message, fix)] = problems_of(f'participant,stakeholder_type\n"{rows}')
    assert message.startswith("this is no CSV")
    assert "quotation mark" in fix


def test_the_labels_of_a_source_are_its_own_and_those_for_all() -> None:
    roster = read("participant,stakeholder_type,source\nP01,x,a\nP02,y,b\nP03,z,\n")
    assert roster.labels_for("a") == {"P01", "P03"}
    assert roster.labels_for("c") == {"P03"}


def test_a_row_for_just_this_source_comes_before_one_for_all() -> None:
    roster = read("participant,stakeholder_type,source\nP01,all,\nP01,own,a\n")
    found = [roster.find("P01", source_id) for source_id in ("a", "b")]
    assert [row.stakeholder_type for row in found if row] == ["own", "all"]
    assert roster.find("P02", "a") is None


def test_a_new_file_has_a_row_for_everybody_and_empty_stakeholder_types() -> None:
    rows = [NewRow("P01", "", "participant"), NewRow("Speaker 1", "one", "interviewer")]
    assert add_rows(None, rows).decode() == (
        "participant,stakeholder_type,source,role\nP01,,,participant\nSpeaker 1,,one,interviewer\n"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("last", ["", "\n"])
def test_what_stands_in_the_file_stays_to_the_byte(end: str, mark: bytes, last: str) -> None:
    text = f'participant;age ;stakeholder_type\n"Bell; Anna"; 50;provider\n;;\nP02;;{last}'.replace("\n", end)
    raw = mark + text.encode()
    added = add_rows(raw, [NewRow("Zoë; x", "", "participant")])
    assert added.startswith(raw)
    assert added[len(raw) :].decode().strip() == '"Zoë; x";;'
    assert len(read_participants(added.replace(b";;" + end.encode(), b"P9;;" + end.encode(), 1)).rows) == 4


def test_columns_that_are_needed_are_added_at_the_end_of_the_header() -> None:
    raw = b"participant,stakeholder_type\nP01,provider\n"
    added = add_rows(raw, [NewRow("Speaker 1", "one", "interviewer")])
    assert added.decode() == "participant,stakeholder_type,source,role\nP01,provider\nSpeaker 1,,one,interviewer\n"
    assert set(read_participants(added).rows) == {("P01", ""), ("Speaker 1", "one")}
