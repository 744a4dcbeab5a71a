"""Public corpora as examples, from a folder by path; one module reads one kind of corpus.

    squad                       paragraphs, cut to a window of sentences
    friendsqa                   utterances with their speakers
    babi                        stories with supporting facts in hop order
    hotpot, wikihop, musique    supporting sentences of several articles, in hop order
    gap                         pronouns and the names they stand for
    nli                         yes-or-no questions that hang on one word

Real wording keeps the reader from learning the simulator's style instead of reading.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from agent.errors import TrainingError
from agent.story import Example
from agent.training.corpora import babi, friendsqa, gap, multihop, nli, squad

SOURCES: dict[str, Callable[[Path, random.Random], Iterator[Example]]] = {
    "squad": squad.read,
    "friendsqa": friendsqa.read,
    "babi": babi.read,
    "hotpot": multihop.hotpot,
    "wikihop": multihop.wikihop,
    "musique": multihop.musique,
    "gap": gap.read,
    "nli": nli.read,
}


def load(data: Path, seed: int, limits: dict[str, int] | None = None) -> list[Example]:
    """Return at most `limits[name]` examples of each corpus, drawn at random.

    A corpus that `limits` does not name is left out; without `limits`, all of all corpora.

    Raises:
        TrainingError: a corpus is not under `data`, or `limits` names none of SOURCES.
    """
    unknown = sorted(set(limits or ()) - set(SOURCES))
    if unknown:
        raise TrainingError(f"No corpus is called {', '.join(unknown)}; there are {list(SOURCES)}.")
    examples: list[Example] = []
    for name, source in SOURCES.items():
        limit = None if limits is None else limits.get(name, 0)
        if limit == 0:
            continue
        rng = random.Random(f"{seed}/{name}")
        found = list(source(data, rng))
        if not found:
            raise TrainingError(f"No examples of {name} under {data}; see docs/TRAINING.md.")
        examples += found if limit is None else rng.sample(found, min(len(found), limit))
    return examples


def split(
    examples: Sequence[Example], fraction: float, seed: int
) -> tuple[list[Example], list[Example]]:
    """Split into (training, validation) by group, so that no passage stands on both sides."""
    learn: list[Example] = []
    check: list[Example] = []
    for example in examples:
        draw = zlib.crc32(f"{seed}/{example.group}".encode()) / 2**32
        (check if draw < fraction else learn).append(example)
    return learn, check
