"""Lines of codings, old and new, put in order: the same as if all were written at once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.model.coding import Coding, Evidence, MatchedToken
from interview_coder.project.coding_lines import mapped, write_in_order
from interview_coder.project.coding_table import CodingTable
from interview_coder.project.records import codebook_mark, coding_line

OLD, NEW = "0" * 12, "1" * 12
CODES = ["rent", "debt", "trust"]
TEXT = 'Well, "codebook": "000000000000" — the rent went up; nobody came, in Zoë’s house. ' * 3


def make_coding(source: int, start: int, end: int, code: int, codebook: str) -> Coding:
    token = MatchedToken(start, start + 1, TEXT[start : start + 1])
    evidence = Evidence("r1", f'say "codebook": "{OLD}"', (token,))
    return Coding(
        *(f"{source:04}{start:04}{end:04}{code:04}", f"source {source}", 1, f"source {source}#1", start, end, "theme"),
        *(CODES[code], "P01", "tenant", "rules", codebook, "said", (evidence,)),
    )


def write_lines(path: Path, codings: list[tuple[int, int, int, int]], codebook: str) -> CodingTable:
    rows = []
    with path.open("wb") as stream:
        for source, start, end, code in codings:
            line, first, length = coding_line(make_coding(source, start, end, code, codebook), TEXT)
            rows.append((source, code, 0, 0, start, end, 1, 0, 1, 0, stream.tell(), len(line), first, length))
            stream.write(line)
    return CodingTable.from_rows(rows)


places = st.tuples(st.integers(0, 3), st.integers(0, 100), st.integers(101, 200), st.integers(0, 2))


@given(st.lists(places, unique=True, max_size=14), st.data(), st.permutations(range(3)))
def test_old_and_new_lines_give_what_writing_all_anew_in_order_gives(
    codings: list[tuple[int, int, int, int]], data: st.DataObject, ranks: list[int]
) -> None:
    is_old = [data.draw(st.booleans()) for _ in codings]
    wanted = sorted(codings, key=lambda one: (one[0], one[1], one[2], ranks[one[3]]))
    with TemporaryDirectory() as name:
        folder = Path(name)
        old = write_lines(folder / "old", [one for one, was in zip(codings, is_old, strict=True) if was], OLD)
        new = write_lines(folder / "new", [one for one, was in zip(codings, is_old, strict=True) if not was], NEW)
        change = codebook_mark(OLD).encode(), codebook_mark(NEW).encode()
        table = write_in_order(folder / "all", [(folder / "new", new, None), (folder / "old", old, change)], ranks)
        expected = write_lines(folder / "expected", wanted, NEW)
        content = (folder / "all").read_bytes()
        assert content == (folder / "expected").read_bytes()
    for column in ("sources", "codes", "starts", "ends", "line_starts", "line_lengths", "text_starts", "text_lengths"):
        assert getattr(table, column).tolist() == getattr(expected, column).tolist()


def test_no_lines_make_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"")
    table = write_in_order(tmp_path / "all", [(tmp_path / "new", CodingTable.from_rows([]), None)], [0])
    assert (tmp_path / "all").read_bytes() == b""
    assert len(table) == 0


def test_more_lines_than_are_handled_at_once_all_come(tmp_path: Path) -> None:
    codings = [(place % 4, place, place + 300, 0) for place in range(11_000)]
    table = write_lines(tmp_path / "new", codings, NEW)
    ordered = write_in_order(tmp_path / "all", [(tmp_path / "new", table, None)], [0])
    assert len((tmp_path / "all").read_bytes().split(b"\n")) == 11_001
    assert np.diff(ordered.sources).min() >= 0


def test_an_empty_file_can_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    with mapped(tmp_path / "empty") as content:
        assert content[0:9] == b""
