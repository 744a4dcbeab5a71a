"""Tell a table: several things and their values in one message, as people type it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agent.simulator.banks import CHAT
from agent.simulator.tables import Attribute, Topic, Value
from agent.story import Span, Told

_MARK = re.compile(r"(\{[av]\})")
_ASIDES = (
    "which is mad", "or so I'm told", "I think", "bless", "ha", "of course", "as always",
    "for once", "apparently", "no surprise there", "would you believe", "if I remember right",
    "don't ask me why", "sadly", "thank goodness", "as ever", "last I heard", "not that I care",
)  # fmt: skip
_LEADS = ("ok so ", "right, ", "note to self: ", "so ", "for the record, ", "oh and ")
_CHANGES = (
    "correction, {x}", "scratch that, {x}", "actually {x}", "{x} now", "change of plan, {x}",
    "{x} after all", "I got that wrong, {x}", "update: {x}", "as of today {x}", "no wait, {x}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """What is told of a thing, and where the two stand."""

    name: str
    value: Value
    thing: Span
    words: Span

    @property
    def memory(self) -> int:
        return self.words.memory


Table = dict[str, Field]  # by thing, as it is told last


@dataclass(frozen=True, slots=True)
class _Clause:
    """One thing and its value, to be told in one way."""

    way: str
    thing: str
    value: Value


class Telling:
    """Messages about the things of a topic, one after the other."""

    def __init__(self, rng: random.Random, topic: Topic) -> None:
        self.rng, self.topic = rng, topic
        self.told: list[Told] = []

    def chat(self) -> None:
        """Now and then something else."""
        while self.rng.random() < 0.35:
            self.told.append(Told(self.rng.choice(CHAT)))

    def row(self, attribute: Attribute, things: Sequence[str]) -> Table:
        """Tell an attribute of several things, in one breath or in a few."""
        rng = self.rng
        pairs = list(zip(things, attribute.draw(rng, len(things)), strict=True))
        if rng.random() < 0.12 and len(things) > 2 and attribute.values == "listed":
            pairs[1] = (pairs[1][0], pairs[0][1])  # two of them alike
        ways = attribute.ways
        style = rng.random()
        table: Table = {}
        if style < 0.15:  # each in a message of its own
            for pair in pairs:
                table |= self._say([_Clause(rng.choice(ways["tell"]), *pair)])
                self.chat()
        elif style < 0.25 and len(pairs) > 3:
            table |= self._say(self._clauses(ways, pairs[:2], style))
            self.chat()
            table |= self._say(self._clauses(ways, pairs[2:], style))
        else:
            table |= self._say(self._clauses(ways, pairs, style))
        return table

    def _clauses(
        self, ways: Mapping[str, tuple[str, ...]], pairs: Sequence[tuple[str, Value]], style: float
    ) -> list[_Clause | str]:
        """The clauses of one message: a heading before bare pairs, values first, or one clause
        told in full and the others cut short."""
        rng = self.rng
        if style < 0.42:
            bare = "{a} {v}" if rng.random() < 0.6 else "{a}: {v}"
            way = bare if rng.random() < 0.7 else rng.choice(ways["gap"])
            return [f"{rng.choice(self.topic.ways['head'])}: ", *(_Clause(way, *p) for p in pairs)]
        if style < 0.52 and "turn" in ways:
            way = rng.choice(ways["turn"])
            return [_Clause(way, *pair) for pair in pairs]
        if style < 0.62:
            return [_Clause(rng.choice(ways["tell"]), *pair) for pair in pairs]
        gap = rng.choice(ways["gap"])
        first = _Clause(rng.choice(ways["tell"]), *pairs[0])
        return [first, *(_Clause(gap, *pair) for pair in pairs[1:])]

    def _say(self, parts: Iterable[_Clause | str]) -> Table:
        """Add one memory; where each thing and its value stand in it."""
        rng = self.rng
        text = rng.choice(_LEADS) if rng.random() < 0.15 else ""
        table: Table = {}
        clauses = list(parts)
        mark = rng.choice((", ", ", ", ", ", "; ", " / ")) if len(clauses) > 2 else ", "
        last = rng.choice((" and ", ", and ", mark, mark)) if mark == ", " else mark
        bare = True
        for number, part in enumerate(clauses):
            if isinstance(part, str):
                text += part
                continue
            if not bare:
                text += last if number == len(clauses) - 1 else mark
            bare = False
            places: dict[str, Span] = {}
            for piece in _MARK.split(part.way):
                words = {"{a}": part.thing, "{v}": part.value.words}.get(piece, piece)
                if piece in ("{a}", "{v}"):
                    places[piece] = Span(len(self.told), len(text), len(text) + len(words))
                text += words
            table[part.thing] = Field(part.thing, part.value, places["{a}"], places["{v}"])
            if rng.random() < 0.08:
                aside = rng.choice(_ASIDES)
                text += f" ({aside})" if rng.random() < 0.5 or mark != ", " else f", {aside}"
        careless = rng.random()
        text = text.lower() if careless < 0.12 else text[0].upper() + text[1:]
        self.told.append(Told(text + ("" if careless < 0.3 else ".")))
        return table

    def change(self, attribute: Attribute, table: Table) -> None:
        """Tell a new value of one of the things."""
        rng = self.rng
        thing = rng.choice(list(table))
        taken = {entry.value.words for entry in table.values()}
        value = next((v for v in attribute.draw(rng, 5) if v.words not in taken), None)
        if value is None:
            return
        way = rng.choice(_CHANGES).replace("{x}", rng.choice(attribute.ways["tell"]))
        table |= self._say([_Clause(way, thing, value)])
