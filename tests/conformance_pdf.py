"""A small tagged PDF that keeps every rule, made by code, and the ways to break each rule."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

TITLE = "Performance report, April to June"
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">TITLE</rdf:li></rdf:Alt></dc:title>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
TO_UNICODE = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange"
Change = Callable[[pikepdf.Pdf], None]


@dataclass
class T:
    """A tag to be made: its kids are words (which become a mark on the page), tags, `BOX` (a filled shape) or
    annotations.
    """

    kind: str
    kids: list[Any] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)


BOX = object()
"""A filled rectangle on the page, as a picture would be."""


@dataclass
class Ann:
    """An annotation on the page that a tag holds."""

    entries: dict[str, Any]


def scope(value: str) -> dict[str, Any]:
    return {"A": Dictionary(O=Name.Table, Scope=Name(f"/{value}"))}


def link(
    words: str = "the open data page", contents: str = "Open data", uri: str = "https://www.example.gov.uk/data"
) -> T:
    return T("Link", [words, Ann({"Subtype": Name.Link, "Contents": contents, "A": Dictionary(S=Name.URI, URI=uri)})])


def table() -> T:
    head = T("THead", [T("TR", [T("TH", ["Measure"], scope("Column")), T("TH", ["Latest"], scope("Column"))])])
    body = T(
        "TBody",
        [
            T("TR", [T("TH", [name], scope("Row")), T("TD", [value])])
            for name, value in (("Visits", "80%"), ("Calls", "9"))
        ],
    )
    return T("Table", [T("Caption", ["Table 1: measures"]), head, body])


def bullets() -> T:
    items = [
        T("LI", [T("Lbl", ["1."]), T("LBody", [words])]) for words in ("To note the report.", "To agree the actions.")
    ]
    return T("L", items, {"A": Dictionary(O=Name.List, ListNumbering=Name.Decimal)})


def picture(alternative: str = "Visits rose from 75% to 80%.") -> T:
    return T("Figure", [BOX], {"Alt": alternative} if alternative else {})


def widget(**entries: Any) -> Ann:
    return Ann({"Subtype": Name.Widget, "FT": Name.Tx, "T": "name", "TU": "Your name", **entries})


def body() -> list[T]:
    return [
        T("H1", [TITLE]),
        T("P", ["The figures come from ", link()]),
        T("H2", ["Measures"]),
        table(),
        T("P", ["Cabinet is asked"]),
        bullets(),
        picture(),
        T("Note", ["Refreshed monthly."], {"ID": "n1"}),
        T("Form", [widget()]),
    ]


class _Builder:
    """Makes the tags, the content of the page and the parent tree."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.content: list[bytes] = [
            b"/Artifact <</Type /Pagination>> BDC BT /F1 10 Tf 50 800 Td (Anyshire Council) Tj ET EMC"
        ]
        self.owners: list[Any] = []
        self.annotations: list[Any] = []
        self.holders: list[Any] = []
        self.page = self.pdf.add_blank_page(page_size=(595, 842)).obj

    def tag(self, spec: T, parent: Any) -> Any:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{spec.kind}"), P=parent, Pg=self.page, **spec.entries)
        )
        kids: list[Any] = []
        for kid in spec.kids:
            if isinstance(kid, T):
                kids.append(self.tag(kid, made))
            elif isinstance(kid, Ann):
                mark = self.pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([50, 50, 90, 60]), **kid.entries))
                self.annotations.append(mark)
                self.holders.append(made)
                kids.append(Dictionary(Type=Name.OBJR, Obj=mark, Pg=self.page))
            else:
                number, y = len(self.owners), 780 - 15 * len(self.owners)
                self.owners.append(made)
                drawn = (
                    f"0.8 0.1 0.1 rg 300 {y} 40 10 re f" if kid is BOX else f"0 g BT /F1 10 Tf 50 {y} Td ({kid}) Tj ET"
                )
                self.content.append(f"/{spec.kind} <</MCID {number}>> BDC {drawn} EMC".encode())
                kids.append(number)
        made.K = Array(kids)
        return made

    def finish(self, tags: list[T]) -> pikepdf.Pdf:
        pdf, root = self.pdf, self.pdf.Root
        tree = root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self.tag(T("Document", list(tags)), tree)])
        for place, one in enumerate(self.annotations, 1):
            one.StructParent = place
        pairs = [
            0,
            Array(self.owners),
            *(part for place, holder in enumerate(self.holders, 1) for part in (place, holder)),
        ]
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(pairs)))
        self.page.update(
            {
                "/StructParents": 0,
                "/Tabs": Name.S,
                "/Annots": Array(self.annotations),
                "/Resources": Dictionary(Font=Dictionary(F1=self._font())),
            }
        )
        self.page.Contents = pdf.make_stream(b"\n".join(self.content))
        root.AcroForm = Dictionary(Fields=Array([one for one in self.annotations if one.Subtype == Name.Widget]))
        root.MarkInfo, root.Lang = Dictionary(Marked=True), String("en-GB")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.Metadata = pdf.make_stream(XMP.replace("TITLE", TITLE).encode(), Type=Name.Metadata, Subtype=Name.XML)
        return pdf

    def _font(self) -> Any:
        glyph = self.pdf.make_stream(b"500 0 d0 0 0 400 500 re f")
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                Name=Name.Boxes,
                FontBBox=Array([0, 0, 500, 500]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                CharProcs=Dictionary(a=glyph),
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
                FirstChar=97,
                LastChar=97,
                Widths=Array([500]),
                ToUnicode=self.pdf.make_stream(TO_UNICODE),
            )
        )


def made(tags: list[T] | None = None, change: Change | None = None) -> bytes:
    """Return a PDF of these tags (otherwise those of `body`), changed."""
    pdf = _Builder().finish(body() if tags is None else tags)
    if change is not None:
        change(pdf)
    whole = io.BytesIO()
    pdf.save(whole, static_id=True, deterministic_id=False)
    return whole.getvalue()


def found(pdf: pikepdf.Pdf, kind: str, number: int = 0) -> Any:
    """Return a tag of the finished file."""
    return [
        one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name(f"/{kind}") and "/P" in one
    ][number]


def content(old: bytes, new: bytes) -> Change:
    """Return the change of the page's instructions."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        before = page.Contents.read_bytes()
        assert old in before, f"{old!r} is not in {before!r}"
        page.Contents = pdf.make_stream(before.replace(old, new, 1))

    return change


def on_root(**entries: Any) -> Change:
    """Return the change of entries of the catalog; None takes one out."""

    def change(pdf: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            if value is None:
                del pdf.Root[f"/{name}"]
            else:
                pdf.Root[f"/{name}"] = value

    return change


def metadata(old: str, new: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        before = pdf.Root.Metadata.read_bytes().decode()
        assert old in before
        pdf.Root.Metadata.write(before.replace(old, new).encode())

    return change


def on_tag(kind: str, number: int = 0, **entries: Any) -> Change:
    """Return the change of entries of a tag; None takes one out."""

    def change(pdf: pikepdf.Pdf) -> None:
        tag = found(pdf, kind, number)
        for name, value in entries.items():
            if value is None:
                del tag[f"/{name}"]
            else:
                tag[f"/{name}"] = value

    return change


def with_tags(change: Callable[[list[T]], Any]) -> list[T]:
    tags = body()
    change(tags)
    return tags


def replaced(place: int, *tags: T) -> list[T]:
    """Return the tags with another in one place."""
    return [*body()[:place], *tags, *body()[place + 1 :]]


def locked(**allowed: bool) -> bytes:
    """Return the PDF encrypted, with nothing needed to open it, and what may be done restricted."""
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.save(
            whole,
            encryption=pikepdf.Encryption(
                owner="x", user="", R=3, aes=False, metadata=False, allow=pikepdf.Permissions(**allowed)
            ),
        )
    return whole.getvalue()


def loop(pdf: pikepdf.Pdf) -> None:
    document = found(pdf, "Document")
    found(pdf, "P").K.append(document)


def stray(pdf: pikepdf.Pdf) -> None:
    """Take a mark's tag out of the tree: its words stay on the page, and nobody owns them."""
    found(pdf, "H2").K = Array()


def font(**entries: Any) -> Change:
    """Return the change of the one font: an ordinary one that the file does not bring, or without its table."""

    def change(pdf: pikepdf.Pdf) -> None:
        face = pdf.pages[0].obj.Resources.Font.F1
        for name, value in entries.items():
            if value is None:
                del face[f"/{name}"]
            else:
                face[f"/{name}"] = value

    return change


def shared_drawing(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(
        X1=pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), StructParents=7)
    )
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" /X1 Do /X1 Do")


def packed_oddly(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"not hexadecimal", Filter=Name.RunLengthDecode)


def five_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(4):
        pdf.add_blank_page()


def readable() -> bytes:
    """Return the PDF with nothing packed, so that damage falls on what stands in it."""
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.save(whole, qdf=True, static_id=True)
    return whole.getvalue()


def damaged() -> bytes:
    return made().replace(b"startxref", b"startxxxx")


def _cells(row: int, *cells: T) -> list[T]:
    """Return the tags with the cells of a row of the table's body changed."""
    tags = body()
    tags[3].kids[2].kids[row].kids = list(cells)
    return tags


GOOD = made()
CASES: dict[str, tuple[bytes, str]] = {
    "PDF-UNREADABLE": (b"%PDF-1.7 and no more", ""),
    "PDF-BARRED": (locked(accessibility=False), ""),
    "PDF-SCRIPT": (made(change=on_root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))), ""),
    "PDF-XFA": (made(change=lambda pdf: pdf.Root.AcroForm.__setitem__("/XFA", String("x"))), ""),
    "PDF-DAMAGED": (damaged(), ""),
    "PDF-METADATA": (made(change=on_root(Metadata=None)), ""),
    "PDF-TITLE": (made(change=metadata(TITLE, " ")), ""),
    "PDF-TITLE-POOR": (made(change=metadata(TITLE, "report_final v2.docx")), ""),
    "PDF-TITLE-HIDDEN": (made(change=on_root(ViewerPreferences=None)), ""),
    "PDF-LANGUAGE": (made(change=on_root(Lang=String("english, please"))), ""),
    "PDF-UA-UNDECLARED": (made(change=metadata("pdfuaid:part", "pdfuaid:xart")), ""),
    "PDF-UNTAGGED": (made(change=on_root(StructTreeRoot=None)), ""),
    "PDF-SUSPECTS": (made(change=on_root(MarkInfo=Dictionary(Marked=True, Suspects=True))), ""),
    "PDF-TAG-UNKNOWN": (
        made(replaced(4, T("Paragraph", ["Cabinet is asked"]))),
        "page 1, Paragraph tag 1 “Cabinet is asked”",
    ),
    "PDF-TAG-REMAPPED": (
        made(change=lambda pdf: pdf.Root.StructTreeRoot.update({"/RoleMap": Dictionary(P=Name.H3)})),
        "",
    ),
    "PDF-TREE-LOOP": (made(change=loop), ""),
    "PDF-CONTENT-UNTAGGED": (made(change=content(b"/Artifact <</Type /Pagination>> BDC", b"/Span BMC")), "page 1"),
    "PDF-CONTENT-MIXED": (made(change=content(b"BDC 0 g BT", b"BDC /Artifact BMC EMC 0 g BT")), "page 1"),
    "PDF-CONTENT-ORPHAN": (made(change=stray), "page 1"),
    "PDF-CONTENT-TWICE": (made(change=lambda pdf: found(pdf, "H2").K.append(0)), "page 1"),
    "PDF-PARENT-TREE": (
        made(change=lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums[1].__setitem__(0, found(pdf, "P"))),
        "page 1, heading 1 of level 1",
    ),
    "PDF-DRAWING-SHARED": (made(change=shared_drawing), "page 1"),
    "PDF-PAGE-UNREAD": (made(change=packed_oddly), "page 1"),
    "PDF-NESTING": (made(replaced(5, T("L", [T("P", ["To note."])]))), "page 1, paragraph"),
    "PDF-NESTING-ODD": (made(replaced(1, T("P", [T("H2", ["A heading"])]))), "heading 1 of level 2"),
    "PDF-ROOT": (made(change=lambda pdf: found(pdf, "Document").__setitem__("/S", Name.P)), ""),
    "PDF-TAG-EMPTY": (made(replaced(4, T("P"))), "paragraph"),
    "PDF-HEADINGS-NONE": (made([T("P", ["Words alone."])]), ""),
    "PDF-HEADING-FIRST": (made(replaced(0, T("H2", [TITLE]))), "page 1, heading 1 of level 2"),
    "PDF-HEADING-SKIPPED": (made(replaced(2, T("H4", ["Measures"]))), "page 1, heading 1 of level 4 “Measures”"),
    "PDF-HEADING-EMPTY": (made(replaced(2, T("H2", [" "]))), "heading 1 of level 2"),
    "PDF-HEADING-KINDS": (made(replaced(2, T("H", ["Measures"]))), "H tag 1"),
    "PDF-TABLE-HEADERS": (
        made(replaced(3, T("Table", [T("Caption", ["Bare"]), T("TR", [T("TD", ["a"]), T("TD", ["b"])])]))),
        "page 1, table 1 “Bare”",
    ),
    "PDF-TABLE-SCOPE": (made(_cells(0, T("TH", ["Visits"]), T("TD", ["80%"]))), "page 1, table 1 “Table 1: measures”"),
    "PDF-TABLE-LINKS": (
        made(
            _cells(
                0,
                T("TH", ["Visits"], scope("Row")),
                T("TD", ["80%"], {"A": Dictionary(O=Name.Table, Headers=Array([String("gone")]))}),
            )
        ),
        "row 2, column 2",
    ),
    "PDF-TABLE-ROWS": (made(_cells(0, T("TH", ["Visits"], scope("Row")))), "page 1, table 1"),
    "PDF-TABLE-HEADING-EMPTY": (made(_cells(0, T("TH", [" "], scope("Row")), T("TD", ["80%"]))), "row 2, column 1"),
    "PDF-TABLE-EMPTY": (made(replaced(3, T("Table", [T("Caption", ["No rows"])]))), "page 1, table 1 “No rows”"),
    "PDF-TABLE-CAPTION": (
        made(with_tags(lambda tags: (tags[3].kids.pop(0), tags.insert(3, T("P", ["Words."]))))),
        "page 1, table 1",
    ),
    "PDF-TABLE-CUT": (made(with_tags(lambda tags: (tags.insert(4, table()), tags[4].kids.pop(0)))), "page 1, table 2"),
    "PDF-LIST-NUMBERING": (made(change=on_tag("L", A=None)), "page 1, list 1 “1. To note the report."),
    "PDF-LIST-BODY": (
        made(replaced(5, T("L", [T("LI", [T("Lbl", ["To note."])])], {"A": Dictionary(ListNumbering=Name.Disc)}))),
        "LI tag 1",
    ),
    "PDF-LIST-NESTED": (made(with_tags(lambda tags: tags[5].kids.append(bullets()))), "page 1, list 1"),
    "PDF-ALT-MISSING": (made(replaced(6, picture(""))), "page 1, picture 1"),
    "PDF-ALT-POOR": (made(replaced(6, picture("chart1.png"))), "page 1, picture 1"),
    "PDF-FIGURE-EMPTY": (made(replaced(6, T("Figure", [], {"Alt": "Visits rose from 75% to 80%."}))), "picture 1"),
    "PDF-LINK-TAG": (made(replaced(1, T("P", link().kids))), "page 1, link “the open data page”"),
    "PDF-LINK-CONTENTS": (made(replaced(1, link(contents=""))), "page 1, link “the open data page”"),
    "PDF-LINK-ADDRESS": (made(replaced(1, link("https://www.example.gov.uk/data"))), "page 1, link 1 “https"),
    "PDF-LINK-WORDS": (made(replaced(1, link("click here"))), "page 1, link 1 “click here”"),
    "PDF-LINK-EMPTY": (made(replaced(1, T("Link", ["the open data page"]))), "page 1, link 1"),
    "PDF-LINK-NESTED": (made(replaced(1, T("Link", [link()]))), "page 1, link 2"),
    "PDF-TAB-ORDER": (made(change=lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs")), "page 1"),
    "PDF-FIELD-NAME": (made(replaced(8, T("Form", [widget(TU="")]))), "page 1, field “name”"),
    "PDF-FIELD-TAG": (made(replaced(8, T("P", [widget()]))), "page 1, field “name”"),
    "PDF-REMARK-TAG": (
        made(replaced(8, T("P", [Ann({"Subtype": Name.Square, "Contents": "A box"})]))),
        "page 1, Square",
    ),
    "PDF-REMARK-WORDS": (made(replaced(8, T("Annot", [Ann({"Subtype": Name.Square})]))), "page 1, Square"),
    "PDF-NOTE-ID": (made(replaced(7, T("Note", ["Refreshed monthly."]))), "page 1, note 1 “Refreshed monthly.”"),
    "PDF-FONT-ABSENT": (made(change=font(Subtype=Name.Type1, BaseFont=Name.Helvetica)), "page 1"),
    "PDF-FONT-UNREADABLE": (made(change=font(ToUnicode=None)), "page 1"),
    "PDF-CONTRAST": (made(change=content(b"0 g BT", b"0.7 g BT")), "page 1"),
    "PDF-BOOKMARKS": (made(change=five_pages), ""),
}
"""For each code a file that breaks its rule, and a part of the place that the finding names."""


def needs_password() -> bytes:
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.save(whole, encryption=pikepdf.Encryption(owner="x", user="y"))
    return whole.getvalue()


CASES["PDF-LOCKED"] = (needs_password(), "")
