"""Open a Word document that anybody may have sent.

In: bytes. Out: its parts, or findings that say why not. `office_file` looks at sizes, names, document types and
relations before anything is unpacked; XML is read without entities or the network; a file with a macro is refused, one
inside another never read and named.
"""

from __future__ import annotations

import hashlib
import html
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from zlib import error as zlib_error

from cabinetpaper import limits
from cabinetpaper.finding import CabinetPaperError, Finding, Place, Severity
from cabinetpaper.office_file import DOCX, Reason, RefusedError, examine
from cabinetpaper.readers.docx.names import PR

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_READ: Final = re.compile(
    r"\[Content_Types\]\.xml|.*\.rels|.*/media/[^/]+|docProps/.*|customXml/.*|word/theme/.*|"
    r"word/(?:document|styles|stylesWithEffects|numbering|settings|webSettings|fontTable|header\d*|footer\d*|comments|commentsExtended|commentsIds|people|footnotes|endnotes)\.xml"
)
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_USUAL: Final = "http://schemas.openxmlformats.org/"
_TRANSITIONAL: Final = {
    f"{_STRICT}{strict}": f"{_USUAL}{usual}"
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("officeDocument/sharedTypes", "officeDocument/2006/sharedTypes"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/picture", "drawingml/2006/picture"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("drawingml/chart", "drawingml/2006/chart"),
        ("drawingml/diagram", "drawingml/2006/diagram"),
    )
}
_WORD_PROCESSING: Final = b"wordprocessingml"
_DRAWING: Final = b"drawingml"
_SAYING: Final = frozenset({"t", "delText", "v"})
_MARKUP: Final = re.compile(r"<(?:style|script)\b.*?(?:</(?:style|script)>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_ACTIVE: Final = re.compile(r"/embeddings/|\.bin$", re.IGNORECASE)
_WHY: Final = {
    Reason.DAMAGED: ("DOCX-UNREADABLE", "This is no Word document that can be read", "Save it in Word as .docx"),
    Reason.LOCKED: ("DOCX-UNREADABLE", "This document is locked", "Save it without a password"),
    Reason.LARGE: ("DOCX-TOO-LARGE", "This document is not opened", "Ask the sender for the document as Word saved it"),
    Reason.UNSAFE: (
        "DOCX-UNSAFE",
        "This document is not safe to open",
        "Ask the sender for a plain .docx, without macros or links to other files",
    ),
}


@dataclass(frozen=True)
class Package:
    """The parts of a document by name, the name of its main part, what was noticed on opening it."""

    parts: dict[str, bytes]
    main: str
    findings: tuple[Finding, ...]

    def root(self, name: str) -> Element | None:
        """Return the root of a part, or None if there is no such part."""
        return parsed(self.parts[name], name) if name in self.parts else None

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """Return a part's relations by id: their kind (`styles`, `hyperlink`), their target, whether it is outside the
        document.
        """
        folder, file = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for one in [] if root is None else root.iter(f"{{{PR}}}Relationship"):
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = (one.get("Type", "").rsplit("/", 1)[-1], target, outside)
        return found

    def related(self, kind: str) -> str:
        """Return the name of the main part's part of a kind, or nothing."""
        return next(
            (target for own, target, outside in self.relations(self.main).values() if own == kind and not outside), ""
        )


def opened(data: bytes) -> Package:
    """Return the package; raise `CabinetPaperError` (DOCX-UNREADABLE, DOCX-TOO-LARGE, DOCX-UNSAFE) if it is none or not
    safe.
    """
    if len(data) > limits.EDITED_DOCX:
        raise _refused(
            "DOCX-TOO-LARGE",
            f"The file has more than {limits.EDITED_DOCX // 1_000_000} MB",
            "Make its pictures smaller in Word and save it",
        )
    try:
        examine(data, DOCX)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if _wanted(entry.filename)}
            names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    except RefusedError as error:
        code, words, remedy = _WHY[error.reason]
        raise _refused(code, f"{words}: {error.message}", remedy) from error
    except (zipfile.BadZipFile, zlib_error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _refused("DOCX-UNREADABLE", f"This is no Word document: {error}", "Save it in Word as .docx") from error
    package = Package(parts, "", ())
    main = next(
        (target for kind, target, _ in package.relations("").values() if kind == "officeDocument"), "word/document.xml"
    )
    if main not in parts:
        raise _refused("DOCX-UNREADABLE", "This is no Word document: it has no main part", "Save it in Word as .docx")
    return Package(parts, main, tuple(_noticed(names)))


def _wanted(name: str) -> bool:
    return not name.endswith("/") and not _ACTIVE.search(name)


def _noticed(names: list[str]) -> list[Finding]:
    found: list[Finding] = []
    for name in names:
        if _ACTIVE.search(name):
            found.append(
                _finding(
                    "DOCX-ACTIVE-CONTENT",
                    Severity.WARNING,
                    f"{name} can run or embeds another file; it was not read",
                    name,
                )
            )
        elif not _READ.fullmatch(name):
            found.append(_finding("DOCX-PART-UNREAD", Severity.NOTE, f"{name} was not read", name))
    return found


def _finding(code: str, severity: Severity, message: str, part: str) -> Finding:
    return Finding(code, severity, message, "Remove it in Word if it should not be there", Place(detail=part))


@dataclass
class PartRelations:
    """What a part is related to, by the ids of its relations."""

    package: Package
    name: str
    _held: dict[str, tuple[str, str, bool]] = field(init=False)
    _digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held = self.package.relations(self.name)

    def target(self, relation: str, kind: str = "") -> str:
        """Return the name of the part that a relation leads to, or nothing."""
        own, target, outside = self._held.get(relation, ("", "", True))
        return "" if outside or (kind and own != kind) else target

    def address(self, relation: str) -> str:
        """Return the address outside the document that a link leads to, or nothing."""
        kind, target, outside = self._held.get(relation, ("", "", False))
        return target if kind == "hyperlink" and outside else ""

    def digest(self, relation: str) -> str:
        """Return the SHA-256 of a picture, or nothing if it is not in the file."""
        target = self.target(relation)
        if target in self.package.parts and target not in self._digests:
            self._digests[target] = hashlib.sha256(self.package.parts[target]).hexdigest()
        return self._digests.get(target, "")

    def words(self, relation: str) -> str:
        """Return the words of a part that is not read: a chart, a diagram, a document inside this one."""
        return words_inside(self.package.parts.get(self.target(relation), b""))


def words_inside(data: bytes) -> str:
    """Return the words of a part of any kind: of another Word document, of XML, of a web page or of plain text."""
    if data[:2] == b"PK":
        try:
            examine(data, DOCX)
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = archive.read("word/document.xml")
        except (RefusedError, KeyError, zipfile.BadZipFile, zlib_error, NotImplementedError, RuntimeError, OSError):
            return ""
    if _WORD_PROCESSING in data[: limits.PROLOG] or _DRAWING in data[: limits.PROLOG]:
        try:
            root = parsed(data, "")
        except CabinetPaperError:
            return ""
        return " ".join(part.text for part in root.iter() if part.text and str(part.tag).rpartition("}")[2] in _SAYING)
    text = _MARKUP.sub(" ", data[: limits.FILE].decode("utf-8", "replace"))
    return " ".join(html.unescape(text).split())


def parsed(source: bytes, name: str) -> Element:
    """Return the root of a part; raise `CabinetPaperError` (DOCX-UNSAFE, DOCX-UNREADABLE) for a document type or broken
    XML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(
            "DOCX-UNREADABLE", f"{name} is broken: {error}", "Open it in Word, let it mend the file and save it"
        ) from error
    if root.getroottree().docinfo.doctype:
        raise _refused("DOCX-UNSAFE", f"{name} declares a document type, which Word never does", "Do not use this file")
    if _STRICT.encode() in source or source[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        _as_transitional(root)
    return root


def _as_transitional(root: Element) -> None:
    """Give elements and attributes of Strict Open XML, the form of ISO 29500-1, the names of the usual one."""

    def usual(name: str) -> str:
        namespace, brace, local = name.rpartition("}")
        return _TRANSITIONAL.get(namespace[1:], namespace[1:]).join(("{", "}")) + local if brace else name

    for element in root.iter():
        if _STRICT in str(element.tag):
            element.tag = usual(str(element.tag))
        for name, value in element.items():
            if _STRICT in str(name):
                del element.attrib[name]
                element.set(usual(str(name)), value)


def _refused(code: str, message: str, remedy: str) -> CabinetPaperError:
    return CabinetPaperError(Finding.error(code, message, remedy))
