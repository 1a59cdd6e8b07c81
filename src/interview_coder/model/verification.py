"""Quotations of a report, and what the sources of a study say to each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from interview_coder.model.source import LeftOut, Role

Status = Literal["joined", "not found", "near", "wrong attribution", "no evidence", "verbatim with edits", "verbatim"]
STATUSES: tuple[Status, ...] = (
    *("joined", "not found", "near", "wrong attribution", "no evidence"),
    *("verbatim with edits", "verbatim"),
)
"""The worst first."""
EXACT: frozenset[Status] = frozenset({"verbatim", "verbatim with edits"})


class Quotation(NamedTuple):
    """Words that a report shows as somebody's.

    Parameters
    ----------
    text : str
        As the report has it, without its own marks; of several paragraphs, a line end between them.
    place : str
        Where it begins: ``paragraph 12``, ``line 40``, ``page 3``.
    kind : {"marks", "block"}
        Between quotation marks, or a paragraph that is set off.
    before, behind : str
        What stands before and behind it in its paragraph; there its attribution is looked for.
    """

    text: str
    place: str
    kind: Literal["marks", "block"]
    before: str = ""
    behind: str = ""


class Passage(NamedTuple):
    """Words of one turn: ``source.text[start:end]``.

    Parameters
    ----------
    place : str
        In the file, such as ``page 3``; empty where the format has none.
    participant, stakeholder_type : str, optional
        None for interviewers and moderators.
    attribution : str
        How it may be signed in a report; empty for interviewers and moderators, whose words are no evidence.
    """

    source_id: str
    turn: int
    start: int
    end: int
    text: str
    place: str
    speaker: str
    role: Role
    participant: str | None
    stakeholder_type: str | None
    attribution: str


class Edit(NamedTuple):
    """A change to a quotation that readers of it can see, or that changes none of its words.

    Parameters
    ----------
    kind : {"omission", "insertion", "letters", "final mark", "aside"}
        Words left out with an ellipsis; words in square brackets; letters in square brackets; a comma or full stop at
        the end; a sound or pause of the transcript that was left out.
    draft, source : str
        What the report has, and what it stands for.
    """

    kind: Literal["omission", "insertion", "letters", "final mark", "aside"]
    draft: str
    source: str


class Difference(NamedTuple):
    """A change that nobody can see: words of the report that stand for other words of the source.

    Parameters
    ----------
    after : str
        The word before, which both have; empty at the beginning.
    draft, source : str
        Either can be empty, where something was added or left out.
    """

    after: str
    draft: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the sources say to one quotation.

    Parameters
    ----------
    quotation : Quotation
    status : str
        One of `STATUSES`.
    passages : tuple of Passage
        Where the words stand, one for each stretch between omissions; those nearest to it where it is ``near``; those
        that were put together where it is ``joined``; none where it is ``not found``.
    edits : tuple of Edit
    differences : tuple of Difference
        Where it is ``near``.
    named : str
        The attribution in the report.
    named_types : tuple of str
        The stakeholder types of the study that it can mean, sorted; only one is held against the speaker's.
    is_misattributed : bool
        Whether that is another than the type of the participant who says it.
    cited : str
        A reference to literature right behind it, such as ``(Healthy Streets 2017)``.
    """

    quotation: Quotation
    status: Status
    passages: tuple[Passage, ...] = ()
    edits: tuple[Edit, ...] = ()
    differences: tuple[Difference, ...] = ()
    named: str = ""
    named_types: tuple[str, ...] = ()
    is_misattributed: bool = False
    cited: str = ""

    @property
    def is_evidence(self) -> bool:
        """Whether all that was found is said by participants."""
        return all(one.role == "participant" for one in self.passages)


@dataclass(frozen=True, slots=True)
class Verification:
    """The quotations of one report.

    Parameters
    ----------
    draft : str
        Name of the file.
    findings : tuple of Finding
        In the order of the report.
    n_passed_over : int
        Quoted passages of fewer than three words, which are no quotations.
    left_out : tuple of LeftOut
        What the file holds and was not looked at, such as footnotes.
    remarks : tuple of str
        What should be known about how the file was read.
    """

    draft: str
    findings: tuple[Finding, ...]
    n_passed_over: int
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether every quotation is as its source has it, and signed rightly."""
        return all(one.status in EXACT for one in self.findings)

    def count(self) -> Iterator[tuple[Status, int]]:
        """Yield how many quotations have each status, the worst first."""
        for status in STATUSES:
            yield status, sum(one.status == status for one in self.findings)
