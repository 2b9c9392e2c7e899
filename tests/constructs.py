"""Make edited documents by program: wrap, nest, split and mark the parts of a valid one by whatever the schema allows.

`MAY_HOLD` says which elements may stand in which (ISO/IEC 29500-1, annex A, CT_P, CT_Tc, EG_PContent and so on); every
step of `edited` follows it. The words that a step plants occur once in the world, so that each can be looked for.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from lxml import etree

from cabinetpaper.paper import Paper, numbers, printed, walk
from docx_parts import NAMESPACES, W, repacked

Element = Any
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DECLARED: Final = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **NAMESPACES,
        "m": MATH,
        "mc": MC,
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "odd": "urn:nobody:knows",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
TRACKED: Final = ("ins", "del", "moveFrom", "moveTo")
IN_LINE: Final = ("r", "hyperlink", "sdt", "smartTag", "customXml", "fldSimple", "dir", "bdo", *TRACKED)
IN_TRACKED: Final = ("r", "sdt", "smartTag", "customXml", "dir", "bdo", *TRACKED)
BLOCKS: Final = ("p", "tbl", "sdt", "customXml")
MAY_HOLD: Final[dict[str, tuple[str, ...]]] = {
    "body": BLOCKS,
    "tc": BLOCKS,
    "p": IN_LINE,
    "hyperlink": IN_LINE,
    "smartTag": IN_LINE,
    "fldSimple": IN_LINE,
    "dir": IN_LINE,
    "bdo": IN_LINE,
    **dict.fromkeys(TRACKED, IN_TRACKED),
}
"""What may stand in what; the content of `sdt` and `customXml` may be what may stand where they do."""
MARK: Final = 'w:id="{0}" w:author="Jo" w:date="2026-01-01T00:00:00Z"'


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def xml(source: str) -> Element:
    return etree.fromstring(f"<x {DECLARED}>{source}</x>")[0]


class Editor:
    """One edited document: a random sequence of steps, each noted in `steps`."""

    def __init__(self, body: Element, seed: int) -> None:
        self.body, self.random = body, Random(seed)  # noqa: S311  # it draws edits
        self.count = 0
        self.seed = seed
        self.steps: list[str] = []

    def word(self) -> str:
        self.count += 1
        return f"w{self.seed}x{self.count}q"

    def run(self) -> str:
        return f'<w:r><w:t xml:space="preserve"> {self.word()} </w:t></w:r>'

    def mark(self) -> str:
        self.count += 1
        return MARK.format(900_000 + self.count)

    def edit(self, steps: int) -> None:
        for _ in range(steps):
            step = self.random.choice(STEPS)
            self.steps.append(step.__name__)
            step(self)

    def holders(self, *names: str) -> list[Element]:
        return [one for one in self.body.iter() if local(one) in names and self.contents(one)]

    def contents(self, holder: Element) -> list[Element]:
        """Return the children of an element that the table knows."""
        return [child for child in holder if local(child) in (*IN_LINE, *BLOCKS)]

    def may(self, holder: Element) -> tuple[str, ...]:
        """Return what may stand in an element; a content control or custom XML passes the question on."""
        while local(holder) in {"sdtContent", "sdt", "customXml"}:
            holder = holder.getparent()
        return MAY_HOLD.get(local(holder), ())

    def wrap(self, first: Element, last: Element, wrapper: str) -> None:
        holder = first.getparent()
        place = holder.index(first)
        inside = list(holder)[place : holder.index(last) + 1]
        attributes = {
            "hyperlink": 'w:anchor="x"',
            "fldSimple": 'w:instr=" QUOTE "',
            "smartTag": 'w:uri="u" w:element="e"',
            "customXml": 'w:uri="u" w:element="e"',
            "dir": 'w:val="ltr"',
            "bdo": 'w:val="ltr"',
            **dict.fromkeys(TRACKED, self.mark()),
        }.get(wrapper, "")
        made = xml(f"<w:{wrapper} {attributes}/>")
        inner = made
        if wrapper == "sdt":
            made.append(xml("<w:sdtPr/>"))
            inner = xml("<w:sdtContent/>")
            made.append(inner)
        for one in inside:
            inner.append(one)
        if wrapper in {"del", "moveFrom"} and self.random.random() < 0.8:
            for text in made.iter(w("t")):
                text.tag = w("delText")
        holder.insert(place, made)


def wrap_in_line(editor: Editor) -> None:
    holder = editor.random.choice(editor.holders("p", "hyperlink", "smartTag", "fldSimple", "dir", "bdo", *TRACKED))
    _wrap(editor, holder, (*IN_LINE[1:],))


def wrap_blocks(editor: Editor) -> None:
    _wrap(editor, editor.random.choice(editor.holders("body", "tc")), ("sdt", "customXml"))


def _wrap(editor: Editor, holder: Element, wrappers: tuple[str, ...]) -> None:
    contents = editor.contents(holder)
    first = editor.random.randrange(len(contents))
    last = min(len(contents) - 1, first + editor.random.randrange(3))
    if holder.index(contents[last]) - holder.index(contents[first]) != last - first:
        last = first
    inside = {local(one) for one in contents[first : last + 1]}
    allowed = [one for one in wrappers if one in editor.may(holder) and inside <= set(MAY_HOLD.get(one, IN_LINE))]
    if local(holder) in {"body", "tc"}:
        allowed = list(wrappers)
    if allowed:
        editor.wrap(contents[first], contents[last], editor.random.choice(allowed))


def split_paragraph(editor: Editor) -> None:
    paragraph = editor.random.choice(editor.holders("p"))
    contents = editor.contents(paragraph)
    half = editor.random.randrange(len(contents))
    second = xml("<w:p/>")
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        second.append(copy.deepcopy(properties))
        for turn in second.iter(w("sectPr")):
            turn.getparent().remove(turn)
    for one in contents[half:]:
        second.append(one)
    paragraph.addnext(second)


def split_run(editor: Editor) -> None:
    texts = [one for one in editor.body.iter(w("t")) if len(one.text or "") > 1 and local(one.getparent()) == "r"]
    text = editor.random.choice(texts)
    second = copy.deepcopy(text.getparent())
    words = text.text or ""
    place = words.find(" ", editor.random.randrange(len(words))) + 1 or len(words)
    run = text.getparent()
    if [local(one) for one in run if local(one) != "rPr"] == ["t"]:
        text.text, second.find(w("t")).text = words[:place], words[place:]
        run.addnext(second)


def mark_paragraph(editor: Editor) -> None:
    paragraph = editor.random.choice(list(editor.body.iter(w("p"))))
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = xml("<w:pPr/>")
        paragraph.insert(0, properties)
    look = properties.find(w("rPr"))
    if look is None:
        look = xml("<w:rPr/>")
        properties.append(look)
    look.insert(0, xml(f"<w:{editor.random.choice(TRACKED)} {editor.mark()}/>"))


def mark_row(editor: Editor) -> None:
    row = editor.random.choice(list(editor.body.iter(w("tr"))))
    properties = row.find(w("trPr"))
    if properties is None:
        properties = xml("<w:trPr/>")
        row.insert(0, properties)
    properties.append(xml(f"<w:{editor.random.choice(('ins', 'del'))} {editor.mark()}/>"))


def mark_cell(editor: Editor) -> None:
    cell = editor.random.choice(list(editor.body.iter(w("tc"))))
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = xml("<w:tcPr/>")
        cell.insert(0, properties)
    properties.append(xml(f"<w:{editor.random.choice(('cellIns', 'cellDel', 'cellMerge'))} {editor.mark()}/>"))


def change_look(editor: Editor) -> None:
    run = editor.random.choice([one for one in editor.body.iter(w("r")) if local(one.getparent()) != "rubyBase"])
    look = run.find(w("rPr"))
    if look is None:
        look = xml("<w:rPr/>")
        run.insert(0, look)
    if look.find(w("rPrChange")) is None:
        look.append(xml(f"<w:rPrChange {editor.mark()}><w:rPr><w:b/></w:rPr></w:rPrChange>"))


def change_style(editor: Editor) -> None:
    properties = editor.random.choice([one for one in editor.body.iter(w("pPr")) if local(one.getparent()) == "p"])
    if properties.find(w("pPrChange")) is None:
        old = editor.random.choice(("Heading2", "BodyText", "ListBullet", "Quote", "Nothing"))
        change = f'<w:pPrChange {editor.mark()}><w:pPr><w:pStyle w:val="{old}"/></w:pPr></w:pPrChange>'
        properties.append(xml(change))


def put_in_line(editor: Editor) -> None:
    """Put something new among the runs of a paragraph."""
    holder = editor.random.choice(editor.holders("p"))
    before = editor.random.choice(editor.contents(holder))
    box = f"<w:txbxContent><w:p>{editor.run()}</w:p></w:txbxContent>"
    shape = (
        f"<w:drawing><wp:inline><wp:docPr id='1' name='Text Box 1'/><wps:txbx>{box}</wps:txbx></wp:inline></w:drawing>"
    )
    mark = '<w:r><w:fldChar w:fldCharType="{0}"/></w:r>'
    code = f"<w:r><w:instrText> QUOTE {editor.word()} </w:instrText></w:r>"
    begin, separate, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    other = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    made = editor.random.choice(
        (
            editor.run(),
            f"<m:oMath><m:r><m:t>{editor.word()}</m:t></m:r></m:oMath>",
            f"<m:oMathPara><m:oMath><m:r><m:t>{editor.word()}</m:t></m:r></m:oMath></m:oMathPara>",
            f"<w:r>{shape}</w:r>",
            "<w:r><mc:AlternateContent><mc:Choice "
            f'Requires="wps">{shape}</mc:Choice>{other}</mc:AlternateContent></w:r>',
            "<w:r><mc:AlternateContent><mc:Choice "
            f'Requires="odd">{shape}</mc:Choice>{other}</mc:AlternateContent></w:r>',
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{editor.run()}</w:rt><w:rubyBase>{editor.run()}</w:rubyBase></w:ruby></w:r>",
            f"<w:hyperlink>{begin}{code}{separate}{editor.run()}{end}</w:hyperlink>",
            f"<w:smartTag>{begin}{code}{separate}{editor.run()}</w:smartTag>",
            f"<w:smartTag>{begin}{editor.run()}{code}{end}{editor.run()}</w:smartTag>",
            f"<w:smartTag>{begin}{code}{separate}{editor.run()}<w:del {editor.mark()}>{end}</w:del></w:smartTag>",
            f'<w:fldSimple w:instr=" REF _cpb_nothing \\r \\h ">{editor.run()}</w:fldSimple>',
            f'<w:fldSimple w:instr=" TOC \\o &quot;1-2&quot; ">{editor.run()}</w:fldSimple>',
            f"<w:r><w:br/><w:t>{editor.word()}</w:t><w:tab/><w:noBreakHyphen/><w:cr/></w:r>",
            f'<w:r><w:rPr><w:rStyle w:val="Gap"/></w:rPr><w:t>{editor.word()}</w:t></w:r>',
            f'<w:r><w:rPr><w:rStyle w:val="RAGGreen"/></w:rPr><w:t>{editor.word()}</w:t></w:r>',
            f"<w:r><odd:thing><w:t>{editor.word()}</w:t></odd:thing></w:r>",
        )
    )
    before.addprevious(xml(made))


def put_block(editor: Editor) -> None:
    """Put something new among the paragraphs of a body or cell."""
    holder = editor.random.choice(editor.holders("body", "tc"))
    before = editor.random.choice(editor.contents(holder))
    paragraph = f"<w:p>{editor.run()}</w:p>"
    styles = ("Heading1", "Heading2", "Caption", "ChartTitle", "Chart", "Title", "TOC1", "Picture", "Logo", "Nothing")
    styled = f'<w:p><w:pPr><w:pStyle w:val="{editor.random.choice(styles)}"/></w:pPr>{editor.run()}</w:p>'
    cell = f"<w:tc>{editor.run()}{paragraph}</w:tc>"
    made = editor.random.choice(
        (
            paragraph,
            styled,
            styled,
            f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            f"<w:sdt><w:sdtContent>{paragraph}{paragraph}</w:sdtContent></w:sdt>",
            f"<m:oMathPara><m:oMath><m:r><m:t>{editor.word()}</m:t></m:r></m:oMath></m:oMathPara>",
            f"<w:ins {editor.mark()}>{editor.run()}</w:ins>",
            editor.run() if local(holder) == "tc" else paragraph,
            '<w:bookmarkStart w:id="77" w:name="_GoBack"/>',
        )
    )
    before.addprevious(xml(made))


def spoil_row(editor: Editor) -> None:
    """Add a cell to a row, or take the cells of a row away."""
    row = editor.random.choice(list(editor.body.iter(w("tr"))))
    if editor.random.random() < 0.8:
        row.append(xml(f"<w:tc><w:tcPr><w:gridSpan w:val='x'/></w:tcPr><w:p>{editor.run()}</w:p></w:tc>"))
    else:
        row.addnext(xml("<w:tr/>"))


STEPS: Final = (
    wrap_in_line,
    wrap_in_line,
    wrap_in_line,
    wrap_blocks,
    split_paragraph,
    split_run,
    mark_paragraph,
    mark_row,
    mark_cell,
    change_look,
    change_style,
    put_in_line,
    put_in_line,
    put_block,
    put_block,
    spoil_row,
)


def edited(document: bytes, seed: int, steps: int = 12) -> tuple[bytes, list[str]]:
    """Return a document that has been edited at random, and the steps."""
    made: list[str] = []

    def change(source: str) -> str:
        root = etree.fromstring(source.encode())
        editor = Editor(root[0], seed)
        editor.edit(steps)
        made.extend(editor.steps)
        return etree.tostring(root, encoding="unicode")

    return repacked(document, {"word/document.xml": change}), made


# -- the oracle: every word of a part and in which view it shows, by a simple walk


def words(root: Element, *, accepted: bool) -> Iterator[str]:
    """Return each word of a part that a view may show: whatever does not lie in a change that takes it away."""
    gone = {"del", "moveFrom"} if accepted else {"ins", "moveTo"}
    for text in root.iter(w("t"), w("delText"), f"{{{MATH}}}t"):
        around = list(text.iterancestors())
        if any(local(one) in gone for one in around):
            continue
        rows = (one for one in around if local(one) == "tr")
        cells = (one for one in around if local(one) == "tc")
        row_gone = "del" if accepted else "ins"
        cell_gone = "cellDel" if accepted else "cellIns"
        if any(one.find(f"{w('trPr')}/{w(row_gone)}") is not None for one in rows):
            continue
        if any(one.find(f"{w('tcPr')}/{w(cell_gone)}") is not None for one in cells):
            continue
        yield from (text.text or "").split()


def said(paper: Paper) -> str:
    """Return all words of a paper, without any space."""
    number = numbers(paper)
    parts = [paper.title, paper.running, paper.status, paper.strapline, paper.council]
    parts += [section.title for section in paper.sections]
    for part in walk(paper):
        parts.append(printed(part.inlines, number))
    return solid(" ".join(parts))


def solid(text: str) -> str:
    return "".join(text.split())
