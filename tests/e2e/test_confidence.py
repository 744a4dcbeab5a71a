"""The confidence is fitted on whole conversations, and the weights with it can be used."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from agent.exam_format import Dialogue, ExamTurn
from agent.models import load_models
from agent.training.conversations import fit_confidence, hold
from agent.weights_io import SHIPPED, load_reader


def _talk(number: int) -> Dialogue:
    name = ("Ida", "Karim", "Wanda", "Otis")[number % 4]
    return Dialogue(
        f"recall-{number}",
        "recall",
        datetime(2026, 3, 2, 9),
        (
            ExamTurn(f"My neighbour {name} keeps bees.", asks=False),
            ExamTurn(f"What does {name} keep?", asks=True, answer=("bees",)),
            ExamTurn(f"Where did {name} go to school?", asks=True),
        ),
    )


def test_held_conversations_are_always_answered() -> None:
    told, untold = hold([_talk(0)], load_models())
    assert (told.right, told.untold) == (True, False)
    assert (untold.right, untold.untold) == (False, True)


def test_the_fitted_confidence_is_written_beside_the_same_weights(tmp_path: Path) -> None:
    lines: list[str] = []
    calibration = fit_confidence([_talk(n) for n in range(4)], tmp_path, lines.append)
    reader, loaded = load_reader(tmp_path)
    assert loaded == calibration
    shipped, _ = load_reader()
    trained = shipped.trained_state()
    assert all(tensor.equal(trained[name]) for name, tensor in reader.trained_state().items())
    assert any("4 questions" in line for line in lines)
    assert all((tmp_path / name).exists() for name in SHIPPED)  # so MNEME_WEIGHTS can name it
