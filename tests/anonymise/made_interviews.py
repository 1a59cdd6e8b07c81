"""Invented interviews of invented people, with every place known where somebody is named; and what went wrong there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from interview_coder.anonymise.folding import fold
from interview_coder.anonymise.general_words import GENERAL
from interview_coder.language.english_words import is_common_word, is_known_word
from interview_coder.model.masking import RosterEntry

FRAMES = (
    "I asked {given} about it and {given} said no.",
    "My manager is {full} and I like it here.",
    "We had a letter from Dr {surname} on the Monday.",
    "So {given} left in the end, after the move.",
    "It is in {given}'s notes, the ones about the meeting.",
    "Then {full} rang the ward, and {given} rang again.",
    "There was a man called {full} who wrote to everybody.",
    "Mrs {surname} had the keys, and {given} had the list.",
    "On the rota {initials} is me and nobody minds.",
    "It's spelled {spelled}, people always get it wrong.",
    "My name is {full} and I live on my own.",
    "I said to {given} that it was late.",
    "You can ring me on {phone} or write to {email}, either is fine.",
    "Her NHS number was {nhs}, I still know it.",
    "We live at {postcode}, right by the crossing.",
)
PLAIN = (
    "The forms kept coming back and nobody answered.",
    "I may be wrong, and I will say so.",
    "There was no grace period and the mark they gave us was poor.",
    "What I would change is the form, half of it nobody reads.",
    "I hope so. They did their best with what they had.",
)
_GIVEN = "Siân Kofi Łukasz Priya Zoë Ngozi Eilidh Anne-Marie Robert Declan Gurpreet Wojciech Fatima Åsa Grace Mark"
_BEGINNINGS = "Bram Keld Tov Wyn Zerb Mord Hald Quim Sedr Lurk Ójv Grisk Vanth Pell Ulv Drox Fenn Yarb"
_ENDINGS = "wick sen ova ingale eth mund arth elle quist orne ukk oriel"
NUMBERS = {
    "phone": ("07700 900123", "0114 496 0182", "+44 7700 900456"),
    "email": ("k.vo@surgery.example.org", "desk@ward.example.com"),
    "nhs": ("943 476 5919", "9434765919"),
    "postcode": ("LS6 2AB", "TR1 2HE"),
}
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str,
    str,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name[:1] + "\u200b" + name[1:],
    lambda name: name.replace("’", "'"),
    lambda name: "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign)),
    str.upper,
)
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    given: str
    surname: str

    @property
    def full(self) -> str:
        """The whole name."""
        return f"{self.given} {self.surname}"

    def write(self, form: str) -> str:
        """Return the name in a form."""
        forms = {"full": self.full, "given": self.given, "surname": self.surname}
        forms["initials"] = "".join(part[0] for part in re.split(r"[ \-]", self.full)).upper()
        forms["spelled"] = "-".join(self.given.replace("-", "").upper())
        return forms[form]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody is named, or a number of somebody's stands."""

    start: int
    end: int
    whom: str
    is_in_full: bool


@dataclass(frozen=True, slots=True)
class Interview:
    """A text, who answers in it, and who is named where."""

    text: str
    speaker: Person
    mentions: tuple[Mention, ...]

    @property
    def turns(self) -> list[tuple[str, str]]:
        """Who says what."""
        return [(label, said) for label, _, said in (line.partition(": ") for line in self.text.split("\n\n")) if said]


def _is_rare(name: str) -> bool:
    return not any(is_common_word(part) or is_known_word(part) for part in re.split(r"[ '\-]", fold(name)))


_invented = st.builds(str.__add__, st.sampled_from(_BEGINNINGS.split()), st.sampled_from(_ENDINGS.split()))
_surnames = st.one_of(
    _invented, _invented.map("O’{}".format), st.builds("{}-{}".format, _invented, _invented), _invented.map(str.upper)
).filter(_is_rare)
_people = st.builds(Person, st.one_of(st.sampled_from(_GIVEN.split()), _invented.filter(_is_rare)), _surnames)
crowds = st.lists(_people, min_size=2, max_size=5, unique_by=lambda one: fold(one.full))
"""People of whom some may share a name, or initials."""


def _can_be_told_apart(cast: Sequence[Person]) -> bool:
    words = [word[:4] for one in cast for word in re.split(r"[ \-]", fold(one.full))]
    initials = [one.write("initials") for one in cast]
    return len({*words}) == len(words) and len({*initials}) == len(cast) and GENERAL.isdisjoint(map(fold, initials))


casts = crowds.filter(_can_be_told_apart)
"""People of whom no two share a name, nearly so, or initials."""


@st.composite
def interviews(draw: st.DrawFn, cast: Sequence[Person]) -> Interview:
    """Draw an interview with one of a cast, in which all of it may be named."""
    speaker = draw(st.sampled_from(cast))
    pieces: list[str] = []
    mentions: list[Mention] = []

    def put(words: str, whom: str = "", form: str = "") -> None:
        reached = sum(map(len, pieces))
        if whom:
            mentions.append(Mention(reached, reached + len(words), whom, form == "full"))
        pieces.append(words)

    for _ in range(draw(st.integers(2, 4))):
        put("Interviewer: And what happened next?\n\n")
        put(speaker.full, speaker.full, "full")
        put(":")
        for frame in draw(st.lists(st.sampled_from(FRAMES + PLAIN), min_size=1, max_size=3)):
            person = speaker if "me" in frame.split() else draw(st.sampled_from(cast))
            put(" ")
            for place, piece in enumerate(_SLOT.split(frame)):
                if not place % 2:
                    put(piece)
                elif piece in NUMBERS:
                    put(draw(st.sampled_from(NUMBERS[piece])), piece)
                else:
                    put(draw(st.sampled_from(_SPELLINGS))(person.write(piece)), person.full, piece)
        put("\n\n")
    return Interview("".join(pieces), speaker, tuple(mentions))


def _several(cast: Sequence[Person], *, fewest: int = 1) -> st.SearchStrategy[list[Interview]]:
    return st.lists(interviews(cast), min_size=fewest, max_size=3, unique_by=lambda one: one.text)


studies = casts.flatmap(_several)
"""Some interviews with people who know each other."""
growing_studies = casts.flatmap(lambda cast: _several(cast, fewest=2))
"""Two or three."""
crowded_studies = crowds.flatmap(_several)
"""Interviews with people who share names."""


def list_people(study: Sequence[Interview]) -> list[RosterEntry]:
    """Return a roster of everybody who is named."""
    return [RosterEntry(name, "person") for name in sorted(one.full for one in list_cast(study))]


def lower(interview: Interview) -> Interview:
    """Return an interview in small letters; every letter stays where it was."""
    text = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in interview.text)
    return Interview(text, interview.speaker, interview.mentions)


def list_cast(study: Sequence[Interview]) -> set[Person]:
    """Return everybody who is named."""
    names = {one.whom for interview in study for one in interview.mentions} - NUMBERS.keys()
    return {Person(*name.split(" ", 1)) for name in names}
