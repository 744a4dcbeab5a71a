"""The exam runner: the format's rules to the letter, the clock, and a table."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import BadRecord, BadUtterance
from agent.exam import Graded, run_exam, table
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
        ("on the 19th", "19", True),
        ("No dogs.", "dog", True),
        ("buses", "bus", True),
        ("noises", "no", False),
        ("Ring 07700 900318", "07700 900318|07700900318", True),
    ],
)
def test_matching(text: str, wanted: str, there: bool) -> None:
    assert contains(text, wanted) is there


WORDS = st.text("abcdefgh", min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=5), WORDS)
def test_matching_is_what_the_format_says(words: list[str], wanted: str) -> None:
    """The rule once more, word by word, as the oracle."""
    if len(wanted) <= 3:
        there = any(word in (wanted, wanted + "s", wanted + "es") for word in words)
    else:
        there = any(word.startswith(wanted) for word in words)
    assert contains(", ".join(words).upper(), wanted) is there
    assert contains(" ".join(words), f"{wanted}|zzzz") is there


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
        ("PT1.5H", "2026-01-31T10:30:00"),
        ("P11M", "2026-12-31T09:00:00"),
        ("P1Y1M", "2027-02-28T09:00:00"),
    ],
)
def test_durations(duration: str, moment: str) -> None:
    assert later(datetime(2026, 1, 31, 9), duration) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "duration", ["", "P", "1D", "PT", "P1H", "P1DT", "P8000Y", "P99999999999D"]
)
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
        if text == "bug":
            raise ZeroDivisionError("oops")
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


def test_whatever_the_agent_raises_the_exam_goes_on(tmp_path: Path) -> None:
    turns = [{"say": "bug"}, {"ask": "bug", "answer": ["x"]}, {"ask": "?", "answer": ["Berlin"]}]
    dialogue = {"id": "b-1", "category": "c", "start": "2026-03-02T09:00:00", "turns": turns}
    shown: list[str] = []
    exam = read_exam(write(tmp_path / "e.jsonl", dialogue))
    graded = run_exam(exam, Parrot, failed=shown.append)  # type: ignore[arg-type]
    assert [one.right for one in graded] == [False, True]
    assert shown == [f"b-1, turn {turn}: ZeroDivisionError: oops" for turn in (0, 1)]


def test_times_and_shares_nobody_asked_for() -> None:
    turn = ExamTurn("?", True, answer=None)
    reply = Reply("?", "unknown")
    graded = [Graded("d", "c", turn, reply, True, None, None, float(ms)) for ms in range(1, 21)]
    row = table(graded)[0]
    assert (row.median_ms, row.p95_ms) == (10.5, 19.0)
    assert (row.recall, row.cited) == (None, None)
    assert table([]) == []


@pytest.mark.parametrize(
    "turn",
    [
        {},
        {"say": "a", "ask": "b"},
        {"ask": "b"},
        {"say": "a", "after": "soon"},
        {"say": 7},
        {"ask": "b", "answer": "Berlin"},
        {"ask": "b", "answer": []},
        {"ask": "b", "answer": ["x"], "must": "x"},
        {"ask": "b", "answer": ["x"], "must": ["x|"]},
        {"ask": "b", "answer": ["x"], "evidence": [1]},
        {"ask": "b", "answer": ["x"], "evidence": ["0"]},
    ],
)
def test_malformed_files_name_the_line(tmp_path: Path, turn: dict[str, Any]) -> None:
    good = {"id": "a", "category": "c", "start": "2026-01-01T00:00:00", "turns": []}
    path = write(tmp_path / "e.jsonl", good, good | {"turns": [turn]})
    with pytest.raises(BadRecord, match=r"e\.jsonl, line 2: "):
        read_exam(path)


@pytest.mark.parametrize("line", ["[]", "{", "{}", "[" * 200_000, '{"id": "\\ud800"}', "1" * 5000])
def test_lines_that_are_no_dialogue(tmp_path: Path, line: str) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text(f"\n{line}")
    with pytest.raises(BadRecord, match="line 2: "):
        read_exam(path)


def test_a_line_is_what_ends_with_a_new_line(tmp_path: Path) -> None:
    turns = [{"say": "one\u2028two\u0085three"}]
    dialogue = {"id": "a", "category": "c", "start": "2026-01-01T00:00:00", "turns": turns}
    path = tmp_path / "e.jsonl"
    path.write_text("\ufeff" + json.dumps(dialogue, ensure_ascii=False), encoding="utf-8")
    assert read_exam(path)[0].turns[0].text == "one\u2028two\u0085three"
