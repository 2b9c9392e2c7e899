"""Hostile pages: what a page template or a style sheet might make the PDF's engine fetch, and what might break it."""

from __future__ import annotations

import io
import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pikepdf
import pypdfium2

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.writers.pdf import Job, draw
from hostile import Attack

HIDDEN: Final = "WORD-OF-THE-DAY-4821"
ASSETS, PICTURES = "page assets", "pictures"


def svg(inside: str, before: str = "") -> bytes:
    return (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" '
        f'height="20">{inside}</svg>'
    ).encode()


def png(width: int, height: int) -> bytes:
    """Return a PNG of one grey that claims its size and holds it, packed to very little."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width // 8 + 1)) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def said(data: bytes) -> str:
    """Return all the words of a PDF and of the files attached to it."""
    pages = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    with pikepdf.open(io.BytesIO(data)) as document:
        return pages + "".join(file.get_file().read_bytes().decode("latin-1") for file in document.attachments.values())


def drawn(page: str, assets: dict[str, bytes]) -> tuple[bytes, list[object], CabinetPaperError | None]:
    """Draw a page; return the PDF, every address that anything tried to reach, and why there is no PDF."""
    tried: list[object] = []

    def refuse(*args: Any, **_: object) -> Any:
        tried.append(args)
        raise OSError("there is no network here")

    with patch.object(socket, "getaddrinfo", refuse), patch.object(socket.socket, "connect", refuse):
        try:
            return (
                draw(Job(f'<html lang="en"><title>T</title><body>{page}</body></html>', assets=assets)).data,
                tried,
                None,
            )
        except CabinetPaperError as error:
            return b"", tried, error


def blocked(page: str, name: str) -> Callable[[Path], None]:
    """Return the proof that there is no PDF, that the finding names what was blocked, and that nothing was reached.
    `FOLDER` holds a secret.
    """

    def prove(folder: Path) -> None:
        data, tried, error = drawn(page.replace("FOLDER", folder.as_posix()), _inside(folder))
        assert tried == []
        assert data == b""
        assert error is not None
        assert {one.code for one in error.findings} == {"PDF-RESOURCE"}, error
        assert name in str(error)

    return prove


def clean(page: str) -> Callable[[Path], None]:
    """Return the proof that the page is drawn without the secret, or refused in words, and that nothing was reached."""

    def prove(folder: Path) -> None:
        data, tried, error = drawn(page.replace("FOLDER", folder.as_posix()), _inside(folder))
        assert tried == []
        assert error is not None or HIDDEN not in said(data)

    return prove


def _inside(folder: Path) -> dict[str, bytes]:
    """Put a secret beside the assets and return the assets, as `Workspace.load` gives them."""
    (folder / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    (folder / "secret.css").write_text(f'p::after{{content:"{HIDDEN}"}}', encoding="utf-8")
    (folder / "secret.svg").write_bytes(svg(f"<text y='15'>{HIDDEN}</text>"))
    address = (folder / "secret.txt").as_uri()
    bomb = "".join(f'<!ENTITY e{n} "{"lol" if not n else f"&e{n - 1};" * 10}">' for n in range(9))
    return {
        "entity.svg": svg(
            "<text y='15'>&e;</text>", f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "{address}">]>'
        ),
        "laughs.svg": svg("<text y='15'>&e8;</text>", f"<!DOCTYPE svg [{bomb}]>"),
        "inner.svg": svg(f'<image xlink:href="{(folder / "secret.svg").as_uri()}" width="300" height="20"/>'),
        "bomb.png": png(20_000, 20_000),
        "itself.svg": svg('<defs><g id="a"><use href="#a"/></g></defs><use href="#a"/>'),
        "lie.png": b"GIF89a" + bytes(40),
    }


_DOCTYPE: Final = "data:image/svg+xml,%3C!DOCTYPE%20svg%3E%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E"
_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="20">'

ATTACKS: Final = (
    Attack(
        "W01",
        "show a picture of the machine",
        ASSETS,
        blocked('<img src="file://FOLDER/secret.svg" alt="">', "secret.svg"),
    ),
    Attack(
        "W02",
        "attach a file of the machine",
        ASSETS,
        blocked('<link rel="attachment" href="file://FOLDER/secret.txt">', "secret.txt"),
    ),
    Attack(
        "W03", "attach a file by a link", ASSETS, clean('<a rel="attachment" href="file://FOLDER/secret.txt">x</a>')
    ),
    Attack(
        "W04",
        "ask the cloud's own address for keys",
        ASSETS,
        blocked('<img src="http://169.254.169.254/latest/" alt="">', "169.254.169.254"),
    ),
    Attack(
        "W05",
        "load a style sheet of the machine",
        ASSETS,
        blocked('<link rel="stylesheet" href="file://FOLDER/secret.css"><p>x</p>', "secret.css"),
    ),
    Attack(
        "W06",
        "import a style sheet of the machine",
        ASSETS,
        blocked('<style>@import "file://FOLDER/secret.css";</style><p>x</p>', "secret.css"),
    ),
    Attack(
        "W07",
        "fetch a typeface",
        ASSETS,
        blocked(
            "<style>@font-face{font-family:f;src:url(http://127.0.0.1:9/f.ttf)}p{font-family:f}</style><p>x</p>",
            "127.0.0.1",
        ),
    ),
    Attack("W08", "go up a folder", ASSETS, blocked('<img src="../secret.svg" alt="">', "secret.svg")),
    Attack("W09", "go up a folder in disguise", ASSETS, blocked('<img src="..%2fsecret.svg" alt="">', "secret.svg")),
    Attack("W10", "name a link that leads outside", ASSETS, blocked('<img src="link.svg" alt="">', "link.svg")),
    Attack(
        "W11",
        "move the base of all addresses",
        ASSETS,
        blocked('<base href="file://FOLDER/"><img src="secret.svg" alt="">', "secret.svg"),
    ),
    Attack(
        "W12",
        "embed objects of the machine",
        ASSETS,
        blocked(
            '<object data="file://FOLDER/secret.svg" type="image/svg+xml"></object><embed '
            'src="file://FOLDER/secret.svg">',
            "secret.svg",
        ),
    ),
    Attack(
        "W13", "read a file by an entity of an SVG", PICTURES, blocked('<img src="entity.svg" alt="">', "entity.svg")
    ),
    Attack(
        "W14", "grow an SVG by entities of entities", PICTURES, blocked('<img src="laughs.svg" alt="">', "laughs.svg")
    ),
    Attack(
        "W15",
        "show a picture of the machine inside an SVG",
        ASSETS,
        blocked('<img src="inner.svg" alt="">', "secret.svg"),
    ),
    Attack(
        "W16", "unpack a picture of 400 million points", PICTURES, blocked('<img src="bomb.png" alt="">', "bomb.png")
    ),
    Attack(
        "W17",
        "fetch a background with a host in its address",
        ASSETS,
        blocked('<p style="background:url(FILE://localhost/FOLDER/secret.svg);height:30px">x</p>', "secret.svg"),
    ),
    Attack("W18", "fetch by FTP", ASSETS, blocked('<img src="ftp://127.0.0.1/x.png" alt="">', "127.0.0.1")),
    Attack("W19", "nest four thousand elements", "PDF process", clean("<div>" * 4000 + "x" + "</div>" * 4000)),
    Attack(
        "W20",
        "ask for a page of astronomic size",
        "PDF process",
        clean('<p style="width:1e30px;height:1e30px;page-break-before:always">x</p>'),
    ),
    Attack(
        "W21",
        "show a picture of the machine in an inline SVG",
        ASSETS,
        blocked(f'{_SVG}<image href="file://FOLDER/secret.svg" width="300" height="20"/></svg>', "secret.svg"),
    ),
    Attack(
        "W22",
        "carry an SVG with entities in the address itself",
        PICTURES,
        blocked(f'<img alt="" src="{_DOCTYPE}">', "data:image/svg"),
    ),
    Attack(
        "W23", "carry a broken address", ASSETS, blocked('<img alt="" src="data:image/png;base64,A">', "data:image/png")
    ),
    Attack("W24", "give a file the name of another kind", PICTURES, blocked('<img src="lie.png" alt="">', "lie.png")),
    Attack(
        "W25", "draw a picture inside itself", "PDF process", blocked('<img src="itself.svg" alt="">', "itself.svg")
    ),
)
