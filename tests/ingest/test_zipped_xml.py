from __future__ import annotations

import io
import warnings
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest import zipped_xml
from interview_coder.ingest.zipped_xml import DocumentKind, ZippedXml

KIND = DocumentKind("Paper document (.paper)", "a", "save it again as .paper")


def pack(*parts: tuple[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)  # a doubled name is what one of the tests is about
        for name, content in parts:
            archive.writestr(name, content)
    return packed.getvalue()


def open_it(raw: bytes) -> ZippedXml:
    return ZippedXml(raw, file="corpus/a.paper", kind=KIND)


def told(raw: bytes, part: str = "text.xml") -> str:
    with pytest.raises(InputError) as caught:
        open_it(raw).parse(part)
    (problem,) = caught.value.problems
    assert problem.place.file == "corpus/a.paper"
    assert problem.fix
    return problem.message


def told_of(xml: str | bytes) -> str:
    return told(pack(("text.xml", xml)))


def test_a_part_is_parsed_without_its_comments() -> None:
    root = open_it(pack(("text.xml", "<a>one<!-- not this -->two<?nor this?></a>"))).parse("text.xml")
    assert (root.tag, root.text, len(root)) == ("a", "onetwo", 0)


def test_the_names_of_all_parts_are_known() -> None:
    assert open_it(pack(("text.xml", "<a/>"), ("more/b.xml", "<b/>"))).names == {"text.xml", "more/b.xml"}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the file is empty"),
        (b"INTERVIEWER: this is text", "that would be a zip file, which this is not"),
        (b"{\\rtf1 rich}", "by its content it is rich text (.rtf)"),
        (b"%PDF-1.7 ...", "by its content it is a PDF (.pdf)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old file", "old Word or Excel file (.doc, .xls), or one protected"),
    ],
)
def test_what_is_no_zip_file_is_named(raw: bytes, message: str) -> None:
    assert told(raw).startswith("this is no Paper document (.paper): ")
    assert message in told(raw)


def test_a_file_that_needs_a_password_is_told_as_such() -> None:
    assert "password" in told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def test_a_part_that_needs_a_password_is_told_as_such() -> None:
    raw = bytearray(pack(("text.xml", "<a/>")))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(header) + flags] |= 1
    assert "password" in told(bytes(raw))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_told(share: float) -> None:
    raw = pack(("text.xml", "<a>" + "word " * 500 + "</a>"), ("other.xml", "<b/>"))
    assert told(raw[: int(len(raw) * share)]).startswith("this Paper document (.paper) is damaged or cut off")


def test_a_part_that_is_missing_is_named() -> None:
    assert told(pack(("other.xml", "<b/>"))).endswith('the zip file has no part "text.xml"')


def test_a_document_of_another_kind_is_named() -> None:
    assert told(pack(("xl/workbook.xml", "<b/>"))).endswith("by its content it is an Excel workbook (.xlsx)")


def test_a_part_that_is_there_twice_is_refused() -> None:
    assert "more than one part" in told(pack(("text.xml", "<a>one</a>"), ("text.xml", "<a>two</a>")))


def test_another_part_that_is_there_twice_does_no_harm() -> None:
    raw = pack(("text.xml", "<a/>"), ("picture.png", "1"), ("picture.png", "2"))
    assert open_it(raw).parse("text.xml").tag == "a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1"])
def test_a_doctype_is_refused_in_any_encoding(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else "utf-16" if encoding == "utf-16-be" else encoding
    xml = f'<?xml version="1.0" encoding="{name}"?><!DOCTYPE a [<!ENTITY x "text">]><a>&x;</a>'
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert "DOCTYPE" in told_of((mark + xml).encode(encoding))


def test_a_doctype_behind_a_comment_is_refused() -> None:
    assert "DOCTYPE" in told_of("<!-- <a> --><!DOCTYPE a><a/>")


def test_an_entity_that_nobody_declared_is_refused() -> None:
    assert "broken" in told_of("<a>&x;</a>")


def test_words_about_a_doctype_are_text() -> None:
    root = open_it(pack(("text.xml", "<a>so &lt;!DOCTYPE it says</a>"))).parse("text.xml")
    assert root.text == "so <!DOCTYPE it says"


@pytest.mark.parametrize("xml", ["", "no XML", "<a", "<a></b>", "<a>\x01</a>", "<a/><b/>", b"\xff\xfe\x00"])
def test_broken_xml_is_told_without_its_words(xml: str | bytes) -> None:
    assert told_of(xml).endswith('the XML of its part "text.xml" is broken')


def test_xml_that_is_nested_too_deep_is_told() -> None:
    assert "nested too deep" in told_of("<a>" * 10_000 + "</a>" * 10_000)


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped_xml, "MAX_UNPACKED_BYTES", 1_000_000)
    assert "more than 1 MB" in told_of(f"<a>{'x' * 1_000_000}</a>")


def test_what_is_unpacked_is_counted_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped_xml, "MAX_UNPACKED_BYTES", 1_000_000)
    archive = open_it(pack(*((f"{number}.xml", f"<a>{'x' * 400_000}</a>") for number in range(3))))
    archive.parse("0.xml")
    archive.parse("1.xml")
    with pytest.raises(InputError, match="more than 1 MB"):
        archive.parse("2.xml")


def test_a_size_that_the_file_declares_wrongly_lets_nothing_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped_xml, "MAX_UNPACKED_BYTES", 1_000_000)
    raw = bytearray(pack(("text.xml", f"<a>{'x' * 2_000_000}</a>")))
    place = raw.index(b"PK\x01\x02") + 24
    raw[place : place + 4] = (500).to_bytes(4, "little")
    assert "damaged" in told(bytes(raw))


@pytest.mark.parametrize(
    "xml", ["<r>" + "<a></a>" * 60 + "</r>", "<r " + " ".join(f'a{n}=""' for n in range(150)) + "/>"]
)
def test_too_many_tags_or_attributes_are_refused(xml: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped_xml, "MAX_MARKS", 100)
    assert "more than 100 tags" in told_of(xml)


def test_one_text_too_large_to_be_speech_is_refused() -> None:
    assert "too large" in told_of(f"<a>{'x' * 11_000_000}</a>")


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped_xml, "MAX_PARTS", 5)
    assert "more than 5 parts" in told(pack(*((f"{number}", "") for number in range(6))))


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
)
def test_any_bytes_are_told_and_never_crash(rest: bytes, head: bytes) -> None:
    assert told(head + rest)


@given(st.data())
def test_a_file_with_a_wrong_byte_is_read_or_told(data: st.DataObject) -> None:
    raw = bytearray(pack(("text.xml", "<a>" + "some words of text " * 20 + "</a>")))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(InputError):
        assert open_it(bytes(raw)).parse("text.xml").text == "some words of text " * 20
