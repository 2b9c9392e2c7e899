"""WeasyPrint, as this program uses it: loaded with one typeface alone, and changed in the few places that `changes`
lists.

In: nothing. Out: the engine's module, from which `drawing` draws.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Final

from cabinetpaper.finding import CabinetPaperError, Finding
from cabinetpaper.writers.pdf.engine.changes import CHANGES, Change

__all__ = ["CHANGES", "CODES", "Change", "load_engine", "only_our_fonts"]

CODES: Final[dict[str, str]] = {
    "PDF-NO-PANGO": "The library Pango, which lays out the text of the PDF, is not on this machine. On Debian and "
    "Ubuntu: sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0. On Windows: install MSYS2, then `pacman -S "
    "mingw-w64-ucrt-x86_64-pango`, and set WEASYPRINT_DLL_DIRECTORIES to its bin folder. DOCX, HTML and all checks "
    "work without it."
}

_SWITCH: Final = "FONTCONFIG_FILE"


@cache
def load_engine() -> Any:
    """Return the engine's module with our changes made; raise `CabinetPaperError` (PDF-NO-PANGO) where its system
    libraries are missing.
    """
    try:
        with only_our_fonts(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns that the machine has no fonts, which is how we want it
            import weasyprint
    except OSError as error:
        message, remedy = "The PDF cannot be made: Pango is not installed", CODES["PDF-NO-PANGO"].split(". ", 1)[1]
        raise CabinetPaperError(Finding.error("PDF-NO-PANGO", message, remedy)) from error
    for change in CHANGES:
        change.make(weasyprint)
    return weasyprint


@contextmanager
def only_our_fonts() -> Iterator[None]:
    """Point the font library at an empty list of folders, so that every machine draws with the same typeface.

    The font library takes this from the environment alone; it is put back at once.
    """
    before = os.environ.get(_SWITCH)
    os.environ[_SWITCH] = str(files("cabinetpaper.fonts") / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SWITCH]
        else:
            os.environ[_SWITCH] = before
