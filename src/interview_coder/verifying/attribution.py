"""Whom a report names as the one who said a quotation, as far as that is a stakeholder type of the study."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from interview_coder.model.verification import Quotation
from interview_coder.rules import name_group

_SAYING = (
    r"(?:say|said|tell|told|comment|explain|report|reflect|describe|note|argue|add|observe|remark|put|suggest|state|warn|"
    r"believe|think|thought|feel|felt|recall|admit|complain|acknowledge|emphasise|stress|point|ask|reply|replie|conclude|"
    r"express|call|claim|insist|agree|write|wrote)(?:s|d|ed|ing)?"
)
_BRACKETS = re.compile(r"\s*[,.;]?\s*\(([^()]{2,120})\)")
_DASH = re.compile(r"\s*[—–―-]{1,2}\s*([^\n.;—–―‘“„«]{2,80})\.?\s*(?:\n|$)")
_BEHIND = re.compile(
    rf"[\s,.]*(?:(?:{_SAYING}|according to|by)\s+(?P<after>[^.,;:!?()‘“\"«„\n]{{2,80}})"
    rf"|(?P<before>(?:an?|one|another|the|this|our)\s+[^.,;:!?()‘“\"«„]{{2,80}}?)\s+{_SAYING}\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<who>[^.,;:!?()‘’“”\"«»„]{{2,160}}?)\)?\s*,?\s*\b(?:who\s+)?{_SAYING}\b(?:\s+(?!by\b)[^\s.;!?]+){{0,5}}?"
    r"(?:\s+in the words of)?[\s,:—–-]*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:^|[.!?\n])\s*(?P<who>[^.:;!?\n‘’“”\"«»„]{2,60}):\s*$")
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|by|from)\s+(?P<who>[^.;:!?‘’“”\"«»„]{2,80}?)[\s,:—–-]*(?:that\s*)?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s*$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|one|another|the)\s", re.IGNORECASE)
_CITED = re.compile(r"\s*[,.;]?\s*(\([^()]*\b(?:1[89]|20)\d\d[a-z]?\b[^()]*\))")


class Named(NamedTuple):
    """An attribution: its words in the report, and the stakeholder types in them."""

    words: str
    types: frozenset[str]


NOBODY = Named("", frozenset())


class AttributionReader:
    """Knows the stakeholder types of a study by their names.

    Parameters
    ----------
    types : collection of str
        Their names.
    """

    def __init__(self, types: Collection[str]) -> None:
        self._names = {
            name: re.compile(rf"(?<!\w){_flexible(name)}(?!\w)", re.IGNORECASE) for name in types if name_group(name)
        }

    def read(self, quotation: Quotation) -> Named:
        """Return whom a quotation is attributed to: right behind it, else in the sentence around it."""
        behind, before = quotation.behind, quotation.before
        for found in (_BRACKETS.match(behind), _DASH.match(behind)):
            if found is not None and (named := self._find(found[1])).types:
                return named
        found = _BEHIND.match(behind)
        if found is not None and (named := self._find(found["after"] or found["before"])).types:
            return named
        for pattern in (_BEFORE, _ACCORDING, _LABEL):
            found = pattern.search(before)
            if found is None or _PASSIVE.search(found["who"]):
                continue
            if (named := self._find(found["who"])).types:
                return named
        return NOBODY

    def _find(self, words: str) -> Named:
        """Return the types that words name; of two names in the same words the longer one."""
        found = [
            (one.start(), one.end(), name) for name, pattern in self._names.items() for one in pattern.finditer(words)
        ]
        longest = {
            name
            for start, end, name in found
            if not any(first <= start and end <= last and last - first > end - start for first, last, _ in found)
        }
        return Named(_begin_with_article(words), frozenset(longest))


def _flexible(name: str) -> str:
    """Write a name so that its plural is found, and any white space, hyphen or underscore between its words."""
    *words, last = re.split(r"[\s_-]+", name.strip())
    stem = last[:-1] if last.endswith("y") and len(last) > 3 else last
    ending = "(?:y|ies)" if stem != last else r"(?:e?s|['’]s)?"
    return r"[\s_-]+".join([*map(re.escape, words), re.escape(stem) + ending])


def _begin_with_article(words: str) -> str:
    """Leave out what stands before the person: ``as one commissioner`` is one commissioner."""
    return " ".join(words[max((one.start() for one in _ARTICLE.finditer(words)), default=0) :].split())


def find_citation(behind: str) -> str:
    """Return a reference to literature right behind a quotation, such as ``(Healthy Streets 2017)``."""
    found = _CITED.match(behind)
    return "" if found is None else " ".join(found[1].split())
