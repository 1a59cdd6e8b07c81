"""What a cell of a matrix says in words: n of N, and where nobody raises a theme, what is known of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interview_coder.report.plain_text import count

_NOT_RAISED = {"asked_not_raised": "asked, not raised", "not_asked": "not asked", "not_known": "unknown whether asked"}


def tell_participants(row: Mapping[str, Any]) -> str:
    """Say how many participants raise it, of how many.

    Examples
    --------
    >>> tell_participants({"participants": 10, "participants_total": 11})
    '10 of 11'
    """
    return f"{row['participants']:,} of {row['participants_total']:,}"


def tell_mentions(row: Mapping[str, Any]) -> str:
    """Say how often it is mentioned, and in how many sources.

    Examples
    --------
    >>> tell_mentions({"mentions": 1, "sources": 1, "sources_total": 14})
    '1 mention in 1 of 14 sources'
    """
    return f"{count(row['mentions'], 'mention')} in {row['sources']:,} of {count(row['sources_total'], 'source')}"


def tell_silence(row: Mapping[str, Any]) -> str:
    """Say what is known of those who do not raise it, a line each; empty where all do.

    Examples
    --------
    >>> print(tell_silence({"asked_not_raised": 3, "not_asked": 1, "not_known": 0}))
    asked, not raised: 3
    not asked: 1
    """
    return "\n".join(f"{words}: {row[name]:,}" for name, words in _NOT_RAISED.items() if row[name])


def tell_denials(row: Mapping[str, Any]) -> str:
    """Say how many deny it; empty where nobody does.

    Examples
    --------
    >>> tell_denials({"denying": 1}), tell_denials({"denying": 2})
    ('1 denies it', '2 deny it')
    """
    return {0: "", 1: "1 denies it"}.get(row["denying"], f"{row['denying']:,} deny it")


def tell_interval(row: Mapping[str, Any]) -> str:
    """Say the share with its 95 % interval; empty where there is nobody.

    Examples
    --------
    >>> tell_interval({"share": 0.9091, "share_low": 0.6226, "share_high": 0.9838})
    '91 % (62–98 %)'
    """
    if row["share"] == "":
        return ""
    return f"{row['share']:.0%} ({row['share_low']:.0%}–{row['share_high']:.0%})".replace("%–", "–").replace("%", " %")
