"""Writing everything to a file, but never in place of something else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import BadRecord, MnemeError
from ui.words import counted

if TYPE_CHECKING:
    from agent.records import Record

_LONGEST = 2_000_000  # characters of a first line; what has none so long is no export


def export(path: Path, records: Iterable[Record], force: bool = False) -> str:
    """Write records to a file as JSON Lines; return what to say then.

    Raises:
        MnemeError: the file holds something else, and no `force` allows to replace it.
        OSError: it cannot be written.
    """
    from agent.transfer import write_file

    if not force and not _is_ours(path):
        raise MnemeError(
            f"{path} holds something else than memories. Choose another name, or replace it with: "
            "mneme export --force"
        )
    return f"{counted(write_file(path, records))} written to {path}"


def _is_ours(path: Path) -> bool:
    """Whether nothing is lost by writing there: no file, an empty one, an older export."""
    from agent.transfer import from_line

    if not path.is_file():  # nothing yet, a device, a pipe
        return True
    with path.open(encoding="utf-8", errors="replace") as file:
        first = file.readline(_LONGEST)
    try:
        return not first or bool(from_line(first))
    except BadRecord:
        return False
