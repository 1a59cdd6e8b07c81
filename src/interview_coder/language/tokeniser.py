"""The door to spaCy's tokeniser: blank English, loaded when a chunk comes that is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline

LONGEST_BATCH = 1_000_000_000
LONGEST_WHOLE_CHUNK = 200
LONGEST_PIECE = 2_000
LONGEST_RUN_OF_MARKS = 50
_PIECE = re.compile(
    rf"[\W_]{{{LONGEST_RUN_OF_MARKS}}}|(?:(?![\W_]{{{LONGEST_RUN_OF_MARKS}}}).){{1,{LONGEST_PIECE}}}", re.DOTALL
)
_CAPITAL_CONTRACTION = re.compile(r"\b[A-Z]+['’](?:T|S|RE|VE|LL|D|M)\b")
_SURROGATE = re.compile("[\ud800-\udfff]")


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
            One list a chunk, in their order. What the tokeniser does not know (rare hyphens, contractions in capitals)
            is cut as if it was written plainly.
        """
        pieces = [list(_find_pieces(write_plainly(chunk))) for chunk in chunks]
        # line ends between, not spaces: over a space, spaCy takes ":" and ")" for one sign
        tokens = iter(self._make_doc("\n".join(piece for whole in pieces for piece in whole)))
        place = 0
        token = next(tokens, None)
        for whole in pieces:
            cuts = []
            shift = place
            for piece in whole:
                end = place + len(piece)
                while token is not None and token.idx < end:
                    start = token.idx - shift
                    cuts.append(Cut(start, start + len(token), token.norm_.lower()))
                    token = next(tokens, None)
                token = next(tokens, None)  # the line end
                place = end + 1
                shift += 1
            yield cuts


def write_plainly(chunk: str) -> str:
    """Write what the tokeniser does not know as it does; no offset moves.

    Examples
    --------
    >>> write_plainly("DON’T"), write_plainly("co‑op")
    ('don’t', 'co-op')
    """
    plain = chunk.replace("\u2010", "-").replace("\u2011", "-")
    if not plain.isascii():
        plain = _SURROGATE.sub("\ufffd", plain)
    return _CAPITAL_CONTRACTION.sub(lambda found: found.group().lower(), plain)


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
