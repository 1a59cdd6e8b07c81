"""The rules and question patterns of a codebook: each read once, with every problem at its column."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from interview_coder.errors import Problem
from interview_coder.ingest.codebook_lists import WordLists, find_excess, hash_with_lists, shorten, tell_rule_error
from interview_coder.ingest.codebook_tree import entries_at, walk_all_codes, walk_themes
from interview_coder.ingest.phrase_weight import weigh_phrase
from interview_coder.project.located_yaml import LocatedYaml, Path
from interview_coder.rules import Phrase, RuleError, RuleTree, list_names, parse_rule, phrases_of

MAX_PHRASES = 500_000
MAX_CHARACTERS = 1_000_000
_TOO_MUCH = f"up to here, the rules have more than {MAX_CHARACTERS:,} characters or stand for {MAX_PHRASES:,} phrases"


class RuleReader:
    """Reads what stands under ``match`` and ``topic_guide``.

    Parameters
    ----------
    document : LocatedYaml
    lists : WordLists

    Attributes
    ----------
    rule_ids : dict of str to str
        Text of a rule → its id, for those with which nothing is wrong.
    """

    def __init__(self, document: LocatedYaml, lists: WordLists) -> None:
        self.rule_ids: dict[str, str] = {}
        self._document = document
        self._lists = lists
        self._n_characters = 0
        self._n_phrases = 0

    def find_problems(self) -> Iterator[Problem]:
        """Read all rules and question patterns and tell what is wrong with them."""
        for path, problems in chain(self._read_rules(), self._read_questions()):
            yield from problems
            if self._n_characters > MAX_CHARACTERS or self._n_phrases > MAX_PHRASES:
                place = self._document.place(path)
                yield Problem(_TOO_MUCH, place, "use shorter lists, fewer brackets side by side, or fewer rules")
                return

    def _read_rules(self) -> Iterator[tuple[Path, list[Problem]]]:
        for code_path, code in walk_all_codes(self._document):
            seen: set[str] = set()
            for path, text in entries_at(code, code_path, "match"):
                if not isinstance(text, str):
                    continue  # the schema says so
                if text in seen:
                    message = f"the rule “{shorten(text)}” stands twice in this code"
                    yield path, [Problem(message, self._document.place(path), "remove one of the two")]
                elif text not in self.rule_ids:
                    yield path, self._read_rule(text, path)
                seen.add(text)

    def _read_rule(self, text: str, path: Path) -> list[Problem]:
        self._n_characters += len(text)
        try:
            tree = parse_rule(text)
        except RuleError as error:
            return [tell_rule_error("rule", text, error, path, self._document)]
        if problems := [*self._find_misuse(tree, path)]:
            return problems
        used = (name.name for name in list_names(tree))
        self.rule_ids[text] = hash_with_lists(text, used, self._lists.hashes)[:12]
        return []

    def _read_questions(self) -> Iterator[tuple[Path, list[Problem]]]:
        for entry_path, entry in chain(walk_themes(self._document), walk_all_codes(self._document)):
            for path, text in entries_at(entry, entry_path, "topic_guide"):
                if isinstance(text, str):
                    yield path, self._read_question(text, path)

    def _read_question(self, text: str, path: Path) -> list[Problem]:
        self._n_characters += len(text)
        try:
            tree = parse_rule(text)
            if tree != RuleTree(tree.pattern) or not isinstance(tree.pattern, Phrase):
                raise RuleError("a question is known by a phrase, without operators", 0, "write the phrase alone")
        except RuleError as error:
            return [tell_rule_error("question pattern", text, error, path, self._document)]
        return [*self._find_misuse(tree, path)]

    def _find_misuse(self, tree: RuleTree, path: Path) -> Iterator[Problem]:
        names = list_names(tree)
        unknown = [*self._lists.names.find_unknown(names, path)]
        yield from unknown
        if unknown or (names and self._lists.spelled is None):
            return  # no rule is blamed for what is wrong with its lists
        for phrase in phrases_of(tree):
            weight = weigh_phrase(phrase, self._lists.weights)
            error = find_excess(phrase, weight, self._lists.spelled or {})
            if error is not None:
                yield Problem(error.message, self._document.place(path), error.fix)
                return
            self._n_phrases += weight.n_ways
