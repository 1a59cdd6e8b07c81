"""Whom a report names as the one who said a quotation, as far as that is a stakeholder type of the study."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from interview_coder.model.attribution import NOT_TOLD
from interview_coder.model.source import UNKNOWN_STAKEHOLDER
from interview_coder.model.verification import Quotation
from interview_coder.rules import name_group
from interview_coder.verifying.signatures import read_signature

_SAYING = (
    r"(?:say|said|tell|told|comment|explain|report|reflect|describe|note|argue|add|observe|remark|put|suggest|state|warn|"
    r"believe|think|thought|feel|felt|recall|admit|complain|acknowledge|emphasise|stress|point|ask|reply|replie|conclude|"
    r"express|call|claim|insist|agree|write|wrote)(?:s|d|ed|ing)?"
)
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
_PARTED = re.compile(r"(?<=\w)-\n\s*(?=[a-z])")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s*$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|one|another|the)\s", re.IGNORECASE)


class Named(NamedTuple):
    """An attribution: its words in the report, and the stakeholder types that they can mean."""

    words: str
    types: frozenset[str]

    def excludes(self, stakeholder_type: str | None) -> bool:
        """Whether it names one stakeholder type, and that is another than a speaker's; None for those who ask."""
        return len(self.types) == 1 and stakeholder_type not in {*self.types, UNKNOWN_STAKEHOLDER}


class AttributionReader:
    """Knows the stakeholder types of a study by their names, and by how its quotes are signed.

    Parameters
    ----------
    signatures : mapping of str to collection of str
        The ways in which quotes of each stakeholder type are signed; several types may be signed alike. What signs
        whoever has no attributes to be signed by says nothing of a type.
    """

    def __init__(self, signatures: Mapping[str, Collection[str]]) -> None:
        known = {one: signed for one, signed in signatures.items() if one != UNKNOWN_STAKEHOLDER and name_group(one)}
        self._signed = {one: _compile_any(sorted({*signed} - {NOT_TOLD})) for one, signed in known.items()}
        self._names = {one: re.compile(rf"(?<!\w){_flexible(one)}(?!\w)", re.IGNORECASE) for one in known}

    def read(self, quotation: Quotation) -> Named:
        """Return whom a quotation is attributed to: right behind it, else in the sentence around it.

        A signature right behind it is returned even if it is that of no stakeholder type, where nothing else names one.
        """
        before, behind = _join_parted(quotation.before), _join_parted(quotation.behind)
        signature = read_signature(behind)
        for words in (*([signature.words] if signature else []), *_list_sayers(before, behind)):
            types = self._find_types(words)
            if types:
                return Named(_begin_with_article(words), types)
        return Named(signature.words if signature and signature.is_sure else "", frozenset())

    def _find_types(self, words: str) -> frozenset[str]:
        """Return the types that are signed so, else those that are named; of names in each other the longer one."""
        signed = frozenset(one for one, pattern in self._signed.items() if pattern.fullmatch(words))
        if signed:
            return signed
        found = [(one.span(), name) for name, pattern in self._names.items() for one in pattern.finditer(words)]
        spans = [span for span, _ in found]
        return frozenset(name for span, name in found if not any(_is_within(span, other) for other in spans))


def _join_parted(text: str) -> str:
    """Join words that are parted by a hyphen where a line ends; a hyphen of their own is lost, too."""
    return _PARTED.sub("", text)


def _list_sayers(before: str, behind: str) -> Iterator[str]:
    """Yield who is said to say a quotation in the sentence around it."""
    found = _BEHIND.match(" ".join(behind.split()))
    if found is not None:
        yield found["after"] or found["before"]
    for pattern in (_BEFORE, _ACCORDING, _LABEL):
        found = pattern.search(before)
        if found is not None and not _PASSIVE.search(found["who"]):
            yield found["who"]


def _is_within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _compile_any(names: Iterable[str]) -> re.Pattern[str]:
    ways = "|".join(_flexible(name) for name in names)
    return re.compile(ways or "(?!)", re.IGNORECASE)


def _flexible(name: str) -> str:
    """Write a name so that its plural is found, with any white space and hyphens between its words, or none."""
    *words, last = re.split(r"[\s_-]+", name.strip())
    stem = last[:-1] if last.endswith("y") and len(last) > 3 else last
    ending = "(?:y|ies)" if stem != last else r"(?:e?s|['’]s)?"
    return r"[\s_-]*".join([*map(re.escape, words), re.escape(stem) + ending])


def _begin_with_article(words: str) -> str:
    """Leave out what stands before the person: ``as one commissioner`` is one commissioner."""
    return " ".join(words[max((one.start() for one in _ARTICLE.finditer(words)), default=0) :].split())
