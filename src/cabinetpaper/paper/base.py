"""The base that a DOCX carries: the paper as it was printed, for whatever comes back to be compared with.

In: a `Paper`, the id of its build, the digests of the snippets it was made from. Out: an XML part with `BASE_NAMESPACE`
at its root, and back. The paper stands in it in its JSON form: printed words, keys and spans, never a value that was
not printed, and never the name of a file: each is a digest, which whoever has the files can name again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from cabinetpaper.finding import CabinetPaperError, Finding
from cabinetpaper.paper.anchors import BASE_NAMESPACE
from cabinetpaper.paper.json_form import from_json, to_json, with_files
from cabinetpaper.paper.model import Paper

CODES: Final[dict[str, str]] = {
    "BASE-UNREADABLE": "The paper that the DOCX carries in itself cannot be read, so that nothing in it can be led "
    "back to its snippet or figure. Build the paper again and let the editor work on the new file; the words of this "
    "one can still be read."
}

_FILE_ID: Final = re.compile(r"file-[0-9a-f]{16}|")
_OUTSIDE_XML = re.compile("[\ud800-\udfff\ufffe\uffff\x7f]")


def file_id(name: str) -> str:
    """Return what stands for the name of a file in a document that others get; such an id is its own, and so is no
    name.
    """
    if _FILE_ID.fullmatch(name):
        return name
    return f"file-{hashlib.sha256(f'cabinetpaper file {name}'.encode()).hexdigest()[:16]}"


def unnamed(paper: Paper) -> Paper:
    """Return a paper whose words and pictures tell their files by id alone."""
    return with_files(paper, file_id)


def named(paper: Paper, files: Iterable[str]) -> Paper:
    """Return a paper whose words and pictures tell their files by name again, as far as they are among `files`."""
    names = {file_id(name): name for name in files}
    return with_files(paper, lambda file: names.get(file, file))


def files_of(paper: Paper) -> frozenset[str]:
    """Return the names of the files that the words and pictures of a paper tell."""
    found: set[str] = set()

    def note(name: str) -> str:
        found.add(name)
        return name

    with_files(paper, note)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Base:
    """A printed paper with the id of its build and, for each snippet, its file and the SHA-256 of its text; files by
    id.

    `pictures` are the SHA-256 of the bytes of each picture by the id of its block, by which another is known; the
    writer of a document adds them, and they make no two bases differ.
    """

    build: str
    paper: Paper
    snippets: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, paper: Paper, build: str = "", snippets: tuple[tuple[str, str], ...] = ()) -> Base:
        """Return the base of a paper, without the names of its files."""
        return cls(build, unnamed(paper), tuple((file_id(file), digest) for file, digest in snippets))

    def to_xml(self) -> bytes:
        """Return the base as an XML part; equal bases give equal bytes."""
        # JSON has an escape for the characters that XML cannot hold; they stand in its strings alone.
        form = _OUTSIDE_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", to_json(self.paper))
        snippets = "".join(
            f"<snippet file={quoteattr(file)} sha256={quoteattr(digest)}/>" for file, digest in self.snippets
        )
        pictures = "".join(
            f"<picture block={quoteattr(block)} sha256={quoteattr(digest)}/>" for block, digest in self.pictures
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<base xmlns="{BASE_NAMESPACE}" '
            f"build={quoteattr(self.build)}>{snippets}{pictures}<paper>{escape(form)}</paper></base>"
        ).encode()

    @classmethod
    def from_xml(cls, data: bytes) -> Base:
        """Return the base that `to_xml` wrote; raise `CabinetPaperError` (BASE-UNREADABLE, PAPER-FORMAT) for anything
        else.
        """
        try:
            text = data.decode("utf-8-sig")
            if "<!" in text.split("<base", 1)[0]:
                raise ValueError("it declares a document type")
            root = ElementTree.fromstring(text.encode())  # noqa: S314  # a document type has been refused
        except (ValueError, ElementTree.ParseError) as error:
            raise _unreadable(str(error)) from error
        name = f"{{{BASE_NAMESPACE}}}"
        paper = root.findtext(f"{name}paper")
        if root.tag != f"{name}base" or paper is None:
            raise _unreadable("it holds no paper")
        snippets = tuple((one.get("file", ""), one.get("sha256", "")) for one in root.findall(f"{name}snippet"))
        pictures = tuple((one.get("block", ""), one.get("sha256", "")) for one in root.findall(f"{name}picture"))
        return cls(root.get("build", ""), from_json(paper), snippets, pictures)


def _unreadable(why: str) -> CabinetPaperError:
    return CabinetPaperError(
        Finding.warning(
            "BASE-UNREADABLE",
            f"The paper that the DOCX carries in itself cannot be read: {why}",
            "Build the paper again",
        )
    )
