"""Number the captions and resolve what refers to them.

In: the sections of a composed paper. Out: the same with `Table 1`, `Figure 1` before the captions of data tables and
charts (`Table A1` in an appendix) and with references to them in words. Numbered paragraphs are left alone: their
numbers are computed by every writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from cabinetpaper.paper import (
    Block,
    Chart,
    Inline,
    Reference,
    Section,
    SectionKind,
    Table,
    Text,
    block_id,
    joined,
    map_inlines,
)

_FORM: Final = frozenset({SectionKind.FRONT, SectionKind.DOCUMENTS})
"""Sections whose tables are part of the form and have no number."""


def captioned(sections: Iterable[Section], names: Iterable[str] = ()) -> tuple[Section, ...]:
    """Return the sections with numbered captions; `names` are ids of the template, by which snippets may refer to a
    part.
    """
    whole = tuple(sections)
    labels = dict(_labels(whole))
    change = partial(_resolved, labels, {name: block_id(name) for name in names})
    return tuple(
        replace(section, blocks=tuple(_captioned(map_inlines(block, change), labels) for block in section.blocks))
        for section in whole
    )


def _labels(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    counts = {"Table": 0, "Figure": 0, "Table A": 0, "Figure A": 0}
    for section in sections:
        if section.kind in _FORM:
            continue
        end = " A" if section.kind is SectionKind.APPENDIX else ""
        for block in section.blocks:
            if isinstance(block, Table | Chart):
                name = ("Table" if isinstance(block, Table) else "Figure") + end
                counts[name] += 1
                yield block.id, f"{name}{counts[name]}" if end else f"{name} {counts[name]}"


def _resolved(labels: dict[str, str], names: dict[str, str], inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for one in inlines:
        if isinstance(one, Reference):
            target = names.get(one.target, one.target)
            found.append(Text(labels[target], span=one.span) if target in labels else Reference(target, one.span))
        else:
            found.append(one)
    return joined(tuple(found))


def _captioned(block: Block, labels: dict[str, str]) -> Block:
    if not isinstance(block, Table | Chart) or block.id not in labels:
        return block
    label = Text(f"{labels[block.id]}: ")
    if isinstance(block, Table):
        return replace(block, caption=joined((label, *block.caption)))
    return replace(block, title=joined((label, *block.title)))
