"""What makes the PDF quicker to draw must not change what is drawn."""

from __future__ import annotations

import pytest

from cabinetpaper.writers.pdf import engine
from cabinetpaper.writers.pdf.printing import _without_idle_ids

PAGE = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>A '
    "paper</title><style>#styled{color:#123456}</style></head><body><h1>A paper</h1>"
    '<p id="idle">See <a href="#led_to">the table</a>, written id="idle" in words.</p><ul><li id="styled">One</li></ul>'
    '<table id="led_to"><thead><tr><th scope="col">Measure</th></tr></thead><tbody><tr id="row"><th '
    'scope="row">Visits</th></tr></tbody></table></body></html>'
)


def test_only_ids_that_a_link_or_a_style_names_are_kept() -> None:
    assert _without_idle_ids(PAGE) == PAGE.replace('<p id="idle">', "<p>").replace('<tr id="row">', "<tr>")


def test_the_engine_draws_the_same_without_its_rules_for_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    lighter = engine.draw(engine.Job(PAGE)).data
    monkeypatch.setattr(engine, "_html_class", lambda: engine.load_engine().HTML)
    assert engine.draw(engine.Job(PAGE)).data == lighter


def test_the_engine_s_own_sheets_are_left_as_they_are() -> None:
    html = engine.load_engine().HTML(string=PAGE)
    before = [len(sheet.matcher.other_selectors) for sheet in html._ua_stylesheets()]
    page = engine._html_class()(string=PAGE)
    assert [len(sheet.matcher.other_selectors) for sheet in page._ua_stylesheets()] < before
    assert [len(sheet.matcher.other_selectors) for sheet in html._ua_stylesheets()] == before
