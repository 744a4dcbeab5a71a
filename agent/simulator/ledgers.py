"""Who likes, has or does what, told a piece at a time: lists, "who else", counts, yes and no.

A few people and a few things of one kind stand in a table; some of its fields are told, in many
ways and in any order, some told untrue, some taken back later. What is asked is a row ("what does
Wren eat?"), a column ("who eats plums?"), a field, or how many; what was never told is asked too.
Now and then somebody has nothing of the kind at all, and whoever has anything is asked for.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agent.simulator.banks import CHAT, VALUES, person
from agent.simulator.ledger_words import (
    KINDS,
    Kind,
)
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told

_MOST_SUPPORTS = 8
_LEADS = ("Oh, ", "By the way, ", "I think ", "Turns out ", "I heard ", "Apparently ")
_UNTOLD = 0.5  # of what was never told that is asked
_EMPTY = 0.35  # of the tables have somebody with nothing at all
_NOT = ("n't ", " not ", "never ", " no ")  # after these, "plums or figs"


@dataclass(frozen=True, slots=True)
class _Person:
    """Someone in the table: the name (or "I"), the pronoun, the possessive."""

    name: str
    pronoun: str
    own: str


@dataclass
class _Field:
    """What was told of a person and a thing: whether it is true, and where it stands.

    whom    where the person is named; not in `told` when a pronoun is said there
    over    where it was taken back
    """

    true: bool
    told: Span
    whom: Span
    over: Span | None = None

    @property
    def holds(self) -> bool:
        return self.true and self.over is None

    def memories(self) -> list[int]:
        """Where one has to look: who it is, what it is, and that it is over."""
        over = [self.over.memory] if self.over else []
        return [self.whom.memory, self.told.memory, *over]


@dataclass
class _Table:
    kind: Kind
    people: list[_Person]
    things: list[str]
    lines: list[str] = field(default_factory=list)
    fields: dict[tuple[str, str], _Field] = field(default_factory=dict)
    none: dict[str, _Field] = field(default_factory=dict)  # who was said to have nothing at all
    empty: str = ""  # who has nothing, said or yet to be said
    last: tuple[str, Span] | None = None  # the one person of the line before, and the name there

    def of(self, who: _Person) -> list[tuple[str, _Field]]:
        """A row: the things told of a person."""
        return [(thing, told) for (name, thing), told in self.fields.items() if name == who.name]

    def any_of(self, who: _Person) -> _Field | None:
        """The first told that holds of a person."""
        holding = [told for _, told in self.of(who) if told.holds]
        return min(holding, key=lambda f: (f.told.memory, f.told.start), default=None)

    def tell(
        self, people: list[_Person], things: list[str], rng: random.Random, over: bool = False
    ) -> None:
        """Add a line that tells the same of one or two people and one to three things."""
        first = self.fields.get((people[0].name, things[0]))
        true = first.true if over and first else rng.random() < 0.68
        true = true and all(who.name != self.empty for who in people)
        ways = self.kind.over if over else self.kind.true if true else self.kind.untrue
        whom, places = self._line(ways, people, things, rng)
        for who in people:
            for thing in things:
                if over:
                    self.fields[who.name, thing].over = replace(places[thing], minus=True)
                else:
                    self.fields[who.name, thing] = _Field(true, places[thing], whom[who.name])

    def tell_nothing(self, who: _Person, rng: random.Random) -> None:
        """Add a line that tells that a person has nothing of the kind."""
        whom, _ = self._line(self.kind.nothing, [who], [], rng)
        here = len(self.lines) - 1
        self.none[who.name] = _Field(False, Span(here, 0, len(self.lines[here])), whom[who.name])

    def _line(
        self, ways: tuple[str, ...], people: list[_Person], things: list[str], rng: random.Random
    ) -> tuple[dict[str, Span], dict[str, Span]]:
        """Add a line; where each of the people is named, if only before, and each of the things."""
        several = len(people) > 1
        if several or people[0].name == "I":
            ways = tuple(w for w in ways if "|am" not in w or not several) or ways
        one = people[0]
        if one.name == "I":  # never "suits I"
            ways = tuple(w for w in ways if w.startswith("{s}"))
        way = rng.choice(ways)
        back = not several and self.last is not None and self.last[0] == one.name
        back = back and one.name != "I" and way.startswith("{s}")
        said = one.pronoun if back and rng.random() < 0.5 else ""
        text = _spoken(_spoken(way, one.name == "I" or several), len(things) > 1, "<>")
        leads = _LEADS[:2] if one.name == "I" else _LEADS
        line = _Line(rng.choice(leads) if rng.random() < 0.3 else "")
        if line.text and text.startswith("The "):
            text = "t" + text[1:]
        for piece in text.replace("{s}", "\0").replace("{v}", "\1"):
            if piece == "\0":
                line.put([said] if said else [p.name for p in people])
            elif piece == "\1":
                line.put(things, _joined(line.text, rng))
            else:
                line.text += piece
        memory = len(self.lines)
        self.lines.append(line.done(rng))
        places = {words: Span(memory, *place) for words, place in line.places.items()}
        named = self.last[1] if said and self.last else places[one.name]
        whom = {who.name: named if who == one else places[who.name] for who in people}
        self.last = None if several else (one.name, named)
        return whom, {thing: places[thing] for thing in things}


def _joined(before: str, rng: random.Random) -> str:
    """What joins the last of several things, given the text before them: "and the", "or"."""
    last = " or " if any(word in before for word in _NOT) and rng.random() < 0.6 else " and "
    return last + ("the " if before.lower().endswith("the ") and rng.random() < 0.5 else "")


class _Line:
    """A line in the making, and where people and things stand in it."""

    def __init__(self, lead: str) -> None:
        self.text, self.places = lead, dict[str, tuple[int, int]]()

    def put(self, words: list[str], last: str = " and ") -> None:
        """Write words, joined by commas and, before the last, "and"."""
        comma = ", the " if last.endswith("the ") else ", "
        for number, word in enumerate(words):
            if number:
                self.text += last if number == len(words) - 1 else comma
            self.places[word] = (len(self.text), len(self.text) + len(word))
            self.text += word

    def done(self, rng: random.Random) -> str:
        """The line as typed."""
        end = "" if rng.random() < 0.2 else rng.choice("...!")
        return self.text[0].upper() + self.text[1:] + end


def _spoken(template: str, plain: bool, marks: str = "[]") -> str:
    """Take the form for one person, or the plain one for "I" and several."""
    out, rest = "", template
    while marks[0] in rest:
        before, _, rest = rest.partition(marks[0])
        choice, _, rest = rest.partition(marks[1])
        out += before + choice.split("|")[1 if plain else 0]
    return out + rest


def generate(rng: random.Random) -> list[Example]:
    """One table told, with another's lines and small talk among them, and a few questions."""
    kind = rng.choice(KINDS)
    mine = "my {v}" in kind.true[0]  # nobody borrows his own
    table = _Table(kind, _people(rng, with_me=not mine), _things(kind, rng))
    if rng.random() < _EMPTY:
        table.empty = rng.choice(table.people).name
    pairs = [(who, thing) for who in table.people for thing in table.things]
    rng.shuffle(pairs)
    asked: list[Example] = []
    if rng.random() < 0.5:  # told person by person, so that pronouns find their place
        pairs.sort(key=lambda pair: pair[0].name)
    for who, thing in pairs[: rng.randint(4, 9)]:
        if who.name == table.empty and who.name not in table.none and rng.random() < 0.6:
            table.tell_nothing(who, rng)
            continue
        if (who.name, thing) in table.fields:
            continue
        _tell(table, who, thing, rng)
        if rng.random() < 0.15:
            table.lines.append(rng.choice(CHAT))
            table.last = None
        if rng.random() < 0.08:
            asked += _ask(table, rng)[:1]
    for who in table.people:
        if who.name == table.empty and who.name not in table.none:
            table.tell_nothing(who, rng)
    return asked + _ask(table, rng)


def _tell(table: _Table, who: _Person, thing: str, rng: random.Random) -> None:
    roll = rng.random()
    people, things = [who], [thing]
    if roll < 0.3:
        more = [t for t in table.things if t != thing and (who.name, t) not in table.fields]
        things += more[: 2 if roll < 0.1 else 1]
    elif roll < 0.4:
        others = [p for p in table.people if p != who and (p.name, thing) not in table.fields]
        others = [p for p in others if "I" not in (p.name, who.name) and p.name != table.empty]
        people += others[:1] if who.name != table.empty else []
    table.tell(people, things, rng)
    if table.kind.over and rng.random() < 0.15:
        true = [(p, t) for p in table.people for t, told in table.of(p) if told.holds]
        if true:
            gone, what = rng.choice(true)
            table.last = None
            table.tell([gone], [what], rng, over=True)


def _people(rng: random.Random, with_me: bool = True) -> list[_Person]:
    people = {}
    if with_me and rng.random() < 0.35:
        people["I"] = _Person("I", "I", "my")
    while len(people) < 3:
        name, gender = person(rng)
        pronoun, own = {"f": ("she", "her"), "m": ("he", "his")}.get(gender, ("they", "their"))
        if gender != "n":
            people[name] = _Person(name, pronoun, own)
    return list(people.values())[: rng.choice((2, 3, 3))]


def _things(kind: Kind, rng: random.Random) -> list[str]:
    things: dict[str, None] = {}
    while len(things) < 5:
        things[VALUES[kind.bank](rng)] = None
    return list(things)


def _ask(table: _Table, rng: random.Random) -> list[Example]:
    """A row or two, a column, how many, and two fields; those among them that can be answered, and
    those that were never told."""
    kind, people = table.kind, table.people
    told = tuple(Told(line) for line in table.lines)
    asks = _Asks(told, f"ledger {kind.row[0]}", rng)
    for who in rng.sample(people, min(2, len(people))):
        if who.name in table.none:
            continue  # "nothing", or "everything", is no list
        row = table.of(who)
        true = rng.random() < 0.7
        ways = kind.row if true else kind.other_row
        fits = [f for _, f in row if (f.holds if true else not f.true)]
        gone = [f for _, f in row if true and f.over]
        question = _about(rng.choice(ways), who)
        if fits:
            asks.listed(question, [f.told for f in fits], [*fits, *gone])
        elif not gone:
            asks.untold(question)
    who = rng.choice(people)
    counted = [f for _, f in table.of(who) if f.true]
    less = any(f.over for f in counted)
    if len(counted) > 1 and not (less and kind.bank == "weekday"):  # days are not taken from days
        terms = [s for f in counted for s in (f.told, f.over) if s is not None]
        asks.counted(_about(rng.choice(kind.many), who), terms, counted)
    thing = rng.choice(table.things)
    column = [f for (_, t), f in table.fields.items() if t == thing]
    question = rng.choice(kind.column).replace("{v}", thing)
    if any(f.holds for f in column):
        holding = [f for f in column if f.holds]
        asks.listed(question, [f.whom for f in holding], [f for f in column if f.true])
    elif not column:
        asks.untold(question)
    for who in rng.sample(people, min(2, len(people))):
        thing = rng.choice(table.things)
        question = _about(rng.choice(kind.field), who).replace("{v}", thing)
        held = table.fields.get((who.name, thing)) or table.none.get(who.name)
        if held is None:
            asks.untold(question)
        else:
            asks.decided(question, "yes" if held.holds else "no", held)
    _ask_any(table, asks, rng)
    return asks.examples


def _ask_any(table: _Table, asks: _Asks, rng: random.Random) -> None:
    """Who has anything of the kind, who has nothing, how many have, and whether one has.

    Of whom everything was taken back is neither among those who have any nor those who have none.
    """
    kind, people = table.kind, table.people
    group = "us" if any(who.name == "I" for who in people) else "them"
    holding = [held for held in (table.any_of(who) for who in people) if held]
    holding.sort(key=lambda f: (f.told.memory, f.told.start))
    lost = {who.name for who in people if any(f.over for _, f in table.of(who))}
    lost -= {who.name for who in people if table.any_of(who)}
    never = not any(f.true for f in table.fields.values())
    question = rng.choice(kind.anyone).replace("{g}", group)
    if holding and rng.random() < 0.7:
        asks.listed(question, [f.whom for f in holding], holding)
    elif never and not table.none:
        asks.untold(question)
    question = rng.choice(kind.nobody)
    if table.none and rng.random() < 0.8:
        asks.listed(question, [f.whom for f in table.none.values()], table.none.values())
    elif not table.none and not lost and rng.random() < 0.4:
        asks.untold(question)
    question = rng.choice(kind.people).replace("{g}", group)
    if holding and rng.random() < 0.4:
        asks.counted(question, [f.whom for f in holding], holding)
    for who in rng.sample(people, 1 if rng.random() < 0.7 else 2):
        question = _about(rng.choice(kind.any), who)
        held = table.any_of(who)
        if held:
            asks.decided(question, "yes", held)
        elif who.name in table.none:
            asks.decided(question, "no", table.none[who.name])
        elif who.name not in lost:
            asks.untold(question)


def _about(template: str, who: _Person) -> str:
    plain = who.name == "I"
    text = _spoken(template, plain).replace("{o}", who.own if plain else f"{who.name}'s")
    if plain:  # "What could I cook for me?"
        text = text.replace("for {s}", "for me").replace("with {s}", "with me")
        text = text.replace("from {s}", "from me").replace("suit {s}", "suit me")
        text = (
            text.replace("scares {s}", "scares me")
            .replace("scare {s}", "scare me")
            .replace("to {s}", "to me")
        )
        text = text.replace("give {s}", "give me").replace("has {s}", "have {s}")
    text = text.replace("{s}", who.name)
    return text[0].upper() + text[1:]


class _Asks:
    """Questions on what was told so far."""

    def __init__(self, told: tuple[Told, ...], group: str, rng: random.Random) -> None:
        self.examples: list[Example] = []
        self._told, self._group, self._rng = told, group, rng

    def listed(self, question: str, spans: list[Span], fields: Iterable[_Field]) -> None:
        """Asked for all of these, in told order; the one named twice counts once."""
        ordered = sorted(dict.fromkeys(spans), key=lambda s: (s.memory, s.start))
        self._add(question, "span", tuple(ordered), fields)

    def counted(self, question: str, terms: list[Span], fields: Iterable[_Field]) -> None:
        """Asked how many: those that came less those that went."""
        ordered = tuple(sorted(terms, key=lambda s: (s.memory, s.start)))
        number = sum(-1 if s.minus else 1 for s in ordered)
        self._add(question, "number", ordered, fields, number)

    def decided(self, question: str, kind: AnswerKind, told: _Field) -> None:
        """Asked about one field."""
        self._add(question, kind, (), [told])

    def untold(self, question: str) -> None:
        """Now and then, asked about what was never told."""
        if self._rng.random() < _UNTOLD:
            self._add(question, "unknown", (), [])

    def _add(
        self,
        question: str,
        kind: AnswerKind,
        spans: tuple[Span, ...],
        fields: Iterable[_Field],
        number: int | None = None,
    ) -> None:
        supports = tuple(dict.fromkeys(m for f in fields for m in f.memories()))
        if len(supports) <= _MOST_SUPPORTS:
            asked = careless_question(question, self._rng)
            self.examples.append(
                Example(self._told, asked, kind, supports, spans, number, "sim/ledger", self._group)
            )
