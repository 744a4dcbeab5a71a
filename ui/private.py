"""Files for their owner's eyes alone: folders 0700, files 0600, replaced in one step."""

from __future__ import annotations

import os
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace the file's text; make its folders. OSError when that cannot be done."""
    for folder in (*reversed(path.parent.parents), path.parent):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    part.replace(path)


def remove(path: Path) -> None:
    """Remove the file, and what a write that failed has left of it."""
    path.with_name(path.name + ".part").unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def read(path: Path) -> str:
    """The file's text; nothing when it is absent or cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return ""
