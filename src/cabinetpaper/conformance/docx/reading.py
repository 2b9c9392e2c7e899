"""Take out of a Word document what the rules look at.

In: the parts of a package that is safe to open. Out: a `Document`. Deleted words of tracked changes are left out,
inserted ones are there; of two forms of the same drawing, one for older programs, the newer is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cabinetpaper import limits
from cabinetpaper.conformance.docx.document import Cell, Document, Link, Paragraph, Picture, Row, Run, Table
from cabinetpaper.conformance.docx.looks import Looks, is_on
from cabinetpaper.conformance.docx.package import WP, Package, W, attribute, child_value, w
from cabinetpaper.conformance.wording import solid

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_PARTS: Final = ("header", "footer", "footnotes", "endnotes")
_CHANGES: Final = (
    *("ins", "del", "moveFrom", "moveTo"),
    *("rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "sectPrChange"),
)
_PLAIN: Final = frozenset({"Body Text", "List Paragraph"})
_TITLES: Final = frozenset({"title", "cover title"})
_CHARACTERS: Final = {"tab": "\t", "noBreakHyphen": "-", "softHyphen": "", "sym": "●", "ptab": "\t"}
"""What stands for these elements in the words."""
_HOLDINGS: Final = {
    **dict.fromkeys((w("drawing"), w("pict")), "picture"),
    **dict.fromkeys((w("object"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"), "object"),
    w("br"): "break",
    **dict.fromkeys(map(w, ("fldSimple", "footnoteReference", "separator", "continuationSeparator")), "field"),
}
"""What a paragraph has besides words."""
_CODE: Final = 20
_LEFT_OUT: Final = frozenset({w("del"), w("moveFrom"), w("pPr"), w("rPr")})
_NO_BLOCKS: Final = frozenset({w("tcPr"), w("sectPr"), w("del"), w("moveFrom"), w("sdtPr")})
_SEEN_THROUGH: Final = frozenset({w("sdt"), w("sdtContent"), w("ins"), w("customXml")})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: table, row and column, the style of the table, the ground of the cell, whether the row
    is the first, whether it is in a text box.
    """

    cell: tuple[int, int, int] | None = None
    table: str = ""
    ground: str | None = "#FFFFFF"
    first_row: bool = False
    boxed: bool = False


def read_document(package: Package) -> Document:
    """Return what the rules look at; raise `CabinetPaperError` for a part that is broken."""
    styles = package.root(package.related("styles"))
    looks = Looks(styles, package.root(package.related("theme")), package.budget)
    core = package.root(package.related("core-properties", ""))
    reader = _Reader(looks)
    main = package.root(package.main)
    if main is not None:
        reader.read(main, "")
    count: dict[str, int] = {}
    for kind, target, outside in package.relations(package.main):
        root = package.root(target) if kind in _PARTS and not outside else None
        if root is not None:
            count[kind] = count.get(kind, 0) + 1
            reader.read(root, f"{kind} {count[kind]}" if kind in {"header", "footer"} else kind)
    comments = package.root(package.related("comments"))
    default = (child_value(style, "rPr/lang") for style in looks.chain("", "paragraph"))
    language = next((own for own in default if own), child_value(styles, "docDefaults/rPrDefault/rPr/lang"))
    return Document(
        solid((core.findtext(_DC + "title") if core is not None else "") or ""),
        language,
        tuple(reader.paragraphs),
        tuple(reader.tables),
        tuple(reader.pictures),
        tuple(reader.links),
        tuple(reader.boxes),
        reader.changes,
        0 if comments is None else sum(1 for _ in comments.iter(w("comment"))),
        reader.whole,
    )


class _Reader:
    """Goes through a part from beginning to end."""

    def __init__(self, looks: Looks) -> None:
        self.looks = looks
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.pictures: list[Picture] = []
        self.links: list[Link] = []
        self.boxes: list[str] = []
        self.changes = 0
        self.whole = True
        self.part, self.number = "", 0

    def read(self, root: Element, part: str) -> None:
        """Read one part: its paragraphs and tables in order, then what hangs on them."""
        newer = {choice.getparent() for choice in root.iter(f"{_MC}Choice")}
        for fallback in [*root.iter(f"{_MC}Fallback")]:
            parent = fallback.getparent()
            if parent is not None and parent in newer:
                parent.remove(fallback)
        self.changes += sum(1 for name in _CHANGES for _ in root.iter(w(name)))
        self.part, self.number = part, 0
        self.blocks(root, _Place())

    def blocks(self, holder: Element, place: _Place) -> None:
        """Read the paragraphs and tables in a body, a cell, a note or a content control."""
        for child in holder:
            if child.tag == w("p"):
                self.paragraph(child, place)
            elif child.tag == w("tbl"):
                self.table(child, nested=place.cell is not None)
            elif child.tag not in _NO_BLOCKS:
                self.blocks(child, place)

    def table(self, source: Element, *, nested: bool) -> None:
        """Read a table: its place in the list is kept while what lies in its cells is read."""
        if len(self.tables) >= limits.CHECKED_PARAGRAPHS:
            self.whole = False
            return
        position = len(self.tables)
        properties = source.find(w("tblPr"))
        beside = (one for one in (source.getprevious(), source.getnext()) if one is not None and one.tag == w("p"))
        captioned = any("caption" in self.looks.style(child_value(line, "pPr/pStyle")).names for line in beside)
        name = solid(child_value(properties, "tblCaption") or child_value(properties, "tblDescription"))
        self.tables.append(Table(position + 1, self.part, (), "", captioned, nested))
        rows: list[Row] = []
        for number, row in enumerate(_within(source, "tr"), 1):
            cells = tuple(
                self._cell(cell, properties, (position + 1, number, column))
                for column, cell in enumerate(_within(row, "tc"), 1)
            )
            rows.append(Row(cells, is_on(row.find(w("trPr")), "tblHeader") is True))
        self.tables[position] = replace(self.tables[position], rows=tuple(rows), name=name)

    def _cell(self, source: Element, table: Element | None, number: tuple[int, int, int]) -> Cell:
        properties, first_row = source.find(w("tcPr")), number[1] == 1
        ground = self.looks.cell_ground(properties, table, first_row=first_row)
        span = child_value(properties, "gridSpan")
        merged = properties is not None and any(properties.find(w(name)) is not None for name in ("vMerge", "hMerge"))
        start = len(self.paragraphs)
        self.blocks(source, _Place(number, child_value(table, "tblStyle"), ground, first_row))
        mine = tuple(own for own in self.paragraphs[start:] if own.cell == number and not own.boxed)
        merged = merged or (span.isdigit() and span != "1")
        return Cell(mine, ground, merged, source.find(f".//{w('tbl')}") is not None)

    def paragraph(self, source: Element, place: _Place) -> None:
        """Read a paragraph, what it holds, and after it the text boxes that hang on it."""
        if len(self.paragraphs) >= limits.CHECKED_PARAGRAPHS:
            self.whole = False
            return
        properties = source.find(w("pPr"))
        style = child_value(properties, "pStyle")
        self.number += 1
        held: set[str] = set()
        boxes: list[Element] = []
        runs = tuple(self._runs(source, properties, place, held, boxes))
        if properties is not None and properties.find(w("sectPr")) is not None:
            held.add("section")
        about = self.looks.style(style)
        read = Paragraph(
            self.number,
            self.part,
            about.name,
            self.looks.level(properties),
            runs,
            style in {"", self.looks.default.get("paragraph", "")} or about.name in _PLAIN,
            bool(about.names & _TITLES),
            self.looks.listed(properties),
            place.cell,
            place.boxed,
            frozenset(held),
        )
        self.paragraphs.append(read)
        where = read.where
        for own in _own(source, []):
            self._picture(own, where)
            if own.tag == w("hyperlink"):
                words = solid("".join(piece.text or "" for piece in self._below(own, w("t"))))
                pictured = any(True for _ in own.iter(w("drawing"), w("pict")))
                self.links.append(Link(words, pictured, where))
        for box in boxes:
            self.boxes.append(where)
            self.blocks(box, _Place(place.cell, boxed=True))

    def _runs(
        self, source: Element, properties: Element | None, place: _Place, held: set[str], boxes: list[Element]
    ) -> Iterator[Run]:
        """Yield the runs of a paragraph; what it holds besides, and its text boxes, are noted on the way."""
        codes: list[str] = []
        links, steps = 0, 1 if properties is None else 1 + len(properties) // 10
        for own in _own(source, boxes):
            if own.tag in _HOLDINGS:
                held.add(_HOLDINGS[str(own.tag)])
            if own.tag != w("r"):
                continue
            self.looks.budget.spend("CHECKED_STEPS", steps)
            words = ""
            for piece in own:
                name = str(piece.tag).removeprefix(f"{{{W}}}")
                if name in {"fldChar", "instrText"}:
                    held.add("field")
                    links += _follow(codes, piece)
                words += (piece.text or "") if name == "t" else _CHARACTERS.get(name, "")
                if piece.tag in _HOLDINGS:
                    held.add(_HOLDINGS[str(piece.tag)])
            if words:
                letters = own.find(w("rPr"))
                look = self.looks.look(letters, properties, place.ground, place.table, first_row=place.first_row)
                yield Run(words, look, bool(links) or any(True for _ in own.iterancestors(w("hyperlink"))))

    def _below(self, element: Element, *names: str) -> Iterator[Element]:
        """Yield an element and those below it; each is counted, for they may lie in one another."""
        for own in element.iter(*names):
            self.looks.budget.spend("CHECKED_STEPS")
            yield own

    def _picture(self, drawing: Element, where: str) -> None:
        floating = drawing.tag == f"{{{WP}}}anchor"
        if floating or drawing.tag == f"{{{WP}}}inline":
            about = drawing.find(f"{{{WP}}}docPr")
            words = "" if about is None else about.get("descr", "") or about.get("title", "")
            marks = () if about is None else (own for own in self._below(about) if str(own.tag).endswith("}decorative"))
            decorative = any(own.get("val") in {"1", "true"} for own in marks)
            self.pictures.append(Picture(solid(words), decorative, floating, where))
        elif drawing.tag in {w("pict"), w("object")} and drawing.find(f".//{_V}imagedata") is not None:
            words = next((solid(own.get("alt", "")) for own in self._below(drawing) if own.get("alt")), "")
            style = next(
                (own.get("style", "").replace(" ", "") for own in self._below(drawing) if own.get("style")), ""
            )
            self.pictures.append(Picture(words, False, "position:absolute" in style, where))


def _follow(codes: list[str], piece: Element) -> int:
    """Follow the field codes of a paragraph, those that are open, by one piece: a begin, a code, an end. Return by how
    many the open ones that are links grow. Of a code no more is kept than its name.
    """
    kind = attribute(piece, "fldCharType")
    before = _is_link(codes[-1]) if codes else False
    if kind == "begin":
        codes.append("")
        return 0
    if kind == "end" and codes:
        codes.pop()
        return -before
    if piece.tag == w("instrText") and codes:
        codes[-1] = f"{codes[-1]}{piece.text or ''}".lstrip()[:_CODE]
        return _is_link(codes[-1]) - before
    return 0


def _is_link(code: str) -> bool:
    return code.upper().startswith(("HYPERLINK", "REF", "PAGEREF"))


def _own(paragraph: Element, boxes: list[Element]) -> Iterator[Element]:
    """Yield what lies in a paragraph, in order, without what was deleted and without its text boxes, which are
    noted.
    """
    waiting = [*reversed(paragraph)]
    while waiting:
        own = waiting.pop()
        if own.tag == w("txbxContent"):
            boxes.append(own)
        elif own.tag not in _LEFT_OUT:
            yield own
            waiting += reversed(own)


def _within(holder: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls and tracked insertions."""
    for child in holder:
        if child.tag == w(name):
            yield child
        elif child.tag in _SEEN_THROUGH:
            yield from _within(child, name)
