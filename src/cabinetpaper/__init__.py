"""Quarterly performance papers for councils: data and narratives become a DOCX, a PDF and an HTML page with the same content."""
