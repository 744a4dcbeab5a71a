"""Where Mneme keeps its files. One place, overridable: MNEME_HOME moves the memory."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_NAME = "mneme"


def home() -> Path:
    """The memory's folder: MNEME_HOME, or the platform's data folder."""
    chosen = os.environ.get("MNEME_HOME")
    return Path(chosen).expanduser() if chosen else Path(platformdirs.user_data_dir(_NAME))


def state_folder(memory: Path) -> Path:
    """Where the screen keeps typed history and its theme: beside the memory they belong to."""
    return memory / "screen"
