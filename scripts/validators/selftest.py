"""Prove that the validators notice what they are for: good files pass all of them, and each broken file is held against
by the one that must.

In: nothing; the files are made on the spot. Out: a line for each, and an exit code.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from validators.broken import BROKEN, Broken
from validators.judging import judge
from validators.papers import good_paper
from validators.verdict import Verdict

__all__ = ["noticed", "selftest"]


def selftest(say: Callable[[str], None], *, strict: bool) -> int:
    """Return 0 where all is noticed and no good file is held against, else 1; where `strict`, a validator that is not
    here counts as well.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        good = {path.suffix[1:]: path for path in good_paper(folder)}
        files = {one.name: folder / f"{one.name}.{one.suffix}" for one in BROKEN}
        for one in BROKEN:
            files[one.name].write_bytes(one.spoil(good[one.suffix].read_bytes()))
        verdicts, absent = judge([*good.values(), *files.values()])
        unfair = [one for one in verdicts if one.file.stem == next(iter(good.values())).stem and not one.passed]
    gone = {one.tool for one in absent}
    missed = [one for one in BROKEN if one.tool not in gone and not noticed(one, verdicts)]
    for broken in BROKEN:
        word = "ABSENT" if broken.tool in gone else "MISSED" if broken in missed else "noticed"
        say(f"{word}  {broken.name}.{broken.suffix}  {broken.tool}, {broken.profile}")
    for verdict in unfair:
        say(
            f"UNFAIR  {verdict.tool}, {verdict.profile}: "
            f"{'; '.join(f'{one.rule} {one.message}' for one in verdict.faults)}"
        )
    say(
        f"{len(BROKEN)} broken files, {len(missed)} missed; {len(unfair)} verdicts against good files; {len(gone)} "
        "validators absent"
    )
    return 1 if missed or unfair or (strict and gone) else 0


def noticed(broken: Broken, verdicts: list[Verdict]) -> bool:
    """Return whether the validator that must object did so, with the rule that it must name."""
    said = [
        fault
        for one in verdicts
        if (one.file.stem, one.tool, one.profile) == (broken.name, broken.tool, broken.profile)
        for fault in one.faults
    ]
    return any(re.search(broken.rule, f"{one.rule} {one.message}") for one in said)
