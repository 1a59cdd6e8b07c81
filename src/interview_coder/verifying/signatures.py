"""What stands behind a quotation to say whose words it is: in brackets, or after a dash."""

from __future__ import annotations

import re
from typing import NamedTuple

_DASHES = "—–―-"
_BRACKETED = r"\((?P<bracket>(?:[^()]|\([^()]*\)){2,120})\)"
_DASHED = rf"[{_DASHES}]{{1,2}}\s*(?P<dash>(?:[^\n—–―\-“‘„«»\"]|(?<=\w)-(?=\w)){{2,80}})"
_AT_END = re.compile(rf"(?:\n\s*|(?<=[.!?…”’\"'])\s+){_DASHED}\s*$|\s*{_BRACKETED}\s*\.?\s*$")
_ALONE = re.compile(rf"\s*(?:{_DASHED}|{_BRACKETED}\s*\.?)\s*")
_BEHIND = re.compile(
    rf"\s*[,.;]?\s*{_BRACKETED}|(?P<lines>\s*?\n)?\s*[{_DASHES}]{{1,2}}\s*(?P<dash>[^\n.;—–―‘“„«]{{2,80}})\.?\s*(?:\n|$)"
)
_CITED = re.compile(r"\s*[,.;]?\s*(\([^()]*\b(?:1[89]|20)\d\d[a-z]?\b[^()]*\))")
_REFERENCE = re.compile(
    r"\b(?:1[89]|20)\d\d[a-z]?\b|^\W*(?:see|cf|e\.?g|i\.?e|ibid|figure|table|box|annex|appendix|chapter|section|page|pp?"
    r"|emphasis|our|my)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|may|might)\b")


class Signature(NamedTuple):
    """Words behind a quotation that can say whose it is.

    Parameters
    ----------
    is_sure : bool
        Whether they can hardly be anything else, such as the rest of the sentence behind a dash.
    """

    words: str
    is_sure: bool


def read_signature(behind: str) -> Signature | None:
    """Return the signature right behind a quotation, if there is one; references to literature are none."""
    found = _BEHIND.match(behind)
    if found is None:
        return None
    words = " ".join((found["bracket"] or found["dash"]).split())
    if not names_somebody(words):
        return None
    return Signature(words, bool(found["bracket"] or found["lines"] or words[0].isupper()))


def split_signature(text: str) -> tuple[str, str]:
    """Return a paragraph that is set as a quotation without the signature or reference that ends it, and that."""
    found = _AT_END.search(text)
    if found is None:
        return text, ""
    words = found["dash"] or found["bracket"]
    return (text, "") if _CLAUSE.search(words) else (text[: found.start()], words)


def is_signature(text: str) -> bool:
    """Whether a paragraph is nothing but a signature, or a reference to literature."""
    return _ALONE.fullmatch(text) is not None


def names_somebody(signature: str) -> bool:
    """Whether a signature is more than a reference to literature or to another page."""
    return bool(signature) and not _REFERENCE.search(signature) and not _CLAUSE.search(signature)


def find_citation(behind: str) -> str:
    """Return a reference to literature right behind a quotation, such as ``(Healthy Streets 2017)``."""
    found = _CITED.match(behind)
    return "" if found is None else " ".join(found[1].split())
