"""A measure stands beside what a second source states for it, and nothing stands in for a figure that it does not
state.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cabinetpaper.compose import Details, Part, Template, TemplateSection, compose
from cabinetpaper.measure import Directorate, Measure, Polarity, Target
from cabinetpaper.paper import Chart, Edition, Paragraph, SectionKind, printed
from cabinetpaper.period import Period
from cabinetpaper.scorecard import LooseFigure, Observation, Scorecard
from cabinetpaper.settings import Settings
from cabinetpaper.unit import Unit, UnitKind

JUNE = Period.parse("Jun 2024")
PERCENT = Unit(UnitKind.PERCENT)


def composed(measure: str, *figures: LooseFigure) -> Edition:
    place = Directorate("children", "Children")
    card = Scorecard(
        JUNE,
        date(2024, 6, 30),
        (place,),
        (Measure("visits", "Visits in time", "children", PERCENT, Polarity.HIGHER),),
        (Observation("visits", JUNE, "93%", Decimal(93)),),
        (Target("visits", None, "95%", Decimal(95)),),
        figures=figures,
    )
    part = Part("focus", "In focus", blocks=(f"second-source:{measure}",))
    template = Template("Report", (TemplateSection("area", SectionKind.OTHER, "Area", parts=(part,)),))
    return compose(
        Details("report", "Report", "Jun 2024", date(2024, 6, 30)), template, card, (), Settings(directorates=(place,))
    )


def stated(identifier: str, label: str, text: str) -> LooseFigure:
    return LooseFigure(identifier, label, text, Decimal(text), 0, PERCENT)


def test_figures_with_the_measures_id_in_theirs_stand_beside_it_and_others_do_not() -> None:
    edition = composed(
        "visits",
        stated("chat.visits", "ChAT", "92"),
        stated("published.visits.in_2023", "Published", "90"),
        stated("chat.reviews", "ChAT", "80"),
    )
    (chart,) = (block for section in edition.paper.sections for block in section.blocks if isinstance(block, Chart))
    assert [(one.name, one.points[0].text) for one in chart.series] == [
        ("Our own figure", "93%"),
        ("Target", "95%"),
        ("ChAT", "92%"),
        ("Published", "90%"),
    ]
    assert "ChAT 92%" in chart.alt


def test_without_a_figure_of_a_second_source_the_paper_says_so() -> None:
    blocks = [block for section in composed("visits").paper.sections for block in section.blocks]
    assert not any(isinstance(block, Chart) for block in blocks)
    assert any(
        "no figure of a second source" in printed(block.inlines, {}) for block in blocks if isinstance(block, Paragraph)
    )


def test_a_measure_that_the_data_do_not_have_is_told_with_the_nearest() -> None:
    (finding,) = (one for one in composed("visit").findings if one.code == "SECOND-SOURCE-MEASURE")
    assert "Did you mean “visits”?" in finding.remedy
