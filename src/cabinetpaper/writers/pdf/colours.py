"""Bring a picture's colours to those that a PDF for archives has: red, green and blue or grey, in 256 steps each.

In: the bytes of a PNG or JPEG. Out: the same bytes, or a PNG of it, and whether its colours are a guess. A photograph
made for the printing press (CMYK) is brought over by its own colour profile; without one nobody can know its colours.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_KEPT: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


def on_screen(data: bytes) -> tuple[bytes, bool]:
    """Return a picture as it can stand in the PDF, and whether its colours had to be guessed; raise `ValueError` where
    it is broken.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.mode in _KEPT:
                return data, False
            changed, guessed = _from_press(picture) if picture.mode == "CMYK" else (_from_fine(picture), False)
            target = io.BytesIO()
            changed.save(target, "png")
    except (OSError, SyntaxError, UnidentifiedImageError) as error:
        raise ValueError("a broken picture") from error
    return target.getvalue(), guessed


def _from_press(picture: Image) -> tuple[Image, bool]:
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):  # a profile that is none, or one of other colours
            changed = None
        if changed is not None:
            return changed, False
    return picture.convert("RGB"), True


def _from_fine(picture: Image) -> Image:
    """Return a picture of 65,536 greys, or of colours that PNG and JPEG have no other name for, in 256 steps."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
