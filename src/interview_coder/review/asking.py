"""What a browser asks of a page, and what a page has to answer with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.responses import Response

from interview_coder.errors import InputError, Place, Problem
from interview_coder.reviewing.codebook_writing import CodebookWriter
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.recounting import Recounting


@dataclass(slots=True)
class Table:
    """What all pages share: the desk, which is another one after the codebook changed.

    Parameters
    ----------
    desk : Desk
    recounting : Recounting
        What was counted of it last.
    writer : CodebookWriter
        Changes the codebook, and knows where it is kept as it was.
    tell_shared : callable
        Says how decisions are exchanged with others; nothing where they are not.
    """

    desk: Desk
    recounting: Recounting = field(default_factory=Recounting)
    writer: CodebookWriter = field(default_factory=CodebookWriter)
    tell_shared: Callable[[], str] = str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, read.

    Parameters
    ----------
    path : mapping of str to str
        The parts of the address that vary.
    query : str
        What stands behind the question mark.
    fields : mapping of str to str
        What was asked for there, and sent in a form; the form goes first.
    """

    path: Mapping[str, str]
    query: str
    fields: Mapping[str, str]

    @classmethod
    def read(cls, path: Mapping[str, str], query: str, body: bytes) -> Asked:
        """Read address and form.

        Raises
        ------
        InputError
            When there is more in it than any page sends.
        """
        try:
            asked = parse_qs(query, keep_blank_values=True, max_num_fields=1000)
            sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000)
        except ValueError as error:
            raise InputError(Problem("there are too many fields", Place("form"), "use the page's own forms")) from error
        return cls(path, query, {name: values[-1] for name, values in {**asked, **sent}.items()})

    def get(self, name: str) -> str:
        """Return a field; empty where it is not given."""
        return self.fields.get(name, "")

    def number(self, name: str) -> int:
        """Return a field that is a whole number.

        Raises
        ------
        InputError
            When it is none.
        """
        value = self.get(name)
        if not value.isascii() or not value.isdecimal() or len(value) > 9:
            raise InputError(Problem(f'"{value[:40]}" is no whole number', Place(name), "go back and try again"))
        return int(value)


Page = Callable[[Table, Asked], Response]
