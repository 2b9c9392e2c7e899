"""The sample's performance at a glance stands on one page, in print and in a word processor."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2 as pdfium

from cabinetpaper.charts import draw_all
from cabinetpaper.paper import Chart, Drawing, Edition, Heading, Table, block_id, printed
from cabinetpaper.settings import Look
from cabinetpaper.workspace import open_workspace
from cabinetpaper.writers import write_docx, write_pdf
from word_processor import WITH_LIBREOFFICE, converted

PAPER = "2024-25-q1-cabinet"


@cache
def edition() -> Edition:
    return open_workspace(Path(__file__).parents[1]).compose(PAPER)


def drawings() -> dict[str, Drawing]:
    charts = [block for section in edition().paper.sections for block in section.blocks if isinstance(block, Chart)]
    return draw_all(charts, Look(), {})


def check(data: bytes) -> None:
    """Assert that the heading, both tables and their last rows stand on one page, and that the next heading does
    not.
    """
    blocks = [block for section in edition().paper.sections for block in section.blocks]
    place = next(at for at, block in enumerate(blocks) if block.id == "glance")
    following = next(block for block in blocks[place + 1 :] if isinstance(block, Heading))
    tables = {block.id: block for block in blocks if isinstance(block, Table)}
    wanted = [
        "Performance at a glance",
        *(word for one in ("tally", "reds") for word in last_row(tables[block_id("glance", one)])),
    ]
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(data)]
    (page,) = [text for text in texts if "Performance at a glance" in text]
    assert [word for word in wanted if word not in page] == []
    assert printed(following.inlines, {}) not in page


def last_row(table: Table) -> list[str]:
    assert isinstance(table, Table)
    return [word for block in table.rows[-1].cells[0].blocks for word in printed(block.inlines, {}).split()]


def test_the_glance_stands_on_one_page_of_the_pdf() -> None:
    check(write_pdf(edition().paper, drawings()))


@WITH_LIBREOFFICE
def test_the_glance_stands_on_one_page_of_the_docx(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(write_docx(edition().paper, drawings()))
    check((converted(tmp_path, "pdf", tmp_path / "paper.docx") / "paper.pdf").read_bytes())
