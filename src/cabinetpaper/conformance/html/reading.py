"""Open a web page that anybody may have written.

In: bytes. Out: a `Page`, or `CabinetPaperError` (HTML-UNREADABLE). Nothing in the page is run, and nothing that it
names is fetched.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from cabinetpaper import limits
from cabinetpaper.conformance.html.addresses import CARRIED
from cabinetpaper.conformance.html.looks import looks_of
from cabinetpaper.conformance.html.page import Page
from cabinetpaper.finding import CabinetPaperError, Finding

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*+(?:[\"']\s*+)?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_OUTERMOST: Final = re.compile(r"<(html|body)(?=[\s/])", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+""")
_TAG: Final = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+|<(?P<name>/?[a-z][^\s/>]*+)(?P<rest>(?:[\s/]++|{_ATTRIBUTE.pattern})*+)",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, a declaration or a tag, as the standard of HTML finds them."""
_BARE: Final = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"})
"""The elements whose content has no tags."""
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_START: Final = 1024


def read_page(data: bytes) -> Page:
    """Return the page; raise `CabinetPaperError` if there is nothing in it that is one."""
    from lxml import etree

    if len(data) > limits.CHECKED_MARKUP:
        raise _unreadable(f"The file has more than {limits.CHECKED_MARKUP // 1_000_000} MB", "Check it in parts")
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


def parsed(text: str) -> tuple[HtmlElement, str]:
    """Return the root of a page, and the limit beyond which it was not read, empty where all of it was."""
    from lxml import html

    text = CARRIED.sub(lambda run: run[0][:200], text)  # the parser refuses an address of more than ten million letters
    end, beyond = _bounds(text)
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    # a browser shows a zero character as U+FFFD; left out, it would make a comment of what is none
    data = text[:end].replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    root = html.document_fromstring(data or b"<p>", parser=parser, ensure_head_body=False)
    if any("xcessive depth" in one.message or "huge" in one.message.lower() for one in parser.error_log):
        beyond = beyond or "elements in one another that are too deep or too large for the parser"
    return root, beyond


def _bounds(text: str) -> tuple[int, str]:
    """Return where a page is to be cut, and the limit that it is beyond there. Tags are found as a browser finds them,
    so that neither a comment nor a quotation mark hides one; each sign is looked at once.
    """
    place = tags = attributes = 0
    while match := _TAG.search(text, place):
        place, name = match.end(), (match["name"] or "").lower()
        tags += 1
        own = len(_ATTRIBUTE.findall(match["rest"])) if len(match["rest"] or "") > 2 else 0
        attributes += own
        if tags > 2 * limits.CHECKED_PARAGRAPHS or attributes > 5 * limits.CHECKED_PARAGRAPHS:
            return match.start(), f"more than {limits.CHECKED_PARAGRAPHS:,} elements, or five times as many attributes"
        if own > limits.CHECKED_ATTRIBUTES:
            return match.start(), f"an element with more than {limits.CHECKED_ATTRIBUTES:,} attributes"
        if name in _BARE:
            ends = re.compile(f"</{name}", re.IGNORECASE).search(text, place)
            place = ends.start() if ends else len(text)
    return len(text), ""


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
