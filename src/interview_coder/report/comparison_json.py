"""Comparison of two codebooks → JSON, complete."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from interview_coder.model.coding import Coding, MatchedToken
from interview_coder.model.comparison import CellChange, CodebookComparison, CodingChange, CorpusChanges
from interview_coder.report.comparison_examples import group_examples


def write_json(comparison: CodebookComparison, limit: int | None = None) -> str:
    """Write everything that is known of a comparison.

    Parameters
    ----------
    comparison : CodebookComparison
    limit : int, optional
        At most so many changes of codings of each kind for each code; all if not given.
    """
    changes = comparison.codebook
    record = {
        "before": comparison.before,
        "after": comparison.after,
        "same_file": comparison.is_same_file,
        "changes": [
            {
                "owner": change.owner,
                "id": change.owner_id,
                "kind": change.kind,
                "what": change.what,
                "before": change.before,
                "after": change.after,
            }
            for change in changes.changes
        ],
        "touched_rules": [
            {"code": rule.code_id, "rule": rule.rule, "lists": list(rule.lists)} for rule in changes.touched_rules
        ],
        "renamed_themes": dict(changes.renamed_themes),
        "renamed_codes": dict(changes.renamed_codes),
        "corpus": None if comparison.corpus is None else _describe_corpus(comparison.corpus, limit),
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def _describe_corpus(corpus: CorpusChanges, limit: int | None) -> dict[str, Any]:
    kinds = Counter(change.kind for change in corpus.codings)
    groups = group_examples(corpus.codings, limit)
    return {
        "sources": corpus.n_sources,
        "participants": corpus.n_participants,
        "recoded": list(corpus.recoded),
        "gained": kinds["gained"],
        "lost": kinds["lost"],
        "changed": kinds["changed"],
        "cells": [_describe_cell(cell) for cell in corpus.cells],
        "codings": [_describe_change(change) for group in groups for change in group.shown],
    }


def _describe_cell(cell: CellChange) -> dict[str, Any]:
    return {
        "theme": cell.theme_id,
        "stakeholder_type": cell.stakeholder_type,
        "gained": cell.gained,
        "lost": cell.lost,
        "changed": cell.changed,
        "participants_before": cell.participants_before,
        "participants_after": cell.participants_after,
        "participants_total": cell.participants_total,
        "gaining": list(cell.gaining),
        "losing": list(cell.losing),
    }


def _describe_change(change: CodingChange) -> dict[str, Any]:
    coding = change.shown
    return {
        "kind": change.kind,
        "code": coding.code_id,
        "source": coding.source_id,
        "turn": coding.turn,
        "participant": coding.participant,
        "stakeholder_type": coding.stakeholder_type,
        "start": change.start,
        "end": change.end,
        "text": change.text,
        "differs_in": list(change.differs_in),
        "before": [_describe_coding(one) for one in change.before],
        "after": [_describe_coding(one) for one in change.after],
    }


def _describe_coding(coding: Coding) -> dict[str, Any]:
    return {
        "id": coding.coding_id,
        "theme": coding.theme_id,
        "code": coding.code_id,
        "start": coding.start,
        "end": coding.end,
        "stance": coding.stance,
        "evidence": [
            {
                "rule": one.rule,
                "rule_id": one.rule_id,
                "stance": one.stance,
                "tokens": [_describe_token(token) for token in one.tokens],
                "cue": None if one.cue is None else _describe_token(one.cue),
            }
            for one in coding.evidence
        ],
    }


def _describe_token(token: MatchedToken) -> dict[str, Any]:
    return {"start": token.start, "end": token.end, "text": token.text}
