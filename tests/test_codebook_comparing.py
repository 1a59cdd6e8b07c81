"""Two codebooks compared: what is told of them, and that codings come and go as two full runs say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder import Codebook, Coding, InputError, Study, read_codebook
from interview_coder.codebook_comparing import NamedCodebook, compare_codebooks, compare_versions, read_versions
from interview_coder.codebook_comparing import speakers as speakers_module
from interview_coder.codebook_comparing.coding_changes import compare_codings
from interview_coder.codebook_comparing.pairing import pair_rules
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.coding import Evidence, MatchedToken, Stance
from interview_coder.model.comparison import CodebookComparison, CorpusChanges
from interview_coder.study_inputs import StudyInputs

MakeStudy = Callable[..., Path]
Entry = dict[str, Any]

REPOSITORY = Path(__file__).parent.parent


def codebook(*themes: Entry, **others: Any) -> Codebook:
    return read_codebook(json.dumps({"themes": themes, **others}).encode())


def theme(name: str, *codes: Entry, **others: Any) -> Entry:
    return {"id": name, "codes": codes, **others}


def code(name: str, *rules: str, **others: Any) -> Entry:
    return {"id": name, "match": rules, **others}


def tell(before: Codebook, after: Codebook) -> list[str]:
    return [str(change) for change in compare_codebooks(before, after).changes]


TRUST = theme("trust", code("lies", "lie"))
ONE = codebook(theme("cost", code("rent", "rent", "owe"), code("bills", "heating bill")), TRUST)


def test_nothing_is_told_of_a_codebook_and_itself() -> None:
    assert tell(ONE, ONE) == []


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            codebook(theme("cost", code("rent", "rent", "owe")), TRUST),
            ["code bills: code removed: bills", "code bills: rule removed: heating bill"],
        ),
        (
            codebook(
                theme("cost", code("rent", "rent", "owe"), code("bills", "heating bill")),
                theme("trust", code("lies", "lie"), code("hopes", "hope")),
            ),
            ["code hopes: code added: hopes", "code hopes: rule added: hope"],
        ),
        (
            codebook(theme("cost", code("rent", "rent"), code("bills", "heating bill", "coal")), TRUST),
            ["code rent: rule removed: owe", "code bills: rule added: coal"],
        ),
        (
            codebook(theme("cost", code("rent", "rent", "owe"), code("bills", "heating bills")), TRUST),
            ["code bills: rule reworded: heating bill → heating bills"],
        ),
        (
            codebook(theme("cost", code("rent", "owe", "rent"), code("bills", "heating bill")), TRUST),
            [],
        ),
        (
            codebook(theme("cost", code("bills", "heating bill"), code("rent", "rent", "owe")), TRUST),
            ["theme cost: codes reordered"],
        ),
        (
            codebook(
                theme("cost", code("rent", "rent", "owe")),
                theme("trust", code("lies", "lie"), code("bills", "heating bill")),
            ),
            ["code bills: code moved: cost → trust"],
        ),
        (
            codebook(theme("cost", code("rent", "rent", "owe", codes=[code("bills", "heating bill")])), TRUST),
            ["code bills: code moved: cost → cost/rent"],
        ),
        (
            codebook(theme("cost", code("debt", "rent", "owe"), code("bills", "heating bill")), TRUST),
            ["code debt: code renamed: rent → debt"],
        ),
        (
            codebook(theme("money", code("rent", "rent", "owe"), code("bills", "heating bill")), TRUST),
            ["theme money: theme renamed: cost → money"],
        ),
        (
            codebook(theme("cost", code("rent", "rent", "owe"), code("bills", "heating bill"))),
            ["theme trust: theme removed: trust", "code lies: code removed: lies", "code lies: rule removed: lie"],
        ),
        (
            codebook(
                theme("cost", code("rent", "rent", "owe"), code("bills", "heating bill")),
                TRUST,
                title="Homes",
                version=2,
            ),
            ["title changed: Homes", "version changed: 2"],
        ),
    ],
)
def test_every_change_is_told_once(after: Codebook, told: list[str]) -> None:
    assert [re.sub("^version changed: .* → ", "version changed: ", line) for line in tell(ONE, after)] == told


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("label", "High rent", "label"),
        ("definition", "More than people have.", "definition"),
        ("memo", "See the pilot.", "memo"),
        ("include", ["rises"], "inclusion"),
        ("exclude", ["deposits"], "exclusion"),
        ("examples", ["I owe two months."], "example"),
        ("counter_examples", ["I owe you a tea."], "counter-example"),
        ("topic_guide", ["how much"], "question pattern"),
        ("colour", "#112233", "colour"),
    ],
)
def test_a_change_in_any_part_of_a_code_names_the_part(field: str, value: object, what: str) -> None:
    before = codebook(theme("cost", code("rent", "rent")))
    after = codebook(theme("cost", code("rent", "rent", **{field: value})))
    changes = compare_codebooks(before, after).changes
    assert [(change.owner_id, change.what) for change in changes] == [("rent", what)]
    assert changes[0].after == (value[0] if isinstance(value, list) else value)


def test_line_ends_in_a_definition_change_nothing() -> None:
    before = codebook(theme("cost", code("rent", definition="More than\npeople  have.")))
    assert tell(before, codebook(theme("cost", code("rent", definition="More than people have.")))) == []


def test_codes_that_take_the_colour_of_their_theme_do_not_change_with_it() -> None:
    before = codebook(theme("cost", code("rent"), colour="#111111"))
    after = codebook(theme("cost", code("rent"), colour="#222222"))
    assert tell(before, after) == ["theme cost: colour changed: #111111 → #222222"]


def test_a_code_is_renamed_if_it_keeps_its_label_and_its_theme() -> None:
    before = codebook(theme("cost", code("rent", "rent", label="Rent too high")))
    after = codebook(theme("cost", code("high_rent", "owe", label="Rent too high")))
    assert compare_codebooks(before, after).renamed_codes == {"rent": "high_rent"}


def test_a_code_of_another_theme_with_the_same_label_is_another_code() -> None:
    before = codebook(theme("cost", code("rent"), code("cost_other", "rent", label="Other")), TRUST)
    after = codebook(theme("cost", code("rent")), theme("trust", code("lies"), code("trust_other", label="Other")))
    assert compare_codebooks(before, after).renamed_codes == {}


def test_codes_without_rules_or_labels_are_not_taken_for_each_other() -> None:
    assert compare_codebooks(codebook(theme("cost", code("a"))), codebook(theme("cost", code("b")))).renamed_codes == {}


def test_every_new_rule_is_a_rewording_of_one_old_rule_at_most() -> None:
    paired = pair_rules(["rent NEAR high", "rent NEAR rise"], ["rent NEAR highs", "rent NEAR rises", "rent NEAR rise*"])
    assert sorted(paired.values()) == ["rent NEAR high", "rent NEAR rise"]


def with_lists(**lists: Sequence[str]) -> Codebook:
    cost = theme("cost", code("rent", "@owner rise", "owe"), code("bills", "@landlord NEAR coal", "@fuel"))
    return codebook(cost, lists=lists)


def test_a_change_in_a_list_names_the_rules_that_use_it_also_through_other_lists() -> None:
    before = with_lists(landlord=["landlord"], owner=["@landlord", "owner"], fuel=["coal", "gas"])
    after = with_lists(landlord=["landlord", "agent"], owner=["@landlord", "owner"], fuel=["gas", "coal", "gas"])
    changes = compare_codebooks(before, after)
    assert [str(change) for change in changes.changes] == ["list landlord: entry added: agent"]
    touched = [(rule.code_id, rule.rule, rule.lists) for rule in changes.touched_rules]
    assert touched == [("rent", "@owner rise", ("landlord",)), ("bills", "@landlord NEAR coal", ("landlord",))]


def test_lists_that_come_and_go_are_told_with_the_entries_of_what_comes() -> None:
    before = codebook(theme("cost", code("rent")), lists={"old": ["a"]})
    after = codebook(theme("cost", code("rent")), lists={"new": ["b"]})
    assert tell(before, after) == ["list new: list added", "list new: entry added: b", "list old: list removed"]


def make_coding(start: int, end: int, *, of: str = "rent", rule: str = "rent", stance: Stance = "said") -> Coding:
    evidence = Evidence("id", rule, (MatchedToken(start, start + 1, "x"),), stance)
    return Coding(
        *(f"{of}{start}", "s", 1, "s#1", start, end, "cost", of, "P01", "tenant", "rules", "book", stance),
        evidence=(evidence,),
    )


def kinds(before: Sequence[Coding], after: Sequence[Coding]) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.kind, change.differs_in) for change in compare_codings(before, after, "x" * 100)]


def test_codings_that_are_equal_are_no_change_even_if_the_codebook_has_another_hash() -> None:
    one = make_coding(0, 10)
    other = one._replace(codebook="other", theme_id="moved", evidence=(one.evidence[0]._replace(rule_id="other"),))
    assert kinds([one], [other]) == []


def test_a_coding_that_overlaps_none_of_the_other_side_is_gained_or_lost() -> None:
    assert kinds([make_coding(0, 10)], [make_coding(10, 20)]) == [("lost", ()), ("gained", ())]
    assert kinds([make_coding(0, 10)], [make_coding(0, 10, of="debt")]) == [("gained", ()), ("lost", ())]


@pytest.mark.parametrize(
    ("other", "differs_in"),
    [
        (make_coding(0, 12), ("borders",)),
        (make_coding(0, 10, stance="denied"), ("stance", "words")),
        (make_coding(0, 10, rule="rents"), ("rules",)),
    ],
)
def test_a_change_tells_in_what_it_differs(other: Coding, differs_in: tuple[str, ...]) -> None:
    assert kinds([make_coding(0, 10)], [other]) == [("changed", differs_in)]


def test_codings_that_become_one_are_one_change_with_all_their_text() -> None:
    text = "The rent rose. And rose. And rose again."
    (change,) = compare_codings([make_coding(0, 14), make_coding(25, 40)], [make_coding(0, 40)], text)
    assert (change.kind, len(change.before), len(change.after)) == ("changed", 2, 1)
    assert (change.start, change.end, change.text) == (0, 40, text)


RULES = (
    *("rent", "owe", "@fuel", "coal NEAR/3 dear", "rent UNLESS denied", "rent AND/turn owe", "promise* THEN repair"),
    *("repair BY tenant", "rent BY landlord", "late ASKED rent", "(rent | repair) EXCEPT rent book", "@who never"),
)
LISTS: Mapping[str, Sequence[Sequence[str]]] = {
    "fuel": (["coal"], ["coal", "gas"], ["gas", "@more"]),
    "more": (["wood"], ["wood", "oil"]),
    "who": (["landlord", "agent"], ["landlord"]),
}
FILES: dict[str, str | bytes] = {
    "one.txt": """\
Interviewer: What of the rent, the coal and the promised repairs?

T1: I owe rent. Coal is too dear. The landlord never answers. He promised a repair.

L1: Rent comes late, always late. Not that the rent is high. The gas is theirs. I promised, and repairs were made.

T2: No wood, no oil.
""",
    "two.txt": """\
Interviewer: Do they pay?

L1: They owe me nothing. My agent never saw a rent book. Late? The rent is late.

T1: Perhaps the rent is fair. Coal and gas, gas and coal. It is dear, this coal.

T3: It was warm. Nobody asked.
""",
    "three.txt": """\
Interviewer: How much do you owe, and is it the rent?

T3: Late with it, I owe rent. They said the rent was going up. The repair never came.

T2: My rent book is full. The repair came. Rent and repairs. The agent never rang.
""",
}
ROSTER = "participant,stakeholder_type\nT1,tenant\nT2,tenant\nT3,tenant\nL1,landlord\n"
BASE: dict[str, Any] = {
    "lists": {name: variants[0] for name, variants in LISTS.items()},
    "themes": {
        "cost": {"rent": ["rent UNLESS denied", "late ASKED rent"], "fuel": ["@fuel"], "debt": ["owe"]},
        "trust": {"promises": ["promise* THEN repair"], "silence": ["@who never", "repair BY tenant"]},
    },
}


def write_codebook(book: Mapping[str, Any]) -> bytes:
    themes = [
        theme(name, *(code(one, *rules) for one, rules in codes.items())) for name, codes in book["themes"].items()
    ]
    return json.dumps({"themes": themes, "lists": book["lists"]}).encode()


@st.composite
def edited(draw: st.DrawFn) -> Codebook:
    """The codebook of the study after some edits."""
    lists = dict(BASE["lists"])
    themes = {name: {one: list(rules) for one, rules in codes.items()} for name, codes in BASE["themes"].items()}
    for _ in range(draw(st.integers(0, 5))):
        name, one = draw(st.sampled_from([(name, one) for name, codes in themes.items() for one in codes]))
        rules = themes[name][one]
        match draw(st.sampled_from(["add", "remove", "replace", "list", "move", "rename", "drop"])):
            case "add":
                rules.append(draw(st.sampled_from([rule for rule in RULES if rule not in rules])))
            case "remove" if rules:
                rules.remove(draw(st.sampled_from(rules)))
            case "replace" if rules:
                rules[0] = draw(st.sampled_from([rule for rule in RULES if rule not in rules]))
            case "list":
                listed = draw(st.sampled_from(sorted(LISTS)))
                lists[listed] = draw(st.sampled_from(LISTS[listed]))
            case "move":
                themes["trust" if name == "cost" else "cost"][one] = themes[name].pop(one)
            case "rename":
                themes[name][f"{one}_x"] = themes[name].pop(one)
            case "drop" if sum(map(len, themes.values())) > 1:
                del themes[name][one]
    return read_codebook(write_codebook({"lists": lists, "themes": {name: one for name, one in themes.items() if one}}))


def write_study(root: Path) -> Study:
    (root / "corpus").mkdir(parents=True)
    (root / "codebook.yml").write_bytes(write_codebook(BASE))
    (root / "study.yml").write_text("language_model: blank\n")
    (root / "corpus" / "participants.csv").write_text(ROSTER)
    for name, text in FILES.items():
        (root / "corpus" / name).write_text(str(text))
    return Study.open(root)


@pytest.fixture(scope="module")
def never_run(tmp_path_factory: pytest.TempPathFactory) -> StudyInputs:
    return write_study(tmp_path_factory.mktemp("never_run") / "study").read()


@pytest.fixture(scope="module")
def once_run(tmp_path_factory: pytest.TempPathFactory) -> StudyInputs:
    study = write_study(tmp_path_factory.mktemp("once_run") / "study")
    study.run().write()
    return study.read()


def compare(before: Codebook, after: Codebook, inputs: StudyInputs | None) -> CodebookComparison:
    return compare_versions(NamedCodebook("before", before), NamedCodebook("after", after), inputs)


def corpus_changes(before: Codebook, after: Codebook, inputs: StudyInputs) -> CorpusChanges:
    corpus = compare(before, after, inputs).corpus
    assert corpus is not None
    return corpus


def code_all(book: Codebook, inputs: StudyInputs) -> list[Coding]:
    """A full run: every coding of every source."""
    read = [inputs.library.open(one) for one in inputs.stored]
    block = [(one.source, one.words, one.segments) for one in read]
    found = RuleMatcher(book, inputs.library.language).match_block(block, inputs.participants)
    return [coding for of_source in found for coding in of_source]


Item = tuple[Any, ...]


def as_item(coding: Coding, renamed: Mapping[str, str]) -> Item:
    name = renamed.get(coding.code_id, coding.code_id)
    evidence = frozenset((one.rule, one.tokens, one.stance, one.cue) for one in coding.evidence)
    return coding.source_id, name, coding.start, coding.end, coding.stance, evidence


def overlaps(one: Item, others: set[Item]) -> bool:
    return any(one[:2] == other[:2] and one[2] < other[3] and other[2] < one[3] for other in others)


def check_against_full_runs(before: Codebook, after: Codebook, inputs: StudyInputs) -> None:
    comparison = compare(before, after, inputs)
    renamed, corpus = comparison.codebook.renamed_codes, comparison.corpus
    assert corpus is not None
    all_before = {as_item(coding, renamed) for coding in code_all(before, inputs)}
    all_after = {as_item(coding, {}) for coding in code_all(after, inputs)}
    told_before = [as_item(coding, renamed) for change in corpus.codings for coding in change.before]
    told_after = [as_item(coding, {}) for change in corpus.codings for coding in change.after]
    assert sorted(told_before, key=repr) == sorted(all_before - all_after, key=repr)
    assert sorted(told_after, key=repr) == sorted(all_after - all_before, key=repr)
    gained = {as_item(coding, {}) for change in corpus.codings for coding in change.after if change.kind == "gained"}
    lost = {as_item(coding, renamed) for change in corpus.codings for coding in change.before if change.kind == "lost"}
    assert gained == {one for one in all_after if not overlaps(one, all_before)}
    assert lost == {one for one in all_before if not overlaps(one, all_after)}
    texts = {one.summary.source_id: inputs.library.open(one).source.text for one in inputs.stored}
    assert all(change.text == texts[change.shown.source_id][change.start : change.end] for change in corpus.codings)
    check_cells(before, after, comparison, inputs)


def check_cells(before: Codebook, after: Codebook, comparison: CodebookComparison, inputs: StudyInputs) -> None:
    """Count the people of every cell a second time, from two full runs."""
    renamed = comparison.codebook.renamed_themes
    people = {name: one.stakeholder_type for name, one in inputs.participants.items()}

    def raising(book: Codebook, names: Mapping[str, str]) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for coding in code_all(book, inputs):
            cell = names.get(coding.theme_id, coding.theme_id), coding.stakeholder_type
            found.setdefault(cell, set()).add(coding.participant)
        return found

    raised_before, raised_after = raising(before, renamed), raising(after, {})
    assert comparison.corpus is not None
    cells = {(cell.theme_id, cell.stakeholder_type): cell for cell in comparison.corpus.cells}
    assert len(cells) == len(comparison.corpus.cells)
    for place in raised_before.keys() | raised_after.keys() | cells.keys():
        first, second = raised_before.get(place, set()), raised_after.get(place, set())
        cell = cells.get(place)
        if cell is None:
            assert first == second
            continue
        assert (cell.participants_before, cell.participants_after) == (len(first), len(second))
        assert (cell.gaining, cell.losing) == (tuple(sorted(second - first)), tuple(sorted(first - second)))
        assert cell.participants_total == list(people.values()).count(cell.stakeholder_type)
    by_kind = [change.kind for change in comparison.corpus.codings]
    for kind in ("gained", "lost", "changed"):
        assert sum(getattr(cell, kind) for cell in cells.values()) == by_kind.count(kind)


@settings(max_examples=60)
@given(before=edited(), after=edited())
def test_what_comes_and_goes_is_the_difference_of_two_full_runs(
    never_run: StudyInputs, before: Codebook, after: Codebook
) -> None:
    check_against_full_runs(before, after, never_run)


@settings(max_examples=60)
@given(before=edited(), after=edited())
def test_it_is_so_too_where_an_earlier_run_is_made_use_of(
    once_run: StudyInputs, before: Codebook, after: Codebook
) -> None:
    check_against_full_runs(before, after, once_run)


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The codes of every codebook that a matcher was made for."""
    seen: list[set[str]] = []

    class Watched(RuleMatcher):
        def __init__(self, book: Codebook, *others: Any) -> None:
            seen.append({one.code_id for one in book.codes})
            super().__init__(book, *others)

    monkeypatch.setattr(speakers_module, "RuleMatcher", Watched)
    return seen


def test_after_a_run_only_codes_with_other_rules_are_coded(once_run: StudyInputs, coded: list[set[str]]) -> None:
    before = read_codebook(write_codebook(BASE))
    themes = {**BASE["themes"], "cost": {**BASE["themes"]["cost"], "debt": ["owe NEAR nothing"]}}
    corpus = corpus_changes(before, read_codebook(write_codebook({**BASE, "themes": themes})), once_run)
    assert corpus.recoded == ("debt",)
    assert coded == [{"debt"}, {"debt"}]
    assert {change.shown.code_id for change in corpus.codings} == {"debt"}


def test_without_a_run_the_other_codes_of_the_theme_are_coded_once(
    never_run: StudyInputs, coded: list[set[str]]
) -> None:
    before = read_codebook(write_codebook(BASE))
    themes = {**BASE["themes"], "cost": {**BASE["themes"]["cost"], "debt": ["owe NEAR nothing"]}}
    corpus_changes(before, read_codebook(write_codebook({**BASE, "themes": themes})), never_run)
    assert coded == [{"debt"}, {"debt"}, {"rent", "fuel"}]


def test_nothing_is_coded_where_no_rule_differs(never_run: StudyInputs, coded: list[set[str]]) -> None:
    before = read_codebook(write_codebook(BASE))
    corpus = corpus_changes(before, read_codebook(write_codebook(BASE) + b"\n# a remark\n"), never_run)
    assert (corpus.codings, corpus.cells, corpus.recoded, coded) == ((), (), (), [])


def test_a_code_that_moves_takes_its_people_along_and_no_coding_comes_or_goes(once_run: StudyInputs) -> None:
    themes = {"trust": {**BASE["themes"]["trust"], **BASE["themes"]["cost"]}}
    after = read_codebook(write_codebook({**BASE, "themes": themes}))
    corpus = corpus_changes(read_codebook(write_codebook(BASE)), after, once_run)
    assert (corpus.codings, corpus.recoded) == ((), ())
    (tenants,) = (cell for cell in corpus.cells if (cell.theme_id, cell.stakeholder_type) == ("cost", "tenant"))
    assert (tenants.gained, tenants.lost, tenants.changed) == (0, 0, 0)
    assert (tenants.participants_before, tenants.participants_after) == (3, 0)
    assert tenants.losing == ("T1", "T2", "T3")


def test_two_comparisons_are_the_same(once_run: StudyInputs) -> None:
    before, after = read_codebook(write_codebook(BASE)), codebook(theme("cost", code("rent", "rent", "late")))
    assert corpus_changes(before, after, once_run) == corpus_changes(before, after, once_run)


def test_everything_wrong_with_both_codebooks_is_told_together(make_study: MakeStudy) -> None:
    root = make_study("themes: [{id: a, codes: [{id: b, match: ['(']}]}]", {"one.txt": "A: Well."})
    (root / "old.yml").write_text("themes: 7")
    with pytest.raises(InputError) as caught:
        read_versions(Study.open(root).folder, "old.yml")
    assert {problem.place.file for problem in caught.value.problems} == {"old.yml", "codebook.yml"}


def test_a_transcript_that_changed_since_the_run_counts_as_it_is_now(tmp_path: Path) -> None:
    study = write_study(tmp_path / "study")
    study.run().write()
    (study.folder.corpus / "three.txt").write_text("Interviewer: Well?\n\nT3: All is well.\n\nT2: All is well.\n")
    check_another_rule(study)


def test_so_does_a_roster(tmp_path: Path) -> None:
    study = write_study(tmp_path / "study")
    study.run().write()
    (study.folder.corpus / "participants.csv").write_text(ROSTER.replace("T1,tenant", "T1,landlord"))
    check_another_rule(study)


def check_another_rule(study: Study) -> None:
    themes = {**BASE["themes"], "cost": {**BASE["themes"]["cost"], "debt": ["owe NEAR nothing"]}}
    before, after = (read_codebook(write_codebook(book)) for book in (BASE, {**BASE, "themes": themes}))
    check_against_full_runs(before, after, study.read())


def test_deleting_one_rule_of_the_sample_study_changes_only_what_it_found() -> None:
    raw = (REPOSITORY / "codebook.yml").read_bytes()
    before, inputs = read_codebook(raw), Study.open(REPOSITORY).read()
    codings = code_all(before, inputs)
    found = Counter((coding.code_id, one.rule) for coding in codings for one in coding.evidence)
    code_id, text = max(sorted(found), key=found.__getitem__)
    rule = next(rule for code in before.codes for rule in code.rules if (code.code_id, rule.text) == (code_id, text))
    lines = raw.splitlines(keepends=True)
    after = read_codebook(b"".join(line for number, line in enumerate(lines, start=1) if number != rule.line))
    comparison = compare(before, after, inputs)
    assert [str(change) for change in comparison.codebook.changes] == [f"code {code_id}: rule removed: {text}"]
    assert comparison.corpus is not None
    assert comparison.corpus.recoded == (code_id,)
    assert {change.kind for change in comparison.corpus.codings} <= {"lost", "changed"}
    changed = {coding.coding_id for change in comparison.corpus.codings for coding in change.before}
    assert changed == {
        coding.coding_id
        for coding in codings
        if coding.code_id == code_id and text in {one.rule for one in coding.evidence}
    }
    check_against_full_runs(before, after, inputs)
