"""What a workbook says of the study itself: how to read it, the codebook, who spoke, how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from interview_coder.model.results import Results
from interview_coder.report.shown_codebook import Part, ShownCode, ShownTheme, show_codebook
from interview_coder.report.spreadsheet import MOST_ROWS, Cell, Column, Sheet, tell_shown

_SHEETS = {
    "Matrix": "Stakeholder type × theme, for reading. A figure leads to the first quote of its cell; the deeper its "
    "shade, the larger the share of participants.",
    "Matrix figures": "The same cells as numbers, one a row.",
    "Code figures": "Stakeholder type × code, one cell a row.",
    "Frequencies": "Every theme and code in the whole study.",
    "Quotes": "Words of participants, exactly as the transcript has them, with the label to sign them with.",
    "Codebook": "Every theme and code: its definition, what belongs to it and what does not, its rules.",
    "Participants": "Who spoke, under their pseudonyms.",
    "Co-occurrence": "Which themes, and which codes, come together.",
    "Review": "How many suggestions of the rules people decided on, and how many of these were right.",
    "Methods": "A paragraph for the report, the COREQ checklist, and what the figures were made from.",
}
_COUNTING = (
    (
        "Participants",
        "People, each counted once, however often a thing is said. Interviewers and moderators never count.",
    ),
    ("Mentions", "Unbroken stretches of talk. Those of a theme are the union of those of its codes, never their sum."),
    ("n of N", "N are the participants, or sources, that were heard: of that stakeholder type, where the row has one."),
    ("Raised", "Said, hedged, supposed, reported or denied; who denies it is counted apart."),
    (
        "Not raised",
        "Asked, not raised: a question was about it. Not asked: none was. Unknown: nobody can tell from the questions.",
    ),
    ("Interval", "The 95 % interval of a share after Wilson, as if the participants were drawn at random."),
)


def describe_workbook(results: Results) -> Sheet:
    """Say what the workbook holds, and how its figures are counted."""
    rows: list[tuple[Cell, ...]] = [("Study", results.title)]
    rows += [("About", results.about)] if results.about else []
    rows.append(("Which codings count", results.manifest["review"]["told"]))
    rows += [("Note", f"{warning}.") for warning in results.warnings]
    rows += [(f"Sheet “{name}”", held) for name, held in _SHEETS.items()]
    rows += _COUNTING
    return Sheet("Read me", (Column("Read me first", 24, "heading"), Column("What it says", 110)), rows)


def list_codebook(results: Results) -> Sheet:
    """List every theme, and below each its codes."""
    shown = show_codebook(results.codebook, with_rules=True)
    columns = (
        Column("Theme", 22, "heading"),
        Column("Code", 28, "heading"),
        Column("Id", 20),
        Column("Definition", 50),
        *(Column(name, 40) for name in _PARTS),
        *(Column(name, 60, is_folded=True) for name in _FORMAL_PARTS),
    )
    rows = [row for theme in shown.themes for row in _list_theme(theme)]
    return Sheet("Codebook", columns, rows, (f"Codebook, version {shown.version}. {_FOLDED}",), n_fixed=2)


_PARTS = ("Include", "Exclude", "Examples", "Counter-examples", "Memo")
_FORMAL_PARTS = ("Rules", "Questions")
_FOLDED = "Rules and questions stand in folded columns at the right: click + above them."


def _list_theme(theme: ShownTheme) -> Iterator[tuple[Cell, ...]]:
    yield theme.label, "", theme.theme_id, *_tell_parts(theme)
    for code in theme.codes:
        yield theme.label, " › ".join((*code.above, code.label)), code.code_id, *_tell_parts(code)


def _tell_parts(shown: ShownTheme | ShownCode) -> Iterator[str]:
    said = {part.name: _tell(part) for part in shown.parts}
    return (said.get(name, "") for name in ("", *_PARTS, *_FORMAL_PARTS))


def _tell(part: Part) -> str:
    return part.text or "\n".join(f"• {entry}" for entry in part.entries)


def list_participants(results: Results) -> Sheet:
    """List everybody who speaks as a participant: attributes, and how much they say."""
    said = _count_speech(results)
    attributes = list(dict.fromkeys(name for one in results.participants.values() for name in one.attributes))
    columns = (
        Column("Participant", 18, "heading"),
        Column("Stakeholder type", 20),
        *(Column(name, 20) for name in attributes),
        Column("Sources", 9, "whole"),
        Column("Turns", 9, "whole"),
        Column("Words", 9, "whole"),
    )
    rows: list[list[Cell]] = [
        [one.participant_id, one.stakeholder_type, *(one.attributes.get(name, "") for name in attributes), *said[key]]
        for key, one in list(results.participants.items())[:MOST_ROWS]
    ]
    note = tell_shown(len(rows), len(results.participants), "participants", "turns.jsonl")
    return Sheet("Participants", columns, rows, (note,), n_fixed=1)


def _count_speech(results: Results) -> Mapping[str, tuple[int, int, int]]:
    """Return of every participant the sources, turns and words."""
    said = dict.fromkeys(results.participants, (0, 0, 0))
    for source in results.sources:
        for name, (n_turns, n_words) in source.speaking.items():
            sources, turns, words = said[name]
            said[name] = sources + 1, turns + n_turns, words + n_words
    return said


def list_methods(results: Results) -> Sheet:
    """Give the methods paragraph, the COREQ checklist, and what the figures were made from."""
    columns = (Column("No.", 6, "whole"), Column("Of", 24, "heading"), Column("What", 40), Column("Answer", 100))
    paragraphs = results.methods.paragraph.split("\n\n")
    rows: list[tuple[Cell, ...]] = [("", "For the report", "Methods paragraph", text) for text in paragraphs]
    rows += [(one.number, f"COREQ: {one.domain}", one.item, one.answer) for one in results.methods.coreq]
    rows += [("", "The run", what, told) for what, told in _list_facts(results.manifest)]
    note = "What stands in 【…】 the program cannot know: fill it in. COREQ is after Tong, Sainsbury and Craig (2007)."
    return Sheet("Methods", columns, rows, (note,))


def _list_facts(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, n in manifest["counts"].items():
        yield name.replace("_", " ").capitalize(), f"{n:,}"
    yield "Unit of coding", manifest["settings"]["segment"]
    yield "Codebook", f"version {manifest['codebook']['version']}, SHA-256 {manifest['codebook']['sha256']}"
    model = manifest["language_model"]
    yield "Language model", f"{model['name']} {model['version']}"
    for name, version in manifest["program"].items():
        yield f"Version of {name}", version
    yield from (("File left out", name) for name in manifest["files_left_out"])
    yield "Fingerprint of the run", manifest["fingerprint"]
