"""Facts of a run → the paragraph for the methods part of a report, and the COREQ checklist."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.model.methods import Methods
from interview_coder.plain_text import count, enumerate_words
from interview_coder.report.coreq import fill_coreq
from interview_coder.report.gaps import gap
from interview_coder.report.review_text import count_coders, tell_right
from interview_coder.report.run_facts import RunFacts


def describe_methods(facts: RunFacts) -> Methods:
    """Say how a study was made, as far as its run knows; nothing is guessed, and what it cannot know is a gap."""
    parts = (_tell_material, _tell_coding, _tell_counting, _tell_limits)
    written = (" ".join(part(facts)) for part in parts)
    return Methods("\n\n".join(part for part in written if part), tuple(fill_coreq(facts)))


def _tell_material(facts: RunFacts) -> Iterator[str]:
    counts = facts.manifest["counts"]
    sources, people = count(counts["sources"], "transcript"), count(counts["participants"], "participant")
    yield f"The study rests on {sources} of {gap('interviews, focus groups: held when, where and in what setting')}"
    types = enumerate_words(f"{n:,} of the type {kind}" for kind, n in facts.by_type)
    yield f"in which {people} {'speaks' if counts['participants'] == 1 else 'speak'}: {types}."
    if facts.n_shared:
        yield f"In {facts.n_shared:,} of the {sources} more than one participant speaks."
    yield f"Participants were chosen and approached {gap('how, and how many declined')}."
    yield f"The interviews were conducted by {gap('who, with what training and relation to the participants')},"
    yield f"and transcribed {gap('by whom, from what recording, checked how')}."
    n_asking = counts["turns"] - counts["participant_turns"]
    turns = f"{n_asking:,} of {count(counts['turns'], 'turn')}"
    yield f"What interviewers and moderators say ({turns}) was read as context; it is in no count and no quotation."


def _tell_coding(facts: RunFacts) -> Iterator[str]:
    manifest, counts = facts.manifest, facts.manifest["counts"]
    program, book = manifest["program"], manifest["codebook"]
    rules, codes = count(counts["rules"], "rule"), count(len(list(facts.codebook.codes)), "code")
    yield f"The transcripts were coded by machine, with interview-coder {program['interview-coder']}:"
    yield f"{rules} for {codes} in {count(len(facts.codebook.themes), 'theme')} (codebook version {book['version']},"
    yield f"SHA-256 {book['sha256'][:12]}) were applied to each {manifest['settings']['segment']}"
    given = f", and gave {count(counts['codings'], 'coding')}" if facts.telling.with_numbers else ""
    yield f"({count(counts['segments'], 'segment')}){given}."
    yield "A coding covers an unbroken run of sentences, and keeps the rule and the words that earned it."
    yield from _tell_checking(facts)
    yield f"The codebook was developed by {gap('whom, from what theory or material, tested how')}."


def _tell_checking(facts: RunFacts) -> Iterator[str]:
    review = facts.manifest["review"]
    if not review["coders"]:
        yield f"No person has reviewed the codings {gap('unless you did: who, how many of them, with what result')}."
        return
    yield review["told"]
    if review["right"] is not None:
        yield f"Of those on which people agreed {tell_right(review)} were right, the 95 % interval after Wilson."
    who = gap("who, with what training, and how differences were settled")
    yield f"They were checked by {count_coders(review)} {who}."


def _tell_counting(facts: RunFacts) -> Iterator[str]:
    unit = facts.manifest["settings"]["segment"]
    yield f"A mention is an unbroken run of sentences within one {unit}; those of a theme are"
    yield "the union of those of its codes. A participant counts once for a theme, however often they raise it."
    yield "A theme that somebody denies, reports, supposes or hedges counts as raised, and is shown apart."
    yield "For participants who do not raise a theme it is told whether anybody asked them about it, known by what the"
    yield "codebook says of questions, and by its rules."
    if facts.telling.with_numbers:
        yield "Shares are given with 95 % Wilson intervals, as if participants were a random sample"
        yield f"{gap('whether they may be taken for one, and of whom')}."
        yield "Where shares are put in words, these are"
    else:
        yield "How many participants raise a theme is told in words, not in numbers:"
    yield f"{facts.telling.scale_in_words()}; none and all are meant exactly."
    yield f"Quotations are the participants’ words, unchanged, chosen {gap('by whom, and how')}."


def _tell_limits(facts: RunFacts) -> Iterator[str]:
    n_files = len(facts.manifest["files_left_out"])
    if n_files:
        were = "was" if n_files == 1 else "were"
        yield f"{count(n_files, 'transcript')} could not be read and {were} left out {gap('why, and what that means')}."
    for warning in facts.manifest["warnings"]:
        yield f"To be known of the material: {warning}."
