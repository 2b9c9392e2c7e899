"""Open a Word document that anybody may have sent.

In: bytes. Out: its parts, or findings that say why not. `office_file` looks at sizes, names, document types and
relations before anything is unpacked; XML is read without entities or the network; a file with a macro is refused, one
inside another never read and named.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
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
    r"word/(?:document|styles|stylesWithEffects|numbering|settings|webSettings|fontTable|header\d*|footer\d*|comments|footnotes|endnotes)\.xml"
)
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

    def links(self, name: str) -> dict[str, str]:
        """Return the addresses outside the document that a part links to, by the ids of their relations."""
        return {
            one: target
            for one, (kind, target, outside) in self.relations(name).items()
            if kind == "hyperlink" and outside
        }

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
    return root


def _refused(code: str, message: str, remedy: str) -> CabinetPaperError:
    return CabinetPaperError(Finding.error(code, message, remedy))
