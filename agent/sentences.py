"""I, first act: clean what was typed and split it into sentences, to the character.

Splitting is by end marks, with care for what is no end: abbreviations, initials, decimals, prices,
mail addresses, web addresses, codes, dots of hesitation. New lines and list marks split too.
Nothing is reworded; only blanks and list marks at the edges are dropped.
"""

from __future__ import annotations

import re
import unicodedata

from agent.dates import MONTHS
from agent.errors import BadUtterance

MAX_CHARACTERS = 100_000

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st sr jr vs etc e.g i.e no approx ca cf jan feb mar apr jun jul aug sep sept "
    "oct nov dec mt ave rd gen col capt sgt rev hon inc ltd co dept est fig vol p.s a.m p.m".split()
)
_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]+[\"'”’)\]]*)(?P<gap>\s+)")
_BULLET = re.compile(r"^\s*[-*•–]\s+")
_LONE_BULLET = re.compile(r"^\s*[-*•–]\s++(?!\d)")  # "- 5 degrees" alone is cold, no list
_NUMBERED = re.compile(rf"^\s*\d{{1,2}}[.)]\s++(?!(?:{MONTHS})\b)", re.I)


def clean(text: str) -> str:
    """Drop terminal escapes and control characters; keep every letter, sign and emoji.

    Raises:
        BadUtterance: nothing is left, or the text is over MAX_CHARACTERS long.
    """
    if len(text) > MAX_CHARACTERS:
        raise BadUtterance(
            f"That is {len(text):,} characters long; {MAX_CHARACTERS:,} is the most I can take in "
            "at once. Send it in parts, or put it in a file for: mneme import"
        )
    plain = _ESCAPES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    plain = _BLANKS.sub(" ", plain)
    kept = "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in _DROPPED)
    if not kept.strip():
        raise BadUtterance("There is nothing in that to remember or answer. Type some words.")
    return kept.strip()


_MONTH = re.compile(rf"(?:{MONTHS})\b", re.I)
_BLANKS = re.compile(r"[\t\v\f\x85]")
_DROPPED = {"Cc", "Cs"}  # what Unicode has not assigned yet may be next year's emoji


def split(text: str) -> list[str]:
    """Split cleaned text into its sentences, in order; at least one."""
    sentences = []
    lines = text.split("\n")
    # One line alone that begins with a number is no list: "24. December is our wedding day."
    numbered = sum(_NUMBERED.match(line) is not None for line in lines) > 1
    listed = sum(_BULLET.match(line) is not None for line in lines) > 1
    for line in lines:
        body = (_BULLET if listed else _LONE_BULLET).sub("", line)
        body = _NUMBERED.sub("", body) if numbered else body
        sentences += [s for s in _split_line(body) if any(c.isalnum() for c in s)]
    return sentences or [text.strip()]


def plain(text: str) -> str:
    """Without case, and without the marks behind words: "C++" and "-5" keep theirs, and so do
    codes, "BlueHorse7"."""
    words = re.sub(r"[.,;:!?…]+(?=\s|$)", "", text).split()
    return " ".join(word if _CODE.search(word) else word.casefold() for word in words)


_CODE = re.compile(r"\d|[a-z][A-Z]")


def _split_line(line: str) -> list[str]:
    parts, start = [], 0
    for end in _END.finditer(line):
        if _ends(line, start, end):
            parts.append(line[start : end.end("mark")].strip())
            start = end.end()
    parts.append(line[start:].strip())
    return [part for part in parts if part]


def _ends(line: str, start: int, end: re.Match[str]) -> bool:
    """Whether this mark closes a sentence, or belongs to an abbreviation or a hesitation."""
    mark = end.group("mark")
    if mark.rstrip("\"'”’)]") != ".":
        following = line[end.end() :]
        return not (mark.startswith(("..", "…")) and following[:1].islower())
    before = line[start : end.start()].split()
    last = before[-1].lstrip("(\"'“‘").lower() if before else ""
    if last in _ABBREVIATIONS:
        return False
    if last.isdecimal() and (len(before) == 1 or _MONTH.match(line, end.end())):
        return False  # "24. December"
    is_initial = len(last) == 1 and last.isalpha() and last != "i" and len(before) < 4
    return not is_initial
