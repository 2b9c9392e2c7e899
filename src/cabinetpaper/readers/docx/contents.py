"""Know lists of contents for what they are, and references for what they show.

In: the sections as read, and the words that lists of contents and references show. Out: the sections with a `Contents`
where somebody's program left its entries as paragraphs; a finding for every entry that is no heading of the paper, and
for words that were typed over the number of a reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Severity
from cabinetpaper.paper import (
    Block,
    Contents,
    Heading,
    Item,
    Paper,
    Paragraph,
    Section,
    contents_entries,
    numbers,
    printed,
)
from cabinetpaper.readers.docx.report import Report

_PAGE: Final = re.compile(r"(?P<behind>\s*+)\d{1,4}(?P<leader>[\s.…_]*+)(?P<title>.*)", re.DOTALL)
"""The number of a page behind an entry, and what leads to it, read from the end of the entry."""
_NUMBER: Final = re.compile(r"\(?(?:\d+(?:\.\d+)*|[ivxlcdm]+|[a-z]{1,3}|\?)[.)]{0,2}", re.IGNORECASE)
_TITLES: Final = frozenset({"contents", "table of contents"})
_LEVELS: Final = 4
_LONGEST: Final = 500
"""The characters of an entry that is looked at for a page number."""


def check_computed(paper: Paper, report: Report) -> None:
    """Report what stands in a list of contents and is no heading of the paper, and the words that were typed over the
    number of a reference; a number that is out of date is left to Word.
    """
    headings, number = _headings(paper), numbers(paper)
    for target, shown, place in report.references:
        if shown and shown.rstrip(".") != number.get(target, "?").rstrip(".") and not _NUMBER.fullmatch(shown):
            report.place = place
            report.left_out("What was typed over the number of a reference", shown)
    report.place = ""
    for entry in report.entries:
        if not any(form in headings for form in _forms(entry)):
            called = "An entry of the list of contents that is no heading of the paper"
            report.left_out(called, entry, severity=Severity.NOTE)


def with_contents(paper: Paper) -> Paper:
    """Return the paper with each list of contents that had become paragraphs as a list again."""
    headings = _headings(paper)
    sections = tuple(_section(section, headings) for section in paper.sections)
    return paper if sections == paper.sections else replace(paper, sections=sections)


def _section(section: Section, headings: Mapping[str, int]) -> Section:
    blocks: list[Block] = []
    listed: list[int] = []
    run: list[Block] = []
    paged = False

    def settle() -> None:
        nonlocal run, listed, paged
        above = blocks[-1] if blocks else None
        titled = isinstance(above, Contents) or _is_title(above) or (not blocks and section.title.casefold() in _TITLES)
        if len(run) > 1 and (paged or titled):
            if isinstance(above, Contents):
                blocks[-1] = replace(above, levels=max(listed))
            else:
                title = section.title
                if isinstance(above, Paragraph) and _is_title(above):
                    title = printed(above.inlines, {})
                    blocks.pop()
                    run[0] = replace(run[0], id=above.id)
                blocks.append(Contents(run[0].id, title, max(listed)))
        else:
            blocks.extend(run)
        run, listed, paged = [], [], False

    for block in section.blocks:
        words = printed(block.inlines, {}) if isinstance(block, Paragraph | Item) else ""
        level = next((headings[form] for form in _forms(words) if form in headings), None)
        written = block.id.startswith("new_")  # the entries of a list have no bookmark of ours
        if words and level is not None and written and isinstance(block, Paragraph | Item):
            paged = paged or _title_before_page(words, tabbed=True) is not None
            run.append(block)
            listed.append(level)
        else:
            settle()
            blocks.append(block)
    settle()
    return replace(section, blocks=tuple(blocks))


def _is_title(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and printed(block.inlines, {}).strip().casefold() in _TITLES


def _headings(paper: Paper) -> dict[str, int]:
    """Return the level of each heading by its words, with its number before them and without."""
    found: dict[str, int] = {}
    for level, _, number, title in contents_entries(paper, _LEVELS):
        for form in (f"{number} {title}", title):
            found.setdefault(_solid(form), level)
    for section in paper.sections:
        found.setdefault(_solid(section.title), 1)
        for block in section.blocks:
            if isinstance(block, Heading):
                found.setdefault(_solid(printed(block.inlines, {})), block.level)
    found.pop("", None)
    return found


def _forms(entry: str) -> list[str]:
    """Return what an entry may be the words of: all of it, without its page, without a number before it."""
    forms = [entry]
    if len(entry) > _LONGEST:
        return [_solid(entry)]
    forms += [title for tabbed in (True, False) if (title := _title_before_page(entry, tabbed=tabbed)) is not None]
    first, _, rest = forms[-1].strip().partition("\t" if "\t" in forms[-1].strip() else " ")
    if _NUMBER.fullmatch(first) and rest:
        forms.append(rest)
    return [_solid(form) for form in forms]


def _title_before_page(entry: str, *, tabbed: bool) -> str | None:
    """Return an entry without the number of its page; None where none stands behind a tab, or behind spaces or dots."""
    found = _PAGE.fullmatch(entry[::-1])
    if found is None:
        return None
    behind, leader, title = found.group("behind", "leader", "title")
    numbered = "\t" in leader if tabbed else not behind and (leader[1:] or (leader and not title[:1].isdecimal()))
    return title[::-1] if numbered else None


def _solid(words: str) -> str:
    return "".join(words.split()).casefold()
