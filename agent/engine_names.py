"""The engines' names, for those who only choose one: no heavy imports here."""

from __future__ import annotations

from typing import Literal, get_args

from agent.errors import UnknownEngine

EngineName = Literal["default", "memn2n", "ntm"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


def engine(name: str) -> EngineName:
    """An engine's name, checked.

    Raises:
        UnknownEngine: there is none of this name.
    """
    for known in ENGINES:
        if name == known:
            return known
    raise UnknownEngine(f"There is no engine {name!r}. Choose one of: {', '.join(ENGINES)}.")
