"""What the tagger finds: opinions, and what a command is about."""

from __future__ import annotations

from datetime import datetime

import pytest

from agent.commands import ACTS
from agent.models import load_models
from agent.training.marked import parse, read_lines
from agent.training.utterances import read_utterances

NOW = datetime(2026, 3, 11, 10, 0)


def found(text: str) -> set[tuple[str, bool]]:
    return {(text[s:e], liked) for s, e, liked in load_models().tagger.look([text])[0].opinions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The soup was wonderful, but the waiter was rude.", {("soup", True), ("waiter", False)}),
        ("I can't stand the new carpet.", {("new carpet", False)}),
        (
            "we ate at Nando's, the food was great, the service awful",
            {("food", True), ("service", False)},
        ),
        ("The train leaves at nine.", set()),
        ("My sister lives in Turku.", set()),
    ],
)
def test_opinions_are_found_with_their_signs(text: str, expected: set[tuple[str, bool]]) -> None:
    assert found(text) == expected


def test_marked_lines_are_read() -> None:
    marked = parse("The [second act|-] dragged; lovely [songs|+], and a [pause|0].")
    assert marked.text == "The second act dragged; lovely songs, and a pause."
    assert [(marked.text[s:e], p) for s, e, p in marked.aspects] == [
        ("second act", 0),
        ("songs", 2),
        ("pause", 1),
    ]
    assert all("[" not in line.text for line in read_lines())


@pytest.mark.parametrize(
    ("command", "topic"),
    [
        ("Forget my locker code.", "locker code"),
        ("what I said about the allotment can go", "allotment"),
        ("forget that", ""),
    ],
)
def test_a_commands_topic_is_found(command: str, topic: str) -> None:
    found = load_models().tagger.look([command])[0].topic
    assert topic in found
    assert bool(topic) == bool(found)


def test_sentences_are_seen_alike_alone_and_together() -> None:
    said = ["Forget my locker code.", "The hall is green.", "what's mum's shoe size again"]
    look = load_models().tagger.look
    for text, together in zip(said, look(said), strict=True):
        (alone,) = look([text])
        assert alone.topic == together.topic
        assert alone.acts == pytest.approx(together.acts, abs=1e-4)
        assert sum(alone.acts.values()) == pytest.approx(1)
    assert look([]) == []
    assert len(look(["A short line."] * 70)) == 70


def test_written_utterances_are_read() -> None:
    read = list(read_utterances())
    assert {utterance.act for utterance in read} == set(ACTS)
    assert all("[" not in utterance.text for utterance in read)
    marked = next(utterance for utterance in read if utterance.topic)
    assert marked.text[slice(*marked.topic)]
