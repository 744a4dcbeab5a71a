"""Does any training script resemble an exam's dialogues?

    python benchmarks/overlap.py EXAM_FILE…

What resembles an exam must not train what is examined. Dialogues and scripts are compared as sets
of words weighted by rarity (the cosine of their inverse document frequencies); names and values
drawn anew do not count. Prints the nearest pairs, and how near the nearest script of a dialogue is
in the median.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
from collections import Counter
from pathlib import Path

from agent.exam_format import read_exam
from agent.simulator.scripts.parse import Script, all_scripts

_WORD = re.compile(r"[a-z]{3,}")
_HOLE = re.compile(r"\{\w+\}")


def main() -> None:
    """Print the nearest pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    scripts = [(script, words(text_of(script))) for script in all_scripts()]
    common = Counter(word for _, own in scripts for word in own)

    def weight(some: set[str]) -> float:
        return sum(math.log(1 + len(scripts) / (1 + common[word])) for word in some)

    nearest = []
    for dialogue in (d for file in options.files for d in read_exam(file)):
        told = words(" ".join(turn.text for turn in dialogue.turns))
        pairs = (
            (weight(told & own) / math.sqrt(weight(told) * weight(own)), script, told & own)
            for script, own in scripts
        )
        nearest.append((*max(pairs, key=lambda pair: pair[0]), dialogue.id))
    nearest.sort(key=lambda found: -found[0])
    for near, script, shared, name in nearest[: options.show]:
        rarest = sorted(shared, key=lambda word: common[word])[:8]
        print(f"{near:.2f}  {name:14} {script.title}: {', '.join(rarest)}")
    print(f"median {statistics.median(found[0] for found in nearest):.2f}")


def text_of(script: Script) -> str:
    """All lines of a script, told and asked, and its own banks."""
    own = (choice for bank in script.banks.values() for choice in bank)
    return " ".join([*(step.text for step in script.steps), *own])


def words(text: str) -> set[str]:
    """Its words of three letters and more, without placeholders."""
    return set(_WORD.findall(_HOLE.sub(" ", text.lower())))


if __name__ == "__main__":
    main()
