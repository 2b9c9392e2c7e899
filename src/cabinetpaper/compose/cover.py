"""The cover, and pictures in the text.

In: the paper's details, the template's strapline. Out: blocks. A picture without words for those who cannot see it is
an error and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.paper_details import Cover, PictureFile
from cabinetpaper.compose.prose import inlines
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Origin, OriginKind, Paragraph, Picture, Role, block_id

CODES: Final[dict[str, str]] = {
    "PICTURE-ALT": "A picture has no words that say what it shows, so that those who cannot see it miss it. Write them "
    "as alt in paper.toml.",
    "PICTURE-UNKNOWN": "The template lists a picture that paper.toml does not have under [[pictures]]. Add it there, "
    "or correct the name behind picture:.",
}


def cover(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return what stands on the cover below the title: subtitle, date, picture and strapline, each where it is
    given.
    """
    own = desk.details.cover
    if subtitle := desk.entry("cover", "subtitle"):
        yield Paragraph(spot.key(Role.SUBTITLE.value), subtitle, Role.SUBTITLE)
    day = desk.entry("cover", "date") or inlines(desk.scorecard.period.name)
    yield Paragraph(spot.key(Role.DATE.value), day, Role.DATE)
    if own.picture:
        yield _picture(desk, spot.key("picture"), own, own.picture, "cover")
    yield from strapline(desk, spot.id)


def strapline(desk: Desk, section: str) -> Iterator[Paragraph]:
    """Return the template's strapline as it stands on the cover and on dividers, if there is one."""
    if desk.template.strapline:
        yield Paragraph(block_id(section, "strapline"), inlines(desk.template.strapline), Role.STRAPLINE)


def picture(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the picture that is named behind the colon."""
    ids = [own.id for own in desk.details.pictures]
    if spot.argument in ids:
        number = ids.index(spot.argument)
        held = desk.details.pictures[number]
        yield _picture(desk, block_id("picture", held.id), held, held.file, "pictures", number)
    else:
        remedy = advice(spot.argument, ids)
        place = Place(desk.paper_file, detail=f"pictures of “{spot.id}”")
        yield Finding.error("PICTURE-UNKNOWN", f"There is no picture “{spot.argument}”", remedy, place)


def _picture(desk: Desk, identifier: str, held: Cover | PictureFile, file: str, *entry: str | int) -> Made:
    if alt := held.alt.strip():
        origin = Origin(OriginKind.ENTRY, ".".join(map(str, entry)))
        return Picture(identifier, alt, desk.entry(*entry, "caption"), file, origin)
    message = f"The picture {file} has no words that say what it shows"
    return Finding.error("PICTURE-ALT", message, "Write alt beside it", Place(desk.paper_file))
