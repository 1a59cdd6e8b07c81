"""Whom a report names as the one who said a quotation."""

from __future__ import annotations

import pytest

from interview_coder.model.verification import Quotation
from interview_coder.verifying.attribution import AttributionReader, Named
from interview_coder.verifying.signatures import find_citation

TYPES = ("provider", "primary care", "local authority", "commissioner", "GP", "STP team")


SIGNATURES = {one: {f"{one} representative"} for one in TYPES}


def read(before: str, behind: str) -> set[str]:
    return set(AttributionReader(SIGNATURES).read(Quotation("we came late", "line 1", "marks", before, behind)).types)


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
        ("", " (Commissioner Representatives)", {"commissioner"}),
        ("", " (STP team representative)", {"STP team"}),
        ("", " (STP representative)", set()),
        ("", " (provider and commissioner representatives)", {"provider", "commissioner"}),
        ("", " – commissioners had never seen it", set()),
        ("", " (which providers were not told)", set()),
        ("", " (see providers, page 4)", set()),
        ("", "", set()),
    ],
)
def test_it_is_found_behind_the_quotation_or_before_it(before: str, behind: str, types: set[str]) -> None:
    assert read(before, behind) == types


def test_of_names_within_each_other_the_longer_counts() -> None:
    reader = AttributionReader({"care": ["care"], "primary care": ["primary care"]})
    assert reader.read(Quotation("", "", "marks", "", " (primary care)")).types == {"primary care"}


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        (" (STP representative). Then", "STP representative"),
        ("\n— a finance director", "a finance director"),
        (" — Finance director, London", "Finance director, London"),
        (" (P07)", "P07"),
        (" – and left", ""),
        (" (NHS England 2017b)", ""),
        (" (emphasis added)", ""),
        (" (see box 3)", ""),
        (" (they were not asked)", ""),
        (". Then (nobody)", ""),
    ],
)
def test_a_signature_of_nobody_of_the_study_is_returned_without_a_type(behind: str, words: str) -> None:
    named = AttributionReader(SIGNATURES).read(Quotation("we came late", "line 1", "marks", "", behind))
    assert (named.words, named.types) == (words, frozenset())
    assert not any(named.excludes(one) for one in (*TYPES, None))


def test_what_the_study_would_sign_is_known_whatever_its_form() -> None:
    reader = AttributionReader({"provider": ["Interviewee 2 (acute side)"], "GP": ["doctor"], "nurse": ["doctor"]})

    def types(behind: str) -> set[str]:
        return set(reader.read(Quotation("", "", "marks", "", behind)).types)

    assert types(" (interviewee 2 (Acute Side))") == {"provider"}
    assert types(" (Doctors)") == {"GP", "nurse"}
    assert types(" (doctor, nurse)") == {"nurse"}


def test_a_type_that_is_signed_in_several_ways_is_known_by_each_and_not_by_what_signs_anybody() -> None:
    reader = AttributionReader({"tenant": ["third floor", "ground floor", "participant"], "owner": []})

    def types(behind: str) -> set[str]:
        return set(reader.read(Quotation("", "", "marks", "", behind)).types)

    assert types(" (third floor)") == types(" (Ground floor)") == {"tenant"}
    assert types(" (participant)") == types(" (fourth floor)") == set()
    assert types(" (owner)") == {"owner"}


def test_only_one_type_is_held_against_a_speaker() -> None:
    one, two = Named("GP", frozenset({"GP"})), Named("GP or nurse", frozenset({"GP", "nurse"}))
    assert (one.excludes("nurse"), one.excludes("GP"), one.excludes(None), one.excludes("unknown")) == (
        *(True, False),
        *(True, False),
    )
    assert not two.excludes("provider")


def test_references_to_literature_are_seen() -> None:
    assert find_citation(" (NHS England\nand others 2018, p 11). Then") == "(NHS England and others 2018, p 11)"
    assert find_citation(" (provider representative)") == ""
    assert find_citation(" in 2018 (as before)") == ""
