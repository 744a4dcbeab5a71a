"""Several things told side by side in one breath: "the Kiln is 900 a month, Albion 750".

Such messages name an attribute once and then only things and values; whoever reads them has to
bind each value to its thing. Asked are the value of one, the one with a value, the most and the
least, differences, yes and no, and a second attribute of the one found by the first. Near misses,
a thing or an attribute that was left out, are asked too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from agent.simulator.row_telling import Field, Table, Telling
from agent.simulator.tables import Attribute, Shape, topics
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, total

ROWS = Shape(
    "row_tables",
    ("which", "head"),
    {"tell": "av", "gap": "av", "ask": "a", "find": "wv"},
    {"turn": "av", "check": "av", "more": "", "less": "", "most": "", "least": ""},
)
_APART = (
    "How much is between {a} and {b} in {n}?",
    "What's the difference in {n} between {a} and {b}?",
    "by how much do {a} and {b} differ, {n} I mean?",
)


def generate(rng: random.Random) -> list[Example]:
    """One story of things told side by side, and a few questions."""
    topic = rng.choice(topics(ROWS))
    telling = Telling(rng, topic)
    things = topic.draw(rng, rng.choices((3, 4, 5, 6), (4, 5, 3, 1))[0])
    attributes = rng.sample(topic.attributes, len(topic.attributes))
    tables: list[tuple[Attribute, Table]] = []
    telling.chat()
    for attribute in attributes[: rng.choices((1, 2, 3), (3, 5, 2))[0]]:
        some = rng.sample(things, max(2, len(things) - (rng.random() < 0.35)))
        tables.append((attribute, telling.row(attribute, some)))
        telling.chat()
    for attribute, table in tables:
        if rng.random() < 0.2:
            telling.change(attribute, table)
            telling.chat()
    asking = _Asking(telling)
    makers = (*[asking.value] * 3, *[asking.find] * 2, *[asking.most] * 2, asking.more,
              asking.check, asking.apart)  # fmt: skip
    for attribute, table in tables:
        for maker in rng.sample(makers, 3):
            maker(attribute, table)
    if len(tables) > 1:
        asking.other(*rng.sample(tables, 2))
    asking.untold(attributes, tables, things)
    rng.shuffle(asking.examples)
    return asking.examples


class _Asking:
    """Questions on what was told side by side."""

    def __init__(self, telling: Telling) -> None:
        self.rng, self.topic, self.told = telling.rng, telling.topic, telling.told
        self.examples: list[Example] = []

    def _ask(
        self,
        question: str,
        kind: AnswerKind,
        supports: Iterable[int] = (),
        spans: Iterable[Span] = (),
        number: int | None = None,
    ) -> None:
        asked = careless_question(question[0].upper() + question[1:], self.rng)
        ordered = tuple(sorted(spans, key=lambda s: (s.memory, s.start)))
        self.examples.append(
            Example(
                tuple(self.told), asked, kind, tuple(dict.fromkeys(supports)), ordered, number,
                "sim/rows", f"rows {self.topic.name}",
            )
        )  # fmt: skip

    def _which(self) -> str:
        return self.rng.choice(self.topic.ways["which"])

    def value(self, attribute: Attribute, table: Table) -> None:
        """Its value of one thing."""
        entry = self.rng.choice(list(table.values()))
        question = self.rng.choice(attribute.ways["ask"]).replace("{a}", entry.name)
        self._ask(question, "span", [entry.memory], [entry.words])

    def find(self, attribute: Attribute, table: Table) -> None:
        """The thing with a value; several where they are alike."""
        value = self.rng.choice(list(table.values())).value.words
        found = [entry for entry in table.values() if entry.value.words == value]
        question = self.rng.choice(attribute.ways["find"]).replace("{v}", value)
        question = question.replace("{w}", self._which())
        self._ask(question, "span", [e.memory for e in found], [e.thing for e in found])

    def most(self, attribute: Attribute, table: Table) -> None:
        """The thing with most or least."""
        end, entry = self._extreme(attribute, table)
        if entry is None or len(table) < 3:
            return
        question = f"{self._which()} {end}?"
        self._ask(question, "span", self._read(table, entry), [entry.thing])

    def more(self, attribute: Attribute, table: Table) -> None:
        """Which of two has more or less."""
        a, b = self.rng.sample(list(table.values()), 2)
        if not attribute.ordered or a.value.rank == b.value.rank:
            return
        key = self.rng.choice(("more", "less"))
        more = (a.value.rank or 0) > (b.value.rank or 0)
        right = a if more == (key == "more") else b
        ways = attribute.ways.get(key)
        if ways:
            question = f"{self._which()} {self.rng.choice(ways)}, {a.name} or {b.name}?"
            self._ask(question, "span", self._read({"": a, " ": b}, right), [right.thing])

    def check(self, attribute: Attribute, table: Table) -> None:
        """Whether a thing has a value, its own or another's."""
        ways = attribute.ways.get("check")
        if not ways:
            return
        entry, other = self.rng.sample(list(table.values()), 2)
        yes = self.rng.random() < 0.45 or entry.value.words == other.value.words
        value = entry.value if yes else other.value
        question = self.rng.choice(ways).replace("{a}", entry.name).replace("{v}", value.words)
        self._ask(question, "yes" if yes else "no", [entry.memory])

    def apart(self, attribute: Attribute, table: Table) -> None:
        """The difference between two numbers."""
        a, b = self.rng.sample(list(table.values()), 2)
        if not attribute.values.startswith("number") or a.value.rank == b.value.rank:
            return
        if (a.value.rank or 0) < (b.value.rank or 0):
            a, b = b, a
        spans = (a.words, replace(b.words, minus=True))
        figure = total(self.told, sorted(spans, key=lambda s: (s.memory, s.start)))
        gap = (a.value.rank or 0) - (b.value.rank or 0)
        if figure is None or abs(figure.value - gap) > 1e-6:
            return  # "900 a month" may be read as a length of time
        pair = [a.name, b.name]
        self.rng.shuffle(pair)
        question = self.rng.choice(_APART).replace("{a}", pair[0]).replace("{b}", pair[1])
        question = question.replace("{n}", attribute.name)
        self._ask(question, "number", [a.memory, b.memory], spans, gap)

    def other(self, first: tuple[Attribute, Table], second: tuple[Attribute, Table]) -> None:
        """The second attribute of the thing that the first one finds."""
        rng = self.rng
        end, entry = self._extreme(*first)
        if entry is None:
            end, entry = "", rng.choice(list(first[1].values()))
            alike = [e for e in first[1].values() if e.value.words == entry.value.words]
            way = rng.choice(first[0].ways["find"]).replace("{v}", entry.value.words)
            end = way.removeprefix("{w}").strip().rstrip("?")
            if len(alike) > 1:
                return
        found = second[1].get(entry.name)
        who = self.topic.things in ("PERSON", "FAMILY")
        the_one = f"{rng.choice(('the one who', 'whoever')) if who else 'the one that'} {end}"
        question = rng.choice(second[0].ways["ask"]).replace("{a}", the_one)
        if "'s" in question.partition(the_one)[2][:2]:
            return  # "the one that is the cheapest's garden"
        if found is None:
            if rng.random() < 0.5:
                self._ask(question, "unknown")
            return
        read = [*self._read(first[1], entry), found.memory]
        supports = [m for m in dict.fromkeys(read) if m != found.memory] + [found.memory]
        self._ask(question, "span", supports, [found.words])

    def untold(
        self,
        attributes: Sequence[Attribute],
        tables: Sequence[tuple[Attribute, Table]],
        things: Sequence[str],
    ) -> None:
        """A thing that an attribute was not told of, or an attribute that was told of none."""
        rng = self.rng
        asked: list[tuple[Attribute, str]] = []
        for attribute, table in tables:
            asked += [(attribute, thing) for thing in things if thing not in table]
        for attribute in attributes[len(tables) :]:
            asked.append((attribute, rng.choice(things)))
        other = [t for t in self.topic.draw(rng, 2) if t not in things]
        asked += [(tables[0][0], thing) for thing in other[:1]]
        for attribute, thing in rng.sample(asked, min(2, len(asked))):
            if rng.random() < 0.6:
                self._ask(rng.choice(attribute.ways["ask"]).replace("{a}", thing), "unknown")

    def _extreme(self, attribute: Attribute, table: Table) -> tuple[str, Field | None]:
        """A way to say most or least, and the one thing that is; None where nothing can be said."""
        if not attribute.ordered:
            return "", None
        key = self.rng.choice([key for key in ("most", "least") if key in attribute.ways])
        choose: Callable[..., Field] = max if key == "most" else min
        entry = choose(table.values(), key=lambda e: e.value.rank or 0)
        ranks = [e.value.rank for e in table.values()]
        if ranks.count(entry.value.rank) > 1:
            return "", None
        return self.rng.choice(attribute.ways[key]), entry

    def _read(self, table: Table, answer: Field) -> list[int]:
        """All memories of a table, the answer's last."""
        memories = dict.fromkeys(entry.memory for entry in table.values())
        return [m for m in memories if m != answer.memory] + [answer.memory]
