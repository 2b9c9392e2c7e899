"""The bare floor: pandas, pyplot, python-docx row by row and weasyprint (pdf/ua-1), one after another, without facts,
checks or styles.

python bench/peers/floor_ua.py FOLDER OUT
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from content import RATING, SHADES, Block, blocks
from pictures import draw

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Benchmark performance paper</title><style>
@page { size: A4; margin: 20mm; @bottom-center { content: "Page " counter(page) " of " counter(pages) } }
body { font: 12pt/1.45 "Liberation Sans", sans-serif }
h2 { break-after: avoid } table { border-collapse: collapse; width: 100%; font-size: 7.5pt }
caption { text-align: left; font-weight: bold }
th, td { border: 0.5pt solid #888; padding: 2pt 3pt; text-align: left; vertical-align: top }
tr { break-inside: avoid } img { width: 160mm; height: 76mm }
.Green { background: #CFE8D5 } .Amber { background: #FFE8B3 } .Red { background: #F6CDC6 }
</style></head><body>{% for kind, a, b, c in blocks %}
{%- if kind == "heading" %}<h{{ a }}>{{ b }}</h{{ a }}>
{%- elif kind == "numbered" %}<p>{{ a }}. <b>{{ b }}</b>{{ c }}</p>
{%- elif kind == "bullets" %}<ul>{% for item in a %}<li>{{ item }}</li>{% endfor %}</ul>
{%- elif kind == "pairs" %}<table>
{% for name, value in a %}<tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}</table>
{%- elif kind == "table" %}<table><caption>{{ a }}</caption>
<thead><tr>{% for name in b %}<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in c %}<tr>
{% for text in row %}<td{% if loop.index0 == rating %} class="{{ text }}"{% endif %}>{{ text }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>
{%- else %}<img src="{{ pictures }}/{{ a.id }}.png" alt="{{ a.title }}">{% endif %}
{%- endfor %}</body></html>"""


def write_docx(paper: Iterable[Block], pictures: Path, out: Path) -> None:
    """Write the paper with python-docx."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    for kind, *parts in paper:
        if kind == "heading":
            document.add_heading(parts[1], parts[0])
        elif kind == "numbered":
            paragraph = document.add_paragraph(f"{parts[0]}. ")
            paragraph.add_run(parts[1]).bold = True
            paragraph.add_run(parts[2])
        elif kind == "bullets":
            for item in parts[0]:
                document.add_paragraph(item, style="List Bullet")
        elif kind == "pairs":
            _table(document, parts[0], Pt(11))
        elif kind == "table":
            document.add_paragraph(parts[0], style="Caption")
            _table(document, [parts[1], *parts[2]], Pt(7))
        else:
            document.add_picture(str(pictures / f"{parts[0].id}.png"), width=Mm(160))
    document.save(str(out))


def _table(document: Any, rows: list[Any], size: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.paragraphs[0].add_run(text).font.size = size
            if at == RATING and text in SHADES:
                cell._tc.get_or_add_tcPr().append(
                    parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADES[text]}"/>')
                )


def write_pdf(paper: Iterable[Block], pictures: Path, out: Path) -> None:
    """Write the paper as HTML with jinja2 and that as PDF with weasyprint."""
    import jinja2
    import weasyprint

    even = [(*block, None, None, None)[:4] for block in paper]
    html = (
        jinja2.Environment(autoescape=True)
        .from_string(PAGE)
        .render(blocks=even, rating=RATING, pictures=escape(pictures.resolve().as_uri()))
    )
    weasyprint.HTML(string=html).write_pdf(str(out), pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    target.mkdir(parents=True, exist_ok=True)
    whole = blocks(source, appendix="appendix" in sys.argv)
    draw(whole, target / "pictures")
    write_docx(whole, target / "pictures", target / "paper.docx")
    write_pdf(whole, target / "pictures", target / "paper.pdf")
