"""Counting, gains and losses, and comparing told numbers or told relations."""

from __future__ import annotations

import random
from itertools import pairwise

from agent.simulator.banks import CHAT, person
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told

_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_GOODS = """hens,hives,bikes,tickets,cats,chairs,candles,sheep,books,cups,tents,eggs,pots,jars,boats,students,guests,
cousins,rooms,plants,stamps,pumpkins,records,drones,kites,keys,paintings,lamps""".replace(
    "\n", ""
).split(",")
_START = (
    "I have {n} {g}.",
    "We've got {n} {g}.",
    "There are {n} {g} in the shed.",
    "I started with {n} {g}.",
    "I own {n} {g}.",
    "At first there were {n} {g}.",
)
_GAIN = (
    "I bought {n} more.",
    "I got another {n} {g}.",
    "{n} more arrived today.",
    "My neighbour gave me {n} {g}.",
    "I found {n} more {g}.",
    "We added {n} new ones.",
)
_LOSS = (
    "I sold {n} of them.",
    "I gave {n} {g} away.",
    "{n} of them broke.",
    "I lost {n} {g}.",
    "{n} were stolen.",
    "{n} of the {g} are gone.",
)
_HOW_MANY = (
    "How many {g} do I have?",
    "How many {g} do I have now?",
    "How many {g} are left?",
    "What's my number of {g} now?",
    "How many {g} have I got?",
)
# attribute: (telling, which is more, which is less, yes/no more, unit values, relation telling)
_SCALES = (
    ("{a} is {v} years old.", "older", "younger", "oldest", "youngest", (5, 95), ""),
    ("{a} is {v} cm tall.", "taller", "shorter", "tallest", "shortest", (140, 205), ""),
    ("{a} weighs {v} kilos.", "heavier", "lighter", "heaviest", "lightest", (40, 130), ""),
    (
        "The {t} costs {v} euros.",
        "more expensive",
        "cheaper",
        "most expensive",
        "cheapest",
        (5, 4000),
        "t",
    ),
    ("The {t} is {v} cm wide.", "wider", "narrower", "widest", "narrowest", (10, 300), "t"),
    ("The {t} dates from {v}.", "newer", "older", "newest", "oldest", (1850, 2025), "t"),
    ("{a}'s house has {v} rooms.", "larger", "smaller", "largest", "smallest", (2, 20), ""),
    ("{a} ran it in {v} minutes.", "slower", "faster", "slowest", "fastest", (18, 60), ""),
)
_THINGS = "sofa,lamp,bike,table,piano,wardrobe,camera,boiler,window,carpet,clock,guitar,tent,oven,desk,mirror,kayak".split(
    ","
)


def _word(n: int, rng: random.Random) -> str:
    return _NUMBERS[n] if n <= 12 and rng.random() < 0.6 else str(n)


def generate(rng: random.Random) -> list[Example]:
    """One story of counts or of comparisons."""
    return _count(rng) if rng.random() < 0.5 else _compare(rng)


def _count(rng: random.Random) -> list[Example]:
    goods = rng.choice(_GOODS)
    total = rng.randint(2, 20)
    lines: list[str] = []
    terms: list[Span] = []

    def tell(template: str, count: int, minus: bool = False) -> None:
        number = _word(count, rng)
        before, _, after = template.format(n="#", g=goods).partition("#")
        text = before + number + after
        terms.append(Span(len(lines), len(before), len(before) + len(number), minus))
        lines.append(text[0].upper() + text[1:])

    tell(rng.choice(_START), total)
    examples = []
    other, other_count = rng.choice([g for g in _GOODS if g != goods]), rng.randint(1, 15)
    for _ in range(rng.randint(0, 3)):
        if rng.random() < 0.3:
            lines.append(rng.choice(CHAT))
        more = rng.random() < 0.5 or total < 2
        change = rng.randint(1, 6) if more else rng.randint(1, min(6, total))
        tell(rng.choice(_GAIN if more else _LOSS), change, not more)
        total += change if more else -change
    if rng.random() < 0.4:
        lines.append(f"I also have {_word(other_count, rng)} {other}.")
    told = tuple(Told(line) for line in lines)
    question = careless_question(rng.choice(_HOW_MANY).format(g=goods), rng)
    examples.append(
        Example(
            told,
            question,
            "number",
            tuple(span.memory for span in terms),
            tuple(terms),
            total,
            source="sim/count",
            group=f"count {goods}",
        )
    )
    if rng.random() < 0.25:
        missing = rng.choice([g for g in _GOODS if g not in (goods, other)])
        examples.append(
            Example(
                told,
                rng.choice(_HOW_MANY).format(g=missing),
                "unknown",
                source="sim/unknown",
                group=f"count {goods}",
            )
        )
    return examples


def _compare(rng: random.Random) -> list[Example]:
    telling, more, less, most, least, (low, high), of_things = rng.choice(_SCALES)
    count = rng.randint(2, 4)
    names = (
        rng.sample(_THINGS, count)
        if of_things
        else list(dict.fromkeys(person(rng)[0] for _ in range(count)))
    )
    values = rng.sample(range(low, high), len(names))
    lines: list[str] = []
    where: dict[str, int] = {}
    if not of_things and rng.random() < 0.4 and len(names) > 1:  # told as relations, a chain
        order = names
        for bigger, smaller in pairwise(order):
            text = (
                f"{bigger} is {more} than {smaller}."
                if rng.random() < 0.5
                else f"{smaller} is {less} than {bigger}."
            )
            where.setdefault(bigger, len(lines))
            where[smaller] = len(lines)
            lines.append(text)
    else:
        order = [n for _, n in sorted(zip(values, names, strict=True), reverse=True)]
        for name, value in zip(names, values, strict=True):
            where[name] = len(lines)
            lines.append(telling.format(a=name, t=name, v=value))
            if rng.random() < 0.2:
                lines.append(rng.choice(CHAT))
    if len(order) < 2:
        return []
    told = tuple(Told(line) for line in lines)
    chain = len(set(where.values())) < len(order)

    def supports(*chosen: str) -> tuple[int, ...]:
        if chain:
            first, last = sorted((order.index(chosen[0]), order.index(chosen[-1])))
            return tuple(range(first, max(last, first + 1)))
        return tuple(dict.fromkeys(where[c] for c in chosen))

    def span(name: str, among: tuple[int, ...]) -> Span:
        memory = next(m for m in among if name in lines[m])
        at = lines[memory].index(name)
        return Span(memory, at, at + len(name))

    i, j = sorted(rng.sample(range(len(order)), 2))
    a, b = rng.sample((order[i], order[j]), 2)
    the = "the " if of_things else ""
    asks: list[tuple[str, str | None, tuple[str, str]]] = [
        (f"{'Which' if of_things else 'Who'} is {more}, {the}{a} or {the}{b}?", order[i], (a, b)),
        (f"{'Which' if of_things else 'Who'} is {less}, {the}{a} or {the}{b}?", order[j], (a, b)),
        (f"Is {the}{a} {more} than {the}{b}?", None, (a, b)),
    ]
    if len(order) > 2:
        asks.append(
            (f"{'Which' if of_things else 'Who'} is the {most}?", order[0], (order[0], order[-1]))
        )
        asks.append(
            (
                f"{'Which' if of_things else 'Who'} is the {least} of all?",
                order[-1],
                (order[0], order[-1]),
            )
        )
    examples = []
    for question, answer, pair in rng.sample(asks, 2):
        reach = tuple(order) if "the " + most in question or "the " + least in question else pair
        found = supports(*reach)
        kind: AnswerKind = "span"
        if answer is None:
            kind = "yes" if order.index(a) < order.index(b) else "no"
        spans = (span(answer, found),) if answer else ()
        examples.append(
            Example(
                told,
                careless_question(question, rng),
                kind,
                found,
                spans,
                source="sim/compare",
                group=f"compare {more}",
            )
        )
    return examples
