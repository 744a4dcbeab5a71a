"""The registry of slash commands. The suggestion list, the palette and the help come from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"/(\S*)(.*)", re.DOTALL)
_NAME = re.compile(r"/[A-Za-z]+")
_TOO_MANY_DIGITS = 19  # for SQLite's whole numbers


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `/name argument`, what it does, and the app action that does it."""

    name: str
    help: str
    action: str
    argument: str = ""

    @property
    def needs_argument(self) -> bool:
        """Whether it does nothing without its argument; one in brackets may be left out."""
        return bool(self.argument) and not self.argument.startswith("[")

    @property
    def usage(self) -> str:
        """The command as it is typed: `/forget ID`."""
        return f"/{self.name} {self.argument}".strip()


COMMANDS: tuple[Command, ...] = (
    Command("memories", "See, search and forget what is remembered", "memories"),
    Command("forget", "Forget a memory by its number", "forget", "ID"),
    Command("undo", "Bring the last forgetting back", "undo_forgetting"),
    Command("export", "Write everything to a JSON Lines file", "export", "FILE"),
    Command("pane", "Show or hide the retrieved memories", "toggle_pane"),
    Command("retry", "Open the memory again after it failed to open", "retry"),
    Command("engine", "Point at memories as default, memn2n or ntm", "engine", "[NAME]"),
    Command("theme", "Choose the colours", "change_theme"),
    Command("clear", "Clear the screen (memories stay)", "clear_log"),
    Command("help", "Keys and commands", "show_help_panel"),
    Command("quit", "Leave", "quit"),
)


def matching(draft: str) -> tuple[Command, ...]:
    """Commands whose name begins with what was typed after the slash."""
    if not draft.startswith("/") or "\n" in draft:
        return ()
    typed = draft[1:].split(" ")[0].lower()
    return tuple(c for c in COMMANDS if c.name.startswith(typed))


def parse(line: str) -> tuple[Command, str] | None:
    """The command a line names and its argument; None when it is no command.

    The beginning of a name will do when no other name begins so: /mem.
    """
    parts = _LINE.fullmatch(line)
    if parts is None:
        return None
    found = [c for c in COMMANDS if c.name.startswith(parts[1].lower())]
    return (found[0], parts[2].strip()) if len(found) == 1 else None


def unknown(line: str) -> str | None:
    """The first word of a line that looks like a command and is none: "/forgt 12".

    It is no utterance, lest a mistyped command is remembered. "/etc/hosts is mine" is one.
    """
    first, *rest = line.split() or [""]
    looks = _NAME.fullmatch(first) or (first.startswith("/") and not rest)
    return first if looks and parse(line) is None else None


def memory_number(argument: str) -> int | None:
    """A memory's number as it is typed after a command; None when it cannot be one."""
    return int(argument) if argument.isdecimal() and len(argument) < _TOO_MANY_DIGITS else None


def listed() -> str:
    """The commands as a Markdown list."""
    return "\n".join(f"- `{command.usage}` {command.help}" for command in COMMANDS)
