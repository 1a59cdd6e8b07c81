"""An `Explanation` as ``explain`` prints it: lines for reading, or one record for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from interview_coder.model.codebook import Code, Rule
from interview_coder.model.coding import Coding, MatchedToken
from interview_coder.model.explanation import Explanation, Lack, NearMiss, Passage, Refusal

_SHOWN_AROUND = 600
_LONGEST_PATTERN = 60
_LONGEST_RULE = 200
_OMITTED = "[…]"


def format_explanation(explanation: Explanation) -> Iterator[str]:
    """Yield the lines that tell why a passage is coded as it is."""
    passage = explanation.passage
    yield from _tell_passage(passage)
    if passage.turn.role != "participant":
        yield f"Never coded: the {passage.turn.role} speaks here. That is context, and never evidence."
        return
    yield "Coded:" if explanation.codings else "No code is on it."
    for coding in explanation.codings:
        yield from _tell_coding(coding, explanation)
    if explanation.refusals:
        yield "\nFound, but the rule itself refuses it:"
        for refusal in explanation.refusals:
            yield from _tell_rule(refusal.code, refusal.rule)
            yield f"    {_quote(passage, refusal.words)}: {_tell_refusal(refusal, passage)}"
    others = " of other codes" if explanation.codings else ""
    yield f"\nRules{others} that came near:" if explanation.near_misses else f"\nNo rule{others} came near."
    for miss in explanation.near_misses:
        yield from _tell_rule(miss.code, miss.rule)
        yield f"    {_tell_near_miss(miss, passage)}"


def _tell_passage(passage: Passage) -> Iterator[str]:
    turn, text = passage.turn, passage.source.text
    who = ", ".join(one for one in (turn.speaker, passage.stakeholder_type or turn.role) if one)
    yield click.style(
        f"{passage.source.source_id}, turn {turn.number}, {passage.start}-{passage.end} ({_clean(who)})", bold=True
    )
    if passage.asked is not None:
        yield f"asked: {_clean(_begin(text[passage.asked.start : passage.asked.end]))}"
    before, after = text[turn.start : passage.start], text[passage.end : turn.end]
    if len(before) > _SHOWN_AROUND:
        before = f"{_OMITTED}{before[-_SHOWN_AROUND:]}"
    if len(after) > _SHOWN_AROUND:
        after = f"{after[:_SHOWN_AROUND]}{_OMITTED}"
    marked = click.style(_clean(text[passage.start : passage.end]), bold=True)
    yield f"\n{_clean(before)}»{marked}«{_clean(after)}\n"


def _tell_coding(coding: Coding, explanation: Explanation) -> Iterator[str]:
    passage = explanation.passage
    place = f"{coding.start}-{coding.end}, id {coding.coding_id}"
    yield f"  {coding.theme_id} / {coding.code_id}, {coding.stance} ({place})"
    for one in coding.evidence:
        rule = explanation.rules.get((coding.code_id, one.rule_id))
        is_here = one.tokens[0].start < passage.end and one.tokens[-1].end > passage.start
        where = "" if is_here else "; not in this passage"
        cue = "" if one.cue is None else f" because of {_place(one.cue)}"
        yield f"    codebook.yml:{rule.line if rule else '?'}: {_clean(one.rule)}"
        yield f"      {'; '.join(map(_place, one.tokens))}: {one.stance}{cue}{where}"


def _tell_rule(code: Code, rule: Rule) -> Iterator[str]:
    yield f"  {code.theme_id} / {code.code_id}"
    yield f"    codebook.yml:{rule.line}: {_shorten(_clean(rule.text), _LONGEST_RULE)}"


def _tell_refusal(refusal: Refusal, passage: Passage) -> str:
    lack = refusal.lack
    if lack.kind == "ONLY":
        cue = "" if refusal.cue is None else f" because of {_place(refusal.cue)}"
        return f"only what is {lack.pattern} counts, and it is {refusal.stance}{cue}"
    return _tell_lack(lack, passage)


def _tell_near_miss(miss: NearMiss, passage: Passage) -> str:
    found = ", ".join(_quote(passage, part.words) for part in miss.found)
    return f"{found}; but {'; '.join(_tell_lack(lack, passage) for lack in miss.lacks)}"


def _tell_lack(lack: Lack, passage: Passage) -> str:
    pattern = _shorten(lack.pattern)
    words = _quote(passage, lack.words) if lack.words else ""
    match lack.kind:
        case "missing":
            return f"there is no {pattern}"
        case "elsewhere":
            return f"{words} stands in another sentence of the turn"
        case "too far":
            more = lack.n_between - lack.most_between
            between = "1 word lies" if lack.n_between == 1 else f"{lack.n_between} words lie"
            return f"{between} between, {lack.most_between} at most may: {more} too many"
        case "wrong order":
            return f"{pattern} does not come after it"
        case "EXCEPT":
            return f"EXCEPT leaves it out, because it is part of {words}"
        case "NOT" | "NOT/turn":
            where = "turn" if lack.kind == "NOT/turn" else "sentence"
            return f"{lack.kind} leaves it out, because the {where} has {words}"
        case "BY":
            return f"only BY {pattern} it counts, and this is {passage.stakeholder_type or 'somebody who asks'}"
        case "ASKED":
            asked = "the question before has nothing of that" if passage.asked is not None else "nobody asked before"
            return f"only ASKED {pattern} it counts, and {asked}"
        case _:
            return f"only {pattern} counts"


def _quote(passage: Passage, words: Sequence[MatchedToken]) -> str:
    """Return what stands from the first to the last of some words, with its place."""
    start, end = words[0].start, words[-1].end
    return f"“{_clean(passage.source.text[start:end])}” {start}-{end}"


def _place(token: MatchedToken) -> str:
    return f"“{_clean(token.text)}” {token.start}-{token.end}"


def _begin(text: str) -> str:
    return text if len(text) <= _SHOWN_AROUND else f"{text[:_SHOWN_AROUND]}{_OMITTED}"


def _shorten(pattern: str, longest: int = _LONGEST_PATTERN) -> str:
    return pattern if len(pattern) <= longest else f"{pattern[:longest].rstrip(' |')} …"


def _clean(text: str) -> str:
    """Return a text in which what steers terminals is a space; its lines stay."""
    return "".join([letter if letter.isprintable() or letter == "\n" else " " for letter in text])


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON can hold it; codings are as in ``codings.jsonl``, with the line of each rule."""
    passage = explanation.passage
    turn, text = passage.turn, passage.source.text
    return {
        "source": passage.source.source_id,
        "turn": turn.number,
        "speaker": turn.speaker,
        "participant": turn.participant,
        "stakeholder_type": passage.stakeholder_type,
        "role": turn.role,
        "start": passage.start,
        "end": passage.end,
        "text": text[passage.start : passage.end],
        "asked": None if passage.asked is None else passage.asked.number,
        "codings": [_coding_record(coding, explanation) for coding in explanation.codings],
        "refused": [
            {
                **_rule_record(one.code, one.rule),
                "words": _word_records(one.words),
                "stance": one.stance,
                "cue": None if one.cue is None else one.cue._asdict(),
                **_lack_record(one.lack),
            }
            for one in explanation.refusals
        ],
        "near": [
            {
                **_rule_record(one.code, one.rule),
                "found": [{"pattern": part.pattern, "words": _word_records(part.words)} for part in one.found],
                "lacks": [_lack_record(lack) for lack in one.lacks],
            }
            for one in explanation.near_misses
        ],
    }


def _coding_record(coding: Coding, explanation: Explanation) -> dict[str, Any]:
    from interview_coder.project.records import coding_line

    record: dict[str, Any] = json.loads(coding_line(coding, explanation.passage.source.text)[0])
    for one in record["evidence"]:
        rule = explanation.rules.get((coding.code_id, one["rule_id"]))
        one["line"] = None if rule is None else rule.line
    return record


def _rule_record(code: Code, rule: Rule) -> dict[str, Any]:
    return {
        "theme": code.theme_id,
        "code": code.code_id,
        "rule": rule.text,
        "rule_id": rule.rule_id,
        "line": rule.line,
    }


def _lack_record(lack: Lack) -> dict[str, Any]:
    return {
        "because": lack.kind,
        "of": lack.pattern,
        "there": _word_records(lack.words),
        "words_between": lack.n_between if lack.kind == "too far" else None,
        "words_allowed": lack.most_between if lack.kind == "too far" else None,
    }


def _word_records(words: Sequence[MatchedToken]) -> list[dict[str, Any]]:
    return [word._asdict() for word in words]
