"""Utterances written by hand, one a line, its act first: `utterances/*.txt`.

    tell<TAB>my nan's dentist is moving to the old bank building
    forget<TAB>Mum's [eye check] - scrap whatever I said there, would you?

Acts are those of `agent.commands.ACTS`; the words that a command names are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from agent.commands import ACTS, Act
from agent.errors import TrainingError

_OWNER = re.compile(r"[\w.-]+(?:['’]s|s['’]) $")
_MARK = re.compile(r"\[([^\[\]]+)\]")


class Utterance(NamedTuple):
    """One sentence, its act, and the characters of it that name what a command is about."""

    act: Act
    text: str
    topic: tuple[int, int] | None


def read_utterances() -> Iterator[Utterance]:
    """All utterances, in the order of their files.

    Raises:
        TrainingError: a line has no known act, or a mark is not closed.
    """
    for path in sorted((Path(__file__).parent / "utterances").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            act, tab, text = line.strip().partition("\t")
            if not tab or act not in ACTS:
                raise TrainingError(f"{path.name}, line {number}: begin with an act and a tab.")
            mark = _MARK.search(text)
            plain = _MARK.sub(r"\1", text)
            if "[" in plain or "]" in plain:
                raise TrainingError(f"{path.name}, line {number}: a mark is not closed.")
            topic = (_owned(text, mark.start()), mark.end() - 2) if mark else None
            yield Utterance(act, plain, topic)


def _owned(text: str, start: int) -> int:
    """Where a marked thing begins with its owner: "Halina's [divorce]" is not anybody's."""
    owner = _OWNER.search(text[:start])
    return owner.start() if owner else start
