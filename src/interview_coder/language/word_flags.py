"""What a word or mark is, whatever its place: eight bits that are read off its letters."""

from __future__ import annotations

import re
import unicodedata

WORD = 1
"""A word: no punctuation mark, but a sign that is said, as ``%`` and ``&`` are."""
ENDS_SENTENCE = 2
"""A full stop, question or exclamation mark of any script, or an ellipsis."""
JOINS = 4
"""A mark that does not part the words on both its sides."""
HYPHEN = 8
"""A mark that joins only where it stands between words without space: hyphen, short dash, slash."""
OPENS = 16
"""A mark that opens: it belongs to the word after it."""
CONTENT = 32
"""A word that tells what is talked about; see ``Vocabulary.flags``."""
LOWER = 64
"""A word that begins in lower case."""
ABBREVIATION = 128
"""A word that is written with a full stop: the sentence may go on behind it."""

SENTENCE_ENDS = frozenset(
    "!.?։؟۔܀܁܂߹।॥၊။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨᪩᪪᪫᭚᭛᭞᭟᰻᰼᱾᱿‼‽⁇⁈⁉⸮⸼꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫﹒﹖﹗！．？𐩖𐩗𑁇𑁈𑂾𑂿𑃀𑃁𑅁𑅂𑅃𑇅𑇆𑇍𑇞𑇟𑈸𑈹𑈻𑈼𑊩𑑋𑑌𑗂𑗃𑗉𑗊𑗋𑗌𑗍𑗎"
    "𑗏𑗐𑗑𑗒𑗓𑗔𑗕𑗖𑗗𑙁𑙂𑜼𑜽𑜾𑩂𑩃𑪛𑪜𑱁𑱂𖩮𖩯𖫵𖬷𖬸𖭄𛲟𝪈｡。"
)
"""Where spaCy's sentencizer ends a sentence."""
BRACKETS = frozenset("()[]{}<>")
QUOTES = frozenset("\"'`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}
_ABBREVIATIONS = frozenset(
    {"approx", "cf", "dept", "eg", "esp", "etc", "excl", "govt", "ie", "incl", "no", "nos", "viz", "vs"}
)
_SAID = frozenset("%&")
_HYPHENS = frozenset("-–\u2010\u2011/")
_ELLIPSIS = re.compile(r"\.\.+|…+")
_OPENING_QUOTES = frozenset("\"'`‚‛„‟❮¿¡") | {"``"}
_OPENING_KINDS = frozenset({"Ps", "Pi"})


def read_flags(form: str) -> int:
    """Return the bits of a word or mark, without ``CONTENT``.

    Examples
    --------
    >>> read_flags("ward") == WORD | LOWER, read_flags("“") == JOINS | OPENS, read_flags("…") == ENDS_SENTENCE
    (True, True, True)
    """
    if form.isalpha():
        flags = WORD | LOWER if form[0].islower() else WORD
        return flags | ABBREVIATION if form.lower() in _ABBREVIATIONS else flags
    if not _is_mark(form):
        first_letter = next(filter(str.isalpha, form), "")
        return WORD | LOWER if first_letter.islower() else WORD
    flags = 0
    if form in SENTENCE_ENDS or _ELLIPSIS.fullmatch(form):
        flags |= ENDS_SENTENCE
    if form in QUOTES or form in BRACKETS:
        flags |= JOINS
    if form in _HYPHENS:
        flags |= JOINS | HYPHEN
    if form in _OPENING_QUOTES or unicodedata.category(form[0]) in _OPENING_KINDS:
        flags |= OPENS
    return flags


def _is_mark(form: str) -> bool:
    """Whether spaCy holds it for punctuation, a bracket or a quotation mark, and nobody says it."""
    if form in _SAID:
        return False
    return form in BRACKETS or form in QUOTES or all(unicodedata.category(sign).startswith("P") for sign in form)
