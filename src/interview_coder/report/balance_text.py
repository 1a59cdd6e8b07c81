"""How a selection of quotes stands to all that was said → text for the terminal, and a table."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.model.balance import Balance, LeftOutVoice, OverQuoted
from interview_coder.model.results import Table
from interview_coder.plain_text import count

_COLUMNS = ("finding", "theme", "kind", "name", "quotes", "quotes_total", "of", "of_total", "expected", "chance")
_MOST_SHOWN = 10


def tabulate_balance(found: Balance) -> Table:
    """Return one row a finding; `of` and `of_total` are what the share is taken from."""
    rows: list[tuple[object, ...]] = [
        ("whole selection", "", "stakeholder_type", "", found.n_quotes, "", "", "", "", round(found.chance, 4))
    ]
    for one in found.over_quoted:
        expected = round(one.n_quotes_total * one.n_raising / one.n_raising_total, 2)
        counts = one.n_quotes, one.n_quotes_total, one.n_raising, one.n_raising_total
        rows.append(("over-quoted", one.theme, one.kind, one.name, *counts, expected, float(f"{one.chance:.2g}")))
    for voice in found.left_out:
        name = "left out" if voice.is_due else "without a quote"
        rows.append(
            (name, voice.theme, voice.kind, voice.name, 0, "", voice.n, voice.n_total, round(voice.expected, 2), "")
        )
    rows += [("atypical", one.theme, "quote", one.quote_id, "", "", one.place, one.n, "", "") for one in found.atypical]
    return Table("balance", _COLUMNS, tuple(rows))


def write_balance(found: Balance) -> str:
    """Write for reading who is over-quoted, who is left out, and whether the whole is skewed."""
    if not found.n_quotes:
        return f"{found.what}: none of its quotations stands under a theme. There is nothing to weigh.\n"
    lines = [f"{found.what}: {count(found.n_quotes, 'quote')} under themes.", ""]
    if found.n_elsewhere:
        lines += [f"{count(found.n_elsewhere, 'quotation')} found in a source and under no theme: not weighed.", ""]
    if found.over_quoted:
        lines += ["Over-quoted", *(f"  {_tell_over(one)}" for one in found.over_quoted), ""]
    due = [one for one in found.left_out if one.is_due]
    if due:
        lines += [
            "Left out, though their share comes to a quote or more",
            *(f"  {_tell_left_out(one)}" for one in due),
            "",
        ]
    lines += _tell_atypical(found)
    if found.is_skewed:
        lines.append(
            "As a whole the selection is skewed: balanced ones stand as far from the shares of the stakeholder types "
            f"in {_percent(found.chance)} of draws."
        )
    elif not (found.over_quoted or due):
        lines.append("Nobody is over-quoted and nobody left out, as far as so many quotes can tell.")
    else:
        lines.append(
            "As a whole the selection is not skewed against the shares of the stakeholder types "
            f"(balanced ones stand as far from them in {_percent(found.chance)} of draws)."
        )
    lines += _tell_too_few(found)
    return "\n".join(lines) + "\n"


def _tell_over(one: OverQuoted) -> str:
    kind = one.kind.replace("_", " ")
    return (
        f"{one.theme}: {kind} {one.name} has {one.n_quotes} of {count(one.n_quotes_total, 'quote')}, and is "
        f"{one.n_raising} of {one.n_raising_total} who raise it (chance {one.chance:.2g})"
    )


def _tell_left_out(one: LeftOutVoice) -> str:
    what = "who raise it" if one.kind == "stakeholder_type" else "quotes of it"
    kind = one.kind.replace("_", " ")
    return f"{one.theme}: {kind} {one.name}, {one.n} of {one.n_total} {what} (share: {one.expected:.1f})"


def _tell_atypical(found: Balance) -> Iterator[str]:
    if not found.atypical:
        return
    expected = found.n_in_large_cells / 10
    yield f"Among the least typical tenth of their cell: {len(found.atypical)} (by chance about {expected:.0f})"
    for one in found.atypical[:_MOST_SHOWN]:
        yield f"  {one.theme}, {one.stakeholder_type}: {one.quote_id} ({one.place} of {one.n} from the least typical)"
    if len(found.atypical) > _MOST_SHOWN:
        yield f"  and {len(found.atypical) - _MOST_SHOWN} more; --format csv has them all"
    yield ""


def _tell_too_few(found: Balance) -> Iterator[str]:
    if found.too_few:
        themes = ", ".join(f"{theme} ({n}; it takes {needed})" for theme, n, needed in found.too_few)
        yield f"Too few quotes to tell who is over-quoted: {themes}."


def _percent(share: float) -> str:
    return "fewer than 1 in 1,000" if share < 0.001 else f"{100 * share:.1f} %"
