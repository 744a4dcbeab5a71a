"""What the readers of the corpora share: files, sentences, windows, spacing and finding answers."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.errors import TrainingError

_WINDOW_WORDS = 120
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z0-9\"“(])")
_SPACE_BEFORE = re.compile(r" (?=[.,!?;:)\]%]|n't\b|'(?:s|re|ve|ll|d|m)\b)")
_SPACE_AFTER = re.compile(r"(?<=[(\[]) ")


def read_json(path: Path) -> Any:
    """Return a JSON file's value.

    Raises:
        TrainingError: the file cannot be read or holds no JSON.
    """
    try:
        return json.loads(read_text(path))
    except ValueError as error:
        raise TrainingError(f"{path} is no JSON ({error}); see docs/TRAINING.md.") from error


def read_json_lines(path: Path) -> list[Any]:
    """Return the values of a file with one JSON value on each line.

    Raises:
        TrainingError: the file cannot be read, or a line holds no JSON.
    """
    values = []
    # Not splitlines: JSON strings may hold other line separators as they are.
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            values.append(json.loads(line))
        except ValueError as error:
            raise TrainingError(
                f"{path}, line {number} is no JSON ({error}); see docs/TRAINING.md."
            ) from error
    return values


def read_text(path: Path) -> str:
    """Return a file's text. Raises TrainingError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise TrainingError(f"{path} cannot be read ({error}); see docs/TRAINING.md.") from error


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of `text`."""
    places, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        places.append((start, end.start() + len(end.group().rstrip())))
        start = end.end()
    return [*places, (start, len(text))]


def window(texts: Sequence[str], home: int, rng: random.Random) -> list[int]:
    """Indexes of consecutive texts around `home`, at a random offset, within the word budget."""
    first = last = home
    words = len(texts[home].split())
    while True:
        choices = [i for i in (first - 1, last + 1) if 0 <= i < len(texts)]
        choices = [i for i in choices if words + len(texts[i].split()) <= _WINDOW_WORDS]
        if not choices:
            return list(range(first, last + 1))
        chosen = rng.choice(choices)
        words += len(texts[chosen].split())
        first, last = min(first, chosen), max(last, chosen)


def detokenised(text: str) -> str:
    """Join what a tokenizer took apart: "do n't ( yet ) ." becomes "don't (yet)."."""
    return _SPACE_AFTER.sub("", _SPACE_BEFORE.sub("", text)).strip()


def find_words(words: str, text: str) -> tuple[int, int] | None:
    """Return where `words` first stand in `text` as whole words, in any case; None if nowhere."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None
