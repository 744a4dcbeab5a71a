"""Words that point elsewhere, and how the reader is asked about them."""

from __future__ import annotations

import pytest

from agent.references import change_question, correction, pointing, question


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
