"""Open a web page that anybody may have written.

In: bytes. Out: a `Page`, or `CabinetPaperError` (HTML-UNREADABLE). Nothing in the page is run, and nothing that it
names is fetched.
"""

from __future__ import annotations

import re
from typing import Final

from cabinetpaper import limits
from cabinetpaper.conformance.html.looks import looks_of
from cabinetpaper.conformance.html.page import Page
from cabinetpaper.finding import CabinetPaperError, Finding

_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_START: Final = 1024


def read_page(data: bytes) -> Page:
    """Return the page; raise `CabinetPaperError` if there is nothing in it that is one."""
    from lxml import etree, html

    if len(data) > limits.CHECKED_FILE:
        raise _unreadable(f"The file has more than {limits.CHECKED_FILE // 1_000_000} MB", "Check it in parts")
    text = _text(data).replace("\0", "")
    if b"<" not in data or not text.strip():
        raise _unreadable("There is no element in the file", "Save it as a web page")
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=False)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise _unreadable(
            f"The file cannot be read as a web page: {error}", "Save it again from the program that made it"
        ) from error
    cut_off = any("xcessive depth" in one.message or "huge" in one.message.lower() for one in parser.error_log)
    for place, one in enumerate([*root.iter()]):
        if place >= limits.CHECKED_PARAGRAPHS:
            cut_off = True
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)
    return Page(root, looks_of(root), cut_off)


def _text(data: bytes) -> str:
    """Return the page as text, in the encoding that it declares, or else UTF-8, or else that of Windows."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _DECLARED.search(data[:_START])
    for encoding in (declared[1].decode() if declared else "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _unreadable(message: str, remedy: str) -> CabinetPaperError:
    return CabinetPaperError(Finding.error("HTML-UNREADABLE", message, remedy))
