"""What was typed: kept between runs in a private file, walked through with Up and Down."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from agent.errors import BadUtterance
from agent.sentences import clean, plain
from ui import private

if TYPE_CHECKING:
    from agent.reply import Reply
    from memory_store.slot import Slot

FILE = "history.jsonl"
_MOST = 1_000
_WORD = re.compile(r"\w+")
Memories: TypeAlias = "Callable[[], Iterable[Slot]]"


class History:
    """Typed lines, oldest first. A file that cannot be read or written costs the history alone.

    What was typed and never sent can be walked to, and is not written: no forgetting would find it.
    Only the process that has the home open writes the file: another one would bring back what was
    forgotten there meanwhile. The screen walks the lines while the session's thread takes out what
    was forgotten.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._is_own = False
        self._typed: list[str] = []  # before the file was this process's own
        self._unsent: set[str] = set()
        self._found, self._is_whole = _read(path)
        self.lines = self._found
        self._at = len(self.lines)
        self._edits: dict[int, str] = {}  # lines as they were left on a walk, not sent

    def own(self) -> None:
        """The home is open here: go on from the file as it is now, and keep it from now on."""
        with self._lock:
            lines, self._is_whole = _read(self._path)
            self._is_own = True
            if lines != self._found:  # another process wrote it since
                self.lines = [*lines, *self._typed][-_MOST:]
                self._at, self._edits = len(self.lines), {}
            if self._typed:
                self._write()
            self._typed = []

    def add(self, line: str, is_sent: bool = True) -> None:
        """Append a line (not twice in a row) and go to the end."""
        with self._lock:
            if is_sent:
                self._unsent.discard(line)
            elif line not in self.lines:
                self._unsent.add(line)
            if not self.lines or self.lines[-1] != line:
                self.lines = [*self.lines, line][-_MOST:]
                if not self._is_own:
                    self._typed.append(line)
            if self._is_own:
                self._write()
            self._at, self._edits = len(self.lines), {}

    def earlier(self, draft: str) -> str | None:
        """The line before; the draft is kept for the way back. None at the beginning."""
        with self._lock:
            return None if self._at == 0 else self._walked(draft, -1)

    def later(self, draft: str) -> str | None:
        """The line after, at last the unsent draft. None when already there."""
        with self._lock:
            return None if self._at >= len(self.lines) else self._walked(draft, 1)

    def _walked(self, draft: str, step: int) -> str:
        self._edits[self._at] = draft
        self._at += step
        line = self.lines[self._at] if self._at < len(self.lines) else ""
        return self._edits.get(self._at, line)

    def search(self, words: str) -> list[str]:
        """Lines that hold `words`, newest first, without repeats."""
        found = [line for line in reversed(self.lines) if words.lower() in line.lower()]
        return list(dict.fromkeys(found))

    def forget(self, reply: Reply, memories: Memories) -> None:
        """Drop lines that hold a text the reply forgot: forgotten is gone from here too.

        So are lines that hold a number or a name of it which none of the `memories` left holds, as
        a question may; and all lines when no memory is left.
        """
        if not reply.forgotten:
            return
        texts = [_compared(slot.text) for slot in reply.forgotten]
        left = [slot.text for slot in memories()]
        telling = _telling([slot.text for slot in reply.forgotten], left)

        def stays(line: str) -> bool:
            return bool(left) and telling.isdisjoint(_words(line)) and not _holds(line, texts)

        with self._lock:
            self._typed = [line for line in self._typed if stays(line)]
            kept = [line for line in self.lines if stays(line)]
            self._unsent.intersection_update(kept)
            if kept != self.lines or not self._is_whole:
                self.lines = kept
                self._at, self._edits = len(kept), {}
                if not self._write():
                    self._remove()
                self._is_own, self._typed = True, []  # whoever forgets has the home

    def _write(self) -> bool:
        """Write the file; False when that cannot be done."""
        if self._path is None:
            return True
        try:
            sent = [line for line in self.lines if line not in self._unsent]
            private.write(self._path, "".join(json.dumps(line) + "\n" for line in sent))
        except OSError:
            return False
        self._is_whole = True
        return True

    def _remove(self) -> None:
        """Rather no history than one that holds what was forgotten."""
        if self._path is not None:
            with suppress(OSError):
                private.remove(self._path)


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


def forget_typed(state: Path | None, reply: Reply, memories: Memories) -> None:
    """Take what a reply forgot out of the history in a state folder, which need not be there."""
    if state is not None and reply.forgotten:
        History(state / FILE).forget(reply, memories)


def _telling(forgotten: Iterable[str], left: Iterable[str]) -> set[str]:
    """Words of forgotten texts that give them away: numbers and names that no text left holds."""
    words = {
        word.casefold()
        for text in forgotten
        for at, word in enumerate(_WORD.findall(text))
        if any(c.isdigit() for c in word) or (at and len(word) > 1 and word[0].isupper())
    }
    return words.difference(*map(_words, left)) if words else words


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _compared(text: str) -> str:
    """Without case and end marks; what is nothing but marks stays."""
    return (plain(text) or text).casefold()


def _holds(line: str, texts: Sequence[str]) -> bool:
    """Whether a typed line, cleaned as memories are, holds one of these texts."""
    try:
        cleaned = _compared(clean(line))
    except BadUtterance:
        return False  # it never became a memory
    return any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", cleaned) for text in texts)


def _read(path: Path | None) -> tuple[list[str], bool]:
    """The lines that can be read, and whether those are all."""
    lines, is_whole = [], True
    for line in private.read(path).splitlines() if path else ():
        try:
            lines.append(str(json.loads(line)))
        except ValueError:  # torn, or edited by hand
            is_whole = False
    return lines, is_whole
