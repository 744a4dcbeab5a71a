"""I, second act: is a sentence telling, asking, commanding (and what), or just chat?

The tagger says how likely each act is (`agent.tagger`); here one is settled on, so that nothing
is lost: a command that asks nothing of the memory is none, what deletes takes more certainty than
what lists, and what is neither chat nor a question for sure is kept as told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from agent.commands import (
    Act,
    Command,
    Forget,
    command_of,
    dismisses,
    limited,
    orders,
    own_doing,
)
from agent.lists import orders_off
from agent.questions import opens_as_question
from agent.reply import Sentence, UtteranceKind
from agent.tagger import Seen
from agent.told import told_when

_SURE_CHAT, _SURE_CHAT_IN_NOTES = 0.8, 0.95
_SURE_QUESTION, _SURE_QUESTION_UNMARKED = 0.4, 0.55
_LEAST_TOLD = 0.1
_COMMANDS: tuple[Act, ...] = ("forget", "forget-all", "know", "undo", "wipe")
_DELETES: frozenset[Act] = frozenset({"forget", "forget-all", "wipe"})
_CHANGES = _DELETES | {"undo"}
_LIKELY_COMMAND, _SURE_DELETION = 0.3, 0.5
_ACTS_TRIED, _LEAST_ACT = 2, 0.1
# "Forget the choir." and no more: kept as told it would be of no use, and it can be undone.
_ORDER = re.compile(r"(?:please |now |ok |okay )*(?:forget|delete|erase)(?: [^\s,;:]+){1,5}$", re.I)
# "…, isn't it?" wants a thing confirmed; "…, would you?" wants it done.
_CHECKED = re.compile(
    r",\s*(?!(?:can|could|will|would) you\b)(?:"
    r"(?:is|am|are|was|were|do|does|did|have|has|had|can|could|will|would|should|must|ai)"
    r"(?:n['’]?t)? (?:i|you|he|she|it|we|they|there|that)(?: not)?"
    r"|(?:(?:that['’]?s|is that|is it|am i|are they) )?(?:right|correct|true|so)"
    r"|yes|yeah|no|eh|huh|innit|or not|or no)\?\W*$",
    re.I,
)
_WHOSE = re.compile(r"(?:(?:and|so|ok|hey)[,:]? )?whose \w+ (?:is|are|was|were)\b", re.I)
# Orders to keep a thing, whatever they are phrased as: "can you note that my …?", "remind me to …".
_TO_KEEP = re.compile(
    r"(?:please |(?:can|could|will|would) you (?:please |just )?)*(?:"
    r"(?:note|remember|save|store|write down|keep in mind|make a note)(?: down)?,? that "
    r"(?:(?:the|an?|my|our|your|his|her|its|their|i|we|you|he|she|it|they|there)\b|(?-i:[A-Z]))"
    r"|remind me (?:(?!(?:what|when|where|who|which|why|how)\b)[\w'’]+ ){0,3}to "
    r"|(?:add(?!.*\b(?:up|together)\b)|put|stick|pop|chuck|jot|pencil|log)"
    r"(?! (?:it|that|them) back\b) )",
    re.I,
)


def settled(text: str, seen: Seen, at: datetime, noted: bool = False) -> Sentence:
    """A sentence with its kind, the likeliest that holds; for a command, what it asks.

    Args:
        at: when it is said; a command's "yesterday" counts from there.
        noted: it stands among others that tell, as in notes: hardly chat.
    """
    return replace(_settled(text, seen, at, noted), opinions=seen.opinions)


def _settled(text: str, seen: Seen, at: datetime, noted: bool) -> Sentence:
    if dismisses(text):
        return Sentence(text, "command", 1.0, Forget(""))
    sure_chat = _SURE_CHAT_IN_NOTES if noted else _SURE_CHAT
    own = own_doing(text)
    shares = _without_changes(seen.acts) if own else seen.acts
    acts = sorted(_COMMANDS, key=lambda act: -shares[act])
    by_kind = _by_kind(text, shares)
    may_tell = by_kind["tell"] >= _LEAST_TOLD or by_kind["chat"] <= by_kind["ask"] or noted
    asks = text.rstrip("\"'”’)! ").endswith("?")
    in_doubt = not (own or opens_as_question(text)) and by_kind["tell"] >= _LEAST_TOLD
    sure_question = _SURE_QUESTION_UNMARKED if in_doubt else _SURE_QUESTION
    for kind, share in sorted(by_kind.items(), key=lambda pair: -pair[1]):
        if kind == "command" and share >= _LIKELY_COMMAND:
            meant = _command(text, seen.topic, shares, acts[:_ACTS_TRIED], at)
            if meant is not None:
                return Sentence(text, kind, share, meant)
        elif (
            (kind == "tell" and may_tell)
            or (kind == "chat" and share >= sure_chat)
            or (kind == "ask" and (asks or share >= sure_question))
        ):
            return Sentence(text, kind, share)
    left: UtteranceKind = "tell" if may_tell else "chat"
    return Sentence(text, left, by_kind[left])


def _by_kind(text: str, shares: Mapping[Act, float]) -> dict[UtteranceKind, float]:
    """How likely each kind is, where the form of a sentence does not decide."""
    tell, ask, chat = shares["tell"], shares["ask"], shares["chat"]
    command = sum(shares[act] for act in _COMMANDS)
    if _TO_KEEP.match(text) or orders_off(text):
        tell, ask, command = tell + ask + command, 0.0, 0.0
    elif _CHECKED.search(text) or _WHOSE.match(text):
        tell, ask = 0.0, tell + ask
    elif _ORDER.match(text) and command >= _LIKELY_COMMAND:
        tell = 0.0
    return {"tell": tell, "ask": ask, "chat": chat, "command": command}


def _without_changes(shares: Mapping[Act, float]) -> dict[Act, float]:
    """The shares when a sentence is no order to change the memory; those of the rest sum to 1."""
    rest = sum(share for act, share in shares.items() if act not in _CHANGES) or 1.0
    return {act: 0.0 if act in _CHANGES else share / rest for act, share in shares.items()}


def _command(
    text: str, topic: str, shares: Mapping[Act, float], acts: list[Act], at: datetime
) -> Command | None:
    """What a command asks, by the first of its acts that holds."""
    deletes = orders(text) or sum(shares[act] for act in _DELETES) >= _SURE_DELETION
    told = told_when(text, topic, at)
    for act in acts:
        if shares[act] < _LEAST_ACT or (act in _DELETES and not deletes):
            continue
        if told is None:
            command = command_of(act, text, topic)
        else:
            named = topic if topic in told.command else ""
            command = limited(command_of(act, told.command, named), told.when)
        if command is not None:
            return command
    return None
