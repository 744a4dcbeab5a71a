"""The simulated world of Weston et al. 2014, section 4: people move, things change hands.

A tiny interpreter keeps who is where and who holds what, with the memory that says so, so every
question's supports are exact: "Where is the milk?" is hop 1 "Joe left the milk", hop 2 the move
that says where Joe was; while it is still carried, hop 1 is the pick-up (or the hand-over).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from agent.simulator.banks import CHAT, ROOMS, THINGS, invented, person
from agent.simulator.text import Line, careless_question, casual
from agent.story import AnswerKind, Example, Span, Told

_GO = (
    "{a} went to the {p}.",
    "{a} travelled to the {p}.",
    "{a} moved to the {p}.",
    "{a} is in the {p} now.",
    "{a} walked to the {p}.",
    "{a} journeyed to the {p}.",
    "{a} went back to the {p}.",
    "{a} headed to the {p}.",
    "{a} ran over to the {p}.",
    "{a} just went into the {p}.",
    "{a} has gone to the {p}.",
)
_TAKE = (
    "{a} picked up the {t}.",
    "{a} took the {t}.",
    "{a} got the {t} there.",
    "{a} grabbed the {t}.",
    "{a} has the {t} now.",
    "{a} collected the {t}.",
)
_DROP = (
    "{a} left the {t}.",
    "{a} dropped the {t}.",
    "{a} put down the {t}.",
    "{a} discarded the {t}.",
    "{a} left the {t} there.",
    "{a} set the {t} down.",
)
_GIVE = (
    "{a} gave the {t} to {b}.",
    "{a} handed the {t} to {b}.",
    "{a} passed the {t} to {b}.",
    "{a} lent the {t} to {b}.",
    "{a} gave {b} the {t}.",
    "{b} got the {t} from {a}.",
)
_PUT = (
    "{a} put the {t} in the {p}.",
    "{a} left the {t} in the {p}.",
    "{a} moved the {t} to the {p}.",
    "The {t} is in the {p}.",
    "{a} took the {t} to the {p} and left it there.",
    "{a} stored the {t} in the {p}.",
)
_WHERE = (
    "Where is the {t}?",
    "Where is the {t} now?",
    "Where's the {t}?",
    "In which room is the {t}?",
    "Where can I find the {t}?",
    "Where did the {t} end up?",
)
_WHERE_A = (
    "Where is {a}?",
    "Where is {a} now?",
    "Where did {a} go?",
    "Which room is {a} in?",
    "Where can I find {a}?",
)
_BEFORE_A = (
    "Where was {a} before the {p}?",
    "Where was {a} before going to the {p}?",
    "Where had {a} been before the {p}?",
)
_BEFORE = (
    "Where was the {t} before the {p}?",
    "Where was the {t} before that?",
    "Where was the {t} before?",
    "Where did the {t} use to be?",
)
_WHO = ("Who has the {t}?", "Who has the {t} now?", "Who is holding the {t}?", "Who's got the {t}?")
_WHO_BEFORE = (
    "Who had the {t} before {b}?",
    "Who had the {t} before that?",
    "Who gave the {t} to {b}?",
    "Who did {b} get the {t} from?",
)
_CARRY = (
    "What is {a} carrying?",
    "What does {a} have?",
    "What is {a} holding?",
    "Which things does {a} have?",
)
_COUNT = (
    "How many things is {a} carrying?",
    "How many objects does {a} have?",
    "How many items is {a} holding?",
)
_IS_IN = ("Is {a} in the {p}?", "Is {a} at the {p} now?")


@dataclass
class _Place:
    """Where somebody or something is, and the memory and span that say so."""

    name: str
    memory: int
    span: Span


@dataclass
class _World:
    rng: random.Random
    people: list[str]
    rooms: list[str]
    things: list[str]
    lines: list[Line] = field(default_factory=list)
    where: dict[str, _Place] = field(default_factory=dict)  # people
    past: dict[str, list[_Place]] = field(default_factory=dict)  # people's earlier places
    holder: dict[str, tuple[str, int]] = field(default_factory=dict)  # thing -> (person, memory)
    holders: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    lying: dict[str, tuple[tuple[int, ...], _Place]] = field(
        default_factory=dict
    )  # supports, place
    lay: dict[str, list[_Place]] = field(default_factory=dict)  # places named with the thing itself
    examples: list[Example] = field(default_factory=list)
    group: str = ""

    def say(self, templates: tuple[str, ...], **words: str) -> int:
        text = self.rng.choice(templates)
        for key, word in words.items():
            text = text.replace("{" + key + "}", word)
        text = text[0].upper() + text[1:]
        line = casual(Line(text), self.rng) if self.group == "talk" else Line(text)
        self.lines.append(line)
        return len(self.lines) - 1

    def span(self, memory: int, words: str) -> Span:
        at = self.lines[memory].text.lower().rindex(words.lower())
        return Span(memory, at, at + len(words))

    def ask(
        self,
        templates: tuple[str, ...],
        kind: AnswerKind,
        supports: tuple[int, ...],
        spans: tuple[Span, ...] = (),
        number: int | None = None,
        **words: str,
    ) -> None:
        text = self.rng.choice(templates)
        for key, word in words.items():
            text = text.replace("{" + key + "}", word)
        if self.group == "talk":
            text = careless_question(text, self.rng)
        told = tuple(Told(line.text) for line in self.lines)
        if len(set(supports)) == len(supports):
            self.examples.append(
                Example(told, text, kind, supports, spans, number, "sim/world", templates[0])
            )


def generate(rng: random.Random) -> list[Example]:
    """One story of 3-14 events and its questions."""
    people = list(dict.fromkeys(person(rng)[0] for _ in range(rng.randint(2, 4))))
    rooms = [r if rng.random() < 0.8 else invented(rng).lower() for r in rng.sample(ROOMS, 5)]
    things = [t if rng.random() < 0.8 else invented(rng).lower() for t in rng.sample(THINGS, 3)]
    world = _World(rng, people, rooms, things, group=rng.choice(("classic", "talk")))
    for _ in range(rng.randint(3, 13)):
        _event(world)
        if rng.random() < 0.2:
            _question(world)
        if world.group == "talk" and rng.random() < 0.08:
            world.lines.append(Line(rng.choice(CHAT)))
    for _ in range(3):
        _question(world)
    return world.examples


def _event(world: _World) -> None:
    rng, people, rooms, things = world.rng, world.people, world.rooms, world.things
    a, thing = rng.choice(people), rng.choice(things)
    roll = rng.random()
    held = [t for t, (p, _) in world.holder.items() if p == a]
    if a not in world.where or roll < 0.35:
        _go(
            world,
            a,
            rng.choice([r for r in rooms if a not in world.where or world.where[a].name != r]),
        )
    elif held and roll < 0.6:
        _drop(world, a, rng.choice(held))
    elif held and roll < 0.72 and len(people) > 1:
        b = rng.choice([p for p in people if p != a])
        if b not in world.where or world.where[b].name != world.where[a].name:
            _go(world, b, world.where[a].name)
        _hand_over(world, a, b, rng.choice(held))
    elif thing not in world.holder and roll < 0.9:
        if thing in world.lying and world.lying[thing][1].name != world.where[a].name:
            _go(world, a, world.lying[thing][1].name)
        memory = world.say(_TAKE, a=a, t=thing)
        _hold(world, thing, a, memory)
    elif thing not in world.holder:
        room = world.where[a].name
        memory = world.say(_PUT, a=a, t=thing, p=room)
        _lies(world, thing, (memory,), _Place(room, memory, world.span(memory, room)))


def _go(world: _World, a: str, room: str) -> None:
    memory = world.say(_GO, a=a, p=room)
    if a in world.where:
        world.past.setdefault(a, []).append(world.where[a])
    world.where[a] = _Place(room, memory, world.span(memory, room))


def _drop(world: _World, a: str, thing: str) -> None:
    memory = world.say(_DROP, a=a, t=thing)
    del world.holder[thing]
    _lies(world, thing, (memory, world.where[a].memory), world.where[a])


def _hand_over(world: _World, a: str, b: str, thing: str) -> None:
    memory = world.say(_GIVE, a=a, b=b, t=thing)
    _hold(world, thing, b, memory)


def _hold(world: _World, thing: str, a: str, memory: int) -> None:
    world.holder[thing] = (a, memory)
    world.holders.setdefault(thing, []).append((a, memory))
    world.lying.pop(thing, None)


def _lies(world: _World, thing: str, supports: tuple[int, ...], place: _Place) -> None:
    world.lying[thing] = (supports, place)
    world.lay.setdefault(thing, []).append(place)


def _question(world: _World) -> None:
    asks = (_ask_thing, _ask_thing, _ask_person, _ask_holder, _ask_carrying, _ask_before, _ask_in)
    world.rng.choice(asks)(world, world.rng.choice(world.people), world.rng.choice(world.things))


def _ask_thing(world: _World, a: str, thing: str) -> None:
    if thing in world.lying:
        supports, place = world.lying[thing]
        world.ask(_WHERE, "span", supports, (place.span,), t=thing)
    elif thing in world.holder and world.holder[thing][0] in world.where:
        holder, memory = world.holder[thing]
        place = world.where[holder]
        world.ask(_WHERE, "span", (memory, place.memory), (place.span,), t=thing)
    elif world.rng.random() < 0.3 and not any(thing in line.text for line in world.lines):
        world.ask(_WHERE, "unknown", (), t=thing)


def _ask_person(world: _World, a: str, thing: str) -> None:
    if a in world.where:
        world.ask(_WHERE_A, "span", (world.where[a].memory,), (world.where[a].span,), a=a)
    else:
        world.ask(_WHERE_A, "unknown", (), a=a)


def _ask_holder(world: _World, a: str, thing: str) -> None:
    history = world.holders.get(thing, [])
    if thing in world.holder:
        holder, memory = world.holder[thing]
        world.ask(_WHO, "span", (memory,), (world.span(memory, holder),), t=thing)
        if len(history) > 1 and history[-2][0] != holder:
            before, earlier = history[-2]
            if before in world.lines[memory].text:  # handed over: the sentence names both
                world.ask(
                    _WHO_BEFORE, "span", (memory,), (world.span(memory, before),), t=thing, b=holder
                )
            else:
                world.ask(
                    _WHO_BEFORE[:1],
                    "span",
                    (memory, earlier),
                    (world.span(earlier, before),),
                    t=thing,
                    b=holder,
                )
        if len(history) == 1 and not world.lay.get(thing):
            world.ask(_WHO_BEFORE[:1], "unknown", (), t=thing, b=holder)
    elif not history and (thing in world.lying or world.rng.random() < 0.3):
        world.ask(_WHO, "unknown", (), t=thing)


def _ask_carrying(world: _World, a: str, thing: str) -> None:
    held = [(memory, t) for t, (p, memory) in world.holder.items() if p == a]
    if not held:
        return
    held.sort()
    supports = tuple(memory for memory, _ in held)
    spans = tuple(world.span(memory, t) for memory, t in held)
    if world.rng.random() < 0.5:
        world.ask(_CARRY, "span", supports, spans, a=a)
    else:
        world.ask(_COUNT, "number", supports, spans, len(held), a=a)


def _ask_before(world: _World, a: str, thing: str) -> None:
    if a in world.where and not world.past.get(a):
        world.ask(_BEFORE_A, "unknown", (), a=a, p=world.where[a].name)
    elif thing in world.lying and len(world.lay[thing]) == 1 and not world.holders.get(thing):
        now = world.lay[thing][-1]
        world.ask(_BEFORE, "unknown", (), t=thing, p=now.name)
    elif world.rng.random() < 0.5 and world.past.get(a):
        before, now = world.past[a][-1], world.where[a]
        if [p.name for p in (*world.past[a], now)].count(now.name) == 1:
            world.ask(
                _BEFORE_A, "span", (now.memory, before.memory), (before.span,), a=a, p=now.name
            )
    elif thing in world.lying and len(world.lay[thing]) > 1 and not world.holders.get(thing):
        now, before = world.lay[thing][-1], world.lay[thing][-2]
        if now.name != before.name:
            world.ask(
                _BEFORE, "span", (now.memory, before.memory), (before.span,), t=thing, p=now.name
            )


def _ask_in(world: _World, a: str, thing: str) -> None:
    if a not in world.where:
        return
    truth = world.rng.random() < 0.5
    told = [r for r in world.rooms if any(r in line.text.lower() for line in world.lines)]
    others = [r for r in told if r != world.where[a].name]
    room = world.where[a].name if truth or not others else world.rng.choice(others)
    answer: AnswerKind = "yes" if room == world.where[a].name else "no"
    world.ask(_IS_IN, answer, (world.where[a].memory,), a=a, p=room)
