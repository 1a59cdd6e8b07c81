"""Codebooks that would hang, swell or crash a careless reader, made by code; each says what must come of it.

Run with names of cases, it applies these codebooks and prints the number of codes of each, or what is wrong with it. A
case that takes too long or too much ends the process.
"""

from __future__ import annotations

import json
import random
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

MOST_SECONDS = 10.0
"""Five on a quiet machine; cores that others use as well compute at half the speed."""
MOST_BYTES = 1_000_000_000

ONE_CODE = "themes: [{id: t, codes: [{id: c}]}]\n"


class Hostile(NamedTuple):
    """A case: the file's bytes, and the number of codes that it has or a part of the message that it gets."""

    make: Callable[[], bytes]
    outcome: int | str


def with_rules(*rules: str, lists: str = "") -> bytes:
    """Make a codebook of one code with these rules."""
    quoted = "".join("      - '" + rule.replace("'", "''") + "'\n" for rule in rules)
    return f"{lists}themes:\n- id: t\n  codes:\n  - id: c\n    match:\n{quoted}".encode()


def with_lists(lists: dict[str, list[str]], *rules: str) -> bytes:
    """Make a codebook of word lists and rules that use them."""
    between = "', '"
    lines = "".join(f"  {name}: ['{between.join(entries)}']\n" for name, entries in lists.items())
    return with_rules(*rules, lists=f"lists:\n{lines}")


def alias_bomb(sign: str) -> bytes:
    """Make nine lines of which each repeats the one before nine times."""
    first = "a0: &a0 {k: v}\n" if sign == "<<" else "a0: &a0 [x, x, x]\n"
    repeated = [", ".join([f"*a{n - 1}"] * 9) for n in range(1, 10)]
    begin, end = ("{<<: [", "]}") if sign == "<<" else ("[", "]")
    lines = (f"a{n}: &a{n} {begin}{nine}{end}\n" for n, nine in enumerate(repeated, 1))
    return (first + "".join(lines) + ONE_CODE).encode()


def nested_codes(depth: int) -> bytes:
    """Make codes below codes."""
    flow = "".join(f"codes: [{{id: c{level}, " for level in range(depth))
    return ("themes: [{id: t, " + flow.removesuffix(", ") + "}]" * depth + "}]\n").encode()


def many_codes(number: int) -> bytes:
    """Make very many codes of one rule each."""
    return (
        "themes:\n- id: t\n  codes:\n" + "".join(f"  - {{id: c{n}, match: [word{n}]}}\n" for n in range(number))
    ).encode()


def deep_block(depth: int) -> bytes:
    """Make keys below keys by indentation."""
    return "".join(f"{' ' * level}k:\n" for level in range(depth)).encode()


def words(number: int, prefix: str = "word") -> list[str]:
    """Make different words."""
    return [f"{prefix}{letters(n)}" for n in range(number)]


def letters(number: int) -> str:
    """Write a number in letters."""
    written = ""
    while True:
        written += chr(97 + number % 26)
        number //= 26
        if not number:
            return written


def ring(number: int) -> dict[str, list[str]]:
    """Make lists of which each is made of the next, and the last of the first."""
    return {f"l{n}": [f"@l{(n + 1) % number}"] for n in range(number)}


def chain(number: int) -> dict[str, list[str]]:
    """Make lists of which each is made of the one before."""
    return {f"l{n}": ["end" if n == 0 else f"@l{n - 1}"] for n in range(number)}


def noise(size: int) -> bytes:
    """Make bytes that are no text."""
    return random.Random(5).randbytes(size)  # noqa: S311


PAIRS = [f"{word} two" for word in words(40_000)]
TOO_LARGE = "the file is larger than 5 MB"
TOO_MANY_VALUES = "the file holds more than 200,000 values"

HOSTILE: dict[str, Hostile] = {
    # YAML
    "an alias bomb": Hostile(lambda: alias_bomb("[]"), "with what aliases repeat"),
    "a bomb of merge keys": Hostile(lambda: alias_bomb("<<"), "with what aliases repeat"),
    "an alias of itself": Hostile(lambda: b"lists: &x {a: *x}\n" + ONE_CODE.encode(), "an alias contains itself"),
    "a chain of aliases": Hostile(
        lambda: ("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 50_000))).encode(),
        "nested more",
    ),
    "a merge key": Hostile(lambda: b"x: &x {title: a}\n<<: *x\n" + ONE_CODE.encode(), 'unknown key "<<"'),
    "a hundred thousand anchors": Hostile(
        lambda: b"lists:\n  a:\n" + b"".join(b"  - &x%d w\n" % n for n in range(100_000)) + ONE_CODE.encode(), 1
    ),
    "a hundred thousand brackets": Hostile(lambda: b"[" * 100_000, "nested more than 60 deep"),
    "a hundred thousand braces": Hostile(lambda: b"{a: " * 100_000, "nested more than 60 deep"),
    "a hundred thousand dashes": Hostile(lambda: b"- " * 100_000, "nested more than 60 deep"),
    "a hundred thousand question marks": Hostile(lambda: b"? " * 100_000, "nested more than 60 deep"),
    "keys below keys": Hostile(lambda: deep_block(2_000), "nested more than 60 deep"),
    "a file that is too large": Hostile(lambda: b"#" * 5_000_001, TOO_LARGE),
    "a file that is just not too large": Hostile(lambda: (ONE_CODE + "#" * (5_000_000 - len(ONE_CODE))).encode(), 1),
    "a definition of megabytes": Hostile(
        lambda: b"themes: [{id: t, codes: [{id: c, definition: '" + b"word " * 900_000 + b"'}]}]", 1
    ),
    "a key of a megabyte": Hostile(lambda: b"k" * 1_000_000 + b": x\n", "this is no valid YAML"),
    "a quotation that never ends": Hostile(
        lambda: ONE_CODE.encode() + b"title: '" + b"word\n" * 900_000, "no valid YAML"
    ),
    "a megabyte of quotation marks": Hostile(lambda: b"title: " + b"'" * 1_000_000 + b"\n" + ONE_CODE.encode(), 1),
    "a hundred thousand documents": Hostile(lambda: b"---\n" * 100_000, "a second document begins here"),
    "a hundred thousand directives": Hostile(
        lambda: b"".join(b"%%TAG !t%d! x:\n" % n for n in range(20_000)) + b"---\n" + ONE_CODE.encode(), 1
    ),
    "an object of Python": Hostile(
        lambda: b"title: !!python/object/apply:os.system [ls]\n" + ONE_CODE.encode(), "a tag of YAML"
    ),
    "fifty thousand keys of one name": Hostile(
        lambda: b"title: x\n" * 50_000 + ONE_CODE.encode(), "more problems than these"
    ),
    "fifty thousand unknown keys": Hostile(
        lambda: b"".join(b"titel%d: x\n" % n for n in range(50_000)) + ONE_CODE.encode(), "more problems than these"
    ),
    "keys that Python knows": Hostile(
        lambda: b"__class__: x\n__init__: y\n" + ONE_CODE.encode(), 'unknown key "__class__"'
    ),
    "tabs": Hostile(lambda: b"themes:\n\t- id: t\n", "codebook.yml:2:1: error: this is no valid YAML: a tab"),
    "only carriage returns": Hostile(lambda: ONE_CODE.encode().replace(b" ", b"\r  "), 1),
    "line ends that editors do not know": Hostile(
        lambda: "themes:\n- id: t\n  codes:\n  - id: c\n    memo: a\u2028b\u2029c\x85d\n".encode(), 1
    ),
    "halves of emoji": Hostile(lambda: b'title: "' + rb"\ud83d" * 100_000 + b'"\n' + ONE_CODE.encode(), 1),
    # bytes
    "no bytes": Hostile(lambda: b"", "the codebook is empty"),
    "noughts": Hostile(lambda: b"\x00" * 1_000_000, "U+0000"),
    "a nought among words": Hostile(lambda: ONE_CODE.encode() + b"title: a\x00b\n", "codebook.yml:2:9"),
    "bytes of Latin-1": Hostile(
        lambda: ONE_CODE.encode() + b"title: caf\xe9\n", "codebook.yml:2: error: the text is not UTF-8"
    ),
    "UTF-16": Hostile(lambda: ONE_CODE.encode("utf-16"), "the text is not UTF-8"),
    "noise": Hostile(lambda: noise(1_000_000), "the text is not UTF-8"),
    # codes
    "codes a thousand deep": Hostile(lambda: nested_codes(1_000), "nested more than 60 deep"),
    "codes a little too deep": Hostile(lambda: nested_codes(25), "codes are nested more than 20 deep"),
    "twenty thousand codes": Hostile(lambda: many_codes(20_000), 20_000),
    "twenty thousand codes of one name": Hostile(
        lambda: b"themes:\n- id: t\n  codes:\n" + b"  - {id: c}\n" * 20_000, "more problems than these"
    ),
    "an id that only looks right": Hostile(lambda: "themes: [{id: t, codes: [{id: с}]}]".encode(), '"id" must be'),
    "values of the wrong kind": Hostile(
        lambda: b"lists: [[]]\ntitle: {}\nthemes: {codes: [x, [y], {id: [z], match: {a: b}}]}\n",
        '"themes" must be a list',
    ),
    # lists
    "a million words": Hostile(lambda: with_lists({"big": words(1_000_000)}, "@big"), TOO_LARGE),
    "a million short words": Hostile(
        lambda: b"lists: {a: [" + b"a, " * 1_000_000 + b"]}\n" + ONE_CODE.encode(), TOO_MANY_VALUES
    ),
    "almost a hundred thousand words": Hostile(
        lambda: with_lists({"big": words(99_000)}, "@big NEAR x", "not @big", "@big (a | b c)"), 1
    ),
    "megabytes of phrases in a list": Hostile(
        lambda: with_lists({"big": [f"{word} (a|b|c)" for word in words(150_000)]}, "@big"),
        "bare words have 500,000 characters",
    ),
    "almost two hundred thousand words": Hostile(
        lambda: with_lists({"big": words(199_000)}, "@big"), "stand for more than 100,000 words"
    ),
    "ten thousand alternatives in a list": Hostile(
        lambda: with_lists({"big": words(10_000)}, "@big NEAR/3 (a | b)"), 1
    ),
    "a circle of ten thousand lists": Hostile(lambda: with_lists(ring(10_000), "@l5"), "is made of itself"),
    "ten thousand circles": Hostile(
        lambda: with_lists({f"l{n}": [f"@l{n ^ 1}"] for n in range(20_000)}, "@l5"), "more problems than these"
    ),
    "a chain of ten thousand lists": Hostile(lambda: with_lists(chain(10_000), "@l9999"), 1),
    "lists that double": Hostile(
        lambda: with_lists({"l0": ["a", "b"], **{f"l{n}": [f"@l{n - 1} @l{n - 1}"] for n in range(1, 60)}}, "@l59"),
        "a phrase of this rule has more than 1,000 words",
    ),
    "words that double": Hostile(
        lambda: with_lists(
            {
                "l0": words(1_000),
                **{f"l{n}": [f"@l{n - 1}", f"w{n}", "(" + "|".join([f"@l{n - 1}"] * 9) + ")"] for n in range(1, 60)},
            },
            "@l59",
        ),
        "the word lists stand for more than 100,000 words",
    ),
    "lists that grow slowly": Hostile(
        lambda: with_lists(
            {"l0": words(20_000), **{f"l{n}": [f"@l{n - 1}", f"w{n}"] for n in range(1, 3_000)}}, "@l2999"
        ),
        "the word lists stand for more than 100,000 words",
    ),
    "five thousand names of no list among five thousand lists": Hostile(
        lambda: with_lists(
            {f"list_{n}": ["x"] for n in range(5_000)},
            *(" ".join(f"@lost_{n}_{k}" for k in range(20)) for n in range(2_000)),
        ),
        "more problems than these",
    ),
    "lists that Python knows": Hostile(
        lambda: with_lists({"keys": ["x"], "__class__": ["y"]}, "@keys NEAR @__class__"), 1
    ),
    # rules
    "long lists beside words in thousands of rules": Hostile(
        lambda: with_lists({"big": PAIRS}, *(f"@big {word}" for word in words(4_000))),
        "or stand for 500,000 phrases",
    ),
    "long lists that multiply": Hostile(lambda: with_lists({"big": PAIRS}, "@big @big"), "multiply to more than 2,000"),
    "an expression that backtracks": Hostile(lambda: with_rules(r"/(a+)+$/", r"/(a|aa)*b/", r"/(\w+\s?)*\?$/"), 1),
    "an expression that is too large": Hostile(lambda: with_rules("/(((a{1000}){1000}){1000})/"), "regular expression"),
    "an expression that looks ahead": Hostile(lambda: with_rules("/(?=(a+))b/"), "regular expression"),
    "an expression of ten thousand characters": Hostile(lambda: with_rules(f"/{'a?' * 4_000}/"), "1,000 characters"),
    "ten thousand alternatives": Hostile(
        lambda: with_rules(f"({' | '.join(words(10_000))})"), "more than 10,000 characters"
    ),
    "two thousand alternatives": Hostile(lambda: with_rules(f"({'|'.join(words(1_200))})"), 1),
    "brackets that multiply": Hostile(lambda: with_rules("(a | b c) " * 60), "multiply to more than 2,000"),
    "options that multiply": Hostile(lambda: with_rules("a " + "b? " * 60), "multiply to more than 2,000"),
    "nine thousand brackets": Hostile(lambda: with_rules("(" * 9_000), "brackets are nested more than 20 deep"),
    "nine thousand closing brackets": Hostile(lambda: with_rules(")" * 9_000), "cannot be read at its character 1:"),
    "two thousand operators": Hostile(lambda: with_rules("a" + " NEAR a" * 1_400), "more than 100 operators"),
    "nothing but operators": Hostile(
        lambda: with_rules("NEAR NOT AND", "NOT", "NEAR/5"), "cannot be read at its character"
    ),
    "a distance beyond all numbers": Hostile(lambda: with_rules(f"a NEAR/{'9' * 5_000} b"), "needs a number of words"),
    "stars": Hostile(lambda: with_rules("*" * 60 + "a" + "*a" * 15), 1),
    "thousands of stars": Hostile(lambda: with_rules("*a" * 2_000), "a word has more than 100 characters"),
    "a word of hyphens": Hostile(lambda: with_rules("a-" * 4_000 + "a"), "a word has more than 100 characters"),
    "a rule that is a nought": Hostile(
        lambda: b'themes: [{id: t, codes: [{id: c, match: ["\\0", "a\\0b", "\\x07"]}]}]', "cannot be read"
    ),
    "five thousand rules": Hostile(lambda: with_rules(*(f"{word} NEAR/5 (other | thing)" for word in words(5_000))), 1),
    "fifty rules of ten thousand characters": Hostile(
        lambda: with_rules(*(f"({'|'.join(words(1_100, 'x' + letters(n)))})" for n in range(50))), 1
    ),
    "four hundred rules of ten thousand characters": Hostile(
        lambda: with_rules(*(f"({'|'.join(words(1_100, 'x' + letters(n)))})" for n in range(400))),
        "more than 1,000,000 characters",
    ),
    "one rule fifty thousand times": Hostile(lambda: with_rules(*["rent"] * 50_000), "more problems than these"),
    "fifty thousand rules that cannot be read": Hostile(
        lambda: with_rules(*["rent OR bill ("] * 50_000), "more problems"
    ),
}


def apply(raw: bytes) -> int | str:
    """Return the number of codes of a codebook that was read and applied to a few words, or what is wrong with it."""
    from tests.match.both_matchers import PEOPLE, code_sources, load, make_source

    from interview_coder import read_codebook
    from interview_coder.errors import InputError

    try:
        codebook = read_codebook(raw)
    except InputError as error:
        return str(error)
    source = make_source("I: What of the rent?", "P: The rent, worda two aaaa and a co-op: no aaab, not wordb.")
    code_sources([source], codebook, PEOPLE, load("blank"))
    return len([*codebook.codes])


def limit_memory(most_bytes: int) -> None:
    """Let this process have no more memory than that, where the system can see to it."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def end_after(seconds: float) -> None:
    """Let the system end this process when it has computed for so long, whatever it is at."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def main(names: list[str]) -> None:
    """Apply the codebooks of some cases one after another and print a line of JSON for each."""
    limit_memory(MOST_BYTES)
    apply(ONE_CODE.encode())  # loads the libraries
    for name in names:
        raw = HOSTILE[name].make()
        end_after(MOST_SECONDS)
        came = apply(raw)
        end_after(0)
        print(json.dumps([name, came]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
