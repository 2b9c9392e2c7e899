"""Take out of a Word document what the rules look at.

In: the parts of a package that is safe to open. Out: a `Document`. Deleted words of tracked changes are left out,
inserted ones are there; of two forms of the same drawing, one for older programs, the newer is read.
"""

from __future__ import annotations

from collections.abc import Iterator
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
_PARTS: Final = {"header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes"}
_CHANGES: Final = (
    *("ins", "del", "moveFrom", "moveTo"),
    *("rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "sectPrChange"),
)
_PLAIN: Final = frozenset({"Body Text", "List Paragraph"})
_TITLES: Final = frozenset({"title", "cover title"})
_SPACES: Final = {"t": None, "tab": "\t", "noBreakHyphen": "-", "softHyphen": "", "sym": "●", "ptab": "\t"}


def read_document(package: Package) -> Document:
    """Return what the rules look at; raise `CabinetPaperError` for a part that is broken."""
    styles = package.root(package.related("styles"))
    looks = Looks(styles, package.root(package.related("theme")))
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
            reader.read(root, f"{_PARTS[kind]} {count[kind]}" if kind in {"header", "footer"} else _PARTS[kind])
    comments = package.root(package.related("comments"))
    return Document(
        solid((core.findtext(_DC + "title") if core is not None else "") or ""),
        _language(looks, styles),
        tuple(reader.paragraphs),
        tuple(reader.tables),
        tuple(reader.pictures),
        tuple(reader.links),
        tuple(reader.boxes),
        reader.changes,
        0 if comments is None else sum(1 for _ in comments.iter(w("comment"))),
        reader.whole,
    )


def _language(looks: Looks, styles: Element | None) -> str:
    """Return the language of the default style, or else that of the document's defaults."""
    for style in looks.chain("", "paragraph"):
        own = child_value(style, "rPr/lang")
        if own:
            return own
    return "" if styles is None else child_value(styles, "docDefaults/rPrDefault/rPr/lang")


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
        self.numbers: dict[str, int] = {}

    def read(self, root: Element, part: str) -> None:
        """Read one part: its paragraphs and tables in order, then what hangs on them."""
        for fallback in [*root.iter(f"{_MC}Fallback")]:
            parent = fallback.getparent()
            if parent is not None and parent.find(f"{_MC}Choice") is not None:
                parent.remove(fallback)
        self.changes += sum(1 for name in _CHANGES for _ in root.iter(w(name)))
        self.numbers = {}
        self.part = part
        self.blocks(root, None, None, boxed=False)

    def blocks(
        self,
        holder: Element,
        cell: tuple[int, int, int] | None,
        look: tuple[Element | None, str | None, bool] | None,
        *,
        boxed: bool,
    ) -> None:
        """Read the paragraphs and tables in a body, a cell, a note or a content control."""
        for child in holder:
            if child.tag == w("p"):
                self.paragraph(child, cell, look, boxed=boxed)
            elif child.tag == w("tbl"):
                self.table(child, nested=cell is not None)
            elif child.tag not in {w("tcPr"), w("sectPr"), w("del"), w("moveFrom"), w("sdtPr")}:
                self.blocks(child, cell, look, boxed=boxed)

    def table(self, source: Element, *, nested: bool) -> None:
        """Read a table: its place in the list is kept while what lies in its cells is read."""
        if len(self.tables) >= limits.CHECKED_PARAGRAPHS:
            self.whole = False
            return
        number, place = len(self.tables) + 1, len(self.tables)
        properties = source.find(w("tblPr"))
        captioned = self._captioned(source)
        self.tables.append(Table(number, self.part, (), "", captioned, nested))
        rows = tuple(self._row(row, properties, number, place) for place, row in enumerate(_within(source, "tr"), 1))
        name = solid(child_value(properties, "tblCaption") or child_value(properties, "tblDescription"))
        self.tables[place] = Table(number, self.part, rows, name, captioned, nested)

    def _captioned(self, source: Element) -> bool:
        """Return whether the paragraph before or after a table is a caption."""
        for beside in (source.getprevious(), source.getnext()):
            if (
                beside is not None
                and beside.tag == w("p")
                and "caption" in self.looks.style(child_value(beside, "pPr/pStyle")).names
            ):
                return True
        return False

    def _row(self, source: Element, table: Element | None, number: int, place: int) -> Row:
        heading = is_on(source.find(w("trPr")), "tblHeader") is True
        cells = tuple(
            self._cell(cell, table, (number, place, column)) for column, cell in enumerate(_within(source, "tc"), 1)
        )
        return Row(cells, heading)

    def _cell(self, source: Element, table: Element | None, place: tuple[int, int, int]) -> Cell:
        properties = source.find(w("tcPr"))
        first = place[1] == 1
        ground = self.looks.cell_ground(properties, table, first_row=first)
        span = child_value(properties, "gridSpan")
        merged = (span.isdigit() and span != "1") or (
            properties is not None and any(properties.find(w(one)) is not None for one in ("vMerge", "hMerge"))
        )
        start = len(self.paragraphs)
        self.blocks(source, place, (table, ground, first), boxed=False)
        mine = tuple(one for one in self.paragraphs[start:] if one.cell == place and not one.boxed)
        return Cell(mine, ground, merged, source.find(f".//{w('tbl')}") is not None)

    def paragraph(
        self,
        source: Element,
        cell: tuple[int, int, int] | None,
        look: tuple[Element | None, str | None, bool] | None,
        *,
        boxed: bool,
    ) -> None:
        """Read a paragraph, and after it the text boxes that hang on it."""
        if len(self.paragraphs) >= limits.CHECKED_PARAGRAPHS:
            self.whole = False
            return
        properties = source.find(w("pPr"))
        style = child_value(properties, "pStyle")
        number = self.numbers[self.part] = self.numbers.get(self.part, 0) + 1
        held: set[str] = set()
        boxes: list[Element] = []
        runs = tuple(self._runs(source, properties, look, held, boxes))
        if properties is not None and properties.find(w("sectPr")) is not None:
            held.add("section")
        about = self.looks.style(style)
        one = Paragraph(
            number,
            self.part,
            about.name,
            self.looks.level(properties),
            runs,
            style in {"", self.looks.default.get("paragraph", "")} or about.name in _PLAIN,
            bool(about.names & _TITLES),
            self.looks.listed(properties),
            cell,
            boxed,
            frozenset(held),
        )
        self.paragraphs.append(one)
        self._pictures(source, one)
        self._links(source, one)
        for box in boxes:
            self.boxes.append(one.where)
            self.blocks(box, cell, None, boxed=True)

    def _runs(
        self,
        source: Element,
        properties: Element | None,
        look: tuple[Element | None, str | None, bool] | None,
        held: set[str],
        boxes: list[Element],
    ) -> Iterator[Run]:
        """Yield the runs of a paragraph; what it holds besides, and its text boxes, are noted on the way."""
        table, ground, first = look or (None, "#FFFFFF", False)
        field = _Field()
        for run in _own(source, boxes):
            if run.tag != w("r"):
                held.update(_HOLDINGS.get(str(run.tag), ()))
                continue
            letters = run.find(w("rPr"))
            words = ""
            for piece in run:
                name = str(piece.tag).removeprefix(f"{{{W}}}")
                if name in _SPACES:
                    words += (piece.text or "") if name == "t" else _SPACES[name] or ""
                elif name in {"fldChar", "instrText"}:
                    held.add("field")
                    field.step(piece)
                held.update(_HOLDINGS.get(str(piece.tag), ()))
            if words:
                seen = self.looks.look(letters, properties, ground, child_value(table, "tblStyle"), first_row=first)
                yield Run(
                    words,
                    seen,
                    field.link or any(above.tag == w("hyperlink") for above in run.iterancestors(w("hyperlink"))),
                )

    def _pictures(self, source: Element, paragraph: Paragraph) -> None:
        for drawing in _own(source, []):
            floating = drawing.tag == f"{{{WP}}}anchor"
            if floating or drawing.tag == f"{{{WP}}}inline":
                about = drawing.find(f"{{{WP}}}docPr")
                words = "" if about is None else solid(about.get("descr", "") or about.get("title", ""))
                plain = about is not None and any(
                    str(one.tag).endswith("}decorative") and one.get("val") in {"1", "true"} for one in about.iter()
                )
                self.pictures.append(Picture(words, plain, floating, paragraph.where))
            elif drawing.tag in {w("pict"), w("object")} and drawing.find(f".//{_V}imagedata") is not None:
                words = next((solid(one.get("alt", "")) for one in drawing.iter() if one.get("alt")), "")
                self.pictures.append(Picture(words, False, "position:absolute" in (_style(drawing)), paragraph.where))

    def _links(self, source: Element, paragraph: Paragraph) -> None:
        for link in _own(source, []):
            if link.tag == w("hyperlink"):
                words = solid("".join(piece.text or "" for piece in link.iter(w("t"))))
                self.links.append(Link(words, any(True for _ in link.iter(w("drawing"), w("pict"))), paragraph.where))


class _Field:
    """Follows the field codes of a paragraph: whether a run belongs to a link that is written as one."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def step(self, piece: Element) -> None:
        """Take one piece of a field: its begin, its code, its end."""
        kind = attribute(piece, "fldCharType")
        if kind == "begin":
            self.codes.append("")
        elif kind == "end" and self.codes:
            self.codes.pop()
        elif piece.tag == w("instrText") and self.codes:
            self.codes[-1] += piece.text or ""

    @property
    def link(self) -> bool:
        """Return whether a link is open."""
        return any(code.strip().upper().startswith(("HYPERLINK", "REF", "PAGEREF")) for code in self.codes)


_HOLDINGS: Final = {
    w("drawing"): ("picture",),
    w("pict"): ("picture",),
    w("object"): ("object",),
    w("br"): ("break",),
    w("fldSimple"): ("field",),
    w("footnoteReference"): ("field",),
    w("separator"): ("field",),
    w("continuationSeparator"): ("field",),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": ("object",),
}
_LEFT_OUT: Final = frozenset({w("del"), w("moveFrom"), w("pPr"), w("rPr")})


def _own(paragraph: Element, boxes: list[Element]) -> Iterator[Element]:
    """Yield what lies in a paragraph, in order, without what was deleted and without its text boxes, which are
    noted.
    """
    waiting = [*reversed(paragraph)]
    while waiting:
        one = waiting.pop()
        if one.tag == w("txbxContent"):
            boxes.append(one)
        elif one.tag not in _LEFT_OUT:
            yield one
            waiting += reversed(one)


def _within(holder: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls and tracked insertions."""
    for child in holder:
        if child.tag == w(name):
            yield child
        elif child.tag in {w("sdt"), w("sdtContent"), w("ins"), w("customXml")}:
            yield from _within(child, name)


def _style(drawing: Element) -> str:
    return next((one.get("style", "").replace(" ", "") for one in drawing.iter() if one.get("style")), "")
