"""Open a PDF that anybody may have made, and take out of it what the rules look at.

In: bytes. Out: a `Document`, or `RefusedError`, which says why not. Nothing in it is run or followed, loops are gone
round once, and no more is unpacked than `limits` allows; what is left unread for that is told.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from cabinetpaper import limits
from cabinetpaper.conformance.budget import Budget
from cabinetpaper.conformance.examined import Declared
from cabinetpaper.conformance.pdf import objects
from cabinetpaper.conformance.pdf.content import Contents, inherited
from cabinetpaper.conformance.pdf.document import Annotation, Document, Page, Statement
from cabinetpaper.conformance.pdf.tags import read_tree

_METADATA: Final = 1_000_000
_ANNOTATIONS: Final = 2_000
_LOOK_UPS: Final = 50
"""The steps as which reading an annotation counts."""
_PARTS: Final = {
    "ua": re.compile(r"pdfuaid:part\s*(?:=\s*[\"']|>)\s*(\d+)"),
    "a": re.compile(r"pdfaid:part\s*(?:=\s*[\"']|>)\s*(\d+)"),
    "level": re.compile(r"pdfaid:conformance\s*(?:=\s*[\"']|>)\s*([A-Za-z]+)"),
}
_DC_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"


class RefusedError(Exception):
    """The file is not read; the code is that of the finding, `message` and `remedy` are its words."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def read_pdf(data: bytes) -> Document:
    """Return what the rules look at; raise `RefusedError` if the file cannot be opened."""
    import pikepdf

    try:
        with _quiet(), pikepdf.open(io.BytesIO(data)) as pdf:
            return _document(pdf, Budget())
    except pikepdf.PasswordError as error:
        raise RefusedError(
            "PDF-LOCKED",
            "A password is needed to open the file",
            "Save it without a password, or check a copy that has none",
        ) from error
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        RuntimeError,
        OSError,
        AttributeError,
    ) as error:
        said = str(error).rpartition(": ")[2].splitlines()[:1] or [type(error).__name__]
        raise RefusedError(
            "PDF-UNREADABLE",
            f"This is no PDF that can be read: {said[0][:120]}",
            "Export it again from the program that made it",
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from speaking of damage on the terminal: what matters of it is told as a finding."""
    logger = logging.getLogger("pikepdf._core")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before


def _document(pdf: Any, budget: Budget) -> Document:
    root, count = pdf.Root, len(pdf.pages)
    if count > limits.CHECKED_PAGES:
        raise RefusedError(
            "PDF-UNREADABLE", f"The file has {count} pages, more than {limits.CHECKED_PAGES}", "Check it in parts"
        )
    pages = [page.obj for page in pdf.pages]
    places = {objects.key(page): place for place, page in enumerate(pages)}
    contents = Contents(pdf, budget)
    read = tuple(_page(page, contents, place) for place, page in enumerate(pages))
    tree = objects.entry(root, "/StructTreeRoot")
    statement = _statement(pdf, root)
    return Document(statement, read, None if tree is None else read_tree(tree, places, budget), budget)


def _page(page: Any, contents: Contents, place: int) -> Page:
    painted, unread = contents.painted(page, place)
    listed = objects.listed(objects.entry(page, "/Annots"), _ANNOTATIONS)
    annotations = tuple(
        _annotation(one, contents.budget) for one in listed if objects.entry(one, "/Subtype") is not None
    )
    in_order = objects.name(objects.entry(page, "/Tabs")) == "S"
    return Page(annotations, in_order, objects.number(objects.entry(page, "/StructParents")), painted, unread)


def _annotation(source: Any, budget: Budget) -> Annotation:
    budget.spend("CHECKED_STEPS", _LOOK_UPS)
    flags = objects.number(objects.entry(source, "/F")) or 0
    action = objects.entry(source, "/A")
    name, field = "", ""
    if objects.name(objects.entry(source, "/Subtype")) == "Widget":
        name = objects.text(inherited(source, "/TU", budget))
        field = objects.text(inherited(source, "/T", budget)) or objects.name(inherited(source, "/FT", budget))
    read = Annotation(
        objects.key(source),
        objects.name(objects.entry(source, "/Subtype")),
        objects.text(objects.entry(source, "/Contents")).strip(),
        objects.number(objects.entry(source, "/StructParent")),
        bool(flags & 2),
        objects.text(objects.entry(action, "/URI")),
        _goal(source, action),
        name.strip(),
        field,
    )
    budget.spend("CHECKED_WORDS", sum(map(len, (read.contents, read.address, read.goal, name, field))))
    return read


def _goal(source: Any, action: Any) -> str:
    """Return the name of the place in the file to which a link leads."""
    direct = objects.entry(source, "/Dest")
    place = objects.entry(action, "/D") if direct is None else direct
    return objects.text(place) or objects.name(place)


def _statement(pdf: Any, root: Any) -> Statement:
    metadata = _metadata(root)
    info, marks = objects.entry(pdf.trailer, "/Info"), objects.entry(root, "/MarkInfo")
    found = {
        name: (one[1] if metadata is not None and (one := pattern.search(metadata)) else "")
        for name, pattern in _PARTS.items()
    }
    form = objects.entry(root, "/AcroForm")
    problems = pdf.get_warnings() if hasattr(pdf, "get_warnings") else []
    return Statement(
        Declared(found["ua"], found["a"], found["level"].upper()),
        metadata is not None,
        _title(metadata or "") if metadata is not None else objects.text(objects.entry(info, "/Title")),
        objects.flag(objects.entry(objects.entry(root, "/ViewerPreferences"), "/DisplayDocTitle")),
        objects.text(objects.entry(root, "/Lang")).strip(),
        objects.flag(objects.entry(marks, "/Marked")),
        objects.flag(objects.entry(marks, "/Suspects")),
        bool(pdf.is_encrypted and not pdf.allow.accessibility),
        _bookmarks(root),
        _scripts(root),
        objects.entry(form, "/XFA") is not None,
        str(problems[0]).rpartition(": ")[2][:160] if problems else "",
    )


def _metadata(root: Any) -> str | None:
    """Return the XMP packet as text, None if there is none that can be read."""
    stream = objects.entry(root, "/Metadata")
    try:
        data = objects.decoded(stream, _METADATA)
    except objects.UnreadError:
        return None
    if not data:
        return None
    wide = data[:2] in {b"\xfe\xff", b"\xff\xfe"}
    return data.decode("utf-16" if wide else "utf-8", "replace")


def _title(metadata: str) -> str:
    """Return the title in an XMP packet, or nothing where there is none or the packet is broken."""
    from lxml import etree

    start, end = metadata.find("<rdf:RDF"), metadata.rfind("</rdf:RDF>")
    source = metadata[start : end + len("</rdf:RDF>")] if 0 <= start < end else _without_instructions(metadata)
    try:
        tree = etree.fromstring(
            source.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        )
    except etree.XMLSyntaxError:
        return ""
    title = None if tree is None else next(tree.iter(_DC_TITLE), None)
    return "" if title is None else " ".join("".join(str(piece) for piece in title.itertext()).split())


def _without_instructions(text: str) -> str:
    """Return an XML text without what stands between `<?` and `?>`."""
    pieces, at = list[str](), 0
    while (start := text.find("<?", at)) >= 0 and (end := text.find("?>", start)) >= 0:
        pieces.append(text[at:start])
        at = end + 2
    return "".join((*pieces, text[at:]))


def _bookmarks(root: Any) -> int:
    """Return how many bookmarks stand on the first levels; more than one is counted no further than needed."""
    first = objects.entry(objects.entry(root, "/Outlines"), "/First")
    count = 0
    seen: set[objects.Key] = set()
    while first is not None and objects.key(first) not in seen and count < 1000:
        seen.add(objects.key(first))
        count += 1
        first = objects.entry(first, "/Next")
    return count


def _scripts(root: Any) -> tuple[str, ...]:
    """Return in words what runs by itself: scripts of the document, and actions on opening it."""
    found: list[str] = []
    if objects.entry(objects.entry(root, "/Names"), "/JavaScript") is not None:
        found.append("scripts of the document")
    if objects.entry(root, "/AA") is not None:
        found.append("actions on saving, printing or closing")
    if objects.name(objects.entry(objects.entry(root, "/OpenAction"), "/S")) in {"JavaScript", "Launch"}:
        found.append("an action on opening")
    return tuple(found)
