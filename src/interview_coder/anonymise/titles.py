"""Words that tell that a name follows: titles, and what people are to each other."""

from __future__ import annotations

from interview_coder.language.word_lists import words_of

STRONG_TITLES = words_of(
    "mr mrs ms miss dr prof professor mx cllr councillor rev reverend fr monsignor rabbi imam sir dame messrs "
    "mme mlle herr frau pani pan"
)
"""After these comes a name, whatever it looks like."""
WEAK_TITLES = words_of(
    "sister nurse matron father brother mother aunt auntie aunty uncle nan nana nanny gran granny grandma grandad "
    "grandpa lord lady baroness baron captain colonel major sergeant sgt inspector constable pc judge justice "
    "president minister chancellor pastor canon dean bishop coach doctor detective superintendent "
    "lieutenant general king queen "
    "prince princess duke saint chairman chairwoman chair governor mayor senator secretary commissioner director"
)
"""After these comes a name if it is written with a capital."""
ROLES = words_of(
    "lady woman man guy bloke lad lass girl boy gentleman person patient client resident service-user user carer "
    "colleague manager supervisor boss deputy lead head director consultant doctor gp nurse midwife physio therapist "
    "social worker secretary receptionist pharmacist teacher headteacher friend neighbour mate partner husband wife "
    "son daughter mum mam dad mother father sister brother cousin niece nephew aunt uncle nan gran grandad grandson "
    "granddaughter stepson stepdaughter fiance fiancee boyfriend girlfriend named called surnamed name's"
)
"""Behind these a name may stand."""


def is_title(word: str) -> bool:
    """Whether a folded word is a title."""
    return word in STRONG_TITLES or word in WEAK_TITLES
