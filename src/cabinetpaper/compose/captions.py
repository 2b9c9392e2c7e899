"""Number the captions and resolve what refers to them.

In: the sections of a composed paper. Out: the same with `Table 1`, `Figure 1` before the captions of data tables and
charts (`Table A1` in an appendix) and with references to them in words. Numbered paragraphs are left alone: their
numbers are computed by every writer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from cabinetpaper.compose.prose import inlines as words
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
    held = tuple(sections)
    labels, ids = dict(_labels(held)), {name: block_id(name) for name in names}

    def resolved(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        found: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, Reference):
                target = ids.get(inline.target, inline.target)
                inline = Text(labels[target], span=inline.span) if target in labels else Reference(target, inline.span)
            found.append(inline)
        return joined(tuple(found))

    def labelled(block: Block) -> Block:
        block = map_inlines(block, resolved)
        if isinstance(block, Table) and block.id in labels:
            return replace(block, caption=joined(words(f"{labels[block.id]}: ", *block.caption)))
        if isinstance(block, Chart) and block.id in labels:
            return replace(block, title=joined(words(f"{labels[block.id]}: ", *block.title)))
        return block

    return tuple(replace(section, blocks=tuple(labelled(block) for block in section.blocks)) for section in held)


def _labels(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    counts: Counter[str] = Counter()
    for section in sections:
        before = "A" if section.kind is SectionKind.APPENDIX else ""
        for block in section.blocks:
            if section.kind not in _FORM and isinstance(block, Table | Chart):
                name = f"{'Table' if isinstance(block, Table) else 'Figure'} {before}"
                counts[name] += 1
                yield block.id, f"{name}{counts[name]}"
