"""Natural language inference as yes-or-no questions among other memories.

Reads DATA/nli/breaking_nli.jsonl (Glockner et al. 2018: pairs that differ in one word) and
snli_2000_train.json (Bowman et al. 2015). "A man holds a sax" asked of "A man holds a guitar" is a
no, asked of itself a yes; what is neither entailed nor contradicted was never told.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from agent.story import AnswerKind, Example, Told
from agent.training.corpora.text import read_json, read_json_lines

_KINDS: dict[str, AnswerKind] = {"entailment": "yes", "contradiction": "no", "neutral": "unknown"}
_ITSELF = 0.4  # share of contradictions turned into a yes, by asking the memory's own words
_AUXILIARY = re.compile(r"^(.{2,60}?) (is|are|was|were|has|have|can|will) (.+)$")
_DETERMINER = re.compile(r"^(A|An|The|Two|Three|Some|Many|Several|Young|People|Men|Women)\b")
_MOST_OTHERS = 8


def read(data: Path, rng: random.Random) -> Iterator[Example]:
    """One yes-or-no question a pair, asked over its premise and a few others."""
    pairs = list(_pairs(data))
    premises = sorted({premise for premise, _, _ in pairs})
    for premise, hypothesis, label in pairs:
        kind = _KINDS[label]
        if kind == "no" and rng.random() < _ITSELF:
            kind, hypothesis = "yes", premise
        others = rng.sample(premises, min(len(premises), rng.randrange(_MOST_OTHERS + 1)))
        told = [Told(text) for text in others if text != premise]
        home = rng.randint(0, len(told))
        told.insert(home, Told(premise))
        supports = () if kind == "unknown" else (home,)
        asked = _question(hypothesis, rng)
        yield Example(tuple(told), asked, kind, supports, source="nli", group=premise)


def _pairs(data: Path) -> Iterator[tuple[str, str, str]]:
    for row in read_json_lines(data / "nli" / "breaking_nli.jsonl"):
        yield row["sentence1"].strip(), row["sentence2"].strip(), row["gold_label"]
    for row in read_json(data / "nli" / "snli_2000_train.json")["instances"]:
        (asked,) = row["questions"]
        yield row["support"][0]["text"], asked["question"], asked["answers"][0]["text"]


def _question(statement: str, rng: random.Random) -> str:
    """Ask whether a statement holds, with its verb first where that is easy to see."""
    statement = statement.rstrip(" .!")
    parts = _AUXILIARY.match(statement)
    lowered = _DETERMINER.sub(lambda m: m[0].lower(), statement)
    if parts and rng.random() < 0.7:
        subject = _DETERMINER.sub(lambda m: m[0].lower(), parts[1])
        return f"{parts[2].capitalize()} {subject} {parts[3]}?"
    return f"{rng.choice(('Is it true that', 'Is it right that', 'Would you say'))} {lowered}?"
