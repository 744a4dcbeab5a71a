"""Fit the confidence on whole conversations: what the agent makes of them, not the reader alone.

Stories to learn from are told by a simulator; conversations written by people, held with the whole
agent, are nearer to what the confidence will meet. Their format is that of the exams
(`agent.exam_format`), and no exam's questions may be among them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from agent.agent import Agent
from agent.exam_format import Dialogue, is_right
from agent.models import Models, load_models
from agent.reading import Calibration, Reading
from agent.training.calibrate import calibrate, expected_calibration_error, reliability
from agent.weights_io import READER, SHIPPED, load_tensors, save_tensors, weights_folder
from memory_store import MemoryStore


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of a conversation as it was read: was R's best answer right, was it never told."""

    reading: Reading
    right: bool
    untold: bool


@dataclass(frozen=True)
class _Unreserved(Calibration):
    """Always sure; keeps every reading it is asked about."""

    heard: list[Reading] = field(default_factory=list, compare=False)

    def sure(self, reading: Reading) -> bool:
        """Whether the answer is to be given: it is."""
        self.heard.append(reading)
        return True


def hold(dialogues: Iterable[Dialogue], models: Models) -> list[Answered]:
    """Hold every dialogue on a fresh agent that always answers.

    Questions answered without reading (a listing, small talk) are left out: they have no
    confidence.
    """
    answered: list[Answered] = []
    for dialogue in dialogues:
        sure = _Unreserved(**asdict(models.calibration))
        agent = Agent(
            MemoryStore.open(
                ":memory:", encoder_id=models.encoder.id, dimension=models.encoder.dimension
            ),
            replace(models, calibration=sure),
        )
        with agent:
            for number, (turn, at) in enumerate(
                zip(dialogue.turns, dialogue.moments(), strict=True)
            ):
                sure.heard.clear()
                reply = agent.hear(turn.text, at=at, ref=str(number))
                if not turn.asks or len(sure.heard) != 1 or not sure.heard[0].hops:
                    continue
                untold = turn.answer is None
                right = not untold and is_right(turn, reply.text, reply.answer, reply.kind)
                answered.append(Answered(sure.heard[0], right, untold))
    return answered


def fit_confidence(
    dialogues: Iterable[Dialogue], out: Path, echo: Callable[[str], None] = print
) -> Calibration:
    """Fit the confidence of the weights in use and write them with it into the folder `out`.

    What is reported is fitted on every other dialogue and measured on the rest; what is written is
    fitted on all of them.

    Raises:
        WeightsUnavailable, EncoderUnavailable: the weights in use cannot be loaded.
    """
    models = load_models()
    dialogues = list(dialogues)
    rest = hold(dialogues[1::2], models)
    fitted = hold(dialogues[::2], models)
    calibration = calibrate(fitted)
    bins = reliability(calibration, rest)
    given = [a for a in rest if calibration.sure(a.reading)]
    withheld = sum(a.untold for a in rest) - sum(a.untold for a in given)
    share = (sum(a.right for a in given) + withheld) / max(1, len(rest))
    echo(
        f"  held back: {len(rest)} questions, {share:.1%} right, "
        f"{sum(a.untold for a in given)} of {sum(a.untold for a in rest)} never told answered"
    )
    echo(f"  expected calibration error {expected_calibration_error(bins):.3f}")
    for b in bins:
        echo(f"    confidence {b.confidence:.2f}: right {b.right:.2f} ({b.share:.0%} of answers)")
    calibration = calibrate([*fitted, *rest])
    echo(f"  thresholds {' '.join(f'{t:.2f}' for t in calibration.thresholds)}")
    folder = weights_folder()
    tensors, about = load_tensors(folder / READER)
    out.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        if out.resolve() != folder.resolve() and name != READER:
            shutil.copy(folder / name, out / name)
    facts = {**about, "calibration": json.dumps(asdict(calibration))}
    save_tensors(out / READER, tensors, facts)
    return calibration
