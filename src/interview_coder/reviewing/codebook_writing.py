"""The codebook is changed from a desk: its file is written, and the study opened again with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from interview_coder.errors import InputError, InterviewCoderError, Place, Problem
from interview_coder.ingest.codebook_editing import set_text
from interview_coder.model.codebook import Code
from interview_coder.project.backups import keep_backup
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.trying_rules import EDITS, Edit

_FILE = "codebook.yml"


class ChangedMeanwhileError(InterviewCoderError):
    """The codebook is not as the coder saw it when she wanted to change it; nothing was written."""


@dataclass(slots=True)
class CodebookWriter:
    """Writes ``codebook.yml`` with its comments kept.

    Parameters
    ----------
    backup : str
        Where the file is kept as it was before the first change; empty until then.
    """

    backup: str = ""

    def edit_rule(self, desk: Desk, seen: str, code_id: str, rule: str, edit: Edit) -> Desk:
        """Write a rule for a code, or remove it; see `write`."""
        return self.write(desk, seen, lambda raw: EDITS[edit](raw, code_id, rule.strip()))

    def set_texts(self, desk: Desk, seen: str, code_id: str, texts: dict[str, str]) -> Desk:
        """Write label, definition, memo or colour of a code, as far as they are other ones; see `write`."""
        code = desk.codes.get(code_id)
        if code is None:
            raise InputError(Problem(f'there is no code "{code_id}"', Place(_FILE), "go back to the codebook"))
        changed = {key: text for key, text in texts.items() if not _says(code, key, text)}

        def edit(raw: bytes) -> bytes:
            for key, text in changed.items():
                raw = set_text(raw, code_id, key, text)
            return raw

        return self.write(desk, seen, edit) if changed else desk

    def write(self, desk: Desk, seen: str, edit: Callable[[bytes], bytes]) -> Desk:
        """Change the file, and return a desk with the study as it is then.

        Parameters
        ----------
        desk : Desk
            It is as it was afterwards; its index is closed.
        seen : str
            SHA-256 of the codebook that the coder saw.
        edit : callable
            Gives the new file.

        Raises
        ------
        ChangedMeanwhileError
            When the file is another one by now.
        InputError
            When the edit cannot be made, or the study not be opened with it; the file is then as it was.
        """
        folder = desk.inputs.folder
        before = folder.read_codebook()
        if sha256(before).hexdigest() != seen or desk.codebook.sha256 != seen:
            raise ChangedMeanwhileError("codebook.yml was changed since it was shown")
        after = edit(before)
        if not self.backup:
            self.backup = keep_backup(folder, _FILE, before)
        folder.write_file(_FILE, after)
        try:
            return open_again(desk)
        except InputError:
            folder.write_file(_FILE, before)
            raise


def open_again(desk: Desk) -> Desk:
    """Open the study of a desk as it is now, for the same coder.

    Raises
    ------
    InputError
        With every problem of every file; the desk stays as it is then.
    """
    opened = Desk.open(desk.inputs.folder, desk.coder)
    desk.index.close()
    return opened


def _says(code: Code, key: str, text: str) -> bool:
    now = " ".join(str(getattr(code, key)).split())
    return now == " ".join(text.split())
