"""How the examples of laws are drawn: each by itself, and the same whichever tests run beside it."""

from __future__ import annotations

from hypothesis.internal.conjecture import providers


class Apart(providers.HypothesisProvider):
    """Draws as Hypothesis does, but takes no values from the source of whatever modules happen to be loaded.

    As a backend of its own it also draws each example afresh; by itself Hypothesis makes five variations of each, so
    that sixty examples are little more than ten.
    """

    _local_constants = providers.Constants()


providers.AVAILABLE_PROVIDERS["apart"] = f"{__name__}.{Apart.__name__}"
