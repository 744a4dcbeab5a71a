"""Words that point elsewhere: which they are, and how the reader is asked what they stand for."""

from __future__ import annotations

_AROUND = 12  # words shown on either side, so that the question stays short


def question(text: str, start: int, end: int) -> str:
    """Ask the reader whom or what the word text[start:end] stands for, seen in its place."""
    before = text[:start].split(" ")[-_AROUND:]
    after = text[end:].split(" ")[:_AROUND]
    word = text[start:end]
    return f'Who or what is "{word}" in "{" ".join(before)}{word}{" ".join(after)}"?'
