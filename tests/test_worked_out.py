"""The auditor at the end: what a paper prints, with all that was printed before, gives no hidden figure away."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cabinetpaper.building import Built, build
from cabinetpaper.finding import Finding, Severity
from cabinetpaper.workspace import Record, open_workspace
from test_building import quick  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("quick")

SETTINGS = """\
format = 1
[council]
name = "Testshire"
[[directorates]]
id = "children"
name = "Children"
[disclosure]
hide_up_to = 4
"""
HEADER = "id,name,directorate,unit,polarity,basis,sensitive,part_of,numerator,denominator,base\n"
MEASURES = (
    HEADER
    + """\
all,All children,children,count,lower,in period,yes,,,,children
north,North,children,count,lower,in period,yes,all,,,children
south,South,children,count,lower,in period,yes,all,,,children
west,West,children,count,lower,in period,yes,all,,,children
visits,Visits,children,count,higher,in period,,,,,visits
"""
)
ROWS = "north,Q1 2024/25,3\nsouth,Q1 2024/25,17\nwest,Q1 2024/25,35\nall,Q1 2024/25,55\nvisits,Q1 2024/25,70\n"
PRINTS = (
    "The North had {{ north.value }}. All had {{ all.value }}. The South had {{ south.value }}, the West {{ west.value "
    "}}."
)
PAPER = 'kind = "cabinet"\ntitle = "Performance"\nperiod = "{}"\ncut_off = {}\nstatus = "{}"\n'
TEMPLATE = """\
name = "Figures alone"

[[sections]]
id = "detail"
kind = "detail"
title = "Detail"
blocks = ["body"]
"""


def work(root: Path, words: str = PRINTS, rows: str = ROWS, **more: str) -> Path:
    """Return a workspace whose paper prints these words and nothing else of the data."""
    files = {
        "cabinetpaper.toml": SETTINGS + more.pop("disclosure", ""),
        "data/measures.csv": more.pop("measures", MEASURES),
        "data/observations.csv": "measure,period,value\n" + rows,
        "narratives/q1/paper.toml": PAPER.format("Q1 2024/25", "2024-08-01", more.pop("status", "")),
        "narratives/q1/words.md": f'+++\nsection = "{more.pop("section", "detail")}"\n+++\n\n{words}\n',
        "templates/cabinet/paper.toml": more.pop("template", TEMPLATE),
        **more,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def built(root: Path, paper: str = "q1") -> Built:
    return build(open_workspace(root), paper)


def told(made: Built, code: str = "HIDDEN-WORKED-OUT") -> list[Finding]:
    return [one for one in made.findings if one.code == code]


def test_a_paper_that_gives_nothing_away_is_written(tmp_path: Path) -> None:
    made = built(work(tmp_path))
    assert made.written, [str(one) for one in made.findings]
    assert not told(made)


def test_without_further_hiding_the_build_fails_and_names_what_would_have_to_be_hidden_too(tmp_path: Path) -> None:
    made = built(work(tmp_path, disclosure="secondary = false\n"))
    (one,) = told(made)
    assert not made.written
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
    assert "“North”, Q1 2024/25" in one.message
    assert "“South”, Q1 2024/25, printed in" in one.remedy


def test_what_the_finding_names_can_be_hidden_by_the_setting(tmp_path: Path) -> None:
    made = built(work(tmp_path, disclosure='secondary = false\nhide_also = ["south Q1 2024/25"]\n'))
    assert made.written, [str(one) for one in made.findings]


def test_a_name_in_the_setting_that_the_data_do_not_have_is_told(tmp_path: Path) -> None:
    (one,) = told(built(work(tmp_path, disclosure='hide_also = ["suoth Q1 2024/25"]\n')), "HIDE-ALSO")
    assert "“south Q1 2024/25”" in one.remedy


def test_what_is_not_printed_gives_nothing_away(tmp_path: Path) -> None:
    words = "The North had {{ north.value }}. All had {{ all.value }}."
    assert built(work(tmp_path, words, disclosure="secondary = false\n")).written


@pytest.mark.parametrize(
    "words",
    [
        "The North had {{ north.value }}, that is 5% of 40.",
        "The North had {{ north.value }}, that is 95% of the 40.",
        "The North had {{ north.value }}, three visits a week and 3 of them late.",
        "The North had 3 in this quarter. All had {{ all.value }}.",
        "The North had {{ north.value }}, as {{ figure.note }} were told.",
        "All[^1] had {{ all.value }}.\n\n[^1]: Of whom 2 live in the North.",
        "- The North: {{ north.value }} (4 last time)",
        "The North[^1] had few. All had {{ all.value }}.\n\n[^1]: Of whom 2 are sisters.",
    ],
)
def test_a_small_number_in_words_beside_a_hidden_figure_stops_the_build(words: str, tmp_path: Path) -> None:
    loose = {"data/figures.csv": "id,label,value\nnote,Children,3\n"}
    made = built(work(tmp_path, words, **loose))
    assert told(made, "SMALL-NUMBER-STATED"), [str(one) for one in made.findings]
    assert not made.written


@pytest.mark.parametrize(
    "words",
    [
        "The North had {{ north.value }}. There were 3 visits to the West.",
        "The North had {{ north.value }}, that is few of 400, on 3 June 2024, under section 3.",
        "The North had {{ north.value }}, and 45% of 40 were told.",
    ],
)
def test_other_numbers_do_not(words: str, tmp_path: Path) -> None:
    made = built(work(tmp_path, words))
    assert made.written, [str(one) for one in made.findings]


@pytest.mark.parametrize(
    "words",
    ["a single child", "twins", "none of the four", "both children", "all but one", "the only boy", "Another pupil"],
)
def test_words_for_few_are_told(words: str, tmp_path: Path) -> None:
    found = told(built(work(tmp_path, f"In the North, {words} went home.")), "SENSITIVE-TYPED")
    assert [one.message for one in found] == [f"“{words}” is typed into words on a sensitive measure"]


def test_a_hidden_total_that_is_typed_gives_its_parts_away(tmp_path: Path) -> None:
    words = (
        "The North had {{ north.value }}. All children came to 55. The South had {{ south.value }}, the West {{ "
        "west.value }}."
    )
    hide = 'secondary = false\nhide_also = ["all Q1 2024/25"]\n'
    made = built(work(tmp_path, words, disclosure=hide))
    assert "typed" in told(made)[0].message
    assert built(work(tmp_path, words.replace("All children came to 55.", ""), disclosure=hide)).written


LATER = {
    "narratives/q2/paper.toml": PAPER.format("Q2 2024/25", "2024-11-01", ""),
    "narratives/q2/words.md": '+++\nsection = "detail"\n+++\n\nAll had {{ all.at.q1_2024_25 }}.\n',
}


def test_a_later_paper_s_total_less_the_figures_of_an_earlier_one(tmp_path: Path) -> None:
    words = "The North had {{ north.value }}, the South {{ south.value }}, the West {{ west.value }}."
    root = work(tmp_path, words, disclosure="secondary = false\n", **LATER)
    assert built(root).written
    made = built(root, "q2")
    (one,) = told(made)
    assert not made.written
    assert "together with q1" in one.message
    assert "“All children”, Q1 2024/25" in one.remedy


def test_the_same_with_a_draft_is_a_warning(tmp_path: Path) -> None:
    words = "The North had {{ north.value }}, the South {{ south.value }}, the West {{ west.value }}."
    root = work(tmp_path, words, disclosure="secondary = false\n", status="Draft", **LATER)
    assert built(root).written
    made = built(root, "q2")
    assert made.written
    (one,) = told(made, "HIDDEN-PRINTED-BEFORE")
    assert one.severity is Severity.WARNING


def test_what_an_earlier_paper_has_printed_already_is_told_and_stops_nothing(tmp_path: Path) -> None:
    root = work(tmp_path, disclosure="secondary = false\nzero_is_safe = true\n", rows=ROWS)
    (root / "cabinetpaper.toml").write_text(SETTINGS.replace("hide_up_to = 4", ""), encoding="utf-8")
    assert built(root).written
    made = built(work(tmp_path))
    assert made.written
    (one,) = told(made, "HIDDEN-PRINTED-BEFORE")
    assert "is printed in q1" in one.message


def test_a_revision_of_the_total_tells_by_how_much_the_hidden_part_was_revised(tmp_path: Path) -> None:
    """The earlier paper hid the part and one more; this one shows that one, revised or not."""
    hide = "secondary = false\n"
    words = "The North had {{ north.value }}. All had {{ all.value }}. The West had {{ west.value }}."
    root = work(tmp_path, words, disclosure=hide)
    assert built(root).written
    made = built(work(tmp_path, "The South had {{ south.value }}, the North {{ north.value }}.", disclosure=hide))
    assert "together with q1" in told(made)[0].message


def test_a_chart_and_a_table_count_as_printed(tmp_path: Path) -> None:
    shipped = (Path(__file__).parent.parent / "templates" / "cabinet" / "paper.toml").read_text(encoding="utf-8")
    rows = "".join(f"west,Q{q} 2023/24,3{q}\n" for q in (1, 2, 3, 4)) + ROWS
    made = built(
        work(tmp_path, "Words.", rows, disclosure="secondary = false\n", template=shipped, section="brief_summary")
    )
    assert told(made)
    assert "table “" in told(made)[0].remedy


def test_where_nothing_is_sensitive_nothing_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("looked at")

    monkeypatch.setattr(sys.modules["cabinetpaper.checks.worked_out"], "prints_of", never)
    monkeypatch.setattr(Record, "printed", never)
    assert built(work(tmp_path, measures=MEASURES.replace(",yes,", ",,"))).written
