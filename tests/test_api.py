from __future__ import annotations

import subprocess
import sys
import typing
from pathlib import Path

import pytest

import cabinetpaper as cp
from cabinetpaper.paper import Chart, Paper, Paragraph, Section, SectionKind, Text
from cabinetpaper.workspace import create

PAPER = Paper(
    "p",
    "Performance",
    "Testshire",
    (Section("s", SectionKind.SUMMARY, "Summary", (Paragraph("a", (Text("Well done."),)),)),),
)


@pytest.mark.parametrize("name", cp.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(cp, name) is not None
    assert name in dir(cp)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'publish'"):
        _ = cp.publish


def test_importing_the_package_loads_no_library_and_none_of_its_own_modules() -> None:
    code = (
        "import sys; import cabinetpaper; print(sorted(name for name in sys.modules if name.split('.')[0] in HEAVY or "
        "name.startswith('cabinetpaper.')))"
    )
    heavy = (
        "HEAVY = {'pandas', 'numpy', 'matplotlib', 'weasyprint', 'docx', 'lxml', 'jinja2', 'pydantic', 'markdown_it', "
        "'click'}\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", heavy + code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert run.stdout.strip() == "[]"


def test_names_stay_what_they_are_after_a_build_module_is_loaded() -> None:
    import cabinetpaper.building  # noqa: F401  # a module of the same name must not take a function's place

    assert callable(cp.build)
    assert typing.get_type_hints(cp.build)["workspace"] is cp.Workspace


def test_a_paper_is_written_and_read_back_without_more_ado() -> None:
    data = cp.write_docx(PAPER)
    reading = cp.read_docx(data)
    assert reading.paper == PAPER
    assert reading.base == cp.Base.of(PAPER)
    assert "Well done." in cp.write_html(PAPER)


def test_an_edition_is_written_with_its_charts_drawn(tmp_path: Path) -> None:
    create(tmp_path, sample=True)
    work = cp.open_workspace(tmp_path)
    edition = work.compose(work.papers()[-1])
    charts = [block for section in edition.paper.sections for block in section.blocks if isinstance(block, Chart)]
    page = cp.write_html(edition)
    assert len(charts) > 5
    assert page.count("<img ") >= len(charts)
    assert all(isinstance(finding, cp.Finding) for finding in work.check(edition))
