"""Read story scripts (FORMAT.md in this folder) into plain objects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from agent.errors import TrainingError
from agent.story import AnswerKind

_LINE_MARK = re.compile(r"\s@(\d+)(?:\.(\d+))?")
_TERM = re.compile(r"\s([+-])\s")
_PLACE = re.compile(r"@(\d+)$")
_TURN = re.compile(r"<([^>]+)>\s+(.+)$")


@dataclass(frozen=True, slots=True)
class Term:
    """One part of an answer: words to find (alternatives), the line if named, its sign."""

    words: tuple[str, ...]
    line: int | None = None
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: its wording, what kind of answer, the parts, and the lines it follows from.

    `lines` are (line, sentence) counted from 0; sentence None: to be found out.
    """

    text: str
    kind: AnswerKind
    terms: tuple[Term, ...] = ()
    lines: tuple[tuple[int, int | None], ...] = ()
    total: int | None = None
    follows: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message as typed; `speaker` is "user", or a name of a talk between several people."""

    text: str
    speaker: str = "user"


@dataclass(slots=True)
class Script:
    """A conversation to tell: messages and questions in order, and its own banks."""

    title: str
    steps: list[Message | Ask] = field(default_factory=list)
    banks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who talks, as written ("{f1}"), in order; nobody when it is the user alone."""
        said = (step.speaker for step in self.steps if isinstance(step, Message))
        return tuple(dict.fromkeys(name for name in said if name != "user"))


@lru_cache(maxsize=1)
def all_scripts() -> tuple[Script, ...]:
    """Every script of this folder, in the order of its files."""
    folder = Path(__file__).parent
    return tuple(script for path in sorted(folder.glob("*.txt")) for script in parse(path))


def parse(path: Path) -> list[Script]:
    """Read one file.

    Raises:
        TrainingError: naming every line that cannot be read.
    """
    scripts: list[Script] = []
    faults: list[str] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            _read(line, number, scripts)
        except ValueError as fault:
            faults.append(f"{path.name}, line {number}: {fault}")
    if faults:
        raise TrainingError("\n".join(faults))
    for script in scripts:
        script.title = f"{path.stem}/{script.title}"
    return scripts


def _read(line: str, number: int, scripts: list[Script]) -> None:
    if line.startswith("== "):
        scripts.append(Script(line[3:].strip()))
        return
    if not scripts:
        raise ValueError("a script begins with '== title'")
    script = scripts[-1]
    if line.startswith("- "):
        script.steps.append(Message(line[2:].strip()))
    elif turn := _TURN.match(line):
        script.steps.append(Message(turn[2], turn[1]))
    elif line.startswith("?"):
        script.steps.append(_ask(line, number))
    elif re.match(r"\w+: ", line) and not script.steps:
        name, _, values = line.partition(":")
        bank = tuple(v.strip() for v in values.split("|") if v.strip())
        if len(bank) < 2:
            raise ValueError("a bank needs at least two entries")
        script.banks[name] = bank
    else:
        raise ValueError("a line begins with '- ', '<name> ', '? ', '?> ', '# ', '== ' or 'name: '")


def _ask(line: str, number: int) -> Ask:
    follows = line.startswith("?>")
    text, mark, answer = line[2 if follows else 1 :].strip().rpartition(" = ")
    if not mark:
        raise ValueError("a question ends with ' = answer'")
    lines = tuple(
        (int(m[1]) - 1, int(m[2]) - 1 if m[2] else None) for m in _LINE_MARK.finditer(" " + answer)
    )
    body = _LINE_MARK.sub("", " " + answer).strip()
    if body == "?":
        return Ask(text, "unknown", follows=follows, at=number)
    if body in ("yes", "no"):
        if not lines:
            raise ValueError("yes and no name their lines: '= yes @2'")
        kind: AnswerKind = "yes" if body == "yes" else "no"
        return Ask(text, kind, lines=lines, follows=follows, at=number)
    if body.startswith("#"):
        return _number(text, answer[1:], follows, number)
    terms = tuple(_term(part) for part in body.split(" + "))
    return Ask(text, "span", terms, lines, None, follows, number)


def _number(text: str, body: str, follows: bool, number: int) -> Ask:
    sums, _, total = body.partition(" : ")
    sums = re.sub(r"\s+@(\d+)(?:\.\d+)?", r"@\1", sums)
    parts = _TERM.split(" " + sums.strip())
    signs = ["+", *parts[1::2]]
    terms = tuple(_term(part, sign == "-") for part, sign in zip(parts[0::2], signs, strict=True))
    known = int(total.split()[0]) if total.strip() else None
    return Ask(text, "number", terms, (), known, follows, number)


def _term(part: str, minus: bool = False) -> Term:
    part = part.strip()
    place = _PLACE.search(part)
    words = tuple(w.strip() for w in _PLACE.sub("", part).split(" | ") if w.strip())
    if not words:
        raise ValueError("an answer has no words")
    return Term(words, int(place[1]) - 1 if place else None, minus)
