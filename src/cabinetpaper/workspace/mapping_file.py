"""Write the proposed mapping of a workbook beside it.

In: a workspace and a workbook in one of its data folders. Out: the mapping's path and what was found; never over a
mapping that is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.period import Period
from cabinetpaper.sources.mapping import MAPPING_SUFFIX
from cabinetpaper.sources.measures import COLUMNS
from cabinetpaper.sources.proposing import Proposal, propose_mapping
from cabinetpaper.sources.rows import read_rows
from cabinetpaper.sources.workbooks import open_workbook
from cabinetpaper.workspace.files import Files
from cabinetpaper.workspace.names import inside
from cabinetpaper.workspace.saving import save_all
from cabinetpaper.workspace.toml_reading import read_toml

if TYPE_CHECKING:
    from cabinetpaper.workspace.opening import Workspace

CODES: Final[dict[str, str]] = {
    "MAPPING-EXISTS": "The workbook has a mapping already, and a proposal never replaces what somebody has corrected. "
    "Edit the file; to start again, rename or delete it first.",
    "MAPPING-NO-FILE": "There is no workbook of that name in a data folder of the workspace. Save it there first; only "
    "files of the workspace are read.",
    "MAPPING-NOTHING": "No table with periods in its headings was found in the workbook, so there is nothing to "
    "propose. Write the mapping by hand; docs/workbooks.md explains each entry.",
}

_WORKBOOKS: Final = (".xlsx", ".xlsm", ".csv", ".xls")


@dataclass(frozen=True, slots=True)
class Written:
    """The mapping that was written, what it was made from, and what was noticed in the workbook."""

    file: str
    proposal: Proposal
    findings: tuple[Finding, ...] = ()


def write_mapping(workspace: Workspace, file: Path, paper_id: str | None) -> Written:
    """Return what was written for the workbook `file`, named from here, from the workspace or by its bare name in
    data/.

    `paper_id` completes headings such as Q1. Raises `CabinetPaperError` where there is no such workbook, nothing in it
    to map, or a mapping already.
    """
    files = workspace.files
    name = _found(workspace.root, file)
    mapping = f"{name.rpartition('.')[0]}{MAPPING_SUFFIX}"
    target = inside(workspace.root, mapping)
    remedy = "Edit it; to start again, rename or delete it first"
    there_already = CabinetPaperError.of("MAPPING-EXISTS", "The workbook has a mapping already", remedy, Place(mapping))
    if target.exists():
        raise there_already
    book = files.read(name)
    if book.data is None:
        raise CabinetPaperError(book.findings)
    opened = open_workbook(name, book.data)
    if not opened.sheets or not any(sheet.rows for sheet in opened.sheets):
        raise CabinetPaperError(opened.findings)
    period = _period(workspace, files, paper_id) if paper_id else None
    proposal = propose_mapping(name.rpartition("/")[2], opened.sheets, period, _measures(files, name))
    if not proposal.tables:
        remedy = "Write the mapping by hand; docs/workbooks.md explains each entry"
        raise CabinetPaperError.of("MAPPING-NOTHING", "No row of headings names two periods", remedy, Place(name))
    try:
        save_all(workspace.root, {target: proposal.text.encode()}, {target: mapping}, seen={})
    except CabinetPaperError as error:
        raise there_already if any(one.code == "OUTPUT-CHANGED" for one in error.findings) else error from None
    return Written(mapping, proposal, opened.findings)


def _period(workspace: Workspace, files: Files, paper_id: str) -> Period | None:
    """Return the period of a paper, or None where its paper.toml does not say; raise `CabinetPaperError` where there is
    no such paper.
    """
    if paper_id not in workspace.papers():
        workspace.load(paper_id)
    file = f"narratives/{paper_id}/paper.toml"
    try:
        return Period.parse(str(read_toml(file, files.read(file).data or b"").entries.get("period", "")))
    except ValueError:
        return None


def _found(root: Path, file: Path) -> str:
    """Return the workbook's path in the workspace."""
    for path in (file, root / file, root / "data" / file):
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path.resolve().relative_to(root.resolve()).as_posix()
    have = sorted(
        path.relative_to(root).as_posix()
        for path in (root / "data").rglob("*")
        if path.suffix.lower() in _WORKBOOKS and path.name[:2] != "~$"
    )
    outside = file.is_file()
    message = f"{file} does not stand in this workspace" if outside else f"There is no workbook {file}"
    remedy = "Save it in data/ first" if outside else advice(file.as_posix(), have, "data/ has", "no workbook")
    raise CabinetPaperError.of("MAPPING-NO-FILE", message, remedy, Place(file.as_posix()))


def _measures(files: Files, workbook: str) -> dict[str, str]:
    """Return the names of the measures of the CSV file beside the workbook, with their ids."""
    file = f"{workbook.rpartition('/')[0]}/measures.csv"
    data = files.read(file).data or b""
    rows = read_rows(file, data, COLUMNS).rows if data else ()
    return {
        name: row.cells["id"]
        for row in rows
        for name in (row.cells["name"], row.cells["short_name"], row.cells["code"])
        if name
    }
