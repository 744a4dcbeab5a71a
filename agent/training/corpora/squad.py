"""SQuAD 1.1 and 2.0: questions on a paragraph, cut to a window of its sentences.

Rajpurkar et al. 2016 and 2018. Reads DATA/squad/du-split-v1.1.json and dev-v2.0.json; the second
adds questions that its paragraph does not answer.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.story import Example, Span, Told
from agent.training.corpora.text import read_json, sentences, window

_HIDE = 0.05  # share of answerable questions made unanswerable by leaving the answer's sentence out


def read(data: Path, rng: random.Random) -> Iterator[Example]:
    """Questions over a window of sentences around the answer; 2.0 adds unanswerable ones."""
    for name in ("du-split-v1.1.json", "dev-v2.0.json"):
        for article in read_json(data / "squad" / name)["data"]:
            for paragraph in article["paragraphs"]:
                places = sentences(paragraph["context"])
                group = f"{name}/{zlib.crc32(paragraph['context'].encode())}"
                for qa in paragraph["qas"]:
                    example = _squad(paragraph["context"], places, qa, group, rng)
                    if example is not None:
                        yield example


def _squad(
    context: str, places: list[tuple[int, int]], qa: dict[str, Any], group: str, rng: random.Random
) -> Example | None:
    texts = [context[a:b] for a, b in places]
    if qa.get("is_impossible"):
        tempting = [a["answer_start"] for a in qa.get("plausible_answers", ())]
        near = [i for i, (a, b) in enumerate(places) if tempting and a <= tempting[0] < b]
        shown = window(texts, near[0] if near else rng.randrange(len(texts)), rng)
        told = tuple(Told(texts[i]) for i in shown)
        return Example(told, qa["question"], "unknown", source="squad", group=group)
    answer = qa["answers"][0]
    start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
    home = next((i for i, (a, b) in enumerate(places) if a <= start and end <= b), None)
    if home is None or answer["text"] != answer["text"].strip():
        return None
    shown = window(texts, home, rng)
    if rng.random() < _HIDE:
        kept = [i for i in shown if answer["text"].lower() not in texts[i].lower()]
        told = tuple(Told(texts[i]) for i in kept)
        return (
            Example(told, qa["question"], "unknown", source="squad", group=group) if kept else None
        )
    support = shown.index(home)
    span = Span(support, start - places[home][0], end - places[home][0])
    told = tuple(Told(texts[i]) for i in shown)
    return Example(told, qa["question"], "span", (support,), (span,), source="squad", group=group)
