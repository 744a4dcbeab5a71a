"""What is asked of the reader when something is told: whom words point at, and what changed.

The reader that answers the person's questions answers these too, over the memories at hand, and was
trained on them (GAP, and the simulator's scripts `pointing` and `changing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agent.dates import MONTHS
from agent.weekdays import DAYS

_AROUND = 12  # words shown on either side, so that the question stays short
_LONGEST = 30  # words of a statement that is asked about whole
# English has no other third-person pronouns, and no other words that point at a place said before.
_POINTING = re.compile(
    r"\b(?:she|her|hers|he|him|his|it|its|they|them|their|theirs|there"
    r"|(?:the|that) (?:other )?(?:one|ones)|that (?:place|day|time|week|year))\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?P<opens>no|nope|i mean|i meant|wait|sorry|actually)\b[ ,:–-]*[\"'“]?"
    r"(?P<word>she|her|he|him|it|they|them|there)[\"'”]?"
    r"(?:['’]s| is| was| means| meant| are| were| =) (?P<who>[\w '’-]+?)[ .!]*",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(rf"(?:{DAYS}|{MONTHS})\b", re.IGNORECASE)
_EXISTENTIAL = re.compile(r"there(?:'s|s| is| are| was| were| will| has| have)\b", re.IGNORECASE)


def pointing(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each word or phrase of `text` that stands for something said elsewhere."""
    for found in _POINTING.finditer(text):
        if not _EXISTENTIAL.match(text, found.start()):
            yield found.span()


def question(text: str, start: int, end: int) -> str:
    """Ask the reader whom or what the word text[start:end] stands for, seen in its place."""
    before = text[:start].split(" ")[-_AROUND:]
    after = text[end:].split(" ")[:_AROUND]
    word = text[start:end]
    return f'Who or what is "{word}" in "{" ".join(before)}{word}{" ".join(after)}"?'


class Correction(NamedTuple):
    """That `word` stands for text[start:end]. Not `sure`: only if that has been spoken of, for
    "actually, she is Italian" tells something of her."""

    word: str
    start: int
    end: int
    sure: bool


def correction(text: str) -> Correction | None:
    """Which words `text` says that one stands for ("no, she is Maria"); None when it does not."""
    found = _CORRECTION.fullmatch(text)
    if not found or _DATE_WORD.match(found["who"]):
        return None
    start, end = found.span("who")
    if not (text[start].isupper() or found["who"].lower().startswith(("my ", "our "))):
        return None
    return Correction(found["word"], start, end, found["opens"].lower().startswith(("no", "i ")))


def change_question(text: str) -> str:
    """Ask the reader which words told earlier the statement `text` makes untrue."""
    return f'What does "{" ".join(text.split()[:_LONGEST])}" change?'
