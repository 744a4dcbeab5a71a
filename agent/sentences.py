"""I, first act: clean what was typed and split it into sentences, to the character.

Splitting is by end marks, with care for what is no end: abbreviations, initials, decimals, prices,
mail addresses, web addresses, codes, dots of hesitation. New lines and list marks split too.
Nothing is reworded; only blanks and list marks at the edges are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from agent.dates import MONTHS
from agent.errors import BadUtterance
from agent.numerals import value
from agent.weekdays import DAY_NAMES

MAX_CHARACTERS = 100_000

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
# What never ends a sentence, what does unless a number follows ("no. 5", "no. SJ-8"), what does
# when another seems to begin behind it ("at 3 p.m. What"), and so do measures behind a figure.
_LEADING = frozenset(
    "dr mr mrs ms prof vs e.g i.e approx ca cf mt gen col capt sgt rev hon dept est p.s sr jr "
    "nr incl excl".split()
)
_NUMBERING = frozenset(
    "no fig vol ext tel apt jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_TRAILING = frozenset("etc ave rd st inc ltd co a.m p.m".split())
_MEASURES = frozenset("in ft yd lb lbs oz pt gal hr hrs min mins sec secs".split())
_WEEKDAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_NUMBER_FOLLOWS = re.compile(r"#?[\w-]*\d")
_IS_SO = re.compile(r"(?:is|was)\b(?![^.!?]*\?)")  # "his no. is 12", not "he said no. is that ok?"
_BEGINNING = re.compile(r"(?:^|[.!?…][\"'”’)\]]*\s+)[\"'“‘(\[]*(?!I\b)([^\W\d_])", re.M)
_GOES_ON = re.compile(r"(?:at|from|by|until|till|to|before|after)\b|\d")
# In lower case this opens a sentence all the same, carelessly typed.
_OPENS = re.compile(r"(?:i|you|he|she|it|we|they|what|when|where|which|who|whose|why|how)\b")
_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]+[\"'”’)\]]*)(?P<gap>\s+)")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_ITEM_WORDS = 4  # a list mark counts as one
_NUMBER = re.compile(r"[\d\W]*\d[\d\W]*")
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
_DATE_WORD = re.compile(rf"(?:{MONTHS}|{'|'.join(DAY_NAMES)})\b", re.I)
_BLANKS = re.compile(r"[\t\v\f\x85]")
_DROPPED = {"Cc", "Cs"}  # what Unicode has not assigned yet may be next year's emoji


def split(text: str) -> list[str]:
    """Split cleaned text into its sentences, in order; at least one.

    A heading and the few words a line listed under it ("Shopping:", "milk", "eggs") stay together.
    """
    sentences = []
    lines, capitals = text.split("\n"), _capitalises(text)
    # One line alone that begins with a number is no list: "24. December is our wedding day."
    numbered = sum(_NUMBERED.match(line) is not None for line in lines) > 1
    listed = sum(_BULLET.match(line) is not None for line in lines) > 1
    for line in _with_lists(lines):
        if "\n" in line:
            sentences.append(line)
            continue
        body = (_BULLET if listed else _LONE_BULLET).sub("", line)
        body = _NUMBERED.sub("", body) if numbered else body
        sentences += [s for s in _split_line(body, capitals) if any(c.isalnum() for c in s)]
    return sentences or [text.strip()]


def _capitalises(text: str) -> bool:
    """Whether nearly all that looks like a sentence of `text` begins with a capital ("I" is always
    one): then a full stop before a small letter ends nothing."""
    letters = _BEGINNING.findall(text)
    return sum(map(str.islower, letters)) * 4 <= len(letters)


def _with_lists(lines: list[str]) -> list[str]:
    """The lines, those of a list joined to the heading above it."""
    joined: list[str] = []
    in_list = False
    for line in lines:
        is_item = 0 < len(line.split()) <= _ITEM_WORDS and line.rstrip()[-1] not in ".!?:"
        if in_list and is_item:
            joined[-1] = f"{joined[-1].rstrip()}\n{line.strip()}"
        else:
            joined.append(line)
            in_list = line.rstrip().endswith(":")
    return joined


def plain(text: str) -> str:
    """Without case, and without the marks behind words: "C++" and "-5" keep theirs, and so do
    codes, "BlueHorse7"."""
    words = re.sub(r"[.,;:!?…]+(?=\s|$)", "", text).split()
    return " ".join(word if _CODE.search(word) else word.casefold() for word in words)


_CODE = re.compile(r"\d|[a-z][A-Z]")


def _split_line(line: str, capitals: bool) -> list[str]:
    starts, quotes = [0], list(_QUOTED.finditer(line))
    for end in _END.finditer(line):
        quoted = any(q.start() < end.start() and end.end("mark") < q.end() for q in quotes)
        if not quoted and _ends(line, starts[-1], end, capitals):
            starts.append(end.end())
    parts: list[str] = []
    for start, stop in pairwise([*starts, len(line)]):
        part = line[start:stop].strip()
        if parts and _NUMBER.fullmatch(part):  # "Hauptstr. 12."
            parts[-1] += " " + part
        elif part:
            parts.append(part)
    return parts


def _ends(line: str, start: int, end: re.Match[str], capitals: bool) -> bool:
    """Whether this mark closes a sentence, or belongs to an abbreviation or a hesitation."""
    mark, following = end.group("mark"), line[end.end() :]
    if mark.rstrip("\"'”’)]") != ".":
        return not (mark.startswith(("..", "…")) and following[:1].islower())
    before = line[start : end.start()].split()
    last = before[-1].lstrip("(\"'“‘").lower() if before else ""
    if last in _LEADING:
        return False
    if capitals and following[:1].islower() and not _OPENS.match(following):
        return False
    if last in _NUMBERING:
        is_so = last == "no" and len(before) > 1 and _IS_SO.match(following)
        return not (is_so or _NUMBER_FOLLOWS.match(following))
    if last in _WEEKDAYS and _GOES_ON.match(following):
        return False
    if last in _TRAILING:
        saint = last == "st" and not (len(before) > 1 and before[-2][0].isupper())
        return following[:1].isupper() and not saint and not _DATE_WORD.match(following)
    if _INITIALS.fullmatch(last) or _is_measure(before):
        return following[:1].isupper()
    if last.isdecimal() and ((start == 0 and len(before) == 1) or _MONTH.match(line, end.end())):
        return False  # "24. December"
    is_initial = len(last) == 1 and last.isalpha() and last != "i" and len(before) < 4
    return not is_initial


def _is_measure(words: list[str]) -> bool:
    """Whether the last of these words is a measure with a figure: "5 ft", "5ft"."""
    unit = words[-1].lower().lstrip("0123456789") if words else ""
    figure = words[-1] if words and unit != words[-1].lower() else "".join(words[-2:-1])
    return unit in _MEASURES and (figure[:1].isdecimal() or value(figure) is not None)
