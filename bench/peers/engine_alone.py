"""The floor of a build: the PDF engine alone, on pages that are already printed, one after another in one process.

python bench/peers/engine_alone.py PAGES OUT
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path


def main() -> None:
    """Draw every page of PAGES into OUT."""
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    pages, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for page in sorted(pages.glob("*.html")):
        weasyprint.HTML(page).write_pdf(out / f"{page.stem}.pdf", pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
