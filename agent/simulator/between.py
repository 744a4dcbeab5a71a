"""A story as part of a conversation between two people, asked about by name.

What "I" told becomes what Maria said, and "what do I drink?" becomes "what does Maria drink?"; a
second person talks of other things in between. Asked of the other one, the question has no answer:
who said it decides.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from agent.simulator.banks import person
from agent.story import Example, Told

_UNFIT = re.compile(r"\b(?:we|us|our|ours|you|your|yours|myself)\b", re.IGNORECASE)
_ME = r"(?<!\btell )(?<!\bremind )\bme\b"  # "Tell me, …" asks nothing about "me"
_FIRST = re.compile(rf"\b(?:I|my|mine)\b|{_ME}", re.IGNORECASE)
_FORMS = (
    (r"\b([Dd])o I\b", r"\1oes {n}"),
    (r"\b([Hh])ave I\b", r"\1as {n}"),
    (r"^Am I\b", "Is {n}"),
    (r"\bam I\b", "is {n}"),
    (r"\bI['’]m\b|\bI am\b", "{n} is"),
    (r"\bI['’]ve\b|\bI have\b", "{n} has"),
    (r"\bI['’]d\b", "{n} would"),
    (r"\bI['’]ll\b", "{n} will"),
    (r"\bI do\b", "{n} does"),
    (r"\b(?:my|mine)\b", "{n}'s"),
    (rf"\bI\b|{_ME}", "{n}"),
)


def between_two(
    example: Example, others: Sequence[Told], rng: random.Random, swap: float
) -> Example | None:
    """The example as said by one person, with `others` said by a second in between.

    Args:
        swap: how often a question of the first person is asked of the second, which makes it one
            that was never answered.

    Returns:
        None when the question cannot be asked by name, or the story has speakers already.
    """
    if _UNFIT.search(example.question) or any(t.speaker != "user" for t in example.memories):
        return None
    teller, other = (person(rng)[0].split()[0] for _ in range(2))
    said = " ".join(told.text for told in (*example.memories, *others)).lower()
    if teller == other or any(name.lower() in said for name in (teller, other)):
        return None
    own = bool(_FIRST.search(example.question))
    wrong = own and example.kind != "unknown" and rng.random() < swap
    question = _by_name(example.question, other if wrong else teller)
    places = sorted(rng.randint(0, len(example.memories)) for _ in others)
    memories: list[Told] = []
    moved: list[int] = []
    for index, told in enumerate((*example.memories, None)):
        while places and places[0] == index:
            places.pop(0)
            memories.append(Told(others[len(memories) - len(moved)].text, other))
        if told is not None:
            moved.append(len(memories))
            memories.append(replace(told, speaker=teller))
    if wrong:
        return replace(
            example,
            memories=tuple(memories),
            question=question,
            kind="unknown",
            supports=(),
            spans=(),
            number=None,
        )
    return replace(
        example,
        memories=tuple(memories),
        question=question,
        supports=tuple(moved[s] for s in example.supports),
        spans=tuple(replace(s, memory=moved[s.memory]) for s in example.spans),
    )


def _by_name(question: str, name: str) -> str:
    for pattern, form in _FORMS:
        question = re.sub(pattern, form.replace("{n}", name), question, flags=re.IGNORECASE)
    return question
