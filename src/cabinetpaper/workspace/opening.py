"""Find and open a workspace.

In: a folder in it. Out: `Workspace`, whose verbs read, compose, check and save. Composing and checking are imported
when asked for, so that a workspace opens in little time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.settings import Settings
from cabinetpaper.workspace.files import Folder
from cabinetpaper.workspace.journal import alone
from cabinetpaper.workspace.names import inside, too_long
from cabinetpaper.workspace.record import Record
from cabinetpaper.workspace.saving import save_all
from cabinetpaper.workspace.settings_rules import FILE, read_settings

if TYPE_CHECKING:
    from cabinetpaper.paper import Edition
    from cabinetpaper.workspace.composing import Recomposed
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

    @property
    def files(self) -> Folder:
        """Return the workspace's files, as they stand on disk."""
        return Folder(self.root)

    def papers(self) -> tuple[str, ...]:
        """Return the names of the papers, in order."""
        from cabinetpaper.workspace.loading import paper_names

        return paper_names(self.files)

    def load(self, paper_id: str, *, record: bool = False, exempt: bool = False) -> Loaded:
        """Return all that a paper, or the record of its decision, is made from, but for what is exempt, unless it is
        asked for; raise `CabinetPaperError` with every finding where none can be made.
        """
        from cabinetpaper.workspace.loading import DECISION_RECORD, load

        kind = DECISION_RECORD if record else ""
        loaded = load(self.files, self.settings, self.findings, paper_id, kind=kind)
        return loaded if exempt else loaded.published()

    def compose(self, paper_id: str, *, exempt: bool = False, record: bool = False) -> Edition:
        """Return the paper with what stands behind it; `findings` has all that was noticed from the files on. Raises as
        `load` does.

        `exempt` asks for the version that is not for publication, `record` for the record of the decision.
        """
        return self.composed(self.load(paper_id, record=record, exempt=exempt))

    def composed(self, loaded: Loaded) -> Edition:
        """Return the edition of what was loaded."""
        from cabinetpaper.workspace.composing import composed

        return composed(loaded, self.settings)

    def check(self, edition: Edition, loaded: Loaded | None = None) -> tuple[Finding, ...]:
        """Return what the rules find in a composed paper; what it was made from is read again where it is not given."""
        from cabinetpaper.checks import Subject, check
        from cabinetpaper.workspace.last_paper import measures_before, printed_before

        record, exempt = edition.variant.startswith("record"), edition.variant.endswith("exempt")
        loaded = loaded or self.load(edition.paper.id, record=record, exempt=exempt)
        before = measures_before(self.files, Record(self.root), edition.paper.id, loaded.details)
        earlier = printed_before(self.files, Record(self.root), edition, loaded, self.settings)
        subject = Subject(edition, loaded.scorecard, self.settings, before.value, loaded.template.without, earlier)
        return (*before.findings, *check(subject))

    def recompose(self, build: str) -> Recomposed:
        """Return an old build as it was: its paper, composed again from what the record has kept of it, whatever has
        become of the narratives and data since; raise `CabinetPaperError` where the record does not have it whole.
        """
        from cabinetpaper.workspace.composing import recompose

        return recompose(Record(self.root), build)

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
        with alone(self.root):
            save_all(
                self.root, {path: data.encode() if isinstance(data, str) else data}, {path: f"out/{name}"}, journal=True
            )
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
        raise CabinetPaperError.of("WORKSPACE-MISSING", f"There is no {FILE} here or above", remedy, Place(str(path)))
    file = Folder(root).read(FILE)
    if file.data is None:
        raise CabinetPaperError(file.findings)
    settings = read_settings(file.data)
    return Workspace(root, settings.value, settings.findings)
