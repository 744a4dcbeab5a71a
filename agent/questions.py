"""Whether a sentence opens as a question does, with or without its mark: "hows it going"."""

from __future__ import annotations

import re

_OPENS = re.compile(
    r"\W*(?:(?:and|but|so|or|ok|okay|hey|right|now|please|well|btw|"
    r"on|in|at|by|to|from|for|with|of|under|about)\W+)*"
    r"(?:(?:what|who|where|when|which|why|how|whose|whom)\b|(?:what|who|where|when|how)['’]?s\b|"
    r"(?:is|are|am|was|were|do|does|did|have|has|had|can|could|will|would|should|shall|may|might)"
    r"(?:n['’]?t)? \w)",
    re.IGNORECASE,
)


def opens_as_question(sentence: str) -> bool:
    """Whether it begins with a question word, or with an auxiliary before its subject."""
    return _OPENS.match(sentence) is not None
