"""The reader's diet: simulated stories, and public corpora when a data folder is given.

About one in ten relation groups of the simulator is held out whole: those examples never train
and make up the "unseen" part of validation. Follow-up questions are practised by showing the
question before them, sometimes a stranger's, so that the reader learns when it matters.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agent.packing import room, token_count
from agent.simulator import STORIES, moves
from agent.simulator.between import between_two
from agent.story import Example
from agent.training.batches import Prepared, prepare

_HELD_OUT_IN = 10
_FOLLOW_UP, _STRANGER = 0.5, 0.2
_CROWDED = 0.35
_SAMPLE = 15_000  # simulated examples the match is trained on
_VALIDATION_SEED = 1_000_003
# Examples of each corpus for one simulated example.
CORPUS_SHARES = {
    "squad": 0.5,
    "friendsqa": 0.16,
    "babi": 0.06,
    "hotpot": 0.04,
    "wikihop": 0.03,
    "musique": 0.015,
    "gap": 0.07,
    "nli": 0.05,
}


@dataclass(frozen=True)
class Diet:
    """Packed training examples (and the first of them as they were, for the match), and
    validation examples: seen groups, unseen groups, corpora."""

    training: list[Prepared]
    sample: list[Example]
    seen: list[Example]
    unseen: list[Example]
    corpora: list[Example]
    left_out: int


def held_out(group: str) -> bool:
    """Whether a relation group is kept from training (a fixed tenth, by checksum)."""
    return zlib.crc32(group.encode()) % _HELD_OUT_IN == 0


def stories(rng: random.Random) -> Iterator[list[Example]]:
    """Endless simulated stories, the generators mixed by their weights."""
    makers = [maker for maker, _ in STORIES]
    weights = [weight for _, weight in STORIES]
    while True:
        story = rng.choices(makers, weights)[0](rng)
        if story:
            yield story


def assemble(
    simulated: int,
    data: Path | None,
    seed: int,
    echo: Callable[[str], None],
    validation: int = 1_000,
) -> Diet:
    """Make the diet: `simulated` examples, and the corpora under `data` when it is given."""
    rng = random.Random(seed)
    training: list[Prepared] = []
    sample: list[Example] = []
    tally: Counter[str] = Counter()
    left_out = 0
    made = stories(rng)
    earlier = ""
    while sum(tally.values()) < simulated:
        for example, previous in _with_previous(next(made), earlier, rng):
            earlier = example.question
            if held_out(example.group):
                continue
            told = _varied(example, previous, rng)
            left_out += not _take(told, previous, training)
            tally[example.source] += 1
            if len(sample) < _SAMPLE:
                sample.append(example)
    corpora_validation: list[Example] = []
    if data is not None:
        from agent.training.corpora import load, split

        limits = {name: round(share * simulated) for name, share in CORPUS_SHARES.items()}
        # The split ignores the seed: a run that starts from another's weights must validate on
        # passages that neither has seen.
        learn, corpora_validation = split(load(data, seed, limits), 0.05, 0)
        for example in learn:
            left_out += not _take(example, "", training)
            sample.append(example)
            tally[example.source] += 1
    for source, count in sorted(tally.items()):
        echo(f"  {source:24} {count:7,}")
    seen, unseen = _validation(validation)
    rng.shuffle(corpora_validation)
    return Diet(training, sample, seen, unseen, corpora_validation[:validation], left_out)


def _varied(example: Example, previous: str, rng: random.Random) -> Example:
    example = withheld(example, rng)
    if example.source.startswith("script/") and rng.random() < _NARROWED:
        return narrowed(example, rng)
    told = crowded(example, rng)
    return told if previous else voiced(told, rng)


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


def crowded(example: Example, rng: random.Random) -> Example:
    """Now and then put another story's memories in front: a real memory holds more than one topic.

    An unanswerable question gets people moving about, which cannot answer it by chance; a list, a
    count and a "before" question are left as they are, for a stranger's fact could belong to them.
    """
    if rng.random() > _CROWDED or example.kind == "number" or len(example.spans) > 1:
        return example
    untold = example.kind == "unknown"
    if example.source in _ALONE:
        return example
    other = moves.generate(rng) if untold else next(stories(rng))
    if not other:
        return example
    front = other[-1].memories
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
    if example.kind != "span" or len(example.spans) != 1:
        return example
    span = example.spans[0]
    answer = example.memories[span.memory].text[span.start : span.end].lower()
    rest = tuple(told for i, told in enumerate(example.memories) if i != span.memory)
    if not rest or any(answer in told.text.lower() for told in rest):
        return example  # told twice
    return replace(example, memories=rest, kind="unknown", supports=(), spans=())


def voiced(example: Example, rng: random.Random) -> Example:
    """Now and then let two people with names talk, and ask about them by name."""
    if rng.random() > _VOICED or example.source in _SELF_ASKED:
        return example
    others = next(stories(rng))[-1].memories[:_OTHERS]
    return between_two(example, others, rng, _SWAPPED) or example


_VOICED, _SWAPPED, _OTHERS = 0.2, 0.3, 8
_WITHHELD = 0.18
_NARROWED, _NEAR = 0.65, (3, 6)
_SELF_ASKED = frozenset({"sim/change", "sim/refers", "script/pointing", "script/changing"})
_ALONE = frozenset({"sim/before", "sim/world", "sim/denial"})


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


_WORDS = re.compile(r"\w+")


def _take(example: Example, previous: str, training: list[Prepared]) -> bool:
    prepared = prepare(windowed(example, previous), previous)
    if prepared is not None:
        training.append(prepared)
    return prepared is not None


def _with_previous(
    story: list[Example], stranger: str, rng: random.Random
) -> Iterator[tuple[Example, str]]:
    before = stranger if rng.random() < _STRANGER else ""
    for example in story:
        yield example, before
        before = example.question if rng.random() < _FOLLOW_UP else ""


def _validation(size: int) -> tuple[list[Example], list[Example]]:
    """Fresh stories from a seed of their own: `size` unseen ones, and half as many seen."""
    made = stories(random.Random(_VALIDATION_SEED))
    seen: list[Example] = []
    unseen: list[Example] = []
    while len(unseen) < size or len(seen) < size // 2:
        for example in next(made):
            part, most = (unseen, size) if held_out(example.group) else (seen, size // 2)
            if len(part) < most:
                part.append(windowed(example))
    return seen, unseen
