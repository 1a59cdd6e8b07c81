"""The laws find what is wrong: with each fault put into the pseudonymiser, one of them is broken."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from tests.anonymise.auditing import anonymise, audit, find_left
from tests.anonymise.found import MODEL, found, masks_of
from tests.anonymise.made_interviews import Interview, list_people, lower, studies
from tests.anonymise.mutations import FAULTS, faulty

from interview_coder.installed import find_model
from interview_coder.keeping.key_file import KeyFile
from interview_coder.keeping.study_key import StudyKey
from interview_coder.model.masking import RosterEntry

TELLING = "Interviewer: And then?\n\nAsha Verin: I told Dr Field Marsh.\n\nInterviewer: So?\n\nAsha Verin: Yes.\n\n"
INITIALS = TELLING + "Interviewer: To whom?\n\nAsha Verin: We gave it to AV in the end.\n\n"
TOLD = "there is a poster of field marsh in the hall of the place and nobody looks"
PASSPHRASE = "four words that fit"  # noqa: S105


def _texts(study: list[Interview]) -> list[str]:
    return [one.text for one in study]


def break_when_listed(study: list[Interview]) -> list[str]:
    return audit(study, anonymise(_texts(study), list_people(study)))


def break_when_unlisted(study: list[Interview]) -> list[str]:
    return find_left(study, anonymise(_texts(study)))


def break_in_small_letters(study: list[Interview]) -> list[str]:
    return break_when_unlisted([lower(one) for one in study])


def break_what_is_kept(study: list[Interview]) -> list[str]:
    person = study[0].speaker.full
    made = anonymise(_texts(study)[:1], allow=[person])[study[0].text].text
    return [] if f"{person}:" in made else [made]


def break_numbers(study: list[Interview]) -> list[str]:
    drawn = [anonymise(_texts(study), list_people(study), seed=bytes([seed]) * 32) for seed in range(5)]
    texts = {tuple(one.text for one in made.values()) for made in drawn}
    return ["every seed gives the same numbers"] if len(texts) == 1 else []


LAWS: Mapping[str, Callable[[list[Interview]], list[str]]] = {
    law.__name__: law
    for law in (break_when_listed, break_when_unlisted, break_in_small_letters, break_what_is_kept, break_numbers)
}


def find_harm(tmp_path: Path) -> Iterator[str]:
    """Yield what is wrong, law by law, on a few invented studies."""
    yield from _find_harm_of_key(tmp_path)
    if TOLD in anonymise([TELLING, TOLD])[TOLD].text:
        yield "what one interview tells is not looked for in the others"
    if "AV in the end" in anonymise([INITIALS])[INITIALS].text:
        yield "what is told in an interview is not looked for in it"
    if [one.entity_id for one in masks_of("Dr Ójvukk rang, and then OJVUKK left.")] != ["person:ojvukk"] * 2:
        yield "a name is another or none where an accent was left out"
    if found("We met at gorsey lantern.", [RosterEntry("Gorsey Lantern", "place")]) != ["gorsey lantern"]:
        yield "what only the roster knows is not found"
    if found("My cousin lives in Battle now.", model=MODEL) != ["Battle"]:
        yield "what only the language model knows is not found"
    for law in LAWS.values():
        yield from _find_harm_of(law)


def _find_harm_of(law: Callable[[list[Interview]], list[str]]) -> list[str]:
    harm: list[str] = []

    @given(studies)
    @settings(max_examples=12, phases=[Phase.generate], database=None)
    def look(study: list[Interview]) -> None:
        if not harm:
            harm.extend(law(study))

    look()
    return harm


def _find_harm_of_key(folder: Path) -> Iterator[str]:
    path = folder / "study.key"
    opened, _ = KeyFile.create(path, PASSPHRASE, "s1")
    opened.save(StudyKey("s1", "00", kept_names=frozenset({"Zqvorbel"})))
    if b"Zqvorbel" in path.read_bytes():
        yield "the key can be read"
    if stat.S_IMODE(path.stat().st_mode) != 0o600:
        yield "the key is for others too"


needs_model = pytest.mark.skipif(find_model(MODEL) is None, reason="the language model is not installed")


@needs_model
def test_the_laws_find_nothing_wrong_as_it_is(tmp_path: Path) -> None:
    assert list(find_harm(tmp_path)) == []


@needs_model
@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_breaks_a_law(fault: str, tmp_path: Path) -> None:
    with faulty(fault):
        assert next(find_harm(tmp_path), None) is not None
