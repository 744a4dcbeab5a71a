"""How well a reader answers examples: the evaluation that training, ablations and docs share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.reader import Reader
from agent.reading import Calibration, Reading, read
from agent.story import Example


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example read: did R's best answer match the gold, did the hops match the supports."""

    example: Example
    reading: Reading
    right: bool
    found: bool

    @property
    def untold(self) -> bool:
        """Whether nothing told answers the question."""
        return self.example.kind == "unknown"


def evaluate(reader: Reader, examples: Iterable[Example]) -> list[Outcome]:
    """Read every example on its own."""
    outcomes = []
    for example in examples:
        reading = read(reader, example.memories, example.question, example.previous)
        found = set(example.supports) <= set(reading.supports)
        outcomes.append(Outcome(example, reading, _right(example, reading), found))
    return outcomes


def _right(example: Example, reading: Reading) -> bool:
    """Whether the answer is the gold one (unknown questions: never; abstaining is judged later)."""
    if example.kind == "unknown":
        return False
    if example.kind == "number":
        figure, number = reading.figure, example.number
        return figure is not None and number is not None and abs(figure.value - number) < 1
    if example.kind in ("yes", "no"):
        return reading.kind == example.kind
    gold = {_words(example, s.memory, s.start, s.end) for s in example.spans}
    said = {_words(example, s.memory, s.start, s.end) for s in reading.spans}
    return reading.kind in ("span", "list") and gold == said


def _words(example: Example, memory: int, start: int, end: int) -> str:
    words = example.memories[memory].text[start:end].lower().split()
    while len(words) > 1 and words[0] in {"a", "an", "the", "my", "in", "at", "to", "on"}:
        words = words[1:]
    return " ".join(words).strip(".,!?'\"")


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of a group of examples, each 0..1: answered rightly (or rightly withheld) over all,
    over the answerable ones, over the never-told ones, and supports found by the hops."""

    n: int
    right: float
    answerable: float
    unknown: float
    supports: float


def score(outcomes: Sequence[Outcome], calibration: Calibration) -> Score:
    """Score outcomes with answers below the calibrated threshold withheld."""
    told = [o for o in outcomes if not o.untold]
    untold = [o for o in outcomes if o.untold]

    def said(o: Outcome) -> bool:
        return calibration.sure(o.reading)

    right = sum(o.right and said(o) for o in told)
    withheld = sum(not said(o) for o in untold)
    return Score(
        len(outcomes),
        (right + withheld) / max(1, len(outcomes)),
        right / max(1, len(told)),
        withheld / max(1, len(untold)),
        sum(o.found for o in told) / max(1, len(told)),
    )


def score_by_source(outcomes: Sequence[Outcome], calibration: Calibration) -> dict[str, Score]:
    """One score for each source, and one for "all"."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.example.source].append(outcome)
    table = {name: score(group, calibration) for name, group in sorted(groups.items())}
    return table | {"all": score(outcomes, calibration)}
