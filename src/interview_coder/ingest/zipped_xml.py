"""Documents that are XML in a zip file, such as .docx and .odt: unpacked and parsed without trusting what they say."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from interview_coder.errors import InputError, Place, Problem

MAX_UNPACKED_BYTES = 50_000_000
"""Of all parts of a document that are read. Ten hours of talk are some 5 MB."""
MAX_MARKS = 1_500_000
"""Of tags and attributes in one part; each of them takes some 130 bytes of memory."""
MAX_PARTS = 20_000
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What Python's zipfile raises on damaged files; `RuntimeError` covers kinds of compression that it does not know."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FORMATS = (
    (b"{\\rtf", "rich text (.rtf)"),
    (b"%PDF-", "a PDF (.pdf)"),
    (b"<?xml", "XML that is not zipped"),
    (b"<!DOCTYPE", "a web page (.html)"),
    (b"<html", "a web page (.html)"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
)
_OTHER_ZIPS = (
    ("word/document.xml", "a Word document (.docx)"),
    ("xl/workbook.xml", "an Excel workbook (.xlsx)"),
    ("ppt/presentation.xml", "a PowerPoint file (.pptx)"),
    ("project.qde", "a REFI-QDA project (.qdpx)"),
    ("content.xml", "an OpenDocument file (.odt, .ods, .odp)"),
    ("index.xml", "a Pages or Numbers file"),
    ("Index/Document.iwa", "a Pages file (.pages)"),
)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What a document should be by its ending, as messages name it.

    Parameters
    ----------
    name : str
        ``Word document (.docx)``, without an article.
    article : {"a", "an"}
        That goes before the name.
    resave : str
        How to make a good file of a bad one.
    """

    name: str
    article: str
    resave: str


class ZippedXml:
    """A zip file whose parts are read one by one, by their names; nothing is ever unpacked to the disk.

    Parameters
    ----------
    raw : bytes
        The whole file.
    file : str
        Name for messages.
    kind : DocumentKind
        What the file should be.

    Raises
    ------
    InputError
        When it is no zip file, or one that is protected or damaged.
    """

    def __init__(self, raw: bytes, *, file: str, kind: DocumentKind) -> None:
        self._file = file
        self._kind = kind
        self._bytes_left = MAX_UNPACKED_BYTES
        self._check_is_zip(raw)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except _UNREADABLE as error:
            raise self._damaged("it is a zip file that cannot be opened") from error
        self._counts = Counter(self._archive.namelist())

    @property
    def names(self) -> frozenset[str]:
        """Names of all parts."""
        return frozenset(self._counts)

    def read(self, name: str) -> bytes:
        """Return a part's bytes.

        Raises
        ------
        InputError
            When it is missing, doubled, protected, damaged or too large.
        """
        self._check_part(name)
        try:
            with self._archive.open(name) as part:
                # declared sizes are not trusted: what is unpacked is counted
                content = part.read(self._bytes_left + 1)
        except _UNREADABLE as error:
            raise self._damaged(f'its part "{name}" cannot be unzipped') from error
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            size = f"{MAX_UNPACKED_BYTES / 1_000_000:g} MB"
            raise self.problem(f"it unpacks to more than {size}: too large for one transcript", "split the document")
        return content

    def parse(self, name: str, *, idle: re.Pattern[bytes] | None = None) -> Any:
        """Return the root element of a part, without comments and processing instructions.

        Parameters
        ----------
        name : str
            Of the part.
        idle : pattern, optional
            Of tags of empty elements that nobody asks for. They are taken out before the part is parsed, which takes
            the longer the more elements there are.

        Raises
        ------
        InputError
            When the part cannot be read or is no XML, when it has a DOCTYPE, or is too large or too deep.
        """
        from lxml import etree

        xml = self.read(name)
        if _has_doctype(xml):
            raise self._doctype(name)
        if len(xml) > 3 * MAX_MARKS and xml.count(b"<") + xml.count(b"=") > MAX_MARKS:
            message = f'its part "{name}" has more than {MAX_MARKS:,} tags: too large for one transcript'
            raise self.problem(message, "split the document")
        if idle is not None and b"<![CDATA[" not in xml:  # there, what looks like a tag is text
            xml = idle.sub(b"", xml)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(xml, parser)
        except etree.XMLSyntaxError as error:
            raise self._bad_xml(name, error) from error
        if root.getroottree().docinfo.doctype:  # behind a comment, or in an encoding in which it is not looked for
            raise self._doctype(name)
        return root

    def problem(self, message: str, fix: str = "") -> InputError:
        """Return the error that tells of this file; without a fix of its own, that of the kind."""
        return InputError(Problem(message, Place(self._file), fix or self._kind.resave))

    def wrong_kind(self, because: str, fix: str = "") -> InputError:
        """Return the error that the file is not what its ending says."""
        return self.problem(f"this is no {self._kind.name}: {because}", fix)

    def nested_too_deep(self) -> InputError:
        """Return the error that elements stand in each other deeper than any program writes them."""
        return self.problem("its XML is nested too deep: the file is damaged, or made to do harm")

    def _check_is_zip(self, raw: bytes) -> None:
        if not raw:
            raise self.wrong_kind("the file is empty", "put the transcript in, or take the file out of the corpus")
        if raw.startswith(_OLD_OFFICE):
            raise self._old_office(raw)
        if not raw.startswith(b"PK"):
            kinds = (told for magic, told in _OTHER_FORMATS if raw.lstrip()[:10].startswith(magic))
            told = next(kinds, "")
            if told:
                raise self.wrong_kind(f"by its content it is {told}", "give it the ending that belongs to its content")
            raise self.wrong_kind("that would be a zip file, which this is not")
        if raw.count(b"PK\x01\x02") > MAX_PARTS:
            raise self.problem(f"the zip file has more than {MAX_PARTS:,} parts: too large for one transcript")

    def _old_office(self, raw: bytes) -> InputError:
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return self.protected()
        message = "by its content it is an old Word or Excel file (.doc, .xls), or one protected with a password"
        return self.wrong_kind(message, f"take its password away if it has one; {self._kind.resave}")

    def protected(self) -> InputError:
        """Return the error that a password is needed."""
        message = "it is protected with a password (encrypted), and cannot be read"
        return self.problem(message, "open it, take the password away, and save it again")

    def _check_part(self, name: str) -> None:
        if name not in self._counts:
            told = next((told for part, told in _OTHER_ZIPS if part in self._counts), "")
            because = f"by its content it is {told}" if told else f'the zip file has no part "{name}"'
            raise self.wrong_kind(because, "give it the ending that belongs to its content" if told else "")
        if self._counts[name] > 1:
            raise self.problem(f'the zip file has more than one part "{name}": which of them counts is not clear')
        if self._archive.getinfo(name).flag_bits & 1:
            raise self.protected()

    def _damaged(self, how: str) -> InputError:
        fix = f"copy or download it again; or {self._kind.resave}"
        return self.problem(f"this {self._kind.name} is damaged or cut off: {how}", fix)

    def _doctype(self, name: str) -> InputError:
        message = f'its part "{name}" has a DOCTYPE, whose entities can pull in other files: such XML is not read'
        return self.problem(message)

    def _bad_xml(self, name: str, error: Any) -> InputError:
        from lxml import etree

        if error.code != etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            # its message would show words of the transcript
            return self._damaged(f'the XML of its part "{name}" is broken')
        if "depth" in str(error.msg):
            return self.nested_too_deep()
        return self.problem(f'its part "{name}" has a text too large for one transcript', "split the document")


def _has_doctype(xml: bytes) -> bool:
    """Whether a DOCTYPE is seen before the first element."""
    if b"\0" in xml[:4]:
        return "<!DOCTYPE".encode("utf-16-le") in xml
    first = re.search(rb"<[^?!]", xml)
    return b"<!DOCTYPE" in (xml[: first.start()] if first else xml)
