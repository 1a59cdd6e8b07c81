"""An edit by the program changes what was meant, and not one other byte."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from itertools import takewhile
from operator import eq

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest.codebook_editing import TEXT_KEYS, add_rule, remove_rule, set_text
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.model.codebook import Code

WHOLE = """\
# The codebook of a study.
version: "1.10"   # as we count
lists: {place: [ward,   "closed ward"]}   # two

themes:
  - id: trust
    codes:
      # what hurts most
      - id: broken
        label:   "Broken"    # for readers
        definition: >
          Somebody said one thing, and did another, so that people
          do not rely on them.

        examples: ["They promised: nothing came."]
        match:
          - betray*      # the plain case

          # with a place
          - '@place NEAR/3 "lost"'   # second

        # codes below
        codes:
        - id: by_us   # no rules yet
          memo: |-
            one
              two
        - {id: by_others, match: [break word, 'break promise'], label: Others}   # flow
      # the end of trust
  - id: money

    codes:
      - id: rent
        match: [
          rent NEAR rise,   # going up
          bill,
        ]
      - id: fuel
"""


def edited(old: str, new: str) -> str:
    """Put a line in another's place: ``old`` stands in the whole codebook once."""
    assert WHOLE.count(old) == 1
    return WHOLE.replace(old, new)


def code_of(raw: bytes, code_id: str) -> Code:
    return next(code for code in read_codebook(raw).codes if code.code_id == code_id)


def fault_of(call: Callable[[], bytes]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize(
    ("code_id", "rule", "old", "new"),
    [
        ("broken", "let down", "# second\n", "# second\n          - 'let down'\n"),
        ("broken", "don't trust", "# second\n", "# second\n          - 'don''t trust'\n"),
        ("by_others", "lie to", "'break promise']", "'break promise', 'lie to']"),
        (
            "by_us",
            "our promise",
            "              two\n",
            "              two\n          match:\n            - 'our promise'\n",
        ),
        ("rent", "rise THEN rent", "bill,\n", "bill, rise THEN rent,\n"),
        ("fuel", "@place NEAR coal", "- id: fuel\n", "- id: fuel\n        match:\n          - '@place NEAR coal'\n"),
    ],
)
def test_a_rule_is_added_as_the_last_of_its_code(code_id: str, rule: str, old: str, new: str) -> None:
    raw = add_rule(WHOLE.encode(), code_id, rule)
    assert raw.decode() == edited(old, new)
    assert code_of(raw, code_id).rules[-1].text == rule


@pytest.mark.parametrize(
    ("code_id", "rule", "old", "new"),
    [
        ("broken", "betray*", "          - betray*      # the plain case\n", ""),
        ("broken", '@place NEAR/3 "lost"', "          - '@place NEAR/3 \"lost\"'   # second\n", ""),
        ("by_others", "break word", "break word, ", ""),
        ("by_others", "break promise", ", 'break promise'", ""),
        ("rent", "rent NEAR rise", "rent NEAR rise,   #", "   #"),
        ("rent", "bill", "rent NEAR rise,   # going up\n          bill,", "rent NEAR rise   # going up\n          ,"),
    ],
)
def test_a_rule_is_removed_and_the_notes_on_others_stay(code_id: str, rule: str, old: str, new: str) -> None:
    raw = remove_rule(WHOLE.encode(), code_id, rule)
    assert raw.decode() == edited(old, new)
    assert rule not in [one.text for one in code_of(raw, code_id).rules]


def test_of_the_only_rule_an_empty_list_is_left_that_takes_rules_again() -> None:
    once = remove_rule(remove_rule(WHOLE.encode(), "broken", "betray*"), "broken", '@place NEAR/3 "lost"')
    assert b"        match: []\n\n          # with a place\n\n        # codes below\n" in once
    assert b"        match: ['let down']\n" in add_rule(once, "broken", "let down")


@pytest.mark.parametrize(
    ("code_id", "key", "text", "old", "new"),
    [
        ("broken", "label", "In pieces", '"Broken"', '"In pieces"'),
        ("broken", "label", 'The "word"', '"Broken"', '"The \\"word\\""'),
        ("by_others", "label", "Others", "Others}", "Others}"),
        ("by_others", "label", "Others: all", "Others}", "'Others: all'}"),
        ("by_others", "colour", "#012345", "label: Others}", "label: Others, colour: '#012345'}"),
        ("by_us", "label", "By us", "# no rules yet\n", "# no rules yet\n          label: By us\n"),
        ("by_us", "memo", "one line", "|-\n            one\n              two\n", "|-\n            one line\n"),
        ("by_us", "memo", "", "|-\n            one\n              two\n", "''\n"),
        ("fuel", "memo", "a\n\nb", "- id: fuel\n", "- id: fuel\n        memo: |-\n          a\n\n          b\n"),
        (
            "broken",
            "definition",
            "Short now.",
            "Somebody said one thing, and did another, so that people\n          do not rely on them.\n",
            "Short now.\n",
        ),
        (
            "broken",
            "definition",
            "Two\nlines.",
            ">\n          Somebody said one thing, and did another, so that people\n          do not rely on them.\n",
            "|\n          Two\n          lines.\n",
        ),
    ],
)
def test_a_text_of_a_code_is_set_in_the_style_of_the_one_before(
    code_id: str, key: str, text: str, old: str, new: str
) -> None:
    raw = set_text(WHOLE.encode(), code_id, key, text)
    assert raw.decode() == edited(old, new)
    assert getattr(code_of(raw, code_id), key) == text


def test_a_long_text_is_folded_into_lines() -> None:
    text = "A long definition " * 20 + "ends."
    raw = set_text(WHOLE.encode(), "fuel", "definition", text)
    added = raw.decode().removeprefix(WHOLE)
    assert max(map(len, raw.decode().splitlines())) <= 120
    assert added.startswith("        definition: >-\n          A long definition A long")
    assert code_of(raw, "fuel").definition == text


def test_a_text_that_no_line_of_yaml_can_hold_is_escaped() -> None:
    raw = set_text(WHOLE.encode(), "fuel", "memo", "bell \x07 and\u2028break")
    assert b'memo: "bell \\u0007 and\\u2028break"\n' in raw
    assert code_of(raw, "fuel").memo == "bell \x07 and\u2028break"


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_line_ends_byte_order_mark_and_a_missing_last_line_end_stay(ends: str, mark: str, last: str) -> None:
    text = mark + (WHOLE.rstrip("\n") + last).replace("\n", ends)
    raw = add_rule(text.encode(), "fuel", "coal")
    assert raw.decode() == f"{text.removesuffix(ends)}{ends}        match:{ends}          - 'coal'" + last.replace(
        "\n", ends
    )
    assert remove_rule(raw, "fuel", "coal").decode().startswith(mark + WHOLE.split("- id: fuel")[0].replace("\n", ends))


@pytest.mark.parametrize(
    ("call", "part"),
    [
        (lambda raw: add_rule(raw, "fule", "x"), 'there is no code "fule"\n  fix: did you mean "fuel"?'),
        (lambda raw: add_rule(raw, "fuel", "x NEAR"), "the rule “x NEAR” cannot be read"),
        (lambda raw: add_rule(raw, "fuel", "@nowhere"), 'no word list "nowhere"'),
        (lambda raw: add_rule(raw, "broken", "betray*"), "stands twice"),
        (lambda raw: add_rule(raw, "fuel", ""), "cannot be read"),
        (lambda raw: remove_rule(raw, "broken", "betrayed*"), 'did you mean "betray*"?'),
        (lambda raw: remove_rule(raw, "fuel", "x"), "no such rule"),
        (lambda raw: set_text(raw, "fuel", "lable", "x"), 'did you mean "label"?'),
        (lambda raw: set_text(raw, "fuel", "match", "x"), "keys that can be set"),
        (lambda raw: set_text(raw, "fuel", "colour", "red"), '"colour" must be #'),
        (lambda raw: set_text(raw, "fuel", "label", "a\nb"), '"label" must be one line'),
        (lambda raw: set_text(raw, "fuel", "memo", "half \ud83d"), ""),
        (lambda raw: add_rule(raw + b"x: y\n", "fuel", "x"), 'unknown key "x"'),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(call: Callable[[bytes], bytes], part: str) -> None:
    assert part in fault_of(lambda: call(WHOLE.encode()))


@pytest.mark.parametrize(
    "codes",
    [
        "- {id: a, match: &m [x]}\n  - {id: b, match: *m}",
        "- {id: a, match: !!seq [x]}",
        "- id: a\n    match: &m\n    - x\n  - {id: b, match: *m}",
        "- &c\n    id: a\n    match: [x]",
        "- id: a\n    match:\n    - >2\n      x",
        "- id: a\n    match: [&x x]\n  - {id: b, match: [*x]}",
    ],
)
def test_what_has_anchors_aliases_or_tags_is_edited_by_hand_or_rightly(codes: str) -> None:
    raw = f"themes:\n- id: t\n  codes:\n  {codes}\n".encode()
    calls: list[Callable[[], bytes]] = [
        lambda: add_rule(raw, "a", "y"),
        lambda: remove_rule(raw, "a", "x"),
        lambda: set_text(raw, "a", "memo", "one\ntwo"),
    ]
    for call in calls:
        try:
            new = call()
        except InputError as error:
            assert "by hand" in str(error)  # noqa: PT017
        else:
            others = [[rule.text for rule in code.rules] for code in read_codebook(new).codes if code.code_id != "a"]
            assert others in ([], [["x"]])


words = st.text(st.sampled_from("abcé’ -:#'\"|>*&!%@{}[]?,\\\t\u2028🙂"), max_size=12)
rules = st.sampled_from(
    ["rent", "rise THEN/3 rent", "don't pay", '"exact" rent', "*ism", "(a | b c)", "=NHS", "no", "a: b"]
)
comments = st.sampled_from(["", " # note", '   # it\'s "a" note: [x'])
labels = st.sampled_from(["Plain label", "'a: b'", '"It\\"s"'])
gaps = st.sampled_from(["", "\n", "# a note - on: its own\n", "\n  # indented note\n"])


@st.composite
def codebooks(draw: st.DrawFn) -> str:
    """Make a codebook in all the ways in which people write one."""
    step = draw(st.sampled_from([0, 2, 4]))
    text = draw(gaps) + "themes:\n" + " " * step + "- id: t\n" + " " * (step + 2) + "codes:\n"
    indent = " " * (2 * step + 2)
    for number in range(draw(st.integers(1, 3))):
        if draw(st.booleans()) and draw(st.booleans()):
            inside = ", ".join(f"'{rule.replace(chr(39), chr(39) * 2)}'" for rule in draw(some_rules))
            text += f"{indent}- {{id: c{number}, match: [{inside}], memo: x}}{draw(comments)}\n"
            continue
        text += f"{indent}- id: c{number}{draw(comments)}\n" + draw(gaps)
        if draw(st.booleans()):
            text += f"{indent}  label: {draw(labels)}{draw(comments)}\n"
        if draw(st.booleans()):
            head = draw(st.sampled_from(["|", ">", "|-", ">-", ">+"])) + draw(comments)
            text += f"{indent}  memo: {head}\n{indent}    First line\n\n{indent}    second line.\n" + draw(gaps)
        if draw(st.booleans()):
            text += f"{indent}  match:{draw(comments)}\n" + draw(gaps)
            for rule in draw(some_rules):
                text += (
                    f"{indent}  {' ' * draw(st.just(step))}- {draw(written_as(rule, indent + ' ' * step))}\n"
                    + draw(gaps)
                )
    return text + draw(gaps)


some_rules = st.lists(rules, min_size=1, max_size=3, unique=True)


def written_as(rule: str, indent: str) -> st.SearchStrategy[str]:
    """Make the ways in which a rule may stand in a list."""
    single = "'" + rule.replace("'", "''") + "'"
    double = '"' + rule.replace('"', '\\"') + '"'
    return st.sampled_from(
        [single + "   # note", single, double, f"|-\n{indent}      {rule}", f"> # note\n{indent}      {rule}\n"]
    )


def common(one: Sequence[object], other: Sequence[object]) -> int:
    """Tell how many things two sequences have in common at their beginning."""
    return len([*takewhile(bool, map(eq, one, other))])


def sound(text: str) -> bytes:
    raw = text.encode()
    read_codebook(raw)
    return raw


@given(codebooks(), rules, st.sampled_from(["\n", "\r\n"]))
def test_a_rule_that_is_added_and_removed_leaves_no_trace(text: str, rule: str, ends: str) -> None:
    raw = sound(text.replace("\n", ends))
    for code in read_codebook(raw).codes:
        if rule in [one.text.strip() for one in code.rules]:
            continue
        new = add_rule(raw, code.code_id, rule)
        kept = common(raw, new) + common(raw[::-1], new[::-1])
        assert kept >= len(raw), "something was put in, and nothing else was changed"
        assert new.count(ends.encode()) - raw.count(ends.encode()) in {0, 1, 2}
        assert code_of(new, code.code_id).rules[-1].text == rule
        if code.rules:
            assert remove_rule(new, code.code_id, rule) == raw


@given(codebooks(), st.sampled_from(["\n", "\r\n"]))
def test_a_rule_that_is_removed_takes_only_its_own_lines_with_it(text: str, ends: str) -> None:
    raw = sound(text.replace("\n", ends))
    for code in read_codebook(raw).codes:
        for rule in code.rules:
            new = remove_rule(raw, code.code_id, rule.text)
            left = [one.text.strip() for one in code_of(new, code.code_id).rules]
            assert left == [one.text.strip() for one in code.rules if one != rule]
            notes = [line for line in raw.splitlines() if line.lstrip().startswith(b"#")]
            assert [line for line in new.splitlines() if line.lstrip().startswith(b"#")] == notes
            assert new.count(b"# note") >= raw.count(b"# note") - 1


@given(codebooks(), st.sampled_from(TEXT_KEYS), words | st.just("long words " * 30), st.sampled_from(["\n", "\r\n"]))
def test_a_text_that_is_set_changes_no_line_but_its_own(text: str, key: str, value: str, ends: str) -> None:
    raw = sound(text.replace("\n", ends))
    for code in read_codebook(raw).codes:
        if key == "label":
            value = " ".join(value.splitlines())
        if key == "colour":
            value = "#00ff00"
        new = set_text(raw, code.code_id, key, value)
        stated = getattr(code_of(new, code.code_id), key)
        assert stated == (value.strip() or (code.code_id if key == "label" else ""))
        old_lines, new_lines = raw.decode().split(ends), new.decode().split(ends)
        before = common(old_lines, new_lines)
        after = common(old_lines[::-1], new_lines[::-1])
        changed = ends.join(old_lines[before : len(old_lines) - after])
        assert "id: " not in textwrap.dedent(changed) or "{" in changed
        assert "match" not in changed or "{" in changed
