"""English: texts become words, words their forms, offline.

Tokens are those of spaCy's blank English, which is loaded only when something comes that was never seen; lemmas come
from a table. A language model is a package that pip installs, and is asked only for parts of speech; nothing is ever
downloaded here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from interview_coder.errors import InputError, Place, Problem
from interview_coder.installed import BLANK, choose_model
from interview_coder.language.content_words import TALK_WORDS
from interview_coder.language.lemmas import look_up_lemmas, straighten
from interview_coder.language.parts_of_speech import PartOfSpeech, Tagger
from interview_coder.language.source_words import SourceWords, Talk, read_words, read_words_of
from interview_coder.language.vocabulary import Vocabulary, WordForms, WordType
from interview_coder.model.segment import Paragraph
from interview_coder.model.source import Aside

__all__ = [
    "TALK_WORDS",
    "Language",
    "SourceWords",
    "Vocabulary",
    "WordForms",
    "WordType",
    "load_language",
    "look_up_lemmas",
    "straighten",
]


@dataclass(slots=True)
class Language:
    """A language with the words that were met in it.

    Parameters
    ----------
    model : str
        Name of the model, or ``blank``.
    version : str
        Of the model; of spaCy for blank.
    vocabulary : Vocabulary
        Grows as texts are read.
    """

    model: str
    version: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _tagger: Tagger | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._tagger = Tagger(self.model) if self.has_model else None

    @property
    def has_model(self) -> bool:
        """Whether there is a model, so that rules can ask for parts of speech."""
        return self.model != BLANK

    def describe_model(self) -> dict[str, str]:
        """Return name and version of the model, as the manifest of a run has them."""
        return {"name": self.model, "version": self.version}

    def read_words(self, text: str, paragraphs: Sequence[Paragraph], asides: Sequence[Aside] = ()) -> SourceWords:
        """Read the words of one source; see `source_words.read_words`.

        Parameters
        ----------
        text : str
            The source's text.
        paragraphs : sequence of Paragraph
            Of all turns, in the order of the text.
        asides : sequence of Aside
            What nobody said, in the order of the text.
        """
        return read_words(text, paragraphs, asides, self.vocabulary)

    def read_words_of(self, talks: Sequence[Talk]) -> list[SourceWords]:
        """Read the words of several sources together; see `source_words.read_words_of`."""
        return read_words_of(talks, self.vocabulary)

    def cut(self, word: str) -> tuple[tuple[str, str], ...]:
        """Cut what a rule calls a word as the tokeniser cuts it in a text; marks are left out.

        Returns
        -------
        tuple of (str, str)
            Each part as written, but straightened, and as it is said: in lower case, of contractions spelled out.

        Examples
        --------
        >>> language = load_language("blank")
        >>> language.cut("Don’t"), language.cut("top-down"), language.cut("9am")
        ((('Do', 'do'), ("n't", 'not')), (('top', 'top'), ('down', 'down')), (('9', '9'), ('am', 'am')))
        """
        return self.vocabulary.cut_word(word)

    def tag(self, text: str) -> list[tuple[int, int, PartOfSpeech | None]]:
        """Return start, end and part of speech of each word of one sentence, by the model.

        Parts of speech other than noun, verb, adjective, adverb, name and number are None.

        Raises
        ------
        InputError
            When there is no model.
        """
        if self._tagger is None:
            raise InputError(
                Problem(
                    "a rule asks for a part of speech, which only a language model can tell, and none is used",
                    Place("study.yml"),
                    fix='install one with pip (en_core_web_sm, say) and write "language_model: auto", '
                    "or take the part of speech out of the rule",
                )
            )
        return self._tagger.tag(text, self.vocabulary)


def load_language(name: str = "auto", saved: bytes | None = None) -> Language:
    """Return the language with the model that a study asks for; the model itself is loaded when it is needed.

    Parameters
    ----------
    name : str, default="auto"
        A package that is installed, ``blank`` for none, or ``auto``: the best official English model that is
        installed, else the one that comes with this program, else blank.
    saved : bytes, optional
        A vocabulary that was kept; left aside where it is damaged or was made with other versions.

    Raises
    ------
    InputError
        When a model was named that is not installed.
    """
    model, found = choose_model(name)
    return Language(model, found, _open_vocabulary(saved))


def _open_vocabulary(saved: bytes | None) -> Vocabulary:
    try:
        return Vocabulary() if saved is None else Vocabulary.from_bytes(saved)
    except ValueError:
        return Vocabulary()
