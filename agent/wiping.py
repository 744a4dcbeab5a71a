"""Wiping the memory is asked back first: what waits for a yes, and what counts as yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from agent.commands import Undo, dismisses, parse_command

_YES = frozenset(
    "yes|y|yeah|yep|yup|sure|ok|okay|do it|go on|go ahead|yes please|please do|yes do it|yes go on|"
    "yes go ahead|yes i am sure|yes im sure|i am sure|yes sure|yes forget everything".split("|")
)
_NO = frozenset(
    "no|n|nope|nah|no thanks|no thank you|no dont|stop|cancel|never mind|wait|no wait|"
    "hold on".split("|")
)


class PendingWipe(NamedTuple):
    """The ids of the slots it would forget, and when it was asked back."""

    ids: tuple[int, ...]
    at: datetime


def yes_or_no(sentences: Sequence[str]) -> bool | None:
    """Whether an utterance is a yes (True) or a no (False) and nothing more; None when neither.

    "Undo" is a no: there is nothing yet to bring back.
    """
    only = sentences[0] if len(sentences) == 1 else ""
    if dismisses(only) or isinstance(parse_command(only), Undo):
        return False
    words = " ".join(re.findall(r"\w+", re.sub("['’]", "", " ".join(sentences).lower())))
    if words in _YES:
        return True
    return False if words in _NO else None
