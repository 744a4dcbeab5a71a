"""The command line. No argument opens the chat; every other command is one act, for scripts too.

Exit codes: 0 done, 1 an error (said on standard error), 2 wrong usage, 3 the question has no
answer in memory, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from agent.engine_names import ENGINES
from agent.errors import MnemeError
from ui.exporting import export as export_to
from ui.history import forget_typed
from ui.lab import lab
from ui.locations import expanded, state_folder
from ui.locations import home as default_home
from ui.printing import show_json, show_reply, show_slots, show_table, show_wrong, wrong_as_json
from ui.progress import is_terminal, is_tty, loading
from ui.speech import Speech
from ui.words import counted, one_line, os_problem, safe

if TYPE_CHECKING:
    from agent.agent import Agent
    from agent.keeping import Keeper
    from agent.reply import Reply

DOES_NOT_KNOW = 3
INTERRUPTED = 130
EXIT_CODES = (
    "Exit codes: 0 done, 1 error, 2 wrong usage, 3 no answer in memory (ask), 130 interrupted."
)
MOST_BAD = 20  # lines that are named; a file that is no export has thousands
MAX_ID = 2**63 - 1  # SQLite's largest whole number


@dataclass(frozen=True)
class Settings:
    """What the options before a command decide."""

    home: Path
    encoder: str | None
    capacity: int | None

    def open(self, progress: Callable[[str, float], None] | None) -> Agent:
        """Open the agent over the chosen home."""
        from agent import Agent

        return Agent.open(
            self.home, encoder=self.encoder, progress=progress, capacity=self.capacity
        )

    @contextmanager
    def agent(self, by_line: bool = False) -> Iterator[Agent]:
        """The agent over the chosen home, with progress on a terminal's standard error.

        What was forgotten too long ago to be undone is removed for good on the way.
        """
        with self._opened(by_line) as opened:
            opened.purge(at=datetime.now())
            yield opened

    @contextmanager
    def keeper(self) -> Iterator[Keeper]:
        """The same for what needs no model: none is loaded, and the encoder plays no part."""
        from agent.keeping import Keeper

        with Keeper.open(self.home) as opened:
            opened.purge(at=datetime.now())
            yield opened

    def _opened(self, by_line: bool) -> Agent:
        progress = loading(by_line)
        try:
            return self.open(progress)
        finally:
            if progress is not None:
                progress.end_line()


class Plainly(click.Group):
    """A group that says errors in one line: no traceback for anything a person can cause."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; its own errors end it with 1, an interruption with 130."""
        _print_anything()
        try:
            return super().invoke(ctx)
        except MnemeError as error:
            problem = str(error)
        except KeyboardInterrupt:
            return ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            raise  # whoever read us has gone: click ends quietly with 1
        except OSError as error:
            problem = os_problem(error)
        click.echo(f"mneme: {safe(problem)}", err=True)
        return ctx.exit(1)


def _print_anything() -> None:
    """A letter the locale has no byte for, or a byte that is no letter, is shown, not fatal."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


@click.group(
    cls=Plainly,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
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
@click.option(
    "--capacity",
    type=click.IntRange(1),
    envvar="MNEME_CAPACITY",
    help="Most memories to keep (or MNEME_CAPACITY); the least useful are forgotten for good. "
    "Default: all are kept.",
)
@click.version_option(version("mneme"), prog_name="mneme")
@click.pass_context
def main(ctx: click.Context, home: Path | None, encoder: str | None, capacity: int | None) -> None:
    """Mneme: a chat with a long-term memory you can look into. Without a command: the chat."""
    ctx.obj = Settings(expanded(home) if home else default_home(), encoder, capacity)
    if ctx.invoked_subcommand is None:
        ctx.invoke(chat)


@main.command()
@click.option("--plain", is_flag=True, help="Line by line, without a screen.")
@click.pass_obj
def chat(settings: Settings, plain: bool = False) -> None:
    """Open the chat (plain in pipes and dumb terminals)."""
    screen = is_tty(sys.stdin) and is_tty(sys.stdout) and os.environ.get("TERM") != "dumb"
    if plain or not screen:
        from ui.plain import run as run_plain

        with settings.agent(by_line=plain) as agent:
            sys.exit(run_plain(agent, settings.home))
    from ui.app import run as run_screen

    sys.exit(run_screen(settings.home, settings.open))


@main.command(cls=Speech)
@click.argument("words", nargs=-1, required=True)
@json_option
@click.pass_obj
def tell(settings: Settings, words: tuple[str, ...], as_json: bool) -> None:
    """Tell the memory something; a question or a command is taken as in the chat."""
    show_reply(_heard(settings, words), as_json)


@main.command(cls=Speech)
@click.argument("words", nargs=-1, required=True)
@json_option
@click.pass_obj
def ask(settings: Settings, words: tuple[str, ...], as_json: bool) -> None:
    """Ask the memory something; nothing is stored. Exit code 3 when it does not know."""
    reply = _heard(settings, words, asked=True)
    show_reply(reply, as_json)
    if reply.kind == "unknown":
        if not words[-1].endswith("?"):
            click.echo("Nothing was stored. To have it remembered: mneme tell …", err=True)
        sys.exit(DOES_NOT_KNOW)


def _heard(settings: Settings, words: tuple[str, ...], asked: bool = False) -> Reply:
    """The reply to one utterance; what it forgot leaves the screen's typed history too."""
    with settings.agent() as agent:
        reply = agent.hear(" ".join(words), at=datetime.now(), asked=asked)
        forget_typed(state_folder(settings.home), reply, agent.memories)
    return reply


@main.command()
@click.argument("query", required=False)
@json_option
@click.pass_obj
def memories(settings: Settings, query: str | None, as_json: bool) -> None:
    """List what is remembered, or what is nearest to QUERY."""
    if query:
        with settings.agent() as agent:
            show_slots([slot for slot, _ in agent.recall(query)], as_json)
    else:
        with settings.keeper() as keeper:
            show_slots(keeper.memories(), as_json)


@main.command()
@click.argument("ids", nargs=-1, type=click.IntRange(1, MAX_ID), required=True)
@json_option
@click.pass_obj
def forget(settings: Settings, ids: tuple[int, ...], as_json: bool) -> None:
    """Forget memories by their numbers; `mneme undo` brings them back for ten minutes."""
    with settings.keeper() as keeper:
        reply = keeper.forget(ids, at=datetime.now())
        forget_typed(state_folder(settings.home), reply, keeper.memories)
        show_reply(reply, as_json)


@main.command()
@json_option
@click.pass_obj
def undo(settings: Settings, as_json: bool) -> None:
    """Bring the last forgetting back."""
    with settings.keeper() as keeper:
        show_reply(keeper.undo(at=datetime.now()), as_json)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="-")
@click.option("--force", is_flag=True, help="Replace FILE also when it holds something else.")
@click.pass_obj
def export(settings: Settings, file: Path, force: bool) -> None:
    """Write everything as JSON Lines to FILE (or standard output)."""
    from agent.transfer import write_lines

    with settings.keeper() as keeper:
        if str(file) == "-":
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8")  # JSON Lines are, in any locale
            write_lines(sys.stdout, keeper.records())
            sys.stdout.flush()
        else:
            click.echo(safe(export_to(file, keeper.records(), force)), err=True)


@main.command(name="import")
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"))
@json_option
@click.pass_obj
def import_(settings: Settings, file: TextIO, as_json: bool) -> None:
    """Take in JSON Lines from FILE ("-": standard input); malformed lines are named, not taken."""
    from agent.transfer import BadLine, read_lines

    bad: list[BadLine] = []
    with settings.agent() as agent:
        count = agent.teach(read_lines(file, bad), at=datetime.now(), progress=_counter())
    if as_json:
        show_json({"taken_in": count, "left_out": [asdict(line) for line in bad]})
    else:
        lines = "1 line" if len(bad) == 1 else f"{len(bad):,} lines"
        click.echo(f"{counted(count)} taken in, {lines} left out")
        for line in bad[:MOST_BAD]:
            click.echo(f"line {line.number}: {safe(line.problem)}", err=True)
        if len(bad) > MOST_BAD:
            click.echo(f"and {len(bad) - MOST_BAD:,} more", err=True)
    if bad:
        sys.exit(1)


def _counter() -> Callable[[int], None] | None:
    if not is_terminal():
        return None
    return lambda done: click.echo(f"{done} remembered", err=True)


@main.command()
@json_option
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> None:
    """Versions, paths, integrity and sizes; exit code 1 when something is wrong."""
    from agent.weights_io import check_weights

    packages = ("mneme", "torch", "faiss-cpu", "sentence-transformers", "textual")
    facts: dict[str, object] = {"home": str(settings.home), "python": sys.version.split()[0]}
    facts |= {name: _version(name) for name in packages}
    try:
        check_weights()
        with settings.keeper() as keeper:
            facts |= keeper.diagnose()
    except (MnemeError, OSError) as error:
        said = os_problem(error) if isinstance(error, OSError) else str(error)
        facts |= {"problem": one_line(said), "integrity_ok": False}
    if as_json:
        show_json(facts)
    else:
        for name, value in facts.items():
            click.echo(f"{name.replace('_', ' '):22} {safe(str(value))}")
    if not (facts["integrity_ok"] and facts.get("index_agrees")):
        sys.exit(1)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed under this name"


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--details", is_flag=True, help="Show every wrong answer.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="default",
    show_default=True,
    help="How memories are pointed at.",
)
@json_option
@click.pass_obj
def exam(
    settings: Settings, files: tuple[Path, ...], details: bool, engine: str, as_json: bool
) -> None:
    """Hold teach-then-ask exams (JSON Lines files), each dialogue on a fresh memory."""
    from agent import Agent
    from agent.exam import run_exam, table
    from agent.exam_format import read_exam

    dialogues = [dialogue for file in files for dialogue in read_exam(file)]

    def fresh() -> Agent:
        agent = Agent.open(":memory:", encoder=settings.encoder)
        agent.engine = engine
        return agent

    graded = run_exam(
        dialogues,
        fresh,
        failed=lambda what: click.echo(f"mneme: {safe(what)}", err=True),
    )
    rows = table(graded)
    if as_json:
        wrong = {"wrong": wrong_as_json(graded)} if details else {}
        show_json({"table": [asdict(row) for row in rows], **wrong})
        return
    if details:
        show_wrong(graded)
    show_table(rows)


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
@click.option(
    "--examples",
    type=click.IntRange(1),
    default=12_000,
    show_default=True,
    help="Simulated examples of one pass.",
)
@click.option(
    "--passes",
    type=click.IntRange(1),
    default=8,
    show_default=True,
    help="Passes, each over new stories.",
)
@click.option("--seed", default=0, show_default=True)
@click.option("--resume", is_flag=True, help="Go on from the checkpoint in --out.")
@click.option(
    "--device", type=click.Choice(["cpu", "cuda"]), help="Default: a GPU when there is one."
)
@click.option(
    "--start",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Start from the reader weights in this folder.",
)
@click.option(
    "--keep",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of the weights in --start that is mixed into the end's.",
)
def train(
    out: Path,
    data: Path | None,
    examples: int,
    passes: int,
    seed: int,
    resume: bool,
    start: Path | None,
    device: str | None,
    keep: float,
) -> None:
    """Make the trained weights anew: about half an hour a pass on 2 cores; it can be resumed.

    Use the result with MNEME_WEIGHTS=OUT.
    """
    from agent.training.run import train as run

    run(out, data, examples, passes, seed, resume, start, device, keep, click.echo)


@main.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="runs/weights",
    show_default=True,
    help="Folder for the reader's weights with the new confidence.",
)
def calibrate(files: tuple[Path, ...], out: Path) -> None:
    """Fit the confidence on conversations: when to answer, and when not (files as for exams).

    The reader itself stays as it is. Measure it on other conversations than these.
    """
    from agent.exam_format import read_exam
    from agent.training.conversations import fit_confidence

    fit_confidence([d for file in files for d in read_exam(file)], out, click.echo)


main.add_command(lab)

for _command in (*main.commands.values(), *lab.commands.values()):
    _command.epilog = EXIT_CODES
