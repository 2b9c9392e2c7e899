"""Whatever refers to another place of the page finds it.

In: the page. Out: breaches for ids that stand twice, and for references of ARIA and of labels to ids that are not
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

CODES: Final[dict[str, str]] = {
    "HTML-ID-TWICE": "Two elements have the same id, so that links, labels and descriptions may lead to the wrong "
    "one. Give each its own.",
    "HTML-REFERENCE": "An element refers to an id for its label or description that is not in the page, so that it "
    "has none. Correct the id.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "HTML-ID-TWICE": error("WCAG 1.3.1", "WCAG 4.1.2"),
    "HTML-REFERENCE": error("WCAG 1.3.1", "WCAG 4.1.2"),
}

_REFERRING: Final = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
)


@rule(GROUNDS)
def references(page: Page) -> Iterator[Breach]:
    """Yield ids that stand twice and references that lead nowhere, in order."""
    for one in page.elements:
        own = one.get("id")
        if own and page.by_id[own] is not one:
            message = f"The id “{own[:60]}” stands in line {page.line(page.by_id[own])} already"
            yield Breach(
                "HTML-ID-TWICE", message, "Give each element an id of its own", page.where(one), page.line(one)
            )
        for name in _REFERRING:
            for goal in one.get(name, "").split():
                if goal not in page.by_id:
                    message = f"{name} refers to “{goal[:60]}”, which is not in the page"
                    yield Breach("HTML-REFERENCE", message, "Correct the id", page.where(one), page.line(one))
        goal = one.get("for", "") if one.tag == "label" else ""
        if goal and goal not in page.by_id:
            yield Breach(
                "HTML-REFERENCE",
                f"The label is for “{goal[:60]}”, which is not in the page",
                "Correct the id",
                page.where(one),
                page.line(one),
            )
