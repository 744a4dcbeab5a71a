"""What each part of O and R is worth, on teach-then-ask exams.

    python benchmarks/ablation.py EXAM_FILE…

Rows: everything; one hop; two hops; no reading stage (the slot that hop 1 ranks first is the
answer, whole); hop 1 by the match alone and by words alone, where the memory is larger than one
reading. With `--crowd N` each dialogue's memory first takes in N facts of other people, so that
hop 1 has something to find.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from agent import Agent, Record
from agent.engines import HopReading
from agent.exam import run_exam, table
from agent.exam_format import read_exam
from agent.fusion import Fusion
from agent.output_map import OutputMap
from agent.reading import Reading
from agent.simulator import stories
from agent.story import Span

LONG_AGO = datetime(2020, 1, 1)


def main() -> None:
    """Print one row for each setting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--crowd", type=int, default=0)
    options = parser.parse_args()
    dialogues = [d for file in options.files for d in read_exam(file)]
    crowd = facts(options.crowd)
    for name, setting in SETTINGS.items():
        with setting():
            row = table(run_exam(dialogues, lambda: crowded(crowd)))[-1]
        recall = "–" if row.recall is None else f"{row.recall:.3f}"
        print(f"{name:28} right {row.right:6.1%}  evidence read {recall}", flush=True)


def facts(count: int) -> list[Record]:
    """Facts of other people, from the simulator."""
    made = stories(random.Random(11))
    told: list[Record] = []
    while len(told) < count:
        told += [Record(memory.text) for memory in next(made)[-1].memories]
    return told[:count]


def crowded(crowd: list[Record]) -> Agent:
    """A fresh agent that knows the crowd."""
    agent = Agent.open(":memory:")
    agent.teach(crowd, at=LONG_AGO)
    return agent


@contextmanager
def hops(most: int) -> Iterator[None]:
    """Read at most so many slots."""
    with patch("agent.engines.MAX_HOPS", most):
        yield


@contextmanager
def unread() -> Iterator[None]:
    """Answer with the slot that hop 1 ranks first, without reading it."""

    def answer(self: OutputMap, question: str, vector: object, **_: object) -> object:
        from agent.output_map import Answering, Hop

        found = self.search(question, vector, 1)  # type: ignore[arg-type]
        slots = self._store.get([i for i, _ in found])
        if not slots:
            return Answering((), Reading((), "unknown", (), None, (0.0, 0.0, 0.0)), 0.0, ())
        hop = HopReading(0, (1.0,), 0.0)
        span = Span(0, 0, len(slots[0].text))
        reading = Reading((hop,), "span", (span,), None, (0.0, 0.0, 0.0))
        return Answering(slots, reading, 1.0, (Hop(1, ((slots[0], 1.0),)),))

    with patch.object(OutputMap, "answer", answer):
        yield


@contextmanager
def searching(by: str) -> Iterator[None]:
    """Hop 1 by one of its two searches."""

    def search(self: Fusion, store: object, key: object, text: str, k: int) -> object:
        if by == "match":
            return store.nearest(key, k)  # type: ignore[attr-defined]
        return store.words(text, k)  # type: ignore[attr-defined]

    with patch.object(Fusion, "search", search):
        yield


@contextmanager
def everything() -> Iterator[None]:
    """Nothing left out."""
    yield


SETTINGS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "everything": everything,
    "two hops at most": lambda: hops(2),
    "one hop": lambda: hops(1),
    "hop 1 by match alone": lambda: searching("match"),
    "hop 1 by words alone": lambda: searching("words"),
    "no reading stage": unread,
}


if __name__ == "__main__":
    main()
