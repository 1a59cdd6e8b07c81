"""One module a page."""

from __future__ import annotations

from interview_coder.review.asking import Page
from interview_coder.review.pages import blind, compare, progress, queue

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
    ("GET", "/progress"): progress.show_progress,
}
"""Method and address → what answers."""
