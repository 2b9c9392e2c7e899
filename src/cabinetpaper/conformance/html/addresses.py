"""What a web page fetches, runs or leads to by itself: the one place that decides what an address does.

In: the elements of a page, with entities decoded by the parser; a style sheet, with escapes decoded by the tokeniser.
Out: `Leaving` for each way out of the file. What stays in the file is on a list, and all else leaves it: a place in the
page (`#…`), a picture or font carried as a data address; and, for a link that somebody follows, https, http, mailto,
tel and a file beside the page. The build refuses a page that leaves the file, and `check` tells it of any page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper import limits

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Reach(Enum):
    """What a part of a page does to whoever opens it."""

    FETCHES = "fetches"
    RUNS = "runs"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Leaving:
    """One way out of the file: what it is in words, the element that has it and its line."""

    reach: Reach
    message: str
    where: str
    line: int | None


ADDRESSED: Final = frozenset(
    {
        *("href", "src", "srcset", "imagesrcset", "poster", "background", "lowsrc", "dynsrc", "data", "datasrc"),
        *("codebase", "code", "archive", "classid", "ping", "attributionsrc", "action", "formaction", "manifest"),
        *("usemap", "pluginspage", "pluginurl", "altimg", "cite", "longdesc"),
    }
)
"""The attributes that hold an address, whatever element has them; `xml:base` is one too."""
RELATIONS_UNFETCHED: Final = frozenset(
    {"canonical", "author", "license", "help", "bookmark", "alternate", "me", "tag", "privacy-policy"}
)
"""What a link element may be without anything being fetched for it."""
DATA_BLOCKS: Final = frozenset({"application/json", "application/ld+json"})
"""The types of script that are only data."""
STRINGS_ARE_WORDS: Final = frozenset(
    {
        *("", "attr", "counter", "counters", "format", "tech", "local", "lang", "dir", "symbols", "var", "env", "type"),
        *("string", "content", "leader", "target-counter", "target-counters", "target-text", "selector", "not", "is"),
        *("where", "has", "matches", "supports", "style", "font-format", "font-tech", "domain", "url-prefix", "regexp"),
    }
)
"""The CSS functions, and no function at all, in which a string is a string; in any other it is taken for an address."""
ADDRESS_FUNCTIONS: Final = frozenset(
    {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"}
)

_FOLLOWED: Final = frozenset({"http", "https", "mailto", "tel"})
_SCRIPTS: Final = frozenset({"javascript", "vbscript", "livescript"})
_FONTS: Final = frozenset(
    {
        *("application/font-woff", "application/font-woff2", "application/font-sfnt", "application/x-font-ttf"),
        *("application/x-font-otf", "application/x-font-woff", "application/vnd.ms-fontobject"),
    }
)
_OPENED: Final = frozenset(
    {"iframe", "frame", "object", "embed", "applet", "portal", "fencedframe", "use", "script", "link", "base", "form"}
)
"""The elements that open what they name as a document, in which an SVG may fetch and run."""
_RAW: Final = frozenset(
    {"style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "noscript"}
)
"""The elements whose text a browser takes as it stands in HTML, and as elements within SVG and MathML."""
_WORDS: Final = frozenset(
    {
        *("alt", "title", "content", "value", "placeholder", "label", "summary", "abbr", "name", "id", "class", "for"),
        *("d", "points", "transform", "headers", "lang"),
    }
)
"""The attributes that hold words or figures; any other one with a bracket in it is read as a style."""
_PLAYED: Final = frozenset({"movie", "src", "url", "filename", "data", "code", "archive", "codebase", "href"})
CARRIED: Final = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{200,}+")
"""What a page carries in an address, a picture or a font; a word of a paper is shorter."""
_COMPUTED: Final = frozenset({"var", "attr", "env", "if"})
_ANIMATED: Final = frozenset({"values", "from", "to", "by"})
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
_UNSEEN: Final = "".join(map(chr, range(33)))
_LINE_ENDS: Final = str.maketrans("", "", "\t\n\r")
_SHEET_HREF: Final = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_DESCRIPTOR: Final = re.compile(r"[0-9.]+[wxh]")
_DEEPEST: Final = 3
_SHOWN: Final = 80


def reach_of(address: str, *, opens: bool = False) -> Reach | None:
    """Return what a browser does with an address that it takes by itself, None where that stays in the file. `opens`
    says that it would open it as a document, in which an SVG may fetch and run.
    """
    scheme, rest = _cut(address)
    plain = scheme + rest
    if not plain or plain.startswith("#"):
        return None
    if scheme in _SCRIPTS:
        return Reach.RUNS
    if scheme == "about" and rest.lower() in {"blank", "srcdoc"}:
        return None
    if scheme == "data":
        media = re.split("[;,]", rest, maxsplit=1)[0].strip().lower()
        picture = media.startswith("image/") and not (opens and "svg" in media)
        return None if picture or media.startswith("font/") or media in _FONTS else Reach.FETCHES
    return Reach.FETCHES


def reach_of_link(address: str) -> Reach | None:
    """Return what happens when somebody follows a link, None where it leads to a place that a link may lead to."""
    scheme, rest = _cut(address)
    if scheme in _FOLLOWED or (not scheme and not re.match(r"[/\\]{2}", rest)):
        return None
    return Reach.RUNS if scheme in {*_SCRIPTS, "data"} else Reach.FETCHES


def _cut(address: str) -> tuple[str, str]:
    """Return the scheme of an address, empty where it has none, and the rest, without what a browser leaves out."""
    plain = address.strip(_UNSEEN).translate(_LINE_ENDS)
    match = _SCHEME.match(plain)
    return (match[1].lower(), match[2]) if match else ("", plain)


def leavings(root: HtmlElement, depth: int = 0) -> Iterator[Leaving]:
    """Yield each way out of the file, in order."""
    legible = sum(map(_size, _styles(root))) <= limits.CHECKED_STYLES
    if not legible:
        message = f"The styles of the page were not looked at; they have more than {limits.CHECKED_STYLES:,} characters"
        yield Leaving(Reach.UNREAD, message, "<style>", None)
    if sum(len(own) for own in root.xpath("//@srcdoc")) > limits.CHECKED_STYLES:
        depth = _DEEPEST
    for element in (*root.itersiblings(preceding=True), *root.iter()):
        tag = _local(element.tag) if isinstance(element.tag, str) else "?"
        found = _of_instruction(element) if tag == "?" else _of_element(element, tag, depth, legible=legible)
        for reach, message in dict.fromkeys(found):
            yield Leaving(reach, message, f"<{tag}>", int(element.sourceline or 0) or None)


def _styles(root: HtmlElement) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            yield element.get("style", "")
            if _local(element.tag) == "style":
                yield element.text or ""


def _size(css: str) -> int:
    """Return the length of a style sheet, a font or picture that it carries counted as one character."""
    return len(css) if len(css) < 200 else len(CARRIED.sub("_", css))


_Found = Iterator[tuple[Reach, str]]
"""What a part does, and the sentence that says so."""


def _of_element(element: HtmlElement, tag: str, depth: int, *, legible: bool) -> _Found:
    foreign = (
        any(_local(str(above.tag)) in {"svg", "math"} for above in element.iterancestors()) if tag in _RAW else False
    )
    if tag == "script" and element.get("type", "").strip().lower() not in DATA_BLOCKS:
        yield Reach.RUNS, "The page holds a script"
    if tag == "style" and legible:
        yield from _of_css(element.text or "")
    if foreign and element.text and tag != "script":
        yield from _of_foreign(element.text, tag, depth, legible=legible)
    if tag == "meta":
        yield from _of_meta(element)
    for name, value in element.attrib.items():
        yield from _of_attribute(element, tag, str(name), str(value), depth, legible=legible)


def _of_attribute(element: HtmlElement, tag: str, name: str, value: str, depth: int, *, legible: bool) -> _Found:
    own = _local(name)
    if own.startswith("on") and len(own) > 2:
        yield Reach.RUNS, f"The page runs what its attribute {own[:30]} says, “{_seen(value)}”"
    elif own == "srcdoc":
        yield from _of_markup(value, depth)
    elif (
        own in ADDRESSED
        or (own == "base" and name != own)
        or (tag == "param" and own == "value" and element.get("name", "").lower() in _PLAYED)
    ):
        yield from _of_address(element, tag, own, value)
    elif own in _ANIMATED and _local(element.get("attributename") or "") in ADDRESSED:
        yield from _fetched(value, opens=True)
    elif legible and "(" in value and own not in _WORDS and not own.startswith(("aria-", "data-")):
        yield from _of_css(value)


def _of_address(element: HtmlElement, tag: str, own: str, value: str) -> _Found:
    """Yield what an attribute does that holds an address, or several."""
    relations = element.get("rel", "").lower().split() if tag == "link" else []
    followed = own in {"cite", "longdesc"} or (own == "href" and tag in {"a", "area"})
    if followed or (relations and RELATIONS_UNFETCHED.issuperset(relations)):
        reach = reach_of_link(value)
        if reach is not None:
            act = "runs what a link says" if reach is Reach.RUNS else "has a link that is none to a page"
            yield reach, f"The page {act}, “{_seen(value)}”"
        return
    addresses: Iterable[str] = (value,)
    if own in {"srcset", "imagesrcset"}:
        parts = (part.strip(",") for part in value.split())
        addresses = (part for part in parts if not _DESCRIPTOR.fullmatch(part))
    elif own in {"ping", "archive", "attributionsrc"}:
        addresses = re.split(r"[\s,]+", value)
    for address in addresses:
        yield from _fetched(address, opens=tag in _OPENED)


def _fetched(address: str, *, opens: bool) -> _Found:
    reach = reach_of(address, opens=opens)
    if reach is Reach.RUNS:
        yield reach, f"The page runs “{_seen(address)}”"
    elif reach is not None:
        yield reach, f"The page takes “{_seen(address)}” from elsewhere"


def _of_meta(element: HtmlElement) -> _Found:
    directive = element.get("http-equiv", "").strip().lower()
    content = element.get("content", "").strip()
    goal = content.lstrip("0123456789. \t\r\n").lstrip(";, \t\r\n") if directive == "refresh" else ""
    if goal or (directive == "link" and content):
        yield Reach.FETCHES, f"The page leads elsewhere by itself, “{_seen(content)}”"


def _of_instruction(element: HtmlElement) -> _Found:
    """Yield what the instruction of an XHTML page does that names its style sheet."""
    if (element.text or "").startswith("?xml-stylesheet"):  # to the parser of HTML it is a comment
        for double, single in _SHEET_HREF.findall(unescape(element.text or "")):
            yield from _fetched(double or single, opens=True)


def _of_markup(markup: str, depth: int) -> _Found:
    """Yield what a page within the page does."""
    from cabinetpaper.conformance.html.reading import parsed, strays

    if depth >= _DEEPEST:
        most = f"more than {_DEEPEST} deep or {limits.CHECKED_STYLES:,} characters long"
        yield Reach.RUNS, f"The page holds pages within it, {most}, which were not looked at"
    elif markup.strip():
        root, _ = parsed(markup)
        for tree in (root, *strays(markup, root)):
            yield from ((own.reach, own.message) for own in leavings(tree, depth + 1))


def _of_foreign(text: str, tag: str, depth: int, *, legible: bool) -> _Found:
    """Yield what the text of an element within a drawing does: there it is markup, with entities and elements, to a
    browser, and not the bare text that it is elsewhere.
    """
    if "<" in text or "&" in text:
        from cabinetpaper.conformance.html.reading import parsed

        yield from _of_markup(text, depth)
        if tag == "style" and legible:
            yield from _of_css(str(parsed(f"<p>{text}")[0].xpath("string()")))


@lru_cache(maxsize=8)
def _of_css(css: str) -> tuple[tuple[Reach, str], ...]:
    """Return what a style sheet, or the value of a property, fetches or runs."""
    if "(" not in css and "@" not in css:  # neither can be written as an escape
        return ()
    import tinycss2

    found: list[tuple[Reach, str]] = []
    waiting: list[tuple[list[Any], str]] = [(tinycss2.parse_component_value_list(css, skip_comments=True), "")]
    while waiting:
        tokens, function = waiting.pop()
        statement = ""
        for token in tokens:
            if token.type == "at-keyword":
                statement = token.lower_value
            elif token.type == "{} block" or (token.type == "literal" and token.value == ";"):
                statement = ""
            if statement != "namespace":  # its address is a name, and nothing is fetched from there
                found += _of_token(token, function, statement)
                waiting += _within(token, function)
    return tuple(found)


def _of_token(token: Any, function: str, statement: str) -> _Found:
    imported = statement == "import"
    if token.type == "url" or (token.type == "string" and (imported or function not in STRINGS_ARE_WORDS)):
        yield from _fetched(token.value, opens=imported)
    elif token.type == "function" and token.lower_name == "expression":
        yield Reach.RUNS, "A style of the page runs a script"
    elif token.type == "function" and function in ADDRESS_FUNCTIONS and token.lower_name in _COMPUTED:
        shown = f"{function}({token.lower_name}(…))"
        yield Reach.FETCHES, f"A style of the page takes a picture whose address cannot be told, {shown}"


def _within(token: Any, function: str) -> Iterator[tuple[list[Any], str]]:
    """Yield what a function or a block holds, with the function whose strings those in it are."""
    if token.type == "function":
        yield token.arguments, token.lower_name
    elif token.type in {"() block", "[] block", "{} block"}:
        yield token.content, function if token.type == "() block" else ""


def _seen(value: str) -> str:
    """Return the beginning of a value as it can be printed in a message."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value.strip()[:_SHOWN]).split())


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return re.split("[:}]", name)[-1].lower()
