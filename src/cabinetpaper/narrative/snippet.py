"""Read a snippet: its front matter and where its words begin.

In: a file's name and text. Out: `Snippet`, or `CabinetPaperError` with every problem of the front matter at once. Spans
count characters of `Snippet.source`, which is the text with line ends as LF, without byte order mark, and with
private-use and control characters replaced one for one, so that no offset moves.
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from cabinetpaper import limits
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Span, Text, typed_text
from cabinetpaper.period import long_date
from cabinetpaper.toml_text import Toml, TomlError, parse

CODES: Final[dict[str, str]] = {
    "SNIPPET-FRONT": "A snippet begins with front matter: TOML between two lines of three plus signs. Here it is "
    "absent, not closed or not readable; the message names the line.",
    "SNIPPET-KEY": "The front matter has a key that nobody reads. Correct it to one of the keys listed, or take it "
    "out.",
    "SNIPPET-VALUE": "A value in the front matter is of the wrong kind, is not one of the choices, or is missing. "
    "Write it as the message says.",
    "SNIPPET-LONG": "The snippet is longer than any paper needs, which usually means that another file was saved in "
    "its place. Split it.",
}

PARTS: Final = ("intro", "on-track", "focus", "topic", "closing", "body", "commentary")
"""Where in its section a snippet stands; commentary stands in the cells of a table, beside its measures."""

LONGEST: Final = limits.SNIPPET_CHARACTERS

FENCE: Final = "+++"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of narrative: what its front matter says, its `body`, and the whole `source`; `body` starts at
    `offset`.

    `standing` words hold from one period to the next; `carried` names the paper whose words these are until somebody
    has reviewed them.
    """

    file: str
    section: str
    part: str = "body"
    heading: str = ""
    order: int = 100
    measures: tuple[str, ...] = ()
    owner: str = ""
    due: str = ""
    status: str = ""
    draft: bool = False
    body: str = ""
    offset: int = 0
    source: str = ""
    standing: bool = False
    carried: str = ""
    front: Toml = field(default_factory=Toml, compare=False, repr=False)

    @property
    def stem(self) -> tuple[str, ...]:
        """Return what the ids of its blocks begin with: its place in the paper's own folder."""
        return tuple(re.sub(r"\.md$", "", re.sub(r"^narratives/[^/]+/", "", self.file)).split("/"))

    def words(self, key: str) -> tuple[Text, ...]:
        """Return the words that the front matter has under a key, with their places in the source; a day in words."""
        value = self.front.entries.get(key, "")
        if isinstance(value, date):
            place = self.front.value(key)
            return (Text(long_date(value), span=Span(self.file, *place, printed=True) if place else None),)
        return typed_text(str(value), self.file, self.front.text, self.front.characters(key))

    def line(self, body_line: int) -> int:
        """Return the line of the file for a line of the body, both counted from 1."""
        return self.source.count("\n", 0, self.offset) + body_line


_STRINGS: Final = ("section", "part", "heading", "measure", "owner", "status", "carried")
KEYS: Final = (
    "section",
    "part",
    "heading",
    "order",
    "measure",
    "measures",
    "owner",
    "due",
    "status",
    "draft",
    "standing",
    "carried",
)
"""The keys of a snippet's front matter, in the order of the docs."""

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SYMBOL_BULLET: Final = re.compile("^([ \t]*)[\uf0b7\uf0a7](?=[ \t])", re.MULTILINE)


def normalised(text: str) -> str:
    """Return the text as snippets keep it: LF line ends, no byte order mark, and no character that could be taken for a
    mark.

    Word's private-use bullets (U+F0B7, U+F0A7) become `-` at the start of a line and a bullet elsewhere; any other
    private-use character becomes U+FFFD, so that it is seen. Control characters and marks that turn the direction of
    writing become spaces.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _SYMBOL_BULLET.sub(r"\1-", text)
    text = _PRIVATE.sub(lambda match: "•" if match[0] in "\uf0b7\uf0a7" else "\ufffd", text)
    return _UNPRINTABLE.sub(" ", text)


def parse_snippet(file: str, source: str) -> Snippet:
    """Return the snippet that the text holds; raise `CabinetPaperError` with every problem of its front matter."""
    source = normalised(source)
    if len(source) > LONGEST:
        message = f"The snippet has {len(source):,} characters; at most {LONGEST:,} are read"
        raise CabinetPaperError(Finding.error("SNIPPET-LONG", message, "Split it into several snippets", Place(file)))
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    close = next((number for number in range(first + 1, len(lines)) if lines[number].rstrip() == FENCE), None)
    if lines[first].rstrip() != FENCE or close is None:
        at_fault = "does not begin with" if lines[first].rstrip() != FENCE else "does not close its"
        remedy = f'Write a line {FENCE}, then for example section = "children", then a line {FENCE}, then the text'
        raise CabinetPaperError(
            Finding.error("SNIPPET-FRONT", f"The snippet {at_fault} front matter", remedy, Place(file, first + 1))
        )
    # the line of plus signs as a comment leaves TOML in which everything stands where it stands in the snippet
    lines[first] = lines[first].replace("+", "#")
    try:
        front = parse("\n".join(lines[:close]))
    except TomlError as error:
        quoted = lines[error.line - 1].strip() if error.line > first + 1 else ""
        message = f"The front matter is not TOML: {error.what}" + (f" in “{quoted}”" if quoted else "")
        remedy = 'Write each entry as key = "value", words in double quotes, each key once'
        raise CabinetPaperError(Finding.error("SNIPPET-FRONT", message, remedy, Place(file, error.line))) from error
    findings, table = tuple(_problems(file, front)), front.entries
    if findings:
        raise CabinetPaperError(findings)
    offset = sum(len(line) + 1 for line in lines[: close + 1])
    measures = tuple(table.get("measures", ())) or ((table["measure"],) if "measure" in table else ())
    due = table.get("due", "")
    return Snippet(
        file,
        table["section"],
        table.get("part", "body"),
        table.get("heading", ""),
        table.get("order", 100),
        measures,
        table.get("owner", ""),
        long_date(due) if isinstance(due, date) else due,
        table.get("status", ""),
        table.get("draft", False),
        source[offset:],
        min(offset, len(source)),
        source,
        table.get("standing", False),
        table.get("carried", ""),
        front,
    )


def _problems(file: str, front: Toml) -> Iterator[Finding]:
    """Yield a finding for each key that is unknown and each value that cannot be used."""
    table = front.entries

    def finding(code: str, key: str, message: str, remedy: str) -> Finding:
        return Finding.error(code, message, remedy, Place(file, front.line(key)))

    for key in table:
        if key not in KEYS:
            yield finding("SNIPPET-KEY", key, f"“{key}” is not a key of a snippet", advice(key, KEYS, "The keys are"))
        elif wanted := _wanted(key, table[key]):
            yield finding("SNIPPET-VALUE", key, f"“{key}” is {reprlib.repr(table[key])}", f"Write {wanted}")
    if "section" not in table:
        remedy = 'Write section = "…" with the id of a section of the template or of a directorate'
        yield finding("SNIPPET-VALUE", "section", "The front matter names no section", remedy)
    if "measure" in table and "measures" in table:
        yield finding(
            "SNIPPET-VALUE", "measure", "The front matter has both “measure” and “measures”", "Keep one of them"
        )


def _wanted(key: str, value: object) -> str:
    """Return what the value of a known key should have been, or nothing where it is well."""
    if key == "part":
        return "" if value in PARTS else "one of " + ", ".join(f'"{part}"' for part in PARTS)
    if key in _STRINGS:
        return (
            ""
            if isinstance(value, str) and (value.strip() or key not in {"section", "measure", "carried"})
            else f'words in quotes: {key} = "…"'
        )
    if key == "order":
        return "" if type(value) is int else "a whole number, such as order = 10"
    if key in {"draft", "standing"}:
        return "" if isinstance(value, bool) else f"{key} = true, or leave it out"
    if key == "due":
        return (
            ""
            if isinstance(value, str | date)
            else 'a date such as due = 2024-12-31, or words in quotes: due = "December 2024"'
        )
    fine = isinstance(value, list) and value and all(isinstance(one, str) and one for one in value)
    return "" if fine else 'a list of measure ids: measures = ["cic_rate", "ks4"]'
