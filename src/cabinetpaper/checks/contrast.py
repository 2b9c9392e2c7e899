"""The council's own colours can be read (WCAG 2.2, success criterion 1.4.3).

In: the `Look` of the settings. Out: findings for a colour that is not `#RRGGBB`, for one whose words stand out too little from
their ground, and for a logo without words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place, Severity

__all__ = ["CODES", "contrast", "ratio"]

LEAST: Final = 4.5
SETTINGS_FILE: Final = "cabinetpaper.toml"

CODES: Final[dict[str, str]] = {
    "COLOUR-UNKNOWN": "A colour of the look is not written as # and six digits (0 to 9, A to F). Write it as #12436D.",
    "COLOUR-CONTRAST": "The accent colour stands out from white by less than 4.5 to 1, so headings are hard to read. Choose a darker one.",
    "LOGO-WITHOUT-WORDS": "The logo has no description in words for those who cannot see it. Write logo_alt.",
}


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#RRGGBB`, from 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the look."""
    look = subject.settings.look
    named = (("accent", look.accent), ("green", look.green), ("amber", look.amber), ("red", look.red), ("unrated", look.unrated))
    for name, colour in named:
        place = Place(SETTINGS_FILE, detail=f"[look] {name}")
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
            yield Finding("COLOUR-UNKNOWN", Severity.ERROR, f"“{colour}” is not a colour", "Write # and six digits, such as #12436D", place)
        elif name == "accent" and ratio(colour, "#FFFFFF") < LEAST:
            message = f"The accent colour {colour} stands out from white by {ratio(colour, '#FFFFFF'):.1f} to 1; headings need {LEAST} to 1"
            yield Finding("COLOUR-CONTRAST", Severity.ERROR, message, "Choose a darker one", place)
    if look.logo and not look.logo_alt.strip():
        yield Finding(
            "LOGO-WITHOUT-WORDS", subject.gap, "The logo has no description in words", "Write logo_alt", Place(SETTINGS_FILE, detail="[look] logo_alt")
        )
