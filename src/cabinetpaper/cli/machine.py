"""What this machine has and what it lacks.

In: the running Python, its packages, the system's libraries and, if there is one, a workspace. Out: `Examined`, one
line each: what was looked at, how it is, and the exact line that puts it right.
"""

from __future__ import annotations

import contextlib
import io
import locale
import platform
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

CODES: Final[dict[str, str]] = {
    "MACHINE-LACKS": "`cabinetpaper doctor` found something missing without which a paper cannot be made whole. The "
    "finding has the line that installs it."
}

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
    yield _python()
    yield from _packages()
    yield _pango()
    yield _fonts()
    yield _encoding()
    yield _office()
    if folder is None:
        yield Examined(
            "Workspace",
            State.NOTE,
            "this folder belongs to no workspace",
            "Go to one, or make one: cabinetpaper new my-papers --sample",
        )
    else:
        yield _writable(folder)
        yield _workspace(folder)
        yield from _kept(folder)


def _python() -> Examined:
    words = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return Examined(
            "Python", State.LACKING, words, "Install Python 3.11, 3.12 or 3.13 and install cabinetpaper with it"
        )
    return Examined("Python", State.GOOD, words)


def _packages() -> Iterator[Examined]:
    wanted = [line for line in requires("cabinetpaper") or () if "extra ==" not in line]
    for line in wanted:
        name = line.split(";")[0].strip()
        for sign in "<>=!~[ ":
            name = name.split(sign)[0]
        try:
            yield Examined(name, State.GOOD, version(name))
        except PackageNotFoundError:
            yield Examined(name, State.LACKING, "is not installed", f"{python_command()} -m pip install {name}")


def python_command() -> str:
    """Return how this platform's officers start Python."""
    return "py" if sys.platform == "win32" else "python3"


def _pango() -> Examined:
    """Return whether the libraries that draw the PDF can be loaded, by loading them as weasyprint does."""
    said = io.StringIO()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            warnings.simplefilter("ignore")
            ffi: Any = import_module("weasyprint.text.ffi")
    except OSError as error:
        name = str(error).split(":")[0].removeprefix("cannot load library ").strip("'")
        words = f"the PDF cannot be drawn: {name} cannot be loaded. DOCX and HTML are made without it"
        return Examined("Pango", State.LACKING, words, install_line())
    except ImportError:
        return Examined(
            "Pango",
            State.LACKING,
            "the PDF cannot be drawn: weasyprint is not installed",
            f"{python_command()} -m pip install weasyprint",
        )
    number = int(ffi.pango.pango_version())
    words = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    if ffi.harfbuzz_subset is None:
        return Examined(
            "Pango", State.NOTE, f"{words}, without harfbuzz-subset: the PDF works, its file is larger", install_line()
        )
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
            "window: pacman -S mingw-w64-ucrt-x86_64-pango "
            r"and then in your own: setx WEASYPRINT_DLL_DIRECTORIES C:\msys64\ucrt64\bin (with the folder that you "
            r"chose)"
        )
    if system == "darwin":
        return "brew install pango"
    return next((line for program, line in _LINES if shutil.which(program)), _LINES[0][1])


def _fonts() -> Examined:
    folder = find_spec("cabinetpaper.fonts")
    places = [Path(place) for place in (folder.submodule_search_locations or ())] if folder else []
    files = sorted(file.name for place in places for file in place.glob("*.ttf"))
    if len(files) < 4:
        return Examined(
            "Fonts",
            State.LACKING,
            "the typeface that comes with the program is not whole",
            f"{python_command()} -m pip install --force-reinstall cabinetpaper",
        )
    return Examined("Fonts", State.GOOD, f"Liberation Sans, {len(files)} files, for PDF and charts")


def _encoding() -> Examined:
    name = locale.getpreferredencoding(False)
    words = f"files are read as UTF-8 first, whatever the locale says ({name})"
    if (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "") != "utf8":
        return Examined(
            "Locale",
            State.NOTE,
            f"{words}; this window prints {sys.stdout.encoding} and shows stand-ins for ● and −",
            "Nothing to do; PYTHONUTF8=1 shows them",
        )
    return Examined("Locale", State.GOOD, words)


def _office() -> Examined:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return Examined("LibreOffice", State.NOTE, "not found; it is not needed, Word or LibreOffice opens the DOCX")
    return Examined("LibreOffice", State.GOOD, program)


def _writable(folder: Path) -> Examined:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".cabinetpaper-doctor-"):
            pass
    except OSError as error:
        words = f"{folder} cannot be written to: {error.strerror or error}"
        return Examined(
            "Write access",
            State.LACKING,
            words,
            "Ask for the right to write there, or copy the workspace to a folder of your own",
        )
    if sys.platform == "win32" and len(str(folder)) > 150:
        return Examined(
            "Write access",
            State.NOTE,
            f"{folder} is long; Windows may refuse files deep below it",
            "Move the workspace nearer to the drive's root",
        )
    return Examined("Write access", State.GOOD, str(folder))


def _workspace(folder: Path) -> Examined:
    from cabinetpaper.finding import CabinetPaperError

    try:
        from cabinetpaper.workspace import open_workspace

        papers = list(open_workspace(folder).papers())
    except CabinetPaperError as error:
        return Examined(
            "Workspace", State.LACKING, "cannot be opened", "; ".join(str(finding) for finding in error.findings)
        )
    except ImportError as error:
        return Examined(
            "Workspace",
            State.LACKING,
            f"cannot be opened: {error.name or error} is not installed",
            f"{python_command()} -m pip install {error.name}",
        )
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
        yield Examined(
            "Record of builds",
            State.LACKING,
            f"{number}; files of {len(damaged)} are missing or were changed: {', '.join(damaged[:5])}",
            "Put .cabinetpaper/record/ back from a backup",
        )
    else:
        yield Examined("Record of builds", State.GOOD, f"{number}; {words(holding(record.folder))}; keep it")
