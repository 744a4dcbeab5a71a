"""Statements that give one attribute its value: "Tom's number is 07700 900123".

Two of them are compared by what they name: the number of Tom says nothing about his email, and when
"the wifi password changed to swordfish" what was told of the wifi password is untrue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from memory_store.slot import Slot

_NAME = (
    r"(?P<name>(?:my|our|his|her|their|the|[\w-]+['’]s|[\w-]+s['’]) "
    r"(?:[\w-]+(?:['’]s)? ){0,3}?[\w-]+?)"
)
_STATEMENT = re.compile(
    rf"(?:(?:update|ok|okay|so|oh|hey|note|fyi|btw|and|actually|well)[,:]? )*{_NAME}"
    r"(?P<verb>(?:['’]s(?= (?:now|called|currently|an?|the|in|on|at)\b)|:| (?:is|are|was|were)"
    r"|(?: has| have|['’]s)? changed to|(?: has| have)? become| became)"
    r" (?:now |called |currently )?)(?P<value>\S.*)",
    re.I,
)
_ASKED = re.compile(
    rf"(?:(?:and|so|ok|hey|please|remind me)[,:]? )*(?:what|who|when|where)(?:['’]?s|re| is| are)? "
    rf"{_NAME}(?: again| now| please| then)?\W*$",
    re.I,
)
_CHANGE = re.compile(r"\bnow\b|\bchanged to\b|\bbec[oa]me\b", re.I)
_NEW = re.compile(r"\b(?:new|current|latest)\b ?", re.I)
_OWNER = re.compile(r"(?:.*(?:'s|s') |\S+ )")
_NOBODYS = "the "
_PLACE = r"(?:in|on|at|under|behind|by|near|with|from|inside|outside|next to)\b"
_SORTS = (
    ("place", re.compile(_PLACE, re.I)),
    ("thing", re.compile(r"(?:an?|the|my|our|his|her|their)\b", re.I)),
    ("word", re.compile("")),
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name` as it was told, less "new"; the value stands at `start` to `end`.

    sort     of value: a place or time ("in …"), one "a" or "the" thing, or a mere word
    changed  the statement says itself that the value is another than before
    """

    name: str
    start: int
    end: int
    sort: str
    changed: bool

    @property
    def head(self) -> str:
        """The noun of the name: "number" of "Tom's phone number"."""
        return self.name.split()[-1]

    @property
    def owner(self) -> str:
        """Whose it is: "my sister's", "tom's", "my"; "the" when nobody's."""
        return _OWNER.match(self.name + " ")[0]  # type: ignore[index]  # it matches any name


def attribute(text: str) -> Attribute | None:
    """What `text` gives a value, if it is a statement of this form."""
    found = _STATEMENT.match(text)
    if found is None:
        return None
    name = _told_name(found["name"])
    changed = bool(_CHANGE.search(found["verb"]) or _NEW.search(found["name"]))
    if len(name.split()) < 2:
        return None
    value = found["value"].rstrip(" .!?;,")
    sort = next(name for name, form in _SORTS if form.match(value))
    return Attribute(name, found.start("value"), found.start("value") + len(value), sort, changed)


def unlike(one: Attribute | None, other: Attribute | None) -> bool:
    """Whether two statements are of two attributes of the same owner, and somebody's."""
    if one is None or other is None or one.owner == _NOBODYS:
        return False
    return one.owner == other.owner and one.head != other.head


def replaces(new: Attribute | None, old: Attribute | None) -> bool:
    """Whether the new statement says that what the old one names has another value now."""
    if new is None or old is None or not new.changed:
        return False
    return new.name == old.name and new.sort == old.sort


def of_the_asked(question: str, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Without the slots that tell another attribute of the same owner, when `question` asks for
    one by a name that some slot gives a value: Tom's email, for "what's Tom's number?"."""
    found = _ASKED.match(question)
    if found is None:
        return slots
    asked = Attribute(_told_name(found["name"]), 0, 0, "", False)
    told = {slot.id: attribute(slot.text) for slot in slots}
    if not any(t and t.owner == asked.owner and t.head == asked.head for t in told.values()):
        return slots
    return tuple(slot for slot in slots if not unlike(asked, told[slot.id]))


def _told_name(name: str) -> str:
    return " ".join(_NEW.sub("", name.lower().replace("’", "'")).split())
