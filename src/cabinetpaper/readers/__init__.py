"""A document becomes a paper again, saying what it could not carry."""

from __future__ import annotations

from cabinetpaper.readers.docx import CODES, Reading, read_docx

__all__ = ["CODES", "Reading", "read_docx"]
