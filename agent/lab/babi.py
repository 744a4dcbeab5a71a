"""The 20 bAbI tasks (Weston et al. 2015) as tensors.

A file's line is `N sentence` or `N question? <tab> answer[,answer] <tab> supporting line numbers`;
numbering starts again at 1 with each story. Sentences repeat often, so each distinct one is kept
once, and a story is a list of their numbers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from agent.errors import DataError

NIL, UNSEEN = 0, 1
TASKS = range(1, 21)
_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True)
class Question:
    """A question over the lines told before it; `supports` are places in `lines`, in order."""

    task: int
    lines: tuple[str, ...]
    text: str
    answer: tuple[str, ...]
    supports: tuple[int, ...]


def read_task(path: Path, task: int) -> list[Question]:
    """Read one file.

    Raises:
        DataError: a line that is none, or a support that is no line.
    """
    questions: list[Question] = []
    lines: list[str] = []
    places: dict[int, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        head, *rest = line.split("\t")
        index, _, text = head.partition(" ")
        try:
            if int(index) == 1:
                lines, places = [], {}
            if not rest:
                places[int(index)] = len(lines)
                lines.append(text.strip())
                continue
            supports = tuple(places[int(s)] for s in rest[1].split()) if len(rest) > 1 else ()
        except (ValueError, KeyError) as error:
            raise DataError(
                f"{path}, line {number}: not a line of a bAbI task ({error})"
            ) from error
        answer = tuple(rest[0].split(","))
        questions.append(Question(task, tuple(lines), text.strip(), answer, supports))
    return questions


def read_folder(folder: Path, split: str = "train") -> dict[int, list[Question]]:
    """All 20 tasks of a folder, `qaN_*_SPLIT*.txt`.

    Where files named "released" lie beside re-made ones, only they are read: the supports of
    re-made questions follow another order, and two orders cannot be learned as one.

    Raises:
        DataError: a task is missing.
    """
    tasks: dict[int, list[Question]] = {}
    for task in TASKS:
        files = sorted(folder.glob(f"qa{task}_*_{split}*.txt"))
        if not files:
            raise DataError(f"{folder} holds no file qa{task}_*_{split}*.txt of the bAbI tasks.")
        files = [path for path in files if "released" in path.name] or files
        tasks[task] = [question for path in files for question in read_task(path, task)]
    return tasks


def hold_out(
    tasks: dict[int, list[Question]], share: float, seed: int
) -> tuple[list[Question], list[Question]]:
    """Split off whole stories: (training, validation), `share` of each task for validation."""
    learn: list[Question] = []
    check: list[Question] = []
    for task, questions in tasks.items():
        stories: list[list[Question]] = []
        for question in questions:
            if stories and question.lines[: len(stories[-1][-1].lines)] == stories[-1][-1].lines:
                stories[-1].append(question)
            else:
                stories.append([question])
        random.Random(f"{seed}/{task}").shuffle(stories)
        wanted = round(share * len(questions))
        held = 0
        for story in stories:
            (check if held < wanted else learn).extend(story)
            held += len(story) if held < wanted else 0
    return learn, check


def words(text: str) -> list[str]:
    """Lower-cased words of a sentence; punctuation carries nothing in these tasks."""
    return [word.lower() for word in _WORD.findall(text)]


@dataclass
class Vocabulary:
    """Words by number; NIL pads, UNSEEN stands for every word not known."""

    words: list[str] = field(default_factory=lambda: ["", "<unseen>"])

    def __post_init__(self) -> None:
        self._numbers = {word: number for number, word in enumerate(self.words)}

    @classmethod
    def of(cls, questions: Iterable[Question]) -> Vocabulary:
        """Every word of some questions, in alphabetical order."""
        known: set[str] = set()
        for question in questions:
            known.update(*(words(line) for line in question.lines), words(question.text))
            known.update(question.answer)
        return cls(["", "<unseen>", *sorted(known)])

    def __len__(self) -> int:
        return len(self.words)

    def number(self, word: str) -> int:
        """A word's number, UNSEEN if it has none."""
        return self._numbers.get(word, UNSEEN)


@dataclass(frozen=True)
class Tensors:
    """Q questions over S distinct sentences of at most J words.

    sentences  (S, J) int64 word numbers, NIL at the end; row 0 is the empty sentence
    lines      every question's sentence numbers, told order
    asked      (Q,) sentence numbers of the questions
    supports   (Q, H) places in `lines`, -1 after the last
    answers    (Q, A) word numbers, NIL after the last
    task       (Q,)
    """

    sentences: Tensor
    lines: list[Tensor]
    asked: Tensor
    supports: Tensor
    answers: Tensor
    task: Tensor

    def __len__(self) -> int:
        return len(self.asked)

    def stories(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Sentence numbers (B, N) of some questions, 0 at the end, and their counts (B,)."""
        chosen = [self.lines[row] for row in rows.tolist()]
        counts = torch.tensor([len(lines) for lines in chosen])
        return torch.nn.utils.rnn.pad_sequence(chosen, batch_first=True), counts


def tensors(
    questions: Sequence[Question],
    vocabulary: Vocabulary,
    *,
    longest: int = 12,
    hops: int = 12,
    answers: int = 4,
) -> Tensors:
    """Number the words of some questions; what is longer than `longest` words is cut."""
    sentences: dict[str, int] = {"": 0}
    rows: list[list[int]] = [[NIL] * longest]

    def number(text: str) -> int:
        if text not in sentences:
            ids = [vocabulary.number(word) for word in words(text)][:longest]
            sentences[text] = len(rows)
            rows.append(ids + [NIL] * (longest - len(ids)))
        return sentences[text]

    asked = torch.tensor([number(question.text) for question in questions])
    lines = [torch.tensor([number(line) for line in q.lines]) for q in questions]
    supports = torch.full((len(questions), hops), -1)
    gold = torch.full((len(questions), answers), NIL)
    for row, question in enumerate(questions):
        kept = question.supports[:hops]
        supports[row, : len(kept)] = torch.tensor(kept, dtype=torch.long)
        chosen = [vocabulary.number(word) for word in question.answer[:answers]]
        gold[row, : len(chosen)] = torch.tensor(chosen)
    task = torch.tensor([question.task for question in questions])
    return Tensors(torch.tensor(rows), lines, asked, supports, gold, task)
