"""Take a council's styles from its reference.docx.

In: the bytes of a reference.docx. Out: the roots of its styles and its theme, the findings about what it lacks, and a
reference.docx of ours to start from, which shows every style in use.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import error as zlib_error

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.office_file import DOCX, RefusedError, examine
from cabinetpaper.writers.docx.house_styles import HOUSE_STYLES
from cabinetpaper.writers.docx.theme import house_theme
from cabinetpaper.writers.docx.xml import W, parsed

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.xml import Element

CODES: Final[dict[str, str]] = {
    "REFERENCE-STYLE-MISSING": "A style that papers use is not in reference.docx. The house style of that name is used "
    "in its place; add the style in Word, or accept the house style. docs/docx-styles.md lists every name.",
    "REFERENCE-UNREADABLE": "reference.docx cannot be opened as a Word document. Save it again in Word as .docx, or "
    "remove it: the house styles are then used.",
}

REQUIRED_STYLES: Final = tuple((style.name, style.kind) for style in HOUSE_STYLES)
"""Name and kind of every style that a reference.docx should have."""


_THEME: Final = "word/theme/theme1.xml"
_UNREADABLE: Final = (
    *(RefusedError, zipfile.BadZipFile, zlib_error, RuntimeError),
    *(EOFError, KeyError, ValueError, OSError),
)


@dataclass(frozen=True)
class Reference:
    """What is taken from a reference.docx."""

    styles: Element
    theme: Element


def read_reference(data: bytes, file: str = "reference.docx") -> Reference:
    """Return the styles and the theme of a reference.docx; raise `CabinetPaperError` (REFERENCE-UNREADABLE) if it has
    none.
    """
    from lxml import etree

    try:
        examine(data, DOCX)
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            themed = _THEME in parts.namelist()
            styles = parsed(parts.read("word/styles.xml"))
            return Reference(styles, parsed(parts.read(_THEME)) if themed else house_theme())
    except (*_UNREADABLE, etree.XMLSyntaxError) as error:
        why = "it holds no styles" if isinstance(error, KeyError) else str(error)
        message, remedy = f"It cannot be used: {why}", "Save it again in Word as .docx"
        raise CabinetPaperError(Finding.error("REFERENCE-UNREADABLE", message, remedy, Place(file))) from error


def check_reference(data: bytes, file: str = "reference.docx") -> tuple[Finding, ...]:
    """Return one finding for each style that papers use and the reference.docx lacks; unreadable, one finding that says
    so.
    """
    try:
        reference = read_reference(data, file)
    except CabinetPaperError as error:
        return error.findings
    held = {
        (name.get(f"{{{W}}}val", "").casefold(), style.get(f"{{{W}}}type"))
        for style in reference.styles.iterfind(f"{{{W}}}style")
        if (name := style.find(f"{{{W}}}name")) is not None
    }
    return tuple(
        Finding.warning(
            "REFERENCE-STYLE-MISSING",
            f"The {kind} style “{name}” is missing",
            "The house style is used; add it in Word to give it your own look",
            Place(file),
        )
        for name, kind in REQUIRED_STYLES
        if (name.casefold(), kind) not in held
    )
