"""The reader's diet: simulated stories, and public corpora when a data folder is given.

About one in ten relation groups of the simulator is held out whole: those examples never train
and make up the "unseen" part of validation. Follow-up questions are practised by showing the
question before them, sometimes a stranger's, so that the reader learns when it matters.
"""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agent.simulator import stories
from agent.story import Example
from agent.training.batches import Prepared, prepare
from agent.training.variations import crowded, varied, windowed

_HELD_OUT_IN = 10
_FOLLOW_UP, _STRANGER = 0.5, 0.2
_SAMPLE = 15_000  # simulated examples the match is trained on
_VALIDATION_SEED = 1_000_003
_CROWDED_VALIDATION = 0.5
# Examples of each corpus for one simulated example.
CORPUS_SHARES = {
    "squad": 1.1,
    "friendsqa": 0.2,
    "babi": 0.06,
    "hotpot": 0.07,
    "wikihop": 0.07,
    "musique": 0.02,
    "gap": 0.07,
    "nli": 0.05,
}
# Of the scripts' questions that one memory answers with a span, or none; all others are practised:
# lists, numbers, yes and no, and chains of several memories are asked too seldom in the stories.
_PRACTISED: Mapping[str, float] = {"span": 0.4, "unknown": 0.45}


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
            if held_out(example.group) or not _practised(example, rng):
                continue
            told = varied(example, previous, rng)
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


def _practised(example: Example, rng: random.Random) -> bool:
    """Whether to practise this question; see `_PRACTISED`."""
    several = max(len(example.supports), len(example.spans)) > 1
    share = 1.0 if several else _PRACTISED.get(example.kind, 1.0)
    return not example.source.startswith("script/") or rng.random() < share


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
    """Fresh stories from a seed of their own: `size` unseen ones, and half as many seen.

    Half of them stand behind other stories: thresholds are fitted on them, and a real memory holds
    more than one topic.
    """
    rng = random.Random(_VALIDATION_SEED)
    made = stories(rng)
    seen: list[Example] = []
    unseen: list[Example] = []
    while len(unseen) < size or len(seen) < size // 2:
        for example in next(made):
            part, most = (unseen, size) if held_out(example.group) else (seen, size // 2)
            if len(part) < most:
                part.append(windowed(crowded(example, rng, _CROWDED_VALIDATION)))
    return seen, unseen
