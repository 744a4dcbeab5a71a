"""Whom words are about, said back: carelessly typed, turned round, and as an object."""

from __future__ import annotations

import pytest

from agent.perspective import flip, subject


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("im allergic to nuts", "you're allergic to nuts"),
        ("ive moved", "you've moved"),
        ("youre Brass", "I'm Brass"),
        ("I ill id", "you ill id"),
        ("an IM injection", "an IM injection"),
        ("MY DAD", "YOUR DAD"),
        ("I AM TALL", "YOU ARE TALL"),
    ],
)
def test_careless_words_change_person(told: str, said: str) -> None:
    assert flip(told) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("neither am I", "neither are you"),
        ("so are you", "so am I"),
        ("where was I", "where were you"),
        ("at 7 am I left", "at 7 am you left"),
        ("as tall as you are", "as tall as I am"),
    ],
)
def test_the_verb_agrees_also_in_front(told: str, said: str) -> None:
    assert flip(told) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("I was told you are a robot", "you were told I am a robot"),
        ("she told you about it", "she told me about it"),
        ("thank you very much", "thank me very much"),
        ("I miss you", "you miss me"),
        ("I know you from work", "you know me from work"),
        ("I know you like tea", "you know I like tea"),
        ("who are you", "who am I"),
        ("when you and I met", "when I and you met"),
    ],
)
def test_you_is_subject_or_object(told: str, said: str) -> None:
    assert flip(told) == said


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("I'm", "I"),
        ("im", "i"),
        ("She’s", "She"),
        ("youre", "you"),
        ("were", "were"),
        ("its", "its"),
    ],
)
def test_a_pronoun_stays_of_one_with_its_verb(words: str, who: str) -> None:
    assert subject(words) == who
