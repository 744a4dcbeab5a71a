"""Evidence recall on LoCoMo: is the gold turn among the first k slots?

    python benchmarks/retrieval.py LOCOMO_FOLDER

Rows: plain cosine, the learned match, exact words, both by reciprocal rank, both by the learned
fusion (hop 1), and after the reading stage (slots read hop by hop, then by their weight at hop 1,
then as hop 1 ranked them). LoCoMo is only measured on, never trained.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from agent import Agent, Record
from agent.fusion import fuse
from agent.output_map import OutputMap

NOW = datetime(2026, 1, 1)
KS = (5, 10, 25, 50)


def main(folder: Path) -> None:
    """Print recall at each k for each ranking, over all and for each question category."""
    hits: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for conversation in data if isinstance(data, list) else [data]:
            measure(conversation, hits)
    for (ranking, category), rows in sorted(hits.items()):
        means = [sum(row[i] for row in rows) / len(rows) for i in range(len(KS))]
        shown = "  ".join(f"@{k} {mean:.3f}" for k, mean in zip(KS, means, strict=True))
        print(f"{ranking:8} category {category:4} n={len(rows):5}  {shown}")


def measure(conversation: dict, hits: dict[tuple[str, str], list[list[float]]]) -> None:  # type: ignore[type-arg]
    """Add one conversation's questions to `hits`."""
    talk = conversation.get("conversation", conversation)
    turns = [t for name in sorted(talk) if isinstance(talk[name], list) for t in talk[name]]
    turns = [t for t in turns if isinstance(t, dict) and "dia_id" in t]
    with Agent.open(":memory:") as agent:
        agent.teach(
            [Record(t["text"], t["speaker"], ref=t["dia_id"]) for t in turns if t["text"].strip()],
            at=NOW,
        )
        refs = {slot.id: slot.ref for slot in agent.memories()}
        store, models, output = agent._store, agent._models, agent._output
        for qa in conversation["qa"]:
            gold = set(qa.get("evidence") or [])
            if not gold:
                continue
            question = qa["question"]
            vector = models.encoder.encode([question])[0]
            plain = [i for i, _ in store.nearest(vector, 50)]
            dense = [i for i, _ in store.nearest(models.match.key(vector), 50)]
            words = [i for i, _ in store.words(question, 50)]
            hop1 = [i for i, _ in output.search(question, vector, 50)]
            rankings = {
                "1 cosine": plain,
                "2 match": dense,
                "3 words": words,
                "4 ranks": [i for i, _ in fuse([dense, words])],
                "5 hop 1": hop1,
                "6 read": after_reading(output, question, vector, hop1),
            }
            for name, ranking in rankings.items():
                row = [found(ranking[:k], refs, gold) for k in KS]
                hits[name, "all"].append(row)
                hits[name, str(qa["category"])].append(row)


def after_reading(output: OutputMap, question: str, vector: Any, hop1: list[int]) -> list[int]:
    """What was read, hop by hop; the other candidates by their weight; the rest as before."""
    answering = output.answer(question, vector)
    weights = answering.reading.hops[0].weights if answering.reading.hops else ()
    weighed = sorted(zip(weights, answering.candidates, strict=False), key=lambda pair: -pair[0])
    read = [slot.id for slot in answering.supports]
    return list(dict.fromkeys([*read, *(slot.id for _, slot in weighed), *hop1]))


def found(ranking: Sequence[int], refs: dict[int, str | None], gold: set[str]) -> float:
    """The share of the gold turns among these slots."""
    return len({refs[i] for i in ranking} & gold) / len(gold)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
