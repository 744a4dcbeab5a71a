"""The chat without a screen, line by line: for pipes, screen readers and dumb terminals.

Each line is one utterance; the answer's lines follow, then the memories it stands on. A prompt is
shown only to a person at a terminal, and every line is flushed, so that a script can hold a
conversation through pipes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from agent.errors import MnemeError
from ui.commands import parse
from ui.words import evidence_lines, one_line, safe

if TYPE_CHECKING:
    from agent.agent import Agent

_HELP = "Tell me things, ask me later. Commands: /memories, /forget ID, /undo, /help, /quit"


def chat(
    agent: Agent,
    source: TextIO,
    out: TextIO,
    clock: Callable[[], datetime],
    interactive: bool,
) -> int:
    """Answer each line of `source` on `out` until it ends; return the exit code 0."""
    if interactive:
        print(_HELP, file=out)
    while True:
        if interactive:
            print("> ", end="", file=out, flush=True)
        line = source.readline()
        if not line or line.strip() in ("/quit", "/exit"):
            return 0
        if line.strip():
            _answer(agent, line.strip(), out, clock())


def _answer(agent: Agent, line: str, out: TextIO, now: datetime) -> None:
    try:
        for text in _reply(agent, line, now):
            print(text, file=out, flush=True)
    except MnemeError as error:
        print(f"! {safe(str(error))}", file=out, flush=True)


def _reply(agent: Agent, line: str, now: datetime) -> list[str]:
    command = parse(line)
    if command is not None:
        return _obey(agent, command[0].name, command[1], now)
    reply = agent.hear(line, at=now)
    return [safe(reply.text), *evidence_lines(reply)]


def _obey(agent: Agent, name: str, argument: str, now: datetime) -> list[str]:
    """Carry out a slash command; those that only a screen has are refused, never remembered."""
    match name:
        case "memories":
            lines = [f"{slot.id:5}  {one_line(slot.text)}" for slot in agent.memories()]
            return lines or ["No memories yet."]
        case "forget" if argument.isdecimal() and len(argument) < 19:
            return [safe(agent.forget([int(argument)], at=now).text)]
        case "forget":
            return ["! Give a memory's number: /forget 12. See them with /memories"]
        case "engine":
            if argument:
                agent.engine = argument
            return [f"Engine: {agent.engine}"]
        case "undo":
            return [safe(agent.undo(at=now).text)]
        case "help":
            return [_HELP]
        case _:
            return [f"! /{name} needs the screen. {_HELP}"]


def run(
    home: Path, encoder: str | None, progress: Callable[[str, float], None] | None = None
) -> int:
    """Open the agent and chat over this process's own input and output."""
    from agent import Agent

    with Agent.open(home, encoder=encoder, progress=progress) as agent:
        return chat(agent, sys.stdin, sys.stdout, datetime.now, sys.stdin.isatty())
