"""ShownCodebook → plain text for a terminal, or markdown for a repository."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from interview_coder.report.shown_codebook import Part, ShownCodebook

WIDTH = 100
_DEEPEST_HEADING = 6
_SIGNS = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_SIGNS_AT_START = re.compile(r"^(\s*)([#>+-]|={2,}|\d{1,9}[.)])(?=\s|$|=)", re.MULTILINE)


def write_text(shown: ShownCodebook) -> bytes:
    """Write a codebook for reading: a tree, each level indented."""
    lines = [*_wrap(f"{shown.title}, version {shown.version}", ""), *_wrap(shown.memo, "")]
    for theme in shown.themes:
        lines += ["", "", *_wrap(f"{theme.label.upper()} [{theme.theme_id}]", "")]
        lines += _indent(theme.parts, str(theme.counts or ""), "  ")
        for code in theme.codes:
            indent = "  " * code.depth
            lines += ["", *_wrap(f"{code.label} [{code.code_id}]", indent)]
            lines += _indent(code.parts, str(code.counts or ""), indent + "  ")
    if shown.lists:
        lines += ["", "", "WORD LISTS", *_indent(shown.lists, "", "  ")]
    return "\n".join([*lines, ""]).encode()


def _indent(parts: Sequence[Part], counts: str, indent: str) -> Iterator[str]:
    yield from _wrap(counts, indent)
    for part in parts:
        if not part.name:
            yield from _wrap(part.text, indent)
        elif part.text:
            yield from _wrap(f"{part.name}: {part.text}", indent)
        else:
            yield f"{indent}{part.name}:"
            for entry in part.entries:
                yield from _wrap(entry, f"{indent}  - ")


def _wrap(text: str, indent: str) -> Iterator[str]:
    """Yield the lines of a text, wrapped; what follows the first is indented as far."""
    following = " " * len(indent)
    for number, line in enumerate(text.splitlines()):
        yield from textwrap.wrap(
            line,
            max(WIDTH, len(indent) + 40),
            initial_indent=following if number else indent,
            subsequent_indent=following,
            break_long_words=False,
            break_on_hyphens=False,
        )


def write_markdown(shown: ShownCodebook) -> bytes:
    """Write a codebook as markdown (CommonMark)."""
    blocks = [
        f"# {escape_markdown(shown.title)}",
        f"Version {escape_markdown(shown.version)}",
        escape_markdown(shown.memo),
    ]
    for theme in shown.themes:
        blocks += [
            f"## {escape_markdown(theme.label)}",
            *_mark_up(theme.theme_id, (), str(theme.counts or ""), theme.parts),
        ]
        for code in theme.codes:
            heading = "#" * min(code.depth + 2, _DEEPEST_HEADING)
            blocks += [f"{heading} {escape_markdown(code.label)}"]
            blocks += _mark_up(code.code_id, code.above, str(code.counts or ""), code.parts)
    if shown.lists:
        blocks += ["## Word lists", *(block for part in shown.lists for block in _mark_up_part(part))]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _mark_up(name: str, above: Sequence[str], counts: str, parts: Sequence[Part]) -> Iterator[str]:
    below = f"below {escape_markdown(' › '.join(above))}" if above else ""
    yield " · ".join(piece for piece in (f"`{name}`", below, counts) if piece)
    for part in parts:
        yield from _mark_up_part(part)


def _mark_up_part(part: Part) -> Iterator[str]:
    if part.text:
        yield (f"**{part.name}:** " if part.name else "") + escape_markdown(part.text)
    else:
        yield f"**{escape_markdown(part.name)}**"
        yield "\n".join(
            f"- {_fence(entry) if part.is_formal else escape_markdown(entry, '  ')}" for entry in part.entries
        )


def escape_markdown(text: str, indent: str = "") -> str:
    """Write text so that no sign in it is taken for markdown; its line ends stay."""
    escaped = _SIGNS.sub(lambda found: "\\" + found.group(), text)
    escaped = _SIGNS_AT_START.sub(lambda found: f"{found[1]}{_escape_start(found[2])}", escaped)
    return f"\n{indent}".join(line.strip() for line in escaped.splitlines())


def _escape_start(sign: str) -> str:
    return f"{sign[:-1]}\\{sign[-1]}" if sign[0].isdigit() else f"\\{sign}"


def _fence(rule: str) -> str:
    """Write a rule between more backticks than it has in a row."""
    longest = max((len(found) for found in re.findall("`+", rule)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{' '.join(rule.splitlines())}{space}{fence}"
