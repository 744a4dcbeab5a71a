"""What `mneme lab` lists, trains, evaluates and shows. Shipped weights: `agent/weights/lab`."""

from __future__ import annotations

from pathlib import Path

from agent.errors import DataError
from agent.lab.experiment import Experiment
from agent.lab.of_aspects import Aspects
from agent.lab.of_babi import BabiMemNN
from agent.lab.of_memn2n import BabiMemN2N
from agent.lab.of_ntm import TuringTask
from agent.lab.of_world import World
from agent.weights_io import weights_folder

_MEMN2N = "MemN2N, bAbI 1k, answers alone"
EXPERIMENTS: tuple[Experiment, ...] = (
    BabiMemNN("memnn-babi-1k", "en", 25, 40, "25 minutes"),
    BabiMemNN("memnn-babi-10k", "en-10k", 8, 6, "40 minutes"),
    BabiMemNN(
        "memnn-babi-1k-passage",
        "en",
        25,
        40,
        "25 minutes",
        True,
        "The control of memnn-babi-1k: trained and asked with the question hidden",
    ),
    World(),
    BabiMemN2N(
        "memn2n-babi", "en", False, 10, "70 minutes", f"{_MEMN2N}, per task (Sukhbaatar 2015)"
    ),
    BabiMemN2N("memn2n-babi-joint", "en", True, 10, "70 minutes", f"{_MEMN2N}, joint"),
    TuringTask("copy", "10 minutes"),
    TuringTask("repeat-copy", "40 minutes"),
    TuringTask("associative-recall", "30 minutes"),
    TuringTask("dynamic-ngrams", "25 minutes"),
    TuringTask("priority-sort", "60 minutes"),
    Aspects(
        "aspects-restaurants",
        "published",
        ("restaurants",),
        "5 minutes",
        "Deep memory network, SemEval-2014 restaurants (Tang 2016)",
    ),
    Aspects(
        "aspects-restaurants-spread",
        "published",
        ("restaurants",),
        "5 minutes",
        "The same with hops made to spread their attention",
        0.01,
    ),
    Aspects(
        "aspects-laptops",
        "published",
        ("laptops",),
        "3 minutes",
        "Deep memory network, SemEval-2014 laptops (Tang 2016)",
    ),
    Aspects(
        "aspects-minilm",
        "minilm",
        ("restaurants", "laptops"),
        "35 minutes",
        "The same hops over MiniLM's states, both domains",
    ),
)


def find(name: str) -> Experiment:
    """An experiment by name.

    Raises:
        DataError: there is none of this name.
    """
    for experiment in EXPERIMENTS:
        if experiment.name == name:
            return experiment
    known = ", ".join(experiment.name for experiment in EXPERIMENTS)
    raise DataError(f"There is no experiment {name!r}. There are: {known}")


def shipped(name: str) -> Path:
    """Where the weights that come with Mneme lie for an experiment, there or not."""
    return weights_folder() / "lab" / f"{name}.safetensors"
