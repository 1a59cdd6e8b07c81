"""What is different between two versions of a codebook: in words, and on a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from interview_coder.model.coding import Coding

OwnerKind = Literal["codebook", "theme", "code", "list"]
ChangeKind = Literal["added", "removed", "renamed", "moved", "reordered", "reworded", "changed"]
CodingChangeKind = Literal["gained", "lost", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two codebooks.

    Parameters
    ----------
    owner : {"codebook", "theme", "code", "list"}
        What it belongs to.
    owner_id : str
        Id of the theme or code, or name of the list: in the later codebook, or in the earlier one where it is gone from
        the later. Empty for the codebook as a whole.
    kind : {"added", "removed", "renamed", "moved", "reordered", "reworded", "changed"}
    what : str
        ``theme``, ``code`` or ``list`` for the owner itself; else which part of it, such as ``rule``, ``definition``,
        ``example`` or ``entry``.
    before, after : str
        What it was and what it is; empty where there is nothing. A place is written ``theme`` or ``theme/code``.

    Examples
    --------
    >>> print(Change("code", "high_rent", "added", "rule", after="rent NEAR rise"))
    code high_rent: rule added: rent NEAR rise
    """

    owner: OwnerKind
    owner_id: str
    kind: ChangeKind
    what: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        words = " → ".join(part for part in (self.before, self.after) if part)
        told = f"{self.what} {self.kind}: {words}" if words else f"{self.what} {self.kind}"
        return f"{self.owner} {self.owner_id}: {told}" if self.owner_id else told


@dataclass(frozen=True, slots=True)
class TouchedRule:
    """A rule that reads as before and yet finds something else, perhaps: a word list that it uses has changed.

    Parameters
    ----------
    code_id : str
        In the later codebook.
    rule : str
    lists : tuple of str
        Names of the changed lists that it uses, also through other lists; sorted.
    """

    code_id: str
    rule: str
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodebookChanges:
    """Everything that differs between two codebooks, in words.

    Parameters
    ----------
    changes : tuple of Change
        The codebook as a whole, then its lists, its themes and its codes, in the order of the later codebook; what is
        gone after what is there.
    touched_rules : tuple of TouchedRule
    renamed_themes, renamed_codes : mapping of str to str
        Earlier id → later id.
    """

    changes: tuple[Change, ...]
    touched_rules: tuple[TouchedRule, ...] = ()
    renamed_themes: Mapping[str, str] = field(default_factory=dict)
    renamed_codes: Mapping[str, str] = field(default_factory=dict)


class CodingChange(NamedTuple):
    """What became of a place of one code: codings that overlap, before and after.

    Parameters
    ----------
    before, after : tuple of Coding
        As each codebook makes them, by place. Nothing before: gained; nothing after: lost. Where both have something,
        several codings may have become one, or one several.
    text : str
        What is said from the start of the first of them to the end of the last: ``source.text[start:end]``.
    differs_in : tuple of str
        For what is changed: ``borders``, ``stance``, ``words`` (that rules found, or that decided the stance),
        ``rules`` (that found them). Empty else.
    """

    before: tuple[Coding, ...]
    after: tuple[Coding, ...]
    text: str
    differs_in: tuple[str, ...] = ()

    @property
    def kind(self) -> CodingChangeKind:
        """Whether codings are gained, lost or changed."""
        if not self.before:
            return "gained"
        return "changed" if self.after else "lost"

    @property
    def shown(self) -> Coding:
        """The first coding of the later codebook, or of the earlier one where it is lost."""
        return (self.after or self.before)[0]

    @property
    def start(self) -> int:
        """Where `text` begins in the source."""
        return min(coding.start for coding in (*self.before, *self.after))

    @property
    def end(self) -> int:
        """Where `text` ends in the source."""
        return max(coding.end for coding in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class CellChange:
    """What changes for one stakeholder type and theme.

    Parameters
    ----------
    theme_id : str
        In the later codebook; in the earlier one where it is gone.
    gained, lost, changed : int
        Places of codings; those of a code that was moved to another theme are in none of the three.
    participants_before, participants_after : int
        Who raise the theme.
    participants_total : int
        Of this type, who speak.
    gaining, losing : tuple of str
        Ids of the participants who raise the theme only by the later, or only by the earlier codebook; sorted.
    """

    theme_id: str
    stakeholder_type: str
    gained: int
    lost: int
    changed: int
    participants_before: int
    participants_after: int
    participants_total: int
    gaining: tuple[str, ...]
    losing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorpusChanges:
    """What two codebooks make of one corpus.

    Parameters
    ----------
    codings : tuple of CodingChange
        By the order of the later codebook's codes, then of sources and places.
    cells : tuple of CellChange
        Those in which anything changes, by theme and stakeholder type.
    recoded : tuple of str
        Codes that had to be coded with both codebooks, because their rules differ; ids of the later codebook, of the
        earlier one where they are gone. What all others find is the same.
    n_sources, n_participants : int
        How large the corpus is.
    """

    codings: tuple[CodingChange, ...]
    cells: tuple[CellChange, ...]
    recoded: tuple[str, ...]
    n_sources: int
    n_participants: int


@dataclass(frozen=True, slots=True)
class CodebookComparison:
    """Two versions of a codebook, compared.

    Parameters
    ----------
    before, after : str
        What each was called when it was asked for.
    codebook : CodebookChanges
    corpus : CorpusChanges, optional
        None where they were not run.
    is_same_file : bool
        Both are the same to the last byte.
    """

    before: str
    after: str
    codebook: CodebookChanges
    corpus: CorpusChanges | None = None
    is_same_file: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything differs, apart from comments and layout."""
        return bool(self.codebook.changes)
