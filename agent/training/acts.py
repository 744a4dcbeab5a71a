"""Sentences with their acts, to train I on: told, asked, commanded (and what), or chatted.

Sentences written by hand (`agent.training.utterances`) count most. Told and asked sentences come
from the simulator in all its carelessness, and with a data folder also from public corpora
(`agent.training.act_corpora`). More commands are made of patterns. Validation is a tenth, split by
text in whatever case.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

from agent.commands import Act, Forget, Undo, WhatDoYouKnow, Wipe, parse_command
from agent.errors import TrainingError
from agent.simulator import STORIES, scripts
from agent.simulator.banks import THINGS, person, town
from agent.simulator.noise import Noise
from agent.smalltalk import exemplars
from agent.training.act_corpora import ABOUT, Labelled, spoken
from agent.training.utterances import read_utterances

_EACH = 5_000
_COUNTED = 3  # how often a sentence written by hand is counted
_REMARK = 3  # words of a told sentence that no question goes back to: "Morning!", "Long story."

_VERBS = "forget,delete,erase,remove,scrap,please forget,please delete,can you forget,could you delete,drop,wipe,you can forget,i want you to forget,kindly erase,let's forget,go ahead and delete".split(
    ","
)
_OBJECTS = (
    "my {t}",
    "about my {t}",
    "everything about {p}",
    "what I said about {p}",
    "the {t}",
    "all about {c}",
    "what I told you about the {t}",
    "my {t} code",
    "{p}'s address",
    "{p}'s phone number",
    "the thing about {p}",
    "that",
    "what I just said",
    "the last thing I told you",
    "everything I said about {c}",
    "my password",
    "the bit about the {t}",
    "that I live in {c}",
    "where I put the {t}",
    "everything",
    "memory number 4",
)
_OTHER_COMMANDS = (
    "undo",
    "undo that",
    "undo the last one",
    "please undo",
    "bring it back",
    "restore that memory",
    "take that back",
    "what do you know about {p}?",
    "what do you remember about {c}?",
    "undo it please",
    "tell me everything about {p}",
    "tell me all you know about my {t}",
    "what have I told you about {p}?",
    "what did I tell you about the {t}?",
    "list everything you know about {p}",
    "show me what you know about {c}",
    "forget everything",
    "wipe your memory",
    "delete all memories",
    "clear your memory",
    "erase everything you know",
)
_REMEMBER = (
    "remember that {x}",
    "please remember: {x}",
    "don't forget that {x}",
    "never forget, {x}",
    "note that {x}",
    "keep in mind that {x}",
    "{x} Don't forget it!",
    "fyi {x}",
    "guess what, {x}",
    "I forgot to say, {x}",
)
_REMIND = (
    "Tell me {q}",
    "Remind me {q}",
    "Do you know {q}",
    "I wonder {q}",
    "I forgot {q}",
    "Can you tell me {q}",
    "Do you remember {q}",
    "I'd like to know {q}",
)
_DEMAND = (
    "Give me {q}",
    "Tell me {q}",
    "Remind me of {q}",
    "I need {q}",
    "Show me {q}",
    "Look up {q}",
    "I've forgotten {q}",
    "I can't remember {q}",
    "What was {q} again",
    "and {q}?",
    "{q}?",
    "And what about {q}",
)
# The verbs of commands and of asking, said of the world.
_OWN_ACTS = (
    "I forgot my {t} at {p}'s",
    "I forgot the {t} again",
    "forgot my {t} on the bus, typical",
    "I forgot to call {p}",
    "{p} forgot the {t} in {c}",
    "we forgot to lock the {t}",
    "I've lost my {t}",
    "I dropped the {t} in {c}",
    "dropped {p} off in {c}",
    "{p} deleted all our photos",
    "I removed the {t} from the hall",
    "they scrapped the trip to {c}",
    "I cleared out the {t}",
    "I can't remember where {p} lives any more and neither can anybody else, it's lost",
    "{p} always forgets my birthday",
    "I was told to wipe down the {t} every night",
    "{p} told me about {c}",
    "I know {c} well",
    "I showed {p} the {t}",
    "you never know with {p}",
    "who does what: {p} brings the {t}, I do the rest",
    "where we stand: {p} has the {t}",
    "what a day in {c}, the {t} broke",
    "when it rains in {c} I stay in",
    "how {p} laughed when the {t} fell over",
    "{p} gave me the {t}",
)
_DIRECT = re.compile(r"^(?:what|who|where|when)(?:'s| is| are| was) (.+)\?$", re.I)
_INDIRECT = re.compile(r"^(where|when|what|who|which|how) (?:is|are|'s) (.+)\?$", re.I)


def held_out(text: str) -> bool:
    """Whether a sentence is for validation: a fixed tenth, with it what differs only in case and
    end mark."""
    return zlib.crc32(text.lower().rstrip(".!?").encode()) % 10 == 0


def labelled(data: Path | None, rng: random.Random) -> list[Labelled]:
    """All sentences with their acts, in no order; some stand there several times."""
    told, asked = _simulated(rng)
    commands = _commands(rng, 1_500)
    pairs = told[:_EACH] + asked[:_EACH] + commands
    # A reason first: "My boss reads this too, so forget …".
    pairs += [
        (
            f"{why.rstrip('.!')}{rng.choice((', so ', ' so ', ', '))}{text[0].lower()}{text[1:]}",
            kind,
        )
        for (why, _), (text, kind) in zip(told, commands, strict=False)
        if kind in ("forget", "forget-all") and rng.random() < 0.25
    ]
    hasty = told[_EACH : _EACH + 3_000] + asked[:2_500]
    pairs += [(Noise(rng, True).line(text), kind) for text, kind in hasty]
    pairs += _reworded(told[_EACH:], asked[_EACH:], rng)
    chat = exemplars()
    pairs += [(text, "chat") for text in chat for _ in range(3)]
    pairs += [(text.lower().rstrip(".!?"), "chat") for text in chat]
    written = [(text, act) for act, text, _ in read_utterances()]
    pairs += [pair for pair in written for _ in range(_COUNTED)]
    pairs += [(text.lower().rstrip(".!?"), act) for text, act in written]
    if data is not None:
        heard = spoken(data, rng)
        pairs += heard
        pairs += [(_mistyped(text, rng), act) for text, act in rng.sample(heard, 2_000)]
    pairs += [(_mistyped(text, rng), kind) for text, kind in told[:1_200] + asked[:1_200]]
    return pairs


def _simulated(rng: random.Random) -> tuple[list[Labelled], list[Labelled]]:
    """Told and asked sentences, half of them of the hand-written scripts."""
    told: dict[str, Act] = {}
    asked: dict[str, Act] = {}
    makers = [maker for maker, _ in STORIES]
    while len(asked) < 2 * _EACH or len(told) < 2 * _EACH:
        maker = scripts.generate if rng.random() < 0.5 else rng.choice(makers)
        examples = maker(rng)
        if not examples:
            continue
        used = {at for example in examples for at in example.supports}
        for at, memory in enumerate(examples[-1].memories[:12]):
            told[memory.text] = "tell" if at in used else _remark_or_tell(memory.text)
        asked |= {
            example.question: "ask" for example in rng.sample(examples, min(4, len(examples)))
        }
    both = list(told.items()), list(asked.items())
    for pairs in both:
        rng.shuffle(pairs)
    return both


def _remark_or_tell(text: str) -> Act:
    """What a sentence is that no question goes back to: the shortest, about nobody, are chat."""
    words = text.lower().split()
    about = ABOUT & {word.split("'")[0] for word in words} or any(c.isdigit() for c in text)
    return "tell" if about or len(words) > _REMARK else "chat"


def _commands(rng: random.Random, count: int) -> list[Labelled]:
    """Commands, and a quarter as many statements that share their verbs."""
    pairs: list[Labelled] = []
    for _ in range(count // 4):
        text = _drawn_words(rng.choice(_OWN_ACTS), rng)
        text = text[0].upper() + text[1:] + "." if rng.random() < 0.6 else text
        pairs.append((text, "tell"))
    pairs += [(text, _act(text)) for text, _ in made_commands(rng, count)]
    return pairs


def made_commands(rng: random.Random, count: int) -> list[tuple[str, tuple[int, int] | None]]:
    """Commands made of patterns, with the characters that name what they are about, if any do."""
    made: list[tuple[str, tuple[int, int] | None]] = []
    for _ in range(count):
        pattern = (
            rng.choice(_OTHER_COMMANDS)
            if rng.random() < 0.4
            else (f"{rng.choice(_VERBS)} {rng.choice(_OBJECTS)}")
        )
        text = _drawn_words(pattern, rng)
        if rng.random() < 0.6:
            text = text[0].upper() + text[1:] + rng.choice(_ENDINGS)
        said = parse_command(text)
        topic = said.topic if isinstance(said, Forget | WhatDoYouKnow) else ""
        at = text.find(topic) if topic else -1
        made.append((text, (at, at + len(topic)) if at >= 0 else None))
    return made


_ENDINGS = (".", "", "!", " please.", ", please", " thanks")


def _act(text: str) -> Act:
    """The act of a command made of patterns."""
    match parse_command(text):
        case Forget(everything=everything):
            return "forget-all" if everything else "forget"
        case WhatDoYouKnow():
            return "know"
        case Undo():
            return "undo"
        case Wipe():
            return "wipe"
    raise TrainingError(f"The pattern {text!r} is no command.")


def _drawn_words(pattern: str, rng: random.Random) -> str:
    """A pattern with a person, a town and a thing."""
    text = pattern.replace("{p}", person(rng)[0]).replace("{c}", town(rng))
    return text.replace("{t}", rng.choice(THINGS))


def _reworded(
    told: Sequence[Labelled], asked: Sequence[Labelled], rng: random.Random
) -> list[Labelled]:
    """ "Remember that …" still tells, and "remind me where …" still asks."""
    pairs: list[Labelled] = [
        (rng.choice(_REMEMBER).replace("{x}", text), "tell") for text, _ in told[:800]
    ]
    for text, _ in asked[:3_000]:
        indirect = _INDIRECT.match(text)
        if indirect:
            clause = f"{indirect.group(1).lower()} {indirect.group(2)} is"
            mark = rng.choice((".", "?", ""))
            pairs.append((rng.choice(_REMIND).replace("{q}", clause) + mark, "ask"))
        direct = _DIRECT.match(text)
        if direct and rng.random() < 0.5:
            pairs.append((rng.choice(_DEMAND).replace("{q}", direct.group(1)), "ask"))
    return pairs


def _mistyped(text: str, rng: random.Random) -> str:
    """One or two slips of the finger, mostly without capitals and end mark."""
    letters = list(text.lower().rstrip(".?!") if rng.random() < 0.8 else text)
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(max(1, len(letters) - 1))
        slip = rng.random()
        if slip < 0.4:
            del letters[at : at + 1]
        elif slip < 0.7:
            letters[at : at + 2] = letters[at : at + 2][::-1]
        else:
            letters.insert(at, rng.choice("aeioutsrn"))
    return "".join(letters)
