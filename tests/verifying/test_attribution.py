"""Whom a report names as the one who said a quotation."""

from __future__ import annotations

import pytest

from interview_coder.model.verification import Quotation
from interview_coder.verifying.attribution import AttributionReader, find_citation

TYPES = ("provider", "primary care", "local authority", "commissioner", "GP", "STP team")


def read(before: str, behind: str) -> set[str]:
    return set(AttributionReader(TYPES).read(Quotation("we came late", "line 1", "marks", before, behind)).types)


@pytest.mark.parametrize(
    ("before", "behind", "types"),
    [
        ("", " (provider representative).", {"provider"}),
        ("", " (director of public health, local\nauthority). Then", {"local authority"}),
        ("", " — commissioner", {"commissioner"}),
        ("", "\n— A local-authority director, London", {"local authority"}),
        ("", ", said one GP, and left", {"GP"}),
        ("", ", a commissioner told us.", {"commissioner"}),
        ("", " according to several providers", {"provider"}),
        ("As one commissioner put it, ", "", {"commissioner"}),
        ("They met. One provider representative commented that, ", " Then", {"provider"}),
        ("Local authorities disagreed:\n", "", {"local authority"}),
        ("", " – commissioners had seen it, but nobody asked. Then", set()),
        ("GPs told us that ", " about providers", {"GP"}),
        ("as explained by one local authority representative who explained that, ", "", {"local authority"}),
        ("Another (primary care representative) told us that ", "", {"primary care"}),
        ("In the words of a provider: ", "", {"provider"}),
        ("Provider: ", "", {"provider"}),
        ("While providers waited, one commissioner said ", "", {"commissioner"}),
        ("We heard that relationships between providers and commissioners were ", " in places", set()),
        ("Providers were described as ", " by one commissioner", {"commissioner"}),
        ("Providers were described as ", "", set()),
        ("There was a ", " shift in how providers work", set()),
        ("", " (NHS England 2017b)", set()),
        ("", "", set()),
    ],
)
def test_it_is_found_behind_the_quotation_or_before_it(before: str, behind: str, types: set[str]) -> None:
    assert read(before, behind) == types


def test_of_names_within_each_other_the_longer_counts() -> None:
    reader = AttributionReader(["care", "primary care"])
    assert reader.read(Quotation("", "", "marks", "", " (primary care)")).types == {"primary care"}


def test_references_to_literature_are_seen() -> None:
    assert find_citation(" (NHS England\nand others 2018, p 11). Then") == "(NHS England and others 2018, p 11)"
    assert find_citation(" (provider representative)") == ""
    assert find_citation(" in 2018 (as before)") == ""
