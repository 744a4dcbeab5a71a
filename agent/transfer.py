"""Export and import as JSON Lines: one record a line, a lossless round trip.

    {"text": "…", "speaker": "user", "at": "2026-03-02T09:00:00", "ref": null, "strength": 1.0,
     "id": 7, "superseded_by": null, "links": [["refers", 0, 3, 5, 0, 4]]}

A link is its kind, start and end in this text, and the other record's id with start and end there.

Only `text` is needed on import. A malformed line is named by its number and left out; the good
ones are kept.
"""

from __future__ import annotations

import errno
import json
import math
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, cast

from agent.errors import BadRecord, BadUtterance
from agent.json_lines import field, moment, optional, parse_object
from agent.records import Record
from agent.sentences import clean
from memory_store.slot import LINK_KINDS, Link, LinkKind, Place


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
            "links": [[k.kind, *_ends(k.at), k.to.slot_id, *_ends(k.to)] for k in record.links],
        },
        ensure_ascii=False,
    )


def from_line(line: str) -> Record:
    """Parse one line. Raises BadRecord, saying what is wrong."""
    data = parse_object(line)
    text = field(data, "text", str)
    try:
        clean(text)
    except BadUtterance as error:
        raise BadRecord(str(error)) from error
    speaker, at = optional(data, "speaker", str), optional(data, "at", str)
    return Record(
        text,
        "user" if speaker is None else speaker,
        None if at is None else moment(at, "at"),
        optional(data, "ref", str),
        _strength(data),
        optional(data, "id", int),
        optional(data, "superseded_by", int),
        tuple(_link(parts, data) for parts in optional(data, "links", list) or []),
    )


def _link(parts: object, data: dict[str, Any]) -> Link:
    own = optional(data, "id", int)
    match parts:
        case [str(kind), int(a), int(b), int(other), int(c), int(d)] if own and kind in LINK_KINDS:
            if 0 <= a < b <= len(data["text"]) and 0 <= c < d:
                return Link(cast(LinkKind, kind), Place(own, a, b), Place(other, c, d))
    raise BadRecord('"links" should hold lists like ["refers", 0, 3, 5, 0, 4], beside an "id"')


def _ends(place: Place) -> tuple[int, int]:
    return place.start, place.end


def _strength(data: dict[str, Any]) -> float:
    value = data.get("strength")
    if value is None:
        return 1.0
    # JSON as Python reads it knows NaN, Infinity and whole numbers too big for a float.
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= 1e9 or math.isnan(value):
        raise BadRecord('"strength" should be a number from 0 up')
    return float(value)


def read_lines(lines: Iterable[str], bad: list[BadLine]) -> Iterator[Record]:
    """Yield the good records of some lines; append what is wrong with the others to `bad`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield from_line(line)
        except BadRecord as error:
            bad.append(BadLine(number, str(error)))


def write_lines(file: TextIO, records: Iterable[Record]) -> int:
    """Write records to an open file; return how many."""
    count = 0
    for record in records:
        file.write(to_line(record) + "\n")
        count += 1
    return count


def write_file(path: Path, records: Iterable[Record]) -> int:
    """Write records to a private file (0600), whole or not at all; return how many.

    A link is followed; a device or a pipe is written to as it is.

    Raises:
        OSError: the folder is missing, or cannot be written.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8") as file:
            return write_lines(file, records)
    target = path.resolve()
    if not target.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "There is no such folder", str(target.parent))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            count = write_lines(file, records)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return count
