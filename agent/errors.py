"""The agent's errors. They grow on `memory_store.errors.MnemeError`, the base a caller catches."""

from __future__ import annotations

from memory_store.errors import MnemeError

__all__ = [
    "AgentError",
    "BadRecord",
    "BadUtterance",
    "EncoderUnavailable",
    "MnemeError",
    "TrainingError",
    "WeightsUnavailable",
]


class AgentError(MnemeError):
    """Something about hearing, answering or training; see the subclasses."""


class EncoderUnavailable(AgentError):
    """The sentence encoder cannot be loaded: name a folder or an installed model."""


class WeightsUnavailable(AgentError):
    """Trained weights are missing or do not fit this version: reinstall, or run `mneme train`."""


class BadUtterance(AgentError):
    """What was said cannot be taken in (too long, or nothing but control characters)."""


class BadRecord(AgentError):
    """A line to import, or a line of an exam, is malformed. The message names the line."""


class TrainingError(AgentError):
    """Training cannot start or go on: the data or the checkpoint does not fit."""


class DataError(AgentError):
    """A data set of the lab is missing, or a file is not what its name says."""


class UnknownEngine(AgentError):
    """There is no way of pointing by this name. The message names those there are."""
