"""Tables can be heard cell by cell.

In: the page. Out: breaches for tables without headings or a name, with headings that say of nothing what they head, and
with rows of different length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CODES: Final[dict[str, str]] = {
    "HTML-TABLE-HEADERS": "A table has no heading cells, so that its figures are read without saying what they are. "
    "Write th in its first row and column.",
    "HTML-TABLE-SCOPE": 'A heading cell does not say whether it heads its column or its row. Write scope="col" or '
    'scope="row".',
    "HTML-TABLE-HEADING-EMPTY": "A heading cell has no words. Write what stands in its column or row; an empty corner "
    "is a td.",
    "HTML-TABLE-LINKS": "A cell names a heading (headers) that does not exist. Correct the id.",
    "HTML-TABLE-CAPTION": "A table has no caption or name, so that nobody hears which table begins. Write a caption.",
    "HTML-TABLE-ROWS": "The rows of a table do not have the same number of cells, so that columns cannot be followed.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "HTML-TABLE-HEADERS": error("WCAG 1.3.1"),
    "HTML-TABLE-SCOPE": warning("WCAG 1.3.1"),
    "HTML-TABLE-HEADING-EMPTY": error("WCAG 1.3.1"),
    "HTML-TABLE-LINKS": error("WCAG 1.3.1"),
    "HTML-TABLE-CAPTION": warning("WCAG 1.3.1"),
    "HTML-TABLE-ROWS": warning("WCAG 1.3.1"),
}

_SPAN: Final = 1000


@rule(GROUNDS)
def tables(page: Page) -> Iterator[Breach]:
    """Yield what is wrong with the tables, one after another."""
    owners: dict[HtmlElement, list[HtmlElement]] = {
        one: [] for one in page.heard("table") if one.get("role") not in {"presentation", "none"}
    }
    for row in page.of_kind("tr"):
        table = next((above for above in row.iterancestors("table")), None)
        if table in owners:
            owners[table].append(row)
    for number, (table, rows) in enumerate(owners.items(), 1):
        yield from _table(page, table, rows, number)


def _table(page: Page, table: HtmlElement, rows: list[HtmlElement], number: int) -> Iterator[Breach]:
    caption = table.find("caption")
    named = (
        (caption is not None and page.words(caption))
        or table.get("aria-label")
        or page.name_by_reference(table)
        or table.get("title")
    )
    where, line = f"table {number}{f' “{str(named)[:60]}”' if named else ''}", page.line(table)
    cells = [cell for row in rows for cell in row if cell.tag in {"th", "td"}]
    headings = [cell for cell in cells if cell.tag == "th" or cell.get("role") in {"columnheader", "rowheader"}]
    if not headings:
        yield Breach(
            "HTML-TABLE-HEADERS", "The table has no heading cells", "Write th in its first row and column", where, line
        )
    if not named:
        yield Breach("HTML-TABLE-CAPTION", "The table has no caption or name", "Write a caption", where, line)
    if len(set(_widths(rows))) > 1:
        yield Breach(
            "HTML-TABLE-ROWS",
            "The rows of the table do not have the same number of cells",
            "Give every row the same cells",
            where,
            line,
        )
    referred = any(cell.get("headers") for cell in cells)
    silent = [cell for cell in headings if cell.tag == "th" and not cell.get("scope")]
    if silent and not referred:
        message = f"{len(silent)} of {len(headings)} heading cells do not say what they head"
        yield Breach("HTML-TABLE-SCOPE", message, 'Write scope="col" or scope="row"', where, page.line(silent[0]))
    for cell in headings:
        if not page.name(cell):
            yield Breach(
                "HTML-TABLE-HEADING-EMPTY",
                "A heading cell has no words",
                "Write what stands below or beside it",
                where,
                page.line(cell),
            )
    for cell in cells:
        missing = next((one for one in cell.get("headers", "").split() if one not in page.by_id), "")
        if missing:
            yield Breach(
                "HTML-TABLE-LINKS",
                f"A cell names a heading “{missing}” that does not exist",
                "Correct the id",
                where,
                page.line(cell),
            )


def _widths(rows: list[HtmlElement]) -> Iterator[int]:
    """Yield how many columns each row fills, with what reaches down from rows above."""
    reaching: list[tuple[int, int]] = []
    for row in rows:
        width = sum(across for across, _ in reaching)
        reaching = [(across, down - 1) for across, down in reaching if down > 1]
        for cell in row:
            if cell.tag in {"th", "td"}:
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                width += across
                if down > 1:
                    reaching.append((across, down - 1))
        yield width


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), _SPAN)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
