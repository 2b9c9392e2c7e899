"""Links whose words or address could take a reader to another place than they seem to.

In: the words of a link and its address. Out: what is wrong, or nothing. A paper prints a link's words, in every form of
it alike; so an address that can be misread has to be those words, whole.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

_SHOWN: Final = re.compile(
    r"(?:https?://|(?=www\.))(?P<full>[^\s/?#]+)|(?<![\w.@/-])(?P<bare>(?:[a-z0-9-]+\.)+(?:uk|com|org|net|gov|eu|info|edu))(?![\w.-])",
    re.IGNORECASE,
)
"""An address in the words of a link: one that is written as such, or the bare name of a host."""
_MAILBOX: Final = re.compile(r"(?<![^\s@<>()])[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}", re.IGNORECASE)


def misleading(words: str, address: str) -> str:
    """Return in what way a link could mislead, an empty text where it does not."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "has an address that no browser can read"
    if parts.scheme.lower() == "mailto":
        shown = next(iter(_MAILBOX.findall(words)), "")
        wrong = shown and shown.lower().rstrip(".") != unquote(parts.path).lower()
        return f"says {shown} and writes to {unquote(parts.path)}" if wrong else ""
    if address not in words and unquote(address) not in words:
        if "@" in parts.netloc:
            return f"leads to {host}, which a name before the @ hides; that is its whole address: {address}"
        if not host.isascii() or any(label.startswith("xn--") for label in host.split(".")):
            return f"leads to a host with letters that can pass for others; that is its whole address: {address}"
    for match in _SHOWN.finditer(words):
        shown = (match["full"] or match["bare"]).rpartition("@")[2].partition(":")[0].rstrip(".,;)").lower()
        if not f".{host}".endswith(f".{shown.removeprefix('www.')}"):
            return f"says {shown} and leads to {host}"
    return ""
