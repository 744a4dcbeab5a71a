"""The words of a text that carry meaning: by which memories are compared without a network."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[\w][\w'’&@.+-]*", re.UNICODE)
_FUNCTION_WORDS = frozenset(
    "a about all an and any anything are as at be been by did do does ever every everything for "
    "from had has have her him his i in included including is it its me my of on "
    "or our said say she that the their too them there these they this thing things those "
    "to told was we were what when where which who with you your".split()
)


def content_words(text: str) -> frozenset[str]:
    """The lower-cased words of a text that carry meaning, plural and possessive endings cut."""
    plain = unicodedata.normalize("NFD", text.lower())  # "Zoë" is found as "Zoe", as FTS5 does
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = (match.group().rstrip(".'’") for match in _WORD.finditer(plain))
    return frozenset(_stem(word) for word in words if word not in _FUNCTION_WORDS)


def _stem(word: str) -> str:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
