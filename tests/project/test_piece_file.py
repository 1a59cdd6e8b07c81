"""Files of pieces: what is written is all pieces in their order, whatever an earlier file had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.project.held_file import HeldFile, hold_file
from interview_coder.project.piece_file import PieceFile, Pieces
from interview_coder.project.stamps import stamp_of

Contents = Mapping[str, bytes]


def write(folder: Path, pieces: Contents, old: HeldFile | None = None, known: Pieces | None = None) -> tuple[Path, int]:
    """Write pieces; return where the file stands, and how many are new."""
    file = PieceFile(folder / "new", old, known)
    new = {key: piece for key, piece in pieces.items() if key not in file}
    for key, piece in new.items():
        file.add(key, piece)
    path, lengths = file.finish(list(pieces))
    assert lengths == {key: len(content) for key, content in pieces.items()}
    return path, len(new)


def write_old(folder: Path, pieces: Contents) -> tuple[HeldFile, Pieces]:
    (folder / "outputs").mkdir()
    path = folder / "outputs" / "old"
    path.write_bytes(b"".join(pieces.values()))
    held = hold_file(path, folder)
    assert held is not None
    return held, Pieces(held.stamp, {key: len(content) for key, content in pieces.items()})


def make_pieces(versions: Mapping[str, int], order: Sequence[str]) -> Contents:
    """Return pieces whose keys tell their version, as those of sources do."""
    return {f"{name}{versions[name]}": f"{name * 3} {versions[name]}\n".encode() * versions[name] for name in order}


studies = st.permutations("abcdef").flatmap(
    lambda order: st.tuples(
        st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3), min_size=0), st.just("".join(order))
    )
)


@given(studies, studies)
def test_a_file_is_the_row_of_its_pieces_whatever_stood_there_before(
    before: tuple[dict[str, int], str], after: tuple[dict[str, int], str]
) -> None:
    old, new = (make_pieces(versions, [n for n in order if n in versions]) for versions, order in (before, after))
    with TemporaryDirectory() as folder:
        held, known = write_old(Path(folder), old)
        path, n_new = write(Path(folder), new, held, known)
        assert path.read_bytes() == b"".join(new.values())
        assert n_new == len(new.keys() - old.keys())
        assert (path == held.path) == (list(old) == list(new))


PIECES = {"a1": b"one\n", "b1": b"two\n", "c1": b"three\n"}


def test_a_file_without_an_earlier_one_is_written(tmp_path: Path) -> None:
    path, n_new = write(tmp_path, PIECES)
    assert (path.read_bytes(), n_new) == (b"one\ntwo\nthree\n", 3)


def test_a_file_without_pieces_is_empty(tmp_path: Path) -> None:
    path, _ = write(tmp_path, {})
    assert path.read_bytes() == b""


def test_an_earlier_file_that_is_not_as_it_was_written_is_left_aside(tmp_path: Path) -> None:
    held, known = write_old(tmp_path, PIECES)
    size, changed, number = known.stamp
    path, n_new = write(tmp_path, PIECES, held, Pieces((size, changed + 1, number), known.lengths))
    assert (path.read_bytes(), n_new) == (b"one\ntwo\nthree\n", 3)
    assert path != held.path


def test_an_earlier_file_of_which_nothing_is_known_is_left_aside(tmp_path: Path) -> None:
    held, _ = write_old(tmp_path, PIECES)
    assert write(tmp_path, PIECES, held, None)[1] == 3
    assert write(tmp_path, PIECES, None, Pieces(held.stamp, {"a1": 4}))[1] == 3


def test_an_earlier_file_that_is_cut_off_while_it_is_read_is_an_error(tmp_path: Path) -> None:
    held, known = write_old(tmp_path, PIECES)
    held.path.write_bytes(b"one")
    with pytest.raises(OSError, match="was changed while it was read"):
        write(tmp_path, {"x": b"new", **PIECES}, held, known)


def test_a_held_file_stays_as_it_was_when_another_takes_its_place(tmp_path: Path) -> None:
    held, _ = write_old(tmp_path, PIECES)
    place = tmp_path / "outputs" / "old"
    (tmp_path / "other").write_text("other")
    (tmp_path / "other").replace(place)
    assert held.path.read_bytes() == b"one\ntwo\nthree\n"
    assert held.is_unchanged()
    assert held.stamp != stamp_of(place)


def test_a_held_file_that_is_written_into_tells_so(tmp_path: Path) -> None:
    held, _ = write_old(tmp_path, PIECES)
    with (tmp_path / "outputs" / "old").open("ab") as stream:
        stream.write(b"four\n")
    assert not held.is_unchanged()
    held.path.unlink()
    assert not held.is_unchanged()


def test_where_the_disk_knows_no_second_names_a_held_file_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "not permitted")

    monkeypatch.setattr("os.link", refuse)
    held, known = write_old(tmp_path, PIECES)
    assert held.is_unchanged()
    assert held.stamp == stamp_of(tmp_path / "outputs" / "old")
    path, n_new = write(tmp_path, {"x1": b"new\n", **PIECES}, held, known)
    assert (path.read_bytes(), n_new) == (b"new\none\ntwo\nthree\n", 1)


def test_no_file_is_held_where_there_is_none(tmp_path: Path) -> None:
    assert hold_file(tmp_path / "nothing", tmp_path) is None
