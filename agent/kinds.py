"""I, second act: is a sentence telling, asking, commanding (and what), or just chat?

The tagger says how likely each act is (`agent.tagger`); here one is settled on, so that nothing
is lost: a command that asks nothing of the memory is none, and what is neither chat nor a question
for sure is kept as told.
"""

from __future__ import annotations

import re

from agent.commands import Act, command_of
from agent.reply import Sentence, UtteranceKind
from agent.tagger import Seen

_SURE_CHAT, _SURE_CHAT_IN_NOTES, _SURE_QUESTION = 0.8, 0.95, 0.4
_COMMANDS: tuple[Act, ...] = ("forget", "forget-all", "know", "undo", "wipe")
_LIKELY_COMMAND = 0.3
_ACTS_TRIED = 2
# "Forget the choir." and no more: kept as told it would be of no use, and it can be undone.
_ORDER = re.compile(r"(?:please |now |ok |okay )*(?:forget|delete|erase)(?: [^\s,;:]+){1,5}$", re.I)


def settled(text: str, seen: Seen, noted: bool = False) -> Sentence:
    """A sentence with its kind, the likeliest that holds; for a command, what it asks.

    Args:
        noted: it is one line of several, as in notes: hardly chat.
    """
    sure_chat = _SURE_CHAT_IN_NOTES if noted else _SURE_CHAT
    acts = sorted(_COMMANDS, key=lambda act: -seen.acts[act])
    by_kind: dict[UtteranceKind, float] = {
        "tell": seen.acts["tell"],
        "ask": seen.acts["ask"],
        "chat": seen.acts["chat"],
        "command": sum(seen.acts[act] for act in acts),
    }
    if _ORDER.match(text) and by_kind["command"] >= _LIKELY_COMMAND:
        by_kind["tell"] = 0.0
    asks = text.rstrip("\"'”’)! ").endswith("?")
    for kind, share in sorted(by_kind.items(), key=lambda pair: -pair[1]):
        if kind == "command" and share >= _LIKELY_COMMAND:
            commands = (command_of(act, text, seen.topic) for act in acts[:_ACTS_TRIED])
            meant = next((command for command in commands if command is not None), None)
            if meant is not None:
                return Sentence(text, kind, share, meant)
        elif (
            kind == "tell"
            or (kind == "chat" and share >= sure_chat)
            or (kind == "ask" and (asks or share >= _SURE_QUESTION))
        ):
            return Sentence(text, kind, share)
    return Sentence(text, "tell", seen.acts["tell"])
