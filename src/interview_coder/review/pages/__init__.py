"""One module a page."""

from __future__ import annotations

from interview_coder.review.asking import Page
from interview_coder.review.pages import blind, codebook, compare, matrix, progress, queue, transcript

PAGES: dict[tuple[str, str], Page] = {
    ("GET", "/queue"): queue.show_queue,
    ("POST", "/queue/decide"): queue.decide,
    ("POST", "/queue/undo"): queue.undo,
    ("POST", "/queue/let-go"): queue.let_go,
    ("GET", "/blind"): blind.show_blind,
    ("POST", "/blind/draw"): blind.draw,
    ("POST", "/blind/code"): blind.code,
    ("POST", "/blind/take-back"): blind.take_code_back,
    ("POST", "/blind/done"): blind.finish,
    ("GET", "/compare"): compare.show_comparison,
    ("GET", "/compare/settle"): compare.show_difference,
    ("POST", "/compare/settle"): compare.settle_difference,
    ("POST", "/compare/undo"): compare.undo,
    ("GET", "/matrix"): matrix.show_matrix,
    ("GET", "/matrix/cell"): matrix.show_cell,
    ("POST", "/matrix/summary"): matrix.write_summary,
    ("POST", "/matrix/withdraw"): matrix.withdraw_summary,
    ("GET", "/codebook"): codebook.show_codebook,
    ("GET", "/codebook/{code}"): codebook.show_code,
    ("POST", "/codebook/{code}/rule"): codebook.edit_rule,
    ("POST", "/codebook/{code}/texts"): codebook.set_texts,
    ("GET", "/transcripts"): transcript.show_transcripts,
    ("GET", "/transcript/{source:path}"): transcript.show_transcript,
    ("POST", "/transcript/{source:path}"): transcript.act_on_transcript,
    ("GET", "/progress"): progress.show_progress,
}
"""Method and address → what answers."""
