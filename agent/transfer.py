"""Export and import as JSON Lines: one record a line, a lossless round trip.

    {"text": "…", "speaker": "user", "at": "2026-03-02T09:00:00", "ref": null, "strength": 1.0,
     "id": 7, "superseded_by": null}

Only `text` is needed on import. A malformed line is named by its number and left out; the good
ones are kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.errors import BadRecord, BadUtterance
from agent.records import Record
from agent.sentences import clean


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be taken in: its number (from 1) and what is wrong with it."""

    number: int
    problem: str


def to_line(record: Record) -> str:
    """One record as a line of JSON, without the line's end."""
    return json.dumps(
        {
            "text": record.text,
            "speaker": record.speaker,
            "at": record.at.isoformat() if record.at else None,
            "ref": record.ref,
            "strength": record.strength,
            "id": record.id,
            "superseded_by": record.superseded_by,
        },
        ensure_ascii=False,
    )


def from_line(line: str) -> Record:
    """Parse one line. Raises BadRecord, saying what is wrong."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadRecord(f"this is no JSON ({error})") from error
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise BadRecord('a record is an object with a "text"')
    try:
        clean(data["text"])
        return Record(
            data["text"],
            _optional(data, "speaker", str) or "user",
            datetime.fromisoformat(data["at"]) if data.get("at") else None,
            _optional(data, "ref", str),
            float(data.get("strength", 1.0)),
            _optional(data, "id", int),
            _optional(data, "superseded_by", int),
        )
    except (BadUtterance, TypeError, ValueError) as error:
        raise BadRecord(str(error)) from error


def _optional(data: dict[str, Any], key: str, kind: type) -> Any:
    value = data.get(key)
    if value is not None and not isinstance(value, kind):
        raise ValueError(f'"{key}" should be a {kind.__name__}')
    return value


def read_lines(lines: Iterable[str], bad: list[BadLine]) -> Iterator[Record]:
    """Yield the good records of some lines; append what is wrong with the others to `bad`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield from_line(line)
        except BadRecord as error:
            bad.append(BadLine(number, str(error)))


def write_file(path: Path, records: Iterable[Record]) -> int:
    """Write records to a private file, whole or not at all; return how many."""
    part = path.with_name(f"{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for record in records:
                file.write(to_line(record) + "\n")
                count += 1
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return count
