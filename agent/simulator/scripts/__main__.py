"""Check scripts: python -m agent.simulator.scripts FILE…"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

from agent.errors import TrainingError
from agent.simulator.noise import Noise
from agent.simulator.scripts.parse import Ask, Script, parse
from agent.simulator.scripts.tell import Telling

_TELLINGS = 12


def faults(script: Script) -> list[str]:
    """What is wrong with a script: unknown banks, and questions that no telling answers."""
    failed: Counter[int] = Counter()
    why: dict[int, str] = {}
    for seed in range(_TELLINGS):
        telling = Telling(script, random.Random(seed), Noise(random.Random(seed), False))
        try:
            for example, ask, question in telling.examples():
                if example is None:
                    failed[ask.at] += 1
                    why[ask.at] = question
                else:
                    example.check()
        except (KeyError, ValueError) as fault:
            return [f"{script.title}: {fault.args[0]}"]
    return [
        f"{script.title}, line {line}: the answer to {why[line]!r} does not stand in the lines"
        f" above as written ({count} of {_TELLINGS} tellings)"
        for line, count in sorted(failed.items())
        if count > _TELLINGS // 2
    ]


def main(paths: list[str]) -> int:
    """Print each script once and then what is wrong; 1 when anything is."""
    found: list[str] = []
    count = questions = 0
    for path in paths:
        try:
            scripts = parse(Path(path))
        except (TrainingError, OSError) as error:
            found += str(error).splitlines()
            continue
        for script in scripts:
            wrong = faults(script)
            found += wrong
            count += 1
            if not wrong:
                questions += sum(isinstance(step, Ask) for step in script.steps)
    print(f"{count} scripts, {questions} questions in those without faults")
    print("\n".join(found) if found else "No faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
