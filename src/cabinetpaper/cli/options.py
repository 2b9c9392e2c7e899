"""What the verbs share: their options, the workspace they work in, and the paper, snippet or measure that is meant.

In: options and names as typed. Out: an open workspace and ids that exist. A name that does not exist is answered with
the nearest ones and all valid choices.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from cabinetpaper.cli.report import Report
from cabinetpaper.finding import CabinetPaperError, Place
from cabinetpaper.nearest import advice

if TYPE_CHECKING:
    from cabinetpaper.workspace import Workspace

CODES: Final[dict[str, str]] = {
    "NAME-UNKNOWN": "There is no measure or drafted snippet of that name. Choose one of those listed.",
    "PAPER-NONE": "The workspace has no paper yet. Make a folder in narratives/ with a paper.toml; the first tutorial "
    "shows what stands in it.",
}

SETTINGS: Final = "cabinetpaper.toml"
_EXAMINED: Final = (".pdf", ".docx", ".html", ".htm")


@dataclass(frozen=True)
class Run:
    """One run of a verb: how it speaks, the folder to work in, and click's own context."""

    ctx: click.Context
    report: Report
    folder: Path | None = None

    @cached_property
    def workspace(self) -> Workspace:
        """Return the workspace that the folder, or else the current one, belongs to; raise `CabinetPaperError` if there
        is none.
        """
        from cabinetpaper.workspace import open_workspace

        return open_workspace(self.folder or Path.cwd())

    def papers(self, name: str | None) -> tuple[str, ...]:
        """Return the papers that are meant: the one named (a folder's path does as well as its name), else all, by
        name. Whether a paper of that name exists is told when it is loaded.
        """
        if name is not None:
            return (name.replace("\\", "/").rstrip("/").removesuffix("/paper.toml").rpartition("/")[2],)
        if papers := self.workspace.papers():
            return papers
        remedy = (
            "Make a folder in narratives/ with a paper.toml, or look at the worked example: cabinetpaper new example "
            "--sample"
        )
        raise CabinetPaperError.of("PAPER-NONE", "There is no paper in narratives/", remedy, Place("narratives"))

    def paper(self, name: str | None) -> str:
        """Return the paper that is meant: the one named, else the last by name, which is then told."""
        *others, last = self.papers(name)
        if others:
            count = len(others) + 1
            self.report.say(f"Paper: {last}, the last of {count}. Name another to choose it: {', '.join(others)}")
        return last


def speaking(verb: Callable[..., None]) -> Callable[..., None]:
    """Return the verb with --quiet and --format; it is given its `Run`, whose report is where a failure finds it."""

    @click.option("--quiet", "-q", is_flag=True, help="Print data and errors only.")
    @click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help="Text for people, or JSON for programs.",
    )
    @wraps(verb)
    def run(quiet: bool, form: str, workspace: Path | None = None, **given: Any) -> None:
        ctx = click.get_current_context()
        report = Report(ctx.info_name or "", quiet, form)
        ctx.meta[Report.KEY] = report
        verb(Run(ctx, report, workspace), **given)

    return run


def shared(verb: Callable[..., None]) -> Callable[..., None]:
    """Return the verb with --quiet, --format and --workspace; it is given its `Run`."""
    place = click.Path(path_type=Path, file_okay=False)
    about = "The workspace to work in. Otherwise the one that this folder belongs to."
    run = speaking(verb)
    click.option("--workspace", type=place, metavar="DIR", help=about)(run)
    return run


def folder_of(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upwards, that holds a cabinetpaper.toml."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)


def choose(kind: str, name: str, choices: Sequence[str]) -> str:
    """Return `name` if it is a choice; raise `CabinetPaperError` (NAME-UNKNOWN) with the nearest and the valid ones if
    not.
    """
    if name in choices:
        return name
    remedy = advice(name, choices, most=3) if choices else f"There is no {kind} to choose"
    raise CabinetPaperError.of("NAME-UNKNOWN", f"There is no {kind} “{name}”", remedy)


def _workspace_folder(ctx: click.Context) -> Path | None:
    named = ctx.params.get("workspace")
    return named if isinstance(named, Path) else folder_of(Path.cwd())


class _Name(click.ParamType[str]):
    """A name that the shell can complete from the workspace's files, read by `names_in` without opening the
    workspace.
    """

    def __init__(self, name: str, names_in: Callable[[Path], list[str]]) -> None:
        self.name = name
        self._names_in = names_in

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Return the names that begin with what is typed; none where there is no workspace."""
        folder = _workspace_folder(ctx)
        try:
            names = self._names_in(folder) if folder else []
        except (OSError, UnicodeError, csv.Error):
            names = []
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _papers_in(folder: Path) -> list[str]:
    """Return the papers: the folders in narratives/ with a paper.toml."""
    return sorted(file.parent.name for file in folder.glob("narratives/*/paper.toml"))


def _measures_in(folder: Path) -> list[str]:
    """Return the ids in data/measures.csv."""
    with (folder / "data" / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["id"] for row in csv.DictReader(file) if row.get("id")]


class _NameOrFile(_Name):
    """A name, or a file that is taken as it is."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin with what is typed, and let the shell go on with files."""
        return [*super().shell_complete(ctx, param, incomplete), CompletionItem(incomplete, type="file")]


def is_file(given: str) -> bool:
    """Return whether a file is meant, not a paper: by its end, or because there is one of that name; paper.toml stands
    for its paper.
    """
    return given.lower().endswith(_EXAMINED) or (Path(given).is_file() and Path(given).name != "paper.toml")


PAPER_NAME: Final = _Name("paper", _papers_in)
"""The name of a paper: a folder in narratives/ with a paper.toml."""

PAPER_OR_FILE: Final = _NameOrFile("paper or file", _papers_in)
"""A paper, or a PDF, a DOCX or an HTML page that is to be checked as it is."""

MEASURE_NAME: Final = _Name("measure", _measures_in)
"""The id of a measure."""
