"""Words by which people tell who they are without saying a name, and what they tell taken together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from interview_coder.anonymise.replacing import BRACKET
from interview_coder.model.risk import SaidTogether, TellingTalk
from interview_coder.model.source import Source

_POSTS = r"""
    chief executive | medical director | chief nurse | director of \w+ | chair of | chairman of | chairwoman of
    | head of | head teacher | headteacher | principal | matron | mayor | leader of the council | professor of
    | consultant \w+ | \w+ologist | \w+iatrist | imam | rabbi | vicar | coroner | registrar | commissioner for
    | member of parliament | mp for
"""
_PLACE = r"(?:at|in|of|for|from) (?:the )?(?:\[[^\]]*\]|[A-Z])"
_AGES = r"""
    (?:[89]\d | 1[01]\d | eighty | ninety) (?:[- ]\w+)?
    (?:[- ]years?[- ]old | [ ]now | [ ]years[ ]of[ ]age | [ ]next[ ]birthday)
"""
_EVENTS = """
    on the (?:news|telly|television|radio) | in the (?:paper|papers|news) | inquest | won the | was awarded
    | (?:an|my|her|his) (?:mbe|obe|cbe)
"""
_BIRTH = "born (?:and (?:bred|raised) )?(?:in|on|at) | born and bred | birthplace | my birthday"
_ILLNESS = r"(?:rare|one in (?:a|\d)\w*) (?:disease|condition|illness|cancer|disorder|syndrome) | one in a million"
_FAMILY = (
    "twins | triplets | adopted (?:son|daughter|child) | my (?:ex-)?(?:husband|wife|partner) (?:is|was) (?:an?|the)"
)
_FIRST = r"(?:the|their|our) (?:very )?first (?:ever )?(?:\w+ )?(?:to|in|of|woman|man|person)"
_ONLY = r"(?:the|their|our|its) (?:one and )?only (?!(?:thing|way|problem|time|reason|issue)\b)"
_LAST = "(?:the|their|our) (?:very )?last (?:remaining|surviving)"


def _words(pattern: str, rest: str = "") -> re.Pattern[str]:
    """Return a pattern for whole words; the white space around its bars is for reading only."""
    joined = "|".join(part.strip() for part in re.split(r"\s+\|\s+|\s*\n\s*\|?\s*", pattern) if part.strip())
    return re.compile(rf"\b(?i:{joined}){rest}")


TELLING = {
    "the only one": _words(_ONLY),
    "the first one": _words(_FIRST, r"\b"),
    "the last one": _words(_LAST, r"\b"),
    "where or when somebody was born": _words(_BIRTH, r"\b"),
    "an age over eighty": re.compile(rf"\b(?:{_AGES})\b", re.IGNORECASE | re.VERBOSE),
    "a rare post with a place": _words(_POSTS, rf"\b[^.?!]{{0,60}}?\b{_PLACE}"),
    "a rare illness or condition": _words(_ILLNESS, r"\b"),
    "a public event": _words(_EVENTS, r"\b"),
    "what is particular in the family": _words(_FAMILY, r"\b"),
}
"""Why words tell who somebody is → their shape."""


def find_telling_talk(source: Source) -> Iterator[TellingTalk]:
    """Yield where participants say what may tell who they are, in the order of the text."""
    for turn in source.turns:
        if turn.participant is not None:
            said = source.text[turn.start : turn.end]
            for why, pattern in TELLING.items():
                if pattern.search(said) is not None:
                    yield TellingTalk(source.source_id, turn.number, turn.participant, why)


def count_together(sources: Iterable[Source], telling: Sequence[TellingTalk]) -> list[SaidTogether]:
    """Return what each participant tells in all sources taken together, who tells most first."""
    told_by = Counter(one.participant for one in telling)
    n_turns: Counter[str] = Counter()
    in_sources: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for turn in source.turns:
            if turn.participant is not None:
                n_turns[turn.participant] += 1
                in_sources[turn.participant].add(source.source_id)
                names[turn.participant] |= set(BRACKET.findall(source.text, turn.start, turn.end))
    together = [
        SaidTogether(who, len(in_sources[who]), n_turns[who], _count_kinds(names[who]), told_by[who]) for who in n_turns
    ]
    return sorted(together, key=lambda one: (-one.n_telling - sum(one.kinds.values()), one.participant))


def _count_kinds(names: Iterable[str]) -> dict[str, int]:
    kinds = Counter(re.sub(r"\s*\d+\Z", "", name) for name in names if re.search(r"\d\Z", name))
    return dict(sorted(kinds.items()))
