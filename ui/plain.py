"""The chat without a screen, line by line: for pipes, screen readers and dumb terminals."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from agent.errors import MnemeError
from ui.words import evidence_lines, safe

if TYPE_CHECKING:
    from agent.agent import Agent

_HELP = "Tell me things, ask me later. Commands: /memories, /undo, /help, /quit"


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
    if line == "/memories":
        return [f"{slot.id:5}  {safe(slot.text)}" for slot in agent.memories()] or [
            "No memories yet."
        ]
    if line == "/help":
        return [_HELP]
    reply = agent.undo(at=now) if line == "/undo" else agent.hear(line, at=now)
    return [safe(reply.text), *evidence_lines(reply)]


def run(home: Path, encoder: str | None) -> int:
    """Open the agent and chat over this process's own input and output."""
    from agent import Agent

    with Agent.open(home, encoder=encoder) as agent:
        return chat(agent, sys.stdin, sys.stdout, datetime.now, sys.stdin.isatty())
