"""What was made of what was told, as a person sees it."""

from __future__ import annotations

from dataclasses import replace

from agent.reply import Reply
from memory_store.slot import Slot
from tests.ui.fake import WHEN
from ui.words import evidence_lines, meanings

ANNA = Slot(1, "Anna lives in Oslo.", "user", WHEN)
SHE = Slot(2, "She lives in Rome now.", "user", WHEN, meant=((0, 3, "Anna", 1),))


def test_pointing_words_are_explained() -> None:
    assert meanings(SHE) == ["“She” = Anna (#1)"]
    reply = Reply("Noted.", "stored", stored=(SHE,), superseded=(ANNA,))
    assert evidence_lines(reply) == [
        "  “She” = Anna (#1)",
        '  no longer so: "Anna lives in Oslo." (#1)',
    ]


def test_opinions_are_said_with_their_sign() -> None:
    text = "Great soup and bread, awful waiter."
    judged = ((6, 10, True), (15, 20, True), (28, 34, False))
    slot = Slot(3, text, "user", WHEN, judged=judged)
    assert meanings(slot) == ["liked: soup, bread", "disliked: waiter"]


def test_escapes_in_what_was_meant_are_harmless() -> None:
    slot = replace(SHE, meant=((0, 3, "An\x1b[2Jna", 1),))
    assert "\x1b" not in meanings(slot)[0]
