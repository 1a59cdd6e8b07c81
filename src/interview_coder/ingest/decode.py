"""Bytes → text, never by guessing."""

from __future__ import annotations

import codecs
import re

from interview_coder.errors import InputError, Place, Problem

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_FORMATS = (
    (b"PK\x03\x04", "a zipped file, such as a Word document (.docx)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (.doc, .xls)"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
)
_NOT_WESTERN = re.compile(
    r"[^\t\n\f\r\x20-\x7eÀ-ÖØ-öø-ÿŒœŠšŽžŸ\xa0‘’“”„–—…•€£«»¿¡§©®°½²]"  # no letters, and no signs that a transcript holds
    r"|[À-ÖØ-öø-ÿŒœŠšŽžŸ]{3}"  # three accented letters running: another alphabet
    r"|[a-zß-öø-ÿ][À-ÖØ-ÞŒŠŽŸ]"  # a capital within a word: a Mac's apostrophe or accent
)


def encoding_of(head: bytes) -> str:
    """Return the encoding that a byte-order mark at the head of a file names; empty where there is none."""
    return next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), "")


def decode_text(raw: bytes, *, file: str, encoding: str = "") -> str:
    """Decode a text file: by its byte-order mark, else as strict UTF-8, else as the study's settings say.

    Parameters
    ----------
    raw : bytes
        The whole file.
    file : str
        Name for messages.
    encoding : str, optional
        Tried on text that is no UTF-8: ``cp1252``.

    Returns
    -------
    str
        Without byte-order mark; line ends are LF. Nothing else is changed.

    Raises
    ------
    InputError
        With the line of the first byte that cannot be read, and a guess what it may be.
    """
    check_is_text(raw, file=file)
    marked = encoding_of(raw)
    if marked:
        text = _decode_marked(raw, "utf-8-sig" if marked == "utf-8" else marked, file)
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            text = _decode_named(raw, encoding, error, file)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise InputError(zero_byte(file, text.count("\n", 0, text.index("\x00")) + 1))
    return text


def check_is_text(head: bytes, *, file: str) -> None:
    """Refuse the beginning of a file that is another format under a text's name."""
    for magic, kind in _BINARY_FORMATS:
        if head.startswith(magic):
            message = f"the file is not text: it is {kind} by its content"
            raise InputError(Problem(message, Place(file, 1), "give it the ending that belongs to its content"))


def check_is_encoding(name: str, *, file: str) -> None:
    """Refuse the name of an encoding that is none."""
    try:
        b"aaaa".decode(name, "ignore")
    except (LookupError, ValueError) as error:
        message = f'the encoding "{name}", which study.yml names, is unknown'
        raise InputError(Problem(message, Place(file), "write utf-8, utf-16 or cp1252")) from error


def zero_byte(file: str, line: int) -> Problem:
    """Tell of a NUL, which no text has."""
    message = "this is no text file: it holds a zero byte (NUL), a control character that no program can show"
    return Problem(message, Place(file, line), "save the transcript as text in UTF-8")


def _decode_marked(raw: bytes, encoding: str, file: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"the text begins like {encoding.upper()} but is not: byte {error.start + 1} cannot be read"
        raise InputError(Problem(message, Place(file, line), "save it as UTF-8")) from error


def _decode_named(raw: bytes, encoding: str, error: UnicodeDecodeError, file: str) -> str:
    if not encoding:
        raise InputError(not_utf8(raw, error, file)) from error
    check_is_encoding(encoding, file=file)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as named_error:
        line = raw.count(b"\n", 0, named_error.start) + 1
        message = f"the text is neither UTF-8 nor {encoding}, which study.yml names: see byte {named_error.start + 1}"
        raise InputError(Problem(message, Place(file, line), "save it as UTF-8")) from named_error


def not_utf8(raw: bytes, error: UnicodeDecodeError, file: str, *, line: int | None = None) -> Problem:
    """Tell of bytes that are no UTF-8, with a guess what they are.

    Parameters
    ----------
    raw : bytes
        The file, or as much of it as was read.
    error : UnicodeDecodeError
        Its ``start`` counts from the beginning of `raw`.
    line : int, optional
        Of the first wrong byte, where `raw` is not the beginning of the file.
    """
    at = raw.count(b"\n", 0, error.start) + 1 if line is None else line
    guess = guess_encoding(raw)
    fix = "save it as UTF-8 (in Word or Notepad: Save as, encoding UTF-8)"
    if guess:
        fix += f'; or, if it is {guess} as it seems, say so in study.yml: "encoding: {guess}"'
    return Problem("the text is not UTF-8: its encoding is not known", Place(file, at), fix)


def guess_encoding(raw: bytes) -> str:
    """Return the likely encoding of bytes that are no UTF-8, to be offered to a person; empty for no guess."""
    if _is_mostly_utf8(raw):
        return ""  # two encodings in one file: no one name reads it
    if _looks_western(raw):
        return "cp1252"  # the commonest, and of short texts no statistics can tell
    import charset_normalizer

    found = charset_normalizer.from_bytes(raw[:200_000]).best()
    return "" if found is None else found.encoding


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether some of the letters beyond ASCII are good UTF-8, so that only others are not."""
    good = [letter for letter in raw.decode("utf-8", "ignore") if letter > "\x7f"]
    return bool(good)


def _looks_western(raw: bytes) -> bool:
    """Whether the bytes give words as Western Europe writes them, if they are Windows-1252."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return _NOT_WESTERN.search(text) is None
