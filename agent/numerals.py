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
# Numerals but "no" and the like, the longest first, to stand in a pattern.
NUMERAL = "|".join(sorted(set(WORDS) - {"no", "none", "nothing"}, key=len, reverse=True))
_SCALES = {"thousand": 1_000, "million": 1_000_000}
_AFTER = {"k": 1_000, "hundred": 100, "dozen": 12, **_SCALES}
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)")
_SCALE = re.compile(rf"\s*(?P<k>{'|'.join(_AFTER)})\b", re.I)
_PARTS = {"half": 0.5, "quarter": 0.25, "½": 0.5, "¼": 0.25, "¾": 0.75}
# "one and a half", "2½"; and "half a litre" alone, but no half-sister and no half past six.
_AND_PART = re.compile(
    r"\band an? (?P<part>half|quarter)\b|(?<=\d) ?(?P<sign>[½¼¾])", re.IGNORECASE
)
_PART = re.compile(
    r"(?:an? )?(?P<part>half|quarter)(?: (?:of )?an? "
    rf"(?P<whole>{'|'.join(_AFTER)}|score)\b|(?= an?\b|$| of an?\b))",
    re.IGNORECASE,
)
_MOST = 1e15  # more is no amount that anybody counts with


def value(text: str) -> float | None:
    """The number that `text` names, or None when it names none ("Anna", "the red boat")."""
    found = list(_DIGITS.finditer(text))
    if len(found) > 1:
        return None
    number = _in_figures(text, found[0]) if found else _in_words(text)
    more = _AND_PART.search(text)
    if number is not None and more:
        number += _PARTS[(more["part"] or more["sign"]).lower()]
    alone = _PART.match(text)
    if alone and (number is None or alone["whole"]):
        number = _PARTS[alone["part"].lower()] * (number or 1)
    return None if number is None or number > _MOST else number


def _in_figures(text: str, found: re.Match[str]) -> float:
    """As in "1,250", "2,50", "5k", "2 dozen"."""
    figure = found[0]
    thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", figure)
    number = float(figure.replace(",", "" if thousands else "."))
    scale = _SCALE.match(text, found.end())
    return number * _AFTER[scale["k"].lower()] if scale else number


def _in_words(text: str) -> float | None:
    """As in "two thousand three hundred and five", "a dozen", "twenty-one"."""
    total, group, seen = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in WORDS:
            multiplied = word in ("dozen", "score") and seen
            group = group * WORDS[word] if multiplied else group + WORDS[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _SCALES:
            total, group = total + max(group, 1) * _SCALES[word], 0.0
        else:
            continue
        seen = True
    return total + group if seen else None
