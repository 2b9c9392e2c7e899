"""The cover, and pictures in the text.

In: the paper's details, the template's strapline. Out: blocks. A picture without words for those who cannot see it is
an error and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.prose import inlines
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Paragraph, Picture, Role, block_id

CODES: Final[dict[str, str]] = {
    "PICTURE-ALT": "A picture has no words that say what it shows, so that those who cannot see it miss it. Write "
    "them as alt in paper.toml.",
    "PICTURE-UNKNOWN": "The template lists a picture that paper.toml does not have under [[pictures]]. Add it there, "
    "or correct the name behind picture:.",
}


def cover(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return what stands on the cover below the title: subtitle, date, picture and strapline, each where it is
    given.
    """
    own = desk.details.cover
    if own.subtitle:
        yield Paragraph(spot.key(Role.SUBTITLE.value), inlines(own.subtitle), Role.SUBTITLE)
    yield Paragraph(spot.key(Role.DATE.value), inlines(own.date or desk.scorecard.period.name), Role.DATE)
    if own.picture:
        yield _picture(desk, spot.key("picture"), own.picture, own.alt, own.caption)
    yield from strapline(desk, spot.id)


def strapline(desk: Desk, section: str) -> Iterator[Paragraph]:
    """Return the template's strapline as it stands on the cover and on dividers, if there is one."""
    if desk.template.strapline:
        yield Paragraph(block_id(section, "strapline"), inlines(desk.template.strapline), Role.STRAPLINE)


def picture(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the picture that is named behind the colon."""
    held = next((own for own in desk.details.pictures if own.id == spot.argument), None)
    if held is not None:
        yield _picture(desk, block_id("picture", held.id), held.file, held.alt, held.caption)
    else:
        remedy = advice(spot.argument, (own.id for own in desk.details.pictures))
        place = Place(desk.paper_file, detail=f"pictures of “{spot.id}”")
        yield Finding.error("PICTURE-UNKNOWN", f"There is no picture “{spot.argument}”", remedy, place)


def _picture(desk: Desk, identifier: str, file: str, alt: str, caption: str) -> Made:
    if alt.strip():
        return Picture(identifier, alt.strip(), inlines(caption) if caption else (), file)
    message = f"The picture {file} has no words that say what it shows"
    return Finding.error("PICTURE-ALT", message, "Write alt beside it", Place(desk.paper_file))
