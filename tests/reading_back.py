"""Read the outline back from each written form, by its own structure alone: an HTML page's elements, a PDF's tags, a
DOCX's styles.

What each reader leaves out is listed in docs/same-content.md.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree, html

from cabinetpaper.paper import Paper, mark_text, outline, roman, style_names

PLAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Row = tuple[str, str, str]


def expected(paper: Paper) -> list[Row]:
    """Return what every form must hold: kind, number and text of each line."""
    return [row(line.kind, line.number, line.text) for line in outline(paper)]


def row(kind: str, number: str, text: str) -> Row:
    """Return a line as it is compared: spaces run together; a contents entry's number is part of its words, as it is
    printed.
    """
    if kind == "contents":
        number, text = "", f"{number} {text}"
    return kind, number.strip(), " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def solid(rows: list[Row]) -> list[Row]:
    """Return the lines without any space: a PDF holds none where a line of print ends."""
    return [(kind, number, "".join(text.split())) for kind, number, text in rows]


# HTML


def html_lines(page: str) -> list[Row]:
    """Return the outline of a page's main element."""
    main = html.document_fromstring(page).find(".//main")
    assert main is not None
    return list(_html(main))


def _html(element: Any) -> Iterator[Row]:
    for child in element:
        if child.get("hidden") is not None:
            continue
        tag = child.tag
        if child.get("role") == "doc-endnotes":
            yield from _html_notes(child)
            continue
        if re.fullmatch("h[1-6]", tag):
            level = int(tag[1]) - 1
            number, text = _numbered(child)
            yield row(f"heading {level}" if level else "title", number, text)
        elif tag == "p":
            yield row("paragraph", *_numbered(child))
        elif tag in {"ul", "ol"}:
            yield from _html_list(child, 1 if "deeper" not in child.get("class", "") else 2)
        elif tag == "nav":
            yield from (row("paragraph", "", title.text_content()) for title in child.iterchildren("p"))
            yield from (row("contents", "", item.text_content()) for item in child.iter("li"))
        elif tag == "table":
            yield from _html_table(child)
        elif tag == "figure":
            parts = {
                "figcaption": lambda one: ("caption", "", _html_text(one)),
                "img": lambda one: ("figure", "", one.get("alt")),
            }
            yield from (row(*parts[one.tag](one)) for one in child)
        else:
            yield from _html(child)


def _html_notes(section: Any) -> Iterator[Row]:
    for number, item in enumerate(section.find("ol"), 1):
        back = item[-1]
        assert back.get("role") == "doc-backlink"
        item.remove(back)
        yield row("footnote", str(number), _html_text(item))


def _numbered(element: Any) -> tuple[str, str]:
    number = element.find("span[@class='number']")
    whole = _html_text(element)
    if number is None:
        return "", whole
    own = number.text_content()
    return own, whole.removeprefix(own)


def _html_text(element: Any, *, lists: bool = True) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == "br":
            text += "\n"
        elif child.tag == "sup":
            text += mark_text(child.text_content())
        elif child.tag not in {"ul", "ol"}:
            text += _html_text(child)
        elif lists:
            text += " ".join(["", *(_html_text(item) for item in child)])
        text += " " * (child.tag in {"p", "blockquote", "ul", "ol"}) + (child.tail or "")
    return text


def _html_list(element: Any, level: int) -> Iterator[Row]:
    number = int(element.get("start", "1"))
    for item in element:
        shown = f"{number}." if element.tag == "ol" and level == 1 else ""
        yield row("item", shown, _html_text(item, lists=False))
        number += 1
        for nested in item:
            if nested.tag in {"ul", "ol"}:
                yield from _html_list(nested, 2)


def _html_table(table: Any) -> Iterator[Row]:
    recommendations = "recommendations" in table.get("class", "")
    caption = table.find("caption")
    if caption is not None:
        yield row("caption", "", _html_text(caption))
    yield from (row("header", "", cell.text_content()) for cell in table.findall("thead/tr/th"))
    for one in table.findall("tbody/tr"):
        assert one[0].tag == "th"
        assert one[0].get("scope") == "row"
        if recommendations:
            yield row("recommendation", one[0].text_content(), _html_text(one[1]))
            continue
        yield from (row("cell" if place else "row heading", "", _html_text(cell)) for place, cell in enumerate(one))


# PDF


class PdfTree:
    """A PDF's structure tree with the text of every marked piece."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.pages = {page.obj.objgen: place for place, page in enumerate(self.pdf.pages)}
        self.words: dict[tuple[int, int], str] = {}
        self.artifacts: list[set[str]] = []
        for place, page in enumerate(self.pdf.pages):
            self.artifacts.append(set())
            self._read(place, page)
        self.root = self.pdf.Root.StructTreeRoot
        self.document = self.root.K[0]

    def _read(self, place: int, page: Any) -> None:
        fonts = {name: _unicode(font) for name, font in page.obj.Resources.Font.items()}
        font: tuple[int, dict[int, str]] = (1, {})
        stack: list[tuple[str, int | None]] = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                properties = instruction.operands[1] if operator == "BDC" else {}
                stack.append(
                    (str(instruction.operands[0])[1:], int(properties["/MCID"]) if "/MCID" in properties else None)
                )
            elif operator == "EMC":
                stack.pop()
            elif operator == "Tf":
                font = fonts[str(instruction.operands[0])]
            elif operator in {"Tj", "TJ"}:
                text = _decoded(instruction.operands[0], font)
                mark = next((number for _, number in reversed(stack) if number is not None), None)
                if mark is not None:
                    self.words[place, mark] = self.words.get((place, mark), "") + text
                else:
                    self.artifacts[place].add(text)

    def kids(self, element: Any) -> list[Any]:
        """Return the elements directly below one."""
        return [kid for kid in self.everything(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]

    def everything(self, element: Any) -> list[Any]:
        below = element.get("/K", [])
        return list(below) if isinstance(below, pikepdf.Array) else [below]

    def kind(self, element: Any) -> str:
        return str(element.S)[1:]

    def walk(self, element: Any = None) -> Iterator[Any]:
        """Yield every element in reading order."""
        element = self.document if element is None else element
        yield element
        for kid in self.kids(element):
            yield from self.walk(kid)

    def marks(self, element: Any) -> Iterator[tuple[int, int]]:
        """Yield page and number of each mark below an element."""
        for kid in self.everything(element):
            if isinstance(kid, pikepdf.Dictionary):
                if "/S" in kid:
                    yield from self.marks(kid)
                elif kid.get("/Type") == "/MCR":
                    yield self.pages[kid.Pg.objgen], int(kid.MCID)
            else:
                yield self.pages[element.Pg.objgen], int(kid)

    def text(self, element: Any) -> str:
        """Return the words of an element, as they are read aloud."""
        if "/ActualText" in element:
            return str(element.ActualText)
        return self.text_beside(element)

    def text_beside(self, element: Any, *kinds: str) -> str:
        """Return the words of an element without those of kids of some kinds; the marks of notes stand in square
        brackets.
        """
        left_out = {mark for kid in self.kids(element) if self.kind(kid) in kinds for mark in self.marks(kid)}
        noted = {mark for one in self.walk(element) if self.kind(one) == "Reference" for mark in self.marks(one)}
        words = ((mark, self.words.get(mark, "")) for mark in self.marks(element) if mark not in left_out)
        return "".join(mark_text(text) if mark in noted else text for mark, text in words)


def _unicode(font: Any) -> tuple[int, dict[int, str]]:
    """Return how many bytes a font's codes have, and the text of each."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"^<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>$", table.split("beginbfchar", 1)[1], re.MULTILINE)
    size = len(re.findall(r"begincodespacerange\s+<([0-9a-fA-F]+)>", table)[0]) // 2
    return size, {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _decoded(operand: Any, font: tuple[int, dict[int, str]]) -> str:
    strings = operand if isinstance(operand, pikepdf.Array | list) else [operand]
    raw = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
    size, table = font
    return "".join(
        table.get(int.from_bytes(raw[place : place + size], "big"), "\ufffd") for place in range(0, len(raw), size)
    )


def pdf_lines(data: bytes) -> list[Row]:
    """Return the outline of a PDF's structure tree, after what stands over the title; the notes, which stand behind the
    blocks of their marks, last.
    """
    tree = PdfTree(data)
    rows = list(_pdf(tree, tree.document))
    rows = rows[[kind for kind, *_ in rows].index("title") :]
    return sorted(rows, key=lambda one: one[0] == "footnote")


def _pdf(tree: PdfTree, element: Any) -> Iterator[Row]:
    contents = False
    for kid in tree.kids(element):
        kind = tree.kind(kid)
        level = int(kind[1]) - 1 if re.fullmatch("H[1-6]", kind) else -1
        if level >= 0:
            number = next((tree.text(one) for one in tree.kids(kid) if tree.kind(one) == "Span"), "")
            yield row(f"heading {level}" if level else "title", number, tree.text(kid).removeprefix(number))
        elif kind == "Note":
            label, words = tree.kids(kid)
            yield row("footnote", tree.text(label), tree.text(words))
        elif kind == "P":
            label = next((tree.text(one) for one in tree.kids(kid) if tree.kind(one) == "Lbl"), "")
            yield row("paragraph", label, tree.text_beside(kid, "Lbl"))
        elif kind == "L":
            contents = not any(tree.kind(one) == "Lbl" for item in tree.kids(kid) for one in tree.kids(item))
            yield from _pdf_contents(tree, kid) if contents else _pdf_list(tree, kid, 1)
        elif kind == "Table":
            yield from _pdf_table(tree, kid)
        elif kind in {"Caption", "Figure"}:
            yield row(kind.lower(), "", str(kid.Alt) if kind == "Figure" else tree.text(kid))
        else:
            yield from _pdf(tree, kid)


def _pdf_contents(tree: PdfTree, element: Any) -> Iterator[Row]:
    for item in tree.kids(element):
        links = [tree.text(link) for body in tree.kids(item) for link in tree.kids(body) if tree.kind(link) == "Link"]
        yield row("contents", "", " ".join(links))


def _pdf_list(tree: PdfTree, element: Any, level: int) -> Iterator[Row]:
    deeper = str(element.A.ListNumbering) == "/LowerAlpha"
    for item in tree.kids(element):
        label, body = tree.kids(item)
        number = tree.text(label).strip()
        yield row(
            "item", number if level == 1 and not deeper and number[:1].isdigit() else "", tree.text_beside(body, "L")
        )
        for nested in tree.kids(body):
            if tree.kind(nested) == "L":
                yield from _pdf_list(tree, nested, 2)


def _pdf_table(tree: PdfTree, table: Any) -> Iterator[Row]:
    captioned = False
    for part in tree.kids(table):
        if tree.kind(part) == "Caption":
            captioned = True
            yield row("caption", "", tree.text(part))
            continue
        for one in tree.kids(part):
            cells = tree.kids(one)
            texts = [_pdf_cell(tree, cell) for cell in cells]
            if tree.kind(part) == "THead":
                yield from (row("header", "", text) for text in texts)
            elif not captioned:
                yield row("recommendation", *texts)
            else:
                yield from (row("cell" if place else "row heading", "", text) for place, text in enumerate(texts))


def _pdf_cell(tree: PdfTree, cell: Any) -> str:
    labels = {mark for kid in tree.walk(cell) if tree.kind(kid) == "Lbl" for mark in tree.marks(kid)}
    noted = {mark for kid in tree.walk(cell) if tree.kind(kid) == "Reference" for mark in tree.marks(kid)}
    words = ((mark, tree.words.get(mark, "")) for mark in tree.marks(cell) if mark not in labels)
    return "".join(mark_text(text) if mark in noted else text for mark, text in words)


# DOCX

_KINDS = {
    style_names.TITLE: "title",
    style_names.CAPTION: "caption",
    style_names.CHART_TITLE: "caption",
    style_names.PICTURE_CAPTION: "caption",
    **{name: f"heading {level}" for level, name in style_names.HEADING.items()},
    **{name: f"heading {level}" for level, name in style_names.NUMBERED_HEADING.items()},
    **dict.fromkeys(style_names.CONTENTS_ENTRY.values(), "contents"),
    **dict.fromkeys(style_names.ITEM.values(), "item"),
}
_SKIPPED = {style_names.SECTION_BREAK, style_names.TABLE_SEPARATOR, style_names.MASTHEAD, style_names.LOGO}


class Docx:
    """A DOCX's body with its numbers worked out from numbering.xml, as Word does."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.body = etree.fromstring(package.read("word/document.xml"))[0]
            styles = etree.fromstring(package.read("word/styles.xml"))
            numbering = etree.fromstring(package.read("word/numbering.xml"))
            noted = "word/footnotes.xml" in package.namelist()
            self.notes = list(etree.fromstring(package.read("word/footnotes.xml")))[2:] if noted else []
        self.styles = {_value(one, "styleId"): one for one in styles.iter(PLAIN + "style")}
        self.levels = {
            _value(one, "abstractNumId"): {int(_value(level, "ilvl")): level for level in one.iter(PLAIN + "lvl")}
            for one in numbering.iter(PLAIN + "abstractNum")
        }
        self.numbers = {
            _value(one, "numId"): _value(one.find(PLAIN + "abstractNumId"), "val")
            for one in numbering.iter(PLAIN + "num")
        }
        self.counts: dict[str, dict[int, int]] = {}

    def style_chain(self, paragraph: Any) -> list[Any]:
        style = paragraph.find(f"{PLAIN}pPr/{PLAIN}pStyle")
        chain = [self.styles[_value(style, "val")]] if style is not None else []
        while chain and (parent := chain[-1].find(PLAIN + "basedOn")) is not None:
            chain.append(self.styles[_value(parent, "val")])
        return chain

    def names(self, paragraph: Any) -> list[str]:
        return [_value(style.find(PLAIN + "name"), "val") for style in self.style_chain(paragraph)]

    def number(self, paragraph: Any) -> str:
        """Return the paragraph's printed number and count it."""
        for style in self.style_chain(paragraph):
            properties = style.find(f"{PLAIN}pPr/{PLAIN}numPr")
            if properties is None:
                continue
            level = (
                int(_value(properties.find(PLAIN + "ilvl"), "val"))
                if properties.find(PLAIN + "ilvl") is not None
                else 0
            )
            abstract = self.numbers.get(_value(properties.find(PLAIN + "numId"), "val"))
            return self._counted(abstract, level) if abstract else ""
        return ""

    def _counted(self, abstract: str, level: int) -> str:
        counts = self.counts.setdefault(abstract, {})
        counts[level] = counts.get(level, 0) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        made = self.levels[abstract][level]
        if _value(made.find(PLAIN + "numFmt"), "val") == "bullet":
            return ""
        shown = _value(made.find(PLAIN + "lvlText"), "val")
        return re.sub(r"%(\d)", lambda match: self._written(abstract, int(match[1]) - 1), shown)

    def _written(self, abstract: str, level: int) -> str:
        count = self.counts[abstract].get(level, 0)
        form = _value(self.levels[abstract][level].find(PLAIN + "numFmt"), "val")
        return {"lowerRoman": roman(count) if count else "", "lowerLetter": chr(96 + count)}.get(form, str(count))


def _value(element: Any, name: str) -> str:
    return str(element.get(PLAIN + name))


def docx_lines(data: bytes) -> list[Row]:
    """Return the outline of a DOCX's body."""
    docx = Docx(data)
    rows: list[Row] = []
    for block in docx.body:
        if block.tag == PLAIN + "p":
            rows += _docx_paragraph(docx, block)
        elif block.tag == PLAIN + "tbl":
            rows += _docx_table(docx, block)
    marks = [_value(one, "id") for one in docx.body.iter(PLAIN + "footnoteReference")]
    assert marks == [_value(one, "id") for one in docx.notes] == [str(number) for number, _ in enumerate(marks, 1)]
    return rows + [
        row("footnote", number, _docx_cell(list(note))) for number, note in zip(marks, docx.notes, strict=True)
    ]


def _docx_paragraph(docx: Docx, paragraph: Any) -> Iterator[Row]:
    names = docx.names(paragraph)
    if not names or _SKIPPED & set(names[:1]):
        return
    number = docx.number(paragraph)
    if names[0] in {style_names.CHART, style_names.PICTURE}:
        described = [one.get("descr") for one in paragraph.iter() if str(one.tag).endswith("}docPr")]
        yield row("figure", "", " ".join(described) or _docx_text(paragraph))
        return
    kind = next((_KINDS[name] for name in names if name in _KINDS), "paragraph")
    deep = style_names.ITEM[True, 2] in names
    yield row(kind, "" if deep else number, _docx_text(paragraph))


def _docx_table(docx: Docx, table: Any) -> Iterator[Row]:
    rows = table.findall(PLAIN + "tr")
    recommendations = False
    for place, one in enumerate(rows):
        cells = [cell.findall(PLAIN + "p") for cell in one.findall(PLAIN + "tc")]
        if place == 0:
            recommendations = docx.names(cells[0][0])[0] == style_names.RECOMMENDATION_HEADING
            yield from (row("header", "", _docx_cell(cell)) for cell in cells)
        elif recommendations:
            yield row("recommendation", docx.number(cells[0][0]), _docx_cell(cells[1]))
        else:
            yield from (
                row("cell" if column else "row heading", "", _docx_cell(cell)) for column, cell in enumerate(cells)
            )


def _docx_cell(paragraphs: list[Any]) -> str:
    return "\n".join(_docx_text(one) for one in paragraphs)


def _docx_text(paragraph: Any) -> str:
    pieces = {
        PLAIN + "t": lambda one: "" if _between_marks(one) else one.text or "",
        PLAIN + "br": lambda _: "\n",
        PLAIN + "noBreakHyphen": lambda _: "\u2011",
        PLAIN + "footnoteReference": lambda one: mark_text(_value(one, "id")),
    }
    return "".join(pieces[one.tag](one) for one in paragraph.iter() if one.tag in pieces)


def _between_marks(text: Any) -> bool:
    style = text.getparent().find(f"{PLAIN}rPr/{PLAIN}rStyle")
    return style is not None and _value(style, "val") == "FootnoteReference"
