"""Two facts joined: "my sister is Anna", "Anna lives in Berlin": where does my sister live?"""

from __future__ import annotations

import random

from agent.simulator.banks import CHAT, ROLES, VALUES, person, role_of
from agent.simulator.relations import RELATIONS
from agent.simulator.text import Line, ask, careless_question, casual, fill, named
from agent.story import Example, Span, Told

_LINKS = (
    "My {r}'s name is {n}.",
    "My {r} is called {n}.",
    "{n} is my {r}.",
    "My {r} is {n}.",
    "{n}, that's my {r}.",
    "I have a {r} called {n}.",
    "My {r} {n} is visiting.",
)
_OWNED = (
    "hive number {k}",
    "boat {k}",
    "locker {k}",
    "the flat on floor {k}",
    "stall {k}",
    "the house at number {k}",
    "garden plot {k}",
    "car {k}",
    "desk {k}",
    "cabin {k}",
)
_OWNS = (
    "{w} belongs to {n}.",
    "{n} owns {w}.",
    "The owner of {w} is {n}.",
    "{w} is {n}'s.",
    "{n} has {w}.",
)
_OWNER = ("the owner of {w}", "the person who owns {w}", "the one who owns {w}")
_JOINED = tuple(
    r for r in RELATIONS if r.name not in {"sister", "brother", "spouse", "child", "boss"}
)
_WHO_IS = ("Who is {n}?", "Who is {n} to me?", "How do I know {n}?")


def generate(rng: random.Random) -> list[Example]:
    """One story: a few people introduced by a role, attributes told by name, then questions."""
    lines: list[Line] = []
    people: dict[str, tuple[str, str, int]] = {}  # name -> gender, description, naming memory
    for _ in range(rng.randint(2, 4)):
        name, gender = person(rng)
        if name not in people:
            described = _introduce(lines, name, gender, people, rng)
            if described:
                people[name] = (gender, described, len(lines) - 1)
        if rng.random() < 0.15:
            lines.append(Line(rng.choice(CHAT)))
    facts: dict[tuple[str, str], Span] = {}
    relations = rng.sample(_JOINED, rng.randint(1, 2))
    for relation in relations:
        for name, (gender, _, _) in people.items():
            if rng.random() < 0.8:
                line = fill(
                    rng.choice(relation.tell), named(name, gender), VALUES[relation.value](rng)
                )
                if line.value is not None and line.text.count(name) >= 1:
                    line = casual(line, rng)
                    lines.append(line)
                    facts[name, relation.name] = Span(len(lines) - 1, *(line.value or (0, 1)))
    told = tuple(Told(line.text) for line in lines)
    examples = []
    for relation in relations:
        for name, (gender, described, naming) in people.items():
            subject = named(described, gender)
            question = careless_question(ask(rng.choice(relation.ask), subject), rng)
            span = facts.get((name, relation.name))
            if span is None:
                examples.append(
                    Example(told, question, "unknown", source="sim/unknown", group=relation.name)
                )
            elif span.memory != naming:
                examples.append(
                    Example(
                        told,
                        question,
                        "span",
                        (naming, span.memory),
                        (span,),
                        source="sim/join",
                        group=relation.name,
                    )
                )
    examples += _who_is(told, lines, people, rng)
    examples += _absent(told, people, relations, rng)
    rng.shuffle(examples)
    return examples[:4]


def _introduce(
    lines: list[Line],
    name: str,
    gender: str,
    people: dict[str, tuple[str, str, int]],
    rng: random.Random,
) -> str:
    taken = {role_of(described.removeprefix("my ")) for _, described, _ in people.values()}
    if rng.random() < 0.7:
        role = rng.choice(ROLES[gender])
        described = f"my {role}"
        an = "an" if role[0] in "aeiou" else "a"
        text = rng.choice(_LINKS).replace(" a {r}", f" {an} {role}")
        text = text.replace("{r}", role).replace("{n}", name)
    else:
        thing = rng.choice(_OWNED).replace("{k}", str(rng.randint(1, 30)))
        described = rng.choice(_OWNER).replace("{w}", thing)
        text = rng.choice(_OWNS).replace("{w}", thing).replace("{n}", name)
        text = text[0].upper() + text[1:]
    if role_of(described.removeprefix("my ")) in taken:
        return ""
    lines.append(casual(Line(text), rng))
    return described


def _who_is(
    told: tuple[Told, ...],
    lines: list[Line],
    people: dict[str, tuple[str, str, int]],
    rng: random.Random,
) -> list[Example]:
    for name, (_, described, naming) in people.items():
        at = lines[naming].text.lower().find(described)
        if (
            described.startswith("my ")
            and at >= 0
            and "'s" not in lines[naming].text
            and rng.random() < 0.5
        ):
            span = Span(naming, at, at + len(described))
            question = rng.choice(_WHO_IS).replace("{n}", name)
            return [
                Example(
                    told, question, "span", (naming,), (span,), source="sim/join", group="who is"
                )
            ]
    return []


def _absent(
    told: tuple[Told, ...],
    people: dict[str, tuple[str, str, int]],
    relations: list,  # type: ignore[type-arg]
    rng: random.Random,
) -> list[Example]:
    gender = rng.choice("fmn")
    role = rng.choice(ROLES[gender])
    if any(
        role_of(described.removeprefix("my ")) == role_of(role)
        for _, described, _ in people.values()
    ):
        return []
    question = ask(rng.choice(rng.choice(relations).ask), named(f"my {role}", gender))
    return [Example(told, question, "unknown", source="sim/unknown", group=relations[0].name)]
