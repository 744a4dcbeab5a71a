"""What a command asks the memory to do.

Which act it is, and which words name its object, a trained network sees (`agent.tagger`). Where it
sees no such words ("scratch that"), those around the verb say whether the last thing told is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from agent.tense import of_the_past
from memory_store.slot import Period


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget what `topic` names; `everything` that touches it, or the one fact. "" means what was
    told or answered last ("forget that"), or, with a time, all that was `told` then."""

    topic: str
    everything: bool = False
    told: Period | None = None


@dataclass(frozen=True, slots=True)
class WhatDoYouKnow:
    """Tell everything about a topic, of what was `told` then where a time is given; "" means all
    there is."""

    topic: str
    everything: bool = True
    told: Period | None = None


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
# Of the verbs of forgetting the one that is no order, with its subject: "I forget", "we deleted",
# "I've just lost"; "forgot" is none whoever did it.
_SUBJECT = (
    r"(?<!\bcan )(?<!\bshall )(?<!\bcould )(?<!\bshould )\b(?:i|we)(?:['’](?:ve|d|ll))?"
    r"(?: (?:have|had|do|did|always|never|often|just|still|\w+ly))*"
)
_DONE = r"forgotten|deleted|erased|removed|scrapped|scratched|wiped|dropped|struck|lost|cleared"
_MENTIONED = re.compile(
    rf"(?P<own>(?:{_SUBJECT} )(?:{_FORGET_VERBS}|{_DONE})\b|\bforg(?:ot|ets|etting)\b"
    rf"|^\W*forgotten\b)|\b(?:{_FORGET_VERBS}|{_DONE})\b",
    re.I,
)
_ORDERS = re.compile(
    r"^\W*(?:(?:please|kindly|now|ok|okay|and|so|just|then|also|(?:can|could|would|will) you|"
    r"you (?:can|may|should|must)|i(?:['’]d| would) like you to|i (?:want|need) you to|let['’]?s|"
    rf"go ahead and)\b\W*)*(?:{_FORGET_VERBS})\b",
    re.I,
)
# Tagged with its reason: "[the tour is over, so please forget the tickets]".
_ORDER_INSIDE = re.compile(r"(?:,|;|\bso|\band)\W.*\b(?:forget|delete|erase|remove)\b", re.I | re.S)
_FORGET_IT = re.compile(r"(?:please |just )?forget (?:about )?(?:it|that)\W*$", re.I)
_EVERYTHING = re.compile(r"^(?:about\s+)?(everything|anything|all(?: of)?)\b\s*", re.I)
_LEAD = re.compile(
    r"^(?:(?:that|what|of|which|things?|stuff|it|i|we|you|have|had|'ve|ever|just|said|told|mentioned|"
    r"say|tell|know|remember|about|to|from memory)\b[\s,]*)+",
    re.I,
)
_THE_LAST = re.compile(r"(?:the |my )?last\b", re.I)
_ALL = frozenset({"", "me", "your memory", "memory", "the memory", "you know", "memories"})


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
            said = parse_command(sentence)
            return said if isinstance(said, Forget) and _THE_LAST.match(said.topic) else Wipe()
        case "know":
            said = parse_command(sentence)
            named = topic or (said.topic if isinstance(said, WhatDoYouKnow) else "")
            return WhatDoYouKnow(_topic(named))
        case "forget" | "forget-all":
            if topic.lower() not in _ALL and not _ORDER_INSIDE.search(topic):
                return Forget(_topic(topic), act == "forget-all")
            said = parse_command(sentence)
            return said if isinstance(said, Forget | Wipe) else None
    return None


def limited(command: Command | None, told: Period) -> Command | None:
    """The command, of what was told in a time: "forget everything I said today" wipes nothing."""
    match command:
        case Forget() | WhatDoYouKnow():
            return replace(command, told=told)
        case Wipe():
            return Forget("", everything=True, told=told)
    return command


def parse_command(sentence: str) -> Command | None:
    """Return what a command sentence asks by its words, or None when it names no act."""
    if _UNDO.search(sentence):
        return Undo()
    forget = _FORGET.search(sentence)
    if forget:
        return _forget(forget.group("rest"))
    know = _KNOW.search(sentence)
    return WhatDoYouKnow(_topic(know.group("topic"))) if know else None


def orders(sentence: str) -> bool:
    """Whether a sentence has the form of an order to forget: "please delete …", "could you …"."""
    return _ORDERS.match(sentence) is not None


_JOINT = re.compile(
    r"[,;] (?:and|but|also|plus) |,? (?:and|but) (?=(?:please )?(?:remember|note|keep in mind)\b)",
    re.I,
)
_CLAUSE = re.compile(
    r"(?:please )?(?:i|we|he|she|it|they|you|remember|note|keep in mind)\b"
    r"|.*(?:\b(?:am|is|are|has|have|will|can)\b|['’](?:s|ve|re|m|ll) (?:\w+ing|got|now|not)\b)",
    re.I,
)


def halves(sentence: str) -> tuple[str, str] | None:
    """An order to forget and the clause of its own that follows it, if one does: "forget Eve's
    number, and Tom moved to Rome"."""
    joint = _JOINT.search(sentence) if orders(sentence) else None
    if joint is None:
        return None
    rest = sentence[joint.end() :]
    follows = _CLAUSE.match(rest) is not None or of_the_past(rest)
    return (sentence[: joint.start()], rest) if follows else None


def dismisses(text: str) -> bool:
    """Whether a sentence is "forget it": an order after what was told, else no more than "never
    mind"."""
    return _FORGET_IT.match(text) is not None


def own_doing(sentence: str) -> bool:
    """Whether all that is forgotten or deleted in a sentence is so already: "I forget where I put
    my keys", "we deleted the photos"."""
    found = [match["own"] is not None for match in _MENTIONED.finditer(sentence)]
    return bool(found) and all(found)


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
