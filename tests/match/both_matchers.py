"""Small sources, and the same rule asked of the plain reference and, in two ways, of the matcher of the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from importlib.util import find_spec

import pytest
from tests.match.reference import Found, Reference

from interview_coder.ingest.asides import find_asides
from interview_coder.installed import KNOWN_MODELS
from interview_coder.language import Language, load_language
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.coding import Coding, Evidence, MatchedToken
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant, Role, Source, Turn
from interview_coder.segment import split_paragraphs

Lists = Mapping[str, tuple[str, ...]]
People = Mapping[str, Participant]
HitsByRule = dict[str, list[Found]]

PEOPLE = {
    "P": Participant("P", "provider"),
    "C": Participant("C", "Commissioner"),
    "L": Participant("L", "Local authority"),
}
ROLES: Mapping[str, Role] = {"I": "interviewer", "M": "moderator"}


NEEDS_MODEL = pytest.mark.skipif(
    not any(find_spec(name) is not None for name in KNOWN_MODELS),
    reason="no language model is installed to tell parts of speech",
)


@cache
def load(model: str = "auto") -> Language:
    return load_language(model)


def make_source(*turns: str, source_id: str = "interview") -> Source:
    """Make a source of turns such as ``I: Why?``; who is no interviewer (I) or moderator (M) is a participant."""
    text = ""
    made = []
    for number, turn in enumerate(turns, start=1):
        speaker, _, speech = turn.partition(": ")
        start = len(text) + len(speaker) + 2
        role = ROLES.get(speaker, "participant")
        who = speaker if role == "participant" else None
        made.append(Turn(number, speaker, start, start + len(speech), role=role, participant=who))
        text += f"{turn}\n\n"
    asides = tuple(find_asides(text))
    return Source(source_id, f"{source_id}.txt", "txt", text, tuple(made), "Name: text", asides=asides)


def make_codebook(rules: Iterable[str], lists: Lists) -> Codebook:
    """Make a codebook with a code for each rule."""
    codes = tuple(
        Code(code_id=f"code_{n}", theme_id="theme", label="", definition="", rules=(Rule(rule, f"rule_{n}", n),))
        for n, rule in enumerate(rules, start=1)
    )
    theme = Theme(theme_id="theme", label="", definition="", colour="#000000", codes=codes)
    return Codebook(title="", version="1", themes=(theme,), lists=lists)


def segments_of(source: Source) -> tuple[Segment, ...]:
    """Return the turns of participants, each as one segment."""
    return tuple(
        Segment(f"{source.source_id}#{turn.number}", source.source_id, turn.number, turn.start, turn.end)
        for turn in source.turns
        if turn.role == "participant"
    )


def code_sources(
    sources: Sequence[Source],
    codebook: Codebook,
    participants: People,
    language: Language,
    *,
    matcher: RuleMatcher | None = None,
) -> list[list[Coding]]:
    """Return the codings of each source, from one block."""
    block = [
        (source, language.read_words(source.text, split_paragraphs(source), source.asides), segments_of(source))
        for source in sources
    ]
    return list((matcher or RuleMatcher(codebook, language)).match_block(block, participants))


def find(
    matcher: str,
    rules: Sequence[str],
    source: Source,
    lists: Lists,
    *,
    participants: People = PEOPLE,
    model: str = "auto",
) -> HitsByRule:
    """Return the hits of every rule, in the order of the text, as one of the `MATCHERS` finds them."""
    return MATCHERS[matcher](rules, source, lists, participants, load(model))


def _match(rules: Sequence[str], source: Source, lists: Lists, people: People, language: Language) -> HitsByRule:
    (codings,) = code_sources([source], make_codebook(rules, lists), people, language)
    return hits_in(codings, rules)


def _list_hits(rules: Sequence[str], source: Source, lists: Lists, people: People, language: Language) -> HitsByRule:
    words = language.read_words(source.text, split_paragraphs(source), source.asides)
    found: HitsByRule = {rule: [] for rule in rules}
    for hit in RuleMatcher(make_codebook(rules, lists), language).find_hits([(source, words)], people):
        places = [(int(words.starts[word]), int(words.ends[word])) for word in hit.words]
        cue = None if hit.cue is None else (int(words.starts[hit.cue]), int(words.ends[hit.cue]))
        if hit.refused_by is None:
            found[hit.rule.text].append(Found(tuple(places), hit.stance, cue))
    return found


def _ask_reference(
    rules: Sequence[str], source: Source, lists: Lists, people: People, language: Language
) -> HitsByRule:
    return Reference(lists, people, language).find_all(rules, source)


MATCHERS = {"reference": _ask_reference, "program": _match, "program, hit by hit": _list_hits}
"""Hit by hit: as the program lists them for the commands that try and explain rules."""
find_by_reference, find_by_program, find_one_by_one = (partial(find, name) for name in MATCHERS)


def hits_in(codings: Iterable[Coding], rules: Iterable[str]) -> HitsByRule:
    """Return the evidence of codings by rule; a hit that reaches over several codings stands in each, and is one."""
    found: dict[str, set[Found]] = {rule: set() for rule in rules}
    for coding in codings:
        assert len(set(coding.evidence)) == len(coding.evidence)
        for one in coding.evidence:
            found[one.rule].add(as_found(one))
    return {rule: sorted(hits, key=lambda hit: hit.words) for rule, hits in found.items()}


def as_found(evidence: Evidence) -> Found:
    words = tuple(place_of(token) for token in evidence.tokens)
    return Found(words, evidence.stance, None if evidence.cue is None else place_of(evidence.cue))


def place_of(token: MatchedToken) -> tuple[int, int]:
    return token.start, token.end


def words_of(found: Found, source: Source) -> str:
    """Return the words of a hit, with single spaces."""
    return " ".join(source.text[start:end] for start, end in found.words)
