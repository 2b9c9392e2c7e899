"""Parse the Markdown of a rendered snippet into blocks whose every word and figure knows its place.

In: a `Rendering` and the inlines that its tokens stand for. Out: blocks. markdown-it-py parses the text without marks;
each inline token is then followed along the source that it came from, and so leads back through the rendering to the
snippet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.narrative.addresses import misleading
from cabinetpaper.narrative.footnotes import Mark, Noted, add_rules, filled, note_problems, unread_mark
from cabinetpaper.narrative.node import Problem
from cabinetpaper.narrative.sourcemap import TOKENS, Chunk, Rendering, is_token
from cabinetpaper.paper import (
    Break,
    Figure,
    Footnote,
    Gap,
    Heading,
    Inline,
    Item,
    Link,
    Paragraph,
    Rating,
    Reference,
    Role,
    Span,
    Style,
    Text,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CODES: Final[dict[str, str]] = {
    "SNIPPET-HEADING": "Headings in a snippet are ## and ###; # belongs to the paper's own sections. In a list or a "
    "quotation there are none.",
    "SNIPPET-LIST": "Lists go two levels deep, and each item is one paragraph. Start a new paragraph after the list "
    "instead.",
    "SNIPPET-LINK": "A link needs words and a full address, beginning with https://, http:// or mailto:, and neither "
    "may hold a figure or the mark of a note.",
    "SNIPPET-MISLEADS": "A link seems to lead to another place than it does: its words name another address, or its "
    "address has a name before an @ or letters that can pass for others. Correct it, or make the whole address its "
    "words, so that whoever reads the paper sees it.",
}

Bare = Heading | Paragraph | Item
"""A block of a snippet, its id still empty."""


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block, and where it begins in the body: the offset of its first character that has one."""

    block: Bare
    start: int


@dataclass(frozen=True, slots=True)
class _Page:
    """What the blocks are made from: the rendering, its stretches, what was printed, and where the body stands in its
    file.
    """

    rendering: Rendering
    stretches: tuple[Chunk, ...]
    printed: Sequence[Inline]
    body: str
    file: str
    offset: int
    levels: tuple[int, int]
    lines: tuple[int, ...]


@cache
def _markdown() -> MarkdownIt:
    """Return the one parser: paragraphs, headings, lists, quotations, emphasis, links, notes, escapes and line breaks,
    nothing else.
    """
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import link

    def placed_link(state: Any, silent: bool) -> bool:
        found = link(state, silent)
        if found and not silent:
            state.tokens[-1].meta["end"] = state.pos
        return found

    made = MarkdownIt("zero").enable(["heading", "list", "blockquote", "emphasis", "link", "newline", "escape"])
    made.disable("text_join")  # an escaped character stays a token of its own, which says how long its source is
    made.inline.ruler.at("link", placed_link)
    add_rules(made)
    return made


def blocks_of(
    rendering: Rendering,
    stretches: tuple[Chunk, ...],
    printed: Sequence[Inline],
    *,
    body: str = "",
    file: str = "",
    offset: int = 0,
    levels: tuple[int, int] = (3, 4),
) -> tuple[tuple[FoundBlock, ...], tuple[tuple[int, Problem], ...]]:
    """Return the blocks of a rendering with where each begins, and the problems with the offset in the body of each.

    A `Footnote` has as its id the name that the snippet gives it.
    """
    starts, at = [], 0
    for line in rendering.text.split("\n"):
        starts.append(at)
        at += len(line) + 1
    page = _Page(rendering, stretches, printed, body, file, offset, levels, tuple(starts))
    found: list[FoundBlock] = []
    notes: list[Noted] = []
    marks: list[Mark] = []
    problems: list[tuple[int, Problem]] = []
    for result in _walk(page, _markdown().parse(rendering.text)):
        match result:
            case FoundBlock():
                found.append(result)
            case Noted():
                notes.append(result)
            case Mark():
                marks.append(result)
            case _:
                problems.append(result)
    problems += note_problems(body, marks, notes)
    return tuple(
        replace(one, block=replace(one.block, inlines=filled(one.block.inlines, notes))) for one in found
    ), tuple(problems)


class _Nest:
    """Where the parser stands: lists round it (true where ordered), quotations, heading, note, whether the item has
    words yet.
    """

    def __init__(self) -> None:
        self.lists: list[bool] = []
        self.quotes = 0
        self.heading = ""
        self.note: Token | None = None
        self.filled = False

    def step(self, one: Token) -> None:
        """Follow a token that opens or closes something."""
        kind, _, edge = one.type.rpartition("_")
        match kind:
            case "bullet_list" | "ordered_list":
                if edge == "open":
                    self.lists.append(kind == "ordered_list")
                else:
                    self.lists.pop()
                self.filled = edge == "close"
            case "list_item":
                self.filled = False
            case "blockquote":
                self.quotes += one.nesting
            case "heading":
                self.heading = one.tag if edge == "open" else ""
            case "note":
                self.note = one if edge == "open" else None


def _walk(page: _Page, tokens: list[Token]) -> Iterator[FoundBlock | Noted | Mark | tuple[int, Problem]]:
    """Yield each block, note and mark, and each problem of structure, in reading order."""
    nest = _Nest()
    for one in tokens:
        if one.type != "inline":
            nest.step(one)
            continue
        inlines, problems, marks, start = _inlines(page, one)
        yield from problems
        if nest.note is not None:
            yield Noted(nest.note.content, inlines, _line_start(page, nest.note), bool(nest.note.meta["goes_on"]))
            continue
        yield from marks
        if problem := _misplaced(nest.heading, nest.lists, nest.quotes, nest.filled):
            yield start, problem
        elif inlines:
            yield FoundBlock(_block(page, inlines, nest), start)
        nest.filled = nest.filled or bool(nest.lists)


def _line_start(page: _Page, one: Token) -> int:
    """Return the offset in the body of the first character of a block that has one."""
    first, last = one.map or (0, 0)
    begin, end = page.lines[first], page.lines[last] if last < len(page.lines) else len(page.rendering.text)
    return next((page.rendering.where[at] for at in range(begin, end) if page.rendering.chunk[at] >= 0), 0)


def _misplaced(heading: str, lists: list[bool], quotes: int, filled: bool) -> Problem | None:
    if heading and (heading not in {"h2", "h3"} or lists or quotes):
        return Problem(
            "SNIPPET-HEADING",
            f"A heading of {int(heading[1])} # cannot stand here",
            "Use ## or ###, outside lists and quotations",
        )
    if lists and (quotes or len(lists) > 2):
        return Problem("SNIPPET-LIST", "A list is nested too deeply", "Use two levels at most, outside quotations")
    if lists and filled:
        return Problem(
            "SNIPPET-LIST",
            "An item of a list has a second paragraph",
            "Join the two, or start the paragraph at the margin after the list",
        )
    return None


_ACTION: Final = re.compile(r"Actions?:")


def _block(page: _Page, inlines: tuple[Inline, ...], nest: _Nest) -> Bare:
    if nest.heading:
        return Heading("", page.levels[0 if nest.heading == "h2" else 1], inlines)
    if nest.lists:
        return Item("", inlines, len(nest.lists), nest.lists[-1])
    if nest.quotes:
        return Paragraph("", inlines, Role.QUOTE)
    first = inlines[0]
    if isinstance(first, Text) and (match := _ACTION.match(first.text)):
        label, rest = replace(first.part(0, match.end()), style=Style.STRONG), first.part(match.end())
        return Paragraph("", (label, *((rest,) if rest.text else ()), *inlines[1:]), Role.ACTION)
    return Paragraph("", inlines)


def _inlines(page: _Page, block: Token) -> tuple[tuple[Inline, ...], list[tuple[int, Problem]], list[Mark], int]:
    """Return the inlines of one block, the problems and the marks of notes in it, and the offset in the body where it
    begins.
    """
    places = _places(page, block)
    known = [at for at in places if at >= 0 and page.rendering.chunk[at] >= 0]
    start = page.rendering.where[known[0]] if known else 0
    run = _Run(page, block.content, places)
    for child in block.children or []:
        run.step(child)
    return run.finished(), [(start, problem) for problem in run.problems], run.marks, start


def _places(page: _Page, block: Token) -> tuple[int, ...]:
    """Return for each character of a block's inline source its position in the rendered text; -1 where it has none."""
    first, last = block.map or (0, 0)
    text = page.rendering.text
    begins = page.lines[first:last]
    lines = [text[begin : end if (end := text.find("\n", begin)) >= 0 else len(text)] for begin in begins]
    pieces = block.content.split("\n")
    # white space that only Python knows, such as a no-break space, can make up whole lines, which are taken away at the
    # edges
    shift = next(
        (
            at
            for at in range(len(lines) - len(pieces) + 1)
            if _column(lines[at], pieces[0]) >= 0 and (pieces[0].strip() or not at)
        ),
        0,
    )
    places: list[int] = []
    for begin, line, piece in zip(begins[shift:], lines[shift:], pieces, strict=False):
        lead = len(piece) - len(piece.lstrip()) if piece.strip() else 0
        column = _column(line, piece) - lead
        places += [begin + column + at if column + at >= 0 else -1 for at in range(len(piece))]
        places.append(begin + len(line))
    return tuple(places[: len(block.content)])


def _column(line: str, piece: str) -> int:
    """Return where in its line a piece of a block stands; -1 where it does not.

    markdown-it takes markers and indents from the front of a line and white space from its back, so what is left of a
    line ends where the line's own words end; a heading's words may be followed by more #.
    """
    words = piece.strip()
    if line.rstrip().endswith(words):
        return len(line.rstrip()) - len(words)
    return line.find(words, len(line) - len(line.lstrip(" \t#")))


class _Run:
    """The inlines of one block as they come; `at` is how far its inline source has been followed."""

    def __init__(self, page: _Page, content: str, places: tuple[int, ...]) -> None:
        self.page, self.content, self.places = page, content, places
        self.at = 0
        self.inlines: list[Inline] = []
        self.problems: list[Problem] = []
        self.marks: list[Mark] = []
        self._strong = self._emphasis = 0
        self._exact = False  # whether the last inline is words that stand in the snippet just as they are
        self._link: tuple[str, int, int] | None = None

    @property
    def style(self) -> Style:
        return Style.STRONG if self._strong else Style.EMPHASIS if self._emphasis else Style.PLAIN

    def step(self, one: Token) -> None:
        """Follow one token of markdown-it along the inline source."""
        match one.type:
            case "text":
                self._words(one.content, len(one.content))
            case "text_special":
                self._words(one.content, len(one.markup))
            case "note_mark":
                place = self.places[self.at]
                self.marks.append(Mark(one.content, self.page.rendering.where[place] if place >= 0 else 0))
                self.inlines.append(Footnote(one.content, ()))
                self.at += len(one.markup)
            case "softbreak" | "hardbreak":
                self._line_end(one.type == "hardbreak")
            case "link_open":
                self._link = (str(one.attrs.get("href", "")), len(self.inlines), self.at)
                self.at += 1
            case "link_close":
                self._close_link(int(one.meta.get("end", self.at + 1)))
            case "strong_open" | "strong_close":
                self._strong += one.nesting
                self.at += len(one.markup)
            case "em_open" | "em_close":
                self._emphasis += one.nesting
                self.at += len(one.markup)

    def _words(self, text: str, length: int) -> None:
        """Take words that the next `length` characters of the inline source gave; longer than the text where one is
        escaped.
        """
        if problem := unread_mark(text):
            self.problems.append(problem)
        at = self.at
        self.at += length
        escaped = length - len(text)
        done = 0
        for found in (*TOKENS.finditer(text), None):
            end = found.start() if found else len(text)
            if end > done:
                self._literal(text[done:end], at + done, at + end + escaped)
            if found:
                self._token(found[0], at + found.start() + escaped)
                done = found.end()

    def _span(self, start: int, end: int) -> Span | None:
        """Return the span of a stretch of the inline source, if it is one unbroken literal stretch of the snippet."""
        places = self.places[start:end]
        rendering = self.page.rendering
        if not places or -1 in places:
            return None
        chunk, where = rendering.chunk[places[0]], rendering.where[places[0]]
        if chunk < 0 or not self.page.stretches[chunk].literal:
            return None
        whole = all(
            rendering.chunk[at] == chunk and rendering.where[at] == where + step for step, at in enumerate(places)
        )
        return Span(self.page.file, self.page.offset + where, self.page.offset + where + len(places)) if whole else None

    def _reach(self, start: int, end: int) -> Span | None:
        """Return the span from the first character of a stretch of the inline source to its last, tags between them and
        all.
        """
        rendering = self.page.rendering
        known = [rendering.where[at] for at in self.places[start:end] if at >= 0 and rendering.chunk[at] >= 0]
        return Span(self.page.file, self.page.offset + min(known), self.page.offset + max(known) + 1) if known else None

    def _literal(self, text: str, start: int, end: int) -> None:
        """Take literal words, in as many pieces as they have places in the snippet."""
        if len(text) == end - start:
            for one_start, one_end in self._unbroken(start, end):
                self._add(Text(text[one_start - start : one_end - start], self.style, self._span(one_start, one_end)))
        else:
            self._add(Text(text, self.style, self._span(start, end) or self._span(end - len(text), end)))

    def _unbroken(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        rendering, begin = self.page.rendering, start
        for at in range(start + 1, end):
            here, before = self.places[at], self.places[at - 1]
            joined = (
                rendering.chunk[here] == rendering.chunk[before]
                and rendering.where[here] == rendering.where[before] + 1
            )
            if not joined:
                yield begin, at
                begin = at
        yield begin, end

    def _add(self, text: Text) -> None:
        """Add words, as one with those before where both are one stretch of the snippet and stand there as they are."""
        last = self.inlines[-1] if self.inlines else None
        begun, offset, span = self._link[1] if self._link else 0, self.page.offset, text.span
        exact = span is not None and self.page.body[span.start - offset : span.end - offset] == text.text
        if (
            exact
            and self._exact
            and begun < len(self.inlines)
            and isinstance(last, Text)
            and last.style is text.style
            and last.span
            and text.span
            and last.span.end == text.span.start
        ):
            self.inlines[-1] = Text(
                last.text + text.text, last.style, Span(last.span.file, last.span.start, text.span.end)
            )
        elif text.text:
            self.inlines.append(text)
            self._exact = exact

    def _token(self, character: str, at: int) -> None:
        """Take what an expression printed, in the style of its place and with the span of its `{{ }}`."""
        number = is_token(character)
        inline = self.page.printed[number if number is not None else 0]
        chunk = self.page.stretches[self.page.rendering.chunk[self.places[at]]]
        span = Span(self.page.file, self.page.offset + chunk.start, self.page.offset + chunk.end, printed=True)
        if isinstance(inline, Figure | Text):
            inline = replace(inline, style=self.style, span=span)
        elif isinstance(inline, Rating | Reference | Gap):
            inline = replace(inline, span=span)
        self.inlines.append(inline)
        self._exact = False

    def _line_end(self, hard: bool) -> None:
        """Take a line end: a space, or a break where two spaces or a backslash stand before it; white space round it
        goes.
        """
        start = self.at
        newline = self.content.find("\n", start)
        self.at = newline + 1
        while self.at < len(self.content) and self.content[self.at] in " \t":
            self.at += 1
        if hard:
            self.inlines.append(Break())
            return
        span = self._span(start, self.at) or self._span(newline, newline + 1)
        self._add(Text(" ", self.style, span))

    def _close_link(self, end: int) -> None:
        href, first, begun = self._link or ("", len(self.inlines), self.at)
        inside = self.inlines[first:]
        source = self.content[self.at : end]
        self.at, self._link = end, None
        del self.inlines[first:]
        text = "".join(one.text if isinstance(one, Text | Figure | Gap) else " " for one in inside)
        if any(not isinstance(one, Text | Break) for one in inside) or TOKENS.search(source):
            self.problems.append(
                Problem("SNIPPET-LINK", f"The link “{text}” holds a figure", "Put the figure beside the link")
            )
        elif not href.lower().startswith(("https://", "http://", "mailto:")) or not text.strip():
            self.problems.append(
                Problem("SNIPPET-LINK", f"The link “{text}” has no full address ({href})", "Write [words](https://…)")
            )
        elif problem := misleading(text, href):
            remedy = "Correct the address, or make the whole address the words of the link"
            self.problems.append(Problem("SNIPPET-MISLEADS", f"The link “{text}” {problem}", remedy))
        else:
            self.inlines.append(Link(text, href, self._reach(begun, end)))

    def finished(self) -> tuple[Inline, ...]:
        """Return the inlines; words of no length and line ends at the edges are gone. What holds a mark is no link to
        Markdown, but words in brackets.
        """
        if self.marks and any(isinstance(one, Text) and "](" in one.text for one in self.inlines):
            self.problems.append(
                Problem("SNIPPET-LINK", "A link holds the mark of a note", "Put the mark behind the link")
            )
        return tuple(self.inlines)
