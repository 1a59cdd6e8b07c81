"""The codebook as tested code: whether rules find the examples, and leave the counter-examples alone."""

from interview_coder.codebook_testing.doubts import find_doubts, tell_doubts
from interview_coder.codebook_testing.examples import Example
from interview_coder.codebook_testing.of_study import try_examples_of_study
from interview_coder.codebook_testing.outcomes import CodeOutcome, ExampleReport, Finding, NearMiss, Outcome
from interview_coder.codebook_testing.summary import CodebookSummary, summarise_codebook
from interview_coder.codebook_testing.trying import try_examples

__all__ = [
    "CodeOutcome",
    "CodebookSummary",
    "Example",
    "ExampleReport",
    "Finding",
    "NearMiss",
    "Outcome",
    "find_doubts",
    "summarise_codebook",
    "tell_doubts",
    "try_examples",
    "try_examples_of_study",
]
