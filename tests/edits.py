"""Edit a paper's DOCX as people do: in raw XML, tracked and not, and by python-docx. Each edit is one small function.

An edit gets a `Target`, the opened document with some of its paragraphs by id, and a word that occurs nowhere else,
which it may plant.
"""

from __future__ import annotations

import copy
import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import docx
from lxml import etree

from cabinetpaper.paper import Chart, Paper, Paragraph, Table, blocks_of, bookmark, numbers, printed
from constructs import DECLARED, MARK, W, w, xml
from docx_parts import repacked

Element = Any
BY: Final = MARK.format(77)
STRICT: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": (
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"
    ),
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "http://purl.oclc.org/ooxml/drawingml/picture",
}


@dataclass
class Target:
    """A document that is being edited; `ids` are body paragraphs of some words, no two of them side by side."""

    data: bytes
    paper: Paper
    ids: list[str]
    root: Element = None

    @classmethod
    def of(cls, data: bytes, paper: Paper) -> Target:
        spoken = [
            block.id
            for section in paper.sections
            for before, block in pairwise(section.blocks)
            if isinstance(block, Paragraph)
            and isinstance(before, Paragraph)
            and not (before.role.stands_apart or block.role.stands_apart)
            and min(len(printed(one.inlines, {}).split()) for one in (before, block)) > 5
        ]
        return cls(data, paper, spoken[1::2] if len(spoken) > 3 else spoken)

    def paragraph(self, place: int = 0) -> Element:
        return self.holder(self.ids[place % len(self.ids)])

    def holder(self, identifier: str) -> Element:
        (start,) = (one for one in self.root.iter(w("bookmarkStart")) if one.get(w("name")) == bookmark(identifier))
        return next(one for one in start.iterancestors() if one.tag == w("p"))

    def row(self) -> Element:
        """Return a row of a table in the middle of the paper, not its last."""
        tables = [table for table in blocks_of(self.paper, Table) if len(table.rows) > 2]
        paragraph = self.holder(tables[len(tables) // 2].rows[1].id)
        return next(one for one in paragraph.iterancestors() if one.tag == w("tr"))

    @property
    def row_id(self) -> str:
        tables = [table for table in blocks_of(self.paper, Table) if len(table.rows) > 2]
        return tables[len(tables) // 2].rows[1].id


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def tracked(kind: str, inner: str = "") -> Element:
    return xml(f"<w:{kind} {BY}>{inner}</w:{kind}>")


def mark_end(paragraph: Element, kind: str) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = xml("<w:pPr/>")
        paragraph.insert(0, properties)
    properties.append(xml(f"<w:rPr><w:{kind} {BY}/></w:rPr>"))


def wrap(paragraph: Element, kind: str, first: int = 0, last: int | None = None) -> None:
    """Put the runs of a paragraph into tracked changes of a kind, one each."""
    for one in [child for child in paragraph if child.tag in {w("r"), w("hyperlink")}][first:last]:
        around = tracked(kind)
        one.addprevious(around)
        around.append(one)
        for text in around.iter(w("t")) if kind in {"del", "moveFrom"} else ():
            text.tag = w("delText")


def copy_of(paragraph: Element, *, anchors: bool = False) -> Element:
    made = copy.deepcopy(paragraph)
    for one in [] if anchors else list(made.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        one.getparent().remove(one)
    return made


def split_run(paragraph: Element) -> Element:
    """Cut the longest run of a paragraph at a space; return its second half."""
    text = max(paragraph.iter(w("t")), key=lambda one: len(one.text or ""))
    words = text.text or ""
    cut = words.find(" ", len(words) // 2) + 1 or len(words)
    second = copy.deepcopy(text.getparent())
    text.text, second.find(w("t")).text = words[:cut], words[cut:]
    for one in (text, second.find(w("t"))):
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.getparent().addnext(second)
    return second


# -- raw XML, not tracked


def words_added(t: Target, word: str) -> None:
    split_run(t.paragraph()).addprevious(xml(run(f"{word} ")))


def paragraph_added(t: Target, word: str) -> None:
    t.paragraph().addnext(xml(f"<w:p>{run(f'A paragraph with {word} in it.')}</w:p>"))


def paragraph_removed(t: Target, word: str) -> None:
    gone = t.paragraph()
    gone.getparent().remove(gone)


def paragraph_split(t: Target, word: str) -> None:
    paragraph = t.paragraph()
    second = split_run(paragraph)
    made = xml(f"<w:p>{etree.tostring(paragraph.find(w('pPr')), encoding='unicode')}</w:p>")
    for one in [second, *(child for child in second.itersiblings() if child.tag != w("bookmarkEnd"))]:
        made.append(one)
    paragraph.addnext(made)


def paragraphs_joined(t: Target, word: str) -> None:
    second = t.paragraph()
    first = second.getprevious()
    for one in [child for child in second if child.tag != w("pPr")]:
        first.append(one)
    second.getparent().remove(second)


def paragraph_moved(t: Target, word: str) -> None:
    t.paragraph(1).addnext(t.paragraph())


def text_box(t: Target, word: str) -> None:
    box = f"<w:txbxContent><w:p>{run(word)}</w:p></w:txbxContent>"
    shape = f'<v:shape id="s" style="width:100pt;height:20pt"><v:textbox>{box}</v:textbox></v:shape>'
    t.paragraph().append(xml(f"<w:r><w:pict>{shape}</w:pict></w:r>"))


def formula(t: Target, word: str) -> None:
    t.paragraph().append(xml(f"<m:oMath><m:r><m:t>{word}</m:t></m:r></m:oMath>"))


def controls_round_runs(t: Target, word: str) -> None:
    for one in [child for child in t.root.iter(w("r")) if child.getparent().tag == w("p")]:
        control = xml('<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent/></w:sdt>')
        one.addprevious(control)
        control[1].append(one)
    t.paragraph().append(xml(run(f" {word}")))


def smart_tags_round_blocks(t: Target, word: str) -> None:
    paragraph = t.paragraph()
    around = xml('<w:customXml w:uri="u" w:element="e"/>')
    paragraph.addprevious(around)
    around.append(paragraph)
    tag = xml('<w:smartTag w:uri="u" w:element="e"/>')
    tag.append(xml(run(f" {word}")))
    paragraph.append(tag)


def runs_in_a_cell(t: Target, word: str) -> None:
    cell = t.row()[-1]
    cell[-1].addprevious(xml(f"<w:p>{run(word)}</w:p>"))


def field_without_end(t: Target, word: str) -> None:
    begin, separate = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    code = "<w:r><w:instrText> QUOTE x </w:instrText></w:r>"
    for one in (begin, code, separate, run(word)):
        t.paragraph().append(xml(one))


def link_in_a_link(t: Target, word: str) -> None:
    inner = f'<w:hyperlink w:anchor="b">{run(word)}</w:hyperlink>'
    t.paragraph().append(xml(f'<w:hyperlink w:anchor="a">{run(" see ")}{inner}{run(" there")}</w:hyperlink>'))


def reference_typed_over(t: Target, word: str) -> None:
    numbered = next(iter(numbers(t.paper)), t.ids[1])
    simple = xml(f'<w:fldSimple w:instr=" REF {bookmark(numbered)} \\r \\h ">{run(word)}</w:fldSimple>')
    t.paragraph().append(simple)


def between_title_and_picture(t: Target, word: str) -> None:
    charts = list(blocks_of(t.paper, Chart))
    if charts:
        t.holder(charts[0].id).addnext(
            xml(f'<w:p><w:pPr><w:pStyle w:val="Chart"/></w:pPr>{run(f"Note {word} well.")}</w:p>')
        )


# -- raw XML, tracked


def inserted(t: Target, word: str) -> None:
    split_run(t.paragraph()).addprevious(tracked("ins", run(f"{word} ")))


def deleted(t: Target, word: str) -> None:
    paragraph = t.paragraph()
    split_run(paragraph)
    wrap(paragraph, "del", 1, 2)


def replaced(t: Target, word: str) -> None:
    paragraph = t.paragraph()
    second = split_run(paragraph)
    around = tracked("del")
    second.addprevious(around)
    around.append(second)
    second.find(w("t")).tag = w("delText")
    around.addnext(tracked("ins", run(f"{word} ")))


def paragraph_deleted(t: Target, word: str) -> None:
    paragraph = t.paragraph()
    wrap(paragraph, "del")
    mark_end(paragraph, "del")


def paragraph_emptied(t: Target, word: str) -> None:
    wrap(t.paragraph(), "del")


def end_deleted(t: Target, word: str) -> None:
    mark_end(t.paragraph().getprevious(), "del")


def split_tracked(t: Target, word: str) -> None:
    paragraph_split(t, word)
    mark_end(t.paragraph(), "ins")


def paragraph_inserted(t: Target, word: str) -> None:
    made = xml(f"<w:p>{run(f'A paragraph with {word} in it.')}</w:p>")
    wrap(made, "ins")
    mark_end(made, "ins")
    t.paragraph().addprevious(made)


def moved(t: Target, word: str) -> None:
    source, beside = t.paragraph(), t.paragraph(1)
    target = copy_of(source)
    for paragraph, kind in ((source, "moveFrom"), (target, "moveTo")):
        paragraph.insert(1, xml(f'<w:{kind}RangeStart {BY} w:name="move1"/>'))
        wrap(paragraph, kind)
        mark_end(paragraph, kind)
        paragraph.append(xml(f'<w:{kind}RangeEnd w:id="77"/>'))
    beside.addnext(target)


def row_inserted(t: Target, word: str) -> None:
    row = t.row()
    made = copy_of(row)
    for place, cell in enumerate(made.iter(w("tc"))):
        for one in list(cell.iter(w("p"))):
            cell.remove(one)
        paragraph = xml(f"<w:p>{run(word if not place else 'x')}</w:p>")
        wrap(paragraph, "ins")
        mark_end(paragraph, "ins")
        cell.append(paragraph)
    made.find(w("trPr")).append(xml(f"<w:ins {BY}/>"))
    row.addnext(made)


def row_deleted(t: Target, word: str) -> None:
    row = t.row()
    row.find(w("trPr")).append(xml(f"<w:del {BY}/>"))
    for paragraph in row.iter(w("p")):
        wrap(paragraph, "del")
        mark_end(paragraph, "del")


def looks_changed(t: Target, word: str) -> None:
    split_run(t.paragraph()).insert(0, xml(f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>"))


def style_changed(t: Target, word: str) -> None:
    properties = t.paragraph().find(w("pPr"))
    old = copy.deepcopy(properties)
    for one in list(old):
        if one.tag != w("pStyle"):
            old.remove(one)
    properties.find(w("pStyle")).set(w("val"), "Quote")
    change = xml(f"<w:pPrChange {BY}/>")
    change.append(old)
    properties.append(change)


def cell_edited(t: Target, word: str) -> None:
    paragraph = next(t.row()[-1].iter(w("p")))
    wrap(paragraph, "del")
    paragraph.append(tracked("ins", run(word)))


def header_and_footer(t: Target, word: str) -> None:
    def said(source: str) -> str:
        return source.replace("</w:p>", run(f" {word}") + "</w:p>", 1)

    t.data = repacked(t.data, {"word/header3.xml": said, "word/footer1.xml": said})


def strict(t: Target, word: str) -> None:
    def renamed(source: str) -> str:
        for usual, new in STRICT.items():
            source = source.replace(f'"{usual}"', f'"{new}"')
        return source

    t.paragraph().append(xml(run(f" {word}")))
    save(t)
    parts = ("document", "styles", "numbering", "header1", "header2", "header3", "footer1", "footer2")
    t.data = repacked(t.data, {f"word/{name}.xml": renamed for name in parts})
    t.root = None


# -- python-docx


def with_docx(change: Callable[[Any, Target, str], None]) -> Callable[[Target, str], None]:
    def edit(t: Target, word: str) -> None:
        opened = docx.Document(io.BytesIO(t.data))
        change(opened, t, word)
        saved = io.BytesIO()
        opened.save(saved)
        t.data, t.root = saved.getvalue(), None

    edit.__name__ = change.__name__
    return edit


def spoken(opened: Any, t: Target) -> Any:
    name = bookmark(t.ids[0])
    return next(one for one in opened.paragraphs if one._p.xpath(f".//w:bookmarkStart[@w:name='{name}']"))


@with_docx
def run_added(opened: Any, t: Target, word: str) -> None:
    spoken(opened, t).add_run(f" {word}").bold = True


@with_docx
def paragraph_put_before(opened: Any, t: Target, word: str) -> None:
    spoken(opened, t).insert_paragraph_before(f"Before it {word}.", style="Body Text")


@with_docx
def heading_added(opened: Any, t: Target, word: str) -> None:
    spoken(opened, t).insert_paragraph_before(f"Heading {word}", style="Heading 2")


@with_docx
def given_another_style(opened: Any, t: Target, word: str) -> None:
    spoken(opened, t).style = opened.styles["Quote"]


@with_docx
def table_row_added(opened: Any, t: Target, word: str) -> None:
    opened.tables[-1].add_row().cells[0].text = word


@with_docx
def commented(opened: Any, t: Target, word: str) -> None:
    opened.add_comment(spoken(opened, t).runs, text=f"Is {word} right?", author="Jo")


def png() -> bytes:
    """Return a picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@with_docx
def picture_added(opened: Any, t: Target, word: str) -> None:
    run_ = spoken(opened, t).insert_paragraph_before().add_run(word)
    run_.add_picture(io.BytesIO(png()))


RAW: Final = (
    words_added, paragraph_added, paragraph_removed, paragraph_split, paragraphs_joined, paragraph_moved, text_box,
    formula, controls_round_runs, smart_tags_round_blocks, runs_in_a_cell, field_without_end, link_in_a_link,
    reference_typed_over, between_title_and_picture, header_and_footer, strict,
)  # fmt: skip
RAW_TRACKED: Final = (
    inserted, deleted, replaced, paragraph_deleted, paragraph_emptied, end_deleted, split_tracked, paragraph_inserted,
    moved, row_inserted, row_deleted, cell_edited, looks_changed, style_changed,
)  # fmt: skip
BY_PYTHON_DOCX: Final = (
    run_added, paragraph_put_before, heading_added, given_another_style, table_row_added, commented, picture_added,
)  # fmt: skip


def save(t: Target) -> None:
    if t.root is not None:
        source = etree.tostring(t.root, encoding="unicode")
        t.data = repacked(t.data, {"word/document.xml": lambda _: source + " "})
        t.root = None


def edited_by(edit: Callable[[Target, str], None], data: bytes, paper: Paper, word: str) -> bytes:
    """Return the document after one edit."""
    target = Target.of(data, paper)
    target.root = etree.fromstring(repacked_part(data))
    edit(target, word)
    save(target)
    return target.data


def repacked_part(data: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("word/document.xml")


__all__ = ["BY_PYTHON_DOCX", "DECLARED", "RAW", "RAW_TRACKED", "W", "edited_by"]
