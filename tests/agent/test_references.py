"""Words that point elsewhere, and how the reader is asked about them."""

from __future__ import annotations

from datetime import datetime

import pytest

from agent.references import at_odds, change_question, correction, pointing, question
from memory_store.slot import Place, Slot

NOW = datetime(2026, 3, 5, 9, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She works there now.", ["She", "there"]),
        ("there are two lifts, the other one smells", ["the other one"]),
        ("Anna lives in Berlin.", []),
        ("We'll never go back to that place.", ["that place"]),
        ("The theory of their theatre", ["their"]),
    ],
)
def test_pointing_words_are_found(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in pointing(text)] == words


def test_a_question_shows_the_word_in_its_place_and_stays_short() -> None:
    text = "a " * 50 + "she " + "b " * 50
    asked = question(text, 100, 103)
    assert asked.startswith('Who or what is "she" in "a a ')
    assert " she b" in asked
    assert len(asked.split()) < 35
    assert len(change_question("word " * 100).split()) < 40


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("No, she is Maria.", ("she", "Maria")),
        ("sorry, it's my old bike", ("it", "my old bike")),
        ("I meant: they are the Smiths", None),
        ("no, he's Uncle Bob!", ("he", "Uncle Bob")),
        ("No, she is tall.", None),
        ("Sorry, it's Tuesday.", None),
        ("She is Maria.", None),
    ],
)
def test_corrections(text: str, meant: tuple[str, str] | None) -> None:
    found = correction(text)
    assert (None if found is None else (found.word, text[found.start : found.end])) == meant


def odd(word: str, meant: str, *told: Slot | str) -> bool:
    slots = [s if isinstance(s, Slot) else Slot(i, s, "user", NOW) for i, s in enumerate(told)]
    slot = next(slot for slot in slots if meant in slot.text)
    start = slot.text.index(meant)
    return at_odds(word, Place(slot.id, start, start + len(meant)), slots)


@pytest.mark.parametrize(
    ("word", "meant", "told"),
    [
        ("it", "my sister", "my sister left a parcel"),
        ("It", "My colleague Priya", "My colleague Priya has a parcel."),
        ("its", "Priya", "My friend Priya has a parcel."),
        ("she", "Sam", "Sam is my brother."),
        ("he", "Ann", "My sister's name is Ann."),
        ("he", "grandma", "grandma comes on Monday"),
        ("she", "4471", "the code is 4471"),
        ("the one", "Femi", "I rang Femi about the flats."),
    ],
)
def test_what_a_pointing_word_cannot_stand_for(word: str, meant: str, told: str) -> None:
    assert odd(word, meant, told)


@pytest.mark.parametrize(
    ("word", "meant", "told"),
    [
        ("it", "Rex", "Rex is my brother's dog."),
        ("it", "my sister's boat", "my sister's boat leaks"),
        ("she", "Tom", "I told my sister Tom is here."),  # there are such names
        ("he", "my boss", "my boss rang"),
        ("she", "Sam", "Sam is here."),
        ("she", "a boat", "I bought a boat."),
        ("they", "my sister", "my sister and I left"),
        ("the one", "Honda", "I saw a Honda and a Ford."),
        ("the other one", "two lifts", "there are two lifts"),
    ],
)
def test_what_is_not_known_to_be_at_odds(word: str, meant: str, told: str) -> None:
    assert not odd(word, meant, told)


def test_who_was_she_is_neither_it_nor_he() -> None:
    she = Slot(7, "She rang.", "user", NOW, meant=((0, 3, "Priya", 0),))
    assert odd("it", "Priya", "Priya left.", she)
    assert odd("him", "Priya", "Priya left.", she)
    assert not odd("her", "Priya", "Priya left.", she)
