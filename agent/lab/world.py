"""The simulated world of Weston, Chopra, Bordes 2014 (section 5.2): actors, rooms, objects.

Four characters move between five rooms and pick up, drop and pass on three objects. Asked is where
an actor or an object is; the entity was last mentioned at most `difficulty` statements ago. The
supports are the paper's: for an object, the last statement about it, then the last move of who has
or had it by then; for an actor, the last move.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from agent.lab.babi import Question

ACTORS = ("joe", "fred", "sue", "bill")
OBJECTS = ("milk", "ring", "football")
ROOMS = ("kitchen", "office", "bathroom", "bedroom", "garden")
_GO = ("went to the", "travelled to the", "moved to the", "journeyed to the")
_GET = ("picked up the", "took the", "got the", "grabbed the")
_DROP = ("dropped the", "left the", "put down the", "discarded the")
_GIVE = ("gave the {o} to", "handed the {o} to", "passed the {o} to")


@dataclass
class _State:
    room: dict[str, int] = field(default_factory=dict)  # actor -> line of the last move
    holder: dict[str, str] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)  # object -> line of the last mention
    lying: dict[str, int] = field(default_factory=dict)  # object -> line of the move to where it is
    mentioned: dict[str, int] = field(default_factory=dict)


def questions(
    count: int, seed: int, *, difficulty: int = 5, lines: int = 30, objects: bool = True
) -> list[Question]:
    """Make questions from endless stories; task 1 asks for actors, task 2 for objects."""
    chance = random.Random(seed)
    made: list[Question] = []
    while len(made) < count:
        made.extend(_story(chance, difficulty, lines, objects))
    return made[:count]


def _story(chance: random.Random, difficulty: int, length: int, objects: bool) -> list[Question]:
    state = _State()
    told: list[str] = []
    where: dict[int, str] = {}
    asked: list[Question] = []
    for line in range(length):
        told.append(_statement(chance, state, where, line))
        if line and chance.random() < 0.25:
            question = _question(chance, state, told, where, difficulty, objects)
            asked += [question] if question else []
    return asked


def _statement(chance: random.Random, state: _State, where: dict[int, str], line: int) -> str:
    actor = chance.choice(ACTORS)
    held = [o for o, a in state.holder.items() if a == actor]
    here = where[state.room[actor]] if actor in state.room else None
    near = [
        o
        for o in OBJECTS
        if o not in state.holder and (o not in state.lying or where[state.lying[o]] == here)
    ]
    beside = [a for a in ACTORS if a != actor and a in state.room and where[state.room[a]] == here]
    state.mentioned[actor] = line
    roll = chance.random()
    if here is None or roll < 0.4 or not (held or near):
        room = chance.choice([r for r in ROOMS if r != here])
        state.room[actor], where[line] = line, room
        return f"{actor} {chance.choice(_GO)} {room}"
    thing = chance.choice(held if held and (roll < 0.7 or not near) else near)
    state.touched[thing] = state.mentioned[thing] = line
    if thing not in held:
        state.holder[thing] = actor
        return f"{actor} {chance.choice(_GET)} {thing}"
    if beside and chance.random() < 0.3:
        other = chance.choice(beside)
        state.holder[thing] = other
        state.mentioned[other] = line
        return f"{actor} {chance.choice(_GIVE).format(o=thing)} {other}"
    del state.holder[thing]
    state.lying[thing] = state.room[actor]
    return f"{actor} {chance.choice(_DROP)} {thing}"


def _question(
    chance: random.Random,
    state: _State,
    told: list[str],
    where: dict[int, str],
    difficulty: int,
    objects: bool,
) -> Question | None:
    recent = [
        entity
        for entity, line in state.mentioned.items()
        if len(told) - line <= difficulty and (objects or entity in ACTORS)
    ]
    known = [e for e in recent if e in state.touched or e in state.room]
    if not known:
        return None
    entity = chance.choice(sorted(known))
    if entity in ACTORS:
        move = state.room[entity]
        return Question(1, tuple(told), f"where is {entity}", (where[move],), (move,))
    holder = state.holder.get(entity)
    move = state.room[holder] if holder else state.lying[entity]
    supports = (state.touched[entity], move)
    return Question(2, tuple(told), f"where is the {entity}", (where[move],), supports)
