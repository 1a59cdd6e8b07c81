"""The hits of a rule in lines, each with the words around it, and counted by stakeholder type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from interview_coder.codebook_testing.doubts import find_doubts
from interview_coder.collecting import collecting_later
from interview_coder.concordance.finding import CodesBySource, FoundHit, HitFinder
from interview_coder.concordance.why_nothing import tell_why_nothing
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.following import Follow, follow_without_showing
from interview_coder.ingest.single_rule import point_out, read_single_rule
from interview_coder.library import ReadSource
from interview_coder.match.rule_trial import RuleTrial
from interview_coder.model.codebook import Codebook
from interview_coder.model.concordance import CodedCount, Concordance, ContextLine, GroupCount
from interview_coder.rules import RuleError, RuleTree, name_group
from interview_coder.study_inputs import StudyInputs

WIDTH = 40


def find_in_context(
    inputs: StudyInputs,
    rule: str,
    *,
    width: int = WIDTH,
    limit: int | None = None,
    stakeholder: str | None = None,
    everybody: bool = False,
    follow: Follow = follow_without_showing,
) -> Concordance:
    """Find a rule in what participants say.

    Parameters
    ----------
    inputs : StudyInputs
        The study; its codebook lends the rule its word lists.
    rule : str
        One line of the rule language: a word, a phrase, or more.
    width : int, default=40
        So many characters are shown on either side of a hit at most.
    limit : int, optional
        At most so many lines of each stakeholder type, from as many speakers as can be. The counts are of all hits.
    stakeholder : str, optional
        Only what participants of this type say.
    everybody : bool, default=False
        Also look in what interviewers and moderators say; that is counted apart.
    follow : callable, optional
        Shows progress.

    Returns
    -------
    Concordance

    Raises
    ------
    InputError
        When the rule cannot be read, or nobody is of that stakeholder type.
    """
    tree, codebook = read_single_rule(rule, inputs.codebook)
    kinds = _choose_types(inputs, stakeholder)
    trial = _compile_rule(rule, codebook, inputs)
    with collecting_later():
        finder = HitFinder(inputs, trial, everybody=everybody)
        groups = _sort_hits(finder.find(follow), [*kinds, None] if everybody else kinds)
        shown = [one for some in groups.values() for one in _spread(some, limit)]
        lines = tuple(_make_lines(inputs, shown, finder.codes, width))
        evidence = [one for kind in kinds for one in groups[kind]]
        why = () if any(groups.values()) else tell_why_nothing(inputs, trial, rule)
    return Concordance(
        rule,
        _count_hits(inputs, "", kinds, evidence),
        tuple(_count_hits(inputs, kind, [kind], some) for kind, some in groups.items()),
        lines,
        None if finder.codes is None else _count_coded(evidence, finder.codes),
        (*_tell_doubts(rule, inputs), *_tell_unknown_speakers(tree, inputs), *why),
    )


def _choose_types(inputs: StudyInputs, stakeholder: str | None) -> list[str]:
    kinds = sorted({one.stakeholder_type for one in inputs.participants.values()})
    if stakeholder is None:
        return kinds
    chosen = [kind for kind in kinds if name_group(kind) == name_group(stakeholder)]
    if not chosen:
        near = offer_near_name(stakeholder, kinds) or f"known: {', '.join(kinds)}"
        raise InputError(Problem(f'nobody is of the stakeholder type "{stakeholder}"', Place("--stakeholder"), near))
    return chosen


def _compile_rule(rule: str, codebook: Codebook, inputs: StudyInputs) -> RuleTrial:
    try:
        return RuleTrial(codebook, inputs.library.language)
    except RuleError as error:
        raise InputError(point_out(rule, error)) from error


def _sort_hits(found: Iterable[FoundHit], kinds: Iterable[str | None]) -> dict[str | None, list[FoundHit]]:
    """Return the hits of each stakeholder type, and for None those of who asks; hits of others are left out."""
    groups: dict[str | None, list[FoundHit]] = {kind: [] for kind in kinds}
    for one in found:
        if one.stakeholder_type in groups:
            groups[one.stakeholder_type].append(one)
    return groups


def _tell_doubts(rule: str, inputs: StudyInputs) -> Iterator[str]:
    if inputs.codebook_problems:
        n = len(inputs.codebook_problems)
        yield (
            f"codebook.yml has {n} {'problem' if n == 1 else 'problems'}, of which nothing but its word lists is used "
            "here: interview-coder codebook check"
        )
    yield from map(str, find_doubts(rule, inputs.codebook.lists))


def _tell_unknown_speakers(tree: RuleTree, inputs: StudyInputs) -> Iterator[str]:
    kinds = {name_group(one.stakeholder_type) for one in inputs.participants.values()}
    for name in tree.speakers:
        if name not in kinds:
            near = offer_near_name(name, kinds) or f"known: {', '.join(sorted(kinds))}"
            yield f"the rule says BY {name}, and nobody is of this stakeholder type: {near}"


def _spread(found: Sequence[FoundHit], limit: int | None) -> list[FoundHit]:
    """Choose so many hits: the first of each speaker before the second of any."""
    if limit is None or len(found) <= limit:
        found = list(found)
    else:
        heard: Counter[object] = Counter()
        order = []
        for number, one in enumerate(found):
            speaker = one.participant or (one.place, one.speaker)
            heard[speaker] += 1
            order.append((heard[speaker], number))
        found = [found[number] for _, number in sorted(order)[:limit]]
    return sorted(found, key=lambda one: (one.place, one.words))


def _make_lines(
    inputs: StudyInputs, found: Sequence[FoundHit], codes: CodesBySource | None, width: int
) -> Iterator[ContextLine]:
    numbers = defaultdict(list)
    for number, one in enumerate(found):
        numbers[one.place].append(number)
    lines: dict[int, ContextLine] = {}
    for place, own in numbers.items():
        read = inputs.library.open(inputs.stored[place])
        lines |= {number: _make_line(found[number], read, codes, width) for number in own}
    return (lines[number] for number in range(len(found)))


def _make_line(one: FoundHit, read: ReadSource, codes: CodesBySource | None, width: int) -> ContextLine:
    source, words = read.source, read.words
    turn = source.turns[one.turn - 1]
    matched = words.tokens(source.text, one.words)
    start, end = matched[0].start, matched[-1].end
    left = _cut_left(source.text, max(turn.start, start - width), start, is_whole=start - width <= turn.start)
    right = _cut_right(source.text, end, min(turn.end, end + width), is_whole=end + width >= turn.end)
    known = None if codes is None or one.participant is None else _codes_of(one, codes)
    return ContextLine(
        source.source_id,
        *(one.turn, one.speaker, one.role, one.participant, one.stakeholder_type),
        *(start, end, source.text[left:start], source.text[start:end], source.text[end:right]),
        *(matched, one.stance, None if one.cue is None else words.tokens(source.text, [one.cue])[0]),
        known,
    )


def _cut_left(text: str, first: int, start: int, *, is_whole: bool) -> int:
    """Return where a word begins, at or after a place."""
    if is_whole or text[first - 1].isspace():
        return first
    return next((place + 1 for place in range(first, start) if text[place].isspace()), first)


def _cut_right(text: str, end: int, last: int, *, is_whole: bool) -> int:
    """Return where a word ends, at or before a place."""
    if is_whole or text[last].isspace():
        return last
    return next((place for place in range(last - 1, end - 1, -1) if text[place].isspace()), last)


def _count_hits(
    inputs: StudyInputs, name: str | None, kinds: Collection[str | None], found: Sequence[FoundHit]
) -> GroupCount:
    people = {one for one, participant in inputs.participants.items() if participant.stakeholder_type in kinds}
    if name is None:
        n_sources = sum(bool(one.summary.asking) for one in inputs.stored)
    else:
        n_sources = sum(not people.isdisjoint(one.summary.speaking) for one in inputs.stored)
    heard = {one.participant for one in found if one.participant is not None}
    return GroupCount(name, len(found), len(heard), len(people), len({one.place for one in found}), n_sources)


def _codes_of(one: FoundHit, codes: CodesBySource) -> tuple[str, ...]:
    """Return the codes on any sentence of a hit."""
    return tuple(dict.fromkeys(code for sentence in one.sentences for code in codes[one.place].get(sentence, ())))


def _count_coded(found: Sequence[FoundHit], codes: CodesBySource) -> CodedCount:
    sentences = sorted({(one.place, sentence) for one in found for sentence in one.sentences})
    coded = [some for place, sentence in sentences if (some := codes[place].get(sentence))]
    by_code = Counter(code for some in coded for code in some)
    return CodedCount(len(sentences), len(coded), tuple(sorted(by_code.items(), key=lambda pair: (-pair[1], pair[0]))))
