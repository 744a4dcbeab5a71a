"""Times told by when a thing began and how long it took."""

from __future__ import annotations

from datetime import datetime

import pytest

from agent.lasting import lasting
from memory_store.slot import Slot

TOLD = datetime(2026, 3, 6, 9, 0)


def _asked(question: str, text: str, words: str, clock: bool) -> str | None:
    start = text.index(words)
    slot = Slot(1, text, "user", TOLD)
    found = lasting(question, slot, (start, start + len(words)), clock)
    if found is None:
        return None
    moment, _ = found
    return f"{divmod(moment.clock or 0, 60)}" if clock else str(moment.when)


@pytest.mark.parametrize(
    ("question", "text", "words", "said"),
    [
        (
            "What time was it running again?",
            "The press broke down at noon and stood still for six and a half hours.",
            "noon",
            "(18, 30)",
        ),
        (
            "What time did he start?",
            "He finished the boiler at 11:20 this morning, after fifty minutes of work.",
            "11:20",
            "(10, 30)",
        ),
        (
            "When should it have left, what time?",
            "It left half an hour late, at eight.",
            "eight",
            "(7, 30)",
        ),
        (
            "What time did he turn up?",
            "He turned up at ten past one and was done in forty minutes.",
            "ten past one",
            None,
        ),
    ],
)
def test_clock_times(question: str, text: str, words: str, said: str | None) -> None:
    assert _asked(question, text, words, clock=True) == said


@pytest.mark.parametrize(
    ("question", "text", "words", "said"),
    [
        (
            "What day does Mum fly home?",
            "She flies in on 14 March and is staying for nine nights.",
            "14 March",
            "23 March 2026",
        ),
        (
            "In what month did Philippa set off?",
            "She has been on the road for six months.",
            "six months",
            "September 2025",
        ),
        (
            "What year was the studio founded?",
            "Marit's studio turns ten next January.",
            "ten",
            "2017",
        ),
        ("When does she arrive?", "She arrives on 14 March for nine nights.", "14 March", None),
    ],
)
def test_days(question: str, text: str, words: str, said: str | None) -> None:
    assert _asked(question, text, words, clock=False) == said
