"""DOCX, HTML and PDF say the same: block by block, kind, number and text are those of the paper's outline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase

from cabinetpaper.paper import Chart, Counting, Paper
from cabinetpaper.workspace import open_workspace
from cabinetpaper.writers import write_docx, write_html, write_pdf
from generated import every_paper
from reading_back import docx_lines, expected, html_lines, pdf_lines, solid
from specimen_paper import drawings, specimen


def test_the_page_holds_the_paper_and_nothing_else() -> None:
    assert html_lines(write_html(specimen(), drawings())) == expected(specimen())


def test_the_docx_holds_the_paper_with_the_numbers_that_word_counts() -> None:
    assert docx_lines(write_docx(specimen(), drawings())) == expected(specimen())


def test_the_pdf_reads_aloud_as_the_paper_in_one_tree_over_all_pages() -> None:
    assert solid(pdf_lines(write_pdf(specimen(), drawings()))) == solid(expected(specimen()))


def test_numbers_by_section_are_the_same_in_all_three() -> None:
    paper = replace(specimen(), counting=Counting.BY_SECTION)
    paper = replace(paper, sections=tuple(replace(section, numbered=bool(section.title)) for section in paper.sections))
    lines = expected(paper)
    assert any("." in number.rstrip(".") for _, number, _ in lines)
    assert html_lines(write_html(paper, drawings())) == lines
    assert docx_lines(write_docx(paper, drawings())) == lines
    assert solid(pdf_lines(write_pdf(paper, drawings()))) == solid(lines)


def test_the_sample_quarter_is_the_same_in_all_three() -> None:
    work = open_workspace(Path(__file__).parents[1])
    paper = work.compose(work.papers()[0]).paper
    drawn = {
        block.id: drawings()["trend"]
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, Chart)
    }
    lines = expected(paper)
    assert html_lines(write_html(paper, drawn)) == lines
    assert docx_lines(write_docx(paper, drawn)) == lines
    assert solid(pdf_lines(write_pdf(paper, drawn))) == solid(lines)


@every_paper()
def test_any_paper_is_the_same_on_the_web(paper: Paper) -> None:
    assert html_lines(write_html(paper, {})) == expected(paper)


@every_paper(8, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_any_paper_is_the_same_in_print(paper: Paper) -> None:
    assert solid(pdf_lines(write_pdf(paper, {}))) == solid(expected(paper))
