"""Export and import: nothing lost on the round trip, malformed lines named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.records import Record
from agent.transfer import BadLine, from_line, read_lines, to_line, write_file

RECORDS = st.builds(
    Record,
    text=st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), min_size=1).map(
        lambda t: t + "x"
    ),
    speaker=st.sampled_from(["user", "Anna"]),
    at=st.none() | st.datetimes(),
    ref=st.none() | st.text(max_size=5),
    strength=st.floats(0, 100),
    id=st.none() | st.integers(1, 1000),
    superseded_by=st.none() | st.integers(1, 1000),
)


@given(RECORDS)
def test_round_trip(record: Record) -> None:
    line = to_line(record)
    assert "\n" not in line
    assert from_line(line) == record


def test_malformed_lines_are_named_and_the_good_ones_kept() -> None:
    lines = [
        '{"text": "a"}',
        "not json",
        "",
        '{"speaker": "Anna"}',
        '{"text": "b", "at": "yesterday"}',
        '{"text": "  "}',
        '{"text": "c", "ref": 7}',
        '{"text": "d", "at": "2026-03-02T09:00:00"}',
    ]
    bad: list[BadLine] = []
    good = list(read_lines(lines, bad))
    assert [record.text for record in good] == ["a", "d"]
    assert good[1].at == datetime(2026, 3, 2, 9)
    assert [line.number for line in bad] == [2, 4, 5, 6, 7]
    assert all(line.problem for line in bad)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    assert write_file(path, [Record("a"), Record("b")]) == 2
    before = path.read_bytes()

    def breaking() -> object:
        yield Record("c")
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_file(path, breaking())  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"]
    assert path.stat().st_mode & 0o077 == 0
