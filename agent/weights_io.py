"""The shipped weights: where they lie, how they are read and written. Always safetensors.

    agent/weights/reader.safetensors   tuned backbone layers, O's and R's heads, the calibration
    agent/weights/match.safetensors    the learned match of hop 1 and hop 2
    agent/weights/fusion.safetensors   how hop 1 weighs the match against exact words
    agent/weights/tagger.safetensors   finds opinions, and what a command is about

`MNEME_WEIGHTS` names another folder, for weights one has trained oneself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.encoder import default_folder
from agent.errors import WeightsUnavailable

if TYPE_CHECKING:
    from torch import Tensor

    from agent.reader import Reader
    from agent.reading import Calibration

READER = "reader.safetensors"
SHIPPED = (READER, "match.safetensors", "fusion.safetensors", "tagger.safetensors")


def weights_folder() -> Path:
    """Return the folder that weights are loaded from."""
    chosen = os.environ.get("MNEME_WEIGHTS")
    return Path(chosen) if chosen else Path(__file__).parent / "weights"


def save_tensors(path: Path, tensors: Mapping[str, Tensor], about: Mapping[str, str]) -> None:
    """Write tensors and a few words about them, atomically."""
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    save_file({n: t.detach().contiguous() for n, t in tensors.items()}, part, dict(about))
    part.replace(path)


def load_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Read tensors and the words about them.

    Raises:
        WeightsUnavailable: the file is missing or damaged.
    """
    with _opened(path, "pt") as file:
        about = dict(file.metadata() or {})
        return {name: file.get_tensor(name) for name in file.keys()}, about  # noqa: SIM118


def check_weights() -> None:
    """See that every file of weights, the bundled encoder's too, is there and whole; load none.

    Raises:
        WeightsUnavailable, EncoderUnavailable.
    """
    shipped = [weights_folder() / name for name in SHIPPED]
    for path in (default_folder() / "model.safetensors", *shipped):
        with _opened(path, "np"):
            pass


@contextmanager
def _opened(path: Path, framework: str) -> Iterator[Any]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework=framework) as file:
            yield file
    except (OSError, SafetensorError) as error:
        raise WeightsUnavailable(
            f"The trained weights {path.name} cannot be read ({error}). "
            "Reinstall Mneme, or make them anew with: mneme train"
        ) from error


def save_reader(
    folder: Path, reader: Reader, calibration: Calibration, about: Mapping[str, str]
) -> None:
    """Write what training changed, in half precision, with the calibration beside it."""
    half = {name: tensor.half() for name, tensor in reader.trained_state().items()}
    facts = {**about, "calibration": json.dumps(asdict(calibration))}
    save_tensors(folder / READER, half, facts)


def load_reader(folder: Path | None = None) -> tuple[Reader, Calibration]:
    """Return the trained reader, ready to read, and its calibration.

    Raises:
        WeightsUnavailable: missing, damaged, or made for another shape of reader.
    """
    from agent.reader import Reader
    from agent.reading import Calibration

    tensors, about = load_tensors((folder or weights_folder()) / READER)
    reader = Reader.create()
    missing = set(reader.trained_state()) ^ set(tensors)
    if missing:
        raise WeightsUnavailable(
            f"{READER} was made for another version of the reader ({min(missing)} differs). "
            "Reinstall Mneme, or make the weights anew with: mneme train"
        )
    try:
        reader.load_state_dict({n: t.float() for n, t in tensors.items()}, strict=False)
        facts = json.loads(about["calibration"])
        calibration = Calibration(*(tuple(facts[f]) for f in ("biases", "weights", "thresholds")))
        if len(calibration.biases) != len(Calibration().biases):
            raise ValueError(f"its confidence has {len(calibration.biases)} kinds of answers")
    except (RuntimeError, KeyError, ValueError) as error:
        raise WeightsUnavailable(
            f"{READER} does not fit this version of the reader ({error}). "
            "Reinstall Mneme, or make the weights anew with: mneme train"
        ) from error
    return reader.eval(), calibration
