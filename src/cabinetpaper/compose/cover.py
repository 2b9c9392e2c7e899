"""The cover, and pictures in the text.

In: the paper's details, the template's strapline. Out: blocks. A picture without words for those who cannot see it is
an error and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.finding import Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Block, Paragraph, Picture, Role, Text, block_id

CODES: Final[dict[str, str]] = {
    "PICTURE-ALT": "A picture has no words that say what it shows, so that those who cannot see it miss it. Write "
    "them as alt in paper.toml.",
    "PICTURE-UNKNOWN": "The template lists a picture that paper.toml does not have under [[pictures]]. Add it there, "
    "or correct the name behind picture:.",
}


def cover(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return what stands on the cover below the title: subtitle, date, picture and strapline, each where it is
    given.
    """
    own = desk.details.cover
    for role, words in ((Role.SUBTITLE, own.subtitle), (Role.DATE, own.date or desk.scorecard.period.name)):
        if words:
            yield Paragraph(block_id(spot.id, role.value), (Text(words),), role)
    if own.picture:
        yield from _picture(desk, block_id(spot.id, "picture"), own.picture, own.alt, own.caption)
    if desk.template.strapline:
        yield Paragraph(block_id(spot.id, "strapline"), (Text(desk.template.strapline),), Role.STRAPLINE)


def picture(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the picture that is named behind the colon."""
    held = next((one for one in desk.details.pictures if one.id == spot.named), None)
    if held is None:
        place = Place(desk.paper_file, detail=f"pictures of “{spot.id}”")
        desk.error(
            "PICTURE-UNKNOWN",
            f"There is no picture “{spot.named}”",
            advice(spot.named, (one.id for one in desk.details.pictures)),
            place,
        )
    else:
        yield from _picture(desk, block_id("picture", held.id), held.file, held.alt, held.caption)


def _picture(desk: Desk, identifier: str, file: str, alt: str, caption: str) -> Iterator[Block]:
    if alt.strip():
        yield Picture(identifier, alt.strip(), (Text(caption),) if caption else (), file)
    else:
        desk.error(
            "PICTURE-ALT",
            f"The picture {file} has no words that say what it shows",
            "Write alt beside it",
            Place(desk.paper_file),
        )


COVER: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {"cover": cover, "picture": picture}
"""The blocks with pictures, by the name that a template lists; `picture` takes the picture's id behind a colon."""
