"""Tables of fields at the head of a document, which tell of the interview: ``Date | 3 May``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_coder.ingest.document import Line
from interview_coder.ingest.styled_lines import cell_text

_FIELDS = re.compile(
    r"\b(?:date|day|time|duration|length|start(?:ed)?|end(?:ed)?|site|location|place|venue|setting|project|study|title"
    r"|id|identifier|code|number|no|reference|ref|file|filename|recording|audio|transcript|transcribed|transcriber"
    r"|transcription|language|gender|sex|age|pseudonym|occupation|profession|job|organi[sz]ation|employer|consent"
    r"|mode|method|medium|version|topic|wave|round|group|region|country|city|town|session)\b",
    re.IGNORECASE,
)
_MAX_FIELDS = 40


def is_title(lines: Sequence[Line]) -> bool:
    """Whether lines before a table are no more than a document's title."""
    filled = [line.text for line in lines if line.text.strip()]
    return len(filled) <= 3 and all(len(text) <= 100 and not text.rstrip().endswith(":") for text in filled)


def read_front_table(rows: Sequence[Sequence[Sequence[Line]]]) -> dict[str, str]:
    """Return the fields of a table at the head of a document; nothing where it is a table of talk, or of another kind.

    Parameters
    ----------
    rows : sequence of rows
        Each a sequence of cells, each a sequence of lines.
    """
    pairs = [tuple(cell_text(cell).strip() for cell in row) for row in rows[: _MAX_FIELDS + 1]]
    filled = [pair for pair in pairs if any(pair)]
    if len(filled) > _MAX_FIELDS or any(len(pair) != 2 for pair in filled):
        return {}
    fields = {pair[0].rstrip(": "): pair[1] for pair in filled}
    # 'Interviewer' and 'Participant' name fields as well as speakers: a field that can be no speaker tells them apart
    is_front = any(_FIELDS.search(name) for name in fields) and all(_is_field(*pair) for pair in fields.items())
    return fields if is_front and len(fields) == len(filled) else {}


def without_cells(lines: Sequence[Line]) -> list[Line]:
    """Return the rows of a table of fields as lines like any other: nobody speaks in their cells."""
    return [line._replace(cells=()) for line in lines]


def _is_field(name: str, value: str) -> bool:
    is_name = 0 < len(name) <= 60 and len(name.split()) <= 6 and not re.search(r"[.?!]\s", name)
    return is_name and not value.endswith("?")
