"""What comes off a list that was told: "take the candles off the shopping list".

Such an order is none to the memory: nothing is forgotten, the list has changed. It is kept as told,
and the words for what came off are marked in what was told before (`agent.generalization`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from agent.content import content_words

_VERB = r"(?:take|took|cross|crossed|strike|scratch|tick|ticked|knock|drop|remove|delete|get)"
_ON_IT = (
    r"(?P<of>(?:[\w-]+ ){,3}?(?:lists?|menu|order|basket|cart|trolley|agenda|rota|schedule|plan|"
    r"diary|calendar|tab|bill|total|tally|board))"
)
_OFF = re.compile(
    rf"\b{_VERB} (?P<what>(?:\S+ ){{1,6}}?)(?:off|from|of) "
    rf"(?:the|my|our|that|this|his|her|their|\w+['’]s) {_ON_IT}\b",
    re.I,
)
_ORDER = re.compile(
    r"(?:^|[,;:.!] |\b(?:and|so) )"
    rf"(?:please |just |now |(?:can|could|would|will) you (?:please )?)*(?={_VERB}\b)",
    re.I,
)
_POINTS = re.compile(r"(?:it|them|that|those|these|this|they|both|all)$", re.I)
_LEAD = re.compile(r"^(?:the|an?|my|our|some|those|these|that|this|both|also) ", re.I)
_PARTS = re.compile(r",? and |, | & ")


class TakenOff(NamedTuple):
    """The names of what came off, and the words for the list, in lower case."""

    names: tuple[str, ...]
    of: frozenset[str]


def orders_off(text: str) -> bool:
    """Whether a sentence is an order to take something off a list."""
    return any(_OFF.match(text, order.end()) for order in _ORDER.finditer(text))


def taken_off(text: str) -> TakenOff | None:
    """What a sentence takes off which list; None when it takes nothing off any.

    Of "I've got the candles, tick them off the list" the names are the words before that carry
    meaning, plural endings cut.
    """
    found = _OFF.search(text)
    if found is None:
        return None
    of = frozenset(found["of"].lower().split())
    what = found["what"].strip(" ,.").lower()
    if _POINTS.match(what):
        return TakenOff(tuple(sorted(content_words(text[: found.start()]))), of)
    return TakenOff(tuple(_LEAD.sub("", part) for part in _PARTS.split(what)), of)
