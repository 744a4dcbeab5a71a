"""Pictures of what a network does: learning curves and weightings, as PNG and in the terminal."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from torch import Tensor

_SHADES = " ░▒▓█"


def learning_curves(log: Path, out: Path) -> None:
    """Draw every figure of a run's log over its steps."""
    curves: dict[tuple[str, str], list[tuple[int, float]]] = {}
    with log.open(newline="", encoding="utf-8") as file:
        for part, step, key, value in csv.reader(file):
            curves.setdefault((part, key), []).append((int(step), float(value)))
    figure = _figure(7, 4)
    axes = figure.subplots()
    for (part, key), points in curves.items():
        axes.plot(*zip(*sorted(points), strict=True), label=f"{part}: {key}")
    axes.set_xlabel("step")
    axes.set_yscale("symlog", linthresh=1e-3)
    axes.grid(alpha=0.3)
    axes.legend()
    _save(figure, out)


def weighting(
    weights: Tensor, out: Path, *, title: str, rows: Sequence[str], columns: Sequence[str]
) -> None:
    """Draw weights (R, C) in 0..1 as a map, a label for each row and column (or none)."""
    figure = _figure(max(5.0, 0.18 * weights.shape[1] + 3), max(2.5, 0.22 * weights.shape[0] + 1.5))
    axes = figure.subplots()
    axes.imshow(weights.numpy(), cmap="magma", vmin=0, vmax=1, aspect="auto")
    axes.set_title(title)
    if rows:
        axes.set_yticks(range(len(rows)), rows, fontsize=7)
    if columns:
        axes.set_xticks(range(len(columns)), columns, rotation=90, fontsize=7)
    _save(figure, out)


def in_terminal(weights: Tensor, rows: Sequence[str]) -> str:
    """The same map in block characters, one line a row."""
    width = max((len(row) for row in rows), default=0)
    top = len(_SHADES) - 1
    lines = []
    for number, values in enumerate(weights.tolist()):
        name = rows[number] if rows else ""
        cells = "".join(_SHADES[round(max(0.0, min(1.0, v)) * top)] * 2 for v in values)
        lines.append(f"{name:{width}} │{cells}│")
    return "\n".join(lines)


def _figure(width: float, height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), dpi=120, layout="constrained")


def _save(figure: Figure, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out)
