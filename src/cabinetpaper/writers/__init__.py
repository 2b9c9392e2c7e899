"""A paper becomes bytes: DOCX, HTML, PDF."""
