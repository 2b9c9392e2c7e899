"""A document becomes a paper again, saying what it could not carry."""

from __future__ import annotations

from cabinetpaper.readers.docx import CODES, Comment, Reading, Revision, RevisionKind, read_docx

__all__ = ["CODES", "Comment", "Reading", "Revision", "RevisionKind", "read_docx"]
