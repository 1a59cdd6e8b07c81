"""Organisations by the word at their head: *Harrow Lane Surgery*, *the University of …*, *… and Sons*."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.general_words import INSTITUTIONS
from interview_coder.anonymise.name_lists import is_surname
from interview_coder.anonymise.patterns.word_runs import extend_left, extend_right, is_joined
from interview_coder.anonymise.reading import Reading
from interview_coder.language.english_words import is_common_word, is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Find

HEADS = words_of(
    "hospital infirmary hospice surgery clinic practice centre center trust council university college school academy "
    "institute nursery pharmacy library museum theatre prison court tribunal bank church chapel mosque temple "
    "synagogue cathedral parish diocese ltd limited plc llp inc gmbh llc corporation corp company group holdings "
    "foundation association society union federation alliance partnership partners network consortium agency "
    "authority board committee commission ministry department directorate office bureau parliament assembly police "
    "constabulary brigade regiment service services systems solutions consulting consultants associates sons brothers "
    "housing homes home lodge house hotel inn arms pub cafe restaurant bakery club fc rovers united charity project "
    "forum collective cooperative co-op press times herald gazette post news radio tv party league army front "
    "orchestra choir icb ics ccg"
)
"""Folded words at the head of what organisations are called."""
_FORMS = words_of("plc ltd llp inc limited gmbh")
_SAID_HEADS = words_of(
    "sons hospital infirmary hospice surgery clinic trust council university college school academy institute nursery "
    "pharmacy ltd limited plc llp foundation alliance partnership constabulary lodge house systems solutions"
)
"""Heads that tell an organisation also where capitals tell nothing."""
_NO_NAME = words_of(
    "the a an i we you he she they it my your his her our their this that these those so and but or if when because "
    "then well yeah yes no okay ok mr mrs ms dr at in on for from to of with by as not also what who where how why "
    "since until after before both all some any every each another other such"
)
_OF_ALL = words_of(
    "local new old big small whole own same other county city town district borough parish high primary secondary "
    "junior infant middle grammar boarding special night day nursing care residential sheltered children's childrens "
    "general community mental health acute teaching cottage private public national regional central royal social "
    "medical foundation dental veterinary business further higher sixth form youth sports leisure shopping call data "
    "job health charity housing nhs gp ambulance hospital hospitals university college school clinic council trust "
    "surgery state medical law art drama summer sunday full open front coffee public-house lovely nice good bad great "
    "nearest first second next last different main only actual specialist outpatient inpatient walk-in maternity "
    "patient building trust working treatment independent minor major eye hand heart brain plastic cosmetic training "
    "operating bank food play boarding free faith comprehensive catholic of in on at to for from with by"
)


_DETERMINED = words_of("a my your his her our their this that")


def find_organisations(reading: Reading) -> Iterator[Find]:
    """Find organisations by their heads, where capitals tell and where they do not."""
    for place, word in enumerate(reading.words):
        if word.is_label or word.folded not in HEADS:
            continue
        if word.is_cased:
            if word.is_capital or _is_form_behind_name(reading, place):
                yield from _find_cased(reading, place)
        else:
            yield from _find_said(reading, place, is_told=word.folded in _SAID_HEADS)


def _is_form_behind_name(reading: Reading, place: int) -> bool:
    """Whether the form of a company stands in small letters behind its name: *Brightwell plc*."""
    is_form = reading.words[place].folded in _FORMS
    return is_form and place > 0 and is_joined(reading, place - 1) and reading.words[place - 1].is_capital


def _find_cased(reading: Reading, place: int) -> Iterator[Find]:
    first = extend_left(reading, place, stop=_NO_NAME)
    last = extend_right(reading, place)
    named = [word.folded for word in reading.words[first : last + 1]]
    if not reading.is_talk and all(word in INSTITUTIONS or is_grammar_word(word) for word in named):
        return
    if any(word not in _OF_ALL and word not in HEADS and not is_grammar_word(word) for word in named):
        yield _make_find(reading, first, last, "likely")


def _find_said(reading: Reading, place: int, *, is_told: bool) -> Iterator[Find]:
    """Find a head with words before it that not every organisation of its kind may be called by."""
    first = place
    if reading.folded_at(place) == "sons":
        father = reading.folded_at(place - 2)
        if reading.folded_at(place - 1) == "and" and _may_be_in_name(father) and is_surname(father):
            yield _make_find(reading, place - 2, place, "possible")
        return
    while (
        first > 0
        and place - first < 4
        and is_joined(reading, first - 1)
        and "\n" not in reading.between(first - 1)
        and not reading.words[first - 1].is_label
        and _may_be_in_name(reading.folded_at(first - 1))
        and not (reading.words[first - 1].is_owner and reading.folded_at(first - 2) != "st")
    ):
        first -= 1
    last = place
    if reading.folded_at(place) in ("university", "college") and reading.folded_at(place + 1) == "of":
        if reading.folded_at(place + 2) and not is_grammar_word(reading.folded_at(place + 2)):
            yield _make_find(reading, first, place + 2, "possible")
        return
    while first < place and reading.folded_at(first) in HEADS and reading.folded_at(first - 1) in ("the", "a"):
        first += 1
    if reading.folded_at(place) in ("lodge", "house", "solutions") and reading.folded_at(first - 1) in _DETERMINED:
        return
    before = [reading.folded_at(at) for at in range(first, place)]
    own = [word for word in before if word not in _OF_ALL]
    if not own:
        return
    certainty = "likely" if any(not is_common_word(word) for word in own) else "possible"
    introduced = reading.folded_at(first - 1) in ("at", "from", "to", "in", "with", "by", "the", "for", "called", "of")
    if certainty == "likely" or (introduced and is_told):
        yield _make_find(reading, first, last, certainty)


def _may_be_in_name(word: str) -> bool:
    return bool(word) and not is_grammar_word(word) and word not in _NO_NAME and not word.endswith(("ing", "ed", "ly"))


def _make_find(reading: Reading, first: int, last: int, certainty: str) -> Find:
    words = reading.words
    sure = "likely" if certainty == "likely" else "possible"
    return Find(words[first].start, words[last].end, "organisation", sure, "patterns", is_direct=False)  # type: ignore[arg-type]
