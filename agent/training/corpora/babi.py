"""The bAbI tasks (Weston et al. 2015): stories with supporting facts in hop order.

Reads DATA/babi/en-10k/qaN_…train.txt, whose lines are `N sentence` or
`N question? <tab> answer[,answer] <tab> supporting line numbers`; 1 begins a new story.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from agent.story import Example, Span, Told

_BABI_SKIPPED = {10, 17, 19}  # "maybe", relative positions and paths are no everyday answers
_BABI_NUMBERS = "none one two three four five six".split()
_BABI_GIVING = re.compile(r"\b(?:dropped|discarded|left|put down|gave|handed|passed)\b")


def read(data: Path, rng: random.Random) -> Iterator[Example]:
    """The tasks whose answers are words of the story, yes/no or small numbers."""
    for path in sorted((data / "babi" / "en-10k").glob("qa*_train*.txt")):
        task = int(path.name[2:].split("_")[0])
        if task in _BABI_SKIPPED:
            continue
        for number, story in enumerate(_babi_stories(path)):
            group = f"babi{task}/{number}"
            for memories, question, answer, supports in story:
                example = _babi(memories, question, answer, supports, task, group)
                if example is not None:
                    yield example


def _babi(
    memories: list[str], question: str, answer: str, supports: list[int], task: int, group: str
) -> Example | None:
    told = tuple(Told(text) for text in memories)
    hops = tuple(dict.fromkeys(supports))
    source = f"babi/{task}"
    if answer in ("yes", "no"):
        return Example(told, question, answer, hops, source=source, group=group)  # type: ignore[arg-type]
    if task == 7:
        return _counted(told, question, answer, hops, group)
    spans = []
    for word in answer.split(","):
        for memory in reversed(hops):
            found = re.search(rf"\b{re.escape(word)}\b", memories[memory], re.IGNORECASE)
            if found:
                spans.append(Span(memory, *found.span()))
                break
    if len(spans) != len(answer.split(",")):
        return None
    return Example(told, question, "span", hops, tuple(spans), source=source, group=group)


def _counted(
    told: tuple[Told, ...], question: str, answer: str, hops: tuple[int, ...], group: str
) -> Example | None:
    """Task 7: things taken or received count one, things put down or given away minus one."""
    who = question.split()[-1].rstrip("?") if "carrying" not in question else question.split()[4]
    spans = []
    for memory in hops:
        found = re.search(r"\bthe (football|milk|apple)\b", told[memory].text)
        if not found:
            return None
        given = _BABI_GIVING.search(told[memory].text) and told[memory].text.startswith(f"{who} ")
        spans.append(Span(memory, *found.span(1), minus=bool(given)))
    total = sum(-1 if span.minus else 1 for span in spans)
    if answer not in _BABI_NUMBERS or total != _BABI_NUMBERS.index(answer):
        return None
    return Example(told, question, "number", hops, tuple(spans), total, "babi/7", group)


def _babi_stories(path: Path) -> Iterator[list[tuple[list[str], str, str, list[int]]]]:
    memories: list[str] = []
    where: dict[int, int] = {}
    story: list[tuple[list[str], str, str, list[int]]] = []
    for line in path.read_text().splitlines():
        number, _, rest = line.partition(" ")
        if int(number) == 1:
            if story:
                yield story
            memories, where, story = [], {}, []
        if "\t" in rest:
            question, answer, supports = rest.split("\t")
            order = [where[int(s)] for s in supports.split()]
            story.append((list(memories), question.strip(), answer.strip(), order))
        else:
            where[int(number)] = len(memories)
            memories.append(rest.strip())
    if story:
        yield story
