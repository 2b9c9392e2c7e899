"""Place a picture in line with the text.

In: the relation id of its bytes, its size, its name and what it shows in words. Out: a run with an inline drawing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.writers.docx.measures import emu
from cabinetpaper.writers.docx.xml import any_of, w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.xml import Element

_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def draw_picture(relation: str, width_mm: float, height_mm: float, *, number: int, name: str, alt: str) -> Element:
    """Return a run that holds the picture; `number` is its id in the document."""
    size = {"cx": str(emu(width_mm)), "cy": str(emu(height_mm))}
    told = {"id": str(number), "name": name, "descr": alt}
    picture = any_of(
        "pic:pic",
        None,
        any_of("pic:nvPicPr", None, any_of("pic:cNvPr", told), any_of("pic:cNvPicPr")),
        any_of(
            "pic:blipFill",
            None,
            any_of("a:blip", {"r:embed": relation}),
            any_of("a:stretch", None, any_of("a:fillRect")),
        ),
        any_of(
            "pic:spPr",
            None,
            any_of("a:xfrm", None, any_of("a:off", {"x": "0", "y": "0"}), any_of("a:ext", size)),
            any_of("a:prstGeom", {"prst": "rect"}, any_of("a:avLst")),
        ),
    )
    frame = any_of(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        any_of("wp:extent", size),
        any_of("wp:docPr", told),
        any_of("wp:cNvGraphicFramePr", None, any_of("a:graphicFrameLocks", {"noChangeAspect": "1"})),
        any_of("a:graphic", None, any_of("a:graphicData", {"uri": _PICTURES}, picture)),
    )
    return w("r", w("drawing", frame))
