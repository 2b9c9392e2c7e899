"""A paper made by hand that holds every kind of block and inline, for the tests of the writers."""

from __future__ import annotations

from decimal import Decimal

from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Break,
    Cell,
    Chart,
    ChartKind,
    Column,
    Contents,
    Drawing,
    Figure,
    Footnote,
    Gap,
    Heading,
    Inline,
    Item,
    Link,
    NoteInline,
    Paper,
    Paragraph,
    Point,
    Rating,
    Recommendation,
    Recommendations,
    Reference,
    Role,
    Row,
    Section,
    SectionKind,
    Series,
    Style,
    Table,
    Text,
)

LONG = (
    "The service met its aim for the third quarter in a row, and the share of visits made on time rose while the "
    "number of families waiting fell. The team expects the same in the months to come, because two posts have been "
    "filled and the rota has been changed so that no visit depends on one person. "
)


def words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def note(identifier: str, *inlines: NoteInline) -> Footnote:
    return Footnote(identifier, inlines or (Text("Of all visits that were due in the quarter."),))


def prose(text: str, identifier: str = "") -> Cell:
    return Cell((Paragraph(identifier, words(text)),))


def rated(rag: Rag) -> Cell:
    return Cell((Paragraph("", (Rating(rag),)),))


def scorecard_table(identifier: str, rows: int, *, wide: bool = False) -> Table:
    rags = (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.UNRATED)
    columns = (
        Column("Measure", 5),
        Column("Q1 2024/25", 2, True),
        Column("Target", 2, True),
        Column("Rating", 2),
        Column("Direction of travel", 3),
    )
    extra = tuple(Column(f"Earlier {n}", 2, True) for n in range(5)) if wide else ()
    made = tuple(
        Row(
            f"{identifier}_row_{n}",
            (
                prose(f"Measure {n}: share of visits made on time, by the end of the quarter"),
                prose(f"{n + 20}.{n % 10}%"),
                prose("95%"),
                rated(rags[n % 4]),
                prose("Improving" if n % 3 else "No change"),
                *(prose(f"{n + 1},{n % 10}11") for _ in extra),
            ),
        )
        for n in range(rows)
    )
    return Table(
        identifier,
        words(f"Measures of {identifier}, Q1 2024/25"),
        columns + extra,
        made,
        f"{rows} measures, each with its target.",
        wide,
    )


def prose_table() -> Table:
    cell = Cell(
        (
            Paragraph("why_1", (Text("Why: "), Text("demand rose", Style.STRONG), Text("."), note("f_cell"))),
            Item("why_2", words("more referrals from schools")),
            Item("why_3", words("in September above all"), level=2),
            Item("why_4", (Text("fewer staff"), note("f_cell_item", Text("In full-time equivalents.")))),
            Paragraph("why_5", words("Action: recruit two officers."), Role.ACTION),
        )
    )
    return Table(
        "commentary",
        (Text("Commentary by measure"), note("f_caption", Text("By the heads of service."))),
        (Column("Measure", 2), Column("Commentary", 5)),
        (
            Row("commentary_a", (prose("Visits"), cell)),
            Row("commentary_b", (prose("Reviews"), prose("Not yet due.", "why_6"))),
        ),
    )


def chart(identifier: str) -> Chart:
    points = tuple(Point(f"Q{n} 2023/24", Decimal(90 + n), f"{90 + n}%") for n in range(1, 5))
    return Chart(
        identifier,
        (Text("Visits on time are rising"),),
        "Line chart: visits on time rose from 91% in Q1 2023/24 to 94% in Q4 2023/24, against a target of 95%.",
        ChartKind.TREND,
        "%",
        (Series("Southampton", points),),
    )


def drawings() -> dict[str, Drawing]:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="166mm" height="60mm" viewBox="0 0 166 60">'
        '<path d="M10 50 L60 40 L110 30 L160 12" fill="none" stroke="#12436D"/>'
        '<text x="120" y="10" font-family="Liberation Sans" font-size="4" fill="#000000">Southampton 94%</text></svg>'
    )
    return {name: Drawing(svg.encode(), b"", 166, 60) for name in ("trend", "overview")}


def specimen() -> Paper:
    """Return the paper; it takes about fourteen pages."""
    return Paper(
        "specimen",
        "Cabinet performance report, Q1 2024/25",
        "Southampton City Council",
        _sections(),
        "Performance",
        "Performance Q1 2024/25",
        "Draft",
    )


def _sections() -> tuple[Section, ...]:
    front = Table(
        "front_table",
        words("About this paper"),
        (Column("Item", 1), Column("Details", 3)),
        (
            Row("front_maker", (prose("Decision-maker"), prose("Cabinet", "front_maker_text"))),
            Row(
                "front_contact",
                (
                    prose("Contact"),
                    Cell((Paragraph("front_gap", (Gap("name of the contact officer"), Break(), Text("Southampton"))),)),
                ),
            ),
        ),
    )
    recommendations = Recommendations(
        "recs",
        (
            Recommendation(
                "rec_1", (Text("To note the performance set out in paragraph "), Reference("n3"), Text("."))
            ),
            Recommendation("rec_2", words("To agree the actions.")),
        ),
    )
    return (
        Section("front", SectionKind.FRONT, "", (front, Contents("toc"))),
        Section(
            "summary",
            SectionKind.SUMMARY,
            "Brief summary",
            (Paragraph("s1", words(LONG * 2)), Paragraph("s2", words("<b> & “quotes” are words."))),
        ),
        Section("recommendations", SectionKind.RECOMMENDATIONS, "Recommendations", (recommendations,)),
        Section("detail", SectionKind.DETAIL, "Detail, including consultation", _detail()),
        Section(
            "appendix",
            SectionKind.APPENDIX,
            "Appendix 1: all measures",
            (scorecard_table("all", 60, wide=True), _note("note_all")),
        ),
        Section(
            "documents",
            SectionKind.DOCUMENTS,
            "Supporting documentation",
            (Paragraph("d1", words("None."), numbered=True),),
        ),
    )


def _rated_note() -> tuple[NoteInline, ...]:
    site = Link("the statistics", "https://example.org/statistics")
    return (
        Figure("96.1", "a.value"),
        Text(" in paragraph "),
        Reference("n1"),
        Text(", by "),
        site,
        Break(),
        Gap("the date"),
        Text(": "),
        Rating(Rag.AMBER),
    )


def _note(identifier: str) -> Paragraph:
    return Paragraph(identifier, words("Amber reaches 10% past the target."), Role.NOTE)


def _detail() -> tuple[Heading | Paragraph | Item | Table | Chart, ...]:
    longest = Paragraph("n_long", (Text(LONG), note("f_long", Text(LONG * 20)), Text(LONG)), numbered=True)
    long = tuple(Paragraph(f"n{n + 10}", words(LONG * (n % 3 + 1)), numbered=True) for n in range(12))
    return (
        Heading("h_background", 2, words("Background")),
        Paragraph(
            "n1",
            (
                Text("Care was "),
                Text("quicker", Style.EMPHASIS),
                Text(" than "),
                Figure("96.1 per 10,000 children", "a.value"),
                Text("."),
            ),
            numbered=True,
        ),
        Paragraph(
            "n2",
            (
                Rating(Rag.GREEN),
                Text(" and "),
                Rating(Rag.RED),
                Text(": see "),
                Link("the council's site", "https://example.org/kpi"),
                note("f_rated", *_rated_note()),
            ),
            numbered=True,
        ),
        Item("i1", words("first"), ordered=True),
        Item("i2", words("second, with parts"), ordered=True),
        Item("i3", words("a part"), level=2),
        Item("i4", words("another part"), level=2),
        Item("i5", words("a bullet between")),
        Item("i6", words("third"), ordered=True),
        Paragraph("n3", words("After the list."), numbered=True),
        Item("b1", words("bullet one")),
        Item(
            "b2",
            (
                Text("bullet two"),
                note("f_item", Text("An item may have "), Text("a note", Style.EMPHASIS), Text(".")),
                note("f_second"),
            ),
        ),
        Heading("h_numbered", 2, words("Adult social care"), numbered=True),
        Heading("h_three", 3, words("On track")),
        Paragraph("q1", words("A city of opportunity."), Role.QUOTE),
        Paragraph("a1", (Text("Action: ", Style.STRONG), Text("to recruit.")), Role.ACTION),
        Paragraph("dr1", words("Drafted from the figures."), Role.DRAFT),
        Heading("h_four", 4, (Text("Visits"), note("f_heading", Text("To families.")))),
        chart("trend"),
        scorecard_table("asc", 8),
        _note("note_asc"),
        prose_table(),
        *long,
        longest,
        scorecard_table("long", 60),
        Paragraph("n90", words(LONG), numbered=True),
        chart("overview"),
        *(Item(f"run_{n}", words(LONG if n % 4 == 0 else f"item {n}"), level=1 + (n % 5 == 2)) for n in range(40)),
        Paragraph("n91", words(LONG), numbered=True),
    )
