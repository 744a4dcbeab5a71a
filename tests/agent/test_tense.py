"""Whether time words are of the past or of what is to come."""

from __future__ import annotations

import pytest

from agent.tense import of_the_past


def past(text: str) -> bool:
    start = text.lower().index("monday")
    return of_the_past(text, start, start + len("monday"))


@pytest.mark.parametrize(
    "text",
    [
        "Tom's cat died on monday",
        "i owed Ann money on Monday",
        "Eve moved to Berlin on Monday",
        "Mum is in hospital, she fell on Monday",
        "I'm at home because the boiler broke on Monday",
        "Will called on Monday",
        "we ate at Nando's on Monday, the soup was cold",
        "I went round to my mum's on Monday",
        "I sat next to Ann on Monday",
        "I bought a lamp for 5 euros on Monday",
        "We met Ann, Tom and Bea on Monday",
        "On Monday we all met.",
        "On Monday, when it rained, we stayed in.",
        "I saw Tom's cat on Monday",
        "The shop was closed on Monday",
        "He is ill since Monday",
        "I went to Monday's match",
        "The meter man was here on Monday, wants a reading.",
        "I worked from Monday to Wednesday",
        "What did we do on Monday?",
        "why didnt i go on monday",
        "The one who called on Monday is Tom",
    ],
)
def test_the_past(text: str) -> None:
    assert past(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ordered shoes, they arrive on Monday",
        "I got a ticket, concert is Monday",
        "the shop is closed on Monday",
        "Is the shop closed on Monday?",
        "the rent is paid on Monday",
        "Bought a suit. wedding on Monday",
        "exam on Sat, then back home on Monday",
        "I was told the meeting is on Monday",
        "I met Tom, whose party's on Monday",
        "I called because the shop opens on Monday",
        "I've got the dentist on Monday",
        "My aged aunt visits on Monday",
        "Fred comes on Monday",
        "I need the car on Monday",
        "I'm getting married on Monday",
        "We're having the roof repaired on Monday",
        "The meeting was moved to Monday",
        "My operation has been bumped to Monday",
        "I booked a table for Monday",
    ],
)
def test_what_is_to_come(text: str) -> None:
    assert not past(text)
