"""The door to spaCy's tokeniser: blank English, loaded when a chunk comes that is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline
    from spacy.tokens import Token

LONGEST_BATCH = 1_000_000_000
LONGEST_WHOLE_CHUNK = 200
LONGEST_PIECE = 2_000
LONGEST_RUN_OF_MARKS = 50
_PIECE = re.compile(
    rf"[\W_]{{{LONGEST_RUN_OF_MARKS}}}|(?:(?![\W_]{{{LONGEST_RUN_OF_MARKS}}}).){{1,{LONGEST_PIECE}}}", re.DOTALL
)
_CAPITAL_CONTRACTION = re.compile(r"\b[A-Z]+['’](?:T|S|RE|VE|LL|D|M)\b")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DASH_IN_WORD = re.compile(r"(?<=[\w%])–(?=[\w£$€])")
_IN_WORD = re.compile(r"(?<!\w)#(?=\w)|(?<=[^\W\d_])\(e?s\)(?!\w)", re.IGNORECASE)
_BEHIND_LETTER = re.compile(r"(?<=[^\W\d_])#(?!\w)")
_LETTER_FOR_NOTHING, _LETTER_FOR_HASH = "ʬ", "ʭ"
"""Letters that nobody writes, and that spaCy leaves in their word."""
_AS_SAID = str.maketrans({_LETTER_FOR_NOTHING: "", _LETTER_FOR_HASH: "#"})
SHORT_IS = frozenset({"'s", "s"})
"""What ``is`` is in ``it's`` and ``thats``."""
BEFORE_IS = frozenset({"it", "he", "she", "that", "there", "here", "what", "who", "where", "how", "when", "why"})
"""Words after which ``'s`` is no possessive."""


class Cut(NamedTuple):
    """A token of a chunk: ``chunk[start:end]``, with spaCy's norm in lower case."""

    start: int
    end: int
    norm: str


@dataclass(frozen=True, slots=True)
class TokeniserFacts:
    """What must be known of spaCy to do without it.

    Parameters
    ----------
    exceptions : frozenset of str
        Chunks and parts of chunks that it cuts, or leaves whole, against its own rules; none has white space in it.
    stop_words : frozenset of str
        In lower case.
    """

    exceptions: frozenset[str]
    stop_words: frozenset[str]


class Tokeniser:
    """spaCy's blank English tokeniser.

    Parameters
    ----------
    pipeline : spacy.language.Language
        Whose tokeniser is asked.
    """

    def __init__(self, pipeline: SpacyPipeline) -> None:
        self._make_doc = pipeline.make_doc
        exceptions = (chunk for chunk in pipeline.Defaults.tokenizer_exceptions if not chunk.isspace())
        self.facts = TokeniserFacts(frozenset(exceptions), frozenset(pipeline.Defaults.stop_words))

    def cut(self, chunks: Sequence[str]) -> Iterator[list[Cut]]:
        """Cut chunks as spaCy cuts each of them alone.

        Parameters
        ----------
        chunks : sequence of str
            Without white space. Of more than 200 characters, long runs of marks and pieces of 2,000 are cut on their
            own: spaCy's time for a chunk grows with the square of its length.

        Yields
        ------
        list of Cut
            One list a chunk, in their order. What the tokeniser does not know is cut as if it was written plainly; of
            ``#metoo`` and ``ward(s)`` the norm is ``metoo`` and ``ward``, and of ``'s`` in ``it's`` it is ``is``.
        """
        pieces = [list(_find_pieces(write_plainly(chunk))) for chunk in chunks]
        # line ends between, not spaces: over a space, spaCy takes ":" and ")" for one sign
        tokens = iter(self._make_doc("\n".join(piece for whole in pieces for piece in whole)))
        place = 0
        token = next(tokens, None)
        for whole in pieces:
            cuts: list[Cut] = []
            shift = place
            for piece in whole:
                end = place + len(piece)
                while token is not None and token.idx < end:
                    start = token.idx - shift
                    cuts.append(Cut(start, start + len(token), read_norm(token)))
                    token = next(tokens, None)
                token = next(tokens, None)  # the line end
                place = end + 1
                shift += 1
            yield cuts


def write_plainly(chunk: str) -> str:
    """Write what the tokeniser does not know as it does; no offset moves.

    Contractions are not in capitals, hyphens not rare, and so are dashes within a word (``2016–17``); a hash and an
    ``(s)`` that belong to a word are letters.

    Examples
    --------
    >>> write_plainly("DON’T"), write_plainly("co‑op"), write_plainly("2016–17")
    ('don’t', 'co-op', '2016-17')
    """
    plain = chunk.replace("\u2010", "-").replace("\u2011", "-")
    if not plain.isascii():
        plain = _DASH_IN_WORD.sub("-", _SURROGATE.sub("\ufffd", plain))
    if "#" in plain or "(" in plain:
        plain = _IN_WORD.sub(lambda found: _LETTER_FOR_NOTHING * len(found.group()), plain)
        plain = _BEHIND_LETTER.sub(_LETTER_FOR_HASH, plain)
    return _CAPITAL_CONTRACTION.sub(lambda found: found.group().lower(), plain)


def read_norm(token: Token) -> str:
    """Return how a token of a plainly written chunk is said, in lower case."""
    norm = token.norm_.lower()
    if norm in SHORT_IS and token.i and not token.nbor(-1).whitespace_:
        before = token.nbor(-1).text
        # WHO's is a possessive
        return "is" if before.lower() in BEFORE_IS and (before.istitle() or before.islower()) else norm
    return norm if norm.isascii() else write_as_said(norm)


def write_as_said(plain: str) -> str:
    """Take out of a plainly written word the letters that stand for something else.

    Examples
    --------
    >>> write_as_said(write_plainly("ward(s)")), write_as_said(write_plainly("C#"))
    ('ward', 'C#')
    """
    return plain.translate(_AS_SAID)


def _find_pieces(chunk: str) -> Iterator[str]:
    if len(chunk) <= LONGEST_WHOLE_CHUNK:
        yield chunk
    else:
        yield from (found.group() for found in _PIECE.finditer(chunk))


@cache
def load_tokeniser() -> Tokeniser:
    """Load spaCy; it takes most of a second, once a process."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.max_length = LONGEST_BATCH  # the limit is meant for parsers
    return Tokeniser(pipeline)
