"""LibreOffice as the word processor of somebody else: a profile of its own, and the typeface that papers are set in,
whatever fonts this machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import cabinetpaper.fonts

WITH_LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed: what a word processor makes of a DOCX can only be seen where one is",
)


def soffice(folder: Path, *arguments: str) -> None:
    """Run LibreOffice to its end with a profile in a folder."""
    fonts = folder / "fonts.conf"
    fonts.write_text(
        '<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{Path(cabinetpaper.fonts.__file__).parent}</dir><cachedir>{folder / 'fonts'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *arguments],
        check=True,
        capture_output=True,
        timeout=110,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )


def converted(folder: Path, form: str, *sources: Path) -> Path:
    """Return the folder in which LibreOffice has put what it makes of some documents: `pdf`, `docx`, `txt:…`."""
    target = folder / "converted"
    soffice(folder, "--convert-to", form, "--outdir", str(target), *map(str, sources))
    return target
