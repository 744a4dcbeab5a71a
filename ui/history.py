"""What was typed: kept between runs in a private file, walked through with Up and Down."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import BadUtterance
from agent.sentences import clean
from ui import private

if TYPE_CHECKING:
    from agent.reply import Reply

FILE = "history.jsonl"
_MOST = 1_000


class History:
    """Typed lines, oldest first. A file that cannot be read or written costs the history alone.

    The screen walks it while the session's thread takes out what was forgotten.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.lines: list[str] = _read(path) if path else []
        self._at = len(self.lines)
        self._draft = ""

    def add(self, line: str) -> None:
        """Append a line (not twice in a row) and go to the end."""
        with self._lock:
            if not self.lines or self.lines[-1] != line:
                self.lines = [*self.lines, line][-_MOST:]
                self._write()
            self._at = len(self.lines)
            self._draft = ""

    def earlier(self, draft: str) -> str | None:
        """The line before; the unsent draft is kept for the way back. None at the beginning."""
        with self._lock:
            if self._at == len(self.lines):
                self._draft = draft
            if self._at == 0:
                return None
            self._at -= 1
            return self.lines[self._at]

    def later(self) -> str | None:
        """The line after, at last the unsent draft. None when already there."""
        with self._lock:
            if self._at >= len(self.lines):
                return None
            self._at += 1
            return self._draft if self._at == len(self.lines) else self.lines[self._at]

    def search(self, words: str) -> list[str]:
        """Lines that hold `words`, newest first, without repeats."""
        found = [line for line in reversed(self.lines) if words.lower() in line.lower()]
        return list(dict.fromkeys(found))

    def forget(self, reply: Reply) -> None:
        """Drop lines that hold a text the reply forgot: forgotten is gone from here too."""
        texts = [slot.text.casefold() for slot in reply.forgotten]
        if not texts:
            return
        with self._lock:
            kept = [line for line in self.lines if not _holds(line, texts)]
            if kept != self.lines:
                self.lines = kept
                self._at = len(kept)
                self._write()

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            private.write(self._path, "".join(json.dumps(line) + "\n" for line in self.lines))
        except OSError:
            self._path = None


class Search:
    """A walk through the typed lines that hold some words, newest first and round again."""

    def __init__(self, history: History) -> None:
        self._history = history
        self.words = ""
        self._found: list[str] = []

    def older(self, draft: str) -> str | None:
        """The line after `draft` on the walk; None when no other line holds the `words`.

        A draft that is not on the walk begins another one, with its words.
        """
        # What was forgotten since the last step is found no more.
        self._found = [line for line in self._found if line in self._history.lines]
        if draft not in self._found:
            self.words, self._found = draft, self._history.search(draft)
        if not any(line != draft for line in self._found):
            return None
        at = self._found.index(draft) + 1 if draft in self._found else 0
        return self._found[at % len(self._found)]


def forget_typed(state: Path | None, reply: Reply) -> None:
    """Take what a reply forgot out of the history in a state folder, which need not be there."""
    if state is not None and reply.forgotten:
        History(state / FILE).forget(reply)


def _holds(line: str, texts: Sequence[str]) -> bool:
    """Whether a typed line, cleaned as memories are, holds one of these casefolded texts."""
    try:
        cleaned = clean(line).casefold()
    except BadUtterance:
        return False  # it never became a memory
    return any(text in cleaned for text in texts)


def _read(path: Path) -> list[str]:
    try:
        return [str(json.loads(line)) for line in private.read(path).splitlines()]
    except ValueError:
        return []
