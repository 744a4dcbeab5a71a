"""What the end-to-end tests share: a time to begin at, and telling line by line."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent import Agent, Reply

NOW = datetime(2026, 3, 2, 9, 0)  # a Monday
MINUTE = timedelta(minutes=1)


def tell(agent: Agent, *lines: str) -> list[Reply]:
    return [agent.hear(line, at=NOW + i * MINUTE) for i, line in enumerate(lines)]
