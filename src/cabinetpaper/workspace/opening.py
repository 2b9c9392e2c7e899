"""Find and open a workspace.

In: a folder in it. Out: `Workspace`, whose verbs read, compose, check and save. Composing and checking are imported
when asked for, so that a workspace opens in little time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.settings import Settings
from cabinetpaper.workspace.consequences import without_consequences
from cabinetpaper.workspace.decision_record import RECORD, as_record
from cabinetpaper.workspace.names import inside, too_long
from cabinetpaper.workspace.saving import save
from cabinetpaper.workspace.settings_rules import FILE, format_problem, settings_problems
from cabinetpaper.workspace.shelf import Shelf
from cabinetpaper.workspace.toml_reading import Filled, fill, read_toml

if TYPE_CHECKING:
    from cabinetpaper.paper import Edition
    from cabinetpaper.workspace.loading import Loaded

CODES: Final[dict[str, str]] = {
    "WORKSPACE-MISSING": "The folder, and those above it, hold no cabinetpaper.toml. Go to a workspace, or make one: "
    "cabinetpaper new DIR."
}


@dataclass(frozen=True)
class Workspace:
    """A council's folder: its settings, its papers and where their outputs go. `findings` are about the settings file
    itself.
    """

    root: Path
    settings: Settings
    findings: tuple[Finding, ...] = ()
    _loaded: dict[str, Loaded] = field(default_factory=dict, init=False, repr=False, compare=False)

    def papers(self) -> tuple[str, ...]:
        """Return the names of the papers, in order."""
        from cabinetpaper.workspace.loading import paper_names

        return paper_names(Shelf(self.root))

    def load(self, paper_id: str, *, record: bool = False) -> Loaded:
        """Return all that a paper, or the record of its decision, is made from; raise `CabinetPaperError` with every
        finding where none can be made.
        """
        from cabinetpaper.workspace.loading import load

        shelf = Shelf(self.root)
        shelf.read(FILE)
        loaded = load(shelf, self.settings, self.findings, paper_id, kind=RECORD if record else "")
        self._loaded[f"{paper_id} {record}"] = loaded
        return loaded

    def compose(self, paper_id: str, *, exempt: bool = False, record: bool = False) -> Edition:
        """Return the paper with what stands behind it; `findings` has all that was noticed from the files on. Raises as
        `load` does.

        `exempt` asks for the version that is not for publication, `record` for the record of the decision.
        """
        return self.composed(self.load(paper_id, record=record), exempt=exempt)

    def composed(self, loaded: Loaded, *, exempt: bool = False) -> Edition:
        """Return the edition of what was loaded. Nothing in it speaks of a snippet that this version holds back."""
        from cabinetpaper.compose import compose

        edition = compose(
            loaded.details,
            loaded.template,
            loaded.scorecard,
            loaded.snippets,
            self.settings,
            paper_id=loaded.paper_id,
            exempt=exempt,
        )
        told = tuple(one for one in loaded.findings if one.place.file not in edition.withheld)
        if loaded.details.kind == RECORD:
            edition = as_record(edition, self.compose(loaded.paper_id, exempt=exempt))
        return replace(edition, findings=without_consequences(told, edition.findings, loaded.details.data))

    def check(self, edition: Edition) -> tuple[Finding, ...]:
        """Return what the rules find in a composed paper."""
        from cabinetpaper.checks import Subject, check
        from cabinetpaper.workspace.last_paper import measures_before

        record = edition.variant.startswith("record")
        loaded = self._loaded.get(f"{edition.paper.id} {record}") or self.load(edition.paper.id, record=record)
        before = measures_before(Shelf(self.root), edition.paper.id, loaded.details)
        return check(Subject(edition, loaded.scorecard, self.settings, before, loaded.template.without))

    @property
    def out(self) -> Path:
        """Return the folder of the outputs."""
        return self.root / "out"

    def save(self, name: str, data: bytes | str) -> Path:
        """Write a file in out/ and return its path; raise `CabinetPaperError` where the name or the file does not allow
        it.
        """
        path = inside(self.out, name)
        inside(self.root, f"out/{name}")  # nor is out/ itself a link to elsewhere
        if long := too_long(path, f"out/{name}"):
            raise CabinetPaperError(long)
        save(path, data.encode() if isinstance(data, str) else data, f"out/{name}")
        return path

    @staticmethod
    def create(directory: str | Path, *, sample: bool = False) -> tuple[Path, ...]:
        """Make a workspace in an empty folder and return its files; see `starter.create`."""
        from cabinetpaper.workspace.starter import create

        return create(directory, sample=sample)


def open_workspace(path: str | Path = ".") -> Workspace:
    """Return the workspace that `path` belongs to.

    Raises `CabinetPaperError` where there is none, where its format is unknown or its settings cannot be read at all. A
    wrong setting does not raise: it is told with all else that is wrong with a paper, and stops its build.
    """
    start = Path(path).resolve()
    root = next((folder for folder in (start, *start.parents) if (folder / FILE).is_file()), None)
    if root is None:
        remedy = "Go to a workspace, or make one: cabinetpaper new DIR."
        raise CabinetPaperError(
            Finding.error("WORKSPACE-MISSING", f"There is no {FILE} here or above", remedy, Place(str(path)))
        )
    shelf = Shelf(root)
    data = shelf.read(FILE)
    if data is None:
        raise CabinetPaperError(shelf.findings)
    written: Filled[Mapping[str, object]] = read_toml(FILE, data)
    if written.value is None:
        raise CabinetPaperError(written.findings)
    if wrong := format_problem(written.entries, written.line("format")):
        raise CabinetPaperError(wrong)
    filled: Filled[Settings] = fill(FILE, data, Settings)
    return Workspace(root, filled.value or Settings(), (*filled.findings, *settings_problems(filled)))
