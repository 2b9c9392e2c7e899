"""The council's own look can be read by everybody (WCAG 2.2, success criteria 1.1.1 and 1.4.3).

In: the `Look` of the settings. Out: findings for an accent colour whose words stand out too little from white, and for
a logo without words. The words on a rating need no rule: they are black or white, whichever stands out more, which is
always enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.writers.scale import contrast as ratio
from cabinetpaper.writers.scale import legible

LEAST: Final = 4.5
SETTINGS_FILE: Final = "cabinetpaper.toml"

CODES: Final[dict[str, str]] = {
    "COLOUR-CONTRAST": "The accent colour stands out from white by less than 4.5 to 1, so headings would be hard to "
    "read; a darker shade of it is printed. Choose a darker one if you want another.",
    "LOGO-WITHOUT-WORDS": "The logo has no description in words for those who cannot see it. Write logo_alt.",
}


def contrast(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the look; a colour that is none is reported when the settings are read."""
    look = subject.settings.look
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", look.accent) and ratio(look.accent, "#FFFFFF") < LEAST:
        message = (
            f"The accent colour {look.accent} stands out from white by {ratio(look.accent, '#FFFFFF'):.1f} to 1, and "
            f"headings need {LEAST} to 1"
        )
        remedy = f"{legible(look.accent)} is printed instead; choose a darker one if you want another"
        yield Finding.warning("COLOUR-CONTRAST", message, remedy, Place(SETTINGS_FILE, detail="[look] accent"))
    if look.logo and not look.logo_alt.strip():
        place = Place(SETTINGS_FILE, detail="[look] logo_alt")
        yield subject.gap("LOGO-WITHOUT-WORDS", "The logo has no description in words", "Write logo_alt", place)
