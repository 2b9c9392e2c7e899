"""What a file costs to read is bounded, whatever it asks for: generated members of each class of small files that ask
for very much are read in a process of their own, within 10 seconds and 500 MiB (docs/security.md, "Budgets")."""

from __future__ import annotations

import sys

import pytest

from overgrown import CLASSES, measured, read

SECONDS, MEBIBYTES = 10.0, 500.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by what Linux says of a process")


@pytest.mark.timeout(110)
@pytest.mark.parametrize("name", CLASSES)
def test_a_small_file_that_asks_for_very_much_is_read_within_the_budget(name: str) -> None:
    grown = CLASSES[name]
    cost = measured(name, grown.largest)
    assert cost.seconds < SECONDS, cost
    assert cost.mebibytes < MEBIBYTES, cost
    assert not grown.refused or cost.codes & set(grown.refused), cost


@pytest.mark.parametrize("name", CLASSES)
def test_a_small_member_of_a_class_is_read_to_its_end(name: str) -> None:
    over = {"WORKBOOK-SIZE", "FILE-LIMIT", "PDF-PAGE-UNREAD", "SQL-LONG", "SQL-MANY"}
    for size in (1, 2, 3):
        assert not read(CLASSES[name].reader, CLASSES[name].make(size)) & over
