"""The key: encrypted, for its owner only, outside of studies, and never half-written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder import InputError
from interview_coder.keeping.key_file import KeyFile, check_outside, check_place, hold_key, warn_of_place
from interview_coder.keeping.sealing import DamagedSealError, Seal, WrongPassphraseError
from interview_coder.keeping.study_key import Decision, NamedEntity, StudyKey, format_key, make_key, read_key

PASSPHRASE = "four words that fit"  # noqa: S105
SEAL = Seal.make(PASSPHRASE)


def a_key() -> StudyKey:
    named = {"p:asha": NamedEntity("person", "Asha Verin", ("Asha",), "sure", "GP", "GP 2")}
    return StudyKey("s1", "00" * 32, named, decisions={"xanthe": Decision("mask", "Xanthe", 1)})


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_again(content: bytes) -> None:
    assert SEAL.open(SEAL.close(content)) == content


def test_the_same_content_is_sealed_differently_each_time() -> None:
    assert SEAL.close(b"same") != SEAL.close(b"same")


@given(st.data())
def test_no_byte_of_a_seal_can_change_unnoticed(data: st.DataObject) -> None:
    sealed = bytearray(SEAL.close(b"who is who"))
    place = data.draw(st.integers(len(SEAL.head), len(sealed) - 1))
    sealed[place] ^= 1
    with pytest.raises(DamagedSealError):
        SEAL.open(bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"{}", b"not json\nrest", b'{"form": "interview-coder key", "version": 9}\n'])
def test_what_was_never_sealed_is_told(sealed: bytes) -> None:
    with pytest.raises(DamagedSealError):
        Seal.of(sealed, PASSPHRASE)


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphraseError):
        Seal.of(SEAL.close(b"x"), "another passphrase")


def test_a_key_reads_back_as_it_was_written() -> None:
    assert read_key(format_key(a_key())) == a_key()


def test_two_keys_have_two_seeds() -> None:
    assert make_key("s1").seed != make_key("s1").seed


def test_a_key_is_saved_for_its_owner_only_and_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "s1.key"
    key_file, _ = KeyFile.create(path, PASSPHRASE, "s1")
    before = os.umask(0)
    try:
        key_file.save(a_key())
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    raw = path.read_bytes()
    assert not any(name in raw for name in (b"Asha", b"Xanthe", b"GP 2", PASSPHRASE.encode()))
    assert KeyFile.open(path, PASSPHRASE)[1] == a_key()
    assert [one.name for one in path.parent.iterdir()] == ["s1.key"]


def test_a_wrong_passphrase_is_told_as_such(tmp_path: Path) -> None:
    key_file, key = KeyFile.create(tmp_path / "k", PASSPHRASE, "s1")
    key_file.save(key)
    with pytest.raises(InputError, match="the passphrase does not open this key"):
        KeyFile.open(tmp_path / "k", "another passphrase")


def test_a_damaged_key_is_told_as_such(tmp_path: Path) -> None:
    key_file, key = KeyFile.create(tmp_path / "k", PASSPHRASE, "s1")
    key_file.save(key)
    raw = (tmp_path / "k").read_bytes()
    for damaged in (raw[:-1], raw[:20], b"", raw[:-5] + b"00000"):
        (tmp_path / "k").write_bytes(damaged)
        with pytest.raises(InputError, match="or it is damaged"):
            KeyFile.open(tmp_path / "k", PASSPHRASE)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="shorter than 8"):
        KeyFile.create(tmp_path / "k", "short", "s1")


def test_a_write_that_fails_leaves_the_earlier_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key_file, key = KeyFile.create(tmp_path / "k", PASSPHRASE, "s1")
    key_file.save(key)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match="No space left"):
        key_file.save(a_key())
    assert KeyFile.open(tmp_path / "k", PASSPHRASE)[1] == key
    assert [one.name for one in tmp_path.iterdir()] == ["k"]


def test_what_a_killed_program_left_is_swept(tmp_path: Path) -> None:
    key_file, key = KeyFile.create(tmp_path / "k", PASSPHRASE, "s1")
    key_file.save(key)
    (tmp_path / ".writing-0123-k").write_bytes(b"encrypted")
    KeyFile.open(tmp_path / "k", PASSPHRASE)
    assert [one.name for one in tmp_path.iterdir()] == ["k"]


def test_a_key_that_another_program_holds_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.keeping.key_file._SECONDS_TO_WAIT", 0)
    with hold_key(tmp_path / "k"), pytest.raises(InputError, match="another program"), hold_key(tmp_path / "k"):
        pass


@pytest.mark.parametrize("place", ["study/k", "study/corpus/k", "study/outputs/sub/k", "elsewhere/../study/k"])
def test_a_key_inside_the_study_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "study" / "corpus").mkdir(parents=True)
    with pytest.raises(InputError, match="the key would lie in a study"):
        check_place(tmp_path / place, study=tmp_path / "study")


def test_a_key_inside_another_study_or_behind_a_link_into_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "outputs").mkdir(parents=True)
    (other / "corpus").mkdir()
    (other / "codebook.yml").touch()
    (tmp_path / "link").symlink_to(other / "outputs")
    for place in (other / "outputs" / "k", tmp_path / "link" / "k"):
        with pytest.raises(InputError, match="the key would lie in a study"):
            check_place(place, study=tmp_path / "study")
    with pytest.raises(InputError, match="the originals would lie"):
        check_outside(other, study=tmp_path / "study")


def test_a_folder_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the key is a file"):
        check_place(tmp_path, study=tmp_path / "study")


def test_a_key_beside_the_study_is_well_placed(tmp_path: Path) -> None:
    check_place(tmp_path / "k", study=tmp_path / "study")
    assert warn_of_place(tmp_path / "k") == ""


def test_a_folder_that_is_synchronised_is_warned_of(tmp_path: Path) -> None:
    assert "synchronised" in warn_of_place(tmp_path / "OneDrive - University" / "k")
