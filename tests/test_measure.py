from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from cabinetpaper.fact import Fact
from cabinetpaper.fonts import missing
from cabinetpaper.measure import Measure, Operator, Polarity, Rag
from cabinetpaper.settings import Council, Settings
from cabinetpaper.unit import Unit


def test_every_rating_has_a_word_and_a_shape_of_its_own() -> None:
    assert len({rag.shape for rag in Rag}) == len(Rag)


def test_every_shape_is_in_the_typeface_of_the_pdf() -> None:
    assert not missing("".join(rag.shape for rag in Rag))
    assert Rag.RED.label == "■\u00a0Red"
    assert all(rag.value in rag.label for rag in Rag)


def test_polarity_knows_which_way_is_good() -> None:
    assert [one.sign for one in (Polarity.HIGHER, Polarity.LOWER, Polarity.NONE)] == [1, -1, 0]


def test_only_strict_operators_make_equality_a_miss() -> None:
    assert {one for one in Operator if one.strict} == {Operator.OVER, Operator.UNDER}


def test_a_measure_is_called_by_its_short_name_where_it_has_one() -> None:
    assert Measure("cic", "Children in care", "children", Unit()).label == "Children in care"
    assert Measure("cic", "Children in care", "children", Unit(), short_name="In care").label == "In care"


def test_a_fact_prints_its_text_whatever_its_value() -> None:
    assert str(Fact("cic.value", "about 96.1", Decimal("96.149"))) == "about 96.1"


def test_a_council_without_a_short_name_uses_its_full_one() -> None:
    assert Council("Northgate Council").label == "Northgate Council"
    assert Council("Northgate Council", "Northgate").label == "Northgate"


def test_settings_without_a_file_are_the_documented_defaults_and_cannot_be_changed() -> None:
    settings = Settings()
    assert (settings.format, settings.rating.tolerance, settings.rating.small_denominator) == (1, Decimal(10), 20)
    with pytest.raises(FrozenInstanceError):
        settings.format = 2  # type: ignore[misc]
