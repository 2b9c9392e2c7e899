"""Look into a DOCX or XLSX that anybody may have sent, before anything reads it.

In: bytes. Out: nothing where the file may be opened, or `RefusedError`, which says why not. Only the list of parts, the
first bytes of each XML part and the relations are read, and of those never more than `limits` allows; nothing is
unpacked to disk, nothing is followed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from enum import Enum
from typing import Final
from xml.parsers import expat
from zlib import error as zlib_error

from cabinetpaper import limits
from cabinetpaper.xml_prolog import prolog_problem

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DOCX: Final = frozenset({_WORD})
XLSX: Final = frozenset({_SHEET})
XLSM: Final = frozenset({_SHEET, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"})
"""The content types that the main part of each kind of file may have. An .xlsm says by its name that it holds
macros.
"""

_MACRO: Final = re.compile(
    r"(?:^|/)(?:vbaProject[^/]*|vbaData[^/]*|activeX(?:/.*)?|attachedToolbars[^/]*)$|/activeX/|macrosheets/",
    re.IGNORECASE,
)
_FOLLOWED: Final = frozenset(
    {"attachedTemplate", "oleObject", "frame", "subDocument", "control", "package", "vbaProject", "aFChunk"}
)
"""Relations that an editor follows by itself on opening a file: outside the file they are refused. A hyperlink waits to
be clicked.
"""
_LOCAL: Final = re.compile(r"(?:file:/{1,3})?[A-Za-z]:[\\/]", re.IGNORECASE)
"""A template on the editor's own drive, which Word names in every document that is based on one."""
_GROWS_FROM: Final = 10 * 2**20
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Reason(Enum):
    """Why a file is not opened."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    LARGE = "large"
    UNSAFE = "unsafe"


class RefusedError(Exception):
    """The file is not opened; `message` says why, as the end of a sentence about it."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


def examine(data: bytes, types: Collection[str]) -> None:
    """Raise `RefusedError` unless the file is a package of one of `types` that may be read whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _sizes(entries)
            _names(entries, macros=types is XLSM)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _part(package, entry, types)
    except (
        zipfile.BadZipFile,
        zlib_error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        LookupError,
    ) as error:
        raise RefusedError(Reason.DAMAGED, f"it is damaged ({error})") from error


def _sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to too much; sizes as declared, beyond which a part is never read."""
    whole = sum(entry.file_size for entry in entries)
    grown = any(
        entry.file_size > _GROWS_FROM and entry.file_size > limits.PACKAGE_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if len(entries) > limits.PACKAGE_MEMBERS or whole > limits.PACKAGE_UNPACKED or grown:
        raise RefusedError(Reason.LARGE, f"it would unpack to {whole // 2**20} MiB in {len(entries)} parts")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError(Reason.LOCKED, "it is protected with a password")
    if odd := next((entry for entry in entries if entry.compress_type not in _METHODS), None):
        raise RefusedError(Reason.DAMAGED, f"{odd.filename} is packed in a way that no editor uses")


def _names(entries: list[zipfile.ZipInfo], *, macros: bool) -> None:
    """Refuse parts that hide behind one another, lead out of the package, or can run."""
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise RefusedError(Reason.UNSAFE, "two of its parts have the same name")
    for entry in entries:
        name = entry.filename
        if (
            name.startswith(("/", "\\"))
            or "\\" in entry.orig_filename
            or ".." in name.split("/")
            or ":" in name
            or not name.isprintable()
        ):
            raise RefusedError(Reason.UNSAFE, f"the name of its part “{name!a:.60}” leads out of the file")
        if not macros and is_macro(name):
            raise RefusedError(Reason.UNSAFE, f"it holds a macro or control ({name})")


def is_macro(name: str) -> bool:
    """Return whether a part of this name can run."""
    return bool(_MACRO.search(name))


def _part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, types: Collection[str]) -> None:
    """Refuse a part that declares a document type, a wrong kind of file, and relations that would be followed
    outside.
    """
    with package.open(entry) as part:
        start = part.read(limits.PROLOG)
        if problem := prolog_problem(start) if start else "":
            raise RefusedError(
                Reason.UNSAFE if "document type" in problem else Reason.DAMAGED, f"its part {entry.filename} {problem}"
            )
        if entry.filename == "[Content_Types].xml":
            _content_types(start + part.read(limits.FILE), types)
        elif entry.filename.lower().endswith(".rels"):
            _relations(start + part.read(limits.FILE), entry.filename)


def _content_types(source: bytes, types: Collection[str]) -> None:
    declared = {
        own.get("ContentType", "")
        for name, own in _elements(source)
        if name.endswith("Override") or name.endswith("Default")
    }
    if not declared & set(types):
        macro = next((one for one in sorted(declared) if "macroEnabled" in one or "vbaProject" in one), "")
        if macro:
            raise RefusedError(Reason.UNSAFE, "it is of a kind that holds macros")
        raise RefusedError(Reason.DAMAGED, "by its own list of contents it is another kind of file")


def _relations(source: bytes, file: str) -> None:
    for name, own in _elements(source):
        kind, target = own.get("Type", "").rsplit("/", 1)[-1], own.get("Target", "")
        outside = own.get("TargetMode", "").lower() == "external"
        if (
            name.endswith("Relationship")
            and outside
            and kind in _FOLLOWED
            and not (kind == "attachedTemplate" and _LOCAL.match(target))
        ):
            raise RefusedError(Reason.UNSAFE, f"it would load {kind} from “{target[:80]}” ({file})")


def _elements(source: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Return the name and attributes of each element of a part that has no document type."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, own: found.append((name, own))
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise RefusedError(
            Reason.DAMAGED, f"a list of its parts is broken: {expat.errors.messages[error.code]}"
        ) from error
    yield from found
