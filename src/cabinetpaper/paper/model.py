"""The document model: what each part of a paper says and where it came from, and nothing about how it looks.

In: nothing but values. Out: `Paper` → `Section` → block → inline, three levels a newcomer can hold in mind.

Two kinds of knowledge live side by side. What a reader sees (words, figures, ratings, structure) survives in any
output. What only we know (the key of a figure, the span of a word in its snippet, what a block was made from, the kind
of a section, a chart's points) is provenance; `plain` takes it away, and the round-trip law is stated on both.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cabinetpaper.measure import Rag


class Style(Enum):
    """How a stretch of words is set apart; each is a named character style in the outputs."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Span:
    """Where words were written: `file` in the workspace, `start` and `end` as character offsets in its text, whose line
    ends are LF.

    Typed words stand there as they are printed, character for character; a single character may stand there as what was
    written for it: an escape, or the line end and the indent that print as one space. `printed` says that what stands
    there printed the words: an expression, `{{ … }}`, or a day in `paper.toml`.
    """

    file: str
    start: int
    end: int
    printed: bool = False


class OriginKind(Enum):
    """What kind of input something was made from."""

    TEMPLATE = "template"
    ENTRY = "entry"
    MEASURE = "measure"
    TABLE = "table"
    CHART = "chart"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Origin:
    """Which input something was made from, beyond the places of its own words and figures.

    `name` says what of it: the part of a template with the block that it lists there (`children/ratings-table`), an
    entry of `paper.toml`, a measure's id, the name of a table or chart that the template describes, a data file.
    """

    kind: OriginKind
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words. `span` leads back to where they were typed, or to the expression that printed them."""

    text: str
    style: Style = Style.PLAIN
    span: Span | None = None

    def part(self, start: int, end: int | None = None) -> Text:
        """Return the words from `start` up to `end`, with the span of just those."""
        words, span = self.text[start:end], self.span
        if span is not None and not span.printed and words and words != self.text:
            span = Span(span.file, span.start + start, span.start + start + len(words))
        return Text(words, self.style, span)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed fact: its text as the reader sees it, its key in the edition's facts, the span of the `{{ }}` that
    printed it.
    """

    text: str
    key: str = ""
    style: Style = Style.PLAIN
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A RAG rating, drawn as shape, word and ground together; `span` as of a figure."""

    rag: Rag
    key: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a numbered block, computed wherever it is drawn: a REF field in Word, a link elsewhere; `span` as
    of a figure.
    """

    target: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address on the web or a mailbox; its span is that of the whole `[words](address)`."""

    text: str
    url: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something only the council can fill in; printed in square brackets and marked; `span` as of a figure."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a block."""


NoteInline = Text | Figure | Rating | Reference | Link | Gap | Break
"""What a note may hold: any inline but another note."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that is read apart from the text, standing where its mark does; its number, through the whole paper, is
    computed (`notes`).
    """

    id: str
    inlines: tuple[NoteInline, ...]


Inline = NoteInline | Footnote


class Role(Enum):
    """What a paragraph is for; each is a named paragraph style in the outputs."""

    BODY = "body"
    ACTION = "action"
    NOTE = "note"
    DRAFT = "draft"
    QUOTE = "quote"
    SUBTITLE = "subtitle"
    DATE = "date"
    STRAPLINE = "strapline"

    @property
    def stands_apart(self) -> bool:
        """Return whether it belongs to a cover or a divider: never numbered, never in a cell."""
        return self in {Role.SUBTITLE, Role.DATE, Role.STRAPLINE}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the section's own, level 2 to 4; a numbered one takes the next paragraph number, `new_page`
    starts a page.
    """

    id: str
    level: int
    inlines: tuple[Inline, ...]
    numbered: bool = False
    new_page: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a numbered one takes the next paragraph number. `id` is empty only in cells that hold no prose."""

    id: str
    inlines: tuple[Inline, ...]
    role: Role = Role.BODY
    numbered: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, level 1 or 2. Ordered items count 1, 2, 3 and start again after any block that is not an
    item.
    """

    id: str
    inlines: tuple[Inline, ...]
    level: int = 1
    ordered: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation; its number, (i) or (a) or 1, is computed."""

    id: str
    inlines: tuple[Inline, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The recommendations, drawn as a table `No. | Recommendation`; `heading` is the word over the second column."""

    id: str
    items: tuple[Recommendation, ...]
    heading: str = "Recommendation"
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width in parts, and whether it holds numbers (set right)."""

    heading: str
    width: int = 1
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; it holds blocks (paragraphs and items), so that commentary can stand in a table. Never empty."""

    blocks: tuple[Paragraph | Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; its first cell is the row's heading. What it was made from, its cells were made from too."""

    id: str
    cells: tuple[Cell, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table with one header row and row headings in its first column, no merged cells.

    `description` says in a sentence what the table holds, for those who hear it. `wide` puts it on a landscape page.
    """

    id: str
    caption: tuple[Inline, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    description: str = ""
    wide: bool = False
    origin: Origin | None = None


class ChartKind(Enum):
    """What a chart shows; `UNREAD` is a picture in a DOCX whose points we do not have."""

    TREND = "trend"
    COMPARATORS = "comparators"
    OVERVIEW = "overview"
    PROCESS = "process"
    SHARES = "shares"
    UNREAD = "unread"


class SeriesRole(Enum):
    """What a series means: it decides line, dash and colour.

    In a `PROCESS` chart, `MEAN` and `LIMIT` are its level lines, and the three last hold the points of the actual line
    that are signals: for the better, for the worse, or neither.
    """

    ACTUAL = "actual"
    TARGET = "target"
    COMPARATOR = "comparator"
    RATING = "rating"
    MEAN = "mean"
    LIMIT = "limit"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    SIGNAL = "signal"


class PointState(Enum):
    """Whether a point is settled; provisional and forecast points are drawn differently."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series as printed: `label` on the axis, `text` beside the mark; no value is a gap, never a
    zero.
    """

    label: str
    value: Decimal | None
    text: str
    key: str = ""
    state: PointState = PointState.FINAL


@dataclass(frozen=True, slots=True)
class Series:
    """Points that belong together. In an `OVERVIEW` there is one series per rating, with `rag` set and a point per
    directorate.
    """

    name: str
    points: tuple[Point, ...]
    role: SeriesRole = SeriesRole.ACTUAL
    rag: Rag | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title in the document, its message in words (`alt`), its points as printed, the unit of its value
    axis.
    """

    id: str
    title: tuple[Inline, ...]
    alt: str
    kind: ChartKind = ChartKind.UNREAD
    unit: str = ""
    series: tuple[Series, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of the headings, each leading to its place: a TOC field in Word. `title` is not printed where it is that
    of the list's own section.
    """

    id: str
    title: str = "Contents"
    levels: int = 2
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or a logo: what it shows, in words (`alt`, never empty), a caption below it, its `file` in the
    workspace.
    """

    id: str
    alt: str
    caption: tuple[Inline, ...] = ()
    file: str = ""
    origin: Origin | None = None


Block = Heading | Paragraph | Item | Recommendations | Table | Chart | Contents | Picture


class SectionKind(Enum):
    """The parts of the committee form, and the cover that a paper of another kind may have."""

    COVER = "cover"
    FRONT = "front"
    CONFIDENTIALITY = "confidentiality"
    SUMMARY = "summary"
    RECOMMENDATIONS = "recommendations"
    REASONS = "reasons"
    OPTIONS = "options"
    DETAIL = "detail"
    RESOURCE = "resource implications"
    LEGAL = "legal implications"
    RISK = "risk management"
    POLICY = "policy framework"
    KEY_DECISION = "key decision"
    WARDS = "wards affected"
    DOCUMENTS = "supporting documentation"
    APPENDIX = "appendix"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper under a level 1 heading; only the first section may have no title (the front). `new_page`
    starts a page.

    A first section of the kind `COVER` that has no title is a page of its own, below the paper's title. A `divider`
    stands alone on a page with its title and the straplines that follow at once; what comes after begins the next.
    `numbered` gives the title of any other section a number.
    """

    id: str
    kind: SectionKind
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False
    divider: bool = False
    numbered: bool = False

    @property
    def counted(self) -> bool:
        """Return whether its title has a number."""
        return self.numbered and bool(self.title) and not self.divider and not self.lists_headings

    @property
    def lists_headings(self) -> bool:
        """Return whether it holds a list of the headings and nothing else; the list does not list its title."""
        return (
            bool(self.title and self.blocks)
            and not self.divider
            and all(isinstance(block, Contents) for block in self.blocks)
        )

    def heads(self, block: Block) -> bool:
        """Return whether a block is a list that has its title from the section, so that it prints none of its own."""
        return (
            self.lists_headings
            and block is self.blocks[0]
            and isinstance(block, Contents)
            and block.title == self.title
        )

    @property
    def opening(self) -> int:
        """Return how many blocks stand with the title of a divider: its straplines."""
        if not self.divider:
            return 0
        others = (
            place
            for place, block in enumerate(self.blocks)
            if not (isinstance(block, Paragraph) and block.role is Role.STRAPLINE)
        )
        return next(others, len(self.blocks))


class Counting(Enum):
    """How paragraphs count: 1, 2, 3 through the whole paper, or 1.1, 1.2, 2.1 below the numbered titles of sections."""

    THROUGH = "through"
    BY_SECTION = "by section"


class Numbering(Enum):
    """How recommendations count."""

    ROMAN = "(i)"
    LETTER = "(a)"
    ARABIC = "1"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as printed.

    `running` stands in the page header, `status` (`Draft`, or empty once published) beside it, `strapline` below it.
    Numbers of paragraphs, recommendations and notes are a function of the paper (`numbers`, `notes`), never stored.
    """

    id: str
    title: str
    council: str
    sections: tuple[Section, ...]
    subject: str = ""
    running: str = ""
    status: str = ""
    language: str = "en-GB"
    recommendation_numbering: Numbering = Numbering.ROMAN
    strapline: str = ""
    counting: Counting = Counting.THROUGH

    @property
    def cover(self) -> bool:
        """Return whether the paper begins with a cover."""
        return bool(self.sections) and self.sections[0].kind is SectionKind.COVER and not self.sections[0].title
