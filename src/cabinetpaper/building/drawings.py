"""The drawings of earlier builds, so that an unchanged chart is not drawn again and matplotlib not even loaded.

In: a folder for one paper's drawings. Out: drawings by key. Whatever in the folder cannot be read counts as not there.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from cabinetpaper.paper.drawing import Drawing


def stored(folder: Path, keys: Collection[str]) -> dict[str, Drawing]:
    """Return the drawings that are kept for `keys`."""
    found = {}
    for key in keys:
        try:
            form = json.loads((folder / f"{key}.json").read_bytes())
            found[key] = Drawing(
                form["svg"].encode(), base64.b64decode(form["png"], validate=True), form["width_mm"], form["height_mm"]
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def keep(folder: Path, drawings: Mapping[str, Drawing]) -> None:
    """Keep the drawings by key, and remove those of earlier builds that are not among them.

    They only save time: a file that cannot be written is passed over, and one that was cut short counts as not there.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for key, one in drawings.items():
            if not (folder / f"{key}.json").exists():
                part = folder / f"{key}.{os.getpid()}.part"
                part.write_bytes(_form(one))
                part.replace(folder / f"{key}.json")
        for old in folder.iterdir():
            if old.suffix == ".part" or old.stem not in drawings:
                old.unlink(missing_ok=True)


def _form(drawing: Drawing) -> bytes:
    form = {
        "width_mm": drawing.width_mm,
        "height_mm": drawing.height_mm,
        "svg": drawing.svg.decode(),
        "png": base64.b64encode(drawing.png).decode(),
    }
    return json.dumps(form, ensure_ascii=False).encode()
