"""What a numeral is worth: "six", "12", "a dozen", "1,250"."""

from __future__ import annotations

import re

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: value for value, word in enumerate(_ONES)}
WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
WORDS |= {"no": 0, "none": 0, "nothing": 0, "single": 1, "once": 1, "twice": 2, "thrice": 3}
WORDS |= {"couple": 2, "pair": 2, "both": 2, "twins": 2, "triplets": 3, "dozen": 12, "score": 20}
_SCALES = {"hundred": 100, "thousand": 1000}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def value(text: str) -> float | None:
    """The number that `text` names, or None when it names none ("Anna", "the red boat")."""
    found = _DIGITS.findall(text)
    if len(found) == 1:
        return float(found[0].replace(",", ""))
    if found:
        return None
    words = [w for w in re.findall(r"[a-z]+", text.lower()) if w not in ("a", "an", "and", "of")]
    total, seen = 0.0, False
    for word in words:
        if word in WORDS:
            worth: float = WORDS[word]
            scale = word in ("dozen", "score") and seen
            total = total * worth if scale else total + worth
        elif word in _SCALES:
            total = max(total, 1) * _SCALES[word]
        else:
            continue
        seen = True
    return total if seen else None
