"""What makes the PDF quicker to draw must not change what is drawn."""

from __future__ import annotations

from typing import Any

import pytest

from cabinetpaper.writers.pdf import Job, draw
from cabinetpaper.writers.pdf.engine import CHANGES, Change, load_engine
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
    lighter = draw(Job(PAGE)).data
    page = load_engine().HTML
    monkeypatch.setattr(page, "_ua_stylesheets", page._ua_stylesheets.__wrapped__)
    assert draw(Job(PAGE)).data == lighter


def test_the_engine_s_own_sheets_are_left_as_they_are() -> None:
    load_engine()
    load_engine.cache_clear()  # as where the engine could not be loaded at first
    page = load_engine().HTML(string=PAGE)

    def rules(sheets: list[Any]) -> list[int]:
        return [len(sheet.matcher.other_selectors) for sheet in sheets]

    whole = rules(page._ua_stylesheets.__wrapped__(page))
    assert rules(page._ua_stylesheets()) < whole
    assert rules(page._ua_stylesheets.__wrapped__(page)) == whole


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.replaces)
def test_the_installed_engine_has_what_is_replaced_in_it(change: Change) -> None:
    """A release that keeps it otherwise draws without the change; then it is time to look whether it is needed."""
    place: Any = load_engine()
    for name in change.replaces.split(".")[1:]:
        place = getattr(place, name)
    assert place.__module__.endswith("engine.changes") or hasattr(place, "__wrapped__")
    assert load_engine().__version__.split(".")[0] in change.releases.split(", ")
