"""The command: validate files, the papers that are made for it, and the validators themselves.

    validate.sh FILE…                    judge these files
    validate.sh                          judge what is in out/
    validate.sh --papers [FILE…]         judge more papers as well, which are made on the spot
    validate.sh --selftest               prove that each validator notices what it is for
    validate.sh --json RESULTS …         write the verdicts there, too

Exit code 0: nothing is held against any file; 1: something is, or (where CI is set) a validator is not here; 2: there
is nothing to judge.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from validators.judging import judge
from validators.verdict import Absent, Verdict, as_json, lines

ROOT: Final = Path(__file__).resolve().parents[2]
KINDS: Final = (".pdf", ".docx", ".html")


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="validate.sh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--papers", action="store_true")
    parser.add_argument("--selftest", action="store_true")
    parser.add_argument("--json", type=Path, metavar="RESULTS")
    asked = parser.parse_args(arguments)
    if asked.selftest:
        from validators.selftest import selftest

        return selftest(_say, strict=_in_ci())
    files = asked.files or sorted(path for path in (ROOT / "out").iterdir() if path.suffix in KINDS)
    if missing := [str(file) for file in files if not file.is_file()]:
        _say(f"not there: {', '.join(missing)}")
        return 2
    with tempfile.TemporaryDirectory() as place:
        if asked.papers:
            from validators.papers import write_papers

            files = [*files, *write_papers(Path(place))]
        if not files:
            _say("nothing to judge: build a paper first, or name files")
            return 2
        verdicts, absent = judge(files)
        if asked.json:
            asked.json.parent.mkdir(parents=True, exist_ok=True)
            asked.json.write_text(as_json(verdicts, absent), encoding="utf-8")
        return _told(verdicts, absent)


def _told(verdicts: Sequence[Verdict], absent: Sequence[Absent]) -> int:
    for line in lines(verdicts, absent):
        _say(line)
    failed = sum(not one.passed for one in verdicts)
    _say(
        f"{len({one.file for one in verdicts})} files, {len(verdicts)} verdicts, {failed} against; {len(absent)} "
        "validators absent"
    )
    return 1 if failed or (absent and _in_ci()) else 0


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
