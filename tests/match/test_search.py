from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.ingest.asides import find_asides
from interview_coder.language import Language, load_language, look_up_lemma
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.search import Hit, WordIndex
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.segment import Paragraph, Sentence, Token

LISTS: Mapping[str, tuple[str, ...]] = {"place": ("ward", "council", "closed ward"), "none": ()}


@cache
def load(model: str) -> Language:
    return load_language(model)


def read_sentences(text: str, *, model: str = "blank") -> list[Sentence]:
    return list(load(model).read_sentences(text, [Paragraph(1, 0, len(text))], tuple(find_asides(text))))


def find_rule(rule: str, index: WordIndex, *, model: str = "blank") -> list[Hit]:
    code = Code("code", "theme", "", "", rules=(Rule(rule, "rule", 1),))
    compiled = CompiledCodebook(Codebook("", "1", (Theme("theme", "", "", "#000000", (code,)),), LISTS))
    compiled.learn(load(model).vocabulary)
    return index.find(compiled.rules[0].pattern)


def found_words(rule: str, text: str, *, model: str = "blank") -> list[str]:
    index = WordIndex(read_sentences(text, model=model))
    return [
        " ".join(text[index.words[place].start : index.words[place].end] for place in hit)
        for hit in find_rule(rule, index, model=model)
    ]


def test_the_words_of_a_source_are_numbered_without_its_marks() -> None:
    text = "Well, the top-down plan. It closed."
    index = WordIndex(read_sentences(text))
    assert [text[word.start : word.end] for word in index.words] == [
        "Well",
        "the",
        "top",
        "down",
        "plan",
        "It",
        "closed",
    ]
    assert index.sentence_of == [0, 0, 0, 0, 0, 1, 1]


def test_a_word_is_joined_to_the_one_before_it_unless_a_mark_parts_them() -> None:
    text = "Well, the top-down “plan” (it) [closed]; now. Gone"
    index = WordIndex(read_sentences(text))
    joined = {text[w.start : w.end]: is_joined for w, is_joined in zip(index.words, index.is_joined, strict=False)}
    assert [word for word, is_joined in joined.items() if not is_joined] == ["Well", "the", "now", "Gone"]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert find_rule("cut", WordIndex([])) == []


def test_a_sentence_of_marks_alone_has_no_words() -> None:
    index = WordIndex([Sentence(1, 0, 3, (Token(0, 3, -1, joins=False, content=False),))])
    assert index.words == []
    assert find_rule("cut", index) == []


PHRASES_AND_FORMS = [
    ("closed", "They close it.", ["close"]),
    ("close", "It CLOSED, it closes, it would close.", ["CLOSED", "closes", "close"]),
    ("closure", "They close it.", []),
    ('"closed"', "They close it. Closed it was.", ["Closed"]),
    ('"closed" ward', "A closed ward, closed wards, a closing ward", ["closed ward", "closed wards"]),
    ("suspicio*", "Suspicion, suspicious, suspect", ["Suspicion", "suspicious"]),
    ("*wide", "London-wide and citywide and wide", ["wide", "citywide", "wide"]),
    ("lack of trust", "a lack of trust", ["lack of trust"]),
    ("lack of trust", "a lack of any trust", []),
    ("lack of trust", "lack lack of trust trust", ["lack of trust"]),
    ("cut", "cut cut cut", ["cut", "cut", "cut"]),
    ("cut cut", "cut cut cut", ["cut cut", "cut cut"]),
    ("cut", "nothing of the kind", []),
]
CHOICES_OPTIONS_LISTS = [
    ("(cut | plan)", "cuts and plans", ["cuts", "plans"]),
    ("(cost saving | saving)", "a cost saving", ["cost saving"]),
    ("(cut | cut back)", "they cut back and cut", ["cut back", "cut"]),
    ("the (cut | cost saving) plan", "the cut plan, the cost saving plan", ["the cut plan", "the cost saving plan"]),
    ("the? plan", "the plan or a plan", ["the plan", "plan"]),
    ("the new? plan", "the plan, the new plan, the old plan", ["the plan", "the new plan"]),
    (
        "the (old | very new)? plan",
        "the old plan, the very new plan, the very old plan",
        ["the old plan", "the very new plan"],
    ),
    ("top-down? plan", "a top-down plan, a plan, a down plan", ["top down plan", "plan", "plan"]),
    ("@place", "a ward, a closed ward, two councils", ["ward", "closed ward", "councils"]),
    ("@place plan", "the council plan", ["council plan"]),
    ("@none", "a ward", []),
    ("(@none | ward)", "a ward", ["ward"]),
    ("@none? ward", "a ward", ["ward"]),
]
DISTANCES = [
    ("cut NEAR ward", "cut the ward", ["cut ward"]),
    ("cut NEAR ward", "the ward was cut", ["ward cut"]),
    ("cut NEAR ward", "It was cut. The ward too.", []),
    ("cut NEAR ward", "a cut, they say; and a ward", ["cut ward"]),
    ("cut NEAR/1 ward", "cut the ward", ["cut ward"]),
    ("cut NEAR/1 ward", "cut the old ward", []),
    ("cut NEAR/0 ward", "cut ward, the ward cut", ["cut ward", "ward cut"]),
    ("cut NEAR/0 ward", "cut, ward", ["cut ward"]),
    ("cut NEAR/1 ward", "a cut - well, a ward", []),
    ("cut NEAR ward", "ward a cut ward", ["cut ward"]),
    ("cut NEAR ward", "ward cut ward", ["ward cut"]),
    ("cut NEAR ward", "cut the ward, cut", ["cut ward", "ward cut"]),
    ("cut back NEAR/1 old ward", "cut back an old ward", ["cut back old ward"]),
    ("cut back NEAR back ward", "cut back ward", []),
    ("cut THEN ward", "cut the ward", ["cut ward"]),
    ("cut THEN ward", "the ward was cut", []),
    ("cut THEN ward", "ward cut ward", ["cut ward"]),
    ("cut THEN/1 ward", "cut the ward, cut the old ward", ["cut ward"]),
    ("cut THEN/0 ward", "cut wards", ["cut wards"]),
    ("cut THEN ward THEN/0 plan", "cut the ward plan", ["cut ward plan"]),
    ("cut THEN ward THEN/0 plan", "cut the ward by plan", []),
    ("ward NEAR cut THEN plan", "a ward cut by plan", ["ward cut plan"]),
]
EXCLUSIONS = [
    ("close EXCEPT closed doors", "closed doors, a closed ward", ["closed"]),
    ("close EXCEPT closed doors", "behind closed doors", []),
    ("close ward EXCEPT ward plan", "close the ward; close ward plan", []),
    ("close EXCEPT ward", "close the ward", ["close"]),
    ("close EXCEPT (close to | close by)", "close to it, close it", ["close"]),
    ("cut NEAR ward EXCEPT cut glass", "a cut glass ward", []),
    ("cut NEAR ward EXCEPT glass", "a cut glass ward", ["cut ward"]),
    ("close WITHOUT door", "closed a door. Closed a ward.", ["Closed"]),
    ("close WITHOUT door", "a door was shut, a ward closed", []),
    ("close WITHOUT door NEAR/0 open", "closed a door, closed a ward", ["closed", "closed"]),
    ("close WITHOUT door NEAR/0 open", "closed an open door, closed a ward", []),
    ("close EXCEPT closed doors WITHOUT ward", "closed doors and a closed plan", ["closed"]),
    ("close EXCEPT closed doors WITHOUT ward", "closed doors and a closed ward", []),
    ("close WITHOUT weather", "closed", ["closed"]),
]
MARKS = [
    ("ward plan", "the ward, plan", []),
    ("ward plan", "the ward; plan", []),
    ("ward plan", "the ward: plan", []),
    ("ward plan", "the ward — plan", []),
    ("ward plan", "the ward… plan", []),
    ("ward plan", "the ward / plan", []),
    ("ward plan", "the ward. Plan", []),
    ("ward plan", "the ward! plan", []),
    ("ward plan", "the ward? plan", []),
    ("ward plan", "the ward, - plan", []),
    ("ward plan", "the ward 🙂 plan", []),
    ("ward plan", "the ward-plan", ["ward plan"]),
    ("ward plan", "the ward‑plan", ["ward plan"]),
    ("ward plan", "the ward – plan", []),
    ("ward plan", "the ward - plan", []),
    ("ward plan", "the “ward” plan", ["ward plan"]),
    ("ward plan", 'the "ward" plan', ["ward plan"]),
    ("ward plan", "the ward 'plan'", ["ward plan"]),
    ("ward plan", "the (ward) [plan]", ["ward plan"]),
    ("ward plan", "the wards' plan", ["wards plan"]),
    ("ward plan", "the wards’ plan", ["wards plan"]),
    ("ward plan", "the ward\nplan", ["ward plan"]),
    ("ward plan", "the ward \u00a0 plan", ["ward plan"]),
    ("top-down", "a top-down plan, a top down plan", ["top down", "top down"]),
    ("top down", "a top-down plan", ["top down"]),
]
CONTRACTIONS = [
    ("can't", "we can't", ["ca n't"]),
    ("can't", "we can’t", ["ca n’t"]),
    ("can’t", "we can't", ["ca n't"]),
    ("can't", "we can not", ["can not"]),
    ("do not", "we don't", ["do n't"]),
    ("do not", "we don’t", ["do n’t"]),
    ("will not", "it won't", ["wo n't"]),
    ("won't", "it will not", ["will not"]),
    ("not", "it isn't, it is not, it won’t", ["n't", "not", "n’t"]),
    ('"not"', "it isn't, it is not", ["n't", "not"]),
    ("they are", "they're", ["they 're"]),
    ("they're", "they’re", ["they ’re"]),
    ("people's trust", "the people’s trust", ["people ’s trust"]),
    ("people’s trust", "the people's trust", ["people 's trust"]),
]


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [*PHRASES_AND_FORMS, *CHOICES_OPTIONS_LISTS, *DISTANCES, *EXCLUSIONS, *MARKS, *CONTRACTIONS],
)
def test_a_rule_finds_these_words_in_this_text(rule: str, text: str, words: list[str]) -> None:
    assert found_words(rule, text) == words


GUIDE = [
    ("cut", "They cut it.", ["cut"]),
    ("cut", "There were two cuts.", ["cuts"]),
    ("cut", "They are cutting it.", ["cutting"]),
    ("cut", "They bought cutlery.", []),
    ('"cuts"', "Cuts and cuts and a cut in cutting.", ["Cuts", "cuts"]),
    ("privati*", "To privatise, privatisation, Privatising, private.", ["privatise", "privatisation", "Privatising"]),
    ("*ism", "Tokenism, ageism and other isms.", ["Tokenism", "ageism"]),
    ("vehicle for cut", "It is a vehicle for cuts.", ["vehicle for cuts"]),
    ("vehicle for cut", "They are vehicles for cutting.", ["vehicles for cutting"]),
    ("vehicle for cut", "It is a vehicle for the cuts.", []),
    (
        "vehicle for the? cut",
        "A vehicle for cuts; a vehicle for the cuts.",
        ["vehicle for cuts", "vehicle for the cuts"],
    ),
    ("(brand | good name)", "The brand; two good names.", ["brand", "good names"]),
    ("(toxic | tainted) brand", "It is a tainted brand.", ["tainted brand"]),
    ("(toxic | tainted) brand", "It is a brand that is toxic.", []),
    ("don't trust", "I don't trust it and do not trust them.", ["do n't trust", "do not trust"]),
    ("don't trust", "I don’t trust it.", ["do n’t trust"]),
    ("brand NEAR toxic", "A toxic thing, that brand.", ["toxic brand"]),
    ("brand NEAR toxic", "That brand. It is toxic.", []),
    ("brand NEAR/3 toxic", "The brand is by now toxic.", ["brand toxic"]),
    ("brand NEAR/3 toxic", "The brand is by now simply toxic.", []),
    ("nobody THEN/4 ask", "Nobody was ever asked.", ["Nobody asked"]),
    ("nobody THEN/4 ask", "They asked nobody.", []),
    ("nobody THEN/4 ask NEAR/8 resident", "Nobody ever asked a resident.", ["Nobody asked resident"]),
    ("nobody THEN/4 ask NEAR/8 resident", "Of the residents nobody was asked.", ["residents nobody asked"]),
    ("leave", "They left early.", ["left"]),
]


@pytest.mark.parametrize(("rule", "text", "words"), GUIDE)
def test_with_a_language_model_a_rule_finds_what_the_guide_to_rules_says(
    rule: str, text: str, words: list[str]
) -> None:
    assert found_words(rule, text, model="auto") == words


@pytest.mark.parametrize("aside", ["[name]", "[laughs]", "[council laughs]", "[NAME of council]"])
def test_what_the_transcriber_put_in_brackets_is_no_word(aside: str) -> None:
    assert found_words("(council | name | laugh)", f"They {aside} did that.") == []


def test_without_looks_into_its_own_sentence_only() -> None:
    assert found_words("close WITHOUT door", "A door. It closed. A door.") == ["closed"]


COPIED = [
    "cannot", "can't", "don’t", "they'd", "gonna", "o'clock", "1,000", "4.1", "24/7", "20%", "a&e", "e.g.", "p.m.",
    "five-year", "5-year", "24-hour", "mid-2016", "2016-17", "covid-19", "year-on-year", "well‑being", "and/or", "café",
    "residents'", "council’s", "naïve",
]  # fmt: skip


@pytest.mark.parametrize("word", COPIED)
def test_a_word_that_is_copied_from_a_text_into_a_rule_finds_it_there(word: str) -> None:
    assert len(found_words(word, f"They say {word} again")) == 1


@pytest.mark.parametrize("word", ["can't", "don't", "won’t", "they're", "council's", "top-down"])
def test_exact_words_find_themselves(word: str) -> None:
    assert len(found_words(f'"{word}"', f"They say {word} again")) == 1


def test_a_pair_of_words_of_one_kind_is_found_once() -> None:
    assert found_words("council NEAR council", "a council and a council") == ["council council"]


@pytest.mark.parametrize("text", ["cut the plan ward", "ward plan cut", "plan cut ward", "cut ward plan"])
def test_three_words_of_one_sentence_are_near_each_other_in_any_order(text: str) -> None:
    assert [sorted(hit.split()) for hit in found_words("cut NEAR ward NEAR plan", text)] == [["cut", "plan", "ward"]]


def test_of_two_words_that_lie_within_a_pair_the_earlier_is_taken() -> None:
    assert found_words("cut NEAR ward NEAR (plan | council)", "cut plan council ward") == ["cut plan ward"]


class Spoken(NamedTuple):
    """A word of a made-up text; ``joined`` when it stands right after the word before it."""

    start: int
    end: int
    text: str
    sentence: int
    joined: bool


@dataclass(frozen=True)
class Written:
    """A word of a made-up rule, as written, and the words that it stands for."""

    text: str
    words: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True)
class AnyOf:
    phrases: tuple[Row, ...]
    optional: bool = False


@dataclass(frozen=True)
class Listed:
    name: str


Item = Written | AnyOf | Listed
Row = tuple[Item, ...]


@dataclass(frozen=True)
class Together:
    first: Row | Together
    second: Row
    most_between: int | None
    ordered: bool


@dataclass(frozen=True)
class But:
    wanted: Row | Together | But
    unwanted: Row | Together
    operator: str


Wanted = Row | Together | But

LEMMAS = {
    "plan": "plan", "plans": "plan", "planned": "plan", "cut": "cut", "cuts": "cut", "council": "council",
    "councils": "council", "close": "close", "closed": "close", "ward": "ward", "wards": "ward", "do": "do",
    "not": "not", "n't": "not",
}  # fmt: skip
SPELLED_OUT = {"n't": "not"}
LISTED: dict[str, tuple[Row, ...]] = {
    "place": (
        (Written("ward", ("ward",)),),
        (Written("council", ("council",)),),
        (Written("closed", ("closed",)), Written("ward", ("ward",))),
    ),
    "none": (),
}


def accepts(word: str, spoken: str, *, exact: bool) -> bool:
    if "*" in word:
        head, _, tail = word.partition("*")
        return len(spoken) >= len(head) + len(tail) and spoken.startswith(head) and spoken.endswith(tail)
    return word in {spoken, SPELLED_OUT.get(spoken)} if exact else LEMMAS[word] == LEMMAS[spoken]


def ends_of_item(item: Item, spoken: Sequence[Spoken], first: int, place: int) -> set[int]:
    if isinstance(item, Written):
        for word in item.words:
            if place == len(spoken) or (place > first and not spoken[place].joined):
                return set()
            if not accepts(word, spoken[place].text.lower().replace("’", "'"), exact=item.exact):
                return set()
            place += 1
        return {place}
    phrases = item.phrases if isinstance(item, AnyOf) else LISTED[item.name]
    ends = {place} if isinstance(item, AnyOf) and item.optional else set()
    for phrase in phrases:
        ends |= ends_of_row(phrase, spoken, first, place)
    return ends


def ends_of_row(row: Row, spoken: Sequence[Spoken], first: int, place: int) -> set[int]:
    ends = {place}
    for item in row:
        ends = {later for end in ends for later in ends_of_item(item, spoken, first, end)}
    return ends


def hits_of_row(row: Row, spoken: Sequence[Spoken]) -> set[Hit]:
    """All stretches that the phrase can be, but none that lies within a longer one."""
    hits = {
        tuple(range(first, end)) for first in range(len(spoken)) for end in ends_of_row(row, spoken, first, first)
    } - {()}
    return {hit for hit in hits if not any(set(hit) < set(other) for other in hits)}


def words_between(a: Hit, b: Hit, *, ordered: bool) -> int | None:
    """How many words lie between two hits, none if one lies within the other; they may not share a word."""
    if a[-1] < b[0]:
        return b[0] - a[-1] - 1
    if ordered or set(a) & set(b):
        return None
    return a[0] - b[-1] - 1 if b[-1] < a[0] else 0


def hits_of_pair(pair: Together, spoken: Sequence[Spoken]) -> set[Hit]:
    """Every hit of the first pattern with the nearest one of the second; of equally near ones the earlier."""
    hits = set()
    for a in hits_of(pair.first, spoken):
        nearest: tuple[int, Hit] | None = None
        for b in sorted(hits_of(pair.second, spoken)):
            between = words_between(a, b, ordered=pair.ordered)
            if between is None or spoken[a[0]].sentence != spoken[b[0]].sentence:
                continue
            if pair.most_between is not None and between > pair.most_between:
                continue
            if nearest is None or between < nearest[0]:
                nearest = (between, b)
        if nearest is not None:
            hits.add(tuple(sorted(a + nearest[1])))
    return hits


def hits_of(wanted: Wanted, spoken: Sequence[Spoken]) -> set[Hit]:
    if isinstance(wanted, Together):
        return hits_of_pair(wanted, spoken)
    if isinstance(wanted, tuple):
        return hits_of_row(wanted, spoken)
    unwanted = hits_of(wanted.unwanted, spoken)
    if wanted.operator == "EXCEPT":
        return {a for a in hits_of(wanted.wanted, spoken) if not any(set(a) & set(b) for b in unwanted)}
    barred = {spoken[b[0]].sentence for b in unwanted}
    return {a for a in hits_of(wanted.wanted, spoken) if spoken[a[0]].sentence not in barred}


def write_item(item: Item) -> str:
    if isinstance(item, Written):
        return f'"{item.text}"' if item.exact else item.text
    if isinstance(item, Listed):
        return f"@{item.name}"
    return f"({' | '.join(write_row(phrase) for phrase in item.phrases)})" + "?" * item.optional


def write_row(row: Row) -> str:
    return " ".join(write_item(item) for item in row)


def write_rule(wanted: Wanted) -> str:
    if isinstance(wanted, tuple):
        return write_row(wanted)
    if isinstance(wanted, But):
        return f"{write_rule(wanted.wanted)} {wanted.operator} {write_rule(wanted.unwanted)}"
    distance = "" if wanted.most_between is None else f"/{wanted.most_between}"
    operator = "THEN" if wanted.ordered else "NEAR"
    return f"{write_rule(wanted.first)} {operator}{distance} {write_row(wanted.second)}"


def say(parts: Sequence[tuple[str, str]]) -> tuple[str, list[Spoken]]:
    """Make a text of words, each with what stands before it."""
    text = ""
    spoken: list[Spoken] = []
    sentence = 0
    for before, word in parts:
        is_contracted = word.lower().startswith("don")
        # a hyphen beside a contraction makes a word of its own kind
        gap = " " if before == "-" and (is_contracted or text.endswith(("'t", "’t"))) else before
        text += gap if spoken else ""
        sentence += bool(spoken) and gap in ENDING
        joined = bool(spoken) and gap in JOINING
        for half in [word[:2], word[2:]] if is_contracted else [word]:
            spoken.append(Spoken(len(text), len(text) + len(half), half, sentence, joined))
            text += half
            joined = True
    return text, spoken


JOINING = (" ", "  ", "\n", "-", " “", "” ", " (", ") ", "' ")
PARTING = (", ", "; ", ": ", " — ", "… ", " / ", ", “", "), ")
ENDING = (". ", "! ", "? ", ".\n")

said_words = st.sampled_from(
    [word for word in LEMMAS if word != "n't"] + ["Plan", "COUNCIL", "don't", "don’t", "Don't"]
)
texts = st.lists(st.tuples(st.sampled_from(JOINING * 2 + PARTING + ENDING), said_words), max_size=14).map(say)

PLAIN = ("plan", "plans", "cut", "council", "closed", "ward", "not", "do")
written_words = st.one_of(
    st.sampled_from(PLAIN).map(lambda word: Written(word, (word,))),
    st.sampled_from(["plan", "Closed", "wards", "not"]).map(lambda word: Written(word, (word.lower(),), exact=True)),
    st.sampled_from(["c*", "*s", "pl*n", "n*"]).map(lambda word: Written(word, (word,))),
    st.sampled_from(
        [
            Written("council-plan", ("council", "plan")),
            Written("don't", ("do", "not")),
            Written("Cut-WARD", ("cut", "ward")),
        ]
    ),
)
simple_items: st.SearchStrategy[Item] = written_words | st.sampled_from([Listed("place"), Listed("none")])


def rows_of(items: st.SearchStrategy[Item], *, most: int = 3) -> st.SearchStrategy[Row]:
    """Phrases of which at least one item is obligatory."""
    return (
        st.lists(items, min_size=1, max_size=most)
        .map(tuple)
        .filter(lambda row: not all(isinstance(item, AnyOf) and item.optional for item in row))
    )


def choices_of(rows: st.SearchStrategy[Row]) -> st.SearchStrategy[Item]:
    return st.builds(AnyOf, st.lists(rows, min_size=1, max_size=3).map(tuple), st.booleans())


small_rows = rows_of(simple_items, most=2)
nested_rows = rows_of(simple_items | choices_of(small_rows), most=2)
rows = rows_of(simple_items | choices_of(nested_rows))
distances = st.none() | st.integers(0, 3)
pairs = st.builds(Together, rows, rows, distances, st.booleans())
chains = st.builds(Together, pairs, rows, distances, st.booleans())
nears: st.SearchStrategy[Row | Together] = rows | pairs | chains
operators = st.sampled_from(["EXCEPT", "WITHOUT"])
exceptions: st.SearchStrategy[Wanted] = st.builds(But, nears, nears, operators)
wanteds: st.SearchStrategy[Wanted] = nears | exceptions | st.builds(But, exceptions, nears, operators)


def test_the_made_up_words_have_the_dictionary_forms_that_the_plain_matcher_says() -> None:
    assert {word: look_up_lemma(word) for word in LEMMAS if word != "n't"} == {
        word: lemma for word, lemma in LEMMAS.items() if word != "n't"
    }


@settings(max_examples=100)
@given(texts)
def test_a_made_up_text_is_read_as_the_words_it_was_made_of(made: tuple[str, list[Spoken]]) -> None:
    text, spoken = made
    index = WordIndex(read_sentences(text))
    read = zip(index.words, index.sentence_of, index.is_joined, strict=False)
    assert [
        Spoken(word.start, word.end, text[word.start : word.end], sentence, joined) for word, sentence, joined in read
    ] == spoken


@settings(max_examples=400)
@given(wanteds, texts)
def test_the_search_finds_what_a_slow_and_plain_matcher_finds(wanted: Wanted, made: tuple[str, list[Spoken]]) -> None:
    text, spoken = made
    found = find_rule(write_rule(wanted), WordIndex(read_sentences(text)))
    assert sorted(set(found)) == sorted(hits_of(wanted, spoken))


@settings(max_examples=50)
@given(wanteds, texts)
def test_hits_come_in_the_order_of_the_text_and_lie_in_one_sentence(
    wanted: Wanted, made: tuple[str, list[Spoken]]
) -> None:
    index = WordIndex(read_sentences(made[0]))
    found = find_rule(write_rule(wanted), index)
    assert found == sorted(found)
    for hit in found:
        assert list(hit) == sorted(set(hit))
        assert len({index.sentence_of[place] for place in hit}) == 1
