"""Two codebooks on one corpus → codings gained, lost and changed, and who raises a theme by one of them only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from interview_coder.codebook_comparing.coding_changes import compare_codings
from interview_coder.codebook_comparing.speakers import Speakers, code_sources, find_speakers, keys_of_codes
from interview_coder.collecting import collecting_later
from interview_coder.following import Follow, follow_without_showing
from interview_coder.model.codebook import Codebook
from interview_coder.model.comparison import CellChange, CodebookChanges, CodingChange, CorpusChanges
from interview_coder.model.part_of_codebook import only_codes
from interview_coder.study_inputs import StudyInputs


def compare_on_corpus(
    before: Codebook,
    after: Codebook,
    changes: CodebookChanges,
    inputs: StudyInputs,
    *,
    follow: Follow = follow_without_showing,
) -> CorpusChanges:
    """Tell what becomes of the codings of a study when one codebook takes the place of another.

    What is gained and lost is the difference of two full runs; a code that was renamed counts as the same. Only codes
    whose rules differ are coded, with both codebooks. Of the other codes of their themes it must be known who has them:
    the last run says it, where it still holds, else they are coded too, once.

    Parameters
    ----------
    before, after : Codebook
        Neither need be that of the study.
    changes : CodebookChanges
        Of these two: which codes count as the same.
    inputs : StudyInputs
        The study with its corpus.
    follow : callable, optional
        Shows progress.
    """
    pair = _Pair(before, after, changes)
    recoded = pair.find_recoded()
    with collecting_later():
        codings, speakers_before, speakers_after = _code_with_both(pair, recoded, inputs, follow)
        others = pair.codes_of_themes(pair.find_touched_themes(recoded)) - set(recoded)
        speakers = find_speakers(_keys_of(pair, others, inputs), pair.after, inputs, follow)
    order = {code_id: place for place, code_id in enumerate(pair.code_ids)}
    codings.sort(key=lambda change: order[pair.later(change.shown.code_id)])
    return CorpusChanges(
        codings=tuple(codings),
        cells=tuple(_compare_cells(pair, codings, speakers_before | speakers, speakers_after | speakers, inputs)),
        recoded=tuple(recoded),
        n_sources=len(inputs.stored),
        n_participants=len(inputs.participants),
    )


@dataclass(slots=True)
class _Pair:
    """Two codebooks, whose codes and themes are called by the ids of the later one.

    Attributes
    ----------
    themes_before, themes_after : dict of str to str
        Theme of each code.
    """

    before: Codebook
    after: Codebook
    changes: CodebookChanges
    themes_before: dict[str, str] = field(init=False)
    themes_after: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        renamed = self.changes.renamed_themes
        self.themes_before = {
            self.later(code.code_id): renamed.get(code.theme_id, code.theme_id) for code in self.before.codes
        }
        self.themes_after = {code.code_id: code.theme_id for code in self.after.codes}

    def later(self, code_id: str) -> str:
        """Return the later id of a code of the earlier codebook; other ids stay."""
        return self.changes.renamed_codes.get(code_id, code_id)

    def theme_of(self, change: CodingChange) -> str:
        """Return the theme in which a change of codings counts."""
        themes = self.themes_after if change.after else self.themes_before
        return themes[self.later(change.shown.code_id)]

    @property
    def code_ids(self) -> list[str]:
        """All codes, those that are gone at the end."""
        return list(dict.fromkeys((*self.themes_after, *self.themes_before)))

    @property
    def theme_ids(self) -> list[str]:
        """All themes, those that are gone at the end."""
        renamed = self.changes.renamed_themes
        earlier = (renamed.get(theme.theme_id, theme.theme_id) for theme in self.before.themes)
        return list(dict.fromkeys((*(theme.theme_id for theme in self.after.themes), *earlier)))

    def find_recoded(self) -> list[str]:
        """Return the codes whose rules differ: rules of one id find the same."""
        rules_before = {self.later(code.code_id): {rule.rule_id for rule in code.rules} for code in self.before.codes}
        rules_after = {code.code_id: {rule.rule_id for rule in code.rules} for code in self.after.codes}
        return [one for one in self.code_ids if rules_before.get(one, set()) != rules_after.get(one, set())]

    def find_touched_themes(self, recoded: Iterable[str]) -> set[str]:
        """Return the themes of some codes, and those that a code has left or come to."""
        in_both = self.themes_before.keys() & self.themes_after.keys()
        moved = (one for one in in_both if self.themes_before[one] != self.themes_after[one])
        both = (self.themes_before, self.themes_after)
        return {themes[one] for one in (*recoded, *moved) for themes in both if one in themes}

    def codes_of_themes(self, theme_ids: Collection[str]) -> set[str]:
        """Return the codes that are in some themes in either codebook."""
        both = (self.themes_before, self.themes_after)
        return {one for themes in both for one, theme in themes.items() if theme in theme_ids}


def _code_with_both(
    pair: _Pair, recoded: Collection[str], inputs: StudyInputs, follow: Follow
) -> tuple[list[CodingChange], Speakers, Speakers]:
    """Return what changes, by source and place, and who has each code by the earlier and by the later codebook."""
    changes: list[CodingChange] = []
    speakers: tuple[Speakers, Speakers] = defaultdict(set), defaultdict(set)
    wanted = set(recoded)
    narrowed = (
        only_codes(pair.before, {code.code_id for code in pair.before.codes if pair.later(code.code_id) in wanted}),
        only_codes(pair.after, wanted),
    )
    renamed = pair.changes.renamed_codes
    for read, found in code_sources(narrowed, inputs, range(len(inputs.stored)), follow) if recoded else ():
        changes += compare_codings(found[0], found[1], read.source.text, renamed)
        for having, codings in zip(speakers, found, strict=True):
            for coding in codings:
                having[renamed.get(coding.code_id, coding.code_id)].add(coding.participant)
    return changes, *speakers


def _keys_of(pair: _Pair, code_ids: Collection[str], inputs: StudyInputs) -> dict[str, set[str]]:
    """Return the keys under which a run with either codebook may have kept what it found."""
    keys: dict[str, set[str]] = {code_id: set() for code_id in code_ids}
    for codebook in (pair.before, pair.after) if keys else ():
        for code_id, key in keys_of_codes(codebook, inputs).items():
            if pair.later(code_id) in keys:
                keys[pair.later(code_id)].add(key)
    return keys


def _compare_cells(
    pair: _Pair,
    codings: Sequence[CodingChange],
    speakers_before: Speakers,
    speakers_after: Speakers,
    inputs: StudyInputs,
) -> Iterator[CellChange]:
    """Yield the cells in which anything changes, by theme and stakeholder type."""
    types = {name: person.stakeholder_type for name, person in inputs.participants.items()}
    totals = Counter(types.values())
    places = Counter((pair.theme_of(change), change.shown.stakeholder_type, change.kind) for change in codings)
    before = _gather(pair.themes_before, speakers_before)
    after = _gather(pair.themes_after, speakers_after)
    for theme in pair.theme_ids:
        for kind in sorted(totals, key=lambda name: (-totals[name], name)):
            raising_before = {name for name in before[theme] if types[name] == kind}
            raising_after = {name for name in after[theme] if types[name] == kind}
            cell = CellChange(
                theme_id=theme,
                stakeholder_type=kind,
                gained=places[theme, kind, "gained"],
                lost=places[theme, kind, "lost"],
                changed=places[theme, kind, "changed"],
                participants_before=len(raising_before),
                participants_after=len(raising_after),
                participants_total=totals[kind],
                gaining=tuple(sorted(raising_after - raising_before)),
                losing=tuple(sorted(raising_before - raising_after)),
            )
            if cell.gained or cell.lost or cell.changed or cell.gaining or cell.losing:
                yield cell


def _gather(themes: Mapping[str, str], speakers: Speakers) -> dict[str, set[str]]:
    """Return who raises each theme."""
    raising: dict[str, set[str]] = defaultdict(set)
    for code_id, theme_id in themes.items():
        raising[theme_id] |= speakers.get(code_id, set())
    return raising
