from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.language.spacy_tokens import PlainToken, blank_english, tokens_of

from interview_coder.language.chunks import cut_plainly, place_pieces
from interview_coder.language.text_tokens import read_tokens
from interview_coder.language.tokeniser import LONGEST_WHOLE_CHUNK, Cut, load_tokeniser, write_plainly
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.model.segment import Paragraph

REPOSITORY = Path(__file__).parent.parent.parent
VALIDATION = REPOSITORY.parent / "shared" / "validation"
TEXT_ENDINGS = {".txt", ".vtt", ".srt", ".csv", ".jsonl"}
MARKS_BEFORE = ("", *"\"“‘'([")
MARKS_AFTER = ("", *",.;:!?\"”’')]…")
PAIRS_AFTER = tuple("".join(pair) for pair in product(MARKS_AFTER[1:], repeat=2))
ENDINGS = ("", "'s", "’s")
EXCEPTIONS = load_tokeniser().facts.exceptions

ODD_CHUNKS = [
    "gonna", "cannot", "dunno", "'s", "’s", "don’t", "don't", "DON'T", "DON’T", "shan't", "y'all", "let's",
    "who's", ":-)", ":)", "(:", "re:(", "http://a.org/b?c=d", "www.nhs.uk.", "a@b.org", "(see", "U.S.", "U.K.,",
    "e.g.", "a.m.", "9am", "9.30am,", "£4bn", "£4.1bn", "$3m", "20%", "COVID-19", "Covid‑19", "and/or",
    "he/she", "24/7", "R&D", "A&E.", "wait...", "wait…", "…and", "....", "no—never", "no–never", "–",
    "—", "top-down", "top‐down", "ex-", "-ish", "1990s", "'90s", "5’", "end.Then", "one,two", "“quote”,",
    "'quote'", "[sic]", "(s)", "ward(s)", "10:30", "1,000", "1.2.3.4", "#nhs", "@home", "it's.", "Dr.", "dr.",
    "No.", "St.", "Mrs.", "i.e.,", "p.5", "C++", "café", "naïve", "é.", "ß,", "e\u0301te\u0301", "字。",
    "🙂🙂", "👩‍👧", "a\u200bb", "co\u00adop", "\ud800", "\0", "x\0y", "m.", "km.", "5km.", "5km",
    "o'clock", "O’Brien", "Ph.D.", "°C.", "_so_", "*so*", "~5", "+44", "a_b", "(ಠ_ಠ)", "¯\\(ツ)/¯", "''",
    "``so''",
]  # fmt: skip
TEXTS = st.text(
    st.sampled_from(
        "aAbsSdDeéß0179.,:;!?'’‘“”\"()[]{}<>-–—…/@#£$%&*_+=~|^°\u2010\u2011\u00ad\u200b🙂字"
        " \n\t\u00a0\u2003\x1c\u3000\x85"
    ),
    max_size=40,
)
CHUNKS = st.sampled_from([*ODD_CHUNKS, "ward", "Ward.", "wards,", "(ward"])


def read(text: str, vocabulary: Vocabulary | None = None) -> list[PlainToken]:
    """Read the tokens of a text as the program does."""
    vocabulary = vocabulary or Vocabulary()
    tokens = read_tokens(text, [Paragraph(1, 0, len(text))], vocabulary)
    spans = zip(tokens.types.tolist(), (tokens.starts - 1).tolist(), (tokens.ends - 1).tolist(), strict=True)
    return [PlainToken(start, end, *vocabulary.types[type_id]) for type_id, start, end in spans]


def without_surrogates(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def expect(text: str, *, chunks_alone: bool) -> list[PlainToken]:
    found = tokens_of(without_surrogates(text), chunks_alone=chunks_alone)
    return [token._replace(form=text[token.start : token.end]) for token in found]


def dress(cores: Iterable[str], marks_after: Sequence[str] = MARKS_AFTER) -> Iterator[str]:
    """Yield words with all marks and endings that a plain chunk may have."""
    for before, core, ending, after in product(MARKS_BEFORE, cores, ENDINGS, marks_after):
        yield before + core + ending + after


def find_wrong(chunks: Iterable[str]) -> list[str]:
    """Return the chunks that are cut plainly, and not as spaCy cuts them."""
    plain = {chunk: place_pieces(pieces) for chunk in chunks if (pieces := cut_plainly(chunk, EXCEPTIONS))}
    assert plain
    by_spacy = load_tokeniser().cut(list(plain))
    return [chunk for (chunk, cuts), told in zip(plain.items(), by_spacy, strict=True) if cuts != told]


@pytest.mark.parametrize("chunk", ODD_CHUNKS)
def test_odd_chunks_are_cut_as_by_spacy(chunk: str) -> None:
    assert read(chunk) == expect(chunk, chunks_alone=False)


@given(TEXTS)
def test_any_text_is_cut_as_by_spacy(text: str) -> None:
    assert read(text) == expect(text, chunks_alone=True)


@given(st.text(max_size=30))
def test_any_text_of_all_of_unicode_is_cut_as_by_spacy(text: str) -> None:
    assert read(text) == expect(text, chunks_alone=True)


@given(st.lists(CHUNKS, max_size=8))
def test_odd_chunks_in_a_row_are_cut_as_by_spacy(chunks: list[str]) -> None:
    assert read(" ".join(chunks)) == expect(" ".join(chunks), chunks_alone=True)


@given(st.lists(TEXTS, max_size=4))
def test_a_chunk_is_cut_in_the_same_way_when_it_comes_again(texts: list[str]) -> None:
    vocabulary = Vocabulary()
    first = [read(text, vocabulary) for text in texts]
    assert [read(text, vocabulary) for text in texts] == first == [expect(text, chunks_alone=True) for text in texts]


def test_spacy_takes_an_emoticon_over_a_space_for_none_and_the_program_does_not() -> None:
    assert [token.form for token in tokens_of("re:( (")] == ["re", ":", "(", "("]
    assert [token.form for token in read("re:( (")] == ["re", ":(", "("]


def find_texts(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.*")) if path.suffix in TEXT_ENDINGS]


@pytest.mark.parametrize("path", find_texts(REPOSITORY / "corpus"), ids=lambda path: path.name)
def test_the_sample_corpus_is_cut_as_by_spacy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read(text) == tokens_of(text)


@pytest.mark.skipif(not VALIDATION.is_dir(), reason="the transcripts for validation are not here")
def test_real_transcripts_and_comments_are_cut_as_by_spacy() -> None:
    vocabulary = Vocabulary()
    paths = find_texts(VALIDATION)
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert read(text, vocabulary) == tokens_of(text), path.name


def test_all_exceptions_of_spacy_are_known() -> None:
    exceptions: dict[str, object] = blank_english().tokenizer.rules  # type: ignore[union-attr]
    assert {chunk for chunk in exceptions if not chunk.isspace()} == EXCEPTIONS
    assert all(chunk.split() == [chunk] for chunk in EXCEPTIONS)


def test_every_letter_with_every_mark_is_cut_as_by_spacy() -> None:
    assert find_wrong(dress(string.ascii_letters)) == []


def test_two_letters_with_every_mark_are_cut_as_by_spacy() -> None:
    pairs = ["".join(pair) for pair in product("aegimnstxADIOPSX", repeat=2)]
    assert find_wrong(dress(pairs)) == []


def test_letters_and_figures_behind_them_with_every_mark_are_cut_as_by_spacy() -> None:
    letters = [*"aegkmnopstxADIOPSX", "am", "km", "ID", "GP", "th", "covid", *filter(str.isalpha, EXCEPTIONS)]
    assert find_wrong(dress(f"{word}{figures}" for word in letters for figures in ("1", "08", "2016"))) == []


def test_words_with_every_two_marks_after_them_are_cut_as_by_spacy() -> None:
    assert find_wrong(dress(["ward", "NHS", "o", "D", "x", "s", "in", "8", "3", "P01", "x8"], PAIRS_AFTER)) == []


def test_parts_of_exceptions_with_every_mark_are_cut_as_by_spacy() -> None:
    parts = {part for exception in EXCEPTIONS for part in exception.replace("’", "'").split("'")}
    cores = {case(part.strip(".")) for part in parts for case in (str, str.lower, str.upper, str.title)}
    assert find_wrong(dress(sorted(filter(None, cores)))) == []


def test_exceptions_beside_hyphens_are_cut_as_by_spacy() -> None:
    words = sorted(word for word in {exception.strip(".'’") for exception in EXCEPTIONS} if word.isalpha())
    cores = [core for word in words for core in (f"{word}-led", f"non-{word}")]
    assert find_wrong(before + core + after for before in "'(" for core in cores for after in (".", "'", "'s.")) == []


def test_numbers_with_every_mark_are_cut_as_by_spacy() -> None:
    numbers = [*map(str, range(30)), "2016", "1,000", "3.5", "0.0", "1.2.3.4", "127.0.0.1", "10,000.50"]
    assert find_wrong(dress(numbers)) == []


@given(
    st.lists(st.text(string.ascii_letters, min_size=1, max_size=9), min_size=1, max_size=3),
    st.sampled_from(MARKS_BEFORE),
    st.sampled_from(ENDINGS),
    st.sampled_from(MARKS_AFTER + PAIRS_AFTER),
)
def test_plain_chunks_are_cut_as_by_spacy(parts: list[str], before: str, ending: str, after: str) -> None:
    chunk = before + "-".join(parts) + ending + after
    pieces = cut_plainly(chunk, EXCEPTIONS)
    if pieces:
        assert [place_pieces(pieces)] == list(load_tokeniser().cut([chunk]))


@pytest.mark.parametrize(
    "chunk", ["ward", "Wards,", "(ward)", "NHS.", "top-down", "ward’s.", "2016,", "“so”", "so.”", "(so),"]
)
def test_most_chunks_of_speech_are_plain(chunk: str) -> None:
    assert cut_plainly(chunk, EXCEPTIONS)


@pytest.mark.parametrize(
    "chunk", ["don't", "U.S.", "A.", "aB.", "a.", "Dr.", "cannot", "café", "x.", "R&D", "he/she", "9am"]
)
def test_what_spacy_may_treat_in_its_own_way_is_not_plain(chunk: str) -> None:
    assert not cut_plainly(chunk, EXCEPTIONS)


@pytest.mark.parametrize(
    ("chunk", "plain"),
    [("DON'T", "don't"), ("WE’RE,", "we’re,"), ("NHS's", "NHS's"), ("co\u2010op", "co-op"), ("\ud800a", "\ufffda")],
)
def test_what_the_tokeniser_does_not_know_is_written_plainly_without_moving_a_sign(chunk: str, plain: str) -> None:
    assert write_plainly(chunk) == plain


def test_the_form_of_a_word_is_as_written_and_its_norm_as_spelled_out() -> None:
    assert [(token.form, token.norm) for token in read("They DON’T")] == [
        ("They", "they"),
        ("DO", "do"),
        ("N’T", "not"),
    ]


@pytest.mark.parametrize("sign", [")", "—", "🙂", "'", "a:", "ab-", "字", "www."])
def test_a_chunk_of_any_length_costs_little_and_keeps_every_sign(sign: str) -> None:
    chunk = sign * 20_000
    tokens = read(f"so {chunk} so")
    assert "".join(token.form for token in tokens) == f"so{chunk}so"


def test_a_chunk_is_cut_whole_up_to_a_length() -> None:
    address = "www.example.org/" + "a" * (LONGEST_WHOLE_CHUNK - 16)
    assert list(load_tokeniser().cut([address])) == [[Cut(0, LONGEST_WHOLE_CHUNK, address)]]
