"""What the columns of tables are usually called, in seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TALK = """
    text utterance utterancetext sentence transcript transcription transcribedtext speech oralevidence spoken spokentext
    said whatwassaid dialogue segmenttext turntext rawtext content word
    äusserung aussage beitrag redebeitrag wortlaut transkript transkription
    texte énoncé propos paroles texto transcripción enunciado testo trascrizione enunciato
    tekst uitspraak uiting transcriptie transcrição fala
"""
"""Names of what somebody says in a talk; those of responses are as often names of a remark on it."""
_RESPONSE = """
    comment comments commenttext freetext freetextcomment freetextcomments freetextresponse opentext opentextresponse
    openresponse openended openendedresponse response responses responsetext answer answers answertext reply verbatim
    verbatims verbatimcomment feedback feedbacktext statement evidence remark remarks message messagetext words
    antwort antworten freitext freitextantwort kommentar kommentare rückmeldung
    réponse réponses commentaire commentaires respuesta respuestas comentario comentarios
    risposta risposte commento commenti antwoord antwoorden opmerking opmerkingen toelichting
    resposta respostas comentário comentários
"""
_NAMES = {
    "text": _TALK + _RESPONSE,
    "speaker": """
        speaker speakername speakerlabel speakerid speakertag speakernumber speakerno speakers person personspeaking who
        talker voice interlocutor
        wer qui quién quien quem sprecher sprecherin sprechende sprechender locuteur locutrice intervenant intervenante
        hablante interlocutora locutor locutora orador oradora parlante oratore oratrice interlocutore spreker
        spreekster falante
    """,
    "start": """
        start starttime startseconds startsec startsecs starttimestamp begin begintime timestamp timestamps timecode
        timespan timerange time onset startms starttimems startmilliseconds beginms
        beginn anfang startzeit zeit zeitstempel zeitmarke début horodatage inicio inizio tempo starttijd tijd início
    """,
    "end": """
        end endtime endseconds endsec endsecs endtimestamp stop stoptime finish endms endtimems endmilliseconds
        ende endzeit fin fine einde eindtijd fim
    """,
    "turn": "turn turnid turnno turnnumber turnnr turnindex speakerturn",
    "question": """
        question questiontext questionnumber questionno questionid qno q prompt frage pregunta domanda vraag pergunta
    """,
    "source": """
        source sourceid sourcefile interview interviewid interviewno interviewnumber transcriptid transcriptname
        recording recordingid focusgroup session sessionid document documentid file fileid filename
    """,
    "note": "note speakernote speakerrole role position affiliation organisation organization",
    "participant": """
        participant participantid participantno participantnumber participantcode respondent respondentid respondentno
        respondentnumber personid interviewee intervieweeid pid userid responseid responsenumber responseno submissionid
        caseid recordid
        teilnehmer teilnehmerin teilnehmende befragte befragter répondant répondante enquêté enquêtée participante
        entrevistado entrevistada encuestado encuestada partecipante intervistato intervistata rispondente deelnemer
        geïnterviewde inquirido id author username nickname sender user
    """,
}
COLUMN_NAMES = {kind: names.split() for kind, names in _NAMES.items()}
"""What a column can hold → the names that say so, in small letters without anything between them; the first is best."""

NAMES_OF_NAMES = ("name", "nom", "nombre", "nome", "naam")
"""A column of names is one of speakers where none is named for them, and none for participants."""
_SOMETIMES_SPEAKER = """
    sender from author username user nickname nick role speakerrole character actor label tag respondentrole spk
    rolle autor autorin absender auteur auteure rôle rol ruolo autore papel rednerin redner
"""
_LOOSE_PARTICIPANT = "id pid userid caseid recordid personid author username nickname sender user"
_ATTRIBUTE_WORDS = """
    group subgroup type stakeholder stakeholders category class gender sex age ethnicity nationality religion education
    site location place region area country county city town district postcode department dept team ward service school
    university organisation organization organisations affiliation employer company sector industry occupation
    profession job title position status condition arm cohort wave phase round stage time timepoint date day week month
    year language channel platform device mode source rating score satisfaction topic theme code codes sentiment section
    level grade
    gruppe geschlecht alter ort beruf abteilung groupe sexe âge lieu métier grupo edad sexo lugar gruppo età sesso luogo
    groep geslacht leeftijd plaats beroep idade género gênero
"""
_PERHAPS_SPEAKER = frozenset({*_SOMETIMES_SPEAKER.split(), *NAMES_OF_NAMES})
_LOOSE_PARTICIPANTS = frozenset(_LOOSE_PARTICIPANT.split())
_ATTRIBUTES = frozenset(_ATTRIBUTE_WORDS.split())
_KINDS = {name: kind for kind, names in COLUMN_NAMES.items() for name in names}
_PARENTHESES = re.compile(r"\(.*?\)|\[.*?\]")
_WORDS = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")


@lru_cache(maxsize=1_000)
def kind_of(name: str) -> str:
    """Return what a column of this name usually holds: a key of `COLUMN_NAMES`, or nothing.

    Examples
    --------
    >>> kind_of("Speaker_Name"), kind_of("Comment (optional)"), kind_of("Äußerung"), kind_of("age")
    ('speaker', 'text', 'text', '')
    """
    return next((_KINDS[one] for one in spellings(name) if one in _KINDS), "")


def spellings(name: str) -> tuple[str, str]:
    """Return a column's name in small letters without anything between them, with its parentheses and without.

    Examples
    --------
    >>> spellings("Speaker (full name)")
    ('speakerfullname', 'speaker')
    """
    return plain_name(name), plain_name(_PARENTHESES.sub("", name))


def plain_name(name: str) -> str:
    """Return a column's name in small letters without anything between them."""
    return "".join(filter(str.isalnum, name.casefold()))


def is_talk_name(name: str) -> bool:
    """Whether a text is called as in a talk, and not as in a survey."""
    return plain_name(name) in _TALK.split()


def is_of_names(name: str) -> bool:
    """Whether a column is one of plain names, of speakers or of respondents."""
    return _is_among(name, NAMES_OF_NAMES)


def is_perhaps_speaker(name: str) -> bool:
    """Whether a column of this name holds speakers in some tables, and something else in others: ``Author``."""
    return _is_among(name, _PERHAPS_SPEAKER)


def is_loose_participant(name: str) -> bool:
    """Whether a column of participants may as well number rows, or name who wrote: ``id``, ``Author``."""
    return _is_among(name, _LOOSE_PARTICIPANTS)


def is_attribute(name: str) -> bool:
    """Whether a column describes somebody or something, as surveys do: ``Stakeholder type``, ``ageGroup``."""
    return any(word.casefold() in _ATTRIBUTES for word in _WORDS.findall(_HUMP.sub(" ", name)))


def _is_among(name: str, known: Iterable[str]) -> bool:
    return not {*known}.isdisjoint(spellings(name))
