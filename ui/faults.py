"""What is said and written down when something fails.

What was foreseen says itself what to do. Of anything else is written down where it happened, and
none of the words.

The message of an exception may quote what a person said, which must not outlive a forgetting, so
the file holds the types of the errors and the lines of code alone.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from agent.errors import MnemeError
from ui import private


def explained(error: Exception, folder: Path | None, clock: Callable[[], datetime]) -> str:
    """An error for the person; where an unforeseen one happened is written into `folder`."""
    if isinstance(error, MnemeError):
        return str(error)
    kept = keep(error, folder, clock()) if folder else None
    where = f"\nWhere it happened stands in {kept}" if kept else ""
    return f"{type(error).__name__}: {error}{where}"


def keep(error: BaseException, folder: Path, at: datetime) -> Path | None:
    """Write the newest fault to `folder`/fault.txt and return it; None when it cannot be kept."""
    parts = [f"{at.isoformat(timespec='seconds')}\n"]
    seen: BaseException | None = error
    while seen is not None:
        parts += [f"{type(seen).__module__}.{type(seen).__qualname__}\n"]
        parts += traceback.format_tb(seen.__traceback__)
        seen = seen.__cause__
    path = folder / "fault.txt"
    try:
        private.write(path, "".join(parts))
    except OSError:
        return None
    return path
