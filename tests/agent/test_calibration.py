"""The confidence of answers: fitted, honest, and shy of what was never told."""

from __future__ import annotations

import random
from dataclasses import replace
from math import log

import pytest

from agent.engines import HopReading
from agent.reading import Reading
from agent.story import Example, Told
from agent.training.calibrate import Bin, calibrate, expected_calibration_error, reliability
from agent.training.measure import Outcome


def outcome(p: float, right: bool, told: bool = True) -> Outcome:
    """A reading whose parts all say p."""
    reading = Reading((HopReading(0, (p,), 1 - p),), "yes", (), None, (log(p), log(p), log(p)))
    example = Example((Told("a"),), "?", "yes" if told else "unknown", (0,) if told else ())
    return Outcome(example, reading, right, told)


def outcomes(rng: random.Random) -> list[Outcome]:
    """Right as often as p says; a quarter was never told and is always wrong when answered."""
    made = []
    for _ in range(800):
        p, told = rng.uniform(0.05, 0.99), rng.random() < 0.75
        made.append(outcome(p if told else p * 0.6, told and rng.random() < p, told))
    return made


def test_confidence_grows_with_the_evidence_and_is_nearly_right() -> None:
    calibration = calibrate(outcomes(random.Random(1)))
    low, high = (calibration.confidence(outcome(p, True).reading) for p in (0.2, 0.9))
    assert low < high
    bins = reliability(calibration, outcomes(random.Random(2)))
    assert sum(b.share for b in bins) == pytest.approx(1)
    assert expected_calibration_error(bins) < 0.1


def test_the_error_is_the_mean_gap() -> None:
    assert expected_calibration_error((Bin(0.9, 0.7, 0.5), Bin(0.1, 0.2, 0.5))) == pytest.approx(
        0.15
    )


def test_a_threshold_withholds_what_is_mostly_invented() -> None:
    told = [outcome(0.9, True) for _ in range(50)]
    untold = [outcome(0.3, False, told=False) for _ in range(50)]
    calibration = calibrate([*told, *untold])
    assert not calibration.sure(untold[0].reading)
    assert calibration.sure(told[0].reading)


def test_each_kind_of_answer_has_a_threshold_of_its_own() -> None:
    told = [
        outcome(p, right) for p in (0.4, 0.6, 0.9) for right in (True, False) for _ in range(20)
    ]
    lists = [replace(o, reading=replace(o.reading, kind="list")) for o in told]
    untold = [outcome(0.6, False, told=False) for _ in range(60)]
    calibration = calibrate([*told, *lists, *untold])
    unsure = outcome(0.4, True).reading
    assert calibration.sure(replace(unsure, kind="list"))
    assert not calibration.sure(unsure)
