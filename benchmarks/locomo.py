"""LoCoMo (Maharana et al. 2024): answers, evidence and abstaining, scored as its authors do.

    pip install nltk && python benchmarks/locomo.py LOCOMO_FOLDER

Every turn of a conversation is taught with its speaker and its session's time, then every question
is asked at the end of the last session. Per category: token F1 after the official normalisation and
stemming (category 1: mean over the parts of the answer; 3: its first alternative; 5: declined or
not), and the share of the evidence among what the hops read. LoCoMo is only measured on.
"""

from __future__ import annotations

import json
import re
import string
import sys
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import dateparser
from nltk.stem import PorterStemmer  # type: ignore[import-not-found]

from agent import Agent, Record

_STEM = PorterStemmer().stem


def main(folder: Path) -> None:
    """Print one row for each category, and one for categories 1 to 4 together."""
    scores: dict[str, list[tuple[float, float | None]]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for conversation in data if isinstance(data, list) else [data]:
            ask_all(conversation, scores)
            print(path.name, {k: len(v) for k, v in sorted(scores.items())}, flush=True)
    scores["1-4"] = [row for category in "1234" for row in scores[category]]
    for category, rows in sorted(scores.items()):
        f1 = sum(score for score, _ in rows) / len(rows)
        read = [share for _, share in rows if share is not None]
        recall = f"{sum(read) / len(read):.3f}" if read else "–"
        print(f"category {category:4} n={len(rows):5}  F1 {f1:.3f}  evidence read {recall}")


def ask_all(
    conversation: dict[str, Any], scores: dict[str, list[tuple[float, float | None]]]
) -> None:
    """Teach one conversation and ask its questions."""
    talk = conversation.get("conversation", conversation)
    with Agent.open(":memory:") as agent:
        last = datetime(2023, 1, 1)
        for number in range(1, 100):
            turns = talk.get(f"session_{number}")
            if not turns:
                continue
            last = dateparser.parse(talk[f"session_{number}_date_time"]) or last
            agent.teach(
                Record(t["text"], t["speaker"], last, t["dia_id"]) for t in turns if t["text"]
            )
        for qa in conversation["qa"]:
            reply = agent.hear(qa["question"], at=last)
            if reply.stored:  # taken for a statement: an error, but not one to keep
                agent.forget([slot.id for slot in reply.stored], at=last)
            gold = set(qa.get("evidence") or [])
            read = {slot.ref for hop in reply.hops for slot, _ in hop.read}
            share = len(gold & read) / len(gold) if gold else None
            said = reply.answer if reply.kind == "answer" else None
            scores[str(qa["category"])].append((grade(qa, said), share))


def grade(qa: dict[str, Any], said: str | None) -> float:
    """The official score of one answer, None being "no information available"."""
    if qa["category"] == 5:
        return float(said is None)
    gold = str(qa["answer"])
    if said is None:
        return 0.0
    if qa["category"] == 1:
        parts, answers = said.split(","), gold.split(",")
        return sum(max(f1(part, answer) for part in parts) for answer in answers) / len(answers)
    return f1(said, gold.split(";")[0] if qa["category"] == 3 else gold)


def f1(said: str, gold: str) -> float:
    """Token F1 of two short texts."""
    mine, right = tokens(said), tokens(gold)
    same = sum((Counter(mine) & Counter(right)).values())
    if not same:
        return 0.0
    precision, recall = same / len(mine), same / len(right)
    return 2 * precision * recall / (precision + recall)


def tokens(text: str) -> list[str]:
    """Normalise as LoCoMo does: no commas, case, marks or articles; stemmed."""
    plain = "".join(c for c in text.replace(",", "").lower() if c not in string.punctuation)
    return [_STEM(word) for word in re.sub(r"\b(a|an|the|and)\b", " ", plain).split()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
