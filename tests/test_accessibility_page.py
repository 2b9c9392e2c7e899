"""docs/accessibility.md names every rule with its ground. `pytest tests/test_accessibility_page.py --accept` writes its
tables anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cabinetpaper.conformance import GROUNDS, Kind
from test_docs import every_code

PAGE = Path(__file__).parent.parent / "docs" / "accessibility.md"
HEADINGS = {Kind.PDF: "PDF", Kind.DOCX: "Word documents", Kind.HTML: "Web pages"}
HEAD = "| Rule | How grave | What is wrong | Asked for by |\n|---|---|---|---|\n"


def first_sentence(meaning: str) -> str:
    return re.split(r"(?<=[.])\s+(?=[A-Z<])", meaning)[0]


def clauses(names: tuple[str, ...]) -> str:
    """Return the clauses with the name of each standard once: `WCAG 1.3.1, 1.3.2; Matterhorn 01-005`."""
    grouped: dict[str, list[str]] = {}
    for name in names:
        standard, _, number = name.partition(" ")
        grouped.setdefault(standard, []).append(number)
    return "; ".join(f"{standard} {', '.join(numbers)}" for standard, numbers in grouped.items()) or "good practice"


def rows(kind: Kind) -> str:
    codes = every_code()
    lines = [
        f"| `{code}` | {ground.severity.value} | {first_sentence(codes[code][1])} | {clauses(ground.clauses)} |"
        for code, ground in GROUNDS[kind].items()
    ]
    return "\n".join(lines) + "\n"


def page() -> str:
    text = PAGE.read_text(encoding="utf-8")
    for kind, heading in HEADINGS.items():
        before, mark, after = text.partition(f"\n## {heading}\n")
        start = after.index(HEAD) + len(HEAD)
        end = after.index("\n\n", start - 1) + 1
        text = before + mark + after[:start] + rows(kind) + after[max(end, start) :]
    return text


def test_the_page_has_exactly_the_rules_of_the_program(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page(), "run: pytest tests/test_accessibility_page.py --accept"
