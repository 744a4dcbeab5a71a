"""FriendsQA: span questions on a conversation of several people, each line with its speaker.

Yang and Choi 2019. Reads DATA/friendsqa/*.json. Some questions are asked of the wrong person, too:
what Ross bought is not what Joey bought.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.story import Example, Span, Told
from agent.training.corpora.text import detokenised, read_json, window

_SWAPPED = 0.5  # share of questions asked of the wrong person as well, where that can be done


def read(data: Path, rng: random.Random) -> Iterator[Example]:
    """Questions over a window of a conversation's utterances, each with its speaker."""
    for path in sorted((data / "friendsqa").glob("*.json")):
        for scene in read_json(path)["data"]:
            for paragraph in scene["paragraphs"]:
                lines = {u["uid"]: u for u in paragraph["utterances:"]}
                for qa in paragraph["qas"]:
                    yield from _friends(lines, qa, scene["title"], rng)


def _friends(
    lines: dict[int, dict[str, Any]], qa: dict[str, Any], group: str, rng: random.Random
) -> Iterator[Example]:
    order = sorted(lines)
    texts = [detokenised(lines[uid]["utterance"]) for uid in order]
    for answer in qa["answers"]:
        words = detokenised(answer["answer_text"])
        home = order.index(answer["utterance_id"]) if answer["utterance_id"] in lines else -1
        at = texts[home].find(words) if home >= 0 and words else -1
        if answer["is_speaker"] or at < 0:
            continue
        shown = window(texts, home, rng)
        told = tuple(Told(texts[i], _speaker(lines[order[i]])) for i in shown)
        support = shown.index(home)
        question = detokenised(qa["question"])
        swapped = _of_another(question, told, support, rng) if rng.random() < _SWAPPED else None
        if swapped:
            yield Example(told, swapped, "unknown", source="friendsqa", group=group)
        yield Example(
            told,
            question,
            "span",
            (support,),
            (Span(support, at, at + len(words)),),
            source="friendsqa",
            group=group,
        )
        return


def _of_another(
    question: str, told: tuple[Told, ...], support: int, rng: random.Random
) -> str | None:
    """The question asked of someone else who is there, which nothing told answers."""
    named = [t.speaker for t in told if re.search(rf"\b{re.escape(t.speaker)}\b", question)]
    said = " ".join(t.text for t in told)
    others = sorted({t.speaker for t in told} - {*named, "Scene", told[support].speaker})
    others = [name for name in others if name not in said]
    if len(set(named)) != 1 or not others:
        return None
    return re.sub(rf"\b{re.escape(named[0])}\b", rng.choice(others), question)


def _speaker(line: dict[str, Any]) -> str:
    name = (line["speakers"] or ["Someone"])[0]
    return "Scene" if name.startswith("#") else str(name).split()[0]
