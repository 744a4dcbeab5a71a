"""How many there are, after gains and losses: signed terms that stand in the lines."""

from __future__ import annotations

import random

from agent.simulator.banks import CHAT, NUMBER_WORDS
from agent.simulator.text import careless_question
from agent.story import Example, Span, Told

_GOODS = """hens,hives,bikes,tickets,goats,chairs,candles,sheep,books,cups,tents,eggs,pots,jars,boats,buckets,ladders,
blankets,crates,plants,stamps,pumpkins,records,drones,kites,keys,paintings,lamps""".replace(
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


def _word(n: int, rng: random.Random) -> str:
    return NUMBER_WORDS[n] if n <= 12 and rng.random() < 0.6 else str(n)


def generate(rng: random.Random) -> list[Example]:
    """One story of a number, its gains and losses."""
    goods = rng.choice(_GOODS)
    total = rng.randint(2, 20)
    lines: list[str] = []
    terms: list[Span] = []

    def tell(template: str, count: int, minus: bool = False) -> None:
        number = _word(count, rng)
        if count == 1:
            template = template.replace("were", "was").replace("are gone", "is gone")
            template = template.replace("new ones", "new one").replace("another {n}", "{n} more")
        named = goods if count != 1 or "of the {g}" in template else goods.removesuffix("s")
        before, _, after = template.format(n="#", g=named).partition("#")
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
        begin, number = len("I also have "), _word(other_count, rng)
        held = other if other_count != 1 else other.removesuffix("s")
        spare = Span(len(lines), begin, begin + len(number))
        lines.append(f"I also have {number} {held}.")
    else:
        spare = None
    told = tuple(Told(line) for line in lines)
    if spare is not None and rng.random() < 0.4:
        question = careless_question(rng.choice(_HOW_MANY[:2]).format(g=other), rng)
        examples.append(
            Example(
                told,
                question,
                "number",
                (spare.memory,),
                (spare,),
                other_count,
                source="sim/count",
                group=f"count {goods}",
            )
        )
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
