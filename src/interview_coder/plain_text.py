"""What text for the terminal is made with: rows set in columns, numbers with what they count, words in a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


def align(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> list[str]:
    """Set rows in columns.

    Parameters
    ----------
    rows : sequence of sequence of str
        All as long.
    right : collection of int
        Columns that are set to the right.

    Examples
    --------
    >>> align([["theme", "n"], ["cost", "12"]], right=[1])
    ['theme   n', 'cost   12']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def count(n: int, what: str) -> str:
    """Write a number with what is counted, in the plural where there is not one.

    Examples
    --------
    >>> count(1, "code"), count(2_000, "code")
    ('1 code', '2,000 codes')
    """
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def enumerate_words(words: Iterable[str]) -> str:
    """Write words as a list in a sentence.

    Examples
    --------
    >>> enumerate_words(["a"]), enumerate_words(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
