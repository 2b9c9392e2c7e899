"""Open a web page that anybody may have written.

In: bytes. Out: a `Page`, or `CabinetPaperError` (HTML-UNREADABLE). Nothing in the page is run, and nothing that it
names is fetched.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from cabinetpaper import limits
from cabinetpaper.conformance.html.looks import looks_of
from cabinetpaper.conformance.html.page import Page
from cabinetpaper.finding import CabinetPaperError, Finding

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_OUTERMOST: Final = re.compile(r"<(html|body)(?=[\s/])", re.IGNORECASE)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_START: Final = 1024


def read_page(data: bytes) -> Page:
    """Return the page; raise `CabinetPaperError` if there is nothing in it that is one."""
    from lxml import etree

    if len(data) > limits.CHECKED_FILE:
        raise _unreadable(f"The file has more than {limits.CHECKED_FILE // 1_000_000} MB", "Check it in parts")
    text = _text(data)
    if b"<" not in data or not text.strip("\0 \t\r\n"):
        raise _unreadable("There is no element in the file", "Save it as a web page")
    try:
        root, cut_off = parsed(text)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise _unreadable(
            f"The file cannot be read as a web page: {error}", "Save it again from the program that made it"
        ) from error
    return Page(root, looks_of(root), cut_off, strays(text, root))


def parsed(text: str) -> tuple[HtmlElement, bool]:
    """Return the root of a page, and whether a part of it was left out because it is too deep or too long."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    # a browser shows a zero character as U+FFFD; left out, it would make a comment of what is none
    data = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    root = html.document_fromstring(data, parser=parser, ensure_head_body=False)
    cut_off = any("xcessive depth" in one.message or "huge" in one.message.lower() for one in parser.error_log)
    for place, one in enumerate([*root.iter()]):
        if place >= limits.CHECKED_PARAGRAPHS:
            cut_off = True
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)
    return root, cut_off


def strays(text: str, root: HtmlElement) -> tuple[HtmlElement, ...]:
    """Return the page once more, its html and body elements under other names, where there are more of them than the
    parser keeps: a browser takes over the attributes of each, wherever it stands.
    """
    kept = sum(1 for element in root.iter("html", "body") if element.attrib)
    more = next(islice(_OUTERMOST.finditer(text), kept, None), None)
    return (parsed(_OUTERMOST.sub(r"<x-\1", text))[0],) if more else ()


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
