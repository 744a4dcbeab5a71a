"""Run exams: each dialogue on a fresh agent with the dialogue's own clock, scored per category."""

from __future__ import annotations

import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.exam_format import Dialogue, ExamTurn, is_right
from agent.reply import Reply

if TYPE_CHECKING:
    from agent.agent import Agent

_SILENT = Reply("", "chat")


@dataclass(frozen=True, slots=True)
class Graded:
    """One question answered: what was said, whether it is right, and how much was found.

    `recall` and `cited` are shares of the gold evidence read in the hops and cited; None when the
    question has none. `error` is what the agent raised, if it did.
    """

    dialogue: str
    category: str
    turn: ExamTurn
    reply: Reply
    right: bool
    recall: float | None
    cited: float | None
    milliseconds: float
    error: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; shares are 0..1, times in milliseconds.

    `answered` and `abstained` count the right ones. `recall` and `cited` are means over the
    questions with gold evidence, None without any.
    """

    category: str
    questions: int
    answered: int
    abstained: int
    wrong: int
    right: float
    recall: float | None
    cited: float | None
    median_ms: float
    p95_ms: float


def run_exam(
    dialogues: Iterable[Dialogue],
    fresh: Callable[[], Agent],
    progress: Callable[[Dialogue], None] | None = None,
    failed: Callable[[str], None] | None = None,
) -> list[Graded]:
    """Hold every dialogue on an agent of its own and grade the questions.

    An agent that raises on a question has answered it wrong; the exam goes on.

    Args:
        fresh: makes an agent with nothing in memory; closed after its dialogue.
        progress: hears each dialogue that is over.
        failed: hears of each turn, told or asked, on which the agent raised.
    """
    graded: list[Graded] = []
    for dialogue in dialogues:
        with fresh() as agent:
            graded += _hold(dialogue, agent, failed)
        if progress is not None:
            progress(dialogue)
    return graded


def _hold(dialogue: Dialogue, agent: Agent, failed: Callable[[str], None] | None) -> list[Graded]:
    graded = []
    for number, (turn, at) in enumerate(zip(dialogue.turns, dialogue.moments(), strict=True)):
        began = time.perf_counter()
        reply, error = _SILENT, ""
        try:
            reply = agent.hear(turn.text, at=at, ref=str(number))
        except Exception as raised:  # whatever it is, the other dialogues are still to be held
            error = f"{type(raised).__name__}: {raised}"
            if failed is not None:
                failed(f"{dialogue.id}, turn {number}: {error}")
        spent = (time.perf_counter() - began) * 1e3
        if turn.asks:
            graded.append(_grade(dialogue, turn, reply, spent, error))
    return graded


def _grade(dialogue: Dialogue, turn: ExamTurn, reply: Reply, spent: float, error: str) -> Graded:
    read = {slot.ref for hop in reply.hops for slot, _ in hop.read}
    used = {slot.ref for slot in reply.evidence}
    right = not error and is_right(turn, reply.text, reply.answer, reply.kind)
    return Graded(
        dialogue.id,
        dialogue.category,
        turn,
        reply,
        right,
        _share(turn, read),
        _share(turn, used),
        spent,
        error,
    )


def _share(turn: ExamTurn, refs: set[str | None]) -> float | None:
    if not turn.evidence:
        return None
    return sum(str(number) in refs for number in turn.evidence) / len(turn.evidence)


def table(graded: Sequence[Graded]) -> list[Row]:
    """One row for each category in alphabetical order, and "all"."""
    groups: dict[str, list[Graded]] = defaultdict(list)
    for one in graded:
        groups[one.category].append(one)
    rows = [_row(name, groups[name]) for name in sorted(groups)]
    return [*rows, _row("all", graded)] if graded else []


def _row(name: str, graded: Sequence[Graded]) -> Row:
    times = sorted(one.milliseconds for one in graded)
    right = [one for one in graded if one.right]
    abstained = sum(one.turn.answer is None for one in right)
    return Row(
        name,
        len(graded),
        len(right) - abstained,
        abstained,
        len(graded) - len(right),
        len(right) / len(graded),
        _mean(one.recall for one in graded),
        _mean(one.cited for one in graded),
        statistics.median(times),
        times[math.ceil(0.95 * len(times)) - 1],
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
