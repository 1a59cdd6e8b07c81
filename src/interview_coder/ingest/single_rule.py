"""One rule as somebody typed it, which may use the word lists of a codebook without standing in it."""

from __future__ import annotations

from dataclasses import replace

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.rules import RuleError, RuleTree, list_names, parse_rule

SINGLE = "single"
"""Id of the theme and of the code that a single rule stands in."""
_SHOWN_AROUND = 60


def read_single_rule(text: str, codebook: Codebook) -> tuple[RuleTree, Codebook]:
    """Read a rule, and make a codebook with the lists of another and nothing but this rule.

    Raises
    ------
    InputError
        With the rule and a caret under the place that is wrong.

    Examples
    --------
    >>> read_single_rule("rent NEAR/x fair", Codebook("", "1", ()))
    Traceback (most recent call last):
    interview_coder.errors.InputError: rule:1:6: error: 'NEAR/x' needs a number of words from 0 to 100
      rent NEAR/x fair
           ^
      fix: write NEAR/5, say, or NEAR/turn for anywhere in the turn
    """
    try:
        tree = parse_rule(text)
    except RuleError as error:
        raise InputError(point_out(text, error)) from error
    unknown = [name for name in list_names(tree) if name.name not in codebook.lists]
    if unknown:
        raise InputError(*(_tell_unknown(text, name.name, name.offset, codebook) for name in unknown))
    code = Code(SINGLE, SINGLE, text, "", rules=(Rule(text, SINGLE, 1),))
    return tree, replace(codebook, themes=(Theme(SINGLE, text, "", "", (code,)),), sha256="")


def point_out(text: str, error: RuleError) -> Problem:
    """Tell what is wrong with a rule, with a caret under the place."""
    offset = min(error.offset, len(text))
    first = max(offset - _SHOWN_AROUND, 0) if len(text) > 2 * _SHOWN_AROUND else 0
    shown = "".join(letter if letter.isprintable() else " " for letter in text[first : first + 2 * _SHOWN_AROUND])
    caret = " " * (offset - first) + "^"
    return Problem(f"{error.message}\n  {shown}\n  {caret}", Place("rule", 1, offset + 1), error.fix)


def _tell_unknown(text: str, name: str, offset: int, codebook: Codebook) -> Problem:
    known = f"its lists are {', '.join(f'@{one}' for one in codebook.lists)}" if codebook.lists else "it has none"
    fix = offer_near_name(name, codebook.lists) or known
    return point_out(text, RuleError(f'there is no word list "{name}" in the codebook', offset, fix))
