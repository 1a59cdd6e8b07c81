"""Stances of a whole block: the same as reading the sentence of every hit by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.match.both_matchers import load, make_source

from interview_coder.match.block import Block
from interview_coder.match.hits import spell_hits
from interview_coder.match.stance import REACH_BEHIND, REPORT_REACH, cue_flags, read_stance
from interview_coder.match.stances import StanceReader
from interview_coder.segment import split_paragraphs

WORDS = ("tea", "tea", "tea", "road", "shops", "not", "nobody", "they", "said", "we", "think", "if", "would", "maybe")
MARKS = ("", "", "", "", ",", ".")


def make_block(*texts: str) -> Block:
    language = load("blank")
    sources = [make_source(f"P: {text}", source_id=str(number)) for number, text in enumerate(texts)]
    read = [(one, language.read_words(one.text, split_paragraphs(one), one.asides)) for one in sources]
    return Block(read, len(language.vocabulary.types))


def read_one_by_one(block: Block, hits: list[tuple[int, ...]]) -> list[tuple[str, int | None]]:
    cues = [cue_flags(*load("blank").vocabulary.forms(type_id)[:3]) for type_id in block.types.tolist()]
    sentences = block.sentences.tolist()
    read: list[tuple[str, int | None]] = []
    for hit in hits:
        words = [word for word, sentence in enumerate(sentences) if sentence == sentences[hit[0]]]
        own = [word - words[0] for word in hit if word in words]
        stance, cue = read_stance([cues[word] for word in words], block.joined[words].tolist(), own)
        read.append((stance, None if cue is None else words[cue]))
    return read


texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)).map("".join), min_size=1, max_size=45).map(
    " ".join
)


@given(st.lists(texts, min_size=1, max_size=3), st.data())
def test_stances_of_a_block_are_those_of_each_hit_in_its_sentence(made: list[str], data: st.DataObject) -> None:
    block = make_block(*made)
    places = st.integers(0, block.n_words - 1)
    near = st.tuples(places, st.sets(st.integers(0, 5), max_size=2)).map(
        lambda made: tuple(sorted({made[0], *(min(made[0] + step, block.n_words - 1) for step in made[1])}))
    )
    far = st.sets(places, min_size=1, max_size=3).map(lambda words: tuple(sorted(words)))
    hits = data.draw(st.lists(near | far, max_size=12))
    reader = StanceReader(load("blank").vocabulary)
    for some in (hits[:3], hits):
        assert reader.read(block, spell_hits(some)) == read_one_by_one(block, some)


def test_a_cue_is_seen_as_far_as_it_reaches_and_no_further() -> None:
    for n_between in (REPORT_REACH - 3, REPORT_REACH - 2, REPORT_REACH - 1, REPORT_REACH, REPORT_REACH + 1):
        block = make_block("they said that " + "tea " * (n_between - 1) + "road")
        hit = (block.n_words - 1,)
        assert StanceReader(load("blank").vocabulary).read(block, spell_hits([hit])) == read_one_by_one(block, [hit])
    for n_between in (REACH_BEHIND - 2, REACH_BEHIND - 1, REACH_BEHIND, REACH_BEHIND + 1):
        block = make_block("road " + "tea " * (n_between - 1) + "shops, they said.")
        assert StanceReader(load("blank").vocabulary).read(block, spell_hits([(0,)])) == read_one_by_one(block, [(0,)])


def test_a_cue_between_the_words_of_a_hit_counts_though_the_hit_goes_on_in_the_next_sentence() -> None:
    block = make_block("tea tea not road. tea tea")
    assert StanceReader(load("blank").vocabulary).read(block, spell_hits([(1, 3, 4, 5)])) == [("denied", 2)]


def test_no_hits_have_no_stances() -> None:
    block = make_block("the road is not good")
    assert StanceReader(load("blank").vocabulary).read(block, spell_hits([])) == []
