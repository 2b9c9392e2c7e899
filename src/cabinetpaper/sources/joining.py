"""Read every workbook that a mapping describes, and put them together.

In: the files of data/. Out: one `Wide` over all workbooks; a mapping without its workbook is told, and so is one that
cannot be used.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Directorate, Measure
from cabinetpaper.nearest import advice
from cabinetpaper.sources.decoding import decode
from cabinetpaper.sources.mapping import MAPPING_SUFFIX, read_mapping
from cabinetpaper.sources.mapping import Mapping as WorkbookMapping
from cabinetpaper.sources.wide import Commentary, Wide, read_wide
from cabinetpaper.sources.workbooks import open_workbook

__all__ = ["CODES", "Commentary", "Workbooks", "joined_workbooks"]

CODES: Final[dict[str, str]] = {
    "MAPPING-WORKBOOK": "A mapping names a workbook that does not stand beside it. Put it there, or correct the name; "
    "a workbook that is open in Excel may "
    "be there only as ~$…, which is Excel's own note and is never read."
}


@dataclass(frozen=True, slots=True)
class Workbooks:
    """The workbooks that have a mapping, not read yet: measures of data/measures.csv have to be known first."""

    files: Mapping[str, bytes]
    mappings: tuple[WorkbookMapping, ...]
    findings: tuple[Finding, ...]

    @property
    def workbooks(self) -> tuple[str, ...]:
        """Return the workspace paths of the workbooks."""
        return tuple(_beside(one) for one in self.mappings)

    def read(self, known: Mapping[str, Measure]) -> Wide:
        """Return what all of them say, in the order of their mappings' names."""
        found = list(self.findings)
        whole: list[Wide] = []
        for mapping in self.mappings:
            path = _beside(mapping)
            if path not in self.files:
                found.append(self._missing(mapping, path))
                continue
            opened = open_workbook(path, self.files[path])
            found += opened.findings
            if opened.sheets:
                whole.append(read_wide(opened.sheets, mapping, known))
        return Wide(
            _once(whole),
            tuple(one for wide in whole for one in wide.observations),
            tuple(one for wide in whole for one in wide.targets),
            tuple(one for wide in whole for one in wide.comparators),
            tuple(one for wide in whole for one in wide.commentary),
            (*found, *(one for wide in whole for one in wide.findings)),
        )

    def _missing(self, mapping: WorkbookMapping, path: str) -> Finding:
        """Return the finding for a mapping without its workbook, with the workbooks that stand beside it."""
        folder = posixpath.dirname(path)
        have = [
            posixpath.basename(file)
            for file in self.files
            if posixpath.dirname(file) == folder and file.lower().endswith((".xlsx", ".xlsm", ".csv"))
        ]
        remedy = advice(mapping.workbook, have, f"{folder}/ has", "no workbook")
        return Finding.error(
            "MAPPING-WORKBOOK", f"There is no workbook “{mapping.workbook}”", remedy, Place(mapping.file)
        )


def _once(whole: Sequence[Wide]) -> tuple[Measure, ...]:
    """Return every measure once, as the first workbook that has it describes it."""
    found: dict[str, Measure] = {}
    for wide in whole:
        for one in wide.measures:
            found.setdefault(one.id, one)
    return tuple(found.values())


def joined_workbooks(files: Mapping[str, bytes], directorates: Sequence[Directorate] = ()) -> Workbooks:
    """Return the workbooks of data/ that a mapping describes."""
    mappings: list[WorkbookMapping] = []
    found: list[Finding] = []
    for file in sorted(files):
        if not file.endswith(MAPPING_SUFFIX):
            continue
        decoded = decode(file, files[file])
        mapped = read_mapping(file, decoded.text, directorates)
        found += [*decoded.findings, *mapped.findings]
        if mapped.mapping is not None:
            mappings.append(mapped.mapping)
    return Workbooks(files, tuple(mappings), tuple(found))


def _beside(mapping: WorkbookMapping) -> str:
    return posixpath.join(posixpath.dirname(mapping.file), mapping.workbook)
