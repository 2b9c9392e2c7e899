"""Draw the specimen pages that the README shows, from the sample's PDF.

In: out/*.pdf of this checkout (`cabinetpaper build` first). Out: docs/pictures/specimen-page.png and specimen-wide.png: the page on
which “Performance at a glance” stands and the first landscape page, with few colours, so that they stay small. Run: .venv/bin/python scripts/pictures.py
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2

ROOT = Path(__file__).parent.parent
LANDMARK = "at a glance"
WIDTH = 1100
COLOURS = 48


def chosen(pages: list[pypdfium2.PdfPage]) -> dict[str, pypdfium2.PdfPage]:
    """Return the pages to draw by the name of their picture."""
    words = [page.get_textpage().get_text_range() for page in pages]
    glance = max(range(len(pages)), key=lambda number: (LANDMARK in words[number].lower()) * words[number].count("Red"))
    wide = [page for page in pages if page.get_width() > page.get_height()]
    return {"specimen-page": pages[glance], **({"specimen-wide": wide[0]} if wide else {})}


def main() -> None:
    """Write the pictures."""
    (path,) = (ROOT / "out").glob("*.pdf")
    document = pypdfium2.PdfDocument(path)
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    for name, page in chosen([document[number] for number in range(len(document))]).items():
        image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB").quantize(COLOURS, dither=0)
        image.save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
