"""Which sort of time a question asks for."""

from __future__ import annotations

import pytest

from agent.asked_time import asked_time


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When is the wedding?", "day"),
        ("whens the gig", "day"),
        ("By what date is the form due?", "day"),
        ("Which day did she leave?", "day"),
        ("date of the swarm?", "day"),
        ("Parent meeting date?", "day"),
        ("How long ago did we move?", "day"),
        ("What time does it end?", "clock"),
        ("How long did the rain hold us up?", "length"),
        ("How many days after the swarm did I move it?", "length"),
        ("Who was there when the fog came?", None),
        ("Where do I live?", None),
        ("How many cats have I got?", None),
    ],
)
def test_asked_time(question: str, kind: str | None) -> None:
    assert asked_time(question) == kind
