"""Hostile files under the rules for any file: whatever is in a PDF, a Word document or a web page, the answer is
findings, and soon.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cabinetpaper.conformance import Examined, examine
from conformance_docx import GOOD as GOOD_DOCX
from conformance_html import GOOD_PAGE
from conformance_pdf import GOOD as GOOD_PDF
from conformance_pdf import found, made, on_root
from docx_parts import repacked
from hostile import Attack
from hostile_documents import document, entity, opened, packed

RULES: Final = "rules for any file"
SECONDS: Final = 20


def answered(name: str, data: bytes, *codes: str) -> Examined:
    """Return what is found, which is told in words, soon, and with these codes among them."""
    begun = time.process_time()
    result = examine(name, data)
    assert time.process_time() - begun < SECONDS
    assert set(codes) <= {one.code for one in result.findings}, [str(one) for one in result.findings][:5]
    return result


def pdf(change: Callable[[Any], object], *codes: str) -> Callable[[Path], None]:
    return lambda _: answered("f.pdf", made(change=change), *codes) and None


def file(name: str, data: Callable[[], bytes], *codes: str) -> Callable[[Path], None]:
    return lambda _: answered(name, data(), *codes) and None


def tags_in_a_circle(document: Any) -> None:
    one = found(document, "Document")
    one.K.append(document.Root.StructTreeRoot)
    one.K.append(one)


def tags_in_one_another(document: Any) -> None:
    inside = document.make_indirect(Dictionary(S=Name.P, K=Array([0])))
    for _ in range(5_000):
        inside = document.make_indirect(Dictionary(S=Name.Sect, K=Array([inside])))
    found(document, "Document").K.append(inside)


def kids_without_end(document: Any) -> None:
    """Let a thousand tags share one array of a hundred thousand marks."""
    many = document.make_indirect(Array([*range(100_000)]))
    holder = found(document, "Document")
    for _ in range(1_000):
        holder.K.append(document.make_indirect(Dictionary(S=Name.P, K=many)))


def content_of(size: int) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        document.pages[0].obj.Contents = document.make_stream(b"q Q " * (size // 4))

    return change


def drawings_of_drawings(document: Any) -> None:
    """Let ten drawings each paint the next one twenty times."""
    inner = document.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for _ in range(10):
        resources = Dictionary(XObject=Dictionary(X=inner))
        inner = document.make_stream(
            b"/X Do " * 20, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=resources
        )
    page = document.pages[0].obj
    page.Resources.XObject = Dictionary(X=inner)
    page.Contents = document.make_stream(b"/X Do")


def drawing_of_itself(document: Any) -> None:
    inner = document.make_stream(b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    inner.Resources = Dictionary(XObject=Dictionary(X=inner))
    page = document.pages[0].obj
    page.Resources.XObject = Dictionary(X=inner)
    page.Contents = document.make_stream(b"/X Do Q Q Q /X Do")


def letters_without_end(document: Any) -> None:
    ranges = b"<0000> <ffff> <0041> " * 20_000
    document.pages[0].obj.Resources.Font.F1.ToUnicode = document.make_stream(
        b"1 beginbfrange " + ranges + b" endbfrange"
    )


def wide_cells(document: Any) -> None:
    for cell in (found(document, "TD"), found(document, "TH", 2)):
        cell.A = Dictionary(O=Name.Table, RowSpan=1_000_000_000, ColSpan=1_000_000_000, Scope=Name.Row)


def bookmarks_in_a_circle(document: Any) -> None:
    one = document.make_indirect(Dictionary(Title=String("x")))
    one.Next = one
    document.Root.Outlines = document.make_indirect(Dictionary(First=one, Last=one))


def parents_in_a_circle(document: Any) -> None:
    tree = document.Root.StructTreeRoot.ParentTree
    tree.Kids = Array([tree, tree])


def wrong_kinds(document: Any) -> None:
    """Put a value of another kind into every place that is read."""
    page = document.pages[0].obj
    page.Annots, page.StructParents, page.Tabs = String("x"), Name.Four, 7
    document.Root.update(
        {
            "/Lang": 5,
            "/MarkInfo": Array([1]),
            "/ViewerPreferences": Name.No,
            "/Outlines": 3,
            "/Names": String("n"),
            "/AcroForm": 1,
        }
    )
    found(document, "Table").A = Array([1, Name.A, String("x"), Dictionary(RowSpan=String("2"), Headers=5)])
    found(document, "H1").update({"/Alt": 4, "/ActualText": Name.X, "/ID": 9, "/S": Name.H1, "/Pg": String("p")})


def own_entities() -> bytes:
    def change(document: Any) -> None:
        packet = (
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
            + document.Root.Metadata.read_bytes().replace(b"Performance", b"&b;")
        )
        document.Root.Metadata = document.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)

    return made(change=change)


def page_tree_in_a_circle() -> bytes:
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD_PDF)) as one:
        one.save(whole, qdf=True, static_id=True)
    return (
        whole.getvalue().replace(b"/Count 1", b"/Count 9", 1).replace(b"/Kids [", b"/Kids [ 1 0 R 2 0 R 3 0 R 4 0 R", 1)
    )


def styles_in_a_circle() -> bytes:
    return repacked(
        GOOD_DOCX,
        {
            "word/styles.xml": lambda source: source.replace(
                '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Heading1"/>'
            )
        },
    )


def odd_values() -> bytes:
    def change(source: str) -> str:
        return source.replace("<w:pPr>", '<w:pPr><w:outlineLvl w:val="9999999999999999999999"/>').replace(
            "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="-1"/>', 3
        )

    return repacked(GOOD_DOCX, {"word/document.xml": change})


def with_entity() -> bytes:
    parts = opened(document())
    entity("word/document.xml", b"w:document")(parts)
    return packed(parts)


def page(inside: str) -> bytes:
    return GOOD_PAGE.replace("<ul>", f"{inside}<ul>", 1).encode()


def slow_selectors() -> bytes:
    rules = "".join(f":has(p ~ p:nth-last-of-type({number})) * {{ color: #aaa }}\n" for number in range(3_000))
    return GOOD_PAGE.replace("@media", f"{rules}@media", 1).replace("<ul>", "<p>x</p>" * 20_000 + "<ul>").encode()


def many_selectors() -> bytes:
    rules = "* { color: #000 }\n" * 20_000
    return GOOD_PAGE.replace("@media", f"{rules}@media", 1).replace("<ul>", "<p>x</p>" * 20_000 + "<ul>").encode()


ATTACKS: Final = (
    Attack("C01", "lead the pages of a PDF in a circle", RULES, file("f.pdf", page_tree_in_a_circle)),
    Attack("C02", "lead its tags in a circle", RULES, pdf(tags_in_a_circle, "PDF-TREE-LOOP")),
    Attack("C03", "put its tags into one another thousands deep", RULES, pdf(tags_in_one_another)),
    Attack("C04", "let a thousand tags share a hundred thousand marks", RULES, pdf(kids_without_end, "PDF-TREE-LOOP")),
    Attack("C05", "unpack a page to 150 million bytes", RULES, pdf(content_of(150_000_000), "PDF-PAGE-UNREAD")),
    Attack(
        "C06",
        "paint drawings of drawings, ten million million in all",
        RULES,
        pdf(drawings_of_drawings, "PDF-PAGE-UNREAD"),
    ),
    Attack("C07", "let a drawing paint itself", RULES, pdf(drawing_of_itself)),
    Attack("C08", "give a font characters without end", RULES, pdf(letters_without_end)),
    Attack("C09", "let cells of a PDF cover a thousand million rows", RULES, pdf(wide_cells, "PDF-TABLE-ROWS")),
    Attack("C10", "lead its bookmarks in a circle", RULES, pdf(bookmarks_in_a_circle)),
    Attack("C11", "lead its parent tree in a circle", RULES, pdf(parents_in_a_circle)),
    Attack(
        "C12", "put the wrong kind of value everywhere", RULES, pdf(wrong_kinds, "PDF-LANGUAGE", "PDF-TITLE-HIDDEN")
    ),
    Attack("C13", "declare entities in its metadata", RULES, file("f.pdf", own_entities)),
    Attack("C14", "cut a PDF in half", RULES, file("f.pdf", lambda: GOOD_PDF[: len(GOOD_PDF) // 2])),
    Attack("C15", "lead the styles of a document in a circle", RULES, file("f.docx", styles_in_a_circle)),
    Attack("C16", "put numbers without measure into a document", RULES, file("f.docx", odd_values)),
    Attack("C17", "declare an entity in a document that is checked", RULES, file("f.docx", with_entity, "DOCX-UNSAFE")),
    Attack(
        "C18",
        "put elements of a page into one another thousands deep",
        RULES,
        file("f.html", lambda: page("<div>" * 50_000), "HTML-DEEP"),
    ),
    Attack("C19", "choose elements in ways that take long", RULES, file("f.html", slow_selectors)),
    Attack("C20", "choose every element twenty thousand times", RULES, file("f.html", many_selectors)),
    Attack(
        "C21",
        "let cells of a page cover a million columns",
        RULES,
        file("f.html", lambda: page("<table><tr><td colspan=1000000 rowspan=99999>x</table>")),
    ),
    Attack(
        "C22",
        "let a page's colours lead in a circle",
        RULES,
        file("f.html", lambda: page("<p style='--a: var(--b); --b: var(--a); color: var(--a)'>x</p>")),
    ),
    Attack(
        "C23",
        "send a program under the name of a PDF",
        RULES,
        file("f.pdf", lambda: b"MZ" + bytes(5_000), "PDF-UNREADABLE"),
    ),
    Attack(
        "C24",
        "send nothing but zeros under the name of a page",
        RULES,
        file("f.html", lambda: bytes(1_000_000), "HTML-UNREADABLE"),
    ),
    Attack(
        "C25",
        "let a PDF act on opening",
        RULES,
        pdf(on_root(OpenAction=Dictionary(S=Name.Launch, F=String("x"))), "PDF-SCRIPT"),
    ),
)
