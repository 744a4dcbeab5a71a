"""FriendsQA: span questions on a conversation of several people, each line with its speaker.

Yang and Choi 2019. Reads DATA/friendsqa/*.json.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.story import Example, Span, Told
from agent.training.corpora.text import detokenised, read_json, window


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


def _speaker(line: dict[str, Any]) -> str:
    name = (line["speakers"] or ["Someone"])[0]
    return "Scene" if name.startswith("#") else str(name).split()[0]
