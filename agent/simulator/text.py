"""Small tools for making text whose answer spans are known to the character.

A template is a string with slots in braces. `{s}` is the subject, `{p}` its possessive, `{v}` the
value asked for; `[is|am]`-like choices depend on the subject's person: the first part is for a
third person, the second for "I", and questions use the same marks.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from agent.story import Span, Told

_CHOICE = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a fact is about: how it is named as subject and possessive, and whether it is "I"."""

    name: str
    possessive: str
    pronoun: str
    object: str
    own: str
    first: bool = False


def named(name: str, gender: str) -> Subject:
    """A third person by name."""
    pronoun, obj, own = {"f": ("she", "her", "her"), "m": ("he", "him", "his")}.get(
        gender, ("they", "them", "their")
    )
    return Subject(name, f"{name}'s", pronoun, obj, own)


ME = Subject("I", "my", "I", "me", "my", True)


@dataclass(frozen=True, slots=True)
class Line:
    """A memory under construction: text, and where the value stands in it (None: nowhere)."""

    text: str
    value: tuple[int, int] | None = None

    def told(self) -> Told:
        return Told(self.text)


def fill(template: str, subject: Subject, value: str, **more: str) -> Line:
    """Fill a template; the value's place is kept."""
    text = _CHOICE.sub(lambda m: m.group(2 if subject.first else 1), template)
    for key, word in {"s": subject.name, "p": subject.possessive, "o": subject.own, **more}.items():
        text = text.replace("{" + key + "}", word)
    before, mark, after = text.partition("{v}")
    if before and before[0].islower():
        before = before[0].upper() + before[1:]
    if not mark:
        return Line(before)
    if not before and value[:1].islower():
        value = value[0].upper() + value[1:]
    return Line(before + value + after, (len(before), len(before) + len(value)))


def ask(template: str, subject: Subject, value: str = "", **more: str) -> str:
    """Fill a question template."""
    return fill(template, subject, value, **more).text


def casual(line: Line, rng: random.Random) -> Line:
    """Type it carelessly now and then: no capitals, no full stop, a filler in front."""
    roll = rng.random()
    if roll < 0.1:
        line = replace(line, text=line.text.lower())
    if roll < 0.16 and line.text.endswith(".") and (line.value or (0, 0))[1] < len(line.text):
        line = replace(line, text=line.text[:-1])
    if 0.16 < roll < 0.24:
        line = lead(line, rng.choice(_FILLERS))
    return line


def lead(line: Line, words: str) -> Line:
    """Put words in front of a line."""
    body = line.text
    keep = body.startswith(("I ", "I'")) or body.split(" ")[0][1:2].isupper()
    names = body.split(" ")[0].removesuffix("'s")
    if not keep and names.lower() in _LOWERABLE:
        body = body[0].lower() + body[1:]
    shift = len(words)
    place = line.value and (line.value[0] + shift, line.value[1] + shift)
    return Line(words + body, place)


_LOWERABLE = {
    "my",
    "the",
    "a",
    "our",
    "she",
    "he",
    "they",
    "it",
    "her",
    "his",
    "there",
    "their",
    "to",
    "write",
}
_FILLERS = (
    "By the way, ",
    "So, ",
    "Oh, ",
    "Just so you know, ",
    "Well, ",
    "ok so ",
    "Fun fact: ",
    "Also, ",
    "Anyway, ",
    "Btw ",
    "Note: ",
    "Remember: ",
)


def careless_question(text: str, rng: random.Random) -> str:
    """A question as typed: sometimes lower case, without its mark, or with a lead-in."""
    roll = rng.random()
    if roll < 0.08:
        return text.lower()
    if roll < 0.16:
        return text.lower().rstrip("?")
    if roll < 0.2:
        return text.rstrip("?")
    if roll < 0.27:
        return rng.choice(("And ", "So ", "Tell me, ", "Hey, ", "Do you remember: ")) + (
            text[0].lower() + text[1:]
        )
    return text


def span_of(line: Line, memory: int) -> Span:
    """The value of a line as a span; trailing sentence marks never belong to it."""
    assert line.value is not None
    return Span(memory, *line.value)
