"""What is written down when something unforeseen fails: where it happened, and none of the words.

The message of an exception may quote what a person said, which must not outlive a forgetting, so
the file holds the types of the errors and the lines of code alone.
"""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from ui import private


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
