"""Speakers' labels that name somebody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from interview_coder.anonymise.general_words import DAYS_AND_MONTHS, GENERAL
from interview_coder.anonymise.name_lists import is_surname, may_be_given_name
from interview_coder.anonymise.reading import Reading, Word
from interview_coder.anonymise.titles import is_title
from interview_coder.anonymise.told_names.name_runs import make_person
from interview_coder.language.english_words import is_common_word, is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Find

_NO_PERSON = re.compile(
    r"(?:interviewer?s?|interviewee|int|iv|ir|moderator|mod|facilitator|host|chair|researcher|research|respondent|resp|"
    r"participant|patient|client|speaker|spk|person|voice|unknown|unidentified|all|group|male|female|man|woman|m|f|q|a|i|r|p|"
    r"s|x|y|question|answer|note|notes|transcriber|narrator|member|public|audience|carer|nurse|gp|doctor|manager|"
    r"consultant|physio|pharmacist|commissioner|teacher|officer|witness|counsel|judge|court|clerk|operator|caller|agent|"
    r"advisor|adviser|and|the|of|new|date|time|location|place|present|subject|re|to|from|cc|title|source|file|interview|"
    r"recording|transcript|duration|length|page|wave|site|id|no|number|observer|translator|interpreter|focus|user|"
    r"service|staff|family|parent|mother|father|mum|dad|daughter|son|wife|husband|friend|lead|senior|head|director|deputy|"
    r"trainee|student|tutor|support|worker|social|volunteer|admin|receptionist|one|two|three|four|five|six|\d+|[a-z]?\d+[a-z]?)"
)
_NOT_INITIALS = words_of(
    "int gp dr mr ms mrs qc kc hr pa ceo cfo coo mp md ed nhs mod res par fg iv iq ie eg ps nb ok tv uk us eu"
)
_INITIALS = (2, 4)
_PARTS = words_of(
    "tenant resident chaplain vicar priest imam guest expert panel panellist practitioner professional clinician "
    "student specialist assistant executive executives owner applicant claimant defendant plaintiff analyst lawyer "
    "solicitor barrister policeman policewoman soldier engineer scientist accountant cook chef cleaner porter driver "
    "caretaker builder farmer shopkeeper neighbour relative child children boy girl baby adult elder youth parents "
    "people everyone everybody together several both others other many someone somebody anyone nobody candidate mentor "
    "mentee trustee sponsor partner partners official representative rep spokesman spokeswoman spokesperson delegate "
    "president secretary treasurer minister announcer presenter newsreader chorus crowd class committee company "
    "council board jury bench clinical medical nursing paramedic ambulance police fire"
)
"""Parts that people play in talk, besides those of `_NO_PERSON`."""
_FIELDS = words_of(
    "setting summary topic topics comment comments action actions method methods background follow-up prompt prompts "
    "probe probes context theme themes code codes response responses finding findings tape track example examples aim "
    "aims objective objectives result results conclusion conclusions discussion introduction quote quotes extract "
    "excerpt theory practice reflection reflections memo memos observation observations outcome outcomes impact issue "
    "issues problem problems solution solutions reason reasons advice tip tips warning caution important update status "
    "priority deadline budget cost costs total average median rate age sex gender ethnicity occupation education "
    "religion income address telephone phone mobile fax email website link links contact contacts name names "
    "surname reference references keywords abstract section part chapter item items option options step steps stage "
    "task tasks goal goals plan plans history diagnosis treatment medication allergies assessment review referral "
    "risk risks strengths weaknesses opportunities threats benefit benefits pros cons positive negative yes no "
    "start end morning afternoon evening night today tomorrow yesterday week day month year attendees apologies agenda "
    "minutes chairperson transcription transcribed transcriptionist recorded copyright version draft pause laughter "
    "silence crosstalk inaudible overlap music noise break so well okay ok right now then also but because however"
)
"""Words before a colon that come back and are nobody."""
_OF_PARTS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "men",
    "women",
    "person",
    "people",
    "ee",
    "ees",
    "ers",
    "ors",
    "path",
    "wife",
)
"""How words end that say what somebody does."""
_FEWEST_PLACES = 3
"""In how many places a word of the dictionary stands as a label, where nobody told which lines begin with labels."""


def find_in_labels(reading: Reading) -> Iterator[Find]:
    """Find the names in speakers' labels, unless they say parts that people play."""
    counts = Counter(reading.text[start:end].casefold() for start, end in reading.labels)
    for start, end in reading.labels:
        is_told = bool(reading.document.labels) or reading.text.startswith(">", end)
        speaks = is_told or counts[reading.text[start:end].casefold()] >= _FEWEST_PLACES
        yield from _find_in_label(reading, start, end, speaks=speaks)


def _find_in_label(reading: Reading, start: int, end: int, *, speaks: bool) -> Iterator[Find]:
    words = _read_words(reading, start, end)
    names = [word for word in words if not _NO_PERSON.fullmatch(word.folded) and not _is_mere_title(word)]
    if not names:
        return
    if len(words) == 1 and words[0].shape == "upper" and len(words[0].folded) <= _INITIALS[1]:
        if words[0].folded not in _NOT_INITIALS and len(words[0].folded) >= _INITIALS[0]:
            yield make_person(words[0], words[0], "likely")
        return
    if len(words) == 1 and is_common_word(names[0].folded) and not may_be_given_name(names[0].folded):
        if speaks and _may_be_somebody(names[0].folded):
            yield make_person(names[0], names[0], "possible")
        return
    if all(is_common_word(word.folded) and not is_surname(word.folded) for word in names):
        return
    is_word = len(names) == 1 and is_common_word(names[0].folded) and not may_be_given_name(names[0].folded)
    if is_word and not (len(words) > 1 and is_title(words[0].folded)):
        return
    yield make_person(names[0], names[-1], "likely")


def _read_words(reading: Reading, start: int, end: int) -> list[Word]:
    """Return the words of a label up to a mark that parts a name from what is said of it."""
    place = reading.word_at(start)
    words: list[Word] = []
    while place < len(reading.words) and reading.words[place].start < end:
        if words and set(reading.between(place - 1)) & set("(,/|"):
            break
        words.append(reading.words[place])
        place += 1
    return words


def _is_mere_title(word: Word) -> bool:
    return is_title(word.folded) and not may_be_given_name(word.folded)


def _may_be_somebody(word: str) -> bool:
    """Whether a word of the dictionary that is a label can be a name: it is no part and no heading."""
    if word in _PARTS | _FIELDS | GENERAL | DAYS_AND_MONTHS or is_grammar_word(word):
        return False
    return is_surname(word) or not word.endswith(_OF_PARTS)
