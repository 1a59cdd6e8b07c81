"""Suggested words and phrases → text for the terminal, and a table."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.model.results import Table
from interview_coder.model.suggestions import PhraseInContext, Suggestion, Suggestions
from interview_coder.plain_text import align, count

_WIDTH = 100
_COLUMNS = (
    *("phrase", "count", "count_elsewhere", "passages", "passages_total", "participants", "participants_total"),
    *("only_participant", "log_likelihood", "log_ratio"),
    *("source", "turn", "participant", "start", "end", "before", "text", "after"),
)


def tabulate_suggestions(found: Suggestions) -> Table:
    """Return one row a suggestion, the surest first."""
    return Table("suggestions", _COLUMNS, tuple(_make_row(one, found) for one in found.suggestions))


def _make_row(one: Suggestion, found: Suggestions) -> tuple[object, ...]:
    return (
        *(one.phrase, one.count, one.count_elsewhere, one.passages, found.n_passages),
        *(len(one.participants), found.n_participants, _only(one)),
        *(round(one.log_likelihood, 2), round(one.log_ratio, 2)),
        *one.example,
    )


def _only(one: Suggestion) -> str:
    return one.participants[0] if len(one.participants) == 1 else ""


def write_text(found: Suggestions) -> str:
    """Write suggestions for reading, each with its first place."""
    lines = [_write_head(found), ""]
    if found.suggestions:
        rows = [_write_row(one, found) for one in found.suggestions]
        head = ("word or phrase", "in them", "elsewhere", _people(found)[0], "G²", "log ratio", "")
        table = align([head, *rows], right=range(1, 6))
        lines.append(table[0])
        for row, one in zip(table[1:], found.suggestions, strict=True):
            lines += [row, f"    {_write_context(one.example)}"]
        lines.append("")
    return "\n".join([*lines, *_write_notes(found)]) + "\n"


def _write_head(found: Suggestions) -> str:
    if found.taken_from == "examples":
        passages = count(found.n_passages, "example")
    else:
        passages = f"{count(found.n_passages, 'passage')} of {count(found.n_participants, 'participant')}"
    elsewhere = f"{count(found.n_words_elsewhere, 'word')} that participants say elsewhere"
    return f"{found.code_id}: {passages} ({count(found.n_words, 'word')}), against {elsewhere}"


def _people(found: Suggestions) -> tuple[str, int]:
    """Return what phrases are spread over, and how many there are."""
    if found.taken_from == "examples":
        return "examples", found.n_passages
    return "participants", found.n_participants


def _write_row(one: Suggestion, found: Suggestions) -> tuple[str, ...]:
    n_having = one.passages if found.taken_from == "examples" else len(one.participants)
    alone = f"only {_only(one)}" if _only(one) else ""
    return (
        *(one.phrase, f"{one.count:,}", f"{one.count_elsewhere:,}", f"{n_having} of {_people(found)[1]}"),
        *(f"{one.log_likelihood:.2f}", f"{one.log_ratio:.2f}", alone),
    )


def _write_context(place: PhraseInContext) -> str:
    """Write a place within its sentence, which is cut where it is long."""
    room = max(10, (_WIDTH - len(place.text)) // 2)
    before = place.before if len(place.before) <= room else f"… {place.before[-room:].partition(' ')[2]}"
    after = place.after if len(place.after) <= room else f"{place.after[:room].rpartition(' ')[0]} …"
    told = f"{before}«{place.text}»{after}".replace("\n", " ")
    where = f"{place.participant}, {place.source_id}, turn {place.turn}" if place.source_id else "example"
    return f"{told}  ({where})"


def _write_notes(found: Suggestions) -> Iterator[str]:
    times = {1: "once", 2: "twice"}.get(found.least_count, f"{found.least_count} times")
    if not found.n_compared:
        yield f"No word or phrase that no rule finds yet is said {times} in them."
        if found.least_count > 1:
            yield "What is said less often is looked at too with --min-count 1."
        return
    if not found.suggestions:
        yield f"None of the {found.n_compared:,} words and phrases said {times} or more in them is distinctive of them."
        return
    if found.n_found > len(found.suggestions):
        yield f"{len(found.suggestions)} of {found.n_found:,}; --limit shows more."
    by_chance = max(1, round(found.n_compared / 100))
    yield (
        f"{found.n_compared:,} words and phrases were compared: about {by_chance} of them would look so distinctive "
        "(G² of 6.63 or more) by chance alone. Take them as hints, and look at the passages."
    )
    yield "Only places that no rule of the code finds are counted. Log ratio: 1 is twice, 3 eight times as frequent."
    yield f"To see all places of one: interview-coder codebook try '{found.suggestions[0].phrase}'"
