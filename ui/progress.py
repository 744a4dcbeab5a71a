"""What is being loaded, shown on a terminal's standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import click


class Loading:
    """Shows one stage after another: in one line that is redrawn, or each on a line of its own."""

    def __init__(self, by_line: bool) -> None:
        self._by_line = by_line
        self._stage = ""
        self._is_open = False

    def __call__(self, stage: str, share: float) -> None:
        """The agent is at `stage` of its loading, `share` of which is done."""
        if self._by_line:
            if stage != self._stage and share < 1:
                click.echo(f"{stage} …", err=True)
        else:
            line = "" if share >= 1 else f"{stage} … {share:4.0%}"
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)
            self._is_open = bool(line)
        self._stage = stage

    def end_line(self) -> None:
        """Whatever is said next begins on a fresh line."""
        if self._is_open:
            click.echo(err=True)
            self._is_open = False


def loading(by_line: bool = False) -> Loading | None:
    """What shows the loading; None where nobody looks. Dumb terminals get it line by line."""
    if not is_terminal():
        return None
    return Loading(by_line or os.environ.get("TERM") == "dumb")


def is_terminal() -> bool:
    """Whether a person may see what goes to standard error."""
    return is_tty(sys.stderr)


def is_tty(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; one that was closed is None and is not."""
    return stream is not None and stream.isatty()
