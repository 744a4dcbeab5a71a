"""The command line. No argument opens the chat; every other command is one act, for scripts too.

Exit codes: 0 done, 1 an error (said on standard error), 2 wrong usage, 3 the question has no
answer in memory, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from agent.errors import MnemeError
from ui.locations import home as default_home
from ui.words import evidence_lines, safe, told

if TYPE_CHECKING:
    from agent.agent import Agent
    from agent.exam import Graded, Row
    from agent.reply import Reply

DOES_NOT_KNOW = 3
P = ParamSpec("P")


@dataclass(frozen=True)
class Settings:
    """What the options before a command decide."""

    home: Path
    encoder: str | None

    @contextmanager
    def agent(self) -> Iterator[Agent]:
        """The agent over the chosen home, with progress on a terminal's standard error."""
        from agent import Agent

        with Agent.open(self.home, encoder=self.encoder, progress=_progress()) as opened:
            yield opened


def _progress() -> Callable[[str, float], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(stage: str, share: float) -> None:
        line = "" if share >= 1 else f"{stage} … {share:4.0%}"
        click.echo(f"\r\x1b[K{line}", nl=False, err=True)

    return show


def _caught(command: Callable[P, None]) -> Callable[P, None]:
    """Say our own errors plainly: no traceback for anything a person can cause."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except MnemeError as error:
            click.echo(f"mneme: {safe(str(error))}", err=True)
            sys.exit(1)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except KeyboardInterrupt:
            sys.exit(130)
        except OSError as error:
            click.echo(f"mneme: {error.filename or ''}: {error.strerror or error}", err=True)
            sys.exit(1)

    return run


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 error, 2 wrong usage, 3 no answer in memory, 130 interrupted.",
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="MNEME_HOME",
    help="Folder of the memory (or MNEME_HOME). Default: the platform's data folder.",
)
@click.option(
    "--encoder",
    envvar="MNEME_ENCODER",
    help="Another sentence-transformers model, by folder or cached name (or MNEME_ENCODER).",
)
@click.version_option(version("mneme"), prog_name="mneme")
@click.pass_context
def main(ctx: click.Context, home: Path | None, encoder: str | None) -> None:
    """Mneme: a chat with a long-term memory you can look into. Without a command: the chat."""
    ctx.obj = Settings(home or default_home(), encoder)
    if ctx.invoked_subcommand is None:
        ctx.invoke(chat)


@main.command()
@click.option("--plain", is_flag=True, help="Line by line, without a screen.")
@click.pass_obj
@_caught
def chat(settings: Settings, plain: bool = False) -> None:
    """Open the chat (plain in pipes and dumb terminals)."""
    screen = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if plain or not screen:
        from ui.plain import run as run_plain

        sys.exit(run_plain(settings.home, settings.encoder))
    from ui.app import run as run_screen

    sys.exit(run_screen(settings.home, settings.encoder))


@main.command()
@click.argument("text")
@json_option
@click.pass_obj
@_caught
def tell(settings: Settings, text: str, as_json: bool) -> None:
    """Tell the memory something."""
    with settings.agent() as agent:
        _show(agent.hear(text, at=datetime.now()), as_json)


@main.command()
@click.argument("question")
@json_option
@click.pass_obj
@_caught
def ask(settings: Settings, question: str, as_json: bool) -> None:
    """Ask the memory something; exit code 3 when it does not know."""
    with settings.agent() as agent:
        reply = agent.hear(question, at=datetime.now())
    _show(reply, as_json)
    if reply.kind == "unknown":
        sys.exit(DOES_NOT_KNOW)


@main.command()
@click.argument("query", required=False)
@json_option
@click.pass_obj
@_caught
def memories(settings: Settings, query: str | None, as_json: bool) -> None:
    """List what is remembered, or what is nearest to QUERY."""
    with settings.agent() as agent:
        slots = [slot for slot, _ in agent.recall(query)] if query else agent.memories()
        for slot in slots:
            line = json.dumps(asdict(slot), default=str, ensure_ascii=False)
            click.echo(line if as_json else f"{slot.id:5}  {safe(slot.text)}  ({told(slot)})")


@main.command()
@click.argument("ids", nargs=-1, type=int, required=True)
@json_option
@click.pass_obj
@_caught
def forget(settings: Settings, ids: tuple[int, ...], as_json: bool) -> None:
    """Forget memories by their numbers; `mneme undo` brings them back for ten minutes."""
    with settings.agent() as agent:
        _show(agent.forget(ids, at=datetime.now()), as_json)


@main.command()
@json_option
@click.pass_obj
@_caught
def undo(settings: Settings, as_json: bool) -> None:
    """Bring the last forgetting back."""
    with settings.agent() as agent:
        _show(agent.undo(at=datetime.now()), as_json)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="-")
@click.pass_obj
@_caught
def export(settings: Settings, file: Path) -> None:
    """Write everything as JSON Lines to FILE (or standard output)."""
    from agent.transfer import to_line, write_file

    with settings.agent() as agent:
        if str(file) == "-":
            for record in agent.records():
                click.echo(to_line(record))
        else:
            count = write_file(file, agent.records())
            click.echo(f"{count} memories written to {file}", err=True)


@main.command(name="import")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.pass_obj
@_caught
def import_(settings: Settings, file: Any) -> None:
    """Take in JSON Lines from FILE ("-": standard input); malformed lines are named, not taken."""
    from agent.transfer import BadLine, read_lines

    bad: list[BadLine] = []
    with settings.agent() as agent:
        count = agent.teach(
            read_lines(file, bad),
            at=datetime.now(),
            progress=lambda done: click.echo(f"{done} remembered", err=True),
        )
    click.echo(f"{count} memories taken in, {len(bad)} lines left out")
    for line in bad:
        click.echo(f"line {line.number}: {safe(line.problem)}", err=True)
    if bad:
        sys.exit(1)


@main.command()
@json_option
@click.pass_obj
@_caught
def doctor(settings: Settings, as_json: bool) -> None:
    """Versions, paths, integrity and sizes; exit code 1 when something is wrong."""
    packages = ("mneme", "torch", "faiss-cpu", "sentence-transformers", "textual")
    facts: dict[str, object] = {"home": str(settings.home), "python": sys.version.split()[0]}
    facts |= {name: version(name) for name in packages}
    with settings.agent() as agent:
        facts |= agent.diagnose()
    if as_json:
        click.echo(json.dumps(facts))
    else:
        for name, value in facts.items():
            click.echo(f"{name.replace('_', ' '):22} {value}")
    if not (facts["integrity_ok"] and facts["index_agrees"]):
        sys.exit(1)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--details", is_flag=True, help="Show every wrong answer.")
@json_option
@click.pass_obj
@_caught
def exam(settings: Settings, files: tuple[Path, ...], details: bool, as_json: bool) -> None:
    """Hold teach-then-ask exams (JSON Lines files), each dialogue on a fresh memory."""
    from agent import Agent
    from agent.exam import run_exam, table
    from agent.exam_format import read_exam

    dialogues = [dialogue for file in files for dialogue in read_exam(file)]
    graded = run_exam(dialogues, lambda: Agent.open(":memory:", encoder=settings.encoder))
    rows = table(graded)
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows]))
        return
    if details:
        _show_wrong(graded)
    _show_table(rows)


def _show_wrong(graded: list[Graded]) -> None:
    for one in graded:
        if not one.right:
            wanted = "(abstain)" if one.turn.answer is None else one.turn.answer[0]
            click.echo(
                f"{one.dialogue}: {one.turn.text}\n   wanted {wanted}; said {one.reply.text} "
                f"[{one.reply.kind} {one.reply.confidence:.2f}]{one.error}"
            )


def _show_table(rows: list[Row]) -> None:
    click.echo(
        f"{'category':12}{'asked':>7}{'answered':>10}{'abstained':>11}{'wrong':>7}"
        f"{'right':>8}{'recall':>8}{'cited':>7}{'median':>9}{'p95':>8}"
    )
    for row in rows:
        click.echo(
            f"{row.category:12}{row.questions:7}{row.answered:10}{row.abstained:11}{row.wrong:7}"
            f"{row.right:8.1%}{row.recall:8.2f}{row.cited:7.2f}{row.median_ms:7.0f}ms{row.p95_ms:6.0f}ms"
        )


@main.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="runs/weights",
    show_default=True,
    help="Folder for weights, checkpoint and log.",
)
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with public corpora (docs/TRAINING.md); without it, the simulator alone.",
)
@click.option("--examples", default=40_000, show_default=True, help="Simulated examples.")
@click.option("--seed", default=0, show_default=True)
@click.option("--resume", is_flag=True, help="Go on from the checkpoint in --out.")
@click.option(
    "--start",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Start from the reader weights in this folder.",
)
@_caught
def train(
    out: Path, data: Path | None, examples: int, seed: int, resume: bool, start: Path | None
) -> None:
    """Make the trained weights anew: under an hour on 2 cores, and it can be resumed.

    Use the result with MNEME_WEIGHTS=OUT.
    """
    from agent.training.run import train as run

    run(out, data, examples, seed, resume, start, click.echo)


def _show(reply: Reply, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(reply), default=str, ensure_ascii=False))
    else:
        click.echo("\n".join([safe(reply.text), *evidence_lines(reply)]))
