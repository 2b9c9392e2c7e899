"""Read the body of a document: paragraphs and tables become blocks, headings of level 1 become sections.

In: `w:body`. Out: the title and the sections in their plain form. A block keeps the id of its bookmark; one that has
none, because an editor wrote it, gets `new_1`, `new_2` … in reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import (
    Block,
    Chart,
    Contents,
    Heading,
    Inline,
    Item,
    Paragraph,
    Picture,
    Section,
    SectionKind,
    Table,
    from_bookmark,
    printed,
)
from cabinetpaper.readers.docx.inlines import Content, InlineReader
from cabinetpaper.readers.docx.names import attribute, child_value, w
from cabinetpaper.readers.docx.notes import one_line
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Meaning, Styles
from cabinetpaper.readers.docx.tables import TableReader

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass
class _Caption:
    """A caption that waits for its table or its picture."""

    id: str
    inlines: tuple[Inline, ...]


@dataclass
class BodyReader:
    """Reads a body from top to bottom."""

    styles: Styles
    inlines: InlineReader
    report: Report
    title: str | None = None
    sections: list[Section] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _count: int = 0
    _tables: list[int] = field(default_factory=list)
    _wide: set[int] = field(default_factory=set)
    _caption: _Caption | None = None
    _picture_title: _Caption | None = None
    _list_id: str | None = None
    _anchors: list[str] = field(default_factory=list)
    _new: int = 0

    def read(self, body: Element) -> None:
        """Read everything; `title` and `sections` hold it."""
        for child in _flat(body):
            if child.tag == w("p"):
                self._paragraph(child)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag == w("sectPr"):
                self._end_of_pages(child)
            elif child.tag == w("bookmarkStart"):
                self._anchors += filter(None, [from_bookmark(attribute(child, "name"))])
        self._release()
        self._close_section()
        self._turn_tables()

    def _paragraph(self, paragraph: Element) -> None:
        was_contents = self.inlines.fields.in_contents
        self.report.place = "".join(part.text or "" for part in paragraph.iter(w("t")))
        content = self.inlines.read(paragraph)
        content.anchors[:0] = self._anchors
        self._anchors = []
        for one in content.contents:
            self._headed_list()
            self._set_levels(one.levels)
        meaning = self._meaning(paragraph, content)
        computed = was_contents or bool(content.contents) or meaning.kind == "contents entry"
        holds = bool(content.inlines or content.anchors)
        if holds or (not computed and (content.pictures or meaning.kind in {"title", "caption", "chart title"})):
            self._block(meaning, content)
        self._mark_revision(paragraph)
        turn = paragraph.find(f"{w('pPr')}/{w('sectPr')}")
        if turn is not None:
            self._end_of_pages(turn)

    def _mark_revision(self, paragraph: Element) -> None:
        for tag, what in (("ins", "A new paragraph"), ("del", "The removal of a paragraph’s end")):
            if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(tag)}") is not None:
                self.report.add("DOCX-REVISION", f"{what} is open")

    def _meaning(self, paragraph: Element, content: Content) -> Meaning:
        """Return what a paragraph's style means, or what a list set by hand does where the style is plain."""
        properties = paragraph.find(w("pPr"))
        style = child_value(properties, "pStyle")
        meaning, known = self.styles.meaning(style)
        number = child_value(properties, "numPr/numId")
        if number not in {"", "0"} and meaning == Meaning("paragraph"):
            level = int(child_value(properties, "numPr/ilvl") or 0)
            shape = self.styles.list_format(number, level)
            return Meaning("item", min(level, 1) + 1, ordered=shape not in {"bullet", ""})
        if not known and content.inlines:
            self.report.add("DOCX-STYLE-UNKNOWN", f"The style “{self.styles.name(style)}” is none of a paper’s")
        return meaning

    def _block(self, meaning: Meaning, content: Content) -> None:
        if meaning.kind not in {"chart", "nothing"} or content.inlines:
            self._release(keep=meaning.kind == "chart")
        rule = _RULES.get(meaning.kind, BodyReader._prose)
        rule(self, meaning, content)

    def _title(self, meaning: Meaning, content: Content) -> None:
        """Take the title; its bookmark is that of a front without a heading."""
        if self.title is not None:
            return self._prose(meaning, content)
        self.title = one_line(content.inlines, self.report)
        if content.anchors:
            kind = SectionKind.COVER if meaning.cover else SectionKind.OTHER
            self.sections.append(Section(content.anchors[0], kind, "", ()))
        return None

    def _heading(self, meaning: Meaning, content: Content) -> None:
        if meaning.level > 1:
            return self._add(
                Heading(self._id(content), meaning.level, content.inlines, meaning.numbered, meaning.new_page)
            )
        self._close_section()
        title = one_line(content.inlines, self.report)
        self._list_id = (content.anchors[1] if len(content.anchors) > 1 else "") if meaning.lists else None
        numbered = meaning.numbered and bool(title)
        self.sections.append(
            Section(
                self._id(content),
                SectionKind.OTHER,
                title,
                (),
                meaning.new_page and bool(title),
                meaning.divider and bool(title),
                numbered,
            )
        )
        return None

    def _item(self, meaning: Meaning, content: Content) -> None:
        self._add(Item(self._id(content), content.inlines, meaning.level, meaning.ordered))

    def _table_caption(self, _: Meaning, content: Content) -> None:
        self._caption = _Caption(self._id(content), content.inlines)

    def _chart_title(self, _: Meaning, content: Content) -> None:
        self._picture_title = _Caption(self._id(content), content.inlines)

    def _contents(self, _: Meaning, content: Content) -> None:
        self._add(Contents(self._id(content), one_line(content.inlines, self.report)))

    def _logo(self, _: Meaning, content: Content) -> None:
        """Pass over the logo, which is the template's."""

    def _prose(self, meaning: Meaning, content: Content) -> None:
        for picture in content.pictures:
            self.report.add("DOCX-NOT-CARRIED", f"A picture was left out: “{picture.alt or picture.name}”")
        if content.inlines or (content.anchors and meaning.kind == "paragraph"):
            self._add(
                Paragraph(
                    self._id(content), content.inlines, meaning.role, meaning.numbered and meaning.kind == "paragraph"
                )
            )

    def _chart(self, meaning: Meaning, content: Content) -> None:
        """Take a chart: its title above, its picture here, or in its place the words that say what it shows."""
        if not content.pictures and self._picture_title is None:
            return self._prose(meaning, content)
        title, self._picture_title = self._picture_title, None
        first = content.pictures[0] if content.pictures else None
        for other in content.pictures[1:]:
            self.report.add("DOCX-NOT-CARRIED", f"A second picture was left out: “{other.alt or other.name}”")
        if title is None:
            self.report.add("DOCX-ORPHAN", "A chart has no title")
            title = _Caption(first.name if first and first.name else self._id(content), ())
        alt = first.alt if first else one_line(content.inlines, self.report)
        return self._add(Chart(title.id, title.inlines, alt))

    def _picture(self, _: Meaning, content: Content) -> None:
        first = content.pictures[0] if content.pictures else None
        for other in content.pictures[1:]:
            self.report.add("DOCX-NOT-CARRIED", f"A second picture was left out: “{other.alt or other.name}”")
        self._add(Picture(self._id(content), first.alt if first else one_line(content.inlines, self.report)))

    def _picture_caption(self, meaning: Meaning, content: Content) -> None:
        """Give the words to the picture above them; elsewhere they are a paragraph."""
        above = self._blocks[-1] if self._blocks else None
        if isinstance(above, Picture) and not above.caption:
            self._blocks[-1] = replace(above, caption=content.inlines)
        else:
            self.report.add("DOCX-ORPHAN", f"A caption stands alone: “{printed(content.inlines, {})}”")
            self._prose(replace(meaning, kind="paragraph"), content)

    def _table(self, element: Element) -> None:
        self.report.place = "".join(part.text or "" for part in element.iter(w("t")))
        self._release(keep=True)
        reader = TableReader(self.styles, self.inlines, self.report, self._numbered_id)
        if reader.is_recommendations(element):
            self._release()
            self._add(reader.recommendations(element))
            return
        caption, self._caption = self._caption, None
        if caption is None:
            self.report.add("DOCX-ORPHAN", "A table has no caption")
        table = reader.table(element)
        self._add(
            replace(table, id=caption.id, caption=caption.inlines)
            if caption
            else replace(table, id=table.id or self._numbered_id())
        )

    def _release(self, *, keep: bool = False) -> None:
        """Let go of captions whose table or picture did not follow; what they say stays as a paragraph."""
        if keep:
            return
        for waiting in (self._caption, self._picture_title):
            if waiting is not None:
                self.report.add("DOCX-ORPHAN", f"A caption stands alone: “{printed(waiting.inlines, {})}”")
                self._add(Paragraph(waiting.id, waiting.inlines))
        self._caption = self._picture_title = None

    def _add(self, block: Block) -> None:
        if not self.sections:
            self.sections.append(Section(self._numbered_id(), SectionKind.OTHER, "", ()))
        self._blocks.append(block)
        if isinstance(block, Table):
            self._count += 1
            self._tables.append(self._count)

    def _headed_list(self) -> None:
        """Take the list that begins under the title of a section of its own: it has that title, and its bookmark stands
        there.
        """
        if self._list_id is not None and not any(isinstance(block, Contents) for block in self._blocks):
            self._add(Contents(self._list_id or self._numbered_id(), self.sections[-1].title))
        self._list_id = None

    def _set_levels(self, levels: int) -> None:
        place = next(
            (place for place in range(len(self._blocks) - 1, -1, -1) if isinstance(self._blocks[place], Contents)), None
        )
        held = None if place is None else self._blocks[place]
        if place is not None and isinstance(held, Contents):
            self._blocks[place] = replace(held, levels=levels)

    def _end_of_pages(self, properties: Element) -> None:
        """Note on what pages the tables since the last turn of the page stand: those that lie on their side hold wide
        ones.
        """
        size = properties.find(w("pgSz"))
        if size is not None and (
            attribute(size, "orient") == "landscape" or int(attribute(size, "w", "0")) > int(attribute(size, "h", "0"))
        ):
            self._wide.update(self._tables)
        self._tables = []

    def _close_section(self) -> None:
        if self.sections:
            self.sections[-1] = replace(self.sections[-1], blocks=tuple(self._blocks))
        self._blocks = []

    def _turn_tables(self) -> None:
        """Mark the wide tables, once all pages are known."""
        count = 0
        for place, section in enumerate(self.sections):
            blocks = list(section.blocks)
            for index, block in enumerate(blocks):
                if isinstance(block, Table):
                    count += 1
                    blocks[index] = replace(block, wide=count in self._wide)
            self.sections[place] = replace(section, blocks=tuple(blocks))

    def _id(self, content: Content) -> str:
        return content.anchors[0] if content.anchors else self._numbered_id()

    def _numbered_id(self) -> str:
        self._new += 1
        return f"new_{self._new}"


def _flat(body: Element) -> Iterator[Element]:
    """Return the paragraphs and tables of a body, those inside content controls and custom XML too."""
    for child in body:
        if child.tag == w("sdt"):
            for content in child.iterfind(w("sdtContent")):
                yield from _flat(content)
        elif child.tag in {w("customXml"), w("ins"), w("moveTo")}:
            yield from _flat(child)
        else:
            yield child


_RULES: Final[dict[str, Callable[[BodyReader, Meaning, Content], None]]] = {
    "title": BodyReader._title,
    "heading": BodyReader._heading,
    "item": BodyReader._item,
    "caption": BodyReader._table_caption,
    "chart title": BodyReader._chart_title,
    "chart": BodyReader._chart,
    "contents heading": BodyReader._contents,
    "picture": BodyReader._picture,
    "picture caption": BodyReader._picture_caption,
    "logo": BodyReader._logo,
}
"""What becomes of a paragraph by the kind that its style means; any other is prose."""
