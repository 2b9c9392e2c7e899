"""The rules by which a council judges its measures: how a value is rated, what a movement is compared with, how a year
end is projected.

In: words that data files use. Out: values that `measure` carries and `scorecard` applies; each part of a rule says in
words what the paper prints.
"""

from __future__ import annotations

from cabinetpaper.rule.judging import Band, Operator, Polarity, Rag, Rated, Yardstick
from cabinetpaper.rule.rules import Charted, Compared, Family, Method, Rule

__all__ = [
    "Band",
    "Charted",
    "Compared",
    "Family",
    "Method",
    "Operator",
    "Polarity",
    "Rag",
    "Rated",
    "Rule",
    "Yardstick",
]
