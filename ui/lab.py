"""`mneme lab`: fetch data, train, evaluate and show the networks of the literature."""

from __future__ import annotations

from pathlib import Path

import click

from agent.errors import WeightsUnavailable
from ui.printing import show_json

_folder = click.Path(file_okay=False, path_type=Path)
data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="MNEME_DATA",
    help="Folder of the data sets, as docs/LAB.md lays it out (or MNEME_DATA).",
)
out_option = click.option(
    "--out", type=_folder, default="runs/lab", show_default=True, help="Folder of all lab runs."
)
seed_option = click.option(
    "--seed", type=click.IntRange(-(10**9), 10**9), default=0, show_default=True
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


@click.group()
def lab() -> None:
    """Memory networks of the literature: list, fetch, train, eval, show."""


@lab.command("list")
@json_option
def list_(as_json: bool) -> None:
    """Every experiment: its name, what it is, how long it trains on one core."""
    from agent.lab.experiments import EXPERIMENTS, shipped

    rows = [
        {"name": e.name, "about": e.about, "takes": e.takes, "shipped": shipped(e.name).exists()}
        for e in EXPERIMENTS
    ]
    if as_json:
        show_json(rows)
        return
    for row in rows:
        weights = "weights come with Mneme" if row["shipped"] else "no weights shipped"
        click.echo(f"{row['name']:24} {row['about']}")
        click.echo(f"{'':24} about {row['takes']} on one core; {weights}")


@lab.command()
@click.argument("name")
@click.argument("data", type=_folder)
def fetch(name: str, data: Path) -> None:
    """Download a data set (babi) into the folder DATA, checked by checksum."""
    from agent.lab.fetch import fetch as fetch_data

    for folder in fetch_data(name, data):
        click.echo(f"{folder}: {len(list(folder.iterdir()))} files")


@lab.command()
@click.argument("name")
@data_option
@out_option
@seed_option
@click.option(
    "--passes",
    default=1.0,
    show_default=True,
    help="Train this many times as long as planned.",
)
def train(name: str, data: Path | None, out: Path, seed: int, passes: float) -> None:
    """Train an experiment; a run that was stopped goes on where it was."""
    if not 0 < passes < 1e6:  # nor is "nan"
        raise click.BadParameter("give a number above 0", param_hint="--passes")
    from agent.lab.experiment import WEIGHTS, Run
    from agent.lab.experiments import find

    folder = out / name / str(seed)
    find(name).train(Run(folder, seed, data, click.echo, passes))
    click.echo(f"Weights: {folder / WEIGHTS}")


def _weights(name: str, out: Path, seed: int) -> Path:
    """What was trained here, else what comes with Mneme."""
    from agent.lab.experiment import WEIGHTS
    from agent.lab.experiments import shipped

    trained = out / name / str(seed) / WEIGHTS
    weights = trained if trained.exists() else shipped(name)
    if not weights.exists():
        raise WeightsUnavailable(
            f"{name} is not trained under {out} with seed {seed}, and no weights of it come with "
            f"Mneme. Train it with: mneme lab train {name} --seed {seed}"
        )
    return weights


@lab.command("eval")
@click.argument("name")
@data_option
@out_option
@seed_option
@click.option(
    "--split",
    type=click.Choice(["validation", "test"]),
    default="validation",
    show_default=True,
    help="Validation is split from training; test files are read from the data folder.",
)
@json_option
def eval_(name: str, data: Path | None, out: Path, seed: int, split: str, as_json: bool) -> None:
    """Measure an experiment's weights: those trained under --out, else the shipped ones."""
    from agent.lab.experiments import find

    weights = _weights(name, out, seed)
    figures = find(name).evaluate(weights, data, "test" if split == "test" else "validation")
    if as_json:
        show_json({"experiment": name, "weights": str(weights), "split": split, **figures})
        return
    click.echo(f"{name}, {split}, {weights}")
    for key, value in figures.items():
        click.echo(f"  {key:36} {value:.4f}")


@lab.command()
@click.argument("name")
@data_option
@out_option
@seed_option
def show(name: str, data: Path | None, out: Path, seed: int) -> None:
    """Draw learning curves and where the network looks, as PNG under --out and here."""
    from agent.lab.experiments import find
    from agent.lab.pictures import learning_curves

    folder = out / name / str(seed)
    pictures = folder / "pictures"
    click.echo(find(name).show(_weights(name, out, seed), data, pictures))
    for log in sorted(folder.glob("**/log.csv")):
        part = "" if log.parent == folder else f"-{log.parent.name}"
        learning_curves(log, pictures / f"learning{part}.png")
    if pictures.exists():
        click.echo(f"Pictures: {pictures}")
