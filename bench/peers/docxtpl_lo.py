"""A Word template filled by docxtpl, and its PDF by LibreOffice: what many councils would try first.

python bench/peers/docxtpl_lo.py --template TEMPLATE.docx      makes the template once (never timed)
python bench/peers/docxtpl_lo.py FOLDER OUT TEMPLATE.docx [appendix]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from content import RATING, SHADES, blocks
from pictures import draw

WIDTHS = (12, 8, 3)
"""How many columns the tables have; each needs its own in the template."""


def make_template(path: Path) -> None:
    """Write a Word file whose tags draw every kind of block."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    say = document.add_paragraph

    def when(kind: str) -> None:
        say(f"{{%p if block.kind == '{kind}' %}}")

    def end() -> None:
        say("{%p endif %}")

    say("{%p for block in blocks %}")
    for level in (1, 2):
        when(f"heading{level}")
        document.add_heading("{{ block.text }}", level)
        end()
    when("numbered")
    paragraph = say("{{ block.number }}. ")
    paragraph.add_run("{{ block.lead }}").bold = True
    paragraph.add_run("{{ block.text }}")
    end()
    when("bullets")
    say("{%p for item in block.texts %}")
    say("{{ item }}", style="List Bullet")
    say("{%p endfor %}")
    end()
    when("pairs")
    _looped(document, ["{{ row[0] }}", "{{ row[1] }}"], None, Pt(11))
    end()
    for width in WIDTHS:
        when(f"table{width}")
        say("{{ block.text }}", style="Caption")
        cells = [f"{{{{ row.texts[{at}] }}}}" for at in range(width)]
        if width == max(WIDTHS):
            cells[RATING] = "{% cellbg row.shade %}" + cells[RATING]
        _looped(document, cells, [f"{{{{ block.head[{at}] }}}}" for at in range(width)], Pt(7))
        end()
    when("chart")
    say("{{ block.picture }}")
    end()
    say("{%p endfor %}")
    document.save(str(path))


def _looped(document: Any, cells: list[str], head: list[str] | None, size: Any) -> None:
    table = document.add_table(4 if head else 3, len(cells), style="Table Grid")
    rows = [head] if head else []
    for row, texts in zip(
        table.rows, [*rows, ["{%tr for row in block.rows %}"], cells, ["{%tr endfor %}"]], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.paragraphs[0].add_run(text).font.size = size


def write_docx(paper: list[Any], pictures: Path, template: Path, out: Path) -> None:
    """Fill the template with the paper."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage

    document = DocxTemplate(str(template))
    whole = []
    for kind, *parts in paper:
        match kind:
            case "heading":
                whole.append({"kind": f"heading{parts[0]}", "text": parts[1]})
            case "numbered":
                whole.append({"kind": kind, "number": parts[0], "lead": parts[1], "text": parts[2]})
            case "bullets":
                whole.append({"kind": kind, "texts": parts[0]})
            case "pairs":
                whole.append({"kind": kind, "rows": parts[0]})
            case "table":
                rows = [
                    {"texts": row, "shade": SHADES.get(row[RATING], "") if len(row) > RATING else ""}
                    for row in parts[2]
                ]
                whole.append({"kind": f"table{len(parts[1])}", "text": parts[0], "head": parts[1], "rows": rows})
            case _:
                whole.append(
                    {
                        "kind": kind,
                        "picture": InlineImage(document, str(pictures / f"{parts[0].id}.png"), width=Mm(160)),
                    }
                )
    document.render({"blocks": whole}, autoescape=True)
    document.save(str(out))


if __name__ == "__main__":
    if sys.argv[1] == "--template":
        make_template(Path(sys.argv[2]))
    else:
        source, target, word = map(Path, sys.argv[1:4])
        target.mkdir(parents=True, exist_ok=True)
        everything = blocks(source, appendix="appendix" in sys.argv)
        draw(everything, target / "pictures")
        write_docx(everything, target / "pictures", word, target / "paper.docx")
        profile = (word.parent / "libreoffice").resolve().as_uri()
        command = [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(target),
            str(target / "paper.docx"),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
