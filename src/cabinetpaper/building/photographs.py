"""The pictures of a paper as drawings.

In: a paper, the pictures that were read, by name. Out: a drawing for each picture block. A picture is as wide as its
points fill at 150 to the inch, at most the text column, and no higher than what leaves room for a cover's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cabinetpaper.paper import Drawing, Logo, Paper, Picture, blocks_of
from cabinetpaper.picture_file import picture_size

_POINTS_A_MM: Final = 150 / 25.4
_WIDEST_MM: Final = 166.0
_HIGHEST_MM: Final = 125.0


def photographs(paper: Paper, pictures: Mapping[str, Logo]) -> dict[str, Drawing]:
    """Return the drawings by block id; a picture that was not read has none."""
    blocks = (block for block in blocks_of(paper, Picture) if block.file in pictures)
    return {block.id: _drawing(pictures[block.file]) for block in blocks}


def _drawing(one: Logo) -> Drawing:
    width, height = picture_size(one.data, one.media_type)
    shrink = min(1 / _POINTS_A_MM, _WIDEST_MM / width, _HIGHEST_MM / height)
    return Drawing(b"", one.data, round(width * shrink, 2), round(height * shrink, 2), one.media_type)
