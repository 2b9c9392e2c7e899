"""Look into a DOCX and change it, for the tests of its writer and its reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

from cabinetpaper.paper import Chart, Drawing, Paper

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea735812f0000000049454e44ae426082"
)


def pixels(paper: Paper) -> dict[str, Drawing]:
    """Return a drawing for each chart of a paper: one pixel, as wide as the text."""
    charts = (block for section in paper.sections for block in section.blocks if isinstance(block, Chart))
    return {chart.id: Drawing(b"", PIXEL, 166, 60) for chart in charts}


def part(document: bytes, name: str = "word/document.xml") -> etree._Element:
    """Return the root of one part."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        return etree.fromstring(parts.read(name))


def names(document: bytes) -> list[str]:
    """Return the names of the parts in the order of the zip."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        return parts.namelist()


def found(document: bytes, path: str, name: str = "word/document.xml") -> list[etree._Element]:
    """Return the elements that an XPath finds in a part."""
    result: list[etree._Element] = part(document, name).xpath(path, namespaces=NAMESPACES)
    return result


def changed(document: bytes, change: Callable[[str], str], name: str = "word/document.xml") -> bytes:
    """Return the document with the source of one part changed; the change must change something."""
    return repacked(document, {name: change})


def repacked(
    document: bytes,
    changes: dict[str, Callable[[str], str]],
    renamed: dict[str, str] | None = None,
    added: dict[str, bytes] | None = None,
) -> bytes:
    """Return the document with parts changed, renamed (to nothing: taken out) and added."""
    renamed = renamed or {}
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as parts, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            data = parts.read(name)
            if name in changes:
                before = data.decode()
                after = changes[name](before)
                assert after != before, f"{name} was not changed"
                data = after.encode()
            if renamed.get(name, name):
                target.writestr(renamed.get(name, name), data)
        for name, data in (added or {}).items():
            target.writestr(name, data)
    return whole.getvalue()
