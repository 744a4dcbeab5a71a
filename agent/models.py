"""The trained parts, loaded once a process and shared by every agent in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from agent.dates import prepare
from agent.encoder import Encoder, load_encoder
from agent.engines import ShiftKernel
from agent.fusion import Fusion, load_fusion
from agent.match import Match, load_match
from agent.precision import settle
from agent.reader import Reader
from agent.reading import Calibration, read
from agent.smalltalk import SmallTalk
from agent.story import Told
from agent.tagger import Tagger
from agent.weights_io import load_reader, weights_folder

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Models:
    """Everything an agent needs that was trained.

    `speech` is the bundled MiniLM, by which small talk is chosen. It is `encoder` itself unless the
    person chose another encoder for the slots.
    """

    encoder: Encoder
    speech: Encoder
    match: Match
    fusion: Fusion
    reader: Reader
    calibration: Calibration
    tagger: Tagger
    smalltalk: SmallTalk


def load_models(encoder: str | None = None, progress: Progress | None = None) -> Models:
    """Load, or return what was loaded before; `progress` hears each stage with its share done."""
    tell = progress or (lambda stage, share: None)
    tell("loading the encoder", 0.05)
    chosen = load_encoder(encoder)
    tell("loading the reader", 0.6)
    speech, reader, calibration = _shared()
    tell("ready", 1.0)
    folder = weights_folder()
    return Models(
        chosen,
        speech,
        load_match(folder, chosen.id, chosen.dimension),
        load_fusion(folder, chosen.id),
        reader,
        calibration,
        _tagger(),
        _smalltalk(),
    )


@lru_cache(maxsize=1)
def _shared() -> tuple[Encoder, Reader, Calibration]:
    encoder, (reader, calibration) = load_encoder(), load_reader()
    settle(reader.backbone)
    # What is slow only the first time is done now, not at the person's first question.
    encoder.encode(["Hello."])
    read(reader, [Told("Hello.")], "Hello?")
    prepare()
    return encoder, reader, calibration


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    return Tagger.load(weights_folder())


@lru_cache(maxsize=1)
def _smalltalk() -> SmallTalk:
    return SmallTalk.load(load_encoder().encode)


@lru_cache(maxsize=1)
def shift_kernel() -> ShiftKernel:
    """What moves NTM's focus; made when that engine first needs it."""
    return ShiftKernel(load_encoder().encode)
