"""Papers for the validators beside the five of the sample: each is hard in its own way, and made by the program's own
means.

In: a folder. Out: the DOCX, PDF and HTML of each paper in it. The tables come from the tests, the charts from the
pictures of the documentation, the exempt paper and the record of a decision from the fictional council of the
documentation.

A paper with a new kind of block has its place in `PAPERS`.
"""

from __future__ import annotations

import io
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from cabinetpaper.building import build
from cabinetpaper.charts import draw_all
from cabinetpaper.finding import Severity
from cabinetpaper.fonts import FAMILY
from cabinetpaper.paper import Block, Chart, Drawing, Logo, Paper, Paragraph, Section, SectionKind, Text
from cabinetpaper.settings import Look
from cabinetpaper.workspace import open_workspace
from cabinetpaper.writers import write_docx, write_html, write_pdf

__all__ = ["PAPERS", "VERSIONS", "good_paper", "write_papers"]

ROOT: Final = Path(__file__).resolve().parents[2]
FICTIONAL: Final = ROOT / "docs" / "examples" / "weirbridge"
PAPER: Final = "2024-q2-committee"
VERSIONS: Final = ("public", "exempt", "record")
"""The versions of the fictional council's paper: what is published, what is not, what was decided."""

Made = tuple[Paper, Mapping[str, Drawing], Logo | None]


def _plain(identifier: str, title: str, *blocks: Block) -> Paper:
    """Return a paper of one section that holds these blocks."""
    section = Section("all", SectionKind.OTHER, title, blocks)
    return Paper(
        identifier,
        title,
        "A council",
        (Section("front", SectionKind.FRONT, "", ()), section),
        "Performance",
        title,
        "Draft",
    )


def _every_block() -> Made:
    from specimen_paper import drawings, specimen

    return specimen(), drawings(), None


def _sixty_rows() -> Made:
    from specimen_paper import scorecard_table

    return _plain("sixty-rows", "A table of sixty rows", scorecard_table("rows", 60)), {}, None


def _sixteen_columns() -> Made:
    from test_wide_tables import months

    return _plain("sixteen-columns", "A table of sixteen columns", months(18)), {}, None


def _long_cells() -> Made:
    from test_wide_tables import comments

    return _plain("long-cells", "Cells of 955 characters", comments(9)), {}, None


def _many_charts() -> Made:
    charts: list[Chart] = [
        replace(one, alt=f"A chart of the documentation, named {one.id}, with made up figures.")
        for one in runpy.run_path(str(ROOT / "docs/pictures/make.py"))["charts"]()
    ]
    blocks: list[Block] = []
    for one in charts:
        blocks += [Paragraph(f"{one.id}_said", (Text(f"What the chart named {one.id} shows."),), numbered=True), one]
    return _plain("many-charts", "Every kind of chart", *blocks), draw_all(charts, Look(), {}), None


def _odd_letters() -> Made:
    """Return a paper of all that a typeface may be asked for, and a logo that is partly see-through."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGBA", (120, 40), (18, 67, 109, 128)).save(target, "png")
    lines = (
        "Café, Ynys Môn, naïve; £5 – “so” … 10 m²; ½",
        "Done \N{CHECK MARK}, \N{GRINNING FACE}, \N{CJK UNIFIED IDEOGRAPH-6F22}",
        "co\N{SOFT HYPHEN}operate non\N{NON-BREAKING HYPHEN}stop",
    )
    blocks = (Paragraph(f"p{number}", (Text(line),), numbered=True) for number, line in enumerate(lines))
    return (
        _plain("odd-letters", f"Letters beyond {FAMILY}", *blocks),
        {},
        Logo(target.getvalue(), "image/png", "The arms of a council"),
    )


PAPERS: Final[tuple[Callable[[], Made], ...]] = (
    _every_block,
    _sixty_rows,
    _sixteen_columns,
    _long_cells,
    _many_charts,
    _odd_letters,
)


def good_paper(folder: Path) -> list[Path]:
    """Write one paper with every kind of block into the folder and return its files."""
    sys.path.append(str(ROOT / "tests"))
    return list(_written(folder, *_every_block()))


def write_papers(folder: Path) -> list[Path]:
    """Write every paper into the folder and return the files; raise `RuntimeError` where one cannot be built without an
    error.
    """
    sys.path.append(str(ROOT / "tests"))
    files: list[Path] = []
    for make in PAPERS:
        files += _written(folder, *make())
    return [*files, *_built(folder)]


def _written(folder: Path, paper: Paper, drawings: Mapping[str, Drawing], logo: Logo | None) -> Iterator[Path]:
    forms = {
        "docx": write_docx(paper, drawings, logo=logo),
        "html": write_html(paper, drawings, logo=logo).encode(),
        "pdf": write_pdf(paper, drawings, logo=logo),
    }
    for suffix, data in forms.items():
        path = folder / f"{paper.id}.{suffix}"
        path.write_bytes(data)
        yield path


def _built(folder: Path) -> Iterator[Path]:
    """Build the versions of the fictional council's paper in a copy of its workspace."""
    place = folder / "fictional"
    shutil.copytree(FICTIONAL, place, ignore=shutil.ignore_patterns("out", ".cabinetpaper"))
    for version in VERSIONS:
        done = build(open_workspace(place), PAPER, exempt=version == "exempt", record=version == "record")
        if wrong := [str(one) for one in done.findings if one.severity is Severity.ERROR]:
            raise RuntimeError("; ".join(wrong))
        yield from (path for path in done.paths.values() if path.suffix in {".docx", ".html", ".pdf"})
