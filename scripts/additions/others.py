"""A check, a way to rate, a verb and a kind of chart, each as docs/contributing.md says."""

from __future__ import annotations

from additions.addition import Addition, Change

CHECK = Addition(
    "a check",
    new={
        "src/cabinetpaper/checks/exclamations.py": '''"""Exclamation marks, which a committee paper does without.

In: the words of the paper. Out: a note for each part that exclaims.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding

CODES: Final[dict[str, str]] = {
    "EXCLAMATION": "A sentence of the paper ends with an exclamation mark. Say it with a full stop."
}


def exclamations(subject: Subject) -> Iterator[Finding]:
    """Return a note for each part of the text with an exclamation mark."""
    for part, where in subject.placed:
        if part.kind.prose and "!" in subject.words(part.inlines):
            place = subject.part_place(part, where)
            yield Finding.note("EXCLAMATION", "A sentence exclaims", "End it with a full stop", place)
'''
    },
    changes=(
        Change(
            "src/cabinetpaper/checks/__init__.py",
            "from cabinetpaper.checks.exempt import exempt\n",
            "from cabinetpaper.checks.exclamations import exclamations\n"
            "from cabinetpaper.checks.exempt import exempt\n",
        ),
        Change(
            "src/cabinetpaper/checks/__init__.py",
            "    sensitive_words,\n    revised_quotes,\n",
            "    sensitive_words,\n    exclamations,\n    revised_quotes,\n",
        ),
    ),
    tests={
        "tests/test_exclamations.py": '''"""The check of exclamation marks: a paper with one, and the same without."""

from __future__ import annotations

from datetime import date

import pytest

from cabinetpaper.checks import Subject, check
from cabinetpaper.paper import Edition, Paper, Paragraph, Section, SectionKind, Text
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Settings


@pytest.mark.parametrize(("words", "places"), [("Visits rose.", []), ("Visits rose!", ["“Detail”, paragraph 1"])])
def test_an_exclamation_is_noticed_where_it_stands(words: str, places: list[str]) -> None:
    blocks = (Paragraph("p", (Text(words),), numbered=True),)
    paper = Paper("q1", "Title", "Council", (Section("s", SectionKind.DETAIL, "Detail", blocks),))
    card = Scorecard(Period.parse("Q1 2024/25"), date(2024, 6, 30))
    found = check(Subject(Edition(paper, {}), card, Settings()))
    assert [one.place.detail for one in found if one.code == "EXCLAMATION"] == places
'''
    },
    pages={"docs/findings.md": "tests/test_docs.py::test_the_page_of_findings_has_exactly_the_codes_of_the_program"},
    passes=(
        "tests/test_checks.py::test_every_rule_that_has_a_file_is_tried",
        "tests/test_docs.py",
        "tests/test_exclamations.py",
        "tests/test_layers.py",
    ),
)

RATING_FAMILY = Addition(
    "a way to rate",
    new={
        "src/cabinetpaper/rule/improving.py": '''"""Rate what is off target by whether it gets better."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from cabinetpaper.rule.judging import Band, Rag, Rated, Scale, Yardstick


def _improving(value: Decimal, held: Yardstick) -> Rated:
    if held.met_by(value):
        return Rated(Rag.GREEN)
    if held.year_ago is None:
        return Rated(Rag.UNRATED, "no figure from a year ago")
    return Rated(Rag.AMBER if held.better(value, held.year_ago) > 0 else Rag.RED)


IMPROVING: Final = Scale(
    (
        Band(Rag.GREEN, "at the target or better"),
        Band(Rag.AMBER, "off target but better than a year ago"),
        Band(Rag.RED, "otherwise"),
    ),
    _improving,
)
'''
    },
    changes=(
        Change(
            "src/cabinetpaper/rule/rules.py",
            "from cabinetpaper.rule.judging import",
            "from cabinetpaper.rule.improving import IMPROVING\nfrom cabinetpaper.rule.judging import",
        ),
        Change(
            "src/cabinetpaper/rule/rules.py",
            '    TREND = "trend", families.TREND\n',
            '    TREND = "trend", families.TREND\n    IMPROVING = "improving", IMPROVING\n',
        ),
        Change(
            "docs/judging.md",
            "| `range` | inside the range |",
            "| `improving` | at the target or better | off target, better than a year ago | otherwise |\n"
            "| `range` | inside the range |",
        ),
    ),
    tests={
        "tests/test_improving.py": '''"""What gets better: at each boundary, and never worse for a better value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.measure import Polarity
from cabinetpaper.rule import Rag, Rule, Yardstick
from cabinetpaper.rule.rules import Family

RULE = Rule(Family("improving"))
HELD = Yardstick(Decimal(90), polarity=Polarity.HIGHER, year_ago=Decimal(85))


@pytest.mark.parametrize(
    ("value", "rag"), [("90", Rag.GREEN), ("89.9", Rag.AMBER), ("85.1", Rag.AMBER), ("85", Rag.RED), ("84", Rag.RED)]
)
def test_what_is_off_target_is_amber_where_it_is_better_than_a_year_ago(value: str, rag: Rag) -> None:
    assert RULE.rate(Decimal(value), HELD).rag is rag


def test_the_paper_says_the_rule_in_words() -> None:
    assert RULE.sentence == (
        "green at the target or better, amber off target but better than a year ago, red otherwise"
    )


@given(st.decimals(0, 200, places=1), st.decimals(0, 200, places=1))
def test_a_better_value_is_never_rated_worse(one: Decimal, other: Decimal) -> None:
    order = [Rag.RED, Rag.AMBER, Rag.GREEN]
    worse, better = (order.index(RULE.rate(value, HELD).rag) for value in sorted((one, other)))
    assert worse <= better
'''
    },
    pages={"docs/settings.md": "tests/test_settings.py"},
    passes=("tests/test_families.py", "tests/test_settings.py", "tests/test_improving.py", "tests/test_layers.py"),
)

VERB = Addition(
    "a verb",
    new={
        "src/cabinetpaper/cli/papers.py": '''"""`papers`: the papers of the workspace."""

from __future__ import annotations

import click

from cabinetpaper.cli.options import Run, shared


@click.command(short_help="list the papers of the workspace")
@shared
def papers(run: Run) -> None:
    """List the papers of the workspace, the last one by name at the end."""
    found = run.workspace.papers()
    run.report.give("\\n".join(found), papers=list(found), findings=[])
'''
    },
    changes=(
        Change(
            "src/cabinetpaper/cli/verbs.py",
            'VERBS: Final = ("new", "map", "quarter", ',
            'VERBS: Final = ("new", "map", "quarter", "papers", ',
        ),
        Change(
            "docs/commands.md",
            "| [`map FILE`](#map-file) |",
            "| [`papers`](#papers) | lists the papers of the workspace |\n| [`map FILE`](#map-file) |",
        ),
        Change(
            "docs/commands.md",
            "## `map FILE`\n",
            "## `papers`\n\nLists the papers of the workspace, the last one by name at the end.\n\n## `map FILE`\n",
        ),
        Change("docs/commands.md", "| `build` | `paper`,", "| `papers` | `papers` |\n| `build` | `paper`,"),
    ),
    tests={
        "tests/test_cli_papers.py": '''"""The verb that lists papers, in the sample's workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cabinetpaper.cli import main


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    assert CliRunner().invoke(main, ["new", str(tmp_path / "here")]).exit_code == 0
    return str(tmp_path / "here")


def test_the_papers_are_listed_a_line_each(workspace: str) -> None:
    result = CliRunner().invoke(main, ["papers", "--workspace", workspace])
    folders = sorted(file.parent.name for file in Path(workspace).glob("narratives/*/paper.toml"))
    assert (result.exit_code, result.stdout.split()) == (0, folders)


def test_the_papers_are_listed_for_programs(workspace: str) -> None:
    result = CliRunner().invoke(main, ["papers", "--workspace", workspace, "--format", "json"])
    assert len(json.loads(result.stdout)["papers"]) == 1
'''
    },
    passes=("tests/test_docs.py", "tests/test_cli_papers.py", "tests/test_layers.py"),
)

CHART_KIND = Addition(
    "a kind of chart",
    new={
        "src/cabinetpaper/charts/dots.py": '''"""Lay out dots: a line for each figure, a dot where it lies.

In: a chart of kind `DOTS`, a series for each part with a point for each row. Out: a `Sheet`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cabinetpaper.charts.bars import first_line, in_rows
from cabinetpaper.charts.colours import QUIET
from cabinetpaper.charts.lettering import line_of, lines_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, WIDTH, Bar, Mark, Sheet
from cabinetpaper.charts.points import value_of
from cabinetpaper.paper.model import Chart
from cabinetpaper.settings import Look

_GUTTER: Final = 56.0
_DOT: Final = 2.4
_GAP: Final = 3.2


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure: the lines of its name, its value with words."""

    name: tuple[str, ...]
    value: Decimal | None
    text: str
    lead: float = 0.0

    @property
    def height(self) -> float:
        return max(_DOT, len(self.name) * LEADING)


def dots(chart: Chart, look: Look) -> Sheet:
    """Return the dots laid out, as high as the rows need."""
    rows = [
        _Row(wrap(f"{point.label} {series.name}".strip(), _GUTTER), value_of(point), point.text or "No figure")
        for series in chart.series
        for point in series.points
    ]
    left = max((measure(line) for row in rows for line in row.name), default=0.0) + 3.0
    room = WIDTH - left - max((measure(row.text) for row in rows), default=0.0) - _DOT - 2.0
    most = max((row.value for row in rows if row.value is not None), default=Decimal(0))

    def drawn(row: _Row, middle: float) -> Iterator[Mark]:
        yield from lines_of(0.0, first_line(middle, len(row.name)), row.name)
        if row.value is None:
            yield line_of(left, middle + ASCENT / 2, row.text, colour=QUIET)
            return
        x = left + (float(max(row.value, Decimal(0)) / most) * room if most else 0.0)
        yield Bar((x, middle - _DOT / 2, x + _DOT, middle + _DOT / 2), look.accent)
        yield line_of(x + _DOT + 1.6, middle + ASCENT / 2, row.text)

    return in_rows((), 0.6, rows, drawn, _GAP, empty="No figures", base=left)
'''
    },
    changes=(
        Change(
            "src/cabinetpaper/paper/model.py",
            '    SHARES = "shares"\n    UNREAD',
            '    SHARES = "shares"\n    DOTS = "dots"\n    UNREAD',
        ),
        Change(
            "src/cabinetpaper/charts/draw.py",
            "from cabinetpaper.charts.key import",
            "from cabinetpaper.charts.dots import dots\nfrom cabinetpaper.charts.key import",
        ),
        Change(
            "src/cabinetpaper/charts/draw.py",
            "    ChartKind.SHARES: shares,\n",
            "    ChartKind.SHARES: shares,\n    ChartKind.DOTS: dots,\n",
        ),
        Change(
            "src/cabinetpaper/compose/options.py",
            '    SHARES = "shares"\n',
            '    SHARES = "shares"\n    DOTS = "dots"\n',
        ),
        Change(
            "src/cabinetpaper/compose/options.py",
            '"shares: loose figures as parts of a whole, a bar for each row.",',
            '"dots: the same as dots on a line; shares: loose figures as parts of a whole, a bar for each row.",',
        ),
        Change(
            "src/cabinetpaper/compose/described_charts.py",
            '    Drawn.BARS: (ChartKind.COMPARATORS, "Bar chart"),\n',
            '    Drawn.BARS: (ChartKind.COMPARATORS, "Bar chart"),\n    Drawn.DOTS: (ChartKind.DOTS, "Dot plot"),\n',
        ),
        Change(
            "docs/tables.md",
            '| `drawn = "bars"` | loose figures side by side |\n',
            '| `drawn = "bars"` | loose figures side by side |\n| `drawn = "dots"` | the same as dots on a line |\n',
        ),
        Change(
            "docs/charts.md",
            "| `UNREAD` |",
            "| `DOTS` | a series for each part, a point for each row; each is a dot on a line of its own |\n"
            "| `UNREAD` |",
        ),
    ),
    tests={
        "tests/test_dots.py": '''"""Dots: each in its place, all words readable."""

from __future__ import annotations

from decimal import Decimal

from cabinetpaper.charts.draw import LAYOUTS
from cabinetpaper.charts.marks import Bar
from cabinetpaper.paper import Chart, ChartKind, Point, Series, Text
from cabinetpaper.settings import Look
from test_charts import assert_readable

POINTS = (Point("Boys", Decimal(40), "40"), Point("Girls", Decimal(10), "10"), Point("Not stated", None, "No figure"))
DOTS = Chart("c", (Text("Contacts"),), "Dot plot.", ChartKind("dots"), "contacts", (Series("", POINTS),))


def test_a_dot_lies_as_far_as_its_figure_and_a_missing_one_says_so() -> None:
    sheet = LAYOUTS[DOTS.kind](DOTS, Look())
    first, second = (mark.box[0] for mark in sheet.marks if isinstance(mark, Bar))
    assert first > second
    assert [words.text for words in sheet.words] == ["Boys", "40", "Girls", "10", "Not stated", "No figure"]
    assert_readable(sheet)


def test_dots_without_figures_say_so() -> None:
    empty = Chart("c", (Text("t"),), "a", ChartKind("dots"))
    assert [words.text for words in LAYOUTS[empty.kind](empty, Look()).words] == ["No figures"]
'''
    },
    pages={"docs/settings.md": "tests/test_settings.py"},
    passes=("tests/test_chosen_blocks.py", "tests/test_settings.py", "tests/test_dots.py", "tests/test_layers.py"),
)
