"""Make blocks of what a body shows: headings of level 1 become sections, all else the blocks in them.

In: the nodes of a body and a view of them. Out: the title and the sections in their plain form. A block keeps the id of
its bookmark, a figure that of its picture's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cabinetpaper.paper import model, parts, printed
from cabinetpaper.readers.docx import tree
from cabinetpaper.readers.docx.ids import Ids
from cabinetpaper.readers.docx.inlines import Content, InlineReader
from cabinetpaper.readers.docx.notes import one_line
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Meaning, Styles
from cabinetpaper.readers.docx.tables import TableReader
from cabinetpaper.readers.docx.views import Line, Sight, words_seen

_OWN_NAME: Final = re.compile(r"[a-z0-9]+(?:_+[a-z0-9]+)*")
"""What the name of a picture of ours looks like; programs call theirs `Picture 1` or `Image1`."""
_BETWEEN: Final = 3
"""How many paragraphs an editor may have put between a caption and what it belongs to."""


@dataclass(frozen=True)
class Printed:
    """What the document says of itself as it was printed: its blocks by id, the digests of its pictures by name."""

    blocks: Mapping[str, model.Block | model.Section] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    def spoke(self, identifier: str) -> bool:
        """Return whether words were printed in a heading, paragraph or the like, which holds nothing else."""
        block = self.blocks.get(identifier)
        if block is None or isinstance(block, model.Section):
            return block is not None and bool(block.title)
        words = list(parts(block))
        return len(words) == 1 and not words[0].kind.fixed and bool(printed(words[0].inlines, {}))


@dataclass
class _Waiting:
    """A caption that waits for its table or its picture, and the paragraphs that came between them.

    `alt` are words that stand where its picture should: what it shows, where none was drawn.
    """

    figure: bool
    anchors: list[str]
    inlines: tuple[model.Inline, ...]
    sources: list[tree.Paragraph]
    between: list[model.Block] = field(default_factory=list)
    alt: Content | None = None


@dataclass
class BodyReader:
    """Reads a body from top to bottom."""

    styles: Styles
    inlines: InlineReader
    report: Report
    sight: Sight
    ids: Ids
    printed: Printed = Printed()
    title: str | None = None
    sections: list[model.Section] = field(default_factory=list)
    _blocks: list[model.Block] = field(default_factory=list)
    _tables: list[str] = field(default_factory=list)
    _wide: set[str] = field(default_factory=set)
    _waiting: _Waiting | None = None
    _list_id: str | None = None
    _line: Line = field(default_factory=lambda: Line(tree.Properties(), []))

    def read(self, nodes: Sequence[tree.Node]) -> None:
        """Read everything; `title` and `sections` hold it."""
        for node in self.sight.lines(nodes):
            match node:
                case Line():
                    self._paragraph(node)
                case tree.Table():
                    self._table(node)
                case tree.Pages():
                    self._end_of_pages(node)
        self._close_section()
        self._turn_tables()

    def _paragraph(self, line: Line) -> None:
        self._line = line
        self.report.place = _words(line)
        content = self.inlines.read(line)
        for instruction in content.contents:
            self._headed_list()
            self._set_levels(instruction.levels)
        if not line.gone:
            meaning, sure = self.styles.of(line.properties)
            if not sure and content.inlines:
                name = self.styles.name(line.properties.style)
                self.report.add("DOCX-STYLE-UNKNOWN", f"The style “{name}” is none of a paper’s")
            if self._stands(meaning, content):
                _RULES.get(meaning.kind, BodyReader._prose)(self, meaning, content)
        for turn in line.turns:
            self._end_of_pages(turn)

    def _stands(self, meaning: Meaning, content: Content) -> bool:
        """Return whether a paragraph makes a block: it has words or a picture, or had none when it was printed."""
        if content.inlines or content.pictures:
            return True
        if content.anchors:
            return meaning.kind in _KEPT_EMPTY or not self.printed.spoke(content.anchors[0])
        computed = content.in_contents or meaning.kind == "contents entry"
        return not computed and meaning.kind in {"title", "caption", "chart title"}

    # -- one rule for each kind of paragraph

    def _title(self, meaning: Meaning, content: Content) -> None:
        """Take the title; its bookmark is that of a front without a heading."""
        if self.title is not None:
            return self._prose(meaning, content)
        self._lose_pictures("the title", content)
        self.title = one_line(content.inlines, self.report)
        if content.anchors:
            kind = model.SectionKind.COVER if meaning.cover else model.SectionKind.OTHER
            self.sections.append(model.Section(self._id(content.anchors), kind, "", ()))
        return None

    def _heading(self, meaning: Meaning, content: Content) -> None:
        self._lose_pictures("a heading", content)
        if meaning.level > 1:
            identifier = self._id(content.anchors)
            return self._add(
                model.Heading(identifier, meaning.level, content.inlines, meaning.numbered, meaning.new_page)
            )
        self._close_section()
        title = one_line(content.inlines, self.report)
        identifier = self._id(content.anchors)
        self._list_id = (content.anchors[1] if len(content.anchors) > 1 else "") if meaning.lists else None
        self.sections.append(
            model.Section(
                identifier,
                model.SectionKind.OTHER,
                title,
                (),
                meaning.new_page and bool(title),
                meaning.divider and bool(title),
                meaning.numbered and bool(title),
            )
        )
        return None

    def _run(self, meaning: Meaning, content: Content) -> None:
        """Take a paragraph that is a block by itself, of nothing but words."""
        called, made = _RUNS[meaning.kind]
        self._lose_pictures(called, content)
        self._add(made(self._id(content.anchors), content.inlines, meaning))

    def _caption(self, meaning: Meaning, content: Content) -> None:
        self._release()
        figure = meaning.kind == "chart title"
        self._lose_pictures("the title of a chart" if figure else "a caption", content)
        self._waiting = _Waiting(figure, content.anchors, content.inlines, self._line.sources)

    def _contents(self, _: Meaning, content: Content) -> None:
        self._lose_pictures("the title of a list of contents", content)
        self._add(model.Contents(self._id(content.anchors), one_line(content.inlines, self.report)))

    def _logo(self, meaning: Meaning, content: Content) -> None:
        """Pass over the logo, which is the template's."""
        if content.inlines:
            self._prose(meaning, replace(content, pictures=[]))

    def _prose(self, meaning: Meaning, content: Content) -> None:
        own = [image for image in content.pictures if _OWN_NAME.fullmatch(image.name)]
        if own and not content.inlines and meaning.kind == "paragraph":
            return self._figure(meaning, content)
        self._lose_pictures("", content)
        if content.inlines or (content.anchors and meaning.kind == "paragraph"):
            numbered = meaning.numbered and meaning.kind == "paragraph"
            self._add(model.Paragraph(self._id(content.anchors), content.inlines, meaning.role, numbered))
        return None

    def _figure(self, meaning: Meaning, content: Content) -> None:
        """Take a picture whose paragraph has lost its style, by its name."""
        name = content.pictures[0].name
        held = self.printed.blocks.get(name)
        if isinstance(held, model.Picture):
            return self._picture(meaning, content)
        above = self._blocks[-1] if self._blocks else None
        if (
            isinstance(held, model.Chart)
            and self._waiting is None
            and isinstance(above, model.Paragraph)
            and printed(above.inlines, {}) == printed(held.title, {})
        ):
            self._blocks.pop()
            self._waiting = _Waiting(True, [], above.inlines, [])
        return self._chart(meaning, content)

    def _chart(self, meaning: Meaning, content: Content) -> None:
        """Take a chart: its title above, its picture here, or in its place the words that say what it shows."""
        waiting = self._waiting if self._waiting is not None and self._waiting.figure else None
        if not content.pictures:
            if waiting is None or waiting.alt is not None or waiting.between:
                return self._prose(meaning, content)
            waiting.alt = content
            waiting.sources = [*waiting.sources, *self._line.sources]
            return None
        if waiting is None:
            self._release()
            self.report.add("DOCX-ORPHAN", "A chart has no title")
            waiting = _Waiting(True, content.anchors, (), [])
        elif waiting.alt is not None:
            identifier = self.ids.take(waiting.alt.anchors)
            waiting.between.insert(0, model.Paragraph(identifier, waiting.alt.inlines))
        self._waiting = None
        image = content.pictures[0]
        names = [image.name] if _OWN_NAME.fullmatch(image.name) else []
        waiting.sources = [*waiting.sources, *self._line.sources]
        identifier = self._id([*waiting.anchors, *names], waiting.sources)
        self._compare(identifier, image)
        self._add(model.Chart(identifier, waiting.inlines, image.alt))
        for block in waiting.between:
            self._add(block)
        return self._beside(content)

    def _picture(self, meaning: Meaning, content: Content) -> None:
        if not content.pictures:
            if not content.anchors:
                return self._prose(meaning, content)
            return self._add(model.Picture(self._id(content.anchors), one_line(content.inlines, self.report)))
        image = content.pictures[0]
        names = [image.name] if _OWN_NAME.fullmatch(image.name) else []
        identifier = self._id([*content.anchors, *names])
        self._compare(identifier, image)
        self._add(model.Picture(identifier, image.alt))
        return self._beside(content)

    def _beside(self, content: Content) -> None:
        """Report the further pictures of a figure's paragraph; its words are a paragraph of their own."""
        self._lose_pictures("", replace(content, pictures=content.pictures[1:]), called="A second picture")
        if content.inlines:
            self._add(model.Paragraph(self.ids.new(), content.inlines))

    def _compare(self, identifier: str, image: tree.Image) -> None:
        """Report a picture that is another than the one printed."""
        expected = self.printed.pictures.get(identifier)
        if expected is not None and image.digest != expected:
            self.report.add(
                "DOCX-PICTURE-CHANGED", f"The picture of “{identifier}” is another than was printed: “{image.alt}”"
            )

    def _picture_caption(self, meaning: Meaning, content: Content) -> None:
        """Give the words to the picture above them; elsewhere they are a paragraph."""
        above = self._blocks[-1] if self._blocks and self._waiting is None else None
        if isinstance(above, model.Picture) and not above.caption:
            self._lose_pictures("a caption", content)
            self._blocks[-1] = replace(above, caption=content.inlines)
            self._place(above.id, self._line.sources)
        else:
            self.report.add("DOCX-ORPHAN", f"A caption stands alone: “{printed(content.inlines, {})}”")
            self._prose(replace(meaning, kind="paragraph"), content)

    def _lose_pictures(self, where: str, content: Content, called: str = "A picture") -> None:
        for image in content.pictures:
            self.report.left_out(f"{called} in {where}" if where else called, image.alt or image.name)

    def _table(self, table: tree.Table) -> None:
        self.report.place = words_seen([table], self.sight.view)
        reader = TableReader(self.styles, self.inlines, self.report, self.sight, self.ids)
        rows = reader.rows(table)
        if not rows:
            return
        if reader.is_recommendations(rows):
            self._add(reader.recommendations(rows))
            return
        waiting = self._waiting if self._waiting is not None and not self._waiting.figure else None
        if waiting is None:
            self.report.add("DOCX-ORPHAN", "A table has no caption")
            read = replace(reader.table(rows, table.description), id=self.ids.new())
        else:
            self._waiting = None
            identifier = self._id(waiting.anchors, waiting.sources)
            read = replace(reader.table(rows, table.description), id=identifier, caption=waiting.inlines)
        self._add(read)
        self._tables.append(read.id)
        for block in waiting.between if waiting is not None else ():
            self._add(block)

    # -- how blocks gather

    def _add(self, block: model.Block) -> None:
        waiting = self._waiting
        if waiting is not None:
            if (
                isinstance(block, model.Paragraph | model.Item)
                and waiting.alt is None
                and len(waiting.between) < _BETWEEN
            ):
                waiting.between.append(block)
                return
            self._release()
        if not self.sections:
            self.sections.append(model.Section(self.ids.new(), model.SectionKind.OTHER, "", ()))
        self._blocks.append(block)

    def _release(self) -> None:
        """Let go of a caption whose table or picture did not follow; what it says stays as a paragraph."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        identifier = self._id(waiting.anchors, waiting.sources)
        if waiting.alt is not None:
            self._add(model.Chart(identifier, waiting.inlines, one_line(waiting.alt.inlines, self.report)))
        else:
            self.report.add("DOCX-ORPHAN", f"A caption stands alone: “{printed(waiting.inlines, {})}”")
            self._add(model.Paragraph(identifier, waiting.inlines))
        for block in waiting.between:
            self._add(block)

    def _headed_list(self) -> None:
        """Take the list that begins under the title of a section of its own: it has that title, and its bookmark stands
        there.
        """
        if self._list_id is not None and not any(isinstance(block, model.Contents) for block in self._blocks):
            self._add(model.Contents(self._id([self._list_id] if self._list_id else []), self.sections[-1].title))
        self._list_id = None

    def _set_levels(self, levels: int) -> None:
        for place in range(len(self._blocks) - 1, -1, -1):
            held = self._blocks[place]
            if isinstance(held, model.Contents):
                self._blocks[place] = replace(held, levels=levels)
                return

    def _end_of_pages(self, pages: tree.Pages) -> None:
        """Note that the tables since the last turn of the page are wide if the pages lie on their side."""
        if pages.landscape:
            self._wide.update(self._tables)
        self._tables = []

    def _close_section(self) -> None:
        self._release()
        if self.sections:
            self.sections[-1] = replace(self.sections[-1], blocks=tuple(self._blocks))
        self._blocks = []

    def _turn_tables(self) -> None:
        """Mark the wide tables, once all pages are known."""
        for place, section in enumerate(self.sections):
            turned = (
                replace(block, wide=True) if isinstance(block, model.Table) and block.id in self._wide else block
                for block in section.blocks
            )
            self.sections[place] = replace(section, blocks=tuple(turned))

    def _id(self, anchors: Sequence[str], sources: Sequence[tree.Paragraph] | None = None) -> str:
        identifier = self.ids.take(anchors)
        self._place(identifier, self._line.sources if sources is None else sources)
        return identifier

    def _place(self, identifier: str, sources: Sequence[tree.Paragraph]) -> None:
        self.ids.places.update(dict.fromkeys(sources, identifier))


def _words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces if isinstance(piece, tree.Words))


_KEPT_EMPTY: Final = frozenset({"title", "caption", "chart title", "picture", "contents heading"})
"""Kinds of paragraphs whose block is more than their words."""
_RUNS: Final[dict[str, tuple[str, Callable[[str, tuple[model.Inline, ...], Meaning], model.Block]]]] = {
    "item": ("an item of a list", lambda name, words, said: model.Item(name, words, said.level, said.ordered))
}
"""By the kind that a style means: what a block of words alone is called, and how it is made."""
_RULES: Final[dict[str, Callable[[BodyReader, Meaning, Content], None]]] = {
    "title": BodyReader._title,
    "heading": BodyReader._heading,
    **dict.fromkeys(_RUNS, BodyReader._run),
    "caption": BodyReader._caption,
    "chart title": BodyReader._caption,
    "chart": BodyReader._chart,
    "contents heading": BodyReader._contents,
    "picture": BodyReader._picture,
    "picture caption": BodyReader._picture_caption,
    "logo": BodyReader._logo,
}
"""What becomes of a paragraph by the kind that its style means; any other is prose."""
