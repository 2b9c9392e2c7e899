"""Draw the specimen pages that the README shows, from the sample's PDF.

In: out/2024-25-q1-cabinet.pdf of this checkout (`cabinetpaper build` first). Out: docs/pictures/specimen-page.png, the
front page beside a page of a directorate, and specimen-wide.png, the first landscape page. Run: .venv/bin/python
scripts/pictures.py
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parent.parent
PAPER = "2024-25-q1-cabinet"
WIDTH = 820
GAP = 16
GROUND = "#c9ced6"


def telling(pages: list[pypdfium2.PdfPage]) -> int:
    """Return the number of the page that shows most of what a page can hold: headings, prose, actions, a table and a
    chart.
    """

    def worth(number: int) -> tuple[int, int]:
        words = pages[number].get_textpage().get_text_range()
        kinds = sum(
            bool(re.search(mark, words)) for mark in (r"^Table \d", r"^Figure \d", "^Action", "Green", "Amber", "Red")
        )
        return kinds, len(words)

    return max(range(1, len(pages)), key=worth)


def drawn(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    """Return the page as a picture of that width."""
    image: Image.Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    return image


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Return the two pictures side by side on a grey ground."""
    whole = Image.new("RGB", (left.width + right.width + 3 * GAP, max(left.height, right.height) + 2 * GAP), GROUND)
    whole.paste(left, (GAP, GAP))
    whole.paste(right, (left.width + 2 * GAP, GAP))
    return whole


def main() -> None:
    """Write the pictures."""
    document = pypdfium2.PdfDocument(ROOT / "out" / f"{PAPER}.pdf")
    pages = [document[number] for number in range(len(document))]
    wide = next(page for page in pages if page.get_width() > page.get_height())
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    pictures = {
        "page": beside(drawn(pages[0], WIDTH), drawn(pages[telling(pages)], WIDTH)),
        "wide": drawn(wide, WIDTH + WIDTH // 2),
    }
    for name, picture in pictures.items():
        picture.quantize(256, dither=Image.Dither.NONE).save(folder / f"specimen-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
