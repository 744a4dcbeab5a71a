"""The colours the person chose, kept between runs beside the memory they belong to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import App

from ui import private

_FILE = "theme"


def keep_theme(app: App[None], folder: Path, warn: Callable[[str], None]) -> None:
    """Choose the theme kept in `folder`, if there is one, and keep each one chosen from now on.

    `warn` hears when one cannot be kept.
    """
    if (name := private.read(folder / _FILE).strip()) in app.available_themes:
        app.theme = name
    app.theme_changed_signal.subscribe(app, lambda theme: _write(folder, theme.name, warn))


def _write(folder: Path, name: str, warn: Callable[[str], None]) -> None:
    try:
        private.write(folder / _FILE, name)
    except OSError as error:
        warn(f"The theme is not remembered: {error}")
