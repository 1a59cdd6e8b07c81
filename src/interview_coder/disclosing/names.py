"""Names that a study itself gives away: labels of speakers, and names of files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Set

from interview_coder.ingest.labels import is_code, is_coded

_TITLE_WORDS = "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron rev cllr councillor"
_ROLE_WORDS = """
access adviser advisor agent analyst area assembly assistant audience authority board body cabinet care carer chair
charity chief city clerk clinical clinician commission commissioner committee community consultant coordinator council
councillor daughter deputy director doctor engagement executive expert facilitator family father federation female
finance focus former group gp head health healthwatch hospital housing husband independent interview interviewer
landlord lead leader local male man manager mayor medical member minister moderator mother national network nhs nurse
nursing officer official organisation owner panel parent participant partner patient person pharmacist physio policy
practice primary professor programme project provider public regional representative researcher resident respondent
roundtable secretary sector senior service social son speaker staff stakeholder stp strategy student support surgeon
teacher team tenant therapist translator trust user voluntary volunteer wife witness woman worker young
"""
_WORDS_OF_FILES = """
audio copy day draft edited final first last meeting notes part question questions recording second session site teams
text time transcript transcription version zoom
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_ROLES = frozenset(_ROLE_WORDS.split())
"""Words of labels that say what somebody is."""
_FILE_WORDS = _ROLES | _TITLES | frozenset(_WORDS_OF_FILES.split())
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*")
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+")
_SHORTEST_PART = 3


def find_names(labels: Iterable[str], said: Collection[str]) -> list[str]:
    """Return labels that look like names of people, sorted.

    Parameters
    ----------
    labels : iterable of str
        Of speakers.
    said : collection of str
        Words in small letters that stand in the texts: a single word that is said in small letters is no name.

    Examples
    --------
    >>> find_names(["P01", "Finance Director", "Sadiq Khan", "Tenant", "Maria", "Warden"], {"warden"})
    ['Maria', 'Sadiq Khan']
    """
    return sorted({label for label in labels if _is_name(label, said)})


def _is_name(label: str, said: Collection[str]) -> bool:
    if not label or is_coded(label) or is_code(label):
        return False
    words = [word for word in _WORD.findall(label) if word.casefold() not in _TITLES]
    if not 0 < len(words) <= 4 or any(word.casefold() in _ROLES for word in words):
        return False
    if not all(word[0].isupper() for word in words if len(word) > 3):
        return False
    return len(words) > 1 or (len(words[0]) >= _SHORTEST_PART and words[0].casefold() not in said)


def split_names(names: Iterable[str], said: Set[str]) -> dict[str, str]:
    """Return each name and each part of one that can stand for it → the name; not parts that are common words."""
    parts: dict[str, str] = {}
    for name in names:
        words = _WORD.findall(name)
        for word in words if len(words) > 1 else ():
            if len(word) >= _SHORTEST_PART and word.casefold() not in said | _TITLES and not word.isupper():
                parts.setdefault(word, name)
    return parts | {name: name for name in names}


def find_parts(text: str, parts: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where names or parts of names stand as words of their own, rising."""
    if parts:
        words = "|".join(re.escape(part) for part in sorted(parts, key=lambda part: (-len(part), part)))
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text):
            yield match.span()


def find_in_file_name(name: str, parts: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where the path of a file has part of a speaker's name, or two words one after the other with capitals.

    Examples
    --------
    >>> [name[start:end] for name in ("board/Jane_Smith 2.docx", "Interview_Final.txt", "interview_khan.txt")
    ...  for start, end in find_in_file_name(name, {"Khan"})]
    ['Jane_Smith', 'khan']
    """
    folded = {part.casefold() for part in parts}
    words = [match.span() for match in re.finditer(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])", name)]
    for place, (start, end) in enumerate(words):
        if name[start:end].casefold() in folded:
            yield start, end
        elif place + 1 < len(words) and _are_names(name, words[place], words[place + 1]):
            yield start, words[place + 1][1]


def _are_names(name: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    if name[first[1] : second[0]] not in {"", " ", "_", "-", "."}:
        return False
    words = [name[slice(*one)] for one in (first, second)]
    return all(_CAPITALISED.fullmatch(word) and word.casefold() not in _FILE_WORDS for word in words)
