"""Open a Word document that anybody may have made, to examine it.

In: bytes. Out: its parts, or findings that say why not. Sizes and names are looked at before anything is unpacked; XML
is read without entities or the network; a file that could run or load something is refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from zlib import error as zlib_error

from cabinetpaper import limits
from cabinetpaper.conformance.budget import Budget
from cabinetpaper.finding import CabinetPaperError, Finding

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MACRO: Final = re.compile(r"(?:^|/)(?:vba(?:Project|Data)[^/]*|activeX(?:/.*)?)$|/activeX/", re.IGNORECASE)
_NEVER_READ: Final = re.compile(r"/embeddings/|/media/|\.bin$|/$", re.IGNORECASE)
_GROWS_FROM: Final = 10 * 2**20


@dataclass(frozen=True)
class Package:
    """The parts of a document by name, and the name of its main part."""

    parts: dict[str, bytes]
    main: str = ""
    budget: Budget = field(default_factory=Budget, compare=False)

    def root(self, name: str) -> Element | None:
        """Return the root of a part, or None if there is no such part; raise `CabinetPaperError` for a document type or
        broken XML, `OverBudgetError` for more elements and attributes than are read of one document. They are counted
        before anything is made of them, a part as often as it is asked for.
        """
        from lxml import etree

        if name not in self.parts:
            return None
        source = self.parts[name]
        self.budget.spend("CHECKED_ELEMENTS", source.count(b"<") + source.count(b"="))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(source, parser)
        except etree.XMLSyntaxError as error:
            message, remedy = f"{name} is broken: {error}", "Open it in Word, let it mend the file and save it"
            raise _refused("DOCX-UNREADABLE", message, remedy) from error
        if root.getroottree().docinfo.doctype:
            message = f"{name} declares a document type, which Word never does"
            raise _refused("DOCX-UNSAFE", message, "Do not use this file")
        return root

    def relations(self, name: str) -> list[tuple[str, str, bool]]:
        """Return a part's relations: their kind (`styles`, `hyperlink`), their target, whether that is outside the
        document.
        """
        folder, file = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: list[tuple[str, str, bool]] = []
        for relation in [] if root is None else root.iter(_RELATIONSHIP):
            outside, target = relation.get("TargetMode") == "External", relation.get("Target", "")
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((relation.get("Type", "").rsplit("/", 1)[-1], target if outside else inside, outside))
        return found

    def related(self, kind: str, of: str | None = None) -> str:
        """Return the name of the part of a kind that a part, the main one if none is named, leads to, or nothing."""
        relations = self.relations(self.main if of is None else of)
        return next((target for own, target, outside in relations if own == kind and not outside), "")


def opened(data: bytes) -> Package:
    """Return the package; raise `CabinetPaperError` (DOCX-UNREADABLE, DOCX-TOO-LARGE, DOCX-UNSAFE) if it is none or not
    safe.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            grown = any(
                entry.file_size > max(_GROWS_FROM, limits.PACKAGE_RATIO * entry.compress_size) for entry in entries
            )
            if max(len(data) - limits.EDITED_DOCX, unpacked - limits.PACKAGE_UNPACKED) > 0 or grown:
                message = f"This document is not opened: it would unpack to {unpacked // 2**20} MiB"
                raise _refused("DOCX-TOO-LARGE", message, "Ask the sender for the document as Word saved it")
            if len(entries) > limits.PACKAGE_MEMBERS:
                message = f"This document is not opened: it has {len(entries)} parts"
                raise _refused("DOCX-TOO-LARGE", message, "Ask the sender for the document as Word saved it")
            if macro := next((entry.filename for entry in entries if _MACRO.search(entry.filename)), ""):
                message = f"This document is not safe to open: it holds a macro or control ({macro})"
                raise _refused("DOCX-UNSAFE", message, "Ask the sender for a plain .docx, without macros")
            parts = {entry.filename: archive.read(entry) for entry in entries if not _NEVER_READ.search(entry.filename)}
    except (zipfile.BadZipFile, zlib_error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        message = f"This is no Word document that can be read: it is damaged ({error})"
        raise _refused("DOCX-UNREADABLE", message, "Save it in Word as .docx") from error
    package = Package(parts)
    main = package.related("officeDocument", "") or "word/document.xml"
    if main not in parts:
        message = "This is no Word document: it has no main part"
        raise _refused("DOCX-UNREADABLE", message, "Save it in Word as .docx")
    return Package(parts, main, package.budget)


def _refused(code: str, message: str, remedy: str) -> CabinetPaperError:
    return CabinetPaperError(Finding.error(code, message, remedy))


def w(tag: str) -> str:
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{W}}}{tag}"


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute in the namespace of WordprocessingML."""
    return element.get(f"{{{W}}}{name}", default)


def child_value(element: Element | None, path: str) -> str:
    """Return `w:val` of the element at a path of WordprocessingML names (`pPr/pStyle`), or nothing."""
    found = element if element is None else element.find("/".join(w(tag) for tag in path.split("/")))
    return "" if found is None else attribute(found, "val")
