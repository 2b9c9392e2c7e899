"""A paper becomes bytes: DOCX, HTML, PDF. Each writer is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cabinetpaper.writers.docx import write_docx
    from cabinetpaper.writers.html import write_html
    from cabinetpaper.writers.pdf import write_pdf

__all__ = ["write_docx", "write_html", "write_pdf"]


def __getattr__(name: str) -> Any:
    """Return a writer by name."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{name.removeprefix('write_')}"), name)
