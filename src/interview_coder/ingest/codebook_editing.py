"""Edits of ``codebook.yml`` by the program: comments, order and every line that is not meant stay as they are."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.codebook_schema import CodeEntry
from interview_coder.ingest.codebook_tree import walk_all_codes
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.project.located_yaml import LocatedYaml, Path, read_yaml
from interview_coder.project.yaml_editing import YamlEditor

_KEYS = tuple(CodeEntry.model_fields)
TEXT_KEYS = ("label", "colour", "definition", "memo")


def add_rule(raw: bytes, code_id: str, rule: str, *, file: str = "codebook.yml") -> bytes:
    """Put a rule at the end of a code's ``match``.

    Parameters
    ----------
    raw : bytes
        The file as it is.
    file : str, default="codebook.yml"
        Name for messages.

    Returns
    -------
    bytes
        The file as it should be.

    Raises
    ------
    InputError
        Where there is no such code, the rule stands there already or cannot be read, or the file has to be edited by
        hand.

    Examples
    --------
    >>> raw = b"themes: [{id: cost, codes: [{id: rent, match: [rent NEAR rise]}]}] # one so far"
    >>> print(add_rule(raw, "rent", "rent THEN/4 go up").decode())
    themes: [{id: cost, codes: [{id: rent, match: [rent NEAR rise, 'rent THEN/4 go up']}]}] # one so far
    """
    place = _find_code(raw, code_id, file)
    rule = rule.strip()
    if "match" in place.code:
        text = place.editor.append_entry((*place.path, "match"), rule)
    else:
        text = place.editor.add_key(place.path, "match", [rule], _KEYS)
    return _checked(raw, text, place, lambda code: code.setdefault("match", []).append(rule))


def remove_rule(raw: bytes, code_id: str, rule: str, *, file: str = "codebook.yml") -> bytes:
    """Take a rule out of a code's ``match``; notes above it stay.

    Raises
    ------
    InputError
        Where there is no such code or rule, or the file has to be edited by hand.
    """
    place = _find_code(raw, code_id, file)
    rules = [one.strip() for one in place.code.get("match", [])]
    if rule.strip() not in rules:
        at = place.document.place((*place.path, "match"))
        fix = offer_near_name(rule, rules) or "copy the rule as it stands there"
        raise InputError(Problem(f'the code "{code_id}" has no such rule: {rule}', at, fix))
    number = rules.index(rule.strip())
    text = place.editor.remove_entry((*place.path, "match"), number)
    return _checked(raw, text, place, lambda code: code["match"].pop(number))


def set_text(raw: bytes, code_id: str, key: str, text: str, *, file: str = "codebook.yml") -> bytes:
    """Write the label, colour, definition or memo of a code.

    Raises
    ------
    InputError
        Where there is no such code or key, the text cannot be that, or the file has to be edited by hand.

    Examples
    --------
    >>> print(set_text(b"themes: [{id: cost, codes: [{id: rent}]}]", "rent", "label", "Rent: too high").decode())
    themes: [{id: cost, codes: [{id: rent, label: 'Rent: too high'}]}]
    """
    if key not in TEXT_KEYS:
        fix = offer_near_name(key, TEXT_KEYS) or f"keys that can be set: {', '.join(TEXT_KEYS)}"
        raise InputError(Problem(f'the program cannot set "{key}"', Place(file), fix))
    place = _find_code(raw, code_id, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if key in place.code:
        new = place.editor.set_text((*place.path, key), text)
    else:
        new = place.editor.add_key(place.path, key, text, _KEYS)
    return _checked(raw, new, place, lambda code: code.update({key: text}))


class _CodePlace(NamedTuple):
    document: LocatedYaml
    path: Path
    code: dict[str, Any]
    editor: YamlEditor


def _find_code(raw: bytes, code_id: str, file: str) -> _CodePlace:
    read_codebook(raw, file=file)
    document = read_yaml(raw, file=file)
    codes = {code["id"]: (path, code) for path, code in walk_all_codes(document)}
    if code_id not in codes:
        fix = offer_near_name(code_id, codes) or "interview-coder codebook show lists the codes"
        raise InputError(Problem(f'there is no code "{code_id}"', Place(file), fix))
    path, code = codes[code_id]
    return _CodePlace(document, path, code, YamlEditor(document))


def _checked(raw: bytes, text: str, place: _CodePlace, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the new bytes if they are a codebook and say what was meant, and nothing else."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    new = mark + text.encode()
    file = place.document.file
    read_codebook(new, file=file)
    if _values(read_yaml(new, file=file), place.path) != _values(place.document, place.path, change):
        message = "the program cannot edit this without changing something else"
        raise InputError(Problem(message, place.document.place(place.path), "edit the file by hand"))
    return new


def _values(
    document: LocatedYaml, path: Path, change: Callable[[dict[str, Any]], object] = lambda _: None
) -> dict[str, Any]:
    """Return what a document says after a change of one code; white space around its texts makes no difference."""
    # through JSON, as what aliases repeat is one object, and a change of it would be made everywhere
    values: dict[str, Any] = json.loads(json.dumps(document.value))
    code: Any = values
    for part in path:
        code = code[part]
    change(code)
    code.update({key: code[key].strip() for key in TEXT_KEYS if key in code})
    return values
