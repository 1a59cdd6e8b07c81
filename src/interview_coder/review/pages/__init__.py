"""One module a page."""

from __future__ import annotations

from interview_coder.review.asking import Page
from interview_coder.review.pages import progress, queue, transcript

PAGES: dict[tuple[str, str], Page] = {
    ("GET", "/queue"): queue.show_queue,
    ("POST", "/queue/decide"): queue.decide,
    ("POST", "/queue/undo"): queue.undo,
    ("POST", "/queue/let-go"): queue.let_go,
    ("GET", "/transcripts"): transcript.show_transcripts,
    ("GET", "/transcript/{source:path}"): transcript.show_transcript,
    ("POST", "/transcript/{source:path}"): transcript.act_on_transcript,
    ("GET", "/progress"): progress.show_progress,
}
"""Method and address → what answers."""
