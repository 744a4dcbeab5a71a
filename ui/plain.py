"""The chat without a screen, line by line: for pipes, screen readers and dumb terminals.

Each line is one utterance; the answer's lines follow, then the memories it stands on. A prompt is
shown only to a person at a terminal, and every line is flushed, so that a script can hold a
conversation through pipes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from agent.errors import MnemeError
from ui import errands
from ui.commands import memory_number, parse, unknown
from ui.history import forget_typed
from ui.locations import state_folder
from ui.progress import is_tty
from ui.words import evidence_lines, one_line, safe

if TYPE_CHECKING:
    from agent.agent import Agent

_HELP = (
    "Tell me things, ask me later. "
    "Commands: /memories, /forget ID, /undo, /engine [NAME], /help, /quit"
)


def chat(
    agent: Agent,
    source: TextIO,
    out: TextIO,
    clock: Callable[[], datetime],
    interactive: bool,
    state: Path | None = None,
) -> int:
    """Answer each line of `source` on `out` until it ends; return the exit code, 1 when a line of a
    script failed.

    `state` is the folder where the screen keeps what was typed there: forgotten is gone there too.
    """
    failed = False
    if interactive:
        print(_HELP, file=out)
    try:
        while True:
            if interactive:
                print("> ", end="", file=out, flush=True)
            line = source.readline()
            said = line.strip()
            if _is_leaving(said):
                return int(failed and not interactive)
            if said:
                failed |= not _answer(agent, said, out, clock(), state)
            elif not line:
                break
    except KeyboardInterrupt:
        if interactive:
            print(file=out, flush=True)
        raise
    if interactive:  # nobody pressed Enter behind the prompt
        print(file=out, flush=True)
    return int(failed and not interactive)


def _is_leaving(line: str) -> bool:
    command = parse(line)
    return line.lower() == "/exit" or (command is not None and command[0].name == "quit")


def _answer(agent: Agent, line: str, out: TextIO, now: datetime, state: Path | None) -> bool:
    """Answer a line; False when that failed. What failed is said in the answer's place."""
    try:
        for text in _reply(agent, line, now, state):
            print(text, file=out, flush=True)
    except MnemeError as error:
        print(f"! {safe(str(error))}", file=out, flush=True)
        return False
    return True


def _reply(agent: Agent, line: str, now: datetime, state: Path | None) -> list[str]:
    command = parse(line)
    if command is not None:
        return _obey(agent, command[0].name, command[1], now, state)
    if (word := unknown(line)) is not None:
        raise MnemeError(f"There is no command {word}. {_HELP}")
    reply = agent.hear(line, at=now)
    forget_typed(state, reply, agent.memories)
    return [safe(reply.text), *evidence_lines(reply)]


def _obey(agent: Agent, name: str, argument: str, now: datetime, state: Path | None) -> list[str]:
    """Carry out a slash command; those that only a screen has are refused, never remembered.

    Raises:
        MnemeError: it is refused.
    """
    match name:
        case "memories":
            lines = [f"{slot.id:5}  {one_line(slot.text)}" for slot in agent.memories()]
            return lines or ["No memories yet."]
        case "forget":
            number = memory_number(argument)
            if number is None:
                raise MnemeError("Give a memory's number: /forget 12. See them with /memories")
            reply = errands.forgotten(agent, number, now)
            forget_typed(state, reply, agent.memories)
            return [safe(reply.text)]
        case "engine":
            if argument:
                agent.engine = argument
            return [f"Engine: {agent.engine}"]
        case "undo":
            return [safe(agent.undo(at=now).text)]
        case "help":
            return [_HELP]
        case _:
            raise MnemeError(f"/{name} needs the screen. {_HELP}")


def run(agent: Agent, home: Path) -> int:
    """Chat with the agent over `home`, through this process's own input and output."""
    state = state_folder(home)
    source = sys.stdin or io.StringIO()  # None when it was closed
    return chat(agent, source, sys.stdout, datetime.now, is_tty(sys.stdin), state)
