"""The same example told otherwise: what makes the reader bear what real memories are like.

Each takes an `agent.story.Example` and gives it back, the same or varied, its supports and spans
moved along; the answer stays right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from agent.dates import find
from agent.packing import room, token_count
from agent.quantities import UNNAMED_YEAR
from agent.simulator import stories
from agent.simulator.between import between_two
from agent.story import Example

_NEGATED = 0.3
_TIMED, _TIMED_UNTOLD = 0.7, 0.2
_WITHHELD = 0.18
_NARROWED, _NEAR = 0.65, (3, 6)
_CROWDED = 0.35
_VOICED, _SWAPPED, _OTHERS = 0.2, 0.3, 8
_SELF_ASKED = frozenset({"sim/change", "sim/refers", "script/pointing", "script/changing"})
_ALONE = frozenset(
    {"sim/before", "sim/world", "sim/denial", "sim/compare", "sim/rivals", "sim/schedule"}
)
_STORIES_IN_FRONT = (1, 1, 1, 2, 3)
_WORDS = re.compile(r"\w+")
_SHORT_WORD = 3
# What asks for the present state, or for the first of several, has another answer without the
# memory that changed it, not none; and what a word stands for is never one memory's to say.
_RELATIVE = re.compile(
    r"\b(?:now|still|these days|any ?more|no longer|already|yet|new|again|today|tonight|currently"
    r"|at the moment|in the end|after all|only|most|least|\w{3,}est)\b|^Who or what is ",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(Are|Is|Was|Were|Do|Does|Did|Have|Has|Had|Can|Could|Will|Would|Should) ",
    re.IGNORECASE,
)
_ASKS_WHEN = re.compile(
    r"when (?:(?P<past>did|was|were) (?P<done>[^?]+)"
    r"|(?P<verb>is|are) (?P<thing>(?:the|my|our|his|her|their|your) \w+(?: \w+)?))\??$",
    re.I,
)
_STATE = re.compile(
    r"(?:ing|ed|ly|[' ]s|back|due|on|out|over|up|again|now|open|in|off|free|home)$", re.I
)
_PAST = (
    "How long ago {verb} {rest}?",
    "How many days ago {verb} {rest}?",
    "How many weeks ago {verb} {rest}?",
    "How many months ago {verb} {rest}?",
    "On which date {verb} {rest}?",
    "What date {verb} {rest}?",
    "On what day {verb} {rest}?",
    "On which day of the week {verb} {rest}?",
)
_TO_COME = (
    "How long is it until {rest}?",
    "How many days until {rest}?",
    "How many days are there until {rest}?",
    "What date {verb} {rest}?",
    "On which day {verb} {rest}?",
    "Which day of the week {verb} {rest}?",
)
_NEGATIVE = re.compile(
    r"n't\b|\b(?:no|not|never|nobody|nothing|none|dont|isnt|didnt)\b", re.IGNORECASE
)


def varied(example: Example, previous: str, rng: random.Random) -> Example:
    """An example of the simulator as it is practised."""
    example = withheld(timed(negated(example, rng), rng), rng)
    if example.source.startswith("script/") and rng.random() < _NARROWED:
        return narrowed(example, rng)
    told = crowded(example, rng)
    return told if previous else voiced(told, rng)


def negated(example: Example, rng: random.Random) -> Example:
    """Now and then ask "Isn't it …?" for "Is it …?": in English the answer is the same."""
    asks = _ASKS.match(example.question)
    if rng.random() > _NEGATED or example.kind not in ("yes", "no", "unknown") or asks is None:
        return example
    if example.question[:6].lower() == "do you" or _NEGATIVE.search(example.question):
        return example
    verb = asks[1]
    negative = {"can": "can't", "will": "won't"}.get(verb.lower(), f"{verb}n't")
    if verb[0].isupper():
        negative = negative[0].upper() + negative[1:]
    return replace(example, question=negative + example.question[asks.end(1) :])


def timed(example: Example, rng: random.Random) -> Example:
    """Now and then ask "How long ago was it?" for "When was it?": O and R find the same words, what
    they come to is worked out afterwards (`agent.dated`)."""
    asks = _ASKS_WHEN.match(example.question)
    often = _TIMED_UNTOLD if example.kind == "unknown" else _TIMED
    if asks is None or rng.random() > often or not _of_a_day(example):
        return example
    rest = asks["done"] or asks["thing"]
    if asks["thing"] and _STATE.search(rest):  # "until the paint dry" is no English
        return example
    frames = _PAST if asks["past"] else _TO_COME
    question = rng.choice(frames).format(verb=(asks["past"] or asks["verb"]).lower(), rest=rest)
    return replace(example, question=question if asks[0][0] == "W" else question.lower())


def _of_a_day(example: Example) -> bool:
    """Whether the answer is never told, or names a day, a month or a year."""
    if example.kind != "span" or len(example.spans) != 1:
        return example.kind == "unknown"
    span = example.spans[0]
    place = (span.start, span.end)
    return find(example.memories[span.memory].text, UNNAMED_YEAR, True, place) is not None


def narrowed(example: Example, rng: random.Random) -> Example:
    """Of a story only the supports, what was said just before each, and a few memories
    that share most words with the question: the hard choice between near things, at half the
    tokens of the whole story."""
    few = rng.randint(*_NEAR)
    if len(example.memories) <= few:
        return example
    kept = {at for s in example.supports for at in (s - 1, s) if at >= 0}
    order = sorted(_by_words(example), key=lambda i: i not in kept)
    return _part(example, order[: max(few, len(kept))])


def crowded(example: Example, rng: random.Random, often: float = _CROWDED) -> Example:
    """Now and then put other stories' memories in front: a real memory holds more than one topic.

    Told and untold questions alike, else what stands in front would tell them apart; no story goes
    there with a memory that might answer the question. A list, a count, a comparison and a "before"
    question are left as they are, for a stranger's fact could belong to them.
    """
    if rng.random() > often or example.kind == "number" or len(example.spans) > 1:
        return example
    if example.source in _ALONE:
        return example
    made = stories(rng)
    asked = _content(example.question)
    others = [next(made)[-1].memories for _ in range(rng.choice(_STORIES_IN_FRONT))]
    front = tuple(
        told
        for memories in others
        if not any(len(asked & _content(told.text)) > 1 for told in memories)
        for told in memories
    )
    shift = len(front)
    return replace(
        example,
        memories=(*front, *example.memories),
        supports=tuple(s + shift for s in example.supports),
        spans=tuple(replace(s, memory=s.memory + shift) for s in example.spans),
    )


def withheld(example: Example, rng: random.Random) -> Example:
    """Now and then take the memory that holds the answer out of a story: all that made the question
    tempting stays, and the answer is "I don't know"."""
    if rng.random() > _WITHHELD or not example.source.startswith("script/"):
        return example
    if _RELATIVE.search(example.question):
        return example
    if example.kind in ("yes", "no"):
        return _undecided(example)
    if example.kind != "span" or len(example.spans) != 1:
        return example
    span = example.spans[0]
    answer = example.memories[span.memory].text[span.start : span.end].lower()
    rest = tuple(told for i, told in enumerate(example.memories) if i != span.memory)
    if not rest or any(answer in told.text.lower() for told in rest):
        return example  # told twice
    return replace(example, memories=rest, kind="unknown", supports=(), spans=())


def _undecided(example: Example) -> Example:
    """A yes-or-no question without what decides it, unless what is left speaks of it too."""
    rest = tuple(told for i, told in enumerate(example.memories) if i not in example.supports)
    asked = _content(example.question)
    if not rest or any(len(asked & _content(told.text)) > 1 for told in rest):
        return example
    return replace(example, memories=rest, kind="unknown", supports=(), spans=())


def voiced(example: Example, rng: random.Random) -> Example:
    """Now and then let two people with names talk, and ask about them by name."""
    if rng.random() > _VOICED or example.source in _SELF_ASKED:
        return example
    others = next(stories(rng))[-1].memories[:_OTHERS]
    return between_two(example, others, rng, _SWAPPED) or example


def windowed(example: Example, previous: str = "") -> Example:
    """Of more memories than the reader's window holds, keep the supports and, as hop 1 would find
    them, those that share most words with the question."""
    tokens = room(example.question, example.previous or previous)
    costs = [token_count(told) for told in example.memories]
    if sum(costs) <= tokens:
        return example
    kept: list[int] = []
    for i in sorted(_by_words(example), key=lambda i: i not in example.supports):
        if costs[i] <= tokens:
            kept.append(i)
            tokens -= costs[i]
    if not set(example.supports) <= set(kept):
        return example  # too long even so
    return _part(example, kept)


def _by_words(example: Example) -> list[int]:
    """The memories, those first that share most words with the question, then the latest."""
    asked = set(_WORDS.findall(example.question.lower()))
    shared = [
        len(asked & set(_WORDS.findall(f"{told.speaker} {told.text}".lower())))
        for told in example.memories
    ]
    return sorted(range(len(shared)), key=lambda i: (-shared[i], -i))


def _content(text: str) -> set[str]:
    """The longer words of a text, which are those that say what it is about."""
    return {word for word in _WORDS.findall(text.lower()) if len(word) > _SHORT_WORD}


def _part(example: Example, kept: Sequence[int]) -> Example:
    """The example with these memories alone, in told order; all supports are among them."""
    kept = sorted(kept)
    place = {old: new for new, old in enumerate(kept)}
    return replace(
        example,
        memories=tuple(example.memories[i] for i in kept),
        supports=tuple(place[i] for i in example.supports),
        spans=tuple(replace(span, memory=place[span.memory]) for span in example.spans),
    )
