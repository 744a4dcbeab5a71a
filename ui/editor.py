"""The person's own editor, for a draft that wants more room."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from ui import private


class EditorFailed(Exception):
    """The editor did not run. The message says what to set."""


def edited(draft: str, lend_terminal: Callable[[], AbstractContextManager[None]]) -> str:
    """The draft as $VISUAL or $EDITOR leaves it.

    Args:
        lend_terminal: the context in which the editor has the terminal; its errors pass through.

    Raises:
        EditorFailed: there is no such editor, or it ended with an error.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.NamedTemporaryFile("w+", suffix=".txt", encoding="utf-8") as file:
        file.write(draft)
        file.flush()
        try:
            with lend_terminal():
                subprocess.run([*shlex.split(editor), file.name], check=True)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise EditorFailed(f"The editor {editor} did not run: {error}. Set $EDITOR.") from error
        return private.read(Path(file.name)).rstrip("\n")
