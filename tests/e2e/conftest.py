"""An agent with the shipped weights that keeps nothing on disk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent import Agent


@pytest.fixture
def agent() -> Iterator[Agent]:
    with Agent.open(":memory:") as opened:
        yield opened
