from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import changelog  # noqa: E402  (a script, not part of the package)


def test_every_fragment_is_named_by_its_kind_and_is_one_sentence_on_one_line() -> None:
    for paths in changelog.fragments(ROOT / "changelog.d").values():
        for path in paths:
            text = path.read_text(encoding="utf-8")
            assert text.count("\n") == 1, path.name
            assert text.strip().endswith("."), path.name


def test_a_fragment_of_no_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "charts.md").write_text("Charts.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"charts.md: a fragment is called NAME.KIND.md"):
        changelog.fragments(tmp_path)


def test_fragments_become_the_newest_part_and_older_parts_stay() -> None:
    held = "# Changelog\n\nIntro.\n\n## Unreleased\n\nNothing.\n\n## 0.1.0 (2026-12-01)\n\n### Added\n\n- All of it.\n"
    assert changelog.gathered(held, "0.2.0", "2027-03-01", {"added": ["A.", "B."], "changed": [], "fixed": ["C."]}) == (
        "# Changelog\n\nIntro.\n\n## 0.2.0 (2027-03-01)\n\n### Added\n\n- A.\n- B.\n\n### Fixed\n\n- C.\n\n## 0.1.0 "
        "(2026-12-01)\n\n### Added\n\n- All of it.\n"
    )
