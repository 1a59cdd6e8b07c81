"""Facts of a run → the COREQ checklist (Tong, Sainsbury and Craig 2007), with gaps for its researchers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from interview_coder.model.methods import CoreqItem
from interview_coder.plain_text import count, enumerate_words
from interview_coder.report.gaps import gap
from interview_coder.report.review_text import count_coders
from interview_coder.report.run_facts import RunFacts

_TEAM = "Research team and reflexivity"
_DESIGN = "Study design"
_FINDINGS = "Analysis and findings"

COREQ_ITEMS: tuple[tuple[str, str, str], ...] = (
    (_TEAM, "Who interviewed", "who conducted the interviews or groups"),
    (_TEAM, "Credentials", "their degrees and titles"),
    (_TEAM, "Occupation", "what they worked as at the time"),
    (_TEAM, "Gender", "their gender"),
    (_TEAM, "Experience and training", "what experience or training they had"),
    (_TEAM, "Earlier relationship", "whether they knew participants before the study began"),
    (
        _TEAM,
        "What participants knew of the interviewer",
        "what participants were told of them, their goals and reasons",
    ),
    (_TEAM, "What is told of the interviewer", "their assumptions, interests and reasons for the topic"),
    (_DESIGN, "Methodological orientation", "the approach that underpins the study, such as framework analysis"),
    (_DESIGN, "Sampling", "how participants were selected"),
    (_DESIGN, "Approach", "how participants were approached"),
    (_DESIGN, "Sample size", ""),
    (_DESIGN, "Non-participation", "how many declined or dropped out, and why"),
    (_DESIGN, "Setting", "where the interviews were held"),
    (_DESIGN, "Others present", "whether anybody else was there"),
    (_DESIGN, "The sample", "what else matters of the sample, such as demographics and dates"),
    (_DESIGN, "Interview guide", "whether questions and prompts were prepared, provided and piloted"),
    (_DESIGN, "Repeat interviews", "whether interviews were repeated, and how many"),
    (_DESIGN, "Recording", "whether sound or pictures were recorded"),
    (_DESIGN, "Field notes", "whether notes were made during or after the interviews"),
    (_DESIGN, "Duration", "how long the interviews took"),
    (_DESIGN, "Data saturation", "whether saturation was sought, and how it was judged"),
    (_DESIGN, "Transcripts returned", "whether participants saw their transcripts and commented on them"),
    (_FINDINGS, "Who coded", "how many people wrote, tested or checked the rules"),
    (_FINDINGS, "Coding tree", "where readers find the codebook"),
    (_FINDINGS, "Where the themes come from", "whether themes were set beforehand or found in the material"),
    (_FINDINGS, "Software", "other software that was used"),
    (_FINDINGS, "Participants’ feedback", "whether participants commented on the findings"),
    (_FINDINGS, "Quotations", "which of them the report presents, and how they were chosen"),
    (_FINDINGS, "Findings fit the data", "how findings were held against the material"),
    (_FINDINGS, "Major themes", "where the report presents them"),
    (_FINDINGS, "Minor themes and diverse cases", "what the report says of them"),
)
"""Domain and name of each item, and what the program cannot know of it."""


def fill_coreq(facts: RunFacts) -> Iterator[CoreqItem]:
    """Yield all 32 items in their order."""
    for number, (domain, item, unknown) in enumerate(COREQ_ITEMS, start=1):
        known = _KNOWN[number](facts) if number in _KNOWN else ""
        answer = " ".join(part for part in (known, gap(unknown) if unknown else "") if part)
        yield CoreqItem(number, domain, item, answer, "from the run" if known else "gap")


def _tell_size(facts: RunFacts) -> str:
    counts = facts.manifest["counts"]
    shared = f"; in {facts.n_shared:,} of them more than one participant speaks" if facts.n_shared else ""
    return f"{count(counts['participants'], 'participant')} in {count(counts['sources'], 'transcript')}{shared}."


def _tell_sample(facts: RunFacts) -> str:
    told = f"By stakeholder type: {enumerate_words(f'{kind} {n:,}' for kind, n in facts.by_type)}."
    return f"{told} Also recorded of participants: {enumerate_words(facts.attributes)}." if facts.attributes else told


def _tell_guide(facts: RunFacts) -> str:
    guided = [theme for theme in facts.codebook.themes if theme.topic_guide or any(c.topic_guide for c in theme.codes)]
    total = count(len(facts.codebook.themes), "theme")
    return f"The codebook has question patterns of a topic guide for {len(guided):,} of {total}." if guided else ""


def _tell_repeats(facts: RunFacts) -> str:
    n, of = facts.n_repeated, count(len(facts.participants), "participant")
    return f"{n:,} of {of} speak in more than one transcript." if n else "No participant’s id is in two transcripts."


def _tell_duration(facts: RunFacts) -> str:
    minutes = facts.minutes
    if not minutes:
        return ""
    of = count(len(facts.sources), "transcript")
    return f"{len(minutes):,} of {of} have times: {minutes[0]:.0f} to {minutes[-1]:.0f} minutes long."


def _tell_saturation(facts: RunFacts) -> str:
    new = [row for row in facts.tables["saturation"].records() if row["new_codes"]]
    if not new or not facts.telling.with_numbers:
        return ""
    of = f"{len(facts.sources):,}"
    return (
        f"In the order of their names, the last new code came up in transcript {new[-1]['sources']:,} of {of}; "
        f"{new[-1]['codes']:,} of {count(new[-1]['codes_total'], 'code')} were found."
    )


def _tell_coders(facts: RunFacts) -> str:
    rules, review = count(facts.manifest["counts"]["rules"], "rule"), facts.manifest["review"]
    if not review["coders"]:
        return f"No person: {rules} of the codebook were applied by machine, and no coding was reviewed."
    checked = f"codings were checked by {count_coders(review)}"
    return f"{rules} of the codebook were applied by machine, and {checked}. {review['told']}"


def _tell_tree(facts: RunFacts) -> str:
    themes = enumerate_words(f"{theme.label} ({count(len(theme.codes), 'code')})" for theme in facts.codebook.themes)
    return f"Codebook version {facts.codebook.version}, {count(len(facts.codebook.themes), 'theme')}: {themes}."


def _tell_software(facts: RunFacts) -> str:
    names = {"interview-coder": "interview-coder", "python": "Python", "spacy": "spaCy", "numpy": "NumPy"}
    return f"{enumerate_words(f'{names.get(name, name)} {v}' for name, v in facts.manifest['program'].items())}."


def _tell_quotations(facts: RunFacts) -> str:
    n = sum(row["mentions"] for row in facts.tables["theme_frequencies"].records())
    return (
        f"{count(n, 'quotation')} can be presented: each equals its stretch of the transcript, and names the "
        "stakeholder type of who said it; source, place and participant are kept with it."
    )


def _tell_evidence(facts: RunFacts) -> str:
    codings = count(facts.manifest["counts"]["codings"], "coding")
    return f"Every count leads to its codings; {codings} in all, each with the words and the rule that earned it."


def _tell_major(facts: RunFacts) -> str:
    rows = sorted(facts.tables["theme_frequencies"].records(), key=lambda row: -row["participants"])
    labels = {theme.theme_id: theme.label for theme in facts.codebook.themes}
    told = (f"{labels[row['theme']]} ({facts.telling.people(row)})" for row in rows)
    return f"By participants who raise them: {enumerate_words(told)}."


def _tell_minor(facts: RunFacts) -> str:
    labels = {theme.theme_id: theme.label for theme in facts.codebook.themes}
    numbers = facts.telling.with_numbers
    denied = [
        labels[row["theme"]] + (f" ({row['denying']:,} of {row['participants']:,})" if numbers else "")
        for row in facts.tables["theme_frequencies"].records()
        if row["denying"]
    ]
    codes = [row["participants"] for row in facts.tables["code_frequencies"].records()]
    told = [f"Denied at least once by participants who raise them: {enumerate_words(denied)}."] if denied else []
    told += [f"{codes.count(0):,} of {count(len(codes), 'code')} were found nowhere."] if numbers and 0 in codes else []
    return " ".join(told)


_KNOWN: Mapping[int, Callable[[RunFacts], str]] = {
    12: _tell_size,
    16: _tell_sample,
    17: _tell_guide,
    18: _tell_repeats,
    21: _tell_duration,
    22: _tell_saturation,
    24: _tell_coders,
    25: _tell_tree,
    27: _tell_software,
    29: _tell_quotations,
    30: _tell_evidence,
    31: _tell_major,
    32: _tell_minor,
}
"""Number of an item → what the run knows of it; empty where it knows nothing."""
