"""The person's own editor, for a draft that wants more room."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path


class EditorFailed(Exception):
    """The editor changed nothing. The message says why, and what to set."""


def edited(draft: str, lend_terminal: Callable[[], AbstractContextManager[None]]) -> str:
    """The draft as $VISUAL or $EDITOR leaves it.

    Args:
        lend_terminal: the context in which the editor has the terminal; its errors pass through.

    Raises:
        EditorFailed: there is no such editor, it ended with an error, or left no readable text.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with tempfile.NamedTemporaryFile("w+", suffix=".txt", encoding="utf-8") as file:
            file.write(draft)
            file.flush()
            with lend_terminal():
                problem = _edit(editor, file.name)
            if problem is not None:
                raise problem
            return Path(file.name).read_text(encoding="utf-8").rstrip("\n")
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise EditorFailed(
            f"The editor {editor} did not do it: {error}. The draft is as it was. Set $EDITOR."
        ) from error


def _edit(editor: str, path: str) -> Exception | None:
    """Run the editor; what went wrong is returned: Textual takes the terminal back only from a
    context that ends without an error."""
    try:
        subprocess.run([*shlex.split(editor), path], check=True)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        return error
    return None
