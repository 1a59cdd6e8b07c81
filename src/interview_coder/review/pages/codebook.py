"""The codebook with what became of its rules so far, and rules that are tried before they are written."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlencode

from starlette.responses import Response

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.codebook_editing import TEXT_KEYS
from interview_coder.model.suggestions import Suggestions, TakenFrom
from interview_coder.report.shown_codebook import show_codebook as show_in_words
from interview_coder.review.asking import Asked, Table
from interview_coder.review.showing import go_to, show
from interview_coder.reviewing.code_records import list_doubtful, list_records
from interview_coder.reviewing.codebook_writing import ChangedMeanwhileError, open_again
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.trying_rules import Edit, RuleTrial, try_rule
from interview_coder.suggesting import suggest_phrases

_EDITS: dict[str, Edit] = {"add": "add", "remove": "remove"}
_SOURCES_OF_PHRASES: dict[str, TakenFrom] = {"codings": "codings", "examples": "examples"}


def show_codebook(table: Table, _: Asked) -> Response:
    """Show the tree of themes and codes."""
    records = list_records(table.desk)
    return show(table, "codebook.html.j2", title="Codebook", records=records, doubtful=list_doubtful(records))


def show_code(table: Table, asked: Asked) -> Response:
    """Show one code; with what a rule would do, if one is asked for."""
    return _show_code(table, asked)


def edit_rule(table: Table, asked: Asked) -> Response:
    """Write or remove a rule, and show the code with the study opened again."""
    edit = _EDITS.get(asked.get("edit"), "add")
    return _write(
        table,
        asked,
        lambda: table.writer.edit_rule(table.desk, asked.get("seen"), asked.path["code"], asked.get("rule"), edit),
    )


def set_texts(table: Table, asked: Asked) -> Response:
    """Write what is said of a code, and show it with the study opened again."""
    texts = {name: asked.get(name) for name in TEXT_KEYS if name in asked.fields}
    return _write(
        table,
        asked,
        lambda: table.writer.set_texts(table.desk, asked.get("seen"), asked.path["code"], texts),
    )


def _write(table: Table, asked: Asked, write: Callable[[], Desk]) -> Response:
    try:
        table.desk = write()
    except ChangedMeanwhileError:
        table.desk = open_again(table.desk)
        return _show_code(table, asked, is_changed=True)
    return go_to(f"/codebook/{quote(asked.path['code'])}?{urlencode({'written': asked.get('edit') or 'texts'})}")


def _show_code(table: Table, asked: Asked, *, is_changed: bool = False) -> Response:
    desk, code_id = table.desk, asked.path["code"]
    if code_id not in desk.codes:
        near = offer_near_name(code_id, desk.codes) or "choose one of the codebook"
        raise InputError(Problem(f'there is no code "{code_id}"', Place("codebook.yml"), near))
    theme = next(one for one in list_records(desk) if one.theme.theme_id == desk.codes[code_id].theme_id)
    trial, problems = _try_rule(desk, asked)
    phrases, no_phrases = _suggest(desk, asked)
    return show(
        table,
        "code.html.j2",
        status=409 if is_changed else 200,
        title="Codebook",
        theme=theme.theme,
        record=next(one for one in theme.codes if one.code.code_id == code_id),
        said=next(one for part in show_in_words(desk.codebook).themes for one in part.codes if one.code_id == code_id),
        seen=desk.codebook.sha256,
        rule=asked.get("rule"),
        trial=trial,
        problems=problems,
        phrases=phrases,
        no_phrases=no_phrases,
        is_changed=is_changed,
        written=asked.get("written"),
        backup=table.writer.backup,
    )


def _try_rule(desk: Desk, asked: Asked) -> tuple[RuleTrial | None, tuple[Problem, ...]]:
    if not asked.get("rule").strip():
        return None, ()
    edit, limit = _EDITS.get(asked.get("edit"), "add"), None if asked.get("all") else 20
    try:
        return try_rule(desk, asked.path["code"], asked.get("rule"), edit, limit=limit), ()
    except InputError as error:
        return None, error.problems


def _suggest(desk: Desk, asked: Asked) -> tuple[Suggestions | None, tuple[Problem, ...]]:
    taken_from = _SOURCES_OF_PHRASES.get(asked.get("phrases"))
    if taken_from is None:
        return None, ()
    try:
        return suggest_phrases(asked.path["code"], desk.inputs, taken_from=taken_from), ()
    except InputError as error:
        return None, error.problems
