"""Which validator judges which kind of file, and all of them over all files.

In: files. Out: verdicts, and the validators that are not on this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from validators import on_docx, on_html, on_pdf
from validators.installed import MissingError
from validators.verdict import Absent, Fault, Verdict

__all__ = ["JUDGES", "PROFILES", "judge"]

Judge = Callable[[Sequence[Path]], list[Verdict]]

JUDGES: Final[tuple[tuple[str, str, Judge], ...]] = (
    (".pdf", "veraPDF", on_pdf.vera),
    (".pdf", "qpdf", on_pdf.qpdf),
    (".docx", "Open XML SDK", on_docx.sdk),
    (".docx", "LibreOffice", on_docx.office),
    (".html", "Nu HTML checker", on_html.nu),
    (".html", "axe-core", on_html.axe),
)

PROFILES: Final[dict[str, tuple[str, ...]]] = {
    "veraPDF": tuple(on_pdf.STANDARDS.values()),
    "qpdf": (on_pdf.STRUCTURE,),
    "Open XML SDK": tuple(on_docx.OFFICES.values()),
    "LibreOffice": (on_docx.WHOLE_TEXT,),
    "Nu HTML checker": (on_html.HTML,),
    "axe-core": (on_html.WCAG,),
}
"""By what each validator judges."""


def judge(files: Sequence[Path]) -> tuple[list[Verdict], list[Absent]]:
    """Return the verdicts of every validator on the files of its kind, and the validators that could not be asked.

    A validator that breaks off has said nothing good of any of its files, so that it counts against all of them.
    """
    verdicts: list[Verdict] = []
    absent: list[Absent] = []
    for suffix, tool, asked in JUDGES:
        own = [file.resolve() for file in files if file.suffix == suffix]
        if not own:
            continue
        try:
            verdicts += asked(own)
        except MissingError as missing:
            absent.append(missing.absent)
        except (RuntimeError, OSError, ValueError, KeyError) as error:
            broken = (Fault("broke off", f"{type(error).__name__}: {error}"),)
            verdicts += [Verdict(file, tool, "", profile, broken) for file in own for profile in PROFILES[tool]]
    return verdicts, absent
