"""How long one question takes, everything included, in a memory of N slots.

    python benchmarks/latency.py --slots 10000 --questions 200

Prints the median and 95th percentile of a turn, and of its parts measured on their own.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime

from agent import Agent, Record
from agent.simulator import stories
from agent.story import Told

NOW = datetime(2026, 1, 1)


def main() -> None:
    """Teach, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slots", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    facts, questions = material(options.slots, options.questions)
    with Agent.open(":memory:") as agent:
        began = time.perf_counter()
        agent.teach([Record(fact.text) for fact in facts], at=NOW)
        print(f"taught {options.slots} slots in {time.perf_counter() - began:.1f} s")
        for question in questions[:5]:
            agent.hear(question, at=NOW)
        report("a turn, all included", lambda q: agent.hear(q, at=NOW), questions)
        encoder, output = agent._models.encoder, agent._output
        vectors = {q: encoder.encode([q])[0] for q in questions}
        report("  encode the question", lambda q: encoder.encode([q]), questions)
        report("  hop 1 over everything", lambda q: output.search(q, vectors[q], 40), questions)
        report("  all candidates", lambda q: output.candidates(q, vectors[q]), questions)
        report("  search and read", lambda q: output.answer(q, vectors[q]), questions)
        told = [agent.hear(fact.text, at=NOW).milliseconds for fact in facts[: options.questions]]
        spread("telling, all included", [cost["all"] for cost in told])
        spread("  I: split, encode, sort", [cost["I"] for cost in told])


def material(slots: int, count: int) -> tuple[list[Told], list[str]]:
    """Facts to teach and questions about some of them, from the simulator."""
    made = stories(random.Random(7))
    facts: list[Told] = []
    questions: list[str] = []
    while len(facts) < slots:
        story = next(made)
        facts += story[-1].memories
        questions.append(story[-1].question)
    return facts[:slots], random.Random(7).sample(questions, count)


def report(name: str, act: Callable[[str], object], questions: list[str]) -> None:
    """Time an act on each question."""
    times = []
    for question in questions:
        began = time.perf_counter()
        act(question)
        times.append((time.perf_counter() - began) * 1e3)
    spread(name, times)


def spread(name: str, times: list[float]) -> None:
    """Print the median and 95th percentile of times in milliseconds."""
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    print(f"{name:26} median {statistics.median(times):6.1f} ms   95th percentile {p95:6.1f} ms")


if __name__ == "__main__":
    main()
