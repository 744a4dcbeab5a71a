"""What is asked of the reader when something is told: whom words point at, and what changed.

The reader that answers the person's questions answers these too, over the memories at hand, and was
trained on them (GAP, and the simulator's scripts `pointing` and `changing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agent.dates import MONTHS
from agent.weekdays import DAYS
from memory_store.slot import Place, Slot

_AROUND = 12  # words shown on either side, so that the question stays short
_LONGEST = 30  # words of a statement that is asked about whole
# English has no other third-person pronouns, and no other words that point at a place said before.
_POINTING = re.compile(
    r"\b(?:she|her|hers|he|him|his|it|its|they|them|their|theirs|there"
    r"|(?:the|that) (?:other )?(?:one|ones)|that (?:place|day|time|week|year))\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?P<opens>no|nope|i mean|i meant|wait|sorry|actually)\b[ ,:–-]*[\"'“]?"
    r"(?P<word>she|her|he|him|it|they|them|there)[\"'”]?"
    r"(?:['’]s| is| was| means| meant| are| were| =) (?P<who>[\w '’-]+?)[ .!]*",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(rf"(?:{DAYS}|{MONTHS})\b", re.IGNORECASE)
_EXISTENTIAL = re.compile(r"there(?:'s|s| is| are| was| were| will| has| have)\b", re.IGNORECASE)


def pointing(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each word or phrase of `text` that stands for something said elsewhere."""
    for found in _POINTING.finditer(text):
        if not _EXISTENTIAL.match(text, found.start()):
            yield found.span()


def question(text: str, start: int, end: int) -> str:
    """Ask the reader whom or what the word text[start:end] stands for, seen in its place."""
    before = text[:start].split(" ")[-_AROUND:]
    after = text[end:].split(" ")[:_AROUND]
    word = text[start:end]
    return f'Who or what is "{word}" in "{" ".join(before)}{word}{" ".join(after)}"?'


class Correction(NamedTuple):
    """That `word` stands for text[start:end]. Not `sure`: only if that has been spoken of, for
    "actually, she is Italian" tells something of her."""

    word: str
    start: int
    end: int
    sure: bool


def correction(text: str) -> Correction | None:
    """Which words `text` says that one stands for ("no, she is Maria"); None when it does not."""
    found = _CORRECTION.fullmatch(text)
    if not found or _DATE_WORD.match(found["who"]):
        return None
    start, end = found.span("who")
    if not (text[start].isupper() or found["who"].lower().startswith(("my ", "our "))):
        return None
    return Correction(found["word"], start, end, found["opens"].lower().startswith(("no", "i ")))


def change_question(text: str) -> str:
    """Ask the reader which words told earlier the statement `text` makes untrue."""
    return f'What does "{" ".join(text.split()[:_LONGEST])}" change?'


def at_odds(word: str, place: Place, slots: Iterable[Slot]) -> bool:
    """Whether the pointing `word` cannot stand for the words at `place`, in one of `slots`.

    A person is no "it", "he" is no woman, a mere figure neither he nor she, and "the one" is no
    name. A name is a person's if the slots say so: whose sister or friend it is, or by a "she"
    that was taken for it. Where no rule tells, it is not at odds.
    """
    slots, word = tuple(slots), word.lower()
    text = next(slot.text for slot in slots if slot.id == place.slot_id)
    meant = text[place.start : place.end]
    if word.endswith(("one", "ones")):
        return _NAME.fullmatch(meant) is not None and not _COUNTED.search(text[: place.start])
    if word not in _SEX and word not in _THING:
        return False
    person = _person(meant, slots)
    if word in _THING:
        return person != ""
    return person not in ("", "n", _SEX[word]) or not any(c.isalpha() for c in meant)


def _person(words: str, slots: Iterable[Slot]) -> str:
    """Whether words stand for a woman (f), a man (m), or either (n); "" when it may be a thing."""
    if found := _IS_PERSON.fullmatch(words):
        return found.lastgroup or ""
    if not _NAME.fullmatch(words):
        return ""
    known = ""
    for slot in slots:
        pointed = (
            slot.text[at:to].lower() for at, to, meaning, _ in slot.meant if meaning == words
        )
        sexes = [_SEX[word] for word in pointed if word in _SEX]
        known = next(iter(sexes), "") or known or _said_to_be(words, slot.text)
    return known


def _said_to_be(name: str, text: str) -> str:
    """What a text says of whose sister or friend somebody is, as `_person` says it."""
    name, whose = re.escape(name), rf"\b{_OWN} {_PERSON}"
    is_one = re.compile(rf"\b{name} is {whose}{_WHOLE}", re.IGNORECASE)
    one_is = re.compile(rf"{whose}(?:['’]s name)? is (?:called )?{name}{_WHOLE}", re.IGNORECASE)
    if found := is_one.search(text) or one_is.search(text):
        return found.lastgroup or ""
    # "I told my sister Tom is coming": of which sex stays open.
    return "n" if re.search(rf"{whose} {name}\b", text, re.IGNORECASE) else ""


_SEX = dict.fromkeys(("she", "her", "hers"), "f") | dict.fromkeys(("he", "him", "his"), "m")
_THING = frozenset(("it", "its"))
_PERSON = (
    r"(?:(?P<f>(?:(?:step|grand|god)?(?:mother|mum|mom|daughter)|(?:step)?sister|mam|mummy|mommy|"
    r"gran|granny|grandma|nan|nana|aunt|auntie|niece|wife|girlfriend|landlady)(?:-in-law)?)"
    r"|(?P<m>(?:(?:step|grand|god)?(?:father|dad|son)|(?:step)?brother|daddy|grandpa|grandad|"
    r"uncle|nephew|husband|boyfriend|landlord)(?:-in-law)?)"
    r"|(?P<n>cousin|friend|neighbou?r|colleague|boss|(?:flat|room|house|class)mate|teacher))"
)
_OWN = r"(?:my|our|your|his|her|their)(?: [\w-]+)?"
_WHOLE = r"(?![\w'’-])"
_IS_PERSON = re.compile(
    rf"(?:(?:an?|the|{_OWN}) )?{_PERSON}(?: (?-i:[A-ZÀ-Þ])[\w-]+)*", re.IGNORECASE
)
# A capital at the beginning of a sentence is no proof; of such words, plural nouns end in "s".
_NAME = re.compile(r"(?!(?:I|My|The|An?|Our|We|You|This|That)\b)[A-ZÀ-Þ][\w-]*[^\Ws]")
_COUNTED = re.compile(r"\b(?:an?|the|this|that|another|one|two|\d+) $", re.IGNORECASE)
