"""A command whose argument is what a person says: words, with or without quotation marks."""

from __future__ import annotations

import re

import click

_OPTION = re.compile(r"-[A-Za-z]|--[\w-]+(=.*)?", re.DOTALL)


class Speech(click.Command):
    """Takes "-5 degrees outside" for words, which click would take for options.

    What looks like an option stays one, so that a mistyped one is refused and not remembered.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the words behind the options."""
        end = args.index("--") if "--" in args else len(args)
        options = [arg for arg in args[:end] if _OPTION.fullmatch(arg)]
        words = [arg for arg in args[:end] if not _OPTION.fullmatch(arg)]
        return super().parse_args(ctx, [*options, "--", *words, *args[end + 1 :]])
