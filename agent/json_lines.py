"""One line of JSON Lines as an object, checked: shared by export, import and the exams.

The typed getters take a field out of an object or say what is wrong with it; every error is a
`BadRecord` whose message fits behind "line 7: ".
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, TypeVar

from agent.errors import BadRecord

T = TypeVar("T")
_NAMES = {str: "text", int: "a whole number", float: "a number", list: "a list"}


def parse_object(line: str) -> dict[str, Any]:
    """Parse one line. Raises BadRecord, saying what is wrong."""
    try:
        data = json.loads(line)
        # Half a surrogate pair is how an undecodable byte and a broken \u escape arrive here.
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadRecord("this is not valid UTF-8") from error
    except RecursionError as error:
        raise BadRecord("this is nested too deeply") from error
    except ValueError as error:
        raise BadRecord(f"this is not JSON ({error})") from error
    if not isinstance(data, dict):
        raise BadRecord("this is not a JSON object")
    return data


def field(data: dict[str, Any], key: str, kind: type[T]) -> T:
    """A field that has to be there and of this type."""
    if key not in data:
        raise BadRecord(f'"{key}" is missing')
    return typed(data[key], key, kind)


def optional(data: dict[str, Any], key: str, kind: type[T]) -> T | None:
    """A field of this type, or None when it is absent or null."""
    value = data.get(key)
    return None if value is None else typed(value, key, kind)


def typed(value: object, key: str, kind: type[T]) -> T:
    """`value` itself, known to be of this type; true and false are no numbers."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise BadRecord(f'"{key}" should be {_NAMES.get(kind, kind.__name__)}')
    return value


def moment(text: str, key: str) -> datetime:
    """An ISO-8601 moment, with or without an offset."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRecord(f'"{key}" should be a time like 2026-03-02T09:00:00') from error
