"""Signs that what was read is not what was asked."""

from __future__ import annotations

import pytest

from agent.agreement import agreement
from agent.story import Told

TOLD = (
    Told("My sister's name is Anna."),
    Told("Anna works as a nurse in Berlin."),
    Told("I moved to Lisbon last year!", "Maria"),
)


def test_nothing_speaks_against_an_answer_that_has_the_questions_words() -> None:
    assert agreement("Where does Anna work?", TOLD, [1]) == (0, 0, 0)
    assert agreement("Where did Maria move?", TOLD, [2]) == (0, 0, 0)


def test_a_name_that_was_not_read_does() -> None:
    assert agreement("Where does Tom work?", TOLD, [1])[0] == -1
    assert agreement("Where do Tom and Anna work?", TOLD, [1])[0] == -0.5


def test_another_speakers_words_do() -> None:
    names, speaker, _ = agreement("Where did Joao move?", TOLD, [2])
    assert (names, speaker) == (-1, -1)
    assert agreement("Where did my friend move?", TOLD, [2])[1] == 0


def test_missing_words_count_by_their_share() -> None:
    assert agreement("What is the hamster called?", TOLD, [1])[2] == pytest.approx(-1)
    assert agreement("", TOLD, []) == (0, 0, 0)
