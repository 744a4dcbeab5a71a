"""`mneme lab`: list, train, eval and show, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ui.cli import main


def lab(*args: str) -> Result:
    return CliRunner().invoke(main, ["lab", *args])


def test_the_list_names_every_network() -> None:
    said = lab("list")
    assert said.exit_code == 0
    for name in ("memnn-babi-10k", "memn2n-babi", "ntm-copy", "aspects-minilm", "world"):
        assert name in said.output
    rows = json.loads(lab("list", "--json").output)
    assert all(row["about"] and row["takes"] for row in rows)


def test_an_experiment_is_trained_measured_and_shown(tmp_path: Path) -> None:
    out = str(tmp_path)
    trained = lab("train", "ntm-copy", "--out", out, "--seed", "3", "--passes", "0.0005")
    assert trained.exit_code == 0, trained.output
    assert (tmp_path / "ntm-copy" / "3" / "log.csv").exists()
    found = lab("eval", "ntm-copy", "--out", out, "--seed", "3", "--json")
    figures = json.loads(found.output)
    assert 0 < figures["error@20"] < 1
    shown = lab("show", "ntm-copy", "--out", out, "--seed", "3")
    assert shown.exit_code == 0, shown.output
    pictures = {path.name for path in (tmp_path / "ntm-copy" / "3" / "pictures").iterdir()}
    assert "learning.png" in pictures
    assert any(name.startswith("ntm-copy-read") for name in pictures)


def test_mistakes_are_said_in_a_line(tmp_path: Path) -> None:
    for args in (
        ("train", "nothing", "--out", str(tmp_path)),
        ("train", "memnn-babi-1k", "--out", str(tmp_path)),
        ("eval", "memnn-babi-1k", "--out", str(tmp_path), "--data", str(tmp_path)),
    ):
        said = lab(*args)
        assert said.exit_code == 1, said.output
        assert said.stderr.startswith("mneme: ")
        assert len(said.stderr.splitlines()) == 1


def test_fetching_what_is_not_published_says_what_is(tmp_path: Path) -> None:
    said = lab("fetch", "nothing", str(tmp_path / "data"))
    assert said.exit_code != 0
    assert "babi" in said.output
    assert not (tmp_path / "data").exists()


def test_weights_that_nobody_has_are_said_with_how_to_train_them(tmp_path: Path) -> None:
    said = lab("eval", "memnn-babi-1k-passage", "--out", str(tmp_path), "--seed", "5")
    assert said.exit_code == 1
    assert "mneme lab train memnn-babi-1k-passage --seed 5" in said.output


@pytest.mark.parametrize("passes", ["0", "-1", "nan"])
def test_a_training_of_nothing_is_refused(passes: str, tmp_path: Path) -> None:
    said = lab("train", "ntm-copy", "--out", str(tmp_path), f"--passes={passes}")
    assert said.exit_code == 2
    assert not list(tmp_path.iterdir())
