"""Count what the sample papers keep of their sources where one word of each paragraph was changed in Word.

    .venv/bin/python scripts/provenance_kept.py

Each paper is written as a DOCX three times. In every heading, paragraph, item, recommendation, caption, cell and note
the first, the middle or the last of its words is changed; then the file is read. Printed are the parts so edited, the
figures that have their key again and the characters that have their place in the snippet again, of those that should;
and how many have a wrong one.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from cabinetpaper.workspace import open_workspace  # noqa: E402
from wording_changes import Kept, kept  # noqa: E402  # it stands with the tests, which count the same


def line(name: str, count: Kept) -> str:
    """Return the counts of a paper as a row of the table."""
    return (
        f"{name:32} {count.edited:6} {count.figures_kept:6} of {count.figures:5} {count.figures_wrong:6} "
        f"{count.characters_kept:8} of {count.characters:6} {count.characters_wrong:6}"
    )


def main() -> None:
    """Print the table."""
    sys.stdout.write(f"{'paper':32} edited    figures kept  wrong   characters kept  wrong" + "\n")
    workspace, total = open_workspace(ROOT), Kept()
    for name in workspace.papers():
        paper = workspace.compose(name).paper
        count = sum((kept(paper, which) for which in range(3)), Kept())
        total += count
        sys.stdout.write(line(name, count) + "\n")
    sys.stdout.write(line("all", total) + "\n")


if __name__ == "__main__":
    main()
