"""What a record tells of people besides their names: what they do, and how many they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.patterns.matched import Matched
from interview_coder.language.english_words import is_grammar_word

_OCCUPATIONS = (
    "accountant|activist|actor|actress|administrator|ambassador|apprentice|architect|artist|athlete|author|baker|banker|"
    "barber|biologist|blogger|bricklayer|broker|builder|bus driver|businessman|businesswoman|butcher|captain|caretaker|"
    "carpenter|cashier|chauffeur|chef|chemist|chief executive|civil servant|cleaner|clergyman|clerk|coach|colonel|"
    "composer|conductor|consultant|cook|correspondent|councillor|craftsman|dancer|dealer|dentist|designer|diplomat|"
    "director|doctor|driver|economist|editor|electrician|engineer|entrepreneur|executive|farmer|firefighter|fireman|"
    "fisherman|footballer|gardener|geologist|guard|gynaecologist|hairdresser|handyman|headmaster|headmistress|"
    "headteacher|historian|imam|inspector|interpreter|inventor|jeweller|joiner|journalist|labourer|lecturer|librarian|"
    "lieutenant|locksmith|machinist|manager|mason|mayor|mechanic|merchant|metalworker|midwife|miner|missionary|monk|"
    "musician|neurologist|notary|novelist|nun|nurse|officer|official|operator|optician|paediatrician|painter|pastor|"
    "pathologist|pharmacist|philosopher|photographer|physician|physicist|physiotherapist|pilot|plumber|poet|policeman|"
    "policewoman|politician|porter|postman|priest|principal|producer|professor|programmer|psychiatrist|psychologist|"
    "publisher|rabbi|radiologist|receptionist|reporter|researcher|restaurateur|sailor|salesman|saleswoman|scholar|"
    "scientist|sculptor|seaman|seamstress|secretary|sergeant|shepherd|shipbuilder|shoemaker|shop assistant|"
    "shopkeeper|singer|social worker|soldier|sportsman|stonemason|student|surgeon|surveyor|tailor|teacher|technician|"
    "therapist|tradesman|trade unionist|trader|translator|treasurer|tutor|vet|veterinarian|waiter|waitress|warden|"
    "watchman|weaver|welder|writer"
)
_OCCUPATION = re.compile(
    r"(?:(?<!\w)(?:is|was|are|were|been|being|as|became|become|remained)(?: (?:a|an|the|both))?|, an?)"
    rf" ((?:[a-z-]{{3,18}} ){{0,3}}(?:{_OCCUPATIONS})s?(?: in [a-z]{{3,14}}(?=[.,;]))?)(?!\w)"
)
_NUMBER = (
    r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]{3,5})?|several hundred)"
)
_COUNT = re.compile(
    rf"(?<![\w.,/]){_NUMBER}(?: other| more| further| fellow)?(?: (?:minor|young|small|adult|police|prison|armed))? "
    r"(?:children|sons|daughters|brothers|sisters|siblings|grandchildren|(?:co-)?defendants|(?:co-)?accused|detainees|"
    r"policemen|officers|soldiers|inmates|prisoners|cellmates|victims|survivors|employees|colleagues|workers|students|"
    r"pupils|passengers|villagers|demonstrators|protesters|persons|people|men|women|boys|girls|others)(?!\w)"
)


def find_attributes(folded: str) -> Iterator[Matched]:
    """Find what somebody does and how many people there were, in the folded text of a record."""
    for found in _OCCUPATION.finditer(folded):
        if not any(is_grammar_word(word) for word in found[1].split() if word != "in"):
            yield Matched(*found.span(1), "role", "possible", False)
    for found in _COUNT.finditer(folded):
        yield Matched(*found.span(), "other", "possible", False)
