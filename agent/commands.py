"""What a command asks the memory to do.

Which act it is, and which words name its object, a trained network sees (`agent.tagger`). Where it
sees no such words ("scratch that"), those around the verb say whether the last thing told is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget what `topic` names; `everything` that touches it, or the one fact. "" means what was
    told or answered last ("forget that")."""

    topic: str
    everything: bool = False


@dataclass(frozen=True, slots=True)
class WhatDoYouKnow:
    """Tell everything about a topic; "" means all there is."""

    topic: str
    everything: bool = True


@dataclass(frozen=True, slots=True)
class Undo:
    """Bring the last forgetting back."""


@dataclass(frozen=True, slots=True)
class Wipe:
    """Forget all there is; asked back first."""


Command: TypeAlias = Forget | WhatDoYouKnow | Undo | Wipe

Act = Literal["tell", "ask", "forget", "forget-all", "know", "undo", "wipe", "chat"]
ACTS: tuple[Act, ...] = get_args(Act)

_FORGET_VERBS = (
    r"forget|delete|erase|remove|scrap|scratch|wipe|drop|strike|unlearn|lose|clear|get rid of"
)
_UNDO = re.compile(
    r"\b(undo|restore|bring (?:it|that|them) back|put (?:it|that|them) back|take that back)\b", re.I
)
_FORGET = re.compile(rf"\b(?:{_FORGET_VERBS})\b\s*(?P<rest>.*)", re.I | re.S)
_KNOW = re.compile(
    r"\b(?:know|remember|heard|told you|tell (?:you|me)|say|said)\b.*?\babout\b\s*(?P<topic>.*)",
    re.I | re.S,
)
_EVERYTHING = re.compile(r"^(?:about\s+)?(everything|anything|all(?: of)?)\b\s*", re.I)
_LEAD = re.compile(
    r"^(?:(?:that|what|of|which|things?|stuff|it|i|we|you|have|had|'ve|ever|just|said|told|mentioned|"
    r"say|tell|know|remember|about|to|from memory)\b[\s,]*)+",
    re.I,
)
_ALL = frozenset({"", "me", "your memory", "memory", "the memory", "you know", "all memories"})


def command_of(act: Act, sentence: str, topic: str) -> Command | None:
    """The command of a sentence, or None when it is none or names nothing to act on.

    Args:
        act: what the sentence was taken for.
        topic: the words of it that name what is meant; "" when none do.
    """
    match act:
        case "undo":
            return Undo()
        case "wipe":
            return Wipe()
        case "know":
            said = parse_command(sentence)
            named = topic or (said.topic if isinstance(said, WhatDoYouKnow) else "")
            return WhatDoYouKnow(_topic(named))
        case "forget" | "forget-all":
            if topic.lower() not in _ALL:
                return Forget(_topic(topic), act == "forget-all")
            said = parse_command(sentence)
            return said if isinstance(said, Forget | Wipe) else None
    return None


def parse_command(sentence: str) -> Command | None:
    """Return what a command sentence asks by its words, or None when it names no act."""
    if _UNDO.search(sentence):
        return Undo()
    forget = _FORGET.search(sentence)
    if forget:
        return _forget(forget.group("rest"))
    know = _KNOW.search(sentence)
    return WhatDoYouKnow(_topic(know.group("topic"))) if know else None


def _forget(rest: str) -> Command:
    body = _topic(rest)
    found = _EVERYTHING.match(body)
    everything = found is not None
    if found:
        body = body[found.end() :]
    led = _LEAD.match(body)
    about = led is not None and "about" in led.group().lower().split()
    topic = _topic(_LEAD.sub("", body))
    if topic.lower() in _ALL:
        return Wipe() if everything or topic else Forget("")
    return Forget(topic, everything or about)


_TRAILING = re.compile(
    r"\b(?:please|thanks|thank you|again|now|for me|for good|"
    r"(?:from|out of) (?:your|the|my) (?:memory|mind|head|records?|notes?|list))\s*$",
    re.I,
)


def _topic(text: str) -> str:
    """The phrase without what people put behind it: "please", "from your memory"."""
    before = None
    while before != text:
        before, text = text, _TRAILING.sub("", text.strip(" .!?,;:"))
    return text
