"""The exam runner: the format's rules to the letter, the clock, and a table."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from agent.errors import BadRecord, BadUtterance
from agent.exam import run_exam, table
from agent.exam_format import ExamTurn, contains, is_right, later, read_exam
from agent.reply import Hop, Reply
from memory_store.slot import Slot


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("She keeps bees.", "bee", True),
        ("I know.", "no", False),
        ("No, you don't.", "no", True),
        ("two cats", "cat", True),
        ("a category", "cat", False),
        ("In Berlin-Mitte.", "berlin|rome", True),
        ("The code is QX-7714-b.", "QX-7714-b", True),
        ("You don’t.", "no|n't", True),
        ("It's 1177.", "177", False),
        ("Ring 07700 900318", "07700 900318|07700900318", True),
    ],
)
def test_matching(text: str, wanted: str, there: bool) -> None:
    assert contains(text, wanted) is there


def test_right_and_wrong() -> None:
    asked = ExamTurn("?", True, answer=("Berlin",), must=("Berlin",), must_not=("Rome",))
    assert is_right(asked, "Berlin.", "Berlin", "answer")
    assert not is_right(asked, "Berlin, then Rome.", "Berlin, then Rome", "answer")
    assert not is_right(asked, "I don't know.", None, "unknown")
    untold = ExamTurn("?", True, answer=None, must_not=("6083",))
    assert is_right(untold, "I don't know.", None, "unknown")
    assert not is_right(untold, "6083", None, "unknown")
    assert not is_right(untold, "Berlin.", "Berlin", "answer")
    free = ExamTurn("?", True, answer=("a nurse", "nurse"))
    assert is_right(free, "She is a nurse.", "a nurse", "answer")


@pytest.mark.parametrize(
    ("duration", "moment"),
    [
        ("P1D", "2026-02-01T09:00:00"),
        ("PT20M", "2026-01-31T09:20:00"),
        ("P2W", "2026-02-14T09:00:00"),
        ("P1M", "2026-02-28T09:00:00"),
        ("P1Y", "2027-01-31T09:00:00"),
        ("P1DT2H3S", "2026-02-01T11:00:03"),
    ],
)
def test_durations(duration: str, moment: str) -> None:
    assert later(datetime(2026, 1, 31, 9), duration) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("duration", ["", "P", "1D", "PT", "P1H"])
def test_bad_durations(duration: str) -> None:
    with pytest.raises(BadRecord):
        later(datetime(2026, 1, 1), duration)


class Parrot:
    """Answers every question with Berlin from the last thing said; keeps what it was given."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, datetime, str]] = []

    def __enter__(self) -> Parrot:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def hear(self, text: str, *, at: datetime, ref: str) -> Reply:
        self.heard.append((text, at, ref))
        if text == "crash?":
            raise BadUtterance("no")
        slots = tuple(Slot(i, t, "user", a, r) for i, (t, a, r) in enumerate(self.heard[:-1]))
        hops = tuple(Hop(1, ((slot, 1.0),)) for slot in slots[-1:])
        return Reply("Berlin.", "answer", "Berlin", 1.0, hops, slots[-1:])


def write(path: Path, *dialogues: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(d) for d in dialogues))
    return path


def test_a_run_and_its_table(tmp_path: Path) -> None:
    dialogue = {
        "id": "a-1",
        "category": "recall",
        "start": "2026-03-02T09:00:00",
        "turns": [
            {"say": "My cat is Tom."},
            {"say": "I live in Berlin.", "after": "P1D"},
            {"ask": "Where do I live?", "answer": ["Berlin"], "evidence": [0, 1]},
            {"ask": "Who am I?", "answer": None},
            {"ask": "crash?", "answer": ["x"]},
        ],
    }
    parrot = Parrot()
    graded = run_exam(read_exam(write(tmp_path / "e.jsonl", dialogue)), lambda: parrot)  # type: ignore[arg-type, return-value]
    assert [one.right for one in graded] == [True, False, False]
    assert "BadUtterance" in graded[2].error
    assert [at.isoformat() for _, at, _ in parrot.heard[:3]] == [
        "2026-03-02T09:00:00",
        "2026-03-03T09:00:00",
        "2026-03-03T09:01:00",
    ]
    assert [ref for _, _, ref in parrot.heard] == ["0", "1", "2", "3", "4"]
    row, total = table(graded)
    assert (row.category, total.category) == ("recall", "all")
    assert (row.answered, row.abstained, row.wrong) == (1, 0, 2)
    assert row.recall == pytest.approx(0.5)


@pytest.mark.parametrize(
    "turn", [{}, {"say": "a", "ask": "b"}, {"ask": "b"}, {"say": "a", "after": "soon"}]
)
def test_malformed_files_name_the_line(tmp_path: Path, turn: dict[str, str]) -> None:
    good = {"id": "a", "category": "c", "start": "2026-01-01T00:00:00", "turns": []}
    path = write(tmp_path / "e.jsonl", good, good | {"turns": [turn]})
    with pytest.raises(BadRecord, match="line 2"):
        read_exam(path)
