"""What LibreOffice shows of generated documents, after Accept All and after Reject All, is read or quoted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cabinetpaper.readers import read_docx
from cabinetpaper.writers.docx import write_docx
from constructs import edited, said, solid
from docx_parts import pixels
from specimen_paper import specimen

sys.path.append(str(Path(__file__).parent.parent / "scripts"))

from edited_files import LibreOffice, Trial, computed, libreoffice_here, show, shown_words


@pytest.mark.skipif(
    not libreoffice_here(), reason="LibreOffice and its Python bridge are not installed: only they say what they show"
)
@pytest.mark.timeout(600)
def test_every_word_that_libreoffice_shows_is_read_or_quoted(tmp_path: Path) -> None:
    paper = specimen()
    document = write_docx(paper, pixels(paper))
    trials = [Trial("generated", str(seed), paper, "", edited(document, seed)[0]) for seed in range(3)]
    office = LibreOffice(tmp_path)
    try:
        show(office, trials, tmp_path)
    finally:
        office.close()
    missing = {}
    for trial in trials:
        reading = read_docx(trial.data)
        told = solid(" ".join(finding.message for finding in reading.findings))
        for view, read in (("accept", reading.paper), ("reject", reading.rejected)):
            if view in trial.shown:
                held = said(read) + told
                shown = (
                    word.rstrip(",") for word in shown_words(trial.shown[view])
                )  # a comma parts two marks of notes
                words = [word for word in shown if solid(word) not in held]
                if words := [word for word in words if not computed(word)]:
                    missing[trial.kind, view] = words
    assert any(trial.shown for trial in trials)
    assert missing == {}
