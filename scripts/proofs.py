"""Count what the project proves: `./check.sh proofs` prints rules, documented findings, hostile inputs, sample outputs
and validators.

In: the checkout. Out: a line for each count on stdout. Nothing is run but what the counts are taken from; the tests
prove them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src"), str(ROOT / "scripts")]
VERDICTS = ROOT / "build" / "validation.json"


def counts() -> dict[str, str]:
    """Return what is counted, in words, with its number."""
    import test_docs
    from cabinetpaper.checks import CHECKS
    from cabinetpaper.conformance import GROUNDS
    from test_hostile import ATTACKS

    kinds = Counter(one.id[0] for one in ATTACKS)
    guards = {guard for one in ATTACKS for guard in one.guard.split("; ")}
    papers = sorted(path.parent.name for path in (ROOT / "narratives").glob("*/paper.toml"))
    files = sorted(path.name for path in (ROOT / "out").glob("*.*") if path.suffix in {".docx", ".html", ".pdf"})
    return {
        "rules on a paper": str(len(CHECKS)),
        "rules on a file": ", ".join(f"{kind.value} {len(grounds)}" for kind, grounds in GROUNDS.items()),
        "kinds of finding, each documented": str(len(test_docs.every_code())),
        "sample papers": f"{len(papers)} ({', '.join(papers)})",
        "output files in out/": f"{len(files)} ({', '.join(files) or 'none built yet'})",
        "hostile inputs": f"{len(ATTACKS)} "
        f"({', '.join(f'{letter} {number}' for letter, number in sorted(kinds.items()))})",
        "guards against them": str(len(guards)),
        "Python files of the program": str(len(test_docs.MODULES)),
        **validation(),
    }


def validation() -> dict[str, str]:
    """Return what the outside validators are tried on, and what they said when they were last asked."""
    from validators.broken import BROKEN
    from validators.judging import PROFILES
    from validators.papers import PAPERS, VERSIONS

    profiles = sum(len(each) for each in PROFILES.values())
    said = json.loads(VERDICTS.read_text(encoding="utf-8"))["results"] if VERDICTS.exists() else []
    against = sum(one["verdict"] != "pass" for one in said)
    last = (
        f"{len(said)} on {len({one['sha256'] for one in said})} files, {against} against"
        if said
        else "not asked yet (scripts/validators/validate.sh --json build/validation.json)"
    )
    return {
        "outside validators": f"{len(PROFILES)} by {profiles} profiles ({', '.join(PROFILES)})",
        "papers made for them": str(len(PAPERS) + len(VERSIONS)),
        "broken files that they must notice": str(len(BROKEN)),
        "verdicts when last asked": last,
    }


if __name__ == "__main__":
    for what, number in counts().items():
        sys.stdout.write(f"{what}: {number}\n")
