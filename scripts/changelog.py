"""Gather the fragments of changelog.d/ into CHANGELOG.md under a version, and delete them.

In: the version and the date of the release. Out: CHANGELOG.md with a new part at its top. Run from anywhere:
scripts/changelog.py 0.1.0 2026-12-01
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
KINDS = ("added", "changed", "fixed", "removed")
UNRELEASED = "\n## Unreleased"


def fragments(folder: Path) -> dict[str, list[Path]]:
    """Return the fragment files by kind, in the order of their names; raise `ValueError` for a file of no kind."""
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.glob("*.md")):
        if path.name == "README.md":
            continue
        parts = path.name.split(".")
        if len(parts) != 3 or parts[1] not in KINDS:
            raise ValueError(f"{path.name}: a fragment is called NAME.KIND.md, and KIND is one of {', '.join(KINDS)}")
        found[parts[1]].append(path)
    return found


def gathered(changelog: str, version: str, date: str, lines: dict[str, list[str]]) -> str:
    """Return the changelog with a part for the version in the place of what was unreleased."""
    head, _, rest = changelog.partition(UNRELEASED)
    older = rest.partition("\n## ")[2]
    parts = [
        f"### {kind.capitalize()}\n\n" + "\n".join(f"- {line}" for line in some) for kind, some in lines.items() if some
    ]
    return head + f"\n## {version} ({date})\n\n" + "\n\n".join(parts) + "\n" + (f"\n## {older}" if older else "")


def main(version: str, date: str) -> None:
    """Write CHANGELOG.md and delete the fragments."""
    found = fragments(ROOT / "changelog.d")
    lines = {kind: [path.read_text(encoding="utf-8").strip() for path in paths] for kind, paths in found.items()}
    path = ROOT / "CHANGELOG.md"
    path.write_text(gathered(path.read_text(encoding="utf-8"), version, date, lines), encoding="utf-8", newline="\n")
    for one in (one for paths in found.values() for one in paths):
        one.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
