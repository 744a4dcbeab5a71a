"""Does what was read speak of what was asked? Signs of a near miss, for the confidence.

The exact-match features of Weston et al. 2014 (section 3.6) put to another use: a reader that is
sure of "my cousin's cat is called Misha" when asked for the conductor's name does not show it in
its probabilities, but the question's words are missing in what it read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.story import Told

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ENDING = re.compile(r"(?<=\w{3})(?:'s|ing|ed|es|s|d|e)$")
_SHORT = 3  # words up to this length carry grammar, mostly


def agreement(
    question: str, memories: Sequence[Told], read: Sequence[int]
) -> tuple[float, float, float]:
    """Three figures in -1..0, 0 when nothing speaks against the answer.

    Args:
        question: as asked.
        memories: all that was at hand.
        read: indexes of those the hops read.

    Returns:
        minus the share of the question's names that stand nowhere in what was read; -1 if the last
        memory read is by somebody with a name and the question names only others; minus the share
        of its longer words that stand nowhere in what was read.
    """
    texts = [f"{memories[i].speaker} {memories[i].text}" for i in read]
    found = {_stem(word) for text in texts for word in _WORD.findall(text)}
    names = _names(question)
    speaker = memories[read[-1]].speaker if read else "user"
    of_another = bool(names) and speaker != "user" and _stem(speaker) not in names
    rest = {
        _stem(word)
        for word in _WORD.findall(question)
        if len(word) > _SHORT and word.lower() not in _ASKING
    } - names
    return -_missing(names, found), -float(of_another), -_missing(rest, found)


_ASKING = frozenset(
    "what where when which whose does have many much long that this there with from about into "
    "your they them their were been will would could should".split()
)


def _names(question: str) -> set[str]:
    """Capitalised words that do not begin the question."""
    words = _WORD.findall(question)[1:]
    return {_stem(word) for word in words if word[0].isupper() and len(word) > 1}


def _stem(word: str) -> str:
    """Good enough to take "works", "worked" and "working" for the same."""
    return _ENDING.sub("", word.lower())


def _missing(wanted: set[str], found: set[str]) -> float:
    return len(wanted - found) / len(wanted) if wanted else 0.0
