"""What this machine has and what it lacks.

In: the running Python, its packages, the system's libraries and, if there is one, a workspace. Out: `Examined`, one
line each: what was looked at, how it is, and the exact line that puts it right.
"""

from __future__ import annotations

import contextlib
import io
import locale
import platform
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from cabinetpaper.cli.console import is_utf8
from cabinetpaper.finding import CabinetPaperError

CODES: Final[dict[str, str]] = {
    "MACHINE-LACKS": "`cabinetpaper doctor` found something missing without which a paper cannot be made whole. The "
    "finding has the line that installs it."
}

PYTHON: Final = "py" if sys.platform == "win32" else "python3"
"""How this platform's officers start Python."""

OLDEST: Final = (3, 11)
NEWEST: Final = (3, 13)


class State(Enum):
    """How a thing is: there, worth knowing, or lacking."""

    GOOD = "ok"
    NOTE = "note"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: its name, how it is in words, and what puts it right."""

    name: str
    state: State
    words: str
    remedy: str = ""


def examine(folder: Path | None) -> Iterator[Examined]:
    """Return everything that was looked at, in the order in which an installation goes wrong."""
    python = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        yield Examined("Python", State.GOOD, python)
    else:
        remedy = "Install Python 3.11, 3.12 or 3.13 and install cabinetpaper with it"
        yield Examined("Python", State.LACKING, python, remedy)
    for line in requires("cabinetpaper") or ():
        if "extra ==" not in line:
            name = re.split(r"[;<>=!~\[ ]", line)[0]
            try:
                yield Examined(name, State.GOOD, version(name))
            except PackageNotFoundError:
                yield Examined(name, State.LACKING, "is not installed", f"{PYTHON} -m pip install {name}")
    yield _pango()
    yield _fonts()
    yield _encoding()
    program = shutil.which("soffice") or shutil.which("libreoffice")
    words = program or "not found; it is not needed, Word or LibreOffice opens the DOCX"
    yield Examined("LibreOffice", State.GOOD if program else State.NOTE, words)
    if folder is None:
        remedy = "Go to one, or make one: cabinetpaper new my-papers --sample"
        yield Examined("Workspace", State.NOTE, "this folder belongs to no workspace", remedy)
    else:
        yield _writable(folder)
        yield _workspace(folder)
        yield from _kept(folder)


def _pango() -> Examined:
    """Return whether the libraries that draw the PDF can be loaded, by loading them as weasyprint does."""
    noise = io.StringIO()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(noise), contextlib.redirect_stderr(noise):
            warnings.simplefilter("ignore")
            ffi: Any = import_module("weasyprint.text.ffi")
    except OSError as error:
        name = str(error).split(":")[0].removeprefix("cannot load library ").strip("'")
        words = f"the PDF cannot be drawn: {name} cannot be loaded. DOCX and HTML are made without it"
        return Examined("Pango", State.LACKING, words, install_line())
    except ImportError:
        words = "the PDF cannot be drawn: weasyprint is not installed"
        return Examined("Pango", State.LACKING, words, f"{PYTHON} -m pip install weasyprint")
    number = int(ffi.pango.pango_version())
    words = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    if ffi.harfbuzz_subset is None:
        words = f"{words}, without harfbuzz-subset: the PDF works, its file is larger"
        return Examined("Pango", State.NOTE, words, install_line())
    return Examined("Pango", State.GOOD, words)


_LINES: Final = (
    ("apt-get", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    ("dnf", "sudo dnf install pango"),
    ("zypper", "sudo zypper install libpango-1_0-0"),
    ("pacman", "sudo pacman -S pango"),
    ("apk", "sudo apk add pango harfbuzz-subset"),
)


def install_line(system: str = sys.platform) -> str:
    """Return the exact line that installs what draws the PDF, on this platform."""
    if system == "win32":
        return (
            "Install MSYS2 from msys2.org into a folder of your own (no administrator needed), run in its UCRT64 "
            r"window: pacman -S mingw-w64-ucrt-x86_64-pango and then in your own: setx WEASYPRINT_DLL_DIRECTORIES "
            r"C:\msys64\ucrt64\bin (with the folder that you chose)"
        )
    if system == "darwin":
        return "brew install pango"
    return next((line for program, line in _LINES if shutil.which(program)), _LINES[0][1])


def _fonts() -> Examined:
    folder = find_spec("cabinetpaper.fonts")
    places = [Path(place) for place in (folder.submodule_search_locations or ())] if folder else []
    count = sum(len(list(place.glob("*.ttf"))) for place in places)
    if count >= 4:
        return Examined("Fonts", State.GOOD, f"Liberation Sans, {count} files, for PDF and charts")
    words = "the typeface that comes with the program is not whole"
    return Examined("Fonts", State.LACKING, words, f"{PYTHON} -m pip install --force-reinstall cabinetpaper")


def _encoding() -> Examined:
    words = f"files are read as UTF-8 first, whatever the locale says ({locale.getpreferredencoding(False)})"
    if is_utf8(getattr(sys.stdout, "encoding", "")):
        return Examined("Locale", State.GOOD, words)
    words = f"{words}; this window prints {sys.stdout.encoding} and shows stand-ins for ● and −"
    return Examined("Locale", State.NOTE, words, "Nothing to do; PYTHONUTF8=1 shows them")


def _writable(folder: Path) -> Examined:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".cabinetpaper-doctor-"):
            pass
    except OSError as error:
        words = f"{folder} cannot be written to: {error.strerror or error}"
        remedy = "Ask for the right to write there, or copy the workspace to a folder of your own"
        return Examined("Write access", State.LACKING, words, remedy)
    if sys.platform == "win32" and len(str(folder)) > 150:
        words = f"{folder} is long; Windows may refuse files deep below it"
        return Examined("Write access", State.NOTE, words, "Move the workspace nearer to the drive's root")
    return Examined("Write access", State.GOOD, str(folder))


def _workspace(folder: Path) -> Examined:
    try:
        from cabinetpaper.workspace import open_workspace

        papers = open_workspace(folder).papers()
    except CabinetPaperError as error:
        return Examined("Workspace", State.LACKING, "cannot be opened", "; ".join(map(str, error.findings)))
    except ImportError as error:
        words = f"cannot be opened: {error.name or error} is not installed"
        return Examined("Workspace", State.LACKING, words, f"{PYTHON} -m pip install {error.name}")
    return Examined("Workspace", State.GOOD, f"{folder}: {len(papers)} paper{'' if len(papers) == 1 else 's'}")


def _kept(folder: Path) -> Iterator[Examined]:
    """Return what the cache and the record of builds hold."""
    from cabinetpaper.workspace import Record
    from cabinetpaper.workspace.cache import CACHE, Holding, holding

    def words(held: Holding) -> str:
        size = f"{held.size / 1_000_000:.1f} MB" if held.size >= 100_000 else f"{held.size / 1_000:.1f} kB"
        files = f"{held.files} file{'' if held.files == 1 else 's'}"
        return f"{files}, {size}, the oldest of {held.oldest}" if held.files else "empty"

    yield Examined("Cache", State.GOOD, f"{words(holding(folder / CACHE))}; it may be deleted at any time")
    record = Record(folder)
    builds, damaged = record.entries(), record.damage()
    number = f"{len(builds)} build{'' if len(builds) == 1 else 's'}"
    if damaged:
        lost = f"{number}; files of {len(damaged)} are missing or were changed: {', '.join(damaged[:5])}"
        yield Examined("Record of builds", State.LACKING, lost, "Put .cabinetpaper/record/ back from a backup")
    else:
        yield Examined("Record of builds", State.GOOD, f"{number}; {words(holding(record.folder))}; keep it")
