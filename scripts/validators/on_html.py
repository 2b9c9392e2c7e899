"""What the Nu HTML checker and axe-core say of web pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from validators.installed import HERE, packaged, program, run
from validators.verdict import Fault, Verdict, gathered

__all__ = ["HTML", "WCAG", "axe", "nu"]

HTML: Final = "HTML"
WCAG: Final = "WCAG 2.2 A and AA"
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")


def nu(files: Sequence[Path]) -> list[Verdict]:
    """Return the Nu HTML checker's verdict on each page; one Java for all of them."""
    jar = packaged("Nu HTML checker", "node_modules/vnu-jar/build/dist/vnu.jar")
    answer = json.loads(
        run(
            [
                program("Nu HTML checker", "java"),
                "-Xss4m",
                "-jar",
                jar,
                "--format",
                "json",
                "--stdout",
                "--exit-zero-always",
                *files,
            ]
        )
    )
    return nu_verdicts(answer, files)


def nu_verdicts(answer: dict[str, Any], files: Sequence[Path]) -> list[Verdict]:
    """Return the verdicts in the checker's answer; its warnings are left to a person."""
    faults: dict[str, list[Fault]] = {}
    warned: dict[str, int] = {}
    for said in answer["messages"]:
        file = said.get("url", "").removeprefix("file:")
        if said["type"] == "info":
            warned[file] = warned.get(file, 0) + 1
        else:
            faults.setdefault(file, []).append(
                Fault(said.get("subType") or said["type"], said["message"], f"line {said.get('lastLine', '?')}")
            )
    version = str(answer["version"]).split()[0]
    names = {file: str(file.resolve()) for file in files}
    return [
        Verdict(file, "Nu HTML checker", version, HTML, gathered(faults.get(name, ())), warned.get(name, 0))
        for file, name in names.items()
    ]


def axe(files: Sequence[Path]) -> list[Verdict]:
    """Return axe-core's verdict on each page; one browser, without a network, for all of them."""
    packages = packaged("axe-core", "node_modules")
    packaged("axe-core", "node_modules/axe-core/axe.min.js")
    browser = program("axe-core", *_BROWSERS)
    answer = json.loads(run([program("axe-core", "node"), HERE / "axe.mjs", packages, browser, *files]))
    return axe_verdicts(answer, files)


def axe_verdicts(answer: dict[str, Any], files: Sequence[Path]) -> list[Verdict]:
    """Return the verdicts in what axe.mjs printed; a page that asks for anything else than itself is at fault, too."""
    verdicts = []
    for file, said in zip(files, answer["files"], strict=True):
        faults = [Fault(one["rule"], one["message"], one["place"]) for one in said["broken"]]
        faults += [Fault("asks the network", address) for address in said["missed"]]
        verdicts.append(Verdict(file, "axe-core", answer["version"], WCAG, gathered(faults), len(said["review"])))
    return verdicts
