"""An edited DOCX becomes a paper again."""
