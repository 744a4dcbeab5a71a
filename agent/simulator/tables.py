"""Hand-written tables that simulators draw from: topics, their things, and what is told of them.

Each folder of tables has a FORMAT.md that says how they are written, and a `Shape` that checks it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from agent.simulator.banks import MONTHS, VALUES, invented, person

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_OF = """sister brother uncle aunt cousin gran grandad stepdad niece nephew dad mum son
daughter""".split()
_WHOSE = ("my", "my", "our", "her", "his")
_ORDERED = ("number", "clock", "date", "year")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Shape:
    """What a folder's topics consist of.

    folder   beside this file
    heads    keys of the topic itself, all of them needed
    needed   keys of every attribute, with the marks each of its ways must have and, behind "?", may
             have ("av?o": {a} and {v}, perhaps {o})
    more     keys that an attribute may have, the same way
    """

    folder: str
    heads: tuple[str, ...]
    needed: Mapping[str, str]
    more: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.folder)


class BadTable(ValueError):
    """A table that cannot be told: the message says which line."""


@dataclass(frozen=True, slots=True)
class Value:
    """Words that answer, and their rank where bigger and smaller make sense."""

    words: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """What is told of every thing of a topic; `ways` are those of FORMAT.md, by key."""

    name: str
    values: str
    forms: tuple[str, ...]
    ways: Mapping[str, tuple[str, ...]]

    @property
    def ordered(self) -> bool:
        """Whether one can ask which has most."""
        return self.values.split()[0] in _ORDERED and "most" in self.ways

    def draw(self, rng: random.Random, count: int) -> list[Value]:
        """So many different values, told in one form or in several."""
        kind, *limits = self.values.split()
        if kind == "listed":
            return [Value(words) for words in rng.sample(self.forms, count)]
        if kind in _DRAWN:
            return [Value(words) for words in _different(lambda: _DRAWN[kind](rng), count)]
        low, high = (int(limit) for limit in limits) if limits else _RANGES[kind]
        step = 5 if kind == "clock" else 1
        ranks = _different(lambda: rng.randrange(low, high + 1, step), count)
        forms = self.forms or _FORMS[kind]
        form = rng.choice(forms)
        if rng.random() < 0.2:
            return [Value(_written(kind, rank, rng.choice(forms)), rank) for rank in ranks]
        return [Value(_written(kind, rank, form), rank) for rank in ranks]


@dataclass(frozen=True, slots=True)
class Topic:
    """Things of one kind, how they are asked for, and their attributes."""

    name: str
    things: str | tuple[str, ...]
    ways: Mapping[str, tuple[str, ...]]
    attributes: tuple[Attribute, ...]

    def draw(self, rng: random.Random, count: int) -> list[str]:
        """So many different things, as they stand inside a sentence."""
        if isinstance(self.things, tuple):
            return rng.sample(self.things, count)
        if self.things == "FAMILY":
            return _different(lambda: _relative(rng), count)
        return _different(lambda: person(rng)[0], count)


def _relative(rng: random.Random) -> str:
    role = f"{rng.choice(_WHOSE)} {rng.choice(_OF)}"
    return f"{role} {person(rng)[0]}" if rng.random() < 0.35 else role


def _different(draw: Callable[[], _T], count: int) -> list[_T]:
    drawn: dict[_T, None] = {}
    while len(drawn) < count:
        drawn[draw()] = None
    return list(drawn)


def _written(kind: str, rank: int, form: str) -> str:
    if kind == "clock":
        hour, minute = divmod(rank, 60)
        short = f"{(hour - 1) % 12 + 1}"
        part = "am" if hour < 12 else "pm"
        filled = {"H": f"{hour}", "h": short, "m": f"{minute:02}", "p": part}
        text = form.format(**filled)
        return text.replace(":00" + part, part).replace(".00", "") if form[0] != "{H" else text
    if kind == "date":
        month, day = divmod(rank, 28)
        return form.format(d=day + 1, M=MONTHS[month], o=_ordinal(day + 1))
    return form.format(n=f"{rank:,}" if rank > 9999 else rank)


def _ordinal(day: int) -> str:
    end = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{end}"


_RANGES = {"clock": (6 * 60, 22 * 60), "date": (0, 335), "year": (1935, 2025)}
_FORMS: dict[str, tuple[str, ...]] = {
    "number": ("{n}",),
    "year": ("{n}",),
    "clock": ("{H}:{m}", "{h}:{m}{p}", "{h}.{m}{p}", "{H}.{m}"),
    "date": ("{d} {M}", "{M} {d}", "the {o} of {M}", "{o} {M}", "{d} {M}"),
}
_DRAWN: dict[str, Callable[[random.Random], str]] = {
    "weekday": lambda rng: rng.choice(_DAYS),
    "month": lambda rng: rng.choice(MONTHS),
    "name": lambda rng: invented(rng) if rng.random() < 0.2 else person(rng)[0],
    "town": VALUES["town"],
}


def parse(text: str, source: str, shape: Shape) -> list[Topic]:
    """Read the topics of one file.

    Raises:
        BadTable: a line is not of the format, or a topic lacks what it needs.
    """
    topics = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.splitlines() if not line.startswith("#")]
        if lines:
            topics.append(_topic(lines, source, shape))
    return topics


def _topic(lines: Sequence[str], source: str, shape: Shape) -> Topic:
    head = re.fullmatch(r"== (\w+): (.+)", lines[0])
    if not head:
        raise BadTable(f"{source}: {lines[0]!r} should be '== NAME: thing | thing …'.")
    things = _cut(head[2], "|")
    own: dict[str, tuple[str, ...]] = {}
    attributes: list[tuple[str, str, dict[str, tuple[str, ...]]]] = []
    for line in lines[1:]:
        if begun := re.fullmatch(r"-- ([\w ]+): (.+)", line):
            attributes.append((begun[1], begun[2], {}))
            continue
        key, _, ways = line.partition(":")
        ways_of = {**shape.needed, **shape.more}
        where, keys = (attributes[-1][2], ways_of) if attributes else (own, shape.heads)
        if key not in keys or not ways.strip():
            raise BadTable(f"{source}, {head[1]}: {line!r} begins with none of {', '.join(keys)}.")
        where[key] = _cut(ways, "/")
    kind = things[0] if len(things) == 1 else things
    found = Topic(head[1], kind, own, tuple(_attribute(*a) for a in attributes))
    _check(found, f"{source}, {head[1]}", shape)
    return found


def _attribute(name: str, values: str, ways: dict[str, tuple[str, ...]]) -> Attribute:
    kind, _, forms = values.partition("|")
    if kind.split()[0] in (*_ORDERED, *_DRAWN):
        return Attribute(name, kind.strip(), _cut(forms, "/"), ways)
    return Attribute(name, "listed", _cut(values, "|"), ways)


def _check(topic: Topic, where: str, shape: Shape) -> None:
    if isinstance(topic.things, str) and topic.things not in ("PERSON", "FAMILY"):
        raise BadTable(f"{where}: one thing only, {topic.things!r}.")
    if set(topic.ways) != set(shape.heads) or not topic.attributes:
        raise BadTable(f"{where}: needs {', '.join((*shape.heads, 'an attribute'))}.")
    for attribute in topic.attributes:
        missing = set(shape.needed) - set(attribute.ways)
        if missing:
            raise BadTable(f"{where}, {attribute.name}: no {', '.join(sorted(missing))}.")
        for key, ways in attribute.ways.items():
            must, _, may = {**shape.needed, **shape.more}[key].partition("?")
            for way in ways:
                marks = set(re.findall(r"\{(\w+)\}", way))
                if not set(must) <= marks <= {*must, *may}:
                    raise BadTable(f"{where}, {attribute.name}: {key} {way!r}.")
        if attribute.values == "listed" and len(attribute.forms) < 5:
            raise BadTable(f"{where}, {attribute.name}: fewer than five values.")


def _cut(text: str, mark: str) -> tuple[str, ...]:
    parts = re.split(rf"\s*\{mark}\s+|\s+\{mark}\s*", text)
    return tuple(part.strip() for part in parts if part.strip())


@cache
def topics(shape: Shape) -> tuple[Topic, ...]:
    """The topics of every file in the folder of `shape`."""
    folder = files("agent.simulator") / shape.folder
    here = sorted(folder.iterdir(), key=lambda file: file.name)
    texts = ((file.name, file.read_text("utf-8")) for file in here if file.name.endswith(".txt"))
    return tuple(topic for name, text in texts for topic in parse(text, name, shape))
