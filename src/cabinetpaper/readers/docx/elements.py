"""Turn WordprocessingML into plain values, by one explicit rule for each element.

In: a body, header, note or comment of any maker. Out: its nodes as `tree` has them. The walk keeps its own stack, so
that nesting costs no recursion, and comes to each element once. What an element without a rule holds is kept as
`Unread`, with its words, for somebody to be told.

`w:p` takes its pieces wherever they lie: in runs, links, fields, content controls, smart tags, custom XML and tracked
changes of any depth. A run outside any paragraph makes one; a table or a paragraph inside a paragraph stands apart, as
a text box does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.readers.docx.drawings import DRAWN, DrawingRules, Leave, Relations, Visit
from cabinetpaper.readers.docx.levels import Level
from cabinetpaper.readers.docx.names import CHART, DIAGRAM, MC, VML, WP, A, R, attribute, child_value, number, w
from cabinetpaper.readers.docx.properties import formattings, look_of, pages_of, properties_of
from cabinetpaper.readers.docx.tree import (
    PLAIN_LOOK,
    Anchor,
    AnchorEnd,
    Boxed,
    Cell,
    Change,
    ChangeKind,
    Code,
    CommentMark,
    Edge,
    Field,
    FieldMark,
    Formatting,
    Hyperlink,
    LineBreak,
    Look,
    Node,
    NoteMark,
    Paragraph,
    Properties,
    Row,
    Table,
    Unread,
    Words,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def read_nodes(root: Element, relations: Relations) -> list[Node]:
    """Return the nodes of a body, cell, note, header or comment."""
    return _Walk(relations).read(root)


class _Walk(DrawingRules):
    """One walk through one part of a document."""

    def __init__(self, relations: Relations) -> None:
        super().__init__(relations)
        self._fields: list[list[Field]] = [[]]
        self._links: list[Hyperlink | None] = [None]
        self._look: tuple[Look, Look | None, Formatting | None] = (PLAIN_LOOK, None, None)
        self._moves: dict[str, str] = {}

    def read(self, root: Element) -> list[Node]:
        """Return the nodes of everything in an element."""
        way: list[tuple[Iterator[Element], Leave]] = [(iter(root), None)]
        while way:
            children, leave = way[-1]
            child = next(children, None)
            if child is None:
                way.pop()
                if leave is not None:
                    leave()
                continue
            visit = _rule(str(child.tag))(self, child)
            if visit is not None:
                way.append((iter(visit[0]), visit[1]))
        return self._levels.finish()

    def _text_box(self, element: Element) -> Visit:
        return element, self._apart()

    def _apart(self) -> Leave:
        """Begin a level of its own for what hangs on the line; return what ends it."""
        self._levels.enter(Level("blocks", apart=True))
        self._fields.append([])
        self._links.append(None)
        kept, self._look = self._look, (PLAIN_LOOK, None, None)
        if self._drawings:
            self._drawings[-1].kept = True

        def leave() -> None:
            self._links.pop()
            self._fields.pop()
            self._look = kept
            level = self._levels.leave()
            self._levels.add(Boxed(self._changes, level.nodes))

        return leave

    # -- blocks

    def _paragraph(self, element: Element) -> Visit:
        level = self._levels.place()
        if level is None:
            return self._misplaced(element)
        paragraph = Paragraph(end=self._changes)
        self._levels.begin(paragraph)

        def leave() -> None:
            level.paragraph = None

        return element, leave

    def _misplaced(self, element: Element) -> Visit:
        """Read a paragraph or table that lies where none may as if it stood in a text box."""
        return [element], self._apart()

    def _paragraph_properties(self, properties: Element) -> Visit:
        paragraph = self._levels.top.paragraph
        if paragraph is None or paragraph.loose:
            return None
        paragraph.properties = properties_of(properties)
        changed = properties.find(w("pPrChange"))
        if changed is not None:
            old = changed.find(w("pPr"))
            paragraph.before = Properties() if old is None else properties_of(old)
        paragraph.formattings = [
            *formattings(properties, "a paragraph", "pPrChange", "numPr/numberingChange", "numPr/ins"),
            *formattings(properties, "a paragraph’s end", "rPr/rPrChange"),
        ]
        marks = properties.find(w("rPr"))
        if marks is not None:
            paragraph.end += tuple(self._change(mark) for mark in marks if str(mark.tag) in _CHANGES)
        turn = properties.find(w("sectPr"))
        if turn is not None:
            paragraph.turn = pages_of(turn)
        return None

    def _end_of_pages(self, element: Element) -> Visit:
        level = self._levels.place()
        if level is not None:
            level.nodes.append(pages_of(element))
        return None

    def _table(self, element: Element) -> Visit:
        level = self._levels.place()
        if level is None:
            return self._misplaced(element)
        table = Table()
        level.nodes.append(table)
        self._levels.enter(Level("rows", table=table))
        return element, self._leave_level

    def _table_properties(self, properties: Element) -> Visit:
        table = self._levels.top.table
        if table is not None:
            table.description = table.description or child_value(properties, "tblDescription")
            table.formattings += formattings(properties, "a table", "tblPrChange", "tblGridChange")
        return None

    def _row(self, element: Element) -> Visit:
        level = self._levels.top
        if level.holds != "rows" or level.table is None:
            return self._unread(element)
        row = Row(changes=self._changes)
        level.table.rows.append(row)
        self._levels.enter(Level("cells", row=row))
        return element, self._leave_level

    def _row_properties(self, properties: Element) -> Visit:
        row = self._levels.top.row
        if row is not None:
            row.changes += tuple(self._change(mark) for mark in properties if str(mark.tag) in _CHANGES)
            row.formattings += formattings(properties, "a row", "trPrChange", "tblPrExChange")
        return None

    def _cell(self, element: Element) -> Visit:
        level = self._levels.top
        if level.holds != "cells" or level.row is None:
            return self._unread(element)
        cell = Cell(changes=self._changes)
        level.row.cells.append(cell)
        self._levels.enter(Level("blocks", nodes=cell.nodes))
        properties = element.find(w("tcPr"))
        if properties is not None:
            cell.changes += tuple(
                self._change(mark, kind)
                for tag, kind in (("cellIns", ChangeKind.INSERTION), ("cellDel", ChangeKind.DELETION))
                for mark in properties.iterchildren(w(tag))
            )
            cell.spans = number(child_value(properties, "gridSpan"), 1) > 1 or any(
                properties.find(w(tag)) is not None for tag in ("vMerge", "hMerge")
            )
            cell.formattings += [
                *formattings(properties, "a cell", "tcPrChange"),
                *formattings(properties, "the merging of cells", "cellMerge"),
            ]
        return element, self._leave_level

    def _leave_level(self) -> None:
        self._levels.leave()

    # -- what lies round the pieces of a paragraph

    def _through(self, element: Element) -> Visit:
        return element, None

    def _nothing(self, _: Element) -> Visit:
        return None

    def _tracked(self, element: Element) -> Visit:
        before = self._changes
        self._changes = (*before, self._change(element))

        def leave() -> None:
            self._changes = before

        return element, leave

    def _change(self, element: Element, kind: ChangeKind | None = None) -> Change:
        own = kind or ChangeKind(str(element.tag).rpartition("}")[2])
        move = next(reversed(self._moves.values()), "") if own in _MOVES else ""
        return Change(own, attribute(element, "author"), attribute(element, "date"), move)

    def _move_begins(self, element: Element) -> Visit:
        self._moves[attribute(element, "id")] = attribute(element, "name")
        return None

    def _move_ends(self, element: Element) -> Visit:
        self._moves.pop(attribute(element, "id"), None)
        return None

    def _link(self, element: Element) -> Visit:
        address = self._relations.address(element.get(f"{{{R}}}id", ""))
        self._links.append(Hyperlink(address) if address else self._links[-1])
        return element, self._leave_link

    def _leave_link(self) -> None:
        self._links.pop()

    def _run(self, element: Element) -> Visit:
        kept, self._look = self._look, (PLAIN_LOOK, None, None)

        def leave() -> None:
            self._look = kept

        return element, leave

    def _run_properties(self, properties: Element) -> Visit:
        changed = properties.find(w("rPrChange"))
        if changed is None:
            self._look = (look_of(properties), None, None)
        else:
            old = changed.find(w("rPr"))
            formatting = Formatting("words", attribute(changed, "author"), attribute(changed, "date"))
            self._look = (look_of(properties), PLAIN_LOOK if old is None else look_of(old), formatting)
        return None

    # -- pieces

    def _say(self, words: str) -> None:
        look, before, formatting = self._look
        self._levels.add(Words(self._changes, words, look, self._links[-1], before, formatting))

    def _text(self, element: Element) -> Visit:
        if element.text:
            self._say(element.text)
        return None

    def _character(self, element: Element) -> Visit:
        self._say(_CHARACTERS[str(element.tag).rpartition("}")[2]])
        return None

    def _symbol(self, element: Element) -> Visit:
        code = attribute(element, "char")
        try:
            shown = chr(int(code[:6], 16))
        except (ValueError, OverflowError):
            shown = code
        self._levels.add(Unread(self._changes, "A symbol from a special typeface", shown))
        return None

    def _break(self, element: Element) -> Visit:
        self._levels.add(LineBreak(self._changes, attribute(element, "type") in {"page", "column"}))
        return None

    def _field_mark(self, element: Element) -> Visit:
        opened = self._fields[-1]
        match attribute(element, "fldCharType"):
            case "begin":
                self._field_begins()
            case "separate" if opened:
                opened[-1].has_result = True
                self._levels.add(FieldMark(self._changes, Edge.SEPARATE, opened[-1]))
            case "end" if opened:
                self._field_ends(opened[-1])
        return None

    def _field_begins(self) -> Field:
        begun = Field()
        self._fields[-1].append(begun)
        self._levels.add(FieldMark(self._changes, Edge.BEGIN, begun))
        return begun

    def _field_ends(self, ended: Field) -> None:
        while self._fields[-1] and self._fields[-1].pop() is not ended:
            pass
        ended.closed = True
        self._levels.add(FieldMark(self._changes, Edge.END, ended))

    def _instruction(self, element: Element) -> Visit:
        opened = self._fields[-1]
        if opened and not opened[-1].has_result:
            opened[-1].codes.append(Code(self._changes, element.text or ""))
        return None

    def _simple_field(self, element: Element) -> Visit:
        begun = self._field_begins()
        begun.codes.append(Code(self._changes, attribute(element, "instr")))
        begun.has_result = True
        self._levels.add(FieldMark(self._changes, Edge.SEPARATE, begun))
        return element, lambda: self._field_ends(begun)

    def _bookmark(self, element: Element) -> Visit:
        self._levels.add(Anchor(self._changes, attribute(element, "name"), attribute(element, "id")))
        return None

    def _bookmark_ends(self, element: Element) -> Visit:
        self._levels.add(AnchorEnd(self._changes, attribute(element, "id")))
        return None

    def _comment(self, element: Element) -> Visit:
        self._levels.add(CommentMark(self._changes, str(element.tag).rpartition("}")[2], attribute(element, "id")))
        return None

    def _note(self, element: Element) -> Visit:
        kind = str(element.tag).rpartition("}")[2].removesuffix("Reference")
        self._levels.add(NoteMark(self._changes, kind, attribute(element, "id")))
        return None


_MOVES: Final = frozenset({ChangeKind.ARRIVAL, ChangeKind.DEPARTURE})
_CHANGES: Final = frozenset(w(kind.value) for kind in ChangeKind)
_CHARACTERS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
}
_THROUGH: Final = "sdt sdtContent smartTag customXml dir bdo ruby rubyBase body hdr ftr footnote endnote comment"
_SILENT: Final = """
    proofErr permStart permEnd lastRenderedPageBreak annotationRef footnoteRef endnoteRef separator
    continuationSeparator smartTagPr customXmlPr sdtPr sdtEndPr rubyPr tblGrid tcPr fldData
    customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd
    customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd
"""
"""Marks that carry no words and no meaning of the paper's, and properties that their owners read."""

_Rule = Callable[[_Walk, "Element"], Visit]
_RULES: Final[dict[str, _Rule]] = {
    **dict.fromkeys(map(w, _THROUGH.split()), _Walk._through),
    **dict.fromkeys(map(w, _SILENT.split()), _Walk._nothing),
    **dict.fromkeys(map(w, _CHARACTERS), _Walk._character),
    **dict.fromkeys(_CHANGES, _Walk._tracked),
    w("p"): _Walk._paragraph,
    w("pPr"): _Walk._paragraph_properties,
    w("sectPr"): _Walk._end_of_pages,
    w("tbl"): _Walk._table,
    w("tblPr"): _Walk._table_properties,
    w("tr"): _Walk._row,
    w("trPr"): _Walk._row_properties,
    w("tblPrEx"): _Walk._row_properties,
    w("tc"): _Walk._cell,
    w("r"): _Walk._run,
    w("rPr"): _Walk._run_properties,
    w("t"): _Walk._text,
    w("delText"): _Walk._text,
    w("sym"): _Walk._symbol,
    w("br"): _Walk._break,
    w("cr"): _Walk._break,
    w("hyperlink"): _Walk._link,
    w("fldSimple"): _Walk._simple_field,
    w("fldChar"): _Walk._field_mark,
    w("instrText"): _Walk._instruction,
    w("delInstrText"): _Walk._instruction,
    w("bookmarkStart"): _Walk._bookmark,
    w("bookmarkEnd"): _Walk._bookmark_ends,
    w("commentRangeStart"): _Walk._comment,
    w("commentRangeEnd"): _Walk._comment,
    w("commentReference"): _Walk._comment,
    w("footnoteReference"): _Walk._note,
    w("endnoteReference"): _Walk._note,
    w("moveFromRangeStart"): _Walk._move_begins,
    w("moveToRangeStart"): _Walk._move_begins,
    w("moveFromRangeEnd"): _Walk._move_ends,
    w("moveToRangeEnd"): _Walk._move_ends,
    w("drawing"): _Walk._drawing,
    w("pict"): _Walk._drawing,
    w("object"): _Walk._drawing,
    w("altChunk"): _Walk._related,
    w("txbxContent"): _Walk._text_box,
    f"{{{WP}}}docPr": _Walk._named,
    f"{{{VML}}}shape": _Walk._named,
    f"{{{VML}}}textpath": _Walk._word_art,
    f"{{{VML}}}imagedata": _Walk._image,
    f"{{{A}}}blip": _Walk._image,
    f"{{{A}}}t": _Walk._drawn_text,
    f"{{{CHART}}}chart": _Walk._related,
    f"{{{DIAGRAM}}}relIds": _Walk._related,
    f"{{{MC}}}AlternateContent": _Walk._alternatives,
}


def _rule(tag: str) -> _Rule:
    """Return the rule of an element; one of a drawing's namespaces is gone through, any other unknown one reported."""
    found = _RULES.get(tag)
    return found or (_Walk._through if DRAWN.match(tag) else _Walk._unread)
