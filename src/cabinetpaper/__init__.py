"""Quarterly performance papers for councils: data and narratives become a DOCX, a PDF and an HTML page with the same
content.

    import cabinetpaper as cp

    work = cp.open_workspace(".")
    edition = work.compose("2024-25-q1-cabinet")
    for finding in work.check(edition):
        print(finding)
    work.save("draft.docx", cp.write_docx(edition))

In: nothing. Out: the public names. Each is imported when it is first asked for, so that importing the package costs
next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cabinetpaper.building import Built, build, build_all
    from cabinetpaper.charts import draw
    from cabinetpaper.conformance import Examined, examine
    from cabinetpaper.fact import Fact
    from cabinetpaper.finding import CabinetPaperError, Finding, Place, Severity
    from cabinetpaper.measure import Measure
    from cabinetpaper.paper import Drawing, Edition, Logo, Paper
    from cabinetpaper.paper.base import Base
    from cabinetpaper.period import Period
    from cabinetpaper.readers import Comment, Reading, Revision, RevisionKind, read_docx
    from cabinetpaper.scorecard import Scorecard
    from cabinetpaper.settings import Look, Settings
    from cabinetpaper.workspace import Recomposed, Workspace, open_workspace

__all__ = [
    "Base",
    "Built",
    "CabinetPaperError",
    "Comment",
    "Drawing",
    "Edition",
    "Examined",
    "Fact",
    "Finding",
    "Logo",
    "Look",
    "Measure",
    "Paper",
    "Period",
    "Place",
    "Reading",
    "Recomposed",
    "Revision",
    "RevisionKind",
    "Scorecard",
    "Settings",
    "Severity",
    "Workspace",
    "__version__",
    "build",
    "build_all",
    "draw",
    "examine",
    "open_workspace",
    "read_docx",
    "write_docx",
    "write_html",
    "write_pdf",
]

_HOMES: Final = {
    "Base": "paper.base",
    "Built": "building",
    "CabinetPaperError": "finding",
    "Comment": "readers",
    "Drawing": "paper",
    "Edition": "paper",
    "Examined": "conformance",
    "Fact": "fact",
    "Finding": "finding",
    "Logo": "paper",
    "Look": "settings",
    "Measure": "measure",
    "Paper": "paper",
    "Period": "period",
    "Place": "finding",
    "Reading": "readers",
    "Recomposed": "workspace",
    "Revision": "readers",
    "RevisionKind": "readers",
    "Scorecard": "scorecard",
    "Settings": "settings",
    "Severity": "finding",
    "Workspace": "workspace",
    "build": "building",
    "build_all": "building",
    "draw": "charts",
    "examine": "conformance",
    "open_workspace": "workspace",
    "read_docx": "readers",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("cabinetpaper")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def write_docx(paper: Paper | Edition, drawings: Mapping[str, Drawing] | None = None, **options: Any) -> bytes:
    """Return the paper as a DOCX. Without `drawings` its charts are drawn now.

    Options: `look` (a `Look`), `reference` (a reference.docx's bytes), `logo` (a `Logo`), `base` (a `Base`, by default
    the paper's own).
    """
    from cabinetpaper.paper.base import Base
    from cabinetpaper.writers.docx import write_docx as write

    own = _paper(paper)
    return write(own, _drawn(own, drawings, options), **{"base": Base.of(own), **options})


def write_html(paper: Paper | Edition, drawings: Mapping[str, Drawing] | None = None, **options: Any) -> str:
    """Return the paper as a web page that holds everything it needs. Without `drawings` its charts are drawn now.

    Options: `look`, `logo`, `page` (a page template's text), `css` (a style sheet's text).
    """
    from cabinetpaper.writers.html import write_html as write

    own = _paper(paper)
    return write(own, _drawn(own, drawings, options), **options)


def write_pdf(paper: Paper | Edition, drawings: Mapping[str, Drawing] | None = None, **options: Any) -> bytes:
    """Return the paper as a tagged PDF. Without `drawings` its charts are drawn now.

    Options: `look`, `logo`, `page`, `css`, `print_css`, `assets` (files that the style sheets may name). Raises
    `CabinetPaperError` (PDF-NO-PANGO) with the line that installs what is missing.
    """
    from cabinetpaper.writers.pdf import write_pdf as write

    own = _paper(paper)
    return write(own, _drawn(own, drawings, options), **options)


def _paper(paper: Paper | Edition) -> Paper:
    from cabinetpaper.paper import Edition

    return paper.paper if isinstance(paper, Edition) else paper


def _drawn(paper: Paper, drawings: Mapping[str, Drawing] | None, options: Mapping[str, Any]) -> Mapping[str, Drawing]:
    """Return the drawings as given, or those of the paper's charts in the look of the options."""
    if drawings is not None:
        return drawings
    from cabinetpaper.charts import draw_all
    from cabinetpaper.paper import Chart, blocks_of
    from cabinetpaper.settings import Look

    return draw_all(list(blocks_of(paper, Chart)), options.get("look", Look()), {})
