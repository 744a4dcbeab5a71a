"""Where Mneme keeps its files. One place, overridable: MNEME_HOME moves the memory."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import platformdirs

_NAME = "mneme"


def home() -> Path:
    """The memory's folder: MNEME_HOME, or the platform's data folder."""
    chosen = os.environ.get("MNEME_HOME")
    return expanded(chosen) if chosen else Path(platformdirs.user_data_dir(_NAME))


def expanded(path: str | Path) -> Path:
    """A path as a person writes it, with ~ and ~name as the folders they stand for.

    Raises:
        FileNotFoundError: ~name names nobody here.
    """
    full = os.path.expanduser(path)
    if full.startswith("~"):
        raise FileNotFoundError(errno.ENOENT, "There is no such person's folder", full)
    return Path(full)


def state_folder(memory: Path) -> Path | None:
    """Where typed history and the theme are kept: beside the memory they belong to.

    None for ":memory:", which keeps nothing on disk.
    """
    return None if str(memory) == ":memory:" else memory / "screen"
