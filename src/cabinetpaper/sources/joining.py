"""Read every workbook that a mapping describes, and put them together.

In: the files of data/. Out: one `Wide` over all workbooks; a mapping without its workbook is reported, and so is one
that cannot be used.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Directorate, Measure
from cabinetpaper.nearest import advice
from cabinetpaper.sources.decoding import decode
from cabinetpaper.sources.mapping import MAPPING_SUFFIX, read_mapping
from cabinetpaper.sources.mapping import Mapping as WorkbookMapping
from cabinetpaper.sources.wide import Read, Wide, read_wide
from cabinetpaper.sources.workbooks import open_workbook

CODES: Final[dict[str, str]] = {
    "MAPPING-WORKBOOK": "A mapping names a workbook that does not stand beside it. Put it there, or correct the name; "
    "a workbook that is open in Excel may be there only as ~$…, which is Excel's own note and is never read."
}


@dataclass(frozen=True, slots=True)
class Workbooks:
    """The mappings in data/, and what is wrong with them. Their workbooks are not read yet: measures of
    data/measures.csv have to be known first.
    """

    mappings: tuple[WorkbookMapping, ...]
    findings: tuple[Finding, ...]


def mapped_workbooks(files: Mapping[str, bytes], directorates: Sequence[Directorate] = ()) -> Workbooks:
    """Return the workbooks of data/ that a mapping describes, in the order of their mappings' names."""
    mappings: list[WorkbookMapping] = []
    found: list[Finding] = []
    for file in sorted(files):
        if file.endswith(MAPPING_SUFFIX):
            decoded = decode(file, files[file])
            mapped = read_mapping(file, decoded.text, directorates)
            found += [*decoded.findings, *mapped.findings]
            if mapped.mapping is not None:
                mappings.append(mapped.mapping)
    return Workbooks(tuple(mappings), tuple(found))


def read_workbooks(files: Mapping[str, bytes], workbooks: Workbooks, known: Mapping[str, Measure]) -> Wide:
    """Return what all workbooks say, in the order of their mappings' names."""
    return Wide.of(chain(workbooks.findings, *(_read(files, mapping, known) for mapping in workbooks.mappings)))


def _read(files: Mapping[str, bytes], mapping: WorkbookMapping, known: Mapping[str, Measure]) -> Iterator[Read]:
    """Yield what one workbook says."""
    if mapping.path in files:
        opened = open_workbook(mapping.path, files[mapping.path])
        yield from opened.findings
        yield from read_wide(opened.sheets, mapping, known) if opened.sheets else ()
        return
    folder = posixpath.dirname(mapping.path)
    beside = [
        posixpath.basename(file)
        for file in files
        if posixpath.dirname(file) == folder and file.lower().endswith((".xlsx", ".xlsm", ".csv"))
    ]
    remedy = advice(mapping.workbook, beside, f"{folder}/ has", "no workbook")
    yield Finding.error("MAPPING-WORKBOOK", f"There is no workbook “{mapping.workbook}”", remedy, Place(mapping.file))
