"""Export and import: nothing lost on the round trip, malformed lines named."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import BadRecord
from agent.records import Record
from agent.transfer import BadLine, from_line, read_lines, to_line, write_file
from memory_store.slot import LINK_KINDS, Link, Place

RECORDS = st.builds(
    Record,
    text=st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), min_size=1).map(
        lambda t: t + "x"
    ),
    speaker=st.text(st.characters(blacklist_categories=("Cs",)), max_size=5),
    at=st.none() | st.datetimes(timezones=st.none() | st.just(UTC)),
    ref=st.none() | st.text(st.characters(blacklist_categories=("Cs",)), max_size=5),
    strength=st.floats(0, 100),
    id=st.none() | st.integers(1, 1000),
    superseded_by=st.none() | st.integers(1, 1000),
)
LINKED = st.builds(
    Record,
    text=st.just("She works there."),
    id=st.just(7),
    links=st.lists(
        st.builds(
            Link,
            st.sampled_from(sorted(LINK_KINDS)),
            st.just(Place(7, 0, 3)),
            st.builds(Place, st.integers(1, 99), st.just(0), st.integers(1, 9)),
        ),
        max_size=3,
    ).map(tuple),
)


@given(RECORDS | LINKED)
def test_round_trip(record: Record) -> None:
    line = to_line(record)
    assert "\n" not in line
    assert from_line(line) == record


@given(st.lists(RECORDS, max_size=5))
def test_round_trip_through_a_file(records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonl"
        assert write_file(path, records) == len(records)
        bad: list[BadLine] = []
        with path.open(encoding="utf-8") as file:
            assert list(read_lines(file, bad)) == records
        assert bad == []


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "[" * 200_000,
        "1" * 5000,
        '{"text": "a \\ud800"}',
        '{"text": "a", "speaker": "\udcff"}',
        '{"text": "a", "speaker": 1}',
        '{"text": "a", "strength": NaN}',
        '{"text": "a", "strength": -1}',
        '{"text": "a", "strength": true}',
        '{"text": "a", "strength": 1' + "0" * 400 + "}",
        '{"text": "a", "at": 3}',
        '{"text": "a", "id": true}',
        '{"text": "a", "links": [["refers", 0, 1, 2, 0, 1]]}',
        '{"text": "a", "id": 7, "links": [["refers", 0, 2, 2, 0, 1]]}',
        '{"text": "a", "id": 7, "links": [["hates", 0, 1, 2, 0, 1]]}',
        '{"text": "a", "id": 7, "links": [7]}',
    ],
)
def test_what_is_no_record(line: str) -> None:
    with pytest.raises(BadRecord):
        from_line(line)


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


def test_a_link_is_followed_and_a_missing_folder_said(tmp_path: Path) -> None:
    target, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    target.write_text("old")
    link.symlink_to(target)
    write_file(link, [Record("a")])
    assert link.is_symlink()
    assert from_line(target.read_text()) == Record("a")
    with pytest.raises(NotADirectoryError, match="There is no such folder"):
        write_file(tmp_path / "none" / "out.jsonl", [])


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert write_file(pipe, [Record("a")]) == 1
        assert from_line(os.read(reader, 1000).decode()) == Record("a")
    finally:
        os.close(reader)
    assert pipe.is_fifo()
