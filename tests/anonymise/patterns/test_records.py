"""What a record tells of people besides names, which talk keeps."""

from __future__ import annotations

import pytest
from tests.anonymise.found import found, left

RECORD = " The committee then read the file and wrote to all of the parties in the usual way. " * 5


def found_in_record(text: str) -> list[str]:
    return found(text + RECORD)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("She is a veterinary nurse and lives alone.", "veterinary nurse"),
        ("He worked as an administrator, later as a lecturer in botany.", "administrator"),
        ("He worked as an administrator, later as a lecturer in botany.", "lecturer in botany"),
        ("The claimants were journalists.", "journalists"),
        ("They came with fourteen other passengers.", "fourteen other passengers"),
        ("They have two children.", "two children"),
        ("It was sent on 3, 5 and 19 March 1988.", "3, 5 and 19 March 1988"),
        ("It was sent in March, April and June 1989.", "March, April and June 1989"),
        ("It was in the early hours of 6 July 1974.", "early hours of 6 July 1974"),
        ("It was in the mid-1990s.", "mid-1990s"),
        ("It was at the beginning of 1996.", "beginning of 1996"),
        ("It is for men over age 60.", "over age 60"),
        ("The fine was 290,805 Turkish liras (TRL).", "290,805 Turkish liras (TRL)"),
        ("It went to the Board (Överklagandenämnden) again.", "Överklagandenämnden"),
        ("It went to the Court (sud miejski - “the Court”) again.", "sud miejski"),
        ("They kept 12% of £4,000 then.", "12%"),
        ("They kept 12% of £4,000 then.", "£4,000"),
        ("It was bought by Brightwell plc again.", "Brightwell plc"),
        ("It was signed by Judge Kestrelby.", "Judge Kestrelby"),
    ],
)
def test_a_record_tells_more_than_names(text: str, what: str) -> None:
    assert what in found_in_record(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was the same officer.",
        "The court sat with three judges.",
        "The Board (the same as before) sat again.",
        "The Chief Justice and the Court of Cassation sat again.",
        "It was sent with section 12 of the act.",
        "10.45 The lounge. Tea was served.",
    ],
)
def test_what_only_looks_like_it_is_left_in_a_record(text: str) -> None:
    assert [what for what in found_in_record(text) if what in text] == []


def test_talk_keeps_posts_counts_and_times() -> None:
    text = "I was a veterinary nurse, you know, and I have two children and in the mid-1990s we moved."
    assert left(text) == text
