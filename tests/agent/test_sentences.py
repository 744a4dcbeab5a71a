"""Full stops that end no sentence, beside those that do."""

from __future__ import annotations

import pytest

from agent.sentences import split


@pytest.mark.parametrize(
    "text",
    [
        "order no. SJS-88213, £22.50 to pay",
        "His no. is 07700 900123.",
        "Reach me on ext. 45",
        "The flat is nr. the park.",
        "Gym is Mon. at 3",
        "I live in the U.S. with my two kids",
        "tom is 5 ft. 3 in. tall",
        "two ft. of snow fell",
    ],
)
def test_abbreviations_end_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He said no. is that ok?", ["He said no.", "is that ok?"]),
        ("He said no. I left.", ["He said no.", "I left."]),
        ("I live in the U.S. My kids do too.", ["I live in the U.S.", "My kids do too."]),
        ("She is 5 ft. My son is 6.", ["She is 5 ft.", "My son is 6."]),
        ("See you Fri. We eat at 8.", ["See you Fri.", "We eat at 8."]),
        ("my cat is tom. the dog is rex.", ["my cat is tom.", "the dog is rex."]),
        ("I'm in. let's go", ["I'm in.", "let's go"]),
    ],
)
def test_sentences_that_end_like_abbreviations(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_where_sentences_begin_with_capitals_a_small_letter_begins_none() -> None:
    text = "We met Harris jun. at noon. He was late. Lunch was good. Tom paid."
    formal = "We met Harris resp. the others. He was late. Lunch was good. Tom paid."
    assert len(split(text)) == len(split(formal)) == 4
    careless = "My dog is Rex. We like him. Tom too. Ann too. what is my dog called?"
    assert split(careless)[-1] == "what is my dog called?"
    assert len(split("The code is 5512. Tom has a goat. the code is 5512")) == 3
