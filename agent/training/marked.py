"""Sentences by hand with their opinions: `opinion_lines/*.txt`, one sentence a line, every aspect
marked liked, disliked or merely mentioned.

    The [second act|-] nearly put me to sleep, but I could listen to those [songs|+] for ever.
    The [plumber|0] is coming at nine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from agent.errors import TrainingError

_MARK = re.compile(r"\[([^\[\]|]+)\|([-+0])\]")
POLARITIES = "-0+"


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and its aspects, as (start, end, polarity 0, 1 or 2); of a command, the one
    stretch (start, end) that it names, or None."""

    text: str
    aspects: tuple[tuple[int, int, int], ...] = ()
    is_command: bool = False
    topic: tuple[int, int] | None = None

    def lowered(self) -> Marked:
        """The same in hasty typing: no capitals, no mark at the end."""
        last = max((self.topic or (0, 0))[1], *(end for _, end, _ in self.aspects), 0)
        text = self.text.lower()
        if len(text) != len(self.text):
            return self
        return replace(self, text=text[:last] + text[last:].rstrip(".!?"))


def parse(line: str) -> Marked:
    """Read one marked line."""
    text, aspects, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        aspects.append((len(text), len(text) + len(mark[1]), POLARITIES.index(mark[2])))
        text += mark[1]
        at = mark.end()
    return Marked(text + line[at:], tuple(aspects))


def read_lines() -> list[Marked]:
    """All sentences, in the order of their files.

    Raises:
        TrainingError: a mark is not closed.
    """
    found = []
    for path in sorted((Path(__file__).parent / "opinion_lines").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            marked = parse(line.strip())
            if "[" in marked.text or "|" in marked.text:
                raise TrainingError(f"{path.name}, line {number}: a mark is not closed.")
            found.append(marked)
    return found
