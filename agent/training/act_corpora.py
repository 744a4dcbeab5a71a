"""Sentences of public corpora with their acts: told, asked, chatted.

Synthetic-Persona-Chat (facts, and what people say and ask), FriendsQA (questions), SQuAD 2.0
(sentences and questions), CLINC150 (questions, small talk); see docs/TRAINING.md.
"""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

from agent.commands import Act
from agent.sentences import split

Labelled = tuple[str, Act]

_CHATTING = frozenset(
    "greeting goodbye thank_you yes no maybe repeat are_you_a_bot tell_joke "
    "what_can_i_ask_you meaning_of_life who_made_you".split()
)
_ASKING = frozenset(
    "todo_list shopping_list meeting_schedule user_name where_are_you_from "
    "what_is_your_name calendar find_phone payday spending_history".split()
)
# Whom a told sentence is about, by the word it begins with.
ABOUT = frozenset("i i'm i've we we're my our he she they his her their the it's it there".split())


def spoken(data: Path, rng: random.Random) -> list[Labelled]:
    """A share of every corpus under `data`."""
    return _persona(data, rng) + _friends(data, rng) + _squad(data, rng) + _clinc(data)


def _persona(data: Path, rng: random.Random) -> list[Labelled]:
    """Persona facts, and what people say and ask in the conversations."""
    facts: set[str] = set()
    said: set[str] = set()
    for path in sorted((data / "persona").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                personas = f"{row['user 1 personas']}\n{row['user 2 personas']}".split("\n")
                facts |= {fact.strip() for fact in personas if len(fact.split()) > 3}
                for line in row["Best Generated Conversation"].split("\n"):
                    said |= {
                        s for s in split(line.partition(": ")[2] or line) if len(s.split()) > 4
                    }
    return [
        *_drawn([(text, "tell") for text in sorted(facts)], 1_500, rng),
        *_drawn([(text, "ask") for text in sorted(said) if text.endswith("?")], 1_500, rng),
        *_drawn([(text, "tell") for text in sorted(said) if _states(text)], 2_500, rng),
    ]


def _states(text: str) -> bool:
    """Whether a line of small talk tells something of somebody: a first or third person, no "?"."""
    first = text.split()[0].lower()
    return text.endswith(".") and first in ABOUT


def _friends(data: Path, rng: random.Random) -> list[Labelled]:
    """The questions of FriendsQA."""
    pairs: list[Labelled] = []
    for path in sorted((data / "friendsqa").glob("*.json")):
        for scene in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in scene["paragraphs"]:
                pairs += [(qa["question"], "ask") for qa in paragraph["qas"]]
    return _drawn(pairs, 800, rng)


def _squad(data: Path, rng: random.Random) -> list[Labelled]:
    """Questions and sentences of SQuAD 2.0: every topic, and statements of every shape."""
    full = json.loads((data / "squad" / "dev-v2.0.json").read_text(encoding="utf-8"))
    paragraphs = [p for article in full["data"] for p in article["paragraphs"]]
    told = sorted({s for p in paragraphs for s in split(p["context"]) if 4 < len(s.split()) < 25})
    asked = sorted({qa["question"] for p in paragraphs for qa in p["qas"]})
    return [
        *_drawn([(text, "tell") for text in told], 2_000, rng),
        *_drawn([(text, "ask") for text in asked], 1_500, rng),
    ]


def _drawn(pairs: list[Labelled], count: int, rng: random.Random) -> list[Labelled]:
    return rng.sample(pairs, min(len(pairs), count))


def _clinc(data: Path) -> list[Labelled]:
    full = json.loads((data / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    pairs: list[Labelled] = [
        (text, "chat") for text, intent in full["train"] if intent in _CHATTING
    ]
    return pairs + [(text, "ask") for text, intent in full["train"] if intent in _ASKING]
